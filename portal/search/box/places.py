"""The address in what a despatcher typed: flat, number, building, street, postcode or what is known of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp import addresses, junctions, lone_streets, names
from nlp.words import describes_vehicle
from portal.search.box import address_span, flats

_OUTWARD = re.compile(
    r"(?<!\S)(?P<outward>(?P<area>[A-Za-z]{1,2})\d[A-Za-z\d]?)(?:\s(?P<sector>\d)(?=$|,)|\s(?P<before>\d)(?=\s[^\W\d_]{2}))?(?!\S)"
)
_INWARD = re.compile(
    r"(?<!\S)(?!\d(?:st|nd|rd|th)\s+fl)(?P<inward>\d[abd-hjlnp-uw-z]{2})(?!\S)", re.IGNORECASE
)
_BEHIND = re.compile(
    r"\s*,?\s*(?P<said>(?:no\.?|num|number|house number|flat)\s*)?(?P<number>\d{1,3}[a-z]?)\s*$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    rf"(?<!\S)(?:(?:{addresses.UNITS}\s*(?:\d{{1,4}}[a-z]?|[a-z]\d{{0,3}})|{addresses.FLOORS}\s+{addresses.UNITS})[\s,]+)?(?:\d{{1,3}}[a-z]?/)?\d{{1,4}}[a-z]?[\s,]*$",
    re.IGNORECASE,
)
_FLAT_STROKE = re.compile(r"^(\d{1,3}[a-z]?)/", re.IGNORECASE)  # `7/29 the ridgeway`


@dataclass(frozen=True, slots=True)
class Place:
    """An address as asked for. streets: keys that may be meant, longest first; sector: a postcode but for its last two
    letters; door: the flat or house however its building's street is written (`nlp.addresses.Address.door_key`); crossing: the two
    streets, where it is asked where they meet; towns: words behind the street that are a place's name and nobody's; inward: a
    postcode's second half alone (`griffiths 5uw`)."""

    flat_key: str = ""
    building_key: str = ""
    streets: tuple[str, ...] = ()
    postcode: str = ""
    outward: str = ""
    written: str = ""
    sector: str = ""
    door: str = ""
    crossing: tuple[str, ...] = ()
    towns: frozenset[str] = frozenset()
    inward: str = ""

    @classmethod
    def of(cls, read: addresses.Address, written: str) -> Place:
        """An address that was read."""
        streets = (read.street_key,) if read.street_key else ()
        return cls(read.flat_key, read.building_key, streets, written=written, door=read.door_key)

    def __bool__(self) -> bool:
        return bool(self.streets or self.building_key or self.postcode or self.outward)


def take(rest: str, code: str) -> tuple[str, Place]:
    """The words without the address among them, and that; code: the postcode, where one was found before."""
    outwards = (m for m in _OUTWARD.finditer(rest) if addresses.is_area(m["area"]))
    found = next(outwards, None) if not code else None
    area, sector = code.split(" ")[0], ""
    if found:
        area = found["outward"].upper()
        sector, behind = _sector(found, rest)
        rest = f"{rest[: found.start()]} {rest[behind:]}"
    words, place = _met(rest) or _addressed(flats.in_full(junctions.without(rest)))
    if not area:
        return words, place
    written = " ".join(filter(None, [place.written, code or sector or area]))
    return words, replace(place, postcode=code, outward=area, sector=sector, written=written)


def inward_of(words: str, place: Place) -> tuple[str, Place]:
    """The words without a postcode's second half that stands alone among them, and the place with it."""
    found = _INWARD.search(words) if not (place.postcode or place.sector) else None
    if found is None:
        return words, place
    half = found["inward"].upper()
    return _INWARD.sub(" ", words, count=1), replace(
        place, inward=half, written=f"{place.written} {half}".strip()
    )


def _met(rest: str) -> tuple[str, Place] | None:
    """Where two streets meet, and the words besides; None where no such place is asked for."""
    found = junctions.find(rest)
    if found is None:
        return None
    place = Place(
        building_key=found.key,
        streets=found.streets,
        written=rest[found.start : found.end],
        crossing=found.streets,
        towns=_towns(rest[found.end :]),
    )
    return f"{rest[: found.start]} {rest[found.end :]}", place


def _sector(found: re.Match[str], rest: str) -> tuple[str, int]:
    """All of a postcode but its last letters, or ``""``, and where the words go on. Alone (`AB1 2`), it may be a part of a
    plate and a house's number as well; before other words (`BR1 8 Phillips`) the figure is kept, which may be a house's."""
    said = f"{found['outward'].upper()} {found['sector'] or found['before']}"
    if found["sector"] and found.start():
        return said, found.end()
    if found["before"] and not addresses.streets(rest[found.end() :]):
        return said, found.end("outward")
    return "", found.end("outward")


def _addressed(rest: str) -> tuple[str, Place]:
    """An address among words that hold no postcode, and the words besides it."""
    keys = addresses.streets(rest)
    if not keys:
        return _without_kind(rest)
    before, written, after = address_span.around(rest, keys[0])
    if describes_vehicle(keys[0]) or _ends_in_vehicle(written):
        words, place = _addressed(f"{before} {after}")
        return f"{written} {words}", place
    behind = _BEHIND.match(after)
    if not written[:1].isdigit() and behind and _of_one(keys, behind, written.endswith(",")):
        written, after = f"{behind['number']} {written}", after[behind.end() :]
    return f"{before} {after}", replace(_written(written, keys), towns=_towns(after))


def _ends_in_vehicle(written: str) -> bool:
    """Whether what was taken for a street without a number ends in a vehicle's colour and make (`atkins white ford`)."""
    return not written[:1].isdigit() and describes_vehicle(" ".join(written.lower().split()[-2:]))


def _written(written: str, keys: tuple[str, ...]) -> Place:
    """The place of an address as it is written; of a building's name alone, which may be a person's, the streets that may be
    meant: the records choose."""
    read = addresses.parse(written)
    named = read and read.building_key == read.street_key
    if read and read.building_key and (read.flat_key or not named):
        return Place.of(read, written)
    return Place(streets=keys, written=written)


def _towns(after: str) -> frozenset[str]:
    """The words behind a street that are a place's name and nobody's: no likeness makes them a person's."""
    return addresses.towns_in(names.fold(after).split())


def _without_kind(rest: str) -> tuple[str, Place]:
    """A part of a house on a street without a word for one (`room 4 26 butter cross`)."""
    if (found := lone_streets.find(rest)) is not None:
        return _alone(rest, *found)
    read = addresses.parse(rest) if addresses.is_unit(rest.partition(" ")[0]) else None
    if not (read and read.flat and read.number and read.street):
        return rest, Place()
    return "", Place.of(read, rest.strip())


def _alone(rest: str, start: int, end: int) -> tuple[str, Place]:
    """A street without a word for one, with the number and the flat before it, or the number behind (`14 the ridgeway`, `broadway 12`)."""
    before, street, after = rest[:start], rest[start:end].strip(" ,"), rest[end:]
    lead = _LEAD.search(before)
    behind = None if lead else _number_behind(before, after)
    number = lead[0].strip(" ,") if lead else behind["number"] if behind else ""
    place = _numbered(number, street) if number else _unnumbered(street)
    if not place:
        return rest, place
    before = before[: lead.start()] if lead else before
    after = after[behind.end() :] if behind else after
    return f"{before} {after}", replace(place, towns=_towns(after))


def _number_behind(before: str, after: str) -> re.Match[str] | None:
    """A number behind a street of one word: only where no word before may make a name of it (`john ridgeway 34`), or it is
    said to be one."""
    behind = _BEHIND.match(after)
    return behind if behind and (behind["said"] or not before.strip()) else None


def _numbered(number: str, street: str) -> Place:
    """The house of a number on a street of one word, or no place."""
    written = _FLAT_STROKE.sub(r"flat \1 ", f"{number} {street}")
    read = addresses.parse(written)
    return Place.of(read, written) if read and read.building_key else Place()


def _unnumbered(street: str) -> Place:
    return Place(streets=lone_streets.forms(addresses.expand(street)), written=street)


def _of_one(keys: Sequence[str], behind: re.Match[str], apart: bool) -> bool:
    """Whether a number behind a street or a building is its own (`avenue road 12`, `avenue road no 12`), since no name may
    stand before it, or it is set apart from a building's (`mary rose house, 30`)."""
    return len(keys) == 1 or (addresses.is_building(keys[0]) and bool(apart or behind["said"]))
