"""POLE-1: one record of one source system. The definition that everything else is made from.

`parse` reads a JSON object, `pole_page` writes `docs/pole-1.md`, and `mapping` takes the fields that stand at the top of
the index, all from the declarations below. Reference data (roles, marker codes, kinds of order) is kept as it stands.
"""

# ruff: noqa: RUF009  (a field's declaration is a call that makes a dataclass field, never a shared default)

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from access import handling
from access.handling import Handling, HandlingError
from indexer import pole_values as v
from indexer.pole_shape import nested, one, reader
from indexer.pole_values import FieldError, Kind, Wrong

MAX_TEXT = 1_000_000  # characters: spaCy refuses longer ones
MAX_ID_BYTES = 512  # Elasticsearch's limit of an id
MAX_LINKS = 10_000
SYSTEMS = ("CRIS", "CRIMINT", "CUSTODY", "COPA", "AIRSPACE", "EWMS", "MERLIN", "PNC", "PND")
KINDS = ("person", "object", "location", "event", "report")

_NOTE = v.text(100_000)


class RecordErrors(ValueError):  # noqa: N818  (it carries many)
    """A record that cannot be taken: every problem with its field, and the line that it stood on."""

    def __init__(self, errors: tuple[FieldError, ...] | list[FieldError], line: int | None = None) -> None:
        self.errors, self.line = tuple(errors), line
        place = f"line {line}: " if line is not None else ""
        super().__init__(
            place + "; ".join(f"{e.field}: {e.message}" if e.field else e.message for e in self.errors)
        )


_JSON = json.JSONEncoder(allow_nan=False)  # a faster one would make null of NaN, and so let it pass


def _read_handling(value: Any) -> Handling:
    try:
        whole = _JSON.encode(value)
    except (TypeError, ValueError):  # no JSON: what is wrong with it says its own reader
        whole = None
    try:
        return handling.parse(value) if whole is None else _known_handling(whole)
    except HandlingError as wrong:
        raise Wrong((FieldError(wrong.field, wrong.message),)) from None


@lru_cache(maxsize=10_000)
def _known_handling(value: str) -> Handling:
    """The handling that JSON says: a few hundred of them stand on millions of records."""
    return handling.parse(json.loads(value))


_HANDLING = Kind("object: Handling", _read_handling, None, Handling)


class RecordId(NamedTuple):
    """Which record: written `SYSTEM/ref`, unique, since a system's code holds no slash (a reference may)."""

    system: str
    ref: str

    @classmethod
    def parse(cls, written: str) -> RecordId:
        """Take an id apart; what holds no slash is all system, of no reference."""
        system, _, ref = written.partition("/")
        return cls(system, ref)

    def __str__(self) -> str:
        return f"{self.system}/{self.ref}"

    def as_json(self) -> dict[str, str]:
        """`{"system", "ref"}`."""
        return {"system": self.system, "ref": self.ref}


@dataclass(frozen=True, kw_only=True)
class Period:
    """When something happened."""

    from_: str | None = one(v.time(), "start")
    to: str | None = one(v.time(), "end")


@dataclass(frozen=True, kw_only=True)
class Grading:
    """3x5x2: how good the source and the intelligence are, and what may be done with it."""

    source: str | None = one(v.choice("1", "2", "3"), "1 reliable, 2 untested, 3 not reliable")
    intelligence: str | None = one(v.choice("A", "B", "C", "D", "E"), "A known directly … E suspected false")
    handling: str | None = one(v.choice("P", "C"), "P sharing permitted, C with conditions")
    conditions: tuple[str, ...] = one(
        v.many(v.text(50)), "codes of the conditions; not empty where handling is C"
    )
    original: Any = one(v.given(), "an older grading as it stood")

    def problems(self) -> Iterator[FieldError]:
        if self.handling == "C" and not any(code.strip() for code in self.conditions):
            yield FieldError("conditions", "may not be empty when handling is C")


@dataclass(frozen=True, kw_only=True)
class Retention:
    """MoPI review group and date."""

    group: int | None = one(v.integer(1, 4), "1 public protection … 4 miscellaneous")
    review_on: str | None = one(v.date(), "next review")


@dataclass(frozen=True, kw_only=True)
class Name:
    """One name of a person, in parts or as one text."""

    kind: str | None = one(v.text(100), "birth, married, alias, …")
    forenames: str | None = one(v.text(), "forenames")
    surname: str | None = one(v.text(), "surname")
    text: str | None = one(v.text(), "a name that is not in parts, such as a street name")

    def problems(self) -> Iterator[FieldError]:
        if not self.words:
            yield FieldError("", "needs text, forenames or surname")

    @property
    def words(self) -> str:
        """The name as one would say it."""
        parts = f"{self.forenames or ''} {self.surname or ''}".strip()
        return parts or (self.text or "").strip()


@dataclass(frozen=True, kw_only=True)
class OtherIdentifier:
    """An identifier that has no field of its own."""

    kind: str | None = one(v.text(100), "passport, driving licence, …")
    value: str = one(v.text(500, filled=True), "as given", required=True)


_TEXTS = v.many(v.text(500))


@dataclass(frozen=True, kw_only=True)
class Identifiers:
    """Identifiers of a person or an object, kept as given."""

    pnc_id: str | None = one(v.text(100), "PNC ID")
    cro: str | None = one(v.text(100), "Criminal Records Office number")
    asn: str | None = one(v.text(100), "arrest/summons number")
    nino: str | None = one(v.text(100), "National Insurance number")
    nhs: str | None = one(v.text(100), "NHS number")
    vrm: str | None = one(v.text(100), "vehicle registration mark")
    vin: str | None = one(v.text(100), "vehicle identification number")
    serial: str | None = one(v.text(200), "serial number")
    phone: tuple[str, ...] = one(_TEXTS, "telephone numbers")
    email: tuple[str, ...] = one(_TEXTS, "e-mail addresses")
    imei: tuple[str, ...] = one(_TEXTS, "handsets")
    other: tuple[OtherIdentifier, ...] = one(v.many(nested(OtherIdentifier)), "any other")
    invalid: tuple[str, ...] = one(_TEXTS, "those of the values above that fail their own check, as given")


@dataclass(frozen=True, kw_only=True)
class Marker:
    """A warning signal or location marker."""

    code: str = one(v.text(50, filled=True), "WE, VI, DOG, …; kept as it stands", required=True)
    text: str | None = one(_NOTE, "in words")
    set_on: str | None = one(v.date(), "set on")
    review_on: str | None = one(v.date(), "to be reviewed on")


@dataclass(frozen=True, kw_only=True)
class Order:
    """Bail, a court order, a status such as wanted or missing."""

    kind: str = one(v.text(100, filled=True), "bail, curfew, wanted, …", required=True)
    conditions: str | None = one(_NOTE, "in words")
    from_: str | None = one(v.time(), "in force from")
    until: str | None = one(v.time(), "in force until")


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """A risk assessment with its result."""

    kind: str = one(v.text(100, filled=True), "DASH, BRAG, …", required=True)
    score: float | None = one(v.number(), "score")
    band: str | None = one(v.text(100), "band")
    on: str | None = one(v.date(), "assessed on")


class Placed:
    """What an address and a location share: a point is whole or absent."""

    address: str | None
    postcode: str | None
    lat: float | None
    lon: float | None

    def problems(self) -> Iterator[FieldError]:
        if (self.lat is None) != (self.lon is None):
            yield FieldError(
                "lat" if self.lat is None else "lon", "is missing: a point needs both lat and lon"
            )


@dataclass(frozen=True, kw_only=True)
class Address(Placed):
    """Where a person lives, works or is found."""

    role: str | None = one(v.text(100), "home, work, bail address, …")
    address: str | None = one(v.text(), "as written")
    postcode: str | None = one(v.text(50), "as written")
    lat: float | None = one(v.number(-90, 90), "degrees north, WGS 84")
    lon: float | None = one(v.number(-180, 180), "degrees east, WGS 84")
    from_: str | None = one(v.time(), "from")
    to: str | None = one(v.time(), "until")


@dataclass(frozen=True, kw_only=True)
class Person:
    """A person in a record, in the role that the record gives them."""

    role: str | None = one(v.text(100), "suspect, victim, witness, …")
    names: tuple[Name, ...] = one(v.many(nested(Name)), "names, the main one first")
    dates_of_birth: tuple[str, ...] = one(v.many(v.date()), "dates of birth used")
    sex: str | None = one(v.text(100), "as coded by the source")
    ethnicity: str | None = one(v.text(100), "as coded by the source")
    description: str | None = one(_NOTE, "in words")
    identifiers: Identifiers = one(nested(Identifiers), "identifiers", default=Identifiers())
    markers: tuple[Marker, ...] = one(v.many(nested(Marker)), "warning signals")
    orders: tuple[Order, ...] = one(v.many(nested(Order)), "orders and statuses")
    assessments: tuple[Assessment, ...] = one(v.many(nested(Assessment)), "assessments")
    addresses: tuple[Address, ...] = one(v.many(nested(Address)), "addresses")


@dataclass(frozen=True, kw_only=True)
class Thing:
    """A vehicle, a weapon, a handset or any other object."""

    role: str | None = one(v.text(100), "used-in, stolen, seized, …")
    type: str | None = one(v.text(100), "vehicle, phone, …")
    identifiers: Identifiers = one(nested(Identifiers), "identifiers", default=Identifiers())
    description: str | None = one(_NOTE, "in words")


@dataclass(frozen=True, kw_only=True)
class Location(Placed):
    """A place in a record."""

    role: str | None = one(v.text(100), "occurred-at, recovered-at, …")
    address: str | None = one(v.text(), "as written")
    postcode: str | None = one(v.text(50), "as written")
    lat: float | None = one(v.number(-90, 90), "degrees north, WGS 84")
    lon: float | None = one(v.number(-180, 180), "degrees east, WGS 84")
    markers: tuple[Marker, ...] = one(v.many(nested(Marker)), "location markers")


@dataclass(frozen=True, kw_only=True)
class Key:
    """Which record: its system and reference."""

    system: str = one(v.system_code(), "system", required=True)
    ref: str = one(v.text(400, filled=True), "reference", required=True)

    @property
    def id(self) -> str:
        """`SYSTEM/ref`."""
        return str(RecordId(self.system, self.ref))


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link to another record."""

    role: str | None = one(v.text(100), "what the other record is to this one")
    to: Key = one(nested(Key), "the other record", required=True)
    from_: str | None = one(v.time(), "from")
    until: str | None = one(v.time(), "until")
    confidence: str | None = one(v.text(100), "how sure")


@dataclass(frozen=True, kw_only=True)
class Record:
    """One record. Made by `parse` only, which keeps the object that it was read from."""

    system: str = one(
        v.system_code(),
        "which system holds it; no line breaks or other control characters",
        required=True,
        indexed="keyword",
    )
    ref: str = one(
        v.text(400, filled=True),
        "the system's own reference; no line breaks or other control characters",
        required=True,
        indexed="keyword",
    )
    kind: str = one(v.choice(*KINDS), "what it is about", required=True, indexed="keyword")
    title: str = one(v.text(filled=True), "one line", required=True)
    version: int = one(
        v.integer(1), "the source's version, 1 where absent; a lower one is ignored", default=1
    )
    recorded: str = one(v.time(), "when it was recorded", required=True, indexed="date")
    occurred: Period = one(nested(Period), "when it happened", default=Period())
    handling: Handling = one(_HANDLING, "who may see it", required=True)
    grading: Grading | None = one(nested(Grading), "3x5x2 grading")
    classification: str | None = one(v.text(500), "the source's own class", indexed="keyword")
    status: str | None = one(v.text(200), "the source's own status", indexed="keyword")
    flags: tuple[str, ...] = one(v.many(v.text(200)), "domestic-abuse, hate, repeat, …", indexed="keyword")
    statement: str | None = one(
        v.choice("fact", "opinion"), "which it is (Data Protection Act 2018, section 38(2))"
    )
    retention: Retention | None = one(nested(Retention), "review group and date")
    people: tuple[Person, ...] = one(v.many(nested(Person)), "people")
    objects: tuple[Thing, ...] = one(v.many(nested(Thing)), "objects")
    locations: tuple[Location, ...] = one(v.many(nested(Location)), "locations")
    links: tuple[Link, ...] = one(v.many(nested(Link), MAX_LINKS), "links to other records")
    text: str | None = one(v.text(MAX_TEXT), "the report's words")
    sanitised_text: str | None = one(v.text(MAX_TEXT), "the same with nothing that identifies the source")
    source_identity: str | None = one(v.text(), "who the source is; shown by a permission of its own")
    given: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
    line: int | None = field(default=None, repr=False, compare=False)

    @property
    def id(self) -> str:
        """`SYSTEM/ref`: unique, since a system's code holds no slash."""
        return str(RecordId(self.system, self.ref))

    def as_json(self) -> dict[str, Any]:
        """The record as POLE-1, as it was given; the version always stands."""
        return {**self.given, "version": self.version}

    def problems(self) -> Iterator[FieldError]:
        if len(self.id.encode()) > MAX_ID_BYTES:
            yield FieldError("ref", f"system and reference are longer than {MAX_ID_BYTES} bytes together")


_RECORD = reader(Record)


def parse(raw: Mapping[str, Any], line: int | None = None) -> Record:
    """Read one POLE-1 object. Raises RecordErrors with every wrong field and the line."""
    try:
        made: Record = _RECORD(raw, given=raw, line=line)
    except Wrong as wrong:
        raise RecordErrors(wrong.problems, line) from None
    return made


def parse_own(raw: Mapping[str, Any]) -> Record:
    """Read a record that is written here: who grades states the whole grading. Raises RecordErrors."""
    made = parse(raw)
    parts = ("source", "intelligence", "handling")
    if made.grading and (gaps := [part for part in parts if not getattr(made.grading, part)]):
        raise RecordErrors([FieldError(f"grading.{part}", "is missing") for part in gaps])
    return made
