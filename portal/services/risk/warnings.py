"""Warnings: markers that somebody set and facts that a text states, in one form, the weightiest first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from access.gateway import Hit
from access.partial_dates import ended, first_day
from indexer.resolve.scorer import written_names
from portal.services.risk.codes import LABELS, RANK
from portal.services.risk.standing import settled, state_of

Json = Mapping[str, Any]
_STANDING = frozenset({"affirmed", "uncertain"})
_ASSERTIONS = {"affirmed": 0, "uncertain": 1, "historic": 2, "denied": 3, "negated": 4}


@dataclass(frozen=True)
class Warner:
    """Makes warnings as of a day."""

    today: date

    def of_fact(self, hit: Hit, fact: Json) -> dict[str, Any]:
        """What a text states, with the line that states it; what its record says is over is of the past."""
        subject, code, assertion = fact.get("subject"), str(fact["code"]), str(fact["assertion"])
        label = _label(code, str(fact.get("term") or ""))
        if settled(hit, code) and assertion in _STANDING:
            label, assertion = f"{label} ({state_of(hit)})", "historic"
        return self._warning(
            hit,
            code,
            label,
            assertion,
            when(hit),
            quote=str(fact.get("sentence") or "") or None,
            placement=fact.get("placement"),
            extra={"subject": subject} if subject else {},
        )

    def of_marker(self, hit: Hit, marker: Json, person: Json | None = None) -> dict[str, Any]:
        """A marker that somebody set: its age is its own, and an overdue review is said."""
        review = str(marker.get("review_on") or "") or None
        overdue = ended(review, self.today)
        whose = name_of(person) if person else ""
        text = str(marker.get("text") or LABELS.get(str(marker.get("code")), marker.get("code")))
        label = f"{text} ({whose})" if whose else text
        extra = {"review_on": review, "review_overdue": overdue} | ({"subject": whose} if whose else {})
        set_on = str(marker.get("set_on") or "") or when(hit)
        code = str(marker.get("code"))
        assertion = "historic" if settled(hit, code) else "affirmed"
        return self._warning(hit, code, label, assertion, set_on, extra=extra)

    def _warning(
        self,
        hit: Hit,
        code: str,
        label: str,
        assertion: str,
        day: str | None,
        *,
        quote: str | None = None,
        placement: str | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        return {
            "code": code,
            "label": label,
            "assertion": assertion,
            "quote": quote,
            "placement": placement,
            "date": day[:10] if day else None,
            "age_days": age(day, self.today),
            "grading": hit.record.get("grading"),
            "marking": hit.marking,
            "source": source(hit),
            **(extra or {}),
        }


def source(hit: Hit) -> dict[str, str]:
    """The record that something comes from."""
    return {"system": hit.system, "ref": hit.ref}


def when(hit: Hit) -> str | None:
    """The day of a record: when it happened, else when it was recorded."""
    return hit.when or hit.record.get("recorded")


def age(day: str | None, today: date) -> int | None:
    """Whole days since a date; a partial one counts from its beginning."""
    if not day:
        return None
    return (today - date.fromisoformat(first_day(day)[:10])).days


def same_danger(w: Json) -> tuple[str, ...]:
    """What two warnings have in common that tell one danger twice."""
    return w["code"], w["assertion"], w["quote"] or w["label"], str(w["source"])


def ordered(warnings: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each once, the weightiest first: what is so before what is said not to be, then by kind, then the newest."""
    once = {same_danger(w): w for w in warnings}
    return sorted(_folded(once.values()), key=_order)


def _folded(warnings: Collection[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Without the markers that say no more than an affirmed line of the same record and day, which has their review: one
    danger of a sanitised warning would read as two."""
    lines = {_told(w): w for w in warnings if w["quote"] and w["assertion"] == "affirmed"}
    bare = {_told(w): w for w in warnings if _bare(w) and _told(w) in lines}
    for warning in warnings:
        told = _told(warning)
        if warning is lines.get(told):
            yield {**bare.get(told, {}), **warning}
        elif told not in bare or not _bare(warning):
            yield warning


def _told(w: Json) -> tuple[str, str, str | None]:
    return w["code"], str(w["source"]), w.get("date")


def _bare(w: Json) -> bool:
    """Whether a marker says nothing but its kind, and perhaps whose it is."""
    kind = LABELS.get(w["code"], w["code"])
    return not w["quote"] and w["label"] in (kind, f"{kind} ({w.get('subject')})")


def _order(w: dict[str, Any]) -> tuple[int, int, int, int, str]:
    assertion = _ASSERTIONS.get(w["assertion"], 1)
    old = w["age_days"] if w["age_days"] is not None else 99_999
    return (
        assertion >= _ASSERTIONS["denied"],
        RANK.get(w["code"], len(RANK)),
        assertion,
        old,
        str(w["source"]),
    )


def _label(code: str, term: str) -> str:
    known = LABELS.get(code, code)
    return f"{known}: {term}" if term else known


def name_of(person: Json) -> str:
    """The first name that the record has of somebody; empty where it has none."""
    held = written_names(person)
    return held[0][1] if held else ""
