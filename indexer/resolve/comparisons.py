"""What is compared of two people, level by level: each level's SQL (for Splink) and its Python say the same.

The first level that holds is the one that counts. `said` is its reason in words; a level without a weight (`null`) says
nothing. tests/unit/resolve/test_comparisons.py holds the two sides together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from indexer.resolve.persons import Person

Holds = Callable[[Person, Person], bool]


class Level(NamedTuple):
    """One degree of likeness. key: its name in the model; tf: the column whose rarity counts; null: nothing to compare."""

    key: str
    said: str
    sql: str
    holds: Holds
    tf: str | None = None
    null: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """A thing that is compared; about: what its reasons are about; shown: the field that they quote."""

    name: str
    about: str
    shown: str
    levels: tuple[Level, ...]

    def level(self, a: Person, b: Person) -> Level:
        """The first level that holds of two people."""
        return next(level for level in self.levels if level.holds(a, b))


# -------------------------------------------------------------------------------- what levels are made of


@lru_cache(maxsize=262_144)
def _slips(a: str, b: str) -> int:
    return int(DamerauLevenshtein.distance(a, b))


@lru_cache(maxsize=262_144)
def _alike(a: str, b: str) -> float:
    return float(JaroWinkler.similarity(a, b))


def _meet(one: Sequence[str], other: Sequence[str]) -> bool:
    return any(word in other for word in one)


def _missing(field: str) -> Level:
    def holds(a: Person, b: Person) -> bool:
        return getattr(a, field) is None or getattr(b, field) is None

    return Level("missing", "", f"{field}_l IS NULL OR {field}_r IS NULL", holds, None, True)


def _same(field: str, said: str, key: str = "same", tf: bool = False) -> Level:
    def holds(a: Person, b: Person) -> bool:
        return bool(getattr(a, field) == getattr(b, field))

    return Level(key, said, f"{field}_l = {field}_r", holds, field if tf else None)


def _shared(key: str, field: str, said: str, other: str = "") -> Level:
    """Two lists have a value in common."""
    theirs = other or field

    def holds(a: Person, b: Person) -> bool:
        return _meet(getattr(a, field), getattr(b, theirs))

    return Level(key, said, f"list_has_any({field}_l, {theirs}_r)", holds)


def _near(key: str, field: str, said: str, alike: float, slips: int, length: int) -> Level:
    """As alike as that, or with no more slips than that in words of a length."""

    def holds(a: Person, b: Person) -> bool:
        one, other = getattr(a, field), getattr(b, field)
        few = min(len(one), len(other)) >= length and _slips(one, other) <= slips
        return few or _alike(one, other) >= alike

    sql = (
        f"(least(length({field}_l), length({field}_r)) >= {length} "
        f"AND damerau_levenshtein({field}_l, {field}_r) <= {slips}) "
        f"OR jaro_winkler_similarity({field}_l, {field}_r) >= {alike}"
    )
    return Level(key, said, sql, holds)


def _sounds(field: str) -> Level:
    codes = f"{field}_codes"

    def holds(a: Person, b: Person) -> bool:
        return (
            _meet(getattr(a, codes), getattr(b, codes)) and _slips(getattr(a, field), getattr(b, field)) <= 3
        )

    sql = f"list_has_any({codes}_l, {codes}_r) AND damerau_levenshtein({field}_l, {field}_r) <= 3"
    return Level("sound", f"{field} sounds the same", sql, holds)


def _otherwise(said: str) -> Level:
    return Level("other", said, "ELSE", lambda _a, _b: True)


# -------------------------------------------------------------------------------------------- names


def _crossed(said: str) -> Level:
    def holds(a: Person, b: Person) -> bool:
        if not (a.surname and a.forename and b.surname and b.forename):
            return False
        return _alike(a.surname, b.forename) >= 0.9 and _alike(a.forename, b.surname) >= 0.9

    sql = (
        "jaro_winkler_similarity(surname_l, forename_r) >= 0.9 "
        "AND jaro_winkler_similarity(forename_l, surname_r) >= 0.9"
    )
    return Level("crossed", said, sql, holds)


def _initial() -> Level:
    def holds(a: Person, b: Person) -> bool:
        one, other = str(a.forename), str(b.forename)
        return min(len(one), len(other)) == 1 and one[0] == other[0]

    sql = "least(length(forename_l), length(forename_r)) = 1 AND forename_l[1] = forename_r[1]"
    return Level("initial", "initial the same", sql, holds)


def _second() -> Level:
    def holds(a: Person, b: Person) -> bool:
        return a.forename in b.seconds or b.forename in a.seconds

    sql = "list_contains(seconds_r, forename_l) OR list_contains(seconds_l, forename_r)"
    return Level("second", "forename is another of their forenames", sql, holds)


SURNAME = Comparison(
    "surname",
    "name",
    "surname",
    (
        _missing("surname"),
        _same("surname", "surname the same", tf=True),
        _crossed("surname and forename exchanged"),
        _shared("form", "surnames", "another name of theirs, or a half of it, the same"),
        _sounds("surname"),
        _near("letter", "surname", "surname one letter off", 0.95, 1, 4),
        _near("near", "surname", "surname much alike", 0.86, 2, 7),
        _otherwise("another surname"),
    ),
)
FORENAME = Comparison(
    "forename",
    "name",
    "forename",
    (
        _missing("forename"),
        _same("forename", "forename the same", tf=True),
        _crossed("")._replace(null=True),  # the surnames have said so
        _shared("form", "forenames", "a form of the same forename"),
        _second(),
        _sounds("forename"),
        _near("letter", "forename", "forename one letter off", 0.95, 1, 4),
        _initial(),
        _near("near", "forename", "forename much alike", 0.86, 2, 7),
        _otherwise("another forename"),
    ),
)


def _same_initial() -> Level:
    def holds(a: Person, b: Person) -> bool:
        return str(a.middle)[0] == str(b.middle)[0]

    return Level("initial", "middle name with the same initial", "middle_l[1] = middle_r[1]", holds)


MIDDLE = Comparison(
    "middle",
    "name",
    "middle",
    (
        _missing("middle"),
        _same("middle", "middle name the same"),
        _same_initial(),
        _otherwise("another middle name"),
    ),
)


# ------------------------------------------------------------------------------------------- births


def _whole(a: Person, b: Person) -> bool:
    return len(str(a.born)) == len(str(b.born)) == 10


def _digit() -> Level:
    def holds(a: Person, b: Person) -> bool:
        return _whole(a, b) and _slips(str(a.born), str(b.born)) == 1

    sql = "length(born_l) = 10 AND length(born_r) = 10 AND damerau_levenshtein(born_l, born_r) = 1"
    return Level("digit", "date of birth one digit off", sql, holds)


def _year_off() -> Level:
    def holds(a: Person, b: Person) -> bool:
        one, other = str(a.born), str(b.born)
        return _whole(a, b) and one[5:] == other[5:] and abs(int(one[:4]) - int(other[:4])) <= 2

    sql = (
        "length(born_l) = 10 AND length(born_r) = 10 AND born_l[6:] = born_r[6:] "
        "AND abs(CAST(born_l[1:4] AS INTEGER) - CAST(born_r[1:4] AS INTEGER)) <= 2"
    )
    return Level("year-off", "date of birth a year or two off", sql, holds)


def _partial(key: str, said: str, length: int) -> Level:
    """One of the two has no day, or no month either, and what it has is the same."""

    def holds(a: Person, b: Person) -> bool:
        one, other = str(a.born), str(b.born)
        return min(len(one), len(other)) == length and one[:length] == other[:length]

    sql = (
        f"least(length(born_l), length(born_r)) = {length} "
        f"AND substr(born_l, 1, {length}) = substr(born_r, 1, {length})"
    )
    return Level(key, said, sql, holds)


def _parts() -> Level:
    def holds(a: Person, b: Person) -> bool:
        (y, m, d), (year, month, day) = str(a.born).split("-"), str(b.born).split("-")
        return (y == year and (m == month or d == day)) or (m == month and d == day)

    def both(a: Person, b: Person) -> bool:
        return _whole(a, b) and holds(a, b)

    sql = (
        "length(born_l) = 10 AND length(born_r) = 10 AND ("
        "(born_l[1:4] = born_r[1:4] AND (born_l[6:7] = born_r[6:7] OR born_l[9:10] = born_r[9:10])) "
        "OR born_l[6:] = born_r[6:])"
    )
    return Level("parts", "two parts of the date of birth the same", sql, both)


BORN = Comparison(
    "born",
    "born",
    "born",
    (
        _missing("born"),
        _shared("same", "days", "date of birth the same"),
        _shared("turned", "turned", "date of birth with day and month swapped", "days"),
        _digit(),
        _year_off(),
        _partial("month", "month of birth the same", 7),
        _partial("year", "year of birth the same", 4),
        _parts(),
        _otherwise("another date of birth"),
    ),
)
SEX = Comparison(
    "sex", "born", "sex", (_missing("sex"), _same("sex", "sex the same"), _otherwise("another sex"))
)


# ------------------------------------------------------------------------- addresses and identifiers


def _street(a: Person, b: Person, least: float) -> bool:
    return bool(a.street and b.street) and _alike(str(a.street), str(b.street)) >= least


def _number_street() -> Level:
    def holds(a: Person, b: Person) -> bool:
        return a.number is not None and a.number == b.number and _street(a, b, 0.86)

    sql = "number_l = number_r AND jaro_winkler_similarity(street_l, street_r) >= 0.86"
    return Level("street-like", "number the same, street alike", sql, holds)


def _street_postcode() -> Level:
    def holds(a: Person, b: Person) -> bool:
        return a.postcode is not None and a.postcode == b.postcode and _street(a, b, 0.86)

    sql = "postcode_l = postcode_r AND jaro_winkler_similarity(street_l, street_r) >= 0.86"
    return Level("street-postcode", "street and postcode the same", sql, holds)


def _postcode() -> Level:
    def holds(a: Person, b: Person) -> bool:
        return a.postcode is not None and a.postcode == b.postcode

    return Level("postcode", "postcode the same", "postcode_l = postcode_r", holds)


def _street_alone() -> Level:
    def holds(a: Person, b: Person) -> bool:
        return _street(a, b, 0.93)

    return Level("street", "street the same", "jaro_winkler_similarity(street_l, street_r) >= 0.93", holds)


ADDRESS = Comparison(
    "address",
    "address",
    "place",
    (
        _missing("place"),
        _shared("door", "doors", "address the same"),
        _shared("house", "houses", "number and street the same"),
        _number_street(),
        _street_postcode(),
        _postcode(),
        _street_alone(),
        _otherwise("lives elsewhere"),
    ),
)


TOWN = Comparison(
    "town",
    "address",
    "town",
    (
        _missing("town"),
        _same("town", "town the same"),
        _near("near", "town", "town much alike", 0.88, 2, 6),
        _otherwise("another town"),
    ),
)


def _no_common_kind() -> Level:
    def holds(a: Person, b: Person) -> bool:
        return not _meet(a.id_kinds, b.id_kinds)

    return Level("missing", "", "NOT list_has_any(id_kinds_l, id_kinds_r)", holds, None, True)


def _no_contact() -> Level:
    def holds(a: Person, b: Person) -> bool:
        return not a.contacts or not b.contacts

    return Level("missing", "", "length(contacts_l) = 0 OR length(contacts_r) = 0", holds, None, True)


NUMBER = Comparison(
    "number",
    "identifier",
    "ids",
    (
        _no_common_kind(),
        _shared("same", "ids", "an identifier that one person has is the same"),
        _otherwise("another identifier"),
    ),
)
CONTACT = Comparison(
    "contact",
    "identifier",
    "contacts",
    (
        _no_contact(),
        _shared("same", "contacts", "phone or e-mail the same"),
        _otherwise("no phone or e-mail the same"),
    ),
)
ALL: tuple[Comparison, ...] = (SURNAME, FORENAME, MIDDLE, BORN, SEX, ADDRESS, TOWN, NUMBER, CONTACT)


def shown(comparison: Comparison, a: Person, b: Person) -> str:
    """What the two say, for a reason: one value where they agree."""
    one, other = (_value(getattr(person, comparison.shown)) for person in (a, b))
    return one if one == other else f"{one}, {other}"


def _value(value: Any) -> str:
    return " ".join(value) if isinstance(value, tuple) else str(value)
