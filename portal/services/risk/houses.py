"""A house, a pub, a shop or a hostel that is asked for by its name, spelt or typed nearly as it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from indexer.resolve.places import Keys, one_slip, own_name
from indexer.resolve.query import WEIGHTS, Met, Reason
from nlp import names
from nlp.addresses import is_building, is_unit
from portal.search.box.understood import Understood
from portal.search.risk import VENUE

_WEIGHTS = WEIGHTS["place"]
HOUSE = "house"  # what of an address was met
_ABOVE = frozenset(["above", "over"])
_LITTLE = VENUE | frozenset(["of", "at", "ph", "rm"])
_LEAST = 3  # letters of a word that may be another with a slip, beside a word that is met as it stands
_BESIDE_FLAT = 1.0  # weight by which the house itself is meant rather than the flat above it


def house_named(asked: Understood, keys: Keys) -> Reason | None:
    """A house, a pub or a shop that is asked for by its name, beside its street or alone; of one word, without its street, as
    the only one that is asked for."""
    name = own_name(keys.house)
    streets = asked.place.streets
    along = any(street == keys.street or street.endswith(f" {keys.street}") for street in streets)
    said = [*asked.words, *(streets[0].removesuffix(keys.street if along else "").split() if streets else ())]
    met = _met(name, said)
    if not met or any(word not in met and word not in names.TITLES for word in name):
        return None
    typed = frozenset(asked.text.lower().replace(",", " ").split())
    left = set(said) - {word for words in met.values() for word in words} - keys.words - _LITTLE
    alone, above = len(name) == 1 and not along, not typed.isdisjoint(_ABOVE)
    if alone and left and not (above and _door(keys) in _ABOVE):
        return None
    sure = not (left or alone) and all(words == (word,) for word, words in met.items())
    level = "building" if sure else "number, street alike"
    if alone and keys.number and names.is_known(name[0]) and typed.isdisjoint(_LITTLE):
        level = "street"  # rather somebody of that name
    weight = float(_WEIGHTS[level]) + _of_flat(keys, asked, above, along)
    return Reason(f"house of that name: {keys.house}", weight, "address", Met(HOUSE, level))


def flat_in_block(asked: Understood, keys: Keys) -> Reason | None:
    """A flat that is asked for by its number and the name of its block without a word for one (`flat 12 ashdown` of 12 Ashdown
    Court)."""
    *name, _ = own_name(keys.house) or ("",)
    if not (name and keys.flat and is_building(keys.house) and any(map(is_unit, asked.words))):
        return None
    if _door(keys) not in asked.numbers or len(_met(name, asked.words)) < len(name):
        return None
    return Reason(
        f"flat and name the same: {keys.door}",
        _WEIGHTS["number, street alike"],
        "address",
        Met(HOUSE, "number, street alike"),
    )


def with_flats(readings: Sequence[Understood]) -> list[Understood]:
    """The readings but those of a house that another reading asks for a flat of: without it, any flat would answer."""
    flats = {reading.place.building_key for reading in readings if reading.place.flat_key}
    return [one for one in readings if one.place.flat_key or one.place.building_key not in flats]


def flat_unread(asked: Understood, keys: Keys) -> Iterator[Reason]:
    """Of a flat, where one of a house is asked for that was not understood: it may be any other."""
    place = asked.place
    if keys.flat and place.building_key and not place.flat_key and any(map(is_unit, asked.words)):
        yield Reason("which flat was not understood", -_BESIDE_FLAT, "address")


def _of_flat(keys: Keys, asked: Understood, above: bool, along: bool) -> float:
    """What is to be added for the flat: the one above a shop, or one whose number is asked for."""
    if not keys.flat:
        return float(_WEIGHTS["no flats"]) if along and not above else 0.0
    door = _door(keys)
    if door in asked.numbers or (door in _ABOVE and above):
        return float(_WEIGHTS["flat"])
    return -_BESIDE_FLAT if door in _ABOVE else 0.0


def _door(keys: Keys) -> str:
    return keys.flat.partition("/")[0]


def _met(name: Sequence[str], said: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """The words of a house's name that are met, each by the words of the question that are it: as it stands, with a slip, two
    typed for one (`tree tops`), or one for two (`rosecottage`)."""
    met = dict(_each(name, said))
    if met and len(met) == len(name):
        return met
    whole = "".join(name)
    run = next((word for word in said if _run_together(name, whole, word)), "")
    return dict.fromkeys(name, (run,)) if run else met


def _run_together(name: Sequence[str], whole: str, word: str) -> bool:
    """Whether a word of a question is all of a house's name, or the one word of it with its `the` (`thegables`)."""
    if len(name) == 1:
        return word == f"the{whole}"
    bare = word.removeprefix("the")
    return len(bare) > len(whole) - 2 and one_slip(whole, bare)


def _each(name: Sequence[str], said: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    sure = any(word in said for word in name)
    for word in name:
        if like := _said_like(word, said, _LEAST if sure else _LEAST + 1):
            yield word, like


def _said_like(word: str, said: Sequence[str], least: int) -> tuple[str, ...]:
    """The words of a question that are this one of a house's name, or it with a slip or two; none where it is not met."""
    if word in said:
        return (word,)
    one = next((one for one in said if min(len(word), len(one)) >= least and one_slip(word, one)), "")
    if one:
        return (one,)
    return next(((a, b) for a, b in pairwise(said) if a + b == word), ())
