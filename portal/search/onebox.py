"""The one box: what a despatcher typed, in any order and half wrong, as names, dates, identifiers, address and words.

Identifiers and dates are taken out first, then the address; what is left are names or towns, and only the records can
say which. Where a street has no number before it, the words do not say where a person's name ends (`jones avenue
road`), nor whether there is a street at all (`keira wood`): every reading is kept and the records choose.

Whoever was misread says what is meant: `name:jones`, `street:"avenue road"`, `born:2/3/1980`, `plate:ab12`, `ref:900123`
are taken as they say (`portal.search.corrections` offers them).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from nlp import addresses, identifiers, names
from nlp.identifiers import EMAIL_START, references
from portal.search import (
    call_words,
    dates_asked,
    generations,
    numbers_asked,
    other_ways,
    places_asked,
    plate_parts,
    plates_asked,
    references_asked,
    writing_asked,
)
from portal.search.label_words import LABEL_WORDS
from portal.search.places_asked import Place
from portal.search.plain_words import plain_words, sex_said, spelt_out, without_articles

LONGEST = 300  # characters of a question
_YEAR = re.compile(r"(?<![\w/])(19\d\d|20[0-2]\d)(?![\w/])")
_REFERENCE = re.compile(r"(?<!\S)(?=\S*\d)[A-Za-z0-9]+(?:[/-][A-Za-z0-9]+)*(?!\S)")
# A flat and a number, or the first and the last of several numbers, where a word follows.
_OF_HOUSE = re.compile(
    r"\d{1,3}[a-z]?/\d{1,4}[a-z]?|(?P<first>\d{1,4})[a-z]?-(?P<last>\d{1,4})[a-z]?", re.IGNORECASE
)
_MOST_NUMBERS = 50  # from the first to the last of one house
_NUMBER = re.compile(r"\d{1,4}[a-z]?")
_SAID = re.compile(r"(?<!\S)(name|street|born|plate|ref):(?:\"([^\"]*)\"|(\S+))", re.IGNORECASE)
_SURNAME_FIRST = re.compile(r"^\s*([^\d,]+),\s*([^\d,]+?)\s*$")
# Without a year it is no date of birth.
_DAY_ALONE = re.compile(r"\d{1,2}[^\d/.-]*|[^\d/.-]*\d{1,2}(?:st|nd|rd|th)?")
_IN_TWO = re.compile(
    r"[a-z]{2}\d{2} [a-z]{1,3}|[a-z]\d{1,3} [a-z]{1,3}|[a-z]{3} (?:\d{1,3}[a-z]?|(?!19|20)\d{4})|\d{1,2} [a-z]{3}",
    re.IGNORECASE,
)
_PLATE = 6  # characters; what has fewer is rather a part of a registration


@dataclass(frozen=True, slots=True)
class Understood:
    """A question taken apart. words: what may be a name or a town; numbers: what may be a house's; references: tokens
    that may be a record's; plate: a part of a registration; settled: the street was said to be one; birthdays: days of birth without a
    year (`--05-09`), by which nobody is found and namesakes are told apart; vehicle: colour, make and model; sex: 1 or 2; generation: `younger` or `elder`; otherwise: what else
    the whole question may be (`120380`: a date, or the end of a telephone number); keys: of the reference
    that the whole question may be, however it is written; parts, begun: of one that it may be in part, and how its key may begin."""

    text: str
    words: tuple[str, ...] = ()
    dates_of_birth: tuple[str, ...] = ()
    identifiers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    references: tuple[str, ...] = ()
    plate: str = ""
    place: Place = field(default_factory=Place)
    numbers: tuple[str, ...] = ()
    settled: bool = False
    birthdays: tuple[str, ...] = ()
    vehicle: tuple[str, ...] = ()
    sex: str = ""
    generation: str = ""
    otherwise: tuple[Understood, ...] = ()
    keys: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    begun: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The words as one name."""
        return " ".join(self.words)

    @property
    def all_references(self) -> frozenset[str]:
        """Everything that may be a record's own reference."""
        return frozenset(
            {*self.references, *(value for values in self.identifiers.values() for value in values)}
        )

    def asks_for(self, system: str, ref: str) -> bool:
        """Whether a record is asked for by its own reference, as it stands or as people write it."""
        return ref in self.all_references or (
            bool(self.keys) and not self.keys.isdisjoint(references.keys(system, ref))
        )

    def asks_in_part(self, system: str, ref: str) -> bool:
        """Whether a record's own reference is asked for without its letters or its year."""
        if not self.parts or self.asks_for(system, ref):
            return False
        return any(key in self.parts or key.startswith(self.begun) for key in references.keys(system, ref))

    @property
    def ways(self) -> tuple[Understood, ...]:
        """The question as it was read first, and what else the whole of it may be."""
        return (self, *self.otherwise)

    @property
    def numbered(self) -> bool:
        """Whether a number, a reference or a plate may have been asked for."""
        return any(way.identifiers or way.references or way.plate for way in self.ways)

    def readings(self) -> list[Understood]:
        """What may be meant: each street in turn and, where none has a number, no street at all; then the same of what else
        the question may be."""
        return [way for one in self.ways for way in one._by_street()]

    def _by_street(self) -> list[Understood]:
        streets = self.place.streets
        if self.place.crossing:  # `john grove and mary lane`
            return [self, replace(self, words=(*self.words, *_telling(self.place.written)), place=Place())]
        if self.place.building_key or not streets or self.settled:
            return [self]
        without = replace(
            self, words=(*self.words, *_telling(streets[0])), place=replace(self.place, streets=())
        )
        return [*(self.with_street(street) for street in streets), without]

    def with_street(self, street: str) -> Understood:
        """The reading in which the street is this one: words before it become a name's."""
        longest = self.place.streets[0] if self.place.streets else street
        spare = longest.removesuffix(street) if longest.endswith(street) else ""
        spare = "" if spare == "the " else spare  # `the ridgeway`, `ridgeway`: one street
        written = " ".join(self.place.written.split()[len(spare.split()) :]) if spare else self.place.written
        place = replace(self.place, streets=(street,), written=written)
        return replace(self, words=(*self.words, *_telling(spare)), place=place)

    def as_json(self) -> dict[str, Any]:
        """The contract's `interpreted`."""
        return {
            "names": [self.name] if self.words else [],
            "dates_of_birth": list(self.dates_of_birth),
            "identifiers": {  # an end or a slip of a number stands among the references
                label.lower(): list(values)
                for label, values in self.identifiers.items()
                if label not in numbers_asked.INNER
            },
            "address": self.place.written or self.place.postcode or self.place.outward or None,
            "references": list(dict.fromkeys(ref.upper() for ref in self.references)),
            "plate": self.plate or None,
            "numbers": list(self.numbers),
            "text": self.text,
        }


def understand(text: str, today: date) -> Understood:
    """Take a question apart. `today` is what two-digit years are read against."""
    tidy = " ".join(text.split())[:LONGEST]
    free, said = _told(tidy)
    free = writing_asked.put_right(without_articles(free))
    generation, free = generations.said(free), generations.without(free)
    made = _plate_or_house(free, _read(free, today), today)
    vehicle, sex = plates_asked.vehicle(free), sex_said(free)
    ways = [replace(way, text=tidy, vehicle=vehicle, sex=sex) for way in _other_ways(free, made, today)]
    keys, parts, begun = _reference_of(free, made)
    if keys:
        ways.append(Understood(tidy, references=keys))
    made = replace(
        made, vehicle=vehicle, sex=sex, generation=generation, otherwise=(*made.otherwise, *ways), keys=frozenset(keys), parts=frozenset(parts),
        begun=begun,
    )  # fmt: skip
    return _with_said(made, said, today, tidy)


def _plate_or_house(free: str, made: Understood, today: date) -> Understood:
    """What was read first; where a registration spelt over blanks took the number of a house from its street (`wod 71b mill
    lane`), or somebody's name (`HUNT GAZ 1998`), the reading without one besides; and first, where that number stands behind a word
    (`to 42 yew tree close`)."""
    held = made.identifiers.get("VRM") or made.plate
    if not held or plates_asked.is_labelled(free):
        return made
    apart = _read(free, today, apart=True)
    house = apart.place.building_key and apart.place.building_key != made.place.building_key
    besides = [word for word in apart.words if word not in made.words]
    if house and any(map(plates_asked.is_word, besides)):
        return replace(apart, otherwise=(*apart.otherwise, made))
    kept = house or any(map(plates_asked.is_called, besides))
    return replace(made, otherwise=(*made.otherwise, apart)) if kept else made


def _other_ways(free: str, made: Understood, today: date) -> Iterator[Understood]:
    """What else the words may mean than they were read as first."""
    for way in dict.fromkeys(
        (*plates_asked.otherwise(free), *plate_parts.otherwise(free), *other_ways.texts(free))
    ):
        yield _read(way, today)
    rest, starts = numbers_asked.mail_starts(free)
    if starts and not made.identifiers.get("EMAIL"):
        before = _read(rest, today)
        yield replace(before, identifiers={**before.identifiers, EMAIL_START: starts})


def _reference_of(free: str, made: Understood) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Under what the index may know the reference that the words may be, that it may be in part, and how it may begin."""
    if "PHONE" in made.identifiers:
        return (), (), ()
    keys = () if made.dates_of_birth and not made.references else references_asked.keys(free)
    parts, begun = ((), ()) if made.dates_of_birth else references_asked.in_part(free)
    return keys, parts, begun


def _read(tidy: str, today: date, apart: bool = False) -> Understood:
    """What words mean of which nobody said what they are. apart: no registration is spelt over blanks."""
    rest, starts = numbers_asked.said_starts(spelt_out(tidy))
    rest, ends = numbers_asked.said_ends(plates_asked.joined(rest, apart))
    rest, birthdays = dates_asked.birthdays(dates_asked.written_out(rest, today))
    rest, aged = dates_asked.ages(rest, today)
    rest, held, born, code = _identifiers(numbers_asked.slashed(plain_words(rest)), today, apart)
    rest, compact, kept = dates_asked.run_together(rest, today)
    rest, references = _references(rest)
    rest, piece = (rest, whole) if (whole := _plate(tidy, held, code)) else plates_asked.take(rest)
    short = next((plate for plate in held.get("VRM", ()) if len(plate) < _PLATE), "")
    piece = piece or short or plates_asked.misread(references)
    rest, years = _years(rest)  # `born 1987 mill lane`: no house has such a number
    rest, place = places_asked.inward_of(*places_asked.take(call_words.without(_forename_first(rest)), code))
    piece = (
        piece
        or plates_asked.either(place.outward if not (place.streets or code) else "")
        or plates_asked.of_code(tidy)
    )
    systems = numbers_asked.systems_named(tidy)
    words = tuple(word for word in _telling(rest) if word.upper() != piece and word not in systems)
    numbers = tuple(bare for token in rest.split() if _NUMBER.fullmatch(bare := token.strip(",*.").lower()))
    held = numbers_asked.besides(held, starts, ends, (*references, *kept), today)
    dated = (*born, *compact, *years, *aged)
    made = Understood(
        tidy, words, dated, held, (*references, *kept), piece, place, numbers, birthdays=birthdays
    )
    undated = replace(made, dates_of_birth=(*born, *years, *aged))
    return replace(made, otherwise=(undated,)) if kept else made  # `120380`: the end of a number, and no date


# ------------------------------------------------------------------------------- what is said outright

Said = Mapping[str, tuple[str, ...]]


def _told(text: str) -> tuple[str, Said]:
    """The words of which nobody said what they are, and the others by what they were said to be."""
    said: dict[str, tuple[str, ...]] = {}
    for match in _SAID.finditer(text):
        value = (match[2] if match[2] is not None else match[3]).strip()
        if value:
            said[match[1].lower()] = (*said.get(match[1].lower(), ()), value)
    return " ".join(_SAID.sub(" ", text).split()), said


def _with_said(free: Understood, said: Said, today: date, text: str) -> Understood:
    """A reading with what was said outright."""
    if not said:
        return replace(free, text=text)
    names_said = tuple(word for name in said.get("name", ()) for word in name_words(name))
    born = tuple(day for one in said.get("born", ()) for day in _born(one, today))
    refs = tuple(form for ref in said.get("ref", ()) for form in dict.fromkeys((ref, ref.upper())))
    held, plate = _said_plates(said.get("plate", ()), today)
    made = replace(
        free,
        text=text,
        words=(*free.words, *names_said),
        dates_of_birth=(*free.dates_of_birth, *born),
        references=(*free.references, *refs),
        identifiers={**free.identifiers, **held},
        plate=plate or free.plate,
    )
    street = next(filter(addresses.expand, said.get("street", ())), "")
    return _at_street(made, street) if street else made


def _born(said: str, today: date) -> tuple[str, ...]:
    """A date of birth, an age, or the interval that an age was read as."""
    return (said,) if dates_asked.is_interval(said) else _read(said, today).dates_of_birth


def _said_plates(plates: tuple[str, ...], today: date) -> tuple[dict[str, tuple[str, ...]], str]:
    """Whole registrations, and the part of one."""
    whole = [
        found.value for plate in plates for found in identifiers.find(plate, today) if found.label == "VRM"
    ]
    if whole or not plates:
        return ({"VRM": tuple(whole)} if whole else {}), ""
    return {}, identifiers.bare(plates[0])


def _at_street(asked: Understood, written: str) -> Understood:
    """The reading in which these words are an address, and none of them a name."""
    read, before = addresses.parse(written), asked.place
    if read and read.building_key and read.street_key:
        place = Place.of(read, written)
    else:
        place = Place(streets=(addresses.expand(written),))
    shown = " ".join(filter(None, [written, before.postcode or before.outward]))
    place = replace(place, postcode=before.postcode, outward=before.outward, written=shown)
    return replace(asked, place=place, settled=True)


# ----------------------------------------------------------------------------- identifiers and dates


def _identifiers(
    text: str, today: date, apart: bool = False
) -> tuple[str, dict[str, tuple[str, ...]], tuple[str, ...], str]:
    held: dict[str, tuple[str, ...]] = {}
    born: list[str] = []
    code, rest = "", text
    for found in reversed(identifiers.find(text, today)):
        if found.label in {"TIME", "MONEY"} or (apart and found.label == "VRM" and " " in found.text):
            continue
        if found.label == "DATE":
            if not found.text[:1].isdigit() and not any(c.isdigit() for c in found.text):
                continue  # `may`, `april` and `sunday` are names in this box
            if not _DAY_ALONE.fullmatch(found.text):
                born.insert(0, found.value)
            elif addresses.leads_to_street_type(text, found.end):
                continue  # `12 june avenue`
        elif found.label == "POSTCODE":
            if text[found.end : found.end + 1] in {"*", "?"}:
                continue  # `GY25EL*`: a part of a plate
            code = found.value
        else:
            held[found.label] = (found.value, *held.get(found.label, ()))
        rest = f"{rest[: found.start]} {rest[found.end :]}"
    return " ".join(rest.split()), held, tuple(born), code


def _years(rest: str) -> tuple[str, tuple[str, ...]]:
    found = tuple(_YEAR.findall(rest))
    return _YEAR.sub(" ", rest), found


def _references(rest: str) -> tuple[str, tuple[str, ...]]:
    """Tokens with figures and at least six characters: references of shapes that no rule knows."""
    found = [m.group() for m in _REFERENCE.finditer(rest) if len(m.group()) >= 6]
    found = [one for one in found if not _numbers_house(one, rest)]
    for token in found:
        rest = rest.replace(token, " ")
    return " ".join(rest.split()), tuple(dict.fromkeys(t for f in found for t in (f, f.upper())))


def _numbers_house(token: str, rest: str) -> bool:
    found = _OF_HOUSE.fullmatch(token)
    if not found or not re.search(rf"{re.escape(token)}\s+[a-z]", rest, re.IGNORECASE):
        return False
    return not found["first"] or 0 < int(found["last"]) - int(found["first"]) <= _MOST_NUMBERS


def _plate(text: str, held: Mapping[str, object], code: str) -> str:
    """A partial registration, where the whole question is one."""
    tokens = [token for token in text.split() if token.lower() not in LABEL_WORDS]
    bare = "".join(tokens)
    if held or code or not 3 <= len(bare) <= 7 or not any(c.isdigit() for c in bare) or "?" in bare:
        return ""  # what is unknown in it is kept by `plates_asked`
    if len(tokens) > 1 and not _IN_TWO.fullmatch(" ".join(tokens)):
        return ""  # `ali se15`, `lee AB12`: a name, and something else
    if tokens[0].isupper() and tokens[-1].istitle() and tokens[-1].isalpha() and len(tokens[-1]) > 1:
        return ""  # `RP65 Hu`
    return plates_asked.put_right(bare.upper()) or (identifiers.vrm_fragment(bare) or "").upper()


# ------------------------------------------------------------------------------------------- names


def _forename_first(rest: str) -> str:
    """`MURPHY, Sean` as `Sean MURPHY`; but `Tithe Barn, Pengate` as it stands."""
    found = _SURNAME_FIRST.match(rest)
    if found is None or (" " in found[1] and (addresses.is_building(found[1]) or _is_street(found[1]))):
        return rest
    return f"{found[2]} {found[1]}"


def _is_street(name: str) -> bool:
    return addresses.is_street_type(name.rpartition(" ")[2])


def _telling(rest: str) -> tuple[str, ...]:
    """The words of a name that are no labels (`of`, `dob`)."""
    return tuple(word for word in name_words(rest) if word not in LABEL_WORDS)


def name_words(rest: str) -> tuple[str, ...]:
    """The words of a name as the index has them; what folds to nothing (`/`, `-`) is none."""
    return tuple(
        word for word in names.fold(rest.replace(",", " ")).split() if any(c.isalpha() for c in word)
    )
