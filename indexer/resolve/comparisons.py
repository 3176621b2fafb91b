"""What is compared of two people, level by level: each level's SQL (for Splink) and its Python say the same.

The first level that holds is the one that counts. `said` is its reason in words; a level without a weight (`null`) says
nothing. tests/unit/resolve/test_comparisons.py holds the two sides together.
"""

from __future__ import annotations

from typing import Any

from indexer.resolve.levels import (
    Comparison,
    Level,
    meet,
    missing,
    near,
    otherwise,
    same,
    shared,
    similarity,
    slips_between,
    sounds,
)
from indexer.resolve.persons import Person

# -------------------------------------------------------------------------------------------- names


def _crossed(said: str) -> Level:
    def holds(a: Person, b: Person) -> bool:
        if not (a.surname and a.forename and b.surname and b.forename):
            return False
        return similarity(a.surname, b.forename) >= 0.9 and similarity(a.forename, b.surname) >= 0.9

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
        missing("surname"),
        same("surname", "surname the same", tf=True),
        _crossed("surname and forename exchanged"),
        shared("form", "surnames", "another name of theirs, or a half of it, the same"),
        sounds("surname"),
        near("letter", "surname", "surname one letter off", 0.95, 1, 4),
        near("near", "surname", "surname much alike", 0.86, 2, 7),
        otherwise("another surname"),
    ),
)
FORENAME = Comparison(
    "forename",
    "name",
    "forename",
    (
        missing("forename"),
        same("forename", "forename the same", tf=True),
        _crossed("")._replace(null=True),  # the surnames have said so
        shared("form", "forenames", "a form of the same forename"),
        _second(),
        sounds("forename"),
        near("letter", "forename", "forename one letter off", 0.95, 1, 4),
        _initial(),
        near("near", "forename", "forename much alike", 0.86, 2, 7),
        otherwise("another forename"),
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
        missing("middle"),
        same("middle", "middle name the same"),
        _same_initial(),
        otherwise("another middle name"),
    ),
)


# ------------------------------------------------------------------------------------------- births


def _whole(a: Person, b: Person) -> bool:
    return len(str(a.born)) == len(str(b.born)) == 10


def _digit() -> Level:
    def holds(a: Person, b: Person) -> bool:
        return _whole(a, b) and slips_between(str(a.born), str(b.born)) == 1

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


def _aged() -> Level:
    """One has a date of birth, and is of the age that the other record tells."""

    def holds(a: Person, b: Person) -> bool:
        return meet(a.span, b.years) or meet(a.years, b.span)

    sql = "list_has_any(span_l, years_r) OR list_has_any(years_l, span_r)"
    return Level("aged", "of the age told", sql, holds)


def _otherwise_aged() -> Level:
    def holds(a: Person, b: Person) -> bool:
        return bool((a.span and b.years) or (a.years and b.span))

    sql = "(len(span_l) > 0 AND len(years_r) > 0) OR (len(years_l) > 0 AND len(span_r) > 0)"
    return Level("other-age", "not of the age told", sql, holds)


BORN = Comparison(
    "born",
    "born",
    "born",
    (
        _aged(),
        _otherwise_aged(),
        missing("born"),
        shared("same", "days", "date of birth the same"),
        shared("turned", "turned", "date of birth with day and month swapped", "days"),
        _digit(),
        _year_off(),
        _partial("month", "month of birth the same", 7),
        _partial("year", "year of birth the same", 4),
        _parts(),
        otherwise("another date of birth"),
    ),
)
SEX = Comparison(
    "sex", "born", "sex", (missing("sex"), same("sex", "sex the same"), otherwise("another sex"))
)


# ------------------------------------------------------------------------- addresses and identifiers


def _street(a: Person, b: Person, least: float) -> bool:
    return bool(a.street and b.street) and similarity(str(a.street), str(b.street)) >= least


def _same_postcode(a: Person, b: Person) -> bool:
    return a.postcode is not None and a.postcode == b.postcode


def _mistyped_street(a: Person, b: Person) -> bool:
    """Whether two streets may be one, with slips or cut short: Elm Street is not Elmhurst Street."""
    one, other = str(a.street), str(b.street)
    few = slips_between(one, other) <= 4 or one.startswith(other) or other.startswith(one)
    return _street(a, b, 0.86) and few


def _number_street() -> Level:
    """A house has one number in its street; in its postcode, too, where the street is hardly to be read."""

    def holds(a: Person, b: Person) -> bool:
        alike = _mistyped_street(a, b) or (_same_postcode(a, b) and _street(a, b, 0.75))
        return a.number is not None and a.number == b.number and alike

    sql = (
        "number_l = number_r AND ((postcode_l = postcode_r AND jaro_winkler_similarity(street_l, street_r) >= 0.75) "
        "OR (jaro_winkler_similarity(street_l, street_r) >= 0.86 AND (damerau_levenshtein(street_l, street_r) <= 4 "
        "OR starts_with(street_l, street_r) OR starts_with(street_r, street_l))))"
    )
    return Level("street-like", "number the same, street alike", sql, holds)


def _street_postcode() -> Level:
    def holds(a: Person, b: Person) -> bool:
        return _same_postcode(a, b) and _street(a, b, 0.86)

    sql = "postcode_l = postcode_r AND jaro_winkler_similarity(street_l, street_r) >= 0.86"
    return Level("street-postcode", "street and postcode the same", sql, holds)


def _postcode() -> Level:
    return Level("postcode", "postcode the same", "postcode_l = postcode_r", _same_postcode)


def _street_alone() -> Level:
    def holds(a: Person, b: Person) -> bool:
        return _street(a, b, 0.93)

    return Level("street", "street the same", "jaro_winkler_similarity(street_l, street_r) >= 0.93", holds)


ADDRESS = Comparison(
    "address",
    "address",
    "place",
    (
        missing("place"),
        shared("door", "doors", "address the same"),
        shared("house", "houses", "number and street the same"),
        _number_street(),
        _street_postcode(),
        _postcode(),
        _street_alone(),
        otherwise("lives elsewhere"),
    ),
)


TOWN = Comparison(
    "town",
    "address",
    "town",
    (
        missing("town"),
        same("town", "town the same"),
        near("near", "town", "town much alike", 0.88, 2, 6),
        otherwise("another town"),
    ),
)


def _no_common_kind() -> Level:
    def holds(a: Person, b: Person) -> bool:
        return not meet(a.id_kinds, b.id_kinds)

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
        shared("same", "ids", "an identifier that one person has is the same"),
        otherwise("another identifier"),
    ),
)
CONTACT = Comparison(
    "contact",
    "identifier",
    "contacts",
    (
        _no_contact(),
        shared("same", "contacts", "phone or e-mail the same"),
        otherwise("no phone or e-mail the same"),
    ),
)
ALL: tuple[Comparison, ...] = (SURNAME, FORENAME, MIDDLE, BORN, SEX, ADDRESS, TOWN, NUMBER, CONTACT)


def shown(comparison: Comparison, a: Person, b: Person) -> str:
    """What the two say, for a reason: one value where they agree."""
    one, other = (_value(comparison.shown, person) for person in (a, b))
    return one if one == other else f"{one}, {other}"


def _value(field: str, person: Person) -> str:
    value: Any = getattr(person, field)
    if value is None and field == "born" and person.span:
        return f"born {person.span[0]} to {person.span[-1]}"
    return " ".join(value) if isinstance(value, tuple) else str(value)
