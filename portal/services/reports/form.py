"""What an intelligence report (3x5x2) must say before it is saved. Every wrong field is named at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from indexer import pole
from nlp import addresses, identifiers
from nlp.assertions import Assertion
from portal.services.errors import Invalid, Invalids

LONGEST_TEXT = 50_000  # characters: read within a second, and longer than any report
_POLE = (
    "title", "occurred", "handling", "grading", "classification", "flags", "statement", "people", "objects", "locations",
    "links", "text", "sanitised_text", "source_identity",
)  # fmt: skip
FIELDS = frozenset({*_POLE, "sanitised_confirmed", "corrections"})
# Labels and codes of what is read: docs/reading.md.
CODES = frozenset(
    {
        "FI", "WE", "XP", "VI", "ES", "OW", "DR", "CO", "SU", "SH", "MN", "DOG", "CHILD", "VUL", "DV", "THREAT", "WANTED",
        "MISSING",
    }
)  # fmt: skip
LABELS = frozenset(
    {
        "PERSON", "ORG", "LOCATION", "ADDRESS", "POSTCODE", "DATE", "TIME", "MONEY", "VEHICLE", "VRM", "PHONE", "EMAIL", "NINO",
        "NHS", "PNC_ID", "CRO", "ASN", "CRIS_REF", "CRIMINT_REF", "CUSTODY_REF", "MERLIN_REF", "CAD_REF", "IMEI", "CARD",
        "SORT_CODE", "ACCOUNT", "IP", "GRID_REF", "WEAPON", "DRUG",
    }
)  # fmt: skip
_THINGS = ("phone", "email", "imei")


@dataclass(frozen=True, slots=True)
class Report:
    """A report that may be saved: its POLE-1 (without what is stamped), what its writer said may stay in the sanitised
    text, and what they put right in the reading, as mentions and facts of a gold report."""

    record: dict[str, Any]
    confirmed: tuple[str, ...] = ()
    corrections: Mapping[str, Any] | None = None
    names: frozenset[str] = field(default=frozenset())
    things: frozenset[str] = field(default=frozenset())


def checked(body: object, force: str) -> Report:
    """A report from a JSON object. Raises Invalid or Invalids naming the fields. force: the writer's own."""
    if not isinstance(body, Mapping):
        raise Invalid("body", "must be a JSON object")
    if unknown := {str(name) for name in body} - FIELDS:
        raise Invalid(min(unknown), "unknown field")
    if wrong := list(_missing(body)):
        raise Invalids(wrong)
    record = {name: body[name] for name in _POLE if body.get(name) is not None}
    record |= {"kind": "report", "title": body.get("title") or title_of(body)}
    record["handling"] = {"tier": "OFFICIAL", "force": force, **record["handling"]}
    _fits(record)
    corrections = body.get("corrections")
    if corrections is not None:
        _gold(corrections, str(body["text"]))
    return Report(record, _words(body), corrections, names_of(record), things_of(record))


def _missing(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What a report must have besides what POLE-1 asks of any record."""
    for name, said in (
        ("text", "must say what is known"),
        ("sanitised_text", "must stand beside the text, even where both are the same"),
    ):
        value = body.get(name)
        if not isinstance(value, str) or not value.strip():
            yield name, said
        elif len(value) > LONGEST_TEXT:
            yield name, f"is longer than {LONGEST_TEXT:,} characters"
    if not isinstance(body.get("grading"), Mapping):
        yield "grading", "must be given: source, intelligence and handling (3x5x2)"
    if not isinstance(body.get("handling"), Mapping):
        yield "handling", "must be given: sensitive, audience, compartments, denied and releasable_to"
    title = body.get("title")
    if title is not None and not isinstance(title, str):
        yield "title", "must be text"


def _fits(record: Mapping[str, Any]) -> None:
    """Whether it is POLE-1, as far as it is not stamped yet."""
    stamped = {"system": "SIGHTLINE", "ref": "-", "version": 1, "recorded": "2000-01-01T00:00:00Z"}
    try:
        pole.parse_own({**record, **stamped})
    except pole.RecordErrors as wrong:
        raise Invalids((error.field or "body", error.message) for error in wrong.errors) from None


def _words(body: Mapping[str, Any]) -> tuple[str, ...]:
    given = body.get("sanitised_confirmed") or []
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise Invalid("sanitised_confirmed", "must be a list of the words that may stay")
    return tuple(given)


def title_of(body: Mapping[str, Any]) -> str:
    """A title of whom or what it is about, where the writer gave none."""
    people = [name for person in _list(body, "people") for name in _written(person)[:1]]
    places = [str(place["address"]) for place in _list(body, "locations") if place.get("address")]
    about = [*people, *places][:2]
    return f"Intelligence on {' and '.join(about)}"[:200] if about else "Intelligence report"


def _list(body: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    given = body.get(name)
    return [one for one in given if isinstance(one, Mapping)] if isinstance(given, list) else []


def _written(person: Mapping[str, Any]) -> list[str]:
    names = person.get("names")
    ones = [name for name in names if isinstance(name, Mapping)] if isinstance(names, list | tuple) else []
    return [
        str(" ".join(filter(None, (n.get("forenames"), n.get("surname")))) or n.get("text") or "")
        for n in ones
    ]


def named(record: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The names that a record is filed under, each with its field: those of its people."""
    people = enumerate(record.get("people") or ())
    return [(f"people[{place}].names", name) for place, one in people for name in _written(one) if name]


def names_of(record: Mapping[str, Any]) -> frozenset[str]:
    """Every name of those whom a report is about."""
    return frozenset(name for person in record.get("people") or () for name in _written(person) if name)


def things_of(record: Mapping[str, Any]) -> frozenset[str]:
    """Normal forms of the numbers and addresses that belong into a report: those of its people, places and things."""
    return frozenset(_things(record))


def _things(record: Mapping[str, Any]) -> Iterator[str]:
    for one in (*(record.get("people") or ()), *(record.get("objects") or ())):
        held = one.get("identifiers") or {}
        many = [value for name in _THINGS for value in held.get(name) or ()]
        single = [held[name] for name in ("nino", "nhs", "pnc_id", "cro", "vrm") if held.get(name)]
        for value in map(str, (*many, *single)):
            yield from (found.value for found in identifiers.find(value))
        yield from _places(one.get("addresses") or ())
    yield from _places(record.get("locations") or ())


def _places(places: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for place in places:
        read = addresses.parse(str(place.get("address") or ""))
        if read:
            yield from filter(None, (read.flat_key, read.building_key))


def _gold(given: object, text: str) -> None:
    """Whether corrections are a gold report's mentions and facts."""
    if not isinstance(given, Mapping) or set(given) - {"mentions", "facts"}:
        raise Invalid("corrections", "must hold mentions and facts")
    for name, word, allowed in (("mentions", "label", LABELS), ("facts", "code", CODES)):
        ones = given.get(name) or []
        if not isinstance(ones, list):
            raise Invalid(f"corrections.{name}", "must be a list")
        for place, one in enumerate(ones):
            at = f"corrections.{name}[{place}]"
            if not isinstance(one, Mapping) or one.get(word) not in allowed:
                raise Invalid(f"{at}.{word}", "is none that there is")
            if not _spans(one, len(text)):
                raise Invalid(at, "must have start and end within the text")
            if name == "facts" and one.get("assertion") not in tuple(Assertion):
                raise Invalid(f"{at}.assertion", f"must be one of {', '.join(Assertion)}")


def _spans(one: Mapping[str, Any], length: int) -> bool:
    start, end = one.get("start"), one.get("end")
    return isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= length
