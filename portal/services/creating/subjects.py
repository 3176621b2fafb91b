"""Who or what a record is about, taken from what somebody sent: checked as POLE-1 has it, every wrong field named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from access.handling import Handling
from indexer.pole import RecordErrors, parse
from indexer.resolve.subjects import LISTS
from portal.services.creating import fields
from portal.services.creating.critical import identifying
from portal.services.errors import Invalid, Invalids

KINDS = tuple(LISTS)
# Enough to stand around a subject while it is read; nothing of it is kept.
_FRAME = {
    "system": "SIGHTLINE",
    "ref": "-",
    "title": "-",
    "recorded": "2000-01-01",
    "handling": Handling.of_force("01", sensitive=True).as_json(),
}


@dataclass(frozen=True, slots=True)
class Subject:
    """A person, an object or a location; path: where it stands in its record, empty for one by itself."""

    kind: str
    fields: Mapping[str, Any]
    path: str = ""


def subject_of(body: object, today: date) -> Subject:
    """The subject that a search is for: `kind` and that kind's fields. Raises Invalids naming every wrong field."""
    if not isinstance(body, Mapping):
        raise Invalid("body", "must be a JSON object")
    kind = body.get("kind")
    if kind not in KINDS:
        raise Invalid("kind", f"must be one of {', '.join(KINDS)}")
    given = {name: value for name, value in body.items() if name != "kind"}
    list_name = LISTS[kind]
    try:
        parse({**_FRAME, "kind": kind, list_name: [given]})
    except RecordErrors as wrong:
        prefix = f"{list_name}[0]"
        raise Invalids(
            (error.field.removeprefix(prefix).lstrip(".") or "body", error.message) for error in wrong.errors
        ) from None
    _look_over(fields.of_subject(given, today))
    if not says_which(kind, given):
        raise Invalid("body", f"says nothing by which a {kind} is told from another")
    return Subject(kind, given)


def searched_subjects(record: Mapping[str, Any]) -> list[Subject]:
    """Those of a record that must have been searched for before it is made: everybody, every object that anything
    identifies, and the place or the thing that the record is about."""
    kind = record["kind"]
    return [
        Subject(of, one, f"{names}[{place}]")
        for of, names in LISTS.items()
        for place, one in enumerate(record.get(names) or ())
        if (place == 0 and of == kind) or (of != "location" and _needs_search(of, one))
    ]


def _needs_search(kind: str, subject: Mapping[str, Any]) -> bool:
    held = identifying(kind, subject)
    return bool(held.get("identifiers")) or (kind == "person" and bool(held))


def says_which(kind: str, subject: Mapping[str, Any]) -> bool:
    """Whether anything tells it from another: for a person, an address alone does not."""
    return bool(identifying(kind, subject))


def look_over(record: Mapping[str, Any], today: date) -> None:
    """Raises Invalids for identifiers, postcodes and dates that fail their check."""
    _look_over(list(fields.problems(record, today)))


def _look_over(wrong: list[tuple[str, str]]) -> None:
    if wrong:
        raise Invalids(wrong)
