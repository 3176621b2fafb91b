"""The clauses of a risk lookup: how a name, a date of birth, an identifier and an address ask the index.

No fuzziness of the engine's: forms, phonetic codes and trigrams are terms like any other, made by the functions that
made them at index time. Weights rank candidates only; who is really meant is decided in Python (`indexer.resolve`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from math import ceil
from string import ascii_lowercase

from access.queries import All, AtLeast, Best, Clause, Prefix, Term, Terms, Weighted
from nlp import addresses, lone_streets, names
from nlp.identifiers import EMAIL_START, PHONE_END, PHONE_NEAR, PHONE_START, PNC_NEAR, PNC_SERIAL
from portal.search.box import ages, numbers, phones, police_numbers, slips
from portal.search.box.places import Place
from portal.search.box.plate_shapes import WHOLE, runs, shaped
from portal.search.box.understood import Understood

# What is told of a date of birth: a year is that of many, who must not crowd out a namesake.
_PRECISE = {4: 1, 7: 2}
# Letters as read or copied, and what stood there.
_DRAWN = (*names.DRAWN, *((one, two) for two, one in names.DRAWN if two in {"rn", "cl"}))
TRIGRAM_SHARE = 0.6
LONG = 11  # trigrams of a word in which two letters may be wrong
SHORTEST, SHORT_STREET = 4, 5  # letters of a street's word that is looked for with any letter wrong
LONGEST_WORD = 100  # characters
LONGEST_TURNED = 30  # a slip leaves a longer word trigrams enough
_LAST_DAY = date.max.toordinal()
_END_WORTH = {4: 6.0, 6: 16.0}  # figures of a telephone number: of four, many have the same
LEAST_PLATE = 5  # characters of what may be a whole registration
_MOST_SLIPS = 8  # numbers of one kind that are looked for though a figure is wrong
_LEAST_RUN = 6  # letters of two words typed as one
PLATE_SHARE = 0.5  # a character misread touches three of seven


def for_word(word: str) -> Clause:
    """One word that may be a part of a name, or a town: the best of exact, form, sound and spelling. Of what is longer than
    any name, the beginning."""
    word = word[:LONGEST_WORD]
    parts = names.parts(word) or (word,)
    forms = tuple(sorted({form for part in parts for form in _forms(part)}))
    codes = tuple(sorted({code for part in parts for code in names.phonetic(part)}))
    grams = tuple(sorted(set(names.trigrams(word))))
    ways: list[Clause] = [Weighted(Terms("name.parts", parts), 4), Weighted(Term("place.parts", word), 1.5)]
    if forms:
        ways.append(Weighted(Terms("name.nick", forms), 3))
    if codes:
        ways.append(Weighted(AtLeast("name.phonetic", codes, len(codes)), 2.5))
        ways.append(Weighted(Terms("name.phonetic", codes), 1.5))
    if len(forms) < 2 and (others := turned(parts)):  # a name of many forms is found by those
        ways.append(Weighted(Terms("name.parts", others), 2))
    ways += [Weighted(AtLeast("name.trigrams", grams, least), weight) for least, weight in _shares(grams)]
    return Best(tuple(ways))


def _forms(part: str) -> frozenset[str]:
    """The names that a word may stand for; of an initial, all that begin so."""
    return names.nicknames(part) | ({names.initial_form(part)} if len(part) == 1 else frozenset())


@lru_cache(maxsize=1024)
def turned(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Each word with two neighbouring letters the other way about, or one drawn as two (`gorclon`): slips that leave a word
    (`nsah`) neither trigrams nor sound."""
    short = [part for part in parts if len(part) <= LONGEST_TURNED]
    made = {other for part in short if len(part) > 2 for other in slips.turned(part)}
    made |= {other for part in short for other in _drawn_alike(part)}
    return tuple(sorted(made.difference(parts)))


@lru_cache(maxsize=1024)
def _one_letter_off(words: tuple[str, ...]) -> tuple[str, ...]:
    """A street's only word, where it is so short that a slip leaves it no trigrams (`aler` of Alder Grove), with a letter more,
    less or another."""
    if len(words) != 1 or not SHORTEST <= len(words[0]) <= SHORT_STREET:
        return ()
    word, every = words[0], range(len(words[0]) + 1)
    made = {word[:at] + one + word[at:] for at in every for one in ascii_lowercase}
    made |= {word[:at] + one + word[at + 1 :] for at in every[:-1] for one in ("", *ascii_lowercase)}
    return tuple(sorted(made - {word}))


def _drawn_alike(word: str) -> Iterator[str]:
    """The word with two letters for the one that they look like in print or by hand, or one for two."""
    for seen, meant in _DRAWN:
        for found in re.finditer(seen, word):
            yield f"{word[: found.start()]}{meant}{word[found.end() :]}"


def _shares(grams: Sequence[str]) -> Iterator[tuple[int, float]]:
    """How many trigrams must be met, and what for: most of them, or all but those of one wrong letter; of a long word, of two."""
    if len(grams) > 2:
        most = ceil(len(grams) * TRIGRAM_SHARE)
        yield most, 2
        if 2 <= len(grams) - 3 < most:
            yield len(grams) - 3, 1
        elif len(grams) >= LONG:
            yield len(grams) - 6, 1


def for_dates(born: Iterable[str]) -> Iterator[Clause]:
    """A date of birth: exact, one of its near misses, or the year; of an age, its years."""
    for text in born:
        if "/" in text:
            yield Weighted(Terms("dob", ages.years_of(text)), 1)
            continue
        ways: list[Clause] = [Weighted(Term("dob", text), _PRECISE.get(len(text), 6))]
        if len(text) == 10:
            ways.append(Weighted(Terms("dob", near_dates(text)), 4))
            ways.append(Weighted(Term("dob", text[:7]), 2))
            ways.append(Weighted(Term("dob", text[:4]), 1))
        yield Best(tuple(ways))


@lru_cache(maxsize=1024)
def near_dates(text: str) -> tuple[str, ...]:
    """Day and month swapped, one digit of day, month or year mistyped, a day or a year or two off, figures swapped."""
    year, month, day = (int(part) for part in text.split("-"))
    near = {(year, day, month), (year - 2, month, day), (year + 2, month, day)}
    near |= {
        (year - 1, month, day),
        (year + 1, month, day),
        (_turned(year), month, day),
        (year, month, _turned(day)),
    }
    near |= {(year // 10 * 10 + digit, month, day) for digit in range(10)}
    near |= {(year // 100 * 100 + digit * 10 + year % 10, month, day) for digit in range(10)}
    near |= {
        (year, other, day) for other in range(1, 13) if other % 10 == month % 10 or other // 10 == month // 10
    }
    near |= {(year, month, day % 10 + 10 * digit) for digit in range(4)}
    near |= {(year, month, day // 10 * 10 + digit) for digit in range(10)}
    made = {date(y, m, d) for y, m, d in near if _is_date(y, m, d)}
    born = date(year, month, day).toordinal()
    made |= {date.fromordinal(other) for other in (born - 1, born + 1) if 1 <= other <= _LAST_DAY}
    return tuple(sorted(value.isoformat() for value in made if value.isoformat() != text))


def _turned(number: int) -> int:
    """The last two figures the other way about."""
    return number // 100 * 100 + number % 10 * 10 + number // 10 % 10


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def for_identifiers(asked: Understood) -> Iterator[Clause]:
    """Identifiers, references, and a part of a registration."""
    yield from _for_slips(asked)
    for label, values in asked.identifiers.items():
        if label in numbers.INNER:
            continue
        yield Weighted(Terms("ident", tuple(f"{label}:{value}" for value in values)), 16)
        if label.endswith("_REF") or label in {"PNC_ID", "ASN"}:
            yield Weighted(Terms("ident", tuple(f"REF:{value}" for value in values)), 16)
    if asked.references:
        yield Weighted(Terms("ident", tuple(f"REF:{value}" for value in asked.references)), 16)
    if asked.reference.parts:
        yield Weighted(Terms("ident", tuple(f"REF:{part}" for part in sorted(asked.reference.parts))), 16)
    yield from (Weighted(Prefix("ident", f"REF:{begin}"), 16) for begin in asked.reference.begun)
    yield from for_plates(asked)


def _for_slips(asked: Understood) -> Iterator[Clause]:
    """Numbers of which the end is known, or that are one slip away from what was typed; of many, the first few."""
    ends = asked.identifiers.get(PHONE_END, ())[:_MOST_SLIPS]
    bare = tuple(number for number in asked.numbers if len(number) == phones.SHORT_END)
    for end in phones.end_keys((*ends, *bare)):
        yield Weighted(Term("ident", end), _END_WORTH[len(end.partition(":")[2])])
    for start in asked.identifiers.get(PHONE_START, ())[:_MOST_SLIPS]:
        yield Weighted(Prefix("ident", f"PHONE:{start}"), 8)
    for phone in numbers.with_slips(asked.identifiers).get(PHONE_NEAR, ())[:_MOST_SLIPS]:
        yield Weighted(Terms("ident", tuple(f"PHONE:{near}" for near in phones.near_phones(phone))), 6)
    for start in asked.identifiers.get(EMAIL_START, ())[:_MOST_SLIPS]:
        yield Weighted(Prefix("ident", f"EMAIL:{start}"), 16)
    for typed in asked.identifiers.get(PNC_NEAR, ())[:_MOST_SLIPS]:
        yield Weighted(
            Terms("ident", tuple(f"PNC_ID:{near}" for near in police_numbers.near_pnc_ids(typed))), 8
        )
    for serial in asked.identifiers.get(PNC_SERIAL, ())[:_MOST_SLIPS]:
        yield Weighted(Terms("ident", tuple(f"PNC_ID:{one}" for one in police_numbers.of_serial(serial))), 8)


def for_plates(asked: Understood) -> Iterator[Clause]:
    """A part of a registration, or one with a character misread."""
    first = runs(asked.plate)[:1]
    if first and not first[0].isdigit():
        yield Weighted(Prefix("ident", f"VRM:{first[0]}"), 8 if len(first[0]) > 2 else 2)
    for plate in (asked.plate, *asked.identifiers.get("VRM", ())):
        part = plate == asked.plate and len(plate) < WHOLE
        grams = _inner(plate) if part else tuple(sorted(set(names.trigrams(plate))))
        # A vehicle's colour may be a surname (`brown`), which must not crowd out what has all of a part.
        if grams:
            least = max(1, ceil(len(grams) * PLATE_SHARE))
            near = AtLeast("vrm_trigrams", grams, least)
            whole = AtLeast("vrm_trigrams", grams, len(grams))
            yield Best((Weighted(near, 4), Weighted(whole, 6))) if part else Weighted(near, 6)
        # Two characters the other way about touch four trigrams of seven.
        others = turned((plate,)) if len(plate) >= WHOLE else ()
        if others := (*others, *(shaped(plate) if len(plate) >= LEAST_PLATE else ())):
            yield Weighted(Terms("ident", tuple(f"VRM:{other}" for other in others)), 4)


def _inner(piece: str) -> tuple[str, ...]:
    """The trigrams of a piece that may stand anywhere: those without a border."""
    grams = {gram for run in runs(piece) for gram in names.trigrams(run)}
    return tuple(sorted(gram for gram in grams if "$" not in gram))


def run_together(word: str) -> Iterator[Clause]:
    """A word that may be a house's name in one (`ivycottage`): the letters of its words, but where these meet."""
    grams = tuple(sorted(gram for gram in names.trigrams(word) if "$" not in gram))
    if len(word) >= _LEAST_RUN:
        yield Weighted(AtLeast("place.trigrams", grams, max(3, len(grams) * 5 // 9)), 2)


def for_place(place: Place) -> Iterator[Clause]:
    """An address: flat, building, street as written or as it sounds, postcode."""
    if place.flat_key:
        yield Weighted(Term("place.flat", place.flat_key), 4)
    if place.building_key:
        yield Weighted(building(place), 6)
    if place.streets:
        yield street(place)
    if place.postcode:
        yield Weighted(Term("place.postcode", place.postcode), 4)
    elif place.outward:
        yield Weighted(Term("place.outward", place.outward), 1)
    if place.inward:
        yield Weighted(Term("words", place.inward.lower()), 2)


def for_number(asked: Understood) -> Iterator[Clause]:
    """A house number beside a word that may be a street's without its type (`30 leacroft`), or beside a postcode."""
    if asked.numbers and not asked.place.streets:
        code = asked.place.postcode
        words = tuple(word for word in asked.words if not addresses.is_unit(word))
        where = Term("place.postcode", code) if code else Terms("place.parts", words)
        if code or words:
            yield Weighted(All((Terms("words", asked.numbers), where)), 3)


def building(place: Place) -> Clause:
    """The building; or, worth half, one of its number on a street spelt or sounding alike, or at the postcode; of one that
    has a name and no number, what has all words of the name, whatever its street is."""
    exact: Clause = Term("place.building", place.building_key)
    if place.crossing:
        return Best((exact, _crossing(place)))
    if place.door not in {"", place.building_key}:
        exact = Best((Term("place.building", place.door), Weighted(exact, 0.7)))
    elif other := _with_the(place):
        exact = Best((exact, Weighted(Term("place.building", other), 0.7)))
    number = (place.door or place.building_key).partition(" ")[0]
    if not number[:1].isdigit():
        words = tuple(place.building_key.split())
        return Best((exact, Weighted(AtLeast("place.parts", words, len(words)), 0.5)))
    ways: list[Clause] = list(_street_alike(place))
    if place.postcode:
        ways.append(Term("place.postcode", place.postcode))
    if not ways:
        return exact
    return Best((exact, All((Weighted(Term("words", number), 0.5), Weighted(Best(tuple(ways)), 0.1)))))


def _with_the(place: Place) -> str:
    """The building on a street of one word as it stands with or without `the` before that: `12 the broadway` for `12 broadway`."""
    (street, *others) = lone_streets.forms(place.streets[0]) if place.streets else ("",)
    return f"{place.building_key.removesuffix(street)}{others[0]}" if others else ""


def _crossing(place: Place) -> Clause:
    """Where one of the streets stands as the record's, and the telling words of both are among its own."""
    own = sorted({word for street in place.crossing for word in street.split()[:-1] or [street]})
    told = AtLeast("words", tuple(own), len(own))
    return All((Weighted(Terms("place.street", place.crossing), 0.5), Weighted(told, 0.5)))


def street(place: Place) -> Clause:
    """Any of the streets that may be meant; spelling and sound count less than the key."""
    return Best((Weighted(Terms("place.street", place.streets), 3), *_street_alike(place)))


def _street_alike(place: Place) -> Iterator[Clause]:
    """The street's own words (not its type) by spelling and by sound."""
    words = (
        [word for word in place.streets[-1].split() if len(word) > 2 and word != "the"]
        if place.streets
        else []
    )
    words = words[:-1] or words
    grams = tuple(sorted({gram for word in words for gram in names.trigrams(word)}))
    for least, weight in _shares(grams):
        yield Weighted(AtLeast("place.trigrams", grams, least), weight / 2)
    codes = tuple(sorted({code for word in words for code in names.phonetic(word)}))
    if codes:
        yield Weighted(AtLeast("place.phonetic", codes, max(len(codes) - 1, 1)), 0.75)
    if others := (*turned(tuple(words)), *_one_letter_off(tuple(words))):
        yield Weighted(Terms("place.parts", others), 0.75)
    if said := {other for word in words for other in addresses.places_said(word)}:
        yield Weighted(Terms("place.parts", tuple(sorted(said))), 0.75)
