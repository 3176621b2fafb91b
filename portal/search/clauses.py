"""The clauses of a risk lookup: how a name, a date of birth, an identifier and an address ask the index.

No fuzziness of the engine's: forms, phonetic codes and trigrams are terms like any other, made by the functions that
made them at index time. Weights rank candidates only; who is really meant is decided in Python (`indexer.resolve`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from math import ceil

from access.queries import AtLeast, Best, Clause, Prefix, Term, Terms, Weighted
from nlp import names
from portal.search.onebox import Place, Understood

TRIGRAM_SHARE = 0.6
_CONTACTS = ("PHONE", "EMAIL", "IMEI")


def for_word(word: str) -> Clause:
    """One word that may be a part of a name, or a town: the best of exact, form, sound and spelling."""
    parts = names.parts(word) or (word,)
    forms = tuple(sorted({form for part in parts for form in names.nicknames(part)}))
    codes = tuple(sorted({code for part in parts for code in names.phonetic(part)}))
    grams = tuple(sorted(set(names.trigrams(word))))
    ways: list[Clause] = [Weighted(Terms("name.parts", parts), 4), Weighted(Term("place.parts", word), 1.5)]
    if forms:
        ways.append(Weighted(Terms("name.nick", forms), 3))
    if codes:
        ways.append(Weighted(AtLeast("name.phonetic", codes, len(codes)), 2.5))
        ways.append(Weighted(Terms("name.phonetic", codes), 1.5))
    if len(grams) > 2:
        ways.append(Weighted(AtLeast("name.trigrams", grams, ceil(len(grams) * TRIGRAM_SHARE)), 2))
    return Best(tuple(ways))


def for_dates(born: Iterable[str]) -> Iterator[Clause]:
    """A date of birth: exact, one of its near misses, or the year."""
    for text in born:
        ways: list[Clause] = [Weighted(Term("dob", text), 6)]
        if len(text) == 10:
            ways.append(Weighted(Terms("dob", near_dates(text)), 4))
            ways.append(Weighted(Term("dob", text[:7]), 2))
            ways.append(Weighted(Term("dob", text[:4]), 1))
        yield Best(tuple(ways))


def near_dates(text: str) -> tuple[str, ...]:
    """Day and month swapped, a day or a year or two off, one digit of the day or the year mistyped."""
    year, month, day = (int(part) for part in text.split("-"))
    near = {(year, day, month)}
    near |= {(year + off, month, day) for off in (-10, -2, -1, 1, 2, 10)}
    near |= {(year, month + off, day) for off in (-1, 1)}
    near |= {(year, month, digit + 10 * ten) for digit in (day % 10,) for ten in range(4)}
    near |= {(year, month, day // 10 * 10 + digit) for digit in range(10)}
    made = {date(y, m, d) for y, m, d in near if _is_date(y, m, d)}
    made |= {date(year, month, day) + timedelta(days=off) for off in (-1, 1)}
    return tuple(sorted(value.isoformat() for value in made if value.isoformat() != text))


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def for_identifiers(asked: Understood) -> Iterator[Clause]:
    """Identifiers, references, and a part of a registration."""
    for label, values in asked.identifiers.items():
        yield Weighted(Terms("ident", tuple(f"{label}:{value}" for value in values)), 16)
        if label.endswith("_REF") or label in {"PNC_ID", "ASN"}:
            yield Weighted(Terms("ident", tuple(f"REF:{value}" for value in values)), 16)
    if asked.references:
        yield Weighted(Terms("ident", tuple(f"REF:{value}" for value in asked.references)), 16)
    if asked.plate:
        grams = tuple(sorted(set(names.trigrams(asked.plate))))
        yield Weighted(Prefix("ident", f"VRM:{asked.plate}"), 8)
        if len(grams) > 2:
            yield Weighted(AtLeast("vrm_trigrams", grams, ceil(len(grams) * TRIGRAM_SHARE)), 4)


def for_place(place: Place) -> Iterator[Clause]:
    """An address: flat, building, street as written or as it sounds, postcode."""
    if place.flat_key:
        yield Weighted(Term("place.flat", place.flat_key), 4)
    if place.building_key:
        yield Weighted(Term("place.building", place.building_key), 6)
    if place.streets:
        yield street(place)
    if place.postcode:
        yield Weighted(Term("place.postcode", place.postcode), 4)
    elif place.outward:
        yield Weighted(Term("place.outward", place.outward), 1)


def street(place: Place) -> Clause:
    """Any of the streets that may be meant; spelling and sound count less than the key."""
    words = [word for word in place.streets[-1].split() if len(word) > 2]
    ways: list[Clause] = [Weighted(Terms("place.street", place.streets), 3)]
    if words:
        grams = tuple(sorted({gram for word in words[:-1] or words for gram in names.trigrams(word)}))
        if len(grams) > 2:
            ways.append(Weighted(AtLeast("place.trigrams", grams, ceil(len(grams) * TRIGRAM_SHARE)), 1))
    return Best(tuple(ways))
