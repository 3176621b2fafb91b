"""Handling: who may see a record. One policy, said three times side by side and held together by tests.

`index_fields` writes it into the index, `clause` asks for it there, `visible` says the same thing in
Python. A reader sees a record when

- its tier is not above theirs, and it is not sensitive or they are cleared for sensitive;
- they are not denied: that always wins;
- they hold every compartment;
- now is within its dates;
- it is their own force's and its audience is `*` or shares a group with them, or it is another
  force's and names their force in `releasable_to`.

`releasable` says of a force, and of nobody in it, whether a copy may leave for it.

The unit and the descriptor never decide. Handling that is missing or malformed means nobody: `parse`
refuses it at the door, and every clause asks for a field that only `index_fields` writes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from access.forces import is_force
from access.identity import Identity
from access.markings import TIERS, highest, written
from access.partial_dates import first_day
from access.reader_view import partner_view, reader_view, text_for

__all__ = [
    "MAPPING",
    "AboveOfficial",
    "Handling",
    "HandlingError",
    "clause",
    "highest",
    "index_fields",
    "marking",
    "parse",
    "partner_view",
    "reader_view",
    "releasable",
    "text_for",
    "visible",
]

EVERYONE = "*"
MOST_NAMES = 1_000
LONGEST_NAME = 200

# Stands in every document's lists, so that a missing list matches nobody (`terms_set` with a minimum of
# 0 matches nothing at all, and an empty list cannot be told from a missing one). Names are written with
# a letter in front and so never meet it.
_ALWAYS = "*"
_BEGINNING = datetime(1000, 1, 1, tzinfo=UTC)
_END = datetime(9999, 12, 31, tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DATE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?P<clock>[T ]\d\d(?::\d\d(?::\d\d(?:[.,]\d{1,9})?)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?)?)?"
)


class HandlingError(ValueError):
    """Handling that cannot be taken. field: as in POLE-1's `handling`, empty for the whole of it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"handling.{field}: {message}" if field else f"handling: {message}")
        self.field = field
        self.message = message


class AboveOfficial(HandlingError):  # noqa: N818  (it is the refusal that the standard names)
    """A record of a higher tier: refused, and nothing of it may be kept but the refusal."""


@dataclass(frozen=True, slots=True)
class Handling:
    """Who may see a record. audience: groups of the owner force, or `*`; denied: user names;
    releasable_to: force codes; visible_until: the first instant at which it is no longer visible."""

    tier: str
    sensitive: bool
    force: str
    audience: tuple[str, ...] = ()
    compartments: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    releasable_to: tuple[str, ...] = ()
    descriptor: str | None = None
    unit: str | None = None
    visible_from: datetime | None = None
    visible_until: datetime | None = None

    def __post_init__(self) -> None:
        if self.tier not in TIERS:
            raise HandlingError("tier", "must be one of " + ", ".join(TIERS))
        if not isinstance(self.sensitive, bool):
            raise HandlingError("sensitive", "must be true or false")
        for name in ("audience", "compartments", "denied", "releasable_to"):
            if not isinstance(getattr(self, name), tuple):
                raise HandlingError(name, "must be a tuple")
        for name, code in [("force", self.force), *(("releasable_to", f) for f in self.releasable_to)]:
            if not is_force(code):
                raise HandlingError(name, "must be a force's code, such as 01")

    @classmethod
    def of_force(cls, force: str, *, sensitive: bool) -> Handling:
        """OFFICIAL, and for everybody of one force: what a record is under that nothing else is said of."""
        return cls("OFFICIAL", sensitive, force, audience=(EVERYONE,))

    def as_json(self) -> dict[str, Any]:
        """POLE-1's `handling`, every field of it: what `parse` reads."""
        made = {name: getattr(self, name) for name in Handling.__slots__}
        return {name: _plain(value) for name, value in made.items()}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


# ---------------------------------------------------------------------------------------------- in


def parse(raw: Mapping[str, object]) -> Handling:
    """Read POLE-1's `handling`. Raises HandlingError (AboveOfficial for a tier above OFFICIAL).

    `visible_until` without a time of day is the end of that day, month or year (UTC); times without an
    offset are UTC's own.
    """
    if not isinstance(raw, Mapping):
        raise HandlingError("", "must be an object")
    tier = _tier(_required(raw, "tier"))  # first: what is above OFFICIAL is refused as just that
    if unknown := sorted(str(name)[:100] for name in raw.keys() - set(Handling.__slots__)):
        raise HandlingError(unknown[0], "unknown field")
    return Handling(
        tier=tier,
        sensitive=_flag(_required(raw, "sensitive")),
        force=_text("force", _required(raw, "force")),
        audience=_names(raw, "audience"),
        compartments=_names(raw, "compartments", wildcard=False),
        denied=_names(raw, "denied", wildcard=False),
        releasable_to=_names(raw, "releasable_to", wildcard=False),
        descriptor=_descriptor(raw.get("descriptor")),
        unit=None if raw.get("unit") is None else _text("unit", raw["unit"]),
        visible_from=_moment("visible_from", raw.get("visible_from"), end=False),
        visible_until=_moment("visible_until", raw.get("visible_until"), end=True),
    )


def _required(raw: Mapping[str, object], name: str) -> object:
    if raw.get(name) is None:
        raise HandlingError(name, "is missing")
    return raw[name]


def _tier(value: object) -> str:
    tier = _text("tier", value)
    if tier == "OFFICIAL":
        return tier
    if "SECRET" in tier.upper():
        raise AboveOfficial("tier", "is above OFFICIAL, which is the highest that may be held here")
    raise HandlingError("tier", "must be OFFICIAL (-SENSITIVE is said by the field sensitive)")


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise HandlingError("sensitive", "must be true or false")
    return value


def _text(field: str, value: object) -> str:
    if not isinstance(value, str):
        raise HandlingError(field, "must be text")
    if not value or value != value.strip() or len(value) > LONGEST_NAME:
        raise HandlingError(field, f"must be 1 to {LONGEST_NAME} characters without blanks at the ends")
    if any(unicodedata.category(c) in {"Cc", "Cs"} for c in value):
        raise HandlingError(field, "holds characters that cannot be shown")
    return value


def _descriptor(value: object) -> str | None:
    if value is None:
        return None
    text = _text("descriptor", value)
    if "[" in text or "]" in text:
        raise HandlingError("descriptor", "may hold no brackets")
    return text


def _names(raw: Mapping[str, object], field: str, *, wildcard: bool = True) -> tuple[str, ...]:
    value = _required(raw, field)
    if not isinstance(value, list | tuple) or len(value) > MOST_NAMES:
        raise HandlingError(field, f"must be a list of at most {MOST_NAMES} names")
    names = tuple(dict.fromkeys(_text(field, name) for name in value))
    if EVERYONE in names and not wildcard:
        raise HandlingError(field, "takes names only, not *")
    return names


def _moment(field: str, value: object, *, end: bool) -> datetime | None:
    if value is None:
        return None
    found = _DATE.fullmatch(value) if isinstance(value, str) else None
    if not found:
        raise HandlingError(field, "must be an ISO 8601 time or date")
    try:
        at = datetime.fromisoformat(first_day(found[0]))
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
        return _following(at, found) if end and not found["clock"] else at
    except (ValueError, OverflowError):
        raise HandlingError(field, "is no date that there is") from None


def _following(at: datetime, found: re.Match[str]) -> datetime:
    """The start of the day, month or year after the one that was named; the calendar's last year is for ever."""
    if at.year == _END.year:
        return _END
    if found["day"]:
        return at + timedelta(days=1)
    if found["month"]:
        return (at + timedelta(days=32)).replace(day=1)
    return at.replace(year=at.year + 1)


# ------------------------------------------------------------------------------------- in the index

MAPPING: dict[str, Any] = {
    "dynamic": "strict",
    "properties": {
        "tier": {"type": "integer"},
        "sensitive": {"type": "boolean"},
        # No `ignore_above` anywhere: a name that was dropped from `denied` would let its bearer in.
        "readers": {"type": "keyword"},
        "compartments": {"type": "keyword"},
        "compartments_needed": {"type": "integer"},
        "denied": {"type": "keyword"},
        "visible_from": {"type": "date", "format": "epoch_millis"},
        "visible_until": {"type": "date", "format": "epoch_millis"},
    },
}


def index_fields(handling: Handling) -> dict[str, Any]:
    """What stands under `handling` in a search document; the shape of MAPPING."""
    compartments = [_ALWAYS, *sorted({_compartment(name) for name in handling.compartments})]
    return {
        "tier": TIERS[handling.tier],
        "sensitive": handling.sensitive,
        "readers": sorted(_readers(handling)),
        "compartments": compartments,
        "compartments_needed": len(compartments),
        "denied": [_ALWAYS, *sorted({_person(name) for name in handling.denied})],
        "visible_from": _milliseconds(handling.visible_from or _BEGINNING),
        "visible_until": _milliseconds(handling.visible_until or _END),
    }


def clause(identity: Identity, now: datetime) -> dict[str, Any]:
    """The Elasticsearch filter that lets this reader's documents through, made from the identity alone.

    Every part asks for a field, so that a document without it is nobody's.
    """
    if identity.tier not in TIERS or not is_force(identity.force) or not identity.user:
        return {"match_none": {}}
    at = _milliseconds(_whole_second(now))
    held = [_ALWAYS, *sorted(_compartment(name) for name in identity.compartments)]
    return {
        "bool": {
            "filter": [
                {"terms": {"handling.readers": sorted(_tokens(identity))}},
                {"range": {"handling.tier": {"gte": 1, "lte": TIERS[identity.tier]}}},
                {"terms": {"handling.sensitive": [False, True] if identity.sensitive else [False]}},
                {
                    "terms_set": {
                        "handling.compartments": {
                            "terms": held,
                            "minimum_should_match_field": "handling.compartments_needed",
                        }
                    }
                },
                {"term": {"handling.denied": _ALWAYS}},
                {"range": {"handling.visible_from": {"lte": at}}},
                {"range": {"handling.visible_until": {"gt": at}}},
            ],
            "must_not": [{"term": {"handling.denied": _person(identity.user)}}],
        }
    }


def _readers(handling: Handling) -> Iterable[str]:
    """Who it is for, as tokens of forces, groups and other forces, so that one `terms` says it all."""
    for name in handling.audience:
        yield f"{handling.force}/*" if name == EVERYONE else f"{handling.force}/:{name}"
    # The owner force is ruled by the audience alone, even where it names itself.
    yield from (f">{force}" for force in handling.releasable_to if force != handling.force)


def _tokens(identity: Identity) -> set[str]:
    return {
        f"{identity.force}/*",
        f">{identity.force}",
        *(f"{identity.force}/:{group}" for group in identity.groups),
    }


def _compartment(name: str) -> str:
    return f":{name}"


def _person(user: str) -> str:
    """User names are compared without case or compatibility forms: a denial must not miss by spelling."""
    return ":" + unicodedata.normalize("NFKC", user).strip().casefold()


def _milliseconds(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(milliseconds=1)


def _whole_second(now: datetime) -> datetime:
    """Requests of one second share their filter, so that Elasticsearch can share the work."""
    return now.astimezone(UTC).replace(microsecond=0)


# ---------------------------------------------------------------------------------------- in Python


def visible(identity: Identity, handling: Handling, now: datetime) -> bool:
    """Whether this reader may see a record of this handling now: what `clause` says, in Python."""
    if identity.tier not in TIERS or not is_force(identity.force) or not identity.user:
        return False
    if denies(handling, identity.user):
        return False
    return (
        TIERS[handling.tier] <= TIERS[identity.tier]
        and (identity.sensitive or not handling.sensitive)
        and identity.compartments >= set(handling.compartments)
        and _in_force(handling, now)
        and _meant_for(identity, handling)
    )


def denies(handling: Handling, user: str) -> bool:
    """Whether somebody of that name must not see a record, whatever else they hold."""
    return _person(user) in {_person(name) for name in handling.denied}


def releasable(handling: Handling, force: str, now: datetime) -> bool:
    """Whether a force may be given a copy of the record now: it names the force in `releasable_to`, is in no compartment,
    not above OFFICIAL, and within its dates. Who of that force reads the copy is for that force to say.

    The owner force is given what everyone in it may see, and names itself, alone.
    """
    return (
        force in handling.releasable_to
        and not handling.compartments
        and handling.tier == "OFFICIAL"
        and (force != handling.force or EVERYONE in handling.audience)
        and _in_force(handling, now)
    )


def _in_force(handling: Handling, now: datetime) -> bool:
    at = _milliseconds(_whole_second(now))
    return (
        _milliseconds(handling.visible_from or _BEGINNING) <= at
        and at < _milliseconds(handling.visible_until or _END)
    )  # fmt: skip


def _meant_for(identity: Identity, handling: Handling) -> bool:
    if identity.force != handling.force:
        return identity.force in handling.releasable_to
    return EVERYONE in handling.audience or not identity.groups.isdisjoint(handling.audience)


# ----------------------------------------------------------------------------------------- in words


def marking(handling: Handling) -> str:
    """The marking that a record carries: `OFFICIAL-SENSITIVE [PERSONAL DATA]`."""
    return written(handling.tier, sensitive=handling.sensitive, descriptor=handling.descriptor)
