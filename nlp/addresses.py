"""United Kingdom addresses: flat, number, street, town, postcode, and keys under which they meet.

``Rd`` and ``Road``, ``Queen's`` and ``Queens``, ``Flat 2, 12`` and ``2/12`` have the same keys.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from nlp.name_forms import fold
from nlp.street_finder import (
    BUILDING,
    BUILDING_WORDS,
    OF_FLATS,
    UNIT_WORDS,
    Place,
    is_plain,
    is_type,
    may_be_house,
    places,
)
from nlp.tables import bag, rows
from nlp.uk import AREAS, find_postcode

_NUMBER = r"\d{1,4}\s?[a-z]?(?:\s?[-–/&]\s?\d{1,4}[a-z]?)?(?![\w])"
_LEAD = re.compile(
    rf"^\s*(?:(?:{UNIT_WORDS})\s*(?:no\.?\s*)?(?P<flat>\d+\s?[a-z]?|[a-z]|[a-z]\d+)\b[\s,]*(?:of\s+)?)?"
    rf"(?P<number>{_NUMBER})?[\s,]*",
    re.IGNORECASE,
)
# `st johns court flat 14`, `kings court 12 flat 3`; `12 avenue road flat 2`; `f2 12 avenue road`
_FLAT_BEHIND = re.compile(
    rf"((?:(?:st|saint|the|old|new)\.?\s+)?[^\W\d_][\w'’-]*\s+(?:{BUILDING_WORDS}))"
    rf"(?:[\s,]+(\d{{1,4}}[a-z]?))?[\s,]+((?:{UNIT_WORDS})\s+\d+[a-z]?)\s*$",
    re.IGNORECASE,
)
_FLAT_LAST = re.compile(
    r"(?<!\w)(\d{1,4}[a-z]?[\s,]+(?:[^\W\d_][\w'’-]*[\s,]+){1,4})"
    rf"((?:{UNIT_WORDS})\s+(?:\d{{1,3}}[a-z]?|[a-z]\d{{0,3}}))\s*$",
    re.IGNORECASE,
)
_FLAT_SHORT = re.compile(r"(?<![\w/])f(\d{1,3}[a-z]?)(?=[\s,]+\d{1,4}[a-z]?\s+[^\W\d_])", re.IGNORECASE)
_CALLED = re.compile(
    rf"(?<![\w'’-])(?P<name>(?:[^\W\d_][\w'’-]*\s+){{1,3}}(?:{BUILDING_WORDS}))\b(?![\w'’-])", re.IGNORECASE
)
_NUMBERED_NAME = re.compile(r"\d[a-z]?[\s,]*$", re.IGNORECASE)
_LETTER_APART = re.compile(r"(?<![\w/.:-])(\d{1,3})\s([a-h])(?=,?\s+[^\W\d_]{2})", re.IGNORECASE)
_SHORT = {
    "gt": "great", "upr": "upper", "lwr": "lower", "nth": "north", "sth": "south", "saint": "st",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Address:
    """An address in its parts, as written; what is missing is the empty string."""

    flat: str = ""
    number: str = ""
    building: str = ""
    street: str = ""
    town: str = ""
    postcode: str = ""

    @property
    def street_key(self) -> str:
        """``avenue road``; the building's name where no street is given: empty without either."""
        return expand(self.street or self.building)

    @property
    def building_key(self) -> str:
        """``12 avenue road``, ``rose cottage mill lane`` or ``tennyson house``; empty without number and name."""
        if self.number:
            return f"{_squeeze(self.number)} {self.street_key}".strip()
        named = expand(self.building)
        return f"{named} {expand(self.street)}".strip() if named else ""

    @property
    def flat_key(self) -> str:
        """``2/12 avenue road``; empty without a flat."""
        building = self.building_key if self.flat else ""
        return f"{_squeeze(self.flat)}/{building}" if building else ""


@dataclass(frozen=True, slots=True)
class AddressFound:
    """An address, or a street without a number (``numbered`` false), at its place in a text."""

    start: int
    end: int
    text: str
    address: Address
    numbered: bool


def _squeeze(number: str) -> str:
    return "".join(number.split()).lower().replace("–", "-")


# The form of most addresses of a record: read at once, since a lookup reads hundreds of them.
_PLAIN = re.compile(
    r"(?:Flat (?P<flat>\d{1,3}), )?(?P<number>\d{1,4}) (?P<street>(?:[A-Z][a-z]{2,} ){1,2}[A-Z][a-z]{2,})"
    r"(?:, (?P<town>[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,}){0,2}))?"
)


def _plain(text: str, postcode: str) -> Address | None:
    """`Flat 2, 12 Avenue Road, Pengate`, where no word could be read in two ways; else None."""
    match = _PLAIN.fullmatch(text)
    if match is None:
        return None
    *name, kind = match["street"].lower().split()
    # `1 Abbey Heights, Abbey Alley`: what comes behind a building of flats may be its street.
    if not is_type(kind) or not all(map(is_plain, name)) or (match["town"] and OF_FLATS.search(kind)):
        return None
    return Address(match["flat"] or "", match["number"], "", match["street"], match["town"] or "", postcode)


@cache
def _types() -> dict[str, str]:
    return {form: row[0] for row in rows("street_types.csv") for form in row}


@lru_cache(maxsize=65_536)
def expand(text: str) -> str:
    """A street's key: folded, its last word's abbreviation written out (``Avenue Rd`` → ``avenue road``)."""
    found = fold(text).split()
    if not found:
        return ""
    head = [_SHORT.get(word, word) for word in found[:-1]]
    return " ".join([*head, _types().get(found[-1], found[-1]) if head else found[-1]])


_own_code = lru_cache(maxsize=65_536)(find_postcode)  # of a record's own field, which all of a street share


def _from_place(place: Place, text: str) -> Address:
    spans = (place.flat, place.number, place.building, place.street)
    return Address(*(text[start:end].strip() for start, end in spans))


def find(text: str) -> list[AddressFound]:
    """The addresses and streets in running text, without town and postcode, in order."""
    return [
        AddressFound(p.start, p.end, text[p.start : p.end], _from_place(p, text), p.numbered)
        for p in places(text)
    ]


def parse(text: str, postcode: str | None = None) -> Address | None:
    """Read a whole string as one address; ``None`` where it holds neither street, number nor postcode.

    ``postcode`` is the record's own postcode field; one inside the text is used where that is absent.
    """
    given = _own_code(postcode or "")
    if read := _plain(text, given[2] if given else ""):
        return read
    inside = find_postcode(text)
    body = text[: inside[0]] + text[inside[1] :] if inside else text
    code = given or inside
    value = code[2] if code else ""
    segments = [part.strip(" .") for part in re.split(r"[,\n;]+", body) if part.strip(" .")]
    found = next(iter(places(", ".join(segments), whole=True)), None)
    if found:
        line = ", ".join(segments)
        read = replace(_from_place(found, line), postcode=value)
        read, rest = _with_street(_named_before(read, line[: found.start]), line[found.end :])
        return replace(read, town=_town(rest))
    return _loose(segments, value)


# Words of what stands before a street and is no house's name.
_NO_HOUSE = bag(
    "c/o care rear front basement floor flat outside opposite near junction corner behind address unknown nfa landing"
)
_HOUSE_NAME = re.compile(r"(?:[^\W\d_][\w'’-]*\s+){0,3}[^\W\d_][\w'’-]{2,}")


def _named_before(read: Address, before: str) -> Address:
    """The address with the house's name and the flat that stand before its street: `Treetops, Mill Lane`, `Flat 28,
    Hillcrest, 78 Mill Lane`. The postcode's own place (`Penge, Mill Lane, SE20`) and a part of a house (`Basement, …`) are no house's name."""
    if read.building or not before.strip(" ,"):
        return read
    lead = _LEAD.match(before)
    flat = (lead["flat"] or "") if lead else ""
    name = (before[lead.end() :] if lead and flat else before).strip(" ,")
    if not _HOUSE_NAME.fullmatch(name) or not _NO_HOUSE.isdisjoint(fold(name).split()):
        return read
    if read.postcode.partition(" ")[0] in districts().get(fold(name), ()):
        return read
    return replace(read, flat=read.flat or flat, building=name)


def _with_street(read: Address, rest: str) -> tuple[Address, str]:
    """A flat in a building with the street that follows without a comma (`Flat 51 St Johns Court Wharf Avenue`), a house whose
    name reads as a street's with its street (`Meadow View, Priory Street`), and what is left behind that."""
    behind = rest.lstrip(" ,")
    named = bool(read.building) and not read.street
    house = (
        rest.startswith(",") and not (read.number or read.flat or read.building) and may_be_house(read.street)
    )
    street = next(iter(places(behind, whole=True)), None) if named or house else None
    if street is None or street.start or street.street == (0, 0):
        return read, rest
    more = _from_place(street, behind)
    name = read.building or read.street
    return replace(read, number=more.number, building=name, street=more.street), behind[street.end :]


@cache
def districts() -> dict[str, frozenset[str]]:
    """Folded name of a place → the postcode districts that lie in it."""
    return {name: frozenset(codes) for name, *codes in rows("districts.csv")}


def _town(rest: str) -> str:
    names = [part.strip() for part in rest.split(",") if part.strip() and not any(c.isdigit() for c in part)]
    return names[-1] if names else ""


def _loose(segments: list[str], postcode: str) -> Address | None:
    """An address whose street has no known type: number or unit in front, or only a postcode."""
    lead = _LEAD.match(segments[0]) if segments else None
    flat, number = (lead["flat"] or "", lead["number"] or "") if lead else ("", "")
    rest = [segments[0][lead.end() :], *segments[1:]] if lead else segments
    rest = [part.strip() for part in rest if part.strip()]
    if rest and number and not flat and OF_FLATS.search(rest[0]):
        return Address(number, _own_number(rest), *_named(rest), postcode)
    if rest and not number and (flat or BUILDING.search(rest[0])):
        return Address(flat, _own_number(rest), *_named(rest), postcode)
    if not (flat or number or postcode):
        return None
    street = rest[0] if rest and (number or flat) else ""
    return Address(flat, number, "", street, rest[-1] if len(rest) > (1 if street else 0) else "", postcode)


def _own_number(rest: list[str]) -> str:
    lead = _LEAD.match(rest[1]) if len(rest) > 1 else None
    return (lead["number"] or "") if lead else ""


def _named(rest: list[str]) -> tuple[str, str, str]:
    """Building, street and town of an address that begins with the building's name."""
    lead = _LEAD.match(rest[1]) if len(rest) > 1 else None
    street = rest[1][lead.end() :].strip() if lead else ""
    return rest[0], street, rest[-1] if len(rest) > 2 else ""


def is_area(letters: str) -> bool:
    """Whether letters are those that a postcode begins with (`SE`), in capitals or not."""
    return letters.upper() in AREAS


@cache
def _units() -> frozenset[str]:
    return frozenset(form for row in rows("unit_words.csv") for form in row)


def is_unit(word: str) -> bool:
    """Whether a word opens a part of a building (`flat`, `Apt`, `room`)."""
    return word.lower() in _units()


def is_building(name: str) -> bool:
    """Whether a name ends as those of buildings do (`st johns court`)."""
    return BUILDING.search(name.strip(" ,")) is not None


def flat_first(text: str) -> str:
    """A search box's words, a flat that ends them put before its number or building, where addresses are read with it.

    A number of the house stays with its street: `12 kings court flat 2` and `kings court 12 flat 2` are flat 2 of 12 Kings Court.
    """
    short = _FLAT_SHORT.sub(r"flat \1", text)
    return _FLAT_BEHIND.sub(
        lambda said: " ".join(filter(None, (said[3], said[2], said[1]))), _FLAT_LAST.sub(r"\2 \1", short)
    )


def letter_joined(text: str) -> str:
    """A search box's words, the letter of a house's number set to it where a street follows: `109 a mill lane`."""
    return _LETTER_APART.sub(
        lambda apart: f"{apart[1]}{apart[2]}" if streets(text[apart.end() :]) else apart[0], text
    )


def leads_to_street_type(text: str, end: int) -> bool:
    """Whether the word that follows in a text is what a street is called (`12 june` of `12 june avenue`)."""
    behind = text[end:].split()
    return bool(behind) and is_street_type(behind[0])


def is_street_type(word: str) -> bool:
    """Whether a word is what a street is called, written out or short (`road`, `Crt`)."""
    return is_type(fold(word))


def streets(text: str) -> tuple[str, ...]:
    """Street keys that a search box's words may mean, longest first.

    ``Jones Avenue Road`` → ``jones avenue road``, ``avenue road``: the asker's words do not say where
    the name of the person ends. A building's name stands for a street where there is none.
    """
    spans = [p.building if p.street == (0, 0) else p.street for p in places(text, whole=True)] or _called(
        text
    )
    return tuple(dict.fromkeys(key for span in spans for key in _shorter(text[slice(*span)])))


def _called(text: str) -> list[tuple[int, int]]:
    """Where a building's name stands without a street: one that is no person's, or has a number before it."""
    return [
        match.span("name")
        for match in _CALLED.finditer(text)
        if OF_FLATS.search(match["name"]) or _NUMBERED_NAME.search(text[: match.start()])
    ]


def _shorter(name: str) -> Iterator[str]:
    found = expand(name).split()
    for at in range(max(len(found) - 1, 1)):
        yield " ".join(found[at:])
