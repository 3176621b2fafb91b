"""The keys under which written addresses meet, and how alike two streets are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from rapidfuzz.distance import OSA

from nlp import addresses, junctions, lone_streets, names
from nlp.addressing.heard import places_said
from nlp.addressing.street_finder import BUILDING, is_type
from nlp.tables import bag

# Of a place's name, words that many have.
_ANY_PLACE = bag("hill park green common end town wood west east new gate heath vale of manor abbey mill")
_THE = re.compile(r"^(?:the|th|teh|hte) ")


class Keys(NamedTuple):
    """The keys of one written address; what is missing is empty. words: of street, building and town, folded; door: as
    `nlp.addresses.Address.door_key`; house: the name of a house or a building."""

    flat: str
    building: str
    street: str
    postcode: str
    town: str
    number: str = ""
    words: frozenset[str] = frozenset()
    door: str = ""
    house: str = ""

    @property
    def door_number(self) -> str:
        """The flat's own number, without the building that it is in."""
        return self.flat.partition("/")[0]

    @property
    def outward(self) -> str:
        """The postcode's first half."""
        return self.postcode.partition(" ")[0]


@lru_cache(maxsize=65_536)
def keys_of(address: str, postcode: str | None) -> Keys:
    """The keys of an address as written, with the postcode that stands beside it."""
    read = addresses.parse(address, postcode) if address or postcode else None
    if address and (met := junctions.find(address)):
        town = names.fold(read.town) if read else ""
        town = town if town not in met.key else ""
        words = _words(f"{_own(met.streets[0])} {_own(met.streets[1])} {town}")
        return Keys("", met.key, met.streets[0], (read and read.postcode) or postcode or "", town, "", words)
    if read is None:
        street = addresses.expand(address) if address else ""
        return Keys("", "", street, postcode or "", "", "", _words(_own(street)))
    town = names.fold(read.town)
    building, street = read.building_key, read.street_key
    number = building.removesuffix(street).strip() if read.number else ""
    words = _words(f"{_own(street)} {town} {names.fold(read.building)}")
    code = read.postcode or (postcode or "")
    house = addresses.expand(read.building) if read.building else ""
    return Keys(read.flat_key, building, street, code, town, number, words, read.door_key, house)


def own_words(street: str) -> frozenset[str]:
    """The words of a street's own name: `leacroft` of Leacroft Court."""
    return _words(_own(street))


@lru_cache(maxsize=4096)
def own_name(house: str) -> tuple[str, ...]:
    """The words of a house's name that tell it: `old`, `forge` of The Old Forge, `prince`, `wales` of The Prince of Wales."""
    return tuple(word for word in house.split() if word not in {"the", "of", "and"})


@lru_cache(maxsize=65_536)
def one_slip(one: str, other: str) -> bool:
    """Whether two words may be one: a letter off, or two of a long one."""
    return OSA.distance(one, other) <= (1 if max(len(one), len(other)) < 8 else 2)


def _own(street: str) -> str:
    """The street's own words: that it is a road says nothing."""
    head, _, kind = street.rpartition(" ")
    return head if head and is_type(kind) else street


def _words(text: str) -> frozenset[str]:
    return frozenset([word for word in text.split() if len(word) > 2 and not word[0].isdigit()])


def placed(places: Iterable[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], Keys]]:
    """POLE-1 addresses or locations, each with its keys; those that say nowhere are left out."""
    return [
        (place, keys_of(str(place.get("address") or ""), place.get("postcode")))
        for place in places
        if place.get("address") or place.get("postcode")
    ]


def address_keys(places: Iterable[Mapping[str, Any]]) -> list[Keys]:
    """The keys of POLE-1 addresses or locations."""
    return [keys for _, keys in placed(places)]


def districts_of(word: str) -> frozenset[str]:
    """The postcode districts of the places of which a folded word is the name, or the telling part of it (`forest` of Forest
    Hill); none of a word that is no such place's."""
    return _districts().get(word, frozenset())


@cache
def _districts() -> dict[str, frozenset[str]]:
    made: dict[str, set[str]] = {}
    for name, codes in addresses.districts().items():
        for word in name.split():
            if word not in _ANY_PLACE:
                made.setdefault(word, set()).update(codes)
    return {word: frozenset(codes) for word, codes in made.items()}


def in_building(name: str, keys: Keys) -> bool:
    """Whether an address is in the building of that name, whatever its street and number are; Skippon House on the Harcourt
    Estate is not in Harcourt House."""
    words = _of_building(name)
    return bool(words) and words <= (frozenset(keys.house.split()) if keys.house else keys.words)


def building_like(asked: Iterable[str], keys: Keys) -> bool:
    """Whether a building's name is spelt nearly as one asked for: `gilkkes court`, Gilkes Court."""
    house = keys.house if BUILDING.search(keys.house) else ""
    return bool(house) and any(BUILDING.search(name) and street_like(name, house) for name in asked)


@lru_cache(maxsize=4096)
def _of_building(name: str) -> frozenset[str]:
    """The words of a building's name; none of what is no such name."""
    return frozenset(name.split()) if BUILDING.search(name) else frozenset()


@lru_cache(maxsize=65_536)
def street_like(asked: str, held: str) -> bool:
    """Whether two street keys may be one street: a letter or two off, sounding alike, or called Road for Grove."""
    if asked == held:
        return True
    if asked.replace(" ", "") == held.replace(" ", ""):
        return True  # `stasaph road`, `st asaph road`
    mine, theirs = _spelt(asked).rpartition(" "), _spelt(held).rpartition(" ")
    if not (mine[0] and theirs[0]) or lone_streets.is_lone(asked) or lone_streets.is_lone(held):
        return _lone_like(asked, held)
    slips, longest = OSA.distance(mine[0], theirs[0]), max(len(mine[0]), len(theirs[0]))
    if mine[2] != theirs[2]:
        return slips == 0 and longest > 2
    if _sound_alike(mine[0], theirs[0]):
        return True
    if mine[0][0] != theirs[0][0]:  # Mill Lane and Hill Lane are two; slips seldom fall on the first letter
        return slips == 1 and longest > 5
    return slips <= (1 if longest < 7 else 2) and longest > 3


def _lone_like(asked: str, held: str) -> bool:
    """Whether two streets of which one is called by one word may be one: `broadway`, `the broadwy`; `ridgeway`, `ridgeway road`."""
    if not (lone_streets.is_lone(asked) or lone_streets.is_lone(held)):
        return False
    one, other = _own(_spelt(asked)), _own(_spelt(held))
    slips, longest = OSA.distance(one, other), max(len(one), len(other))
    return _sound_alike(one, other) or (
        longest > 6 and one[0] == other[0] and slips <= (1 if longest < 9 else 2)
    )


def same_street(asked: str, held: str) -> bool:
    """Whether two street keys are one street's: `broadway`, `the broadway`."""
    return asked.removeprefix("the ") == held.removeprefix("the ")


def _spelt(street: str) -> str:
    """`saint` in full, as it is misspelt (`saihnt johns road`), and no `the`, or what is typed for it, before a street's name."""
    street = _THE.sub("", street)
    return f"saint {street[3:]}" if street.startswith("st ") else street


def other_kind(asked: str, held: str) -> bool:
    """Whether two streets are of one name and another kind: Avenue Road, Avenue Close."""
    mine, theirs = asked.rpartition(" "), held.rpartition(" ")
    return mine[0] == theirs[0] and mine[2] != theirs[2]


def _sound_alike(one: str, other: str) -> bool:
    """Whether two names of streets sound the same word by word: `bruk`, `brook`; `gloster`, `gloucester`."""
    mine, theirs = one.split(), other.split()
    return len(mine) == len(theirs) and all(map(_heard_alike, mine, theirs))


def _heard_alike(one: str, other: str) -> bool:
    if one == other or other in places_said(one) or one in places_said(other):
        return True
    return len(one) > 3 and any(code.startswith("m:") for code in _codes(one) & _codes(other))


def _codes(word: str) -> frozenset[str]:
    return frozenset(names.phonetic(word))


def only_town(word: str, homes: Iterable[Keys]) -> bool:
    """Whether a word of some addresses is a town's alone, and no street's or house's."""
    there = [keys for keys in homes if word in keys.words]
    return all(
        word in keys.town.split() and word not in f"{keys.house} {keys.street}".split() for keys in there
    )
