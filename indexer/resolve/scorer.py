"""One additive scorer: how likely a person in a record is the person asked for, with every reason in words.

Evidence for and against adds up in fixed weights (`weights.json`, versioned; in the manner of Fellegi and Sunter, 1969)
and a logistic curve turns the sum into 0 … 1. Nothing depends on what else is in the index.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

from nlp import addresses, identifiers, names

STRONG, POSSIBLE = 0.8, 0.5
WEIGHTS: dict[str, Any] = json.loads(
    resources.files("indexer.resolve").joinpath("weights.json").read_text("utf-8")
)
_SINGLE = {"pnc_id": "PNC_ID", "cro": "CRO", "asn": "ASN", "nino": "NINO", "nhs": "NHS"}
_SEVERAL = {"phone": "PHONE", "email": "EMAIL", "imei": "IMEI"}
_ONE_SIDED = 0.65
_DECISIVE = ("PNC_ID", "CRO", "NINO", "NHS")


@dataclass(frozen=True, slots=True)
class PersonQuery:
    """Who is asked for. names: as written; dates ISO 8601, partial allowed; identifiers: label → normal forms;
    flat, building, streets: address keys (`nlp.addresses`)."""

    names: tuple[str, ...] = ()
    dates_of_birth: tuple[str, ...] = ()
    identifiers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    flat: str = ""
    building: str = ""
    streets: tuple[str, ...] = ()
    postcode: str = ""
    outward: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """A piece of evidence in words and its weight."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Match:
    """score 0 … 1; strength strong (.8 or more), possible or weak; evidence, the weightiest first."""

    score: float
    strength: str
    evidence: tuple[Reason, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """The evidence in words."""
        return tuple(reason.text for reason in self.evidence)


def score(query: PersonQuery, person: Mapping[str, Any]) -> Match:
    """Weigh a POLE-1 person against what is asked."""
    parts = [
        *_names(query, person),
        *_born(query, person),
        *_identified(query, person),
        *_housed(query, person),
    ]
    return match_of(parts)


def match_of(evidence: Iterable[Reason]) -> Match:
    """The match that these pieces of evidence come to."""
    parts = sorted((r for r in evidence if r.weight), key=lambda r: -abs(r.weight))
    total = sum(part.weight for part in parts)
    value = round(1 / (1 + math.exp(-(total - WEIGHTS["bias"]) / WEIGHTS["scale"])), 4) if parts else 0.0
    return Match(value, strength(value), tuple(parts))


def strength(value: float) -> str:
    """The contract's word for a score."""
    return "strong" if value >= STRONG else "possible" if value >= POSSIBLE else "weak"


# ------------------------------------------------------------------------------------------- names


def _names(query: PersonQuery, person: Mapping[str, Any]) -> list[Reason]:
    asked, held = query.names, written_names(person)
    if not asked or not held:
        return []
    return [max((_name(a, h) for a in asked for h in held), key=lambda r: r.weight)]


def written_names(person: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """(kind, name as words) of every name that the person has in the record."""
    return tuple(
        (str(name.get("kind") or ""), text)
        for name in person.get("names") or ()
        if (
            text := " ".join(filter(None, [name.get("forenames"), name.get("surname")]))
            or str(name.get("text") or "")
        )
    )


@lru_cache(maxsize=65536)
def _name(asked: str, held: tuple[str, str]) -> Reason:
    kind, written = held
    what = f"{kind} " if kind == "alias" else ""
    if len(names.parts(asked)) < 2 or (len(names.parts(written)) < 2):
        return _single(asked, kind, written)
    found = names.compare(asked, written)
    bands = (("exact", 0.99), ("form", 0.91), ("close", 0.86), ("near", 0.78), ("far", 0.62))
    level = next((name for name, least in bands if found.score >= least), "none")
    said = "; ".join(found.reasons) if level != "none" and found.reasons else f"another name: {written}"
    return Reason(f"{what}{said}", WEIGHTS["name"][level])


def _single(asked: str, kind: str, written: str) -> Reason:
    """One word asked for (or known): it may be the surname, a forename, or a street name."""
    weights = WEIGHTS["single"]
    person = names.parse(written)
    if kind == "alias" and names.compare(asked, written).score >= 0.9:
        return Reason(f"alias {written}", weights["alias"])
    best = max(
        (
            _alike(asked, person.surname, "surname"),
            *(_alike(asked, name, "forename") for name in person.forenames),
        ),
        key=lambda r: r.weight,
    )
    if best.weight > 0:
        return best
    others = [_alike(word, person.surname, "surname") for word in asked.split()] if " " in asked else []
    found = max(others, key=lambda r: r.weight, default=best)
    return found if found.weight > 0 else Reason(f"another name: {written}", weights["none"])


def _alike(asked: str, part: str, what: str) -> Reason:
    # `compare` discounts a surname without a forename to compare; here a word stands against a word.
    weights, alike = WEIGHTS["single"], min(names.compare(asked, part).score / _ONE_SIDED, 1.0)
    if alike >= 0.99:
        return Reason(f"{what} same: {part}", weights[what])
    if alike >= 0.86:
        full = weights["surname-form"] if what == "surname" else weights["forename"] * 0.7
        return Reason(f"{what} alike: {asked}, {part}", full)
    return Reason("", 0.0)


# ---------------------------------------------------------------------------------- dates of birth


def _born(query: PersonQuery, person: Mapping[str, Any]) -> list[Reason]:
    asked, held = query.dates_of_birth, tuple(person.get("dates_of_birth") or ())
    if not asked or not held:
        return []
    return [max((_date(a, h) for a in asked for h in held), key=lambda r: r.weight)]


@lru_cache(maxsize=65536)
def _date(asked: str, held: str) -> Reason:
    weights = WEIGHTS["born"]
    if asked == held and len(asked) == 10:
        return Reason("date of birth the same", weights["exact"])
    if min(len(asked), len(held)) < 10:
        short = min(len(asked), len(held))
        same = asked[:short] == held[:short]
        return Reason(
            "year of birth the same" if same else f"born {held}", weights["year"] if same else weights["none"]
        )
    level, said = _near(asked, held)
    return Reason(f"{said}: {asked}, {held}", weights[level])


def _near(asked: str, held: str) -> tuple[str, str]:
    (y1, m1, d1), (y2, m2, d2) = asked.split("-"), held.split("-")
    if y1 == y2 and (m1, d1) == (d2, m2):
        return "swapped", "date of birth with day and month swapped"
    if sum(a != b for a, b in zip(asked, held, strict=True)) == 1:
        return "digit", "date of birth one digit off"
    if (m1, d1) == (m2, d2) and abs(int(y1) - int(y2)) <= 2:
        return "year-off", "date of birth a year or two off"
    if (y1, m1) == (y2, m2) or (y1, d1) == (y2, d2):
        return "month", "date of birth near"
    return "none", "another date of birth"


# ------------------------------------------------------------------------------------- identifiers


def _identified(query: PersonQuery, person: Mapping[str, Any]) -> list[Reason]:
    if not query.identifiers:
        return []
    held = identifiers_of(person)
    made = []
    for label, asked in query.identifiers.items():
        known = held.get(label, ())
        if set(asked) & set(known):
            made.append(
                Reason(
                    f"{label.replace('_', ' ')} the same: {next(iter(set(asked) & set(known)))}",
                    WEIGHTS["identifier"]["same"],
                )
            )
        elif known and label in _DECISIVE:
            made.append(Reason(f"another {label.replace('_', ' ')}", WEIGHTS["identifier"]["other"]))
    return made


def identifiers_of(person: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """label → normal forms of what identifies the person in the record."""
    held: Mapping[str, Any] = person.get("identifiers") or {}
    single = {label: [held.get(name)] for name, label in _SINGLE.items()}
    several = {label: held.get(name) or [] for name, label in _SEVERAL.items()}
    return {
        label: tuple(_normal(label, str(value)) for value in values if value)
        for label, values in {**single, **several}.items()
        if any(values)
    }


@lru_cache(maxsize=65536)
def _normal(label: str, value: str) -> str:
    return identifiers.normalise(label, value) or "".join(c for c in value.upper() if c.isalnum())


# --------------------------------------------------------------------------------------- addresses


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one written address."""

    flat: str
    building: str
    street: str
    postcode: str
    town: str


@lru_cache(maxsize=65536)
def keys_of(address: str, postcode: str | None) -> Keys:
    """The keys under which a written address meets others."""
    read = addresses.parse(address, postcode) if address or postcode else None
    if read is None:
        return Keys("", "", addresses.expand(address) if address else "", postcode or "", "")
    return Keys(
        read.flat_key,
        read.building_key,
        read.street_key,
        read.postcode or (postcode or ""),
        names.fold(read.town),
    )


def address_keys(places: Sequence[Mapping[str, Any]]) -> list[Keys]:
    """The keys of POLE-1 addresses or locations."""
    return [
        keys_of(str(p.get("address") or ""), p.get("postcode"))
        for p in places
        if p.get("address") or p.get("postcode")
    ]


def _housed(query: PersonQuery, person: Mapping[str, Any]) -> list[Reason]:
    found = [_house(query, keys) for keys in address_keys(person.get("addresses") or ())]
    return [max(found, key=lambda r: r.weight)] if found else []


def _house(query: PersonQuery, keys: Keys) -> Reason:
    weights = WEIGHTS["address"]
    if query.flat and query.flat == keys.flat:
        return Reason("address the same", weights["flat"])
    if query.building and query.building == keys.building:
        return Reason("building the same", weights["building"])
    if keys.street and keys.street in query.streets:
        return Reason(f"street the same: {keys.street}", weights["street"])
    if query.postcode and query.postcode == keys.postcode:
        return Reason("postcode the same", weights["postcode"])
    if query.outward and keys.postcode.startswith(f"{query.outward} "):
        return Reason(f"postcode area the same: {query.outward}", weights["outward"])
    return Reason("", 0.0)
