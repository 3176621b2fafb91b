"""One record that may answer a partner's request: what its rules leave open, and what was decided of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from access.gateway import Hit
from access.reader_view import partner_view
from nlp import names
from portal.services.errors import Invalid
from portal.services.gradings import must_consult
from portal.services.requests.source import tick

RELEASED, SANITISED, WITHHELD, NEITHER = "released", "sanitised", "withheld", "neither-confirmed-nor-denied"
# What leaves nothing of a record with the partner, to whom the two read alike; they differ in what is kept here of why.
NOTHING_LEAVES = (WITHHELD, NEITHER)
LONGEST_TEXT, LONGEST_WORD = 10_000, 500
_KEPT = ("system", "ref", "decision", "reason", "conditions", "agreed_by", "agreed_on", "without", "expires")
Said = Mapping[str, Any]
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Open:
    """What is open for a record. allowed: decisions; rule: why not others; todo: what can be done besides; consult: the
    originator must have agreed."""

    allowed: tuple[str, ...]
    rule: str | None = None
    todo: str | None = None
    consult: bool = False

    @property
    def leaves(self) -> bool:
        """Whether anything of it may leave."""
        return not set(NOTHING_LEAVES).issuperset(self.allowed)


def open_to(hit: Hit, force: str, given: bool, may_ask: bool) -> Open:
    """Which decisions a record's handling and grading leave open for a force. may_ask: whether the partner allows that the
    originator is asked."""
    if not given:
        owner = _owner(hit)
        todo = (
            f"Where the need is great (a threat to life), speak to the supervisor of {owner} now, by telephone: they can "
            f"make the record releasable to force {force}, and it can be decided here then. Nothing is sent by itself."
        )
        return Open(
            NOTHING_LEAVES,
            f"Not releasable to force {force}: it can only be withheld, or neither confirmed nor denied.",
            todo,
        )
    if not must_consult(hit.record.get("grading")):
        return Open((SANITISED, RELEASED, *NOTHING_LEAVES))
    if not may_ask:
        rule = (
            "S2: the originator must agree first, and the partner does not want them asked: "
            "it can only be withheld, or neither confirmed nor denied."
        )
        todo = "Or take it up with the partner: where they let the originator be asked, they send a request that says so."
        return Open(NOTHING_LEAVES, rule, todo)
    return Open((SANITISED, RELEASED, *NOTHING_LEAVES), consult=True)


def _owner(hit: Hit) -> str:
    unit = (hit.record.get("handling") or {}).get("unit")
    force = f"its owner, force {hit.source_force}"
    return f"{force}, unit {unit}" if unit else force


def decided(hit: Hit, said: Said | None, allowed: Open, today: date) -> dict[str, Any] | None:
    """One item of a package by what was decided; None for what is withheld, or neither confirmed nor denied. Raises Invalid."""
    decision = said.get("decision") if said else None
    if (
        said is None
        or decision not in (RELEASED, SANITISED, *NOTHING_LEAVES)
        or not str(said.get("reason") or "").strip()
    ):
        raise Invalid(
            hit.id, f"needs a decision (released, sanitised, {WITHHELD} or {NEITHER}) and its reason"
        )
    if decision not in allowed.allowed:
        raise Invalid(hit.id, f"may not be {decision}")
    if decision in NOTHING_LEAVES:
        return None
    _need_check(hit, said)
    if allowed.consult:
        _need_agreement(hit, said, today)
    return {
        "record": _copy(hit, said, sanitised=decision == SANITISED),
        "decision": decision,
        "grading": hit.record.get("grading"),
        "conditions": _conditions(hit, said),
        "marking": hit.marking,
        "originator": hit.source_force,
        "expires": _expires(hit, said, today),
    }


def kept(said: Said) -> dict[str, Any]:
    """A decision as it is kept with the request and in the ledger: without the words of a record, which go with the record."""
    made = {name: said[name] for name in _KEPT if said.get(name) not in (None, "", [])}
    return {**made, **({"sanitised_here": True} if _written(said) else {})}


def _need_check(hit: Hit, said: Said) -> None:
    if said.get("checked") != tick(hit.id, hit.record, _written(said)):
        raise Invalid(hit.id, "needs the source check of these very words, read and ticked")


def _need_agreement(hit: Hit, said: Said, today: date) -> None:
    """S2 waits for the originator: who of them agreed, and on which day."""
    by = str(said.get("agreed_by") or "").strip()
    if not 0 < len(by) <= LONGEST_WORD:
        raise Invalid(hit.id, "is S2: say who of the originator agreed")
    if _day(hit, said.get("agreed_on"), "agreed on") > today:
        raise Invalid(hit.id, "is S2: the originator cannot have agreed in the future")


def _conditions(hit: Hit, said: Said) -> list[str]:
    grading = hit.record.get("grading") or {}
    conditions = list(said.get("conditions") or grading.get("conditions") or ())
    if grading.get("handling") == "C" and not conditions:
        raise Invalid(hit.id, "is graded C: state the conditions")
    return conditions


def _expires(hit: Hit, said: Said, today: date) -> str | None:
    if not said.get("expires"):
        return None
    day = _day(hit, said["expires"], "expires")
    if day < today:
        raise Invalid(hit.id, "expires in the past")
    return day.isoformat()


def _day(hit: Hit, value: object, name: str) -> date:
    try:
        return date.fromisoformat(str(value or ""))
    except ValueError:
        raise Invalid(hit.id, f"{name}: must be a day (YYYY-MM-DD)") from None


def _written(said: Said) -> str:
    return str(said.get("sanitised_text") or "").strip()


def _copy(hit: Hit, said: Said, *, sanitised: bool) -> dict[str, Any]:
    """The record as it leaves: with the text that was decided on, and without whom was taken out."""
    made = partner_view(_with_text(hit, _written(said)) if sanitised else hit.record, sanitised=sanitised)
    out = set(said.get("without") or ())
    if not out:
        return made
    people: Sequence[Mapping[str, Any]] = made.get("people") or ()
    left = [one for place, one in enumerate(people, 1) if place not in out]
    words = _named([one for place, one in enumerate(people, 1) if place in out]) - _named(left)
    if words & _capitals(made.get("text")):
        raise Invalid(
            hit.id, "names in its text somebody who was taken out: release a sanitised text without them"
        )
    title = made.get("classification") or str(made["kind"]).capitalize()
    return {
        **made,
        "title": title if words & _capitals(made.get("title")) else made.get("title"),
        "people": left,
    }


def _with_text(hit: Hit, written: str) -> Mapping[str, Any]:
    """The record with the sanitised text to be released: the one written for it, else its own."""
    record = hit.record
    if not written and (record.get("sanitised_text") or not record.get("text")):
        return record
    if not written or len(written) > LONGEST_TEXT:
        raise Invalid(hit.id, f"has no sanitised text: write one of at most {LONGEST_TEXT:,} characters")
    return {**record, "sanitised_text": written}


def _named(people: Sequence[Mapping[str, Any]]) -> set[str]:
    """The words of the names of some people."""
    parts = ("forenames", "surname", "text")
    said = [str(name.get(part) or "") for one in people for name in one.get("names") or () for part in parts]
    return {word for one in said for word in _WORD.findall(names.fold(one)) if len(word) > 1}


def _capitals(text: object) -> set[str]:
    """The words of a text that are written as names are."""
    return {names.fold(word) for word in _WORD.findall(str(text or "")) if word[:1].isupper()}


def people_of(hit: Hit, subjects: Collection[int]) -> list[dict[str, Any]]:
    """The people in a record: place, person, and whether they are whom the request is about."""
    people = hit.record.get("people") or ()
    return [{"place": at, "person": one, "asked": at in subjects} for at, one in enumerate(people, 1)]
