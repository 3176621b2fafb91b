"""Warnings: markers that somebody set and facts that a text states, as dangers, the weightiest first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from access.gateway import Hit
from access.partial_dates import ended
from nlp.assertions import Assertion
from portal.services.risk.codes import LABELS, RANK
from portal.services.risk.dangers import Danger, Review
from portal.services.risk.sources import age, name_of, when
from portal.services.risk.standing import settled, state_of

Json = Mapping[str, Any]
_ORDER = (
    Assertion.AFFIRMED, Assertion.UNCERTAIN, Assertion.HISTORIC, Assertion.DENIED, Assertion.NEGATED,
)  # fmt: skip
_PLACE = {assertion: place for place, assertion in enumerate(_ORDER)}
_OLDEST = 99_999  # days: of what no date is known


@dataclass(frozen=True)
class Warner:
    """Makes dangers as of a day."""

    today: date

    def of_fact(self, hit: Hit, fact: Json) -> Danger:
        """What a text states, with the line that states it; what its record says is over is of the past."""
        code, assertion = str(fact["code"]), Assertion.read(str(fact["assertion"]))
        text, day = _told(code, str(fact.get("term") or "")), when(hit)
        if assertion.stands and settled(hit, code):
            text, assertion = f"{text} ({state_of(hit)})", Assertion.HISTORIC
        return Danger(
            hit,
            code,
            text,
            assertion,
            _day(day),
            age(day, self.today),
            str(fact.get("sentence") or "") or None,
            fact.get("placement"),
            fact.get("subject") or None,
        )

    def of_marker(self, hit: Hit, marker: Json, person: Json | None = None) -> Danger:
        """A marker that somebody set: its age is its own, and an overdue review is said."""
        code, review = str(marker.get("code")), str(marker.get("review_on") or "") or None
        day = str(marker.get("set_on") or "") or when(hit)
        return Danger(
            hit,
            code,
            str(marker.get("text") or LABELS.get(code, marker.get("code"))),
            Assertion.HISTORIC if settled(hit, code) else Assertion.AFFIRMED,
            _day(day),
            age(day, self.today),
            subject=(name_of(person) if person else "") or None,
            marker=True,
            review=Review(review, ended(review, self.today)),
        )


def ordered(dangers: Iterable[Danger]) -> list[Danger]:
    """Each once, the weightiest first: what is so before what is said not to be, then by kind, then the newest."""
    once = {danger.key(): danger for danger in dangers}
    return sorted(_folded(once.values()), key=_order)


def _folded(dangers: Collection[Danger]) -> Iterator[Danger]:
    """Without the markers that say no more than an affirmed line of the same record and day, which has their review: one
    danger of a sanitised warning would read as two."""
    lines = {_of_a_day(one): one for one in dangers if one.quote and one.present}
    bare = {told: one for one in dangers if one.bare and (told := _of_a_day(one)) in lines}
    for danger in dangers:
        told = _of_a_day(danger)
        if danger is lines.get(told):
            yield _with(danger, bare[told]) if told in bare else danger
        elif told not in bare or not danger.bare:
            yield danger


def _with(line: Danger, marker: Danger) -> Danger:
    """A line with what only its marker says."""
    return replace(
        line,
        subject=marker.subject if line.subject is None else line.subject,
        review=line.review or marker.review,
        tie=line.tie or marker.tie,
        at=line.at or marker.at,
    )


def _of_a_day(danger: Danger) -> tuple[str, str, str | None]:
    return (*danger.of_record(), danger.day)


def _order(danger: Danger) -> tuple[bool, int, int, int, str]:
    return (
        danger.assertion.absent,
        RANK.get(danger.code, len(RANK)),
        _PLACE[danger.assertion],
        _OLDEST if danger.age is None else danger.age,
        danger.hit.id,
    )


def _day(day: str | None) -> str | None:
    return day[:10] if day else None


def _told(code: str, term: str) -> str:
    known = LABELS.get(code, code)
    return f"{known}: {term}" if term else known
