"""What a record says of a place and of a person: the rules by which a fact is put on one card and not on another.

A fact belongs to the address named in its own sentence, else to the last one named before it; where the text names no
address, to the places that the record states, else to the homes of those whom it is about. A fact said of somebody
named belongs to that person alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

from access.gateway import Hit
from indexer.resolve.places import Keys, address_keys, keys_of
from indexer.resolve.scorer import written_names
from nlp import names

ADVERSE = frozenset(
    {"suspect", "accused", "convicted", "detained", "subject", "named-in", "missing", "driver"}
)
Json = Mapping[str, Any]


class Level(IntEnum):
    """How near two addresses are."""

    ELSEWHERE = 0
    STREET = 1
    OTHER_FLAT = 2
    FLAT_NOT_STATED = 3
    SAME = 4


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """An address that a card is about, by its keys; postcode may be empty."""

    flat: str
    building: str
    street: str
    postcode: str = ""

    def level(self, keys: Keys) -> Level:
        """How near an address is. Two postcodes of different districts are different places."""
        if not keys.street or keys.street != self.street or _apart(self.postcode, keys.postcode):
            return Level.ELSEWHERE
        if not self.building or keys.building != self.building:
            return Level.SAME if not self.building and not keys.building else Level.STREET
        if self.flat == keys.flat:
            return Level.SAME
        return Level.OTHER_FLAT if self.flat and keys.flat else Level.FLAT_NOT_STATED

    def has(self, keys: Keys) -> bool:
        """Whether what is said of that address must be told here: the same, or a flat that may be this one."""
        level = self.level(keys)
        return level is Level.SAME or (level is Level.FLAT_NOT_STATED and bool(self.flat))


def _apart(a: str, b: str) -> bool:
    return bool(a and b) and a.split(" ")[0] != b.split(" ")[0]


def target_of(keys: Keys) -> Target:
    """The target that an address is."""
    return Target(keys.flat, keys.building, keys.street, keys.postcode)


def current_homes(person: Json, today: date) -> list[Json]:
    """Where somebody lives, as far as the record says: addresses that have not ended."""
    places = person.get("addresses") or ()
    return [p for p in places if not (p.get("to") and str(p["to"])[:10] < today.isoformat())]


@dataclass(frozen=True)
class Bearing:
    """One hit with its addresses read, ready to be asked what it says of whom and where."""

    hit: Hit
    today: date

    @property
    def people(self) -> list[Json]:
        return list(self.hit.record.get("people") or ())

    def stated(self) -> list[Keys]:
        """The places that the record states as its own."""
        return address_keys(self.hit.record.get("locations") or ())

    def homes(self) -> list[Keys]:
        """The homes of those whom the record is about."""
        about = [p for p in self.people if p.get("role") in ADVERSE] or self.people
        return [keys for person in about for keys in address_keys(current_homes(person, self.today))]

    def mentioned(self) -> list[tuple[int, Keys]]:
        """Addresses in the text: where they begin, and their keys."""
        return [
            (m["start"], keys_of(str(m["text"]), None)) for m in self.hit.mentions if m["label"] == "ADDRESS"
        ]

    def level(self, target: Target) -> Level:
        """The nearest that anything in the record comes to the address."""
        everyone = [k for p in self.people for k in address_keys(p.get("addresses") or ())]
        every = [*self.stated(), *everyone, *(keys for _, keys in self.mentioned())]
        return max((target.level(keys) for keys in every), default=Level.ELSEWHERE)

    def facts_at(self, target: Target) -> Iterator[Json]:
        """The facts of the text that must be told at this address."""
        mentioned = self.mentioned()
        fallback = self.stated() or self.homes()
        for fact in self.hit.facts:
            where = [_meant(fact, mentioned)] if mentioned else fallback
            if any(target.has(keys) for keys in where):
                yield fact

    def residents(self, target: Target) -> Iterator[Json]:
        """People of the record who live at the address."""
        for person in self.people:
            if any(target.has(keys) for keys in address_keys(current_homes(person, self.today))):
                yield person

    def facts_of(self, person: Json) -> Iterator[Json]:
        """The facts of the text that are said of this person of the record."""
        about = [p for p in self.people if p.get("role") in ADVERSE] or self.people
        alone = len(about) == 1 and about[0] is person
        for fact in self.hit.facts:
            named = _named(fact)
            if (named and _is(person, named)) or (not named and alone):
                yield fact


def _meant(fact: Json, mentioned: list[tuple[int, Keys]]) -> Keys:
    """The address that a fact is about: the last one before it, else one in its sentence, else the first."""
    before = [keys for start, keys in mentioned if start <= fact["start"]]
    return before[-1] if before else mentioned[0][1]


_PRONOUNS = frozenset(
    {
        "he",
        "she",
        "they",
        "him",
        "her",
        "it",
        "his",
        "their",
        "who",
        "i",
        "we",
        "occupant",
        "occupier",
        "tenant",
        "male",
        "female",
        "suspect",
        "detainee",
    }
)


def _named(fact: Json) -> str:
    """The name of the person that a fact is said of, if it names one."""
    said = names.parts(str(fact.get("subject") or ""))
    left = [part for part in said if part not in _PRONOUNS and part not in names.TITLES and part != "the"]
    return " ".join(left)


def _is(person: Json, named: str) -> bool:
    """Whether a name in a text can be this person's: the same, or its surname alone."""
    for _, written in written_names(person):
        asked, held = set(named.split()), set(names.parts(written))
        if asked <= held or names.compare(named, written).score >= 0.85:
            return True
    return False
