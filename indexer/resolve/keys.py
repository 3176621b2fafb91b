"""The keys under which people who may be one meet. Two members are compared exactly when they share a key.

Every key is specific: an identifier, or a name with a date of birth, with another name (or its first letter) and a year or day, with
an address or a phone. None is dropped for being shared by many, so that no record can crowd out another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from indexer.resolve.persons import Person
from nlp import names


def keys_of_person(person: Person) -> frozenset[str]:
    """Every key of a member."""
    return frozenset([*_by_number(person), *_by_birth(person), *_by_place(person)])


def hashed(key: str) -> int:
    """A key as the database holds it: 64 bits with a sign. Two that meet by chance are compared, and told apart."""
    return int.from_bytes(
        hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True
    )


def _by_number(person: Person) -> Iterator[str]:
    yield from person.ids
    for contact in person.contacts:
        yield from (f"{contact} {code}" for code in _name_codes(person))


def _by_birth(person: Person) -> Iterator[str]:
    codes, where = _name_codes(person), tuple(_where(person))
    halves, pairs, spoilt = _halves(person), _pairs(person), _half_spoilt(person)
    for day in person.days:
        yield from (f"b {day} {code}" for code in codes)
        yield from (f"d {day} {place}" for place in where)
    for half in (*halves, *person.span):
        yield from (f"h {half} {pair}" for pair in pairs)
        yield from (f"y {half} {house}" for house in person.houses)
    for half in halves:
        yield from (f"i {half} {name}" for name in spoilt)


def _by_place(person: Person) -> Iterator[str]:
    codes = _name_codes(person)
    for house in person.houses:
        yield from (f"a {house} {code}" for code in codes)
    if person.postcode:
        yield from (f"p {person.postcode} {code}" for code in codes)
    for pair in _pairs(person):
        yield from (f"n {part} {pair}" for part in (person.street, person.number) if part)


def _where(person: Person) -> Iterator[str]:
    """Parts of an address, each of which a slip leaves alone when it falls on another."""
    return (part for part in (person.postcode, person.street, person.number) if part)


def _halves(person: Person) -> frozenset[str]:
    """The year, and the day of the year however its two parts are ordered: a slip spoils one of the two."""
    years = {day[:4] for day in person.days or (person.born or "",) if day}
    return frozenset([*years, *("".join(sorted((day[5:7], day[8:]))) for day in person.days)])


def _name_codes(person: Person) -> frozenset[str]:
    """A code for each name that the person goes by, whichever of them is the surname."""
    every = {_code(word) for word in (*person.surnames, *_given(person))}
    return frozenset(code for code in every if code)


def _pairs(person: Person) -> frozenset[str]:
    """Forename and surname together, in either order."""
    given = {_code(word) for word in _given(person)}
    family = {_code(word) for word in person.surnames}
    return frozenset(" ".join(sorted((f, g))) for f in family for g in given if f and g)


def _half_spoilt(person: Person) -> frozenset[str]:
    """One name whole and the first letter of the other: a slip spoils one of the two, and another one the date of birth."""
    given, family = person.forename, person.surname
    if not given or not family:
        return frozenset()
    return frozenset(
        f"{_code(one)} {' '.join(sorted((one[0], other[0])))}"
        for one, other in ((given, family), (family, given))
        if _code(one)
    )


def _given(person: Person) -> frozenset[str]:
    return names.nicknames(person.forename) if person.forename else frozenset()


def _code(word: str) -> str:
    codes = names.phonetic(word)
    return codes[0] if codes else ""
