"""Places among the candidates: which addresses may be meant, how well each answers, and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, NamedTuple

from indexer.resolve import births
from indexer.resolve.places import (
    Keys,
    building_like,
    districts_of,
    in_building,
    keys_of,
    own_words,
    same_street,
    street_like,
)
from indexer.resolve.query import WEIGHTS, Match, Reason, match_of
from indexer.resolve.scorer import Held, PersonQuery, may_be_named, score, words_asked
from nlp.addresses import is_building, is_unit, places_said
from portal.search.box.places import Place
from portal.search.box.understood import Understood
from portal.search.risk import VENUE
from portal.services.risk.bearing import Bearing, Target, target_of
from portal.services.risk.doors import close_by, door_like, within
from portal.services.risk.houses import HOUSE, flat_in_block, flat_unread, house_named, with_flats
from portal.services.written import address as address_of

Json = Mapping[str, Any]
LEAST = 0.15
_WEIGHTS = WEIGHTS["place"]
_FIGURES = re.compile(r"\d+")
_SHORT = 3  # characters of a word that says little


@dataclass(frozen=True, slots=True)
class Home:
    """An address that may be meant: where it is, how it is written, why it is thought to be."""

    target: Target
    title: str
    match: Match
    reading: Understood = field(compare=False, repr=False)

    def besides(self, reason: Reason) -> Home:
        """The home, where this speaks for it, too."""
        return replace(self, match=match_of([*self.match.evidence, reason]))


def places(asked: Understood, found_in: Sequence[Bearing]) -> list[Home]:
    """The addresses that may be meant, the likeliest first; where nothing is known of the number, those of the street."""
    return _answering(asked, found_in) or list(_beside(asked, found_in))


def _beside(asked: Understood, found_in: Sequence[Bearing]) -> Iterator[Home]:
    """Other numbers of a street of which the number asked for is not known: a figure or a letter may be wrong."""
    place = asked.place
    if not (place.building_key and place.streets):
        return
    along = replace(asked, place=replace(place, flat_key="", building_key="", crossing=()), settled=True)
    for home in _answering(along, found_in):
        other = [] if place.crossing else [_other_number(place.building_key, home.target.building)]
        match = match_of([*home.match.evidence, *other])
        if home.target.street in place.streets and match.score >= LEAST:
            yield replace(home, match=match, reading=asked)


def _other_number(asked: str, building: str) -> Reason:
    figures, held = (_FIGURES.match(key.partition(" ")[0]) for key in (asked, building))
    if figures and held and figures[0] == held[0]:
        return _reason(f"another letter than {asked}", _WEIGHTS["other letter"])
    return _reason(f"another number than {asked}", _WEIGHTS["other number"])


def _answering(asked: Understood, found_in: Iterable[Bearing]) -> list[Home]:
    place = asked.place
    fragment = bool(asked.numbers and asked.words)
    # A postcode's first half is where somebody lives, and no place to go to; a house may have a name.
    if not (place or fragment):
        found_in = [bearing for bearing in found_in if _may_name_house(asked.words, bearing)]
    ways = [_Way(reading) for reading in with_flats(asked.readings()) if reading.place or reading.words]
    found: dict[_Where, Home] = {}
    close: dict[_Where, Reason] = {}
    seen: set[tuple[Any, ...]] = set()
    for bearing in found_in:
        for keys, written, who in _addresses(bearing):
            # Many records repeat one address and one name: each is weighed once.
            told = (keys, written, _told(who))
            if told in seen:
                continue
            seen.add(told)
            match, reading = max(
                [(way.match(keys, who), way.reading) for way in ways], key=lambda way: way[0].score
            )
            if match.score >= LEAST:
                where = _where(keys)
                _keep(found, where, Home(target_of(keys), written, match, reading))
                if who and (too := close_by(asked.close, who)):
                    close[where] = too
    found |= {where: found[where].besides(too) for where, too in close.items()}
    return sorted(_settled(found), key=lambda home: (-home.match.score, home.title, home.target))


def _may_name_house(words: Sequence[str], bearing: Bearing) -> bool:
    """Whether any word stands in an address of a record, which is quick to see: reading addresses is not."""
    record = bearing.hit.record
    stated = (place.get("address") or "" for place in record.get("locations") or ())
    homes = (
        place.get("address") or ""
        for person in record.get("people") or ()
        for place in person.get("addresses") or ()
    )
    written = " ".join([*stated, *homes]).casefold()
    run = written.replace(" ", "").replace("'", "")  # `theivycottage`
    bare = [word.removeprefix("the") for word in words]
    return any(word in written for word in words if len(word) > _SHORT) or any(
        word in run for word in bare if len(word) > _SHORT
    )


def _told(held: Held | None) -> object:
    return (held.names, held.born) if held else None


def _addresses(bearing: Bearing) -> Iterator[tuple[Keys, str, Held | None]]:
    """Every address of a record with how it is written and, where it is a home, whose."""
    for place, keys in bearing.stated:
        if keys.street:
            yield keys, address_of(place), None
    for held, homes in bearing.homes:
        yield from ((keys, address_of(place), held) for place, keys in homes if keys.street)
    for mention in bearing.hit.mentions:
        if mention["label"] == "ADDRESS":
            yield keys_of(str(mention["text"]), None), str(mention["text"]), None


class _Where(NamedTuple):
    """What makes two written addresses one: two districts' are two, though number and street are the same."""

    flat: str
    building: str
    street: str
    district: str


def _where(keys: Keys) -> _Where:
    if keys.door:  # of a flat, whatever street or estate stands behind its building
        return _Where("", keys.door, "", keys.outward)
    return _Where(keys.flat, keys.building, keys.street, keys.outward)


def _keep(found: dict[_Where, Home], where: _Where, new: Home) -> None:
    """One home an address; the better match stands, and the fuller way of writing it."""
    held = found.get(where)
    if held is None:
        found[where] = new
        return
    best = max(held, new, key=lambda home: home.match.score)
    fuller = new.target if new.target.postcode and not held.target.postcode else held.target
    title = max(held.title, new.title, key=lambda text: (len(text), text))
    found[where] = Home(fuller, title, best.match, best.reading)


def _settled(found: Mapping[_Where, Home]) -> Iterable[Home]:
    """The homes; one written without a postcode is that of the only district that has such an address."""
    districts = Counter(where[:3] for where in found if where.district)
    made: dict[_Where, Home] = {}
    for where in sorted(found, key=lambda where: where.district, reverse=True):
        alone = not where.district and districts[where[:3]] == 1
        there = next(other for other in made if other[:3] == where[:3]) if alone else where
        _keep(made, there, found[where])
    return made.values()


# ------------------------------------------------------------------------------------------ matching


@dataclass(frozen=True, slots=True)
class _Household:
    """Who is named in a question, to be looked for among those who live somewhere. words: of the name."""

    query: PersonQuery | None
    words: frozenset[str] = frozenset()

    @classmethod
    def of(cls, asked: Understood) -> _Household:
        """Whom a reading of the question names; nobody where it has no words for a name."""
        if not asked.words:
            return cls(None)
        query = PersonQuery(
            (asked.name,), asked.dates_of_birth, towns=asked.place.towns, surnames=asked.surnames
        )
        return cls(query, words_asked(query))

    def lives(self, held: Held) -> Sequence[Reason]:
        """Evidence that whoever is named is this resident."""
        query = self.query
        if query is None or not (
            births.speak_for(query.dates_of_birth, held.born) or may_be_named(self.words, held)
        ):
            return ()
        found = [r for r in score(query, held).evidence if r.about != "address"]
        if sum(r.weight for r in found) <= 0 or not any(map(_says_who, found)):
            return ()
        told = (
            (f"home of somebody with {r.text}" if r.weight > 0 else f"of whom: {r.text}", r) for r in found
        )
        return [_reason(text, r.weight * _WEIGHTS["household"]) for text, r in told]


def _says_who(reason: Reason) -> bool:
    """Whether evidence tells one resident from others: an initial that a name begins with does not."""
    return reason.weight > 0 and not (reason.met and reason.met.by_initial)


class _Way:
    """One reading of the question, as addresses are weighed by it."""

    def __init__(self, reading: Understood) -> None:
        self.reading = reading
        self._named = _Household.of(reading)
        self._own: dict[Keys, list[Reason]] = {}  # a street's records tell the same addresses of many people

    def match(self, keys: Keys, held: Held | None) -> Match:
        """How well an address answers: by its own keys, and by who lives there."""
        own = self._own.get(keys)
        if own is None:
            own = self._own[keys] = list(_evidence(self.reading, keys))
        if sum([reason.weight for reason in own]) <= 0:
            return match_of([])
        return match_of([*own, *(self._named_there(keys, own).lives(held) if held else ())])

    def _named_there(self, keys: Keys, own: Iterable[Reason]) -> _Household:
        """Who is named besides the house: the words of a pub's name are nobody's who lives above it."""
        if not any(reason.met and reason.met.part == HOUSE for reason in own):
            return self._named
        house = VENUE.union(keys.house.split())
        words = tuple(word for word in self.reading.words if word not in house)
        return (
            self._named if words == self.reading.words else _Household.of(replace(self.reading, words=words))
        )


def _evidence(asked: Understood, keys: Keys) -> Iterator[Reason]:
    place = asked.place
    if place.building_key:
        where = _crossing(place, keys) if place.crossing else _building(place, keys)
    elif place.streets:
        where = house_named(asked, keys) or _street(place.streets, keys)
        if where is not None and keys.number in asked.numbers:
            yield _reason(f"number the same: {keys.number}", WEIGHTS["address"]["number"])
    else:
        where = house_named(asked, keys) or flat_in_block(asked, keys) or _number_and_name(asked, keys)
        if where is None and place.postcode:
            yield from _code(asked, keys, "postcode alone")
    if where is not None:
        yield where
        if not (place.door and place.door == keys.door):
            yield from _flat(place.flat_key, keys)
            yield from flat_unread(asked, keys)
        yield from _code(asked, keys, "postcode")
        yield from _town(asked, keys, where)


def _town(asked: Understood, keys: Keys, where: Reason) -> Iterator[Reason]:
    """What else of the question is the address's: its town, as written or by the postcode, and the block that a flat is in."""
    if not asked.words:
        return
    words, own = set(asked.words), own_words(keys.street)
    block = keys.house.split() if keys.flat or keys.number else []
    if block and words.issuperset(block) and not where.met:
        yield _reason(f"building of that name: {keys.house}", _WEIGHTS["block"])
        own = own.union(block)
    words -= own
    words = words.union(*map(places_said, words))
    if not words.isdisjoint(keys.town.split()) or any(keys.outward in districts_of(word) for word in words):
        yield _reason(f"in {keys.town or keys.outward}", _WEIGHTS["town"])


def _crossing(asked: Place, keys: Keys) -> Reason | None:
    """Where two streets meet that are those asked for in either order, or spelt nearly so; before the first, words of a name may stand."""
    held = keys.building.split(" & ")
    ways = [(held[0], held[-1]), (held[-1], held[0])] if len(held) > 1 else []
    first, last = asked.crossing
    if any((first == one or first.endswith(f" {one}")) and last == other for one, other in ways):
        return _reason(f"junction the same: {keys.building}", _WEIGHTS["building"] + _WEIGHTS["no flats"])
    if any(street_like(first, one) and street_like(last, other) for one, other in ways):
        return _reason(f"junction alike: {keys.building}", _WEIGHTS["number, street alike"])
    return None


def _building(asked: Place, keys: Keys) -> Reason | None:
    if asked.door and asked.door == keys.door:
        level = "flat" if asked.flat_key and keys.flat else "no flats"
        return _reason(f"door the same: {keys.door}", _WEIGHTS["building"] + _WEIGHTS[level])
    if asked.building_key == keys.building:
        alone = _WEIGHTS["no flats"] if not asked.flat_key and not keys.flat else 0.0
        return _reason(f"building the same: {keys.building}", _WEIGHTS["building"] + alone)
    number, _, street = asked.building_key.partition(" ")
    if number == keys.number and same_street(street, keys.street):
        return _reason(f"building the same: {keys.building}", _WEIGHTS["building"])
    if in_building(asked.building_key, keys):
        return _reason(f"building of that name: {asked.building_key}", _WEIGHTS["building"])
    if door_like(asked.door, keys.door) or _block(keys) in _without_kind(asked.building_key):
        return _reason(f"number the same, name alike: {keys.door}", _WEIGHTS["number, street alike"])
    if number != keys.number and not within(number, keys.number):
        return None
    if street == keys.street and number != keys.number:
        return _reason(f"number among {keys.number}, street the same: {keys.street}", _WEIGHTS["building"])
    if street_like(street, keys.street):
        return _reason(f"number the same, street alike: {keys.building}", _WEIGHTS["number, street alike"])
    if asked.postcode and asked.postcode == keys.postcode:
        return _reason(f"number and postcode the same: {keys.building}", _WEIGHTS["number, postcode"])
    return None


def _block(keys: Keys) -> str:
    """A flat's number, its block without the word for one, and the street: `33 wren attlee close` of Flat 33, Wren House."""
    name, _, kind = keys.house.rpartition(" ")
    if not (keys.flat and name and is_building(keys.house)) or keys.number:
        return ""
    return f"{keys.door.removesuffix(kind)}{keys.street}"


@lru_cache(maxsize=1024)
def _without_kind(key: str) -> frozenset[str]:
    """A key as it stands, and without a word for a building that another block may be called by (`28 runnymede court old kiln
    lane`)."""
    said = key.split()
    kinds = [at for at, word in enumerate(said[:-1]) if at > 1 and is_building(f"{said[at - 1]} {word}")]
    return frozenset([key, *(" ".join([*said[:at], *said[at + 1 :]]) for at in kinds)])


def _number_and_name(asked: Understood, keys: Keys) -> Reason | None:
    """A number and a street's own name, without what kind of street it is (`30 leacroft`), or a number and the postcode: of a
    flat, where one is said."""
    if keys.number in asked.numbers and not own_words(keys.street).isdisjoint(asked.words):
        return _reason(f"number and name the same: {keys.building}", _WEIGHTS["number, street alike"])
    if not asked.place.postcode or asked.place.postcode != keys.postcode:
        return None
    flat = any(map(is_unit, asked.words))
    if not (_flat_said(asked, keys) if flat else keys.number in asked.numbers):
        return None
    said, key = ("flat", keys.flat) if flat else ("number", keys.building)
    whole = flat and keys.number in asked.numbers  # `flat c 17 br3 6ht`
    weight = _WEIGHTS["number, postcode"] + (_WEIGHTS["flat"] if whole else 0.0)
    return _reason(f"{said} and postcode the same: {key}", weight)


def _flat_said(asked: Understood, keys: Keys) -> bool:
    """Whether a flat is the one asked for by number; by a letter, where its house's number is asked for, too."""
    door = keys.flat.partition("/")[0]
    lettered = door in asked.words and keys.number in asked.numbers
    return bool(door) and (door in asked.numbers or lettered)


def _street(asked: Sequence[str], keys: Keys) -> Reason | None:
    if named := next((name for name in asked if in_building(name, keys)), ""):
        return _reason(f"building of that name: {named}", _WEIGHTS["building"])
    if keys.street in asked:
        return _reason(f"street the same: {keys.street}", _WEIGHTS["street"])
    if any(street_like(street, keys.street) for street in asked):
        return _reason(f"street alike: {keys.street}", _WEIGHTS["street alike"])
    if building_like(asked, keys):
        return _reason(f"building alike: {keys.house}", _WEIGHTS["street alike"])
    return None


def _flat(asked: str, keys: Keys) -> Iterator[Reason]:
    if asked:
        same = bool(keys.flat) and asked.partition("/")[0] == keys.flat.partition("/")[0]
        yield _reason("flat the same" if same else "another flat", _WEIGHTS["flat" if same else "other flat"])


def _code(asked: Understood, keys: Keys, level: str) -> Iterator[Reason]:
    place = asked.place
    if place.postcode and keys.postcode:
        same = place.postcode == keys.postcode
        yield _reason(
            "postcode the same" if same else "another postcode", _WEIGHTS[level if same else "other postcode"]
        )
    elif place.outward and keys.postcode:
        same = keys.outward == place.outward
        yield _reason(
            "postcode area the same" if same else "another area",
            _WEIGHTS["outward" if same else "other outward"],
        )


def _reason(text: str, weight: float) -> Reason:
    return Reason(text, weight, "address")
