"""What a record says of a place and of a person: the rules by which a fact is put on one card and not on another.

A fact belongs to the address named in its own sentence, else to the last one named before it; where the text names no
address, to the places that the record states, else to the homes of those whom it is about. A fact said of somebody
named belongs to that person alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any, NamedTuple

from access.gateway import Hit
from access.partial_dates import ended
from indexer.resolve.places import Keys, keys_of, placed
from indexer.resolve.scorer import Held, written_names
from nlp import names
from nlp.whose import Whose, whose
from portal.services.risk.lazy import lazy
from portal.services.risk.roles import is_adverse, role_of

Json = Mapping[str, Any]


class Level(IntEnum):
    """How near two addresses are."""

    ELSEWHERE = 0
    STREET = 1
    OTHER_FLAT = 2
    FLAT_NOT_STATED = 3
    SAME = 4


class Target(NamedTuple):
    """An address that a card is about, by its keys; postcode and door may be empty."""

    flat: str
    building: str
    street: str
    postcode: str = ""
    door: str = ""

    @property
    def otherwise(self) -> str:
        """The door, where the address may be met in another building or street than its own: a flat's."""
        return self.door if self.door != self.building else ""

    def level(self, keys: Keys | Target) -> Level:
        """How near an address is. Two postcodes of different districts are different places."""
        if _apart(self.postcode, keys.postcode):
            return Level.ELSEWHERE
        if self.door and self.door == keys.door:
            return Level.SAME
        if not keys.street or keys.street != self.street:
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
    return a != b and bool(a and b) and a.split(" ")[0] != b.split(" ")[0]


def target_of(keys: Keys) -> Target:
    """The target that an address is."""
    return Target(keys.flat, keys.building, keys.street, keys.postcode, keys.door)


def current_homes(held: Held, today: date) -> list[tuple[Json, Keys]]:
    """Where somebody lives, as far as the record says: addresses that have not ended, with their keys."""
    return [(place, keys) for place, keys in held.placed if not ended(place.get("to"), today)]


@dataclass(frozen=True, eq=False)
class Bearing:
    """One hit with its addresses read, ready to be asked what it says of whom and where."""

    hit: Hit
    today: date

    @lazy
    def people(self) -> list[Held]:
        """The people of the record's fields."""
        return [Held(person) for person in self.hit.record.get("people") or ()]

    @lazy
    def in_text(self) -> list[Held]:
        """Those whom the text alone names, by forename and surname; where the record says so, such words are a town's."""
        found = list(_in_text(self.hit, self.people))
        towns = {keys.town for keys in self.places} if found else set()
        return [held for held in found if names.fold(str(held.person["names"][0]["text"])) not in towns]

    @lazy
    def subjects(self) -> list[Held]:
        """Those whom the record is about: the adverse ones, or everybody where none is."""
        return [held for held in self.people if is_adverse(held.person)] or self.people

    @lazy
    def stated(self) -> list[tuple[Json, Keys]]:
        """The places that the record states as its own."""
        return placed(self.hit.record.get("locations") or ())

    @lazy
    def homes(self) -> list[tuple[Held, list[tuple[Json, Keys]]]]:
        """Everybody with where they live."""
        return [(held, current_homes(held, self.today)) for held in self.people]

    @lazy
    def mentioned(self) -> list[tuple[int, Keys]]:
        """Addresses in the text: where they begin, and their keys."""
        found = [m for m in self.hit.mentions if m["label"] == "ADDRESS"]
        return [(int(m["start"]), keys_of(str(m["text"]), None)) for m in found]

    @lazy
    def places(self) -> list[Keys]:
        """Every address of the record, old ones and those in the text too."""
        held = [keys for person in self.people for keys in person.homes]
        return [*(keys for _, keys in self.stated), *held, *(keys for _, keys in self.mentioned)]

    def level(self, target: Target) -> Level:
        """The nearest that anything in the record comes to the address."""
        nearest = Level.ELSEWHERE
        for keys in self._by_street.get(
            target.street, ()
        ):  # a hundred hits for each card: no more than it must
            if nearest < (level := target.level(keys)):
                nearest = level
        if target.otherwise in self.doors and any(target.level(k) is Level.SAME for k in self.places):
            return Level.SAME
        return nearest

    @lazy
    def _by_street(self) -> dict[str, list[Keys]]:
        """The addresses of each street: every card of a lookup asks for those of its street."""
        found: dict[str, list[Keys]] = {}
        for keys in self.places:
            found.setdefault(keys.street, []).append(keys)
        return found

    @lazy
    def buildings(self) -> frozenset[str]:
        """The buildings of all its addresses; the empty one where an address names a street alone."""
        return frozenset([keys.building for keys in self.places])

    @lazy
    def doors(self) -> frozenset[str]:
        """The doors of all its addresses."""
        return frozenset([keys.door for keys in self.places if keys.door])

    def facts_at(self, target: Target) -> Iterator[Json]:
        """The facts of the text that must be told at this address."""
        for fact in self.hit.facts:
            if any(target.has(keys) for keys in self._places_of(fact)):
                yield fact

    def _places_of(self, fact: Json) -> list[Keys]:
        """Where a fact is: at the address that its sentence names, else the last one named before it, else the first;
        where the text names none, at the record's own places, else at the homes of those whom it is about."""
        if not self.mentioned:
            about = {id(held) for held in self.subjects}
            homes = [keys for held, places in self.homes if id(held) in about for _, keys in places]
            return [keys for _, keys in self.stated] or homes
        begin, end = _sentence(fact, self.text)
        inside = [keys for start, keys in self.mentioned if begin <= start < end]
        before = [keys for start, keys in self.mentioned if start <= fact["start"]]
        return inside or before[-1:] or [self.mentioned[0][1]]

    @property
    def text(self) -> str:
        """The text that this reader has."""
        return _text_of(self.hit)

    def stands_at(self, target: Target) -> bool:
        """Whether the record itself states that it is about the address, and not only that somebody of it lives there."""
        return any(target.has(keys) for _, keys in self.stated)

    def residents(self, target: Target) -> Iterator[Held]:
        """People of the record who live at the address."""
        for held, places in self.homes:
            if any(target.has(keys) for _, keys in places):
                yield held

    def facts_of(self, person: Json) -> Iterator[Json]:
        """The facts of the text that are said of this person of the record."""
        for fact in self.hit.facts:
            said = subject_of(fact)
            if is_named(person, said.name) if said.name else self.meant(said) is person:
                yield fact

    def meant(self, said: Whose) -> Json | None:
        """The one person of the record whom a bare word can be for: of its role, else of those whom the record is about."""
        of_role = [held for held in self.people if said.role and role_of(held.person) == said.role]
        about = of_role or ([] if said.beside else self.subjects)
        may = [held.person for held in about if said.sex in ("", held.person.get("sex") or said.sex)]
        return may[0] if len(may) == 1 else None


def _in_text(hit: Hit, people: list[Held]) -> Iterator[Held]:
    """Names in a text that are not the record's people's; where it gives one address alone, they are taken to be there."""
    named = [mention for mention in hit.mentions if mention["label"] == "PERSON"]
    if not named:
        return
    written = dict.fromkeys(str(m["text"]) for m in hit.mentions if m["label"] == "ADDRESS")
    homes = [{"role": "named-with", "address": text} for text in written] if len(written) == 1 else []
    known = {frozenset(names.parts(name.written)) for held in people for name in held.names}
    born = _births(hit, named)
    for mention in named:
        name = str(mention.get("value") or mention["text"])
        words = frozenset(names.parts(name))
        if len(words) > 1 and not any(words <= other for other in known):
            known.add(words)
            said = {
                "names": [{"kind": None, "text": name}],
                "dates_of_birth": born.get(int(mention["end"]), []),
            }
            yield Held({"role": "named-in", "addresses": homes} | said)


# What stands between a name and a date that is its birth: `Jo Marsh, born 3/2/1980`, `Jo Marsh (dob: 3/2/1980)`.
_BORN = re.compile(r"[\s,(]*(?:born|d\.?o\.?b\.?|date of birth|b\.)(?:\s+on)?[\s:]*", re.IGNORECASE)


def _births(hit: Hit, named: Iterable[Json]) -> dict[int, list[str]]:
    """The dates of birth that a text gives right behind names, by where the names end."""
    text = _text_of(hit)
    dates = [mention for mention in hit.mentions if mention["label"] == "DATE" and mention.get("value")]
    if not dates:
        return {}
    return {
        int(name["end"]): [str(day["value"])]
        for name in named
        for day in dates
        if _BORN.fullmatch(text, int(name["end"]), max(int(day["start"]), int(name["end"])))
    }


def _text_of(hit: Hit) -> str:
    """The text that this reader has."""
    return str(hit.record.get("text") or hit.record.get("sanitised_text") or "")


def _sentence(fact: Json, text: str) -> tuple[int, int]:
    """Where a fact's sentence begins and ends in the text; the fact itself, where that cannot be told."""
    said, start = str(fact.get("sentence") or ""), int(fact["start"])
    begin = text.rfind(said, 0, start + len(said)) if said else -1
    return (begin, begin + len(said)) if 0 <= begin <= start else (start, int(fact["end"]))


class Bearings:
    """The hits of one lookup, each with its addresses read once."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._read: dict[str, Bearing] = {}

    def of(self, hit: Hit) -> Bearing:
        """A hit, read."""
        made = self._read.get(hit.id)
        if made is None:
            made = self._read[hit.id] = Bearing(hit, self._today)
        return made

    def levels(self, target: Target, hits: Iterable[Hit]) -> dict[str, Level]:
        """How near those of the hits that stand at the address's building come to the address, by id."""
        door = target.otherwise
        read = [self.of(hit) for hit in hits if hit.record and (door or target.street in hit.streets)]
        there = [one for one in read if target.building in one.buildings or (door and door in one.doors)]
        return {one.hit.id: one.level(target) for one in there}

    def along(self, target: Target, hits: Iterable[Hit]) -> Iterator[Hit]:
        """Those of the hits that come no nearer to the address than its street. A row tells only of the street."""
        for hit in hits:
            if target.street in hit.streets:
                level = self.of(hit).level(target) if hit.record else _of_row(target, hit)
                if level is Level.STREET:
                    yield hit


def _of_row(target: Target, hit: Hit) -> Level:
    elsewhere = target.postcode and hit.districts and target.postcode.split(" ")[0] not in hit.districts
    return Level.ELSEWHERE if elsewhere else Level.STREET


def subject_of(fact: Json) -> Whose:
    """Of whom a fact is said."""
    return whose(str(fact.get("subject") or ""))


def is_named(person: Json, named: str) -> bool:
    """Whether a name in a text can be this person's: the same, or its surname alone."""
    for _, written in written_names(person):
        asked, held = set(named.split()), set(names.parts(written))
        if asked <= held or names.compare(named, written).score >= 0.85:
            return True
    return False
