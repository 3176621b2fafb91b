"""United Kingdom addresses: flat, number, street, town, postcode, and keys under which they meet.

``Rd`` and ``Road``, ``Queen's`` and ``Queens``, ``Flat 2, 12`` and ``2/12`` have the same keys.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from nlp import lone_streets
from nlp.addressing.building_kinds import kind_of_building as kind_of_building
from nlp.addressing.heard import places_said as places_said
from nlp.addressing.keys import Address as Address
from nlp.addressing.keys import expand as expand
from nlp.addressing.street_finder import (
    BUILDING,
    BUILDING_WORDS,
    CELLAR_WORDS,
    FLOOR_WORDS,
    OF_FLATS,
    STOREY_WORDS,
    UNIT_WORDS,
    Place,
    is_plain,
    is_type,
    may_be_house,
    places,
)
from nlp.addressing.towns import is_town as is_town
from nlp.addressing.towns import towns_in as towns_in
from nlp.addressing.uk import AREAS, find_postcode
from nlp.naming.forms import fold
from nlp.tables import bag, rows

# Forms of a regular expression, for who reads a question.
UNITS, BUILDINGS = UNIT_WORDS, BUILDING_WORDS
FLOORS, STOREYS, CELLAR = FLOOR_WORDS, STOREY_WORDS, CELLAR_WORDS
_NUMBER = r"\d{1,4}\s?[a-z]?(?:\s?[-–/&]\s?\d{1,4}[a-z]?)?(?![\w])"
_LEAD = re.compile(
    rf"^\s*(?:(?:(?:{UNIT_WORDS})\s*(?:no\.?\s*)?(?P<flat>\d+\s?[a-z]?|[a-z]|[a-z]\d+)\b|(?P<floor>{FLOOR_WORDS})\s+(?:{UNIT_WORDS}))[\s,]*(?:of\s+)?)?"
    rf"(?P<number>{_NUMBER})?[\s,]*",
    re.IGNORECASE,
)
_CALLED = re.compile(
    rf"(?<![\w'’-])(?P<name>(?:[^\W\d_][\w'’-]*\s+){{1,3}}(?:{BUILDING_WORDS}))\b(?![\w'’-])", re.IGNORECASE
)
_NUMBER_BEHIND = re.compile(r"\s*(?:,|no\b\.?|number\b)\s*\d{1,4}[a-z]?\s*$", re.IGNORECASE)
_NUMBERED_NAME = re.compile(r"\d[a-z]?[\s,]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AddressFound:
    """An address, or a street without a number (``numbered`` false), at its place in a text."""

    start: int
    end: int
    text: str
    address: Address
    numbered: bool


# The form of most addresses of a record: read at once, since a lookup reads hundreds of them.
_PLAIN = re.compile(
    r"(?:Flat (?P<flat>\d{1,3}), )?(?P<number>\d{1,4}) (?P<street>(?:[A-Z][a-z]{2,} ){1,2}[A-Z][a-z]{2,})"
    r"(?:, (?P<town>[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,}){0,2}))?"
)


def _may_be_more(kind: str, town: str | None) -> bool:
    """Whether what comes behind the comma may be no town: `1 Abbey Heights, Abbey Alley`, `1 Abbey Cottages, Abbey Green Abbey`, `14 Ross Close, Top Floor Flat`."""
    if not town:
        return False
    last = town.lower().rpartition(" ")[2]
    if OF_FLATS.search(kind) or is_unit(last):
        return True
    return bool(BUILDING.search(kind)) and (last == "estate" or any(map(is_type, town.lower().split())))


def _plain(text: str, postcode: str) -> Address | None:
    """`Flat 2, 12 Avenue Road, Pengate`, where no word could be read in two ways; else None."""
    match = _PLAIN.fullmatch(text)
    if match is None:
        return None
    *name, kind = match["street"].lower().split()
    if not is_type(kind) or not all(map(is_plain, name)) or _may_be_more(kind, match["town"]):
        return None
    return Address(match["flat"] or "", match["number"], "", match["street"], match["town"] or "", postcode)


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
    body = _UNIT_BEHIND.sub(r"\g<unit>, \g<block>, ", written_out(body))
    segments = _unit_first([part.strip(" .") for part in re.split(r"[,\n;]+", body) if part.strip(" .")])
    found = next(iter(places(", ".join(segments), whole=True)), None)
    if found:
        line = ", ".join(segments)
        read = replace(_from_place(found, line), postcode=value)
        read = _called_the(read, line[: found.start], line[found.number[1] : found.street[0]])
        read = _upstairs(read, line[: found.start])
        read = _block_before(_named_before(read, line[: found.start]))
        read, rest = _with_street(read, line[found.end :])
        return replace(read, town=_town(rest))
    return _loose(segments, value)


_HOUSE_SHORT = re.compile(r"(?<=[^\W\d_]\s)hse(?![\w'’])\.?", re.IGNORECASE)
_UNIT_ALONE = re.compile(
    rf"(?:(?:ground|first|second|third|top|basement|1st|2nd|3rd)(?:\s+(?:floor|flr))?\s+)(?:{UNIT_WORDS})|(?:{UNIT_WORDS})\.?\s*(?:no\.?\s*)?(?:\d{{1,4}}\s?[a-z]?|[a-z]\d{{0,3}})",
    re.IGNORECASE,
)


# A flat behind the name of its block (`Merlin House Flat 9, Mill Lane`), which is no number of the street behind it.
_UNIT_BEHIND = re.compile(
    rf"(?P<block>(?:(?<=,)|^)\s*(?:[^\W\d_][\w'’-]*\s+){{1,3}}(?:{BUILDING_WORDS}))\s+(?P<unit>(?:{UNIT_WORDS})\.?\s*\d{{1,4}}[a-z]?)\b"
    r"(?!\s*\d)[\s,]*",
    re.IGNORECASE,
)


def written_out(text: str) -> str:
    """The text with `Hse` behind a name in full."""
    return _HOUSE_SHORT.sub("House", text)


def _unit_first(segments: list[str]) -> list[str]:
    """The parts between commas, a flat that stands behind its house put before it: `12 Avenue Road, Flat 2`."""
    at = next((at for at, part in enumerate(segments) if at and _UNIT_ALONE.fullmatch(part)), 0)
    return [segments[at], *segments[:at], *segments[at + 1 :]] if at else segments


# Words of what stands before a street and is no house's name.
_NO_HOUSE = bag(
    "c/o rear front basement floor flat outside opposite near junction corner behind address unknown nfa landing"
)
_CARE_OF = re.compile(r"\bcare\s+of\b", re.IGNORECASE)
_HOUSE_NAME = re.compile(r"(?:[^\W\d_][\w'’-]*\s+){0,3}[^\W\d_][\w'’-]{2,}")


def _named_before(read: Address, before: str) -> Address:
    """The address with the house's name and the flat that stand before its street: `Treetops, Mill Lane`, `Flat 28,
    Hillcrest, 78 Mill Lane`, `3 Cordovan Lofts, Mill Lane`. The postcode's own place (`Penge, Mill Lane, SE20`) and a part of a house (`Basement, …`) are no house's name."""
    if read.building or not before.strip(" ,"):
        return read
    lead = _LEAD.match(before)
    flat = (lead["flat"] or ("" if read.number or read.flat else lead["number"]) or "") if lead else ""
    name = (before[lead.end() :] if lead and flat else before).strip(" ,")
    words = fold(name).split()
    if (
        not _HOUSE_NAME.fullmatch(name)
        or not _NO_HOUSE.isdisjoint(words)
        or words == ["the"]
        or _CARE_OF.search(name)
    ):
        return read
    if read.postcode.partition(" ")[0] in districts().get(fold(name), ()):
        return read
    return replace(read, flat=read.flat or flat, building=name)


# What is above a shop or a pub: `Flat above The Plough`, `accommodation over Aldi`.
_UPSTAIRS = re.compile(
    rf"(?:{UNIT_WORDS}|accommodation)\s+(?:above|over)\s+(?P<below>[^\W\d_][\w'’&-]*(?:\s+[\w'’&-]+){{0,4}})",
    re.IGNORECASE,
)


def _upstairs(read: Address, before: str) -> Address:
    """The address with the flat above what stands before its number, and what that is called."""
    flat = (
        _UPSTAIRS.fullmatch(before.strip(" ,")) if read.number and not (read.flat or read.building) else None
    )
    return replace(read, flat="above", building=flat["below"]) if flat else read


_BLOCK = re.compile(
    r"(?P<block>(?:[^\W\d_][\w'’-]*\s+){1,2}(?:court|crt|house|towers?|point|mansions|heights|lodge|apartments))\s+"
    r"(?P<street>(?!court|house|tower|point|lodge|park|old|new)[^\W\d_][\w'’-]*(?:\s+[^\W\d_][\w'’-]*){1,2})",
    re.IGNORECASE,
)


def _block_before(read: Address) -> Address:
    """The address with a block that runs into its street, and the flat of it: `32 Tennyson Court Mill Lane`."""
    run = _BLOCK.fullmatch(read.street) if read.number and not (read.flat or read.building) else None
    if run is None or not is_street_type(run["street"].split()[-1]):
        return read
    return replace(read, flat=read.number, number="", building=run["block"], street=run["street"])


# Words behind `The` that are a street's own, and no house's: `The Old Kent Road`.
_OF_STREET = bag("old new great upper lower north south east west high little broad long")


def _called_the(read: Address, before: str, between: str) -> Address:
    """The address with a house's name that runs into its street's, as `The` before it tells: `THE GABLES STEPHENSON WAY`,
    `PLOT 13 THE PADDOCKS MAFEKING AVE`. The street is taken to have one word and its kind."""
    words, unit = read.street.split(), bool(read.number) and is_unit(before.strip())
    said = between if unit else before
    if read.building or read.flat or (read.number and not unit) or said.strip(" ,").lower() != "the":
        return read
    own = 3 if len(words) > 3 and fold(words[-3]) in {"st", "saint"} else 2
    if len(words) <= own or _OF_STREET.issuperset(map(fold, words[:-own])):
        return read
    house, street = " ".join(["The", *words[:-own]]), " ".join(words[-own:])
    return replace(read, flat=read.number, number="", building=house, street=street)


def _with_street(read: Address, rest: str) -> tuple[Address, str]:
    """A flat in a building with the street that follows without a comma (`Flat 51 St Johns Court Wharf Avenue`), a house whose
    name reads as a street's with its street (`Meadow View, Priory Street`), a flat in a building that does so (`19 Kings
    Court, Mill Lane`), and what is left behind that."""
    behind = rest.lstrip(" ,")
    named = bool(read.building) and not read.street
    flats = rest.startswith(",") and bool(read.number) and not (read.flat or read.building)
    if flats and BUILDING.search(read.street) and (estate := _ESTATE.match(behind)):
        return _in_flats(read, estate[0], ""), behind[estate.end() :]
    house = (
        rest.startswith(",") and not (read.number or read.flat or read.building) and may_be_house(read.street)
    )
    flats = bool(flats and BUILDING.search(read.street))
    street = _street_that_follows(behind) if named or house or flats else None
    if street is None or street.start or street.street == (0, 0):
        return read, rest
    more = _from_place(street, behind)
    if flats:
        return _in_flats(read, more.street, more.number), behind[street.end :]
    name = read.building or read.street
    return replace(read, number=more.number, building=name, street=more.street), behind[street.end :]


def _street_that_follows(behind: str) -> Place | None:
    """The street behind a building's name, with its number; one without a word for a street (`Wren Court, Cheapside`) begins there."""
    end = len(behind[: lone_streets.begins(behind)].rstrip(" ,"))
    return Place(0, end, (0, end)) if end else next(iter(places(behind, whole=True)), None)


_ESTATE = re.compile(r"(?:[^\W\d_][\w'’-]*\s+){1,3}est(?:ate)?\b", re.IGNORECASE)


def _in_flats(read: Address, street: str, number: str) -> Address:
    """An address whose street turned out to be a building, and its number a flat's."""
    return replace(read, flat=read.number, number=number, building=read.street, street=street)


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
    flat, number = (lead["flat"] or lead["floor"] or "", lead["number"] or "") if lead else ("", "")
    rest = [segments[0][lead.end() :], *segments[1:]] if lead else segments
    rest = [part.strip() for part in rest if part.strip()]
    if rest and flat and not number and (own := _LEAD.match(rest[0])) and own["number"]:
        number, rest = own["number"], [rest[0][own.end() :].strip(), *rest[1:]]
    if rest and number and not flat and OF_FLATS.search(rest[0]):
        return Address(number, _own_number(rest), *_named(rest), postcode)
    if rest and not number and (flat or BUILDING.search(rest[0])):
        return Address(flat, _own_number(rest), *_named(rest), postcode)
    if not (flat or number) and (own_number := _own_number(rest)):  # `Greggs, 58 Long Acre`
        name, street, town = _named(rest)
        return _named_before(_upstairs(Address("", own_number, "", street, town, postcode), name), name)
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


def leads_to_street_type(text: str, end: int, within: int = 1) -> bool:
    """Whether the word that follows in a text is what a street is called (`12 june` of `12 june avenue`), or one of so many."""
    return any(map(is_street_type, text[end:].split()[:within]))


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
    """Where a building's name stands without a street: one that is no person's, or has a number before it or set apart behind."""
    return [
        match.span("name")
        for match in _CALLED.finditer(text)
        if OF_FLATS.search(match["name"])
        or _NUMBERED_NAME.search(text[: match.start()])
        or _NUMBER_BEHIND.match(text, match.end())
    ]


def _shorter(name: str) -> Iterator[str]:
    found = expand(name).split()
    for at in range(max(len(found) - 1, 1)):
        yield " ".join(found[at:])
