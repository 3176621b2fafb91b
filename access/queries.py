"""What may be asked of the index: a closed language of clauses, free of Elasticsearch's words.

Builders write a question as a visible tree of these; the gateway alone turns it into a query. Fields
are the schema's logical names (`name.parts`, `when`, …), which the gateway checks and, where they exist
once for each text, leads to the reader's own.

Worth. A matching leaf is worth 1. `Weighted` multiplies what stands inside it. `All` and `AnyOf` add up
what their matching parts are worth, `Best` takes the highest of them, `Not` is worth nothing. Each leaf's
final weight is rounded to 1/16, so that sums are exact in whatever order they are added.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any

LARGEST_PAGE = 200
MOST_LEAVES = 2_000
DEEPEST = 16
MOST_VALUES = 1_000
LONGEST_VALUE = 1_000
HEAVIEST = 4_096.0
FARTHEST = 500_000.0

Value = str | int | bool
Bound = str | int | date | datetime


class QueryError(ValueError):
    """A request outside the language: an unknown field, a clause that its field cannot take, or too much."""


@dataclass(frozen=True, slots=True)
class Term:
    """The field holds exactly this value."""

    field: str
    value: Value

    def __post_init__(self) -> None:
        _check_value(self.value)


@dataclass(frozen=True, slots=True)
class Terms:
    """The field holds at least one of these values; worth 1 however many. No values: nothing matches."""

    field: str
    values: tuple[Value, ...]

    def __post_init__(self) -> None:
        _check_values(_as_tuple(self, "values"))


@dataclass(frozen=True, slots=True)
class AtLeast:
    """The field holds at least `minimum` of these values (trigrams of a name, say); worth 1 in all."""

    field: str
    values: tuple[Value, ...]
    minimum: int

    def __post_init__(self) -> None:
        _check_values(_as_tuple(self, "values"))
        if self.minimum < 1:
            raise QueryError("at least one value must be asked for")


@dataclass(frozen=True, slots=True)
class Prefix:
    """The field holds a value that begins with this one."""

    field: str
    value: str

    def __post_init__(self) -> None:
        _check_value(self.value)


@dataclass(frozen=True, slots=True)
class Phrase:
    """The text holds these words one after the other, as the index writes them (stems)."""

    field: str
    words: tuple[str, ...]

    def __post_init__(self) -> None:
        words = _as_tuple(self, "words")
        _check_values(words)
        if not words or any(word.split() != [word] for word in words):
            raise QueryError("a phrase is made of one or more words without blanks")


@dataclass(frozen=True, slots=True)
class Range:
    """The field's value is at or after `gte` and before `lt`; dates are ISO 8601 and may be partial."""

    field: str
    gte: Bound | None = None
    lt: Bound | None = None

    def __post_init__(self) -> None:
        if self.gte is None and self.lt is None:
            raise QueryError("a range needs a beginning or an end")


@dataclass(frozen=True, slots=True)
class Within:
    """The field's point lies within so many metres (at most 500 km) of this one; WGS 84 degrees."""

    field: str
    lat: float
    lon: float
    metres: float

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise QueryError("a point lies between -90 and 90 degrees north, -180 and 180 degrees east")
        if not 0 < self.metres <= FARTHEST:
            raise QueryError(f"a distance is more than 0 and at most {FARTHEST:.0f} metres")


@dataclass(frozen=True, slots=True)
class Everything:
    """Every record."""


@dataclass(frozen=True, slots=True)
class Not:
    """What the clause does not match; worth nothing."""

    clause: Clause


@dataclass(frozen=True, slots=True)
class All:
    """Every clause matches."""

    clauses: tuple[Clause, ...]

    def __post_init__(self) -> None:
        _as_tuple(self, "clauses")


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least `minimum` of the clauses match. A minimum of 0 matches everything: bonuses."""

    clauses: tuple[Clause, ...]
    minimum: int = 1

    def __post_init__(self) -> None:
        _as_tuple(self, "clauses")
        if self.minimum < 0:
            raise QueryError("a minimum is not negative")


@dataclass(frozen=True, slots=True)
class Best:
    """At least one of the clauses matches; worth as much as the best of them."""

    clauses: tuple[Clause, ...]

    def __post_init__(self) -> None:
        _as_tuple(self, "clauses")


@dataclass(frozen=True, slots=True)
class Weighted:
    """The clause, worth `weight` times as much."""

    clause: Clause
    weight: float

    def __post_init__(self) -> None:
        if not math.isfinite(self.weight) or not 0 <= self.weight <= HEAVIEST:
            raise QueryError(f"a weight lies between 0 and {HEAVIEST:.0f}")


Leaf = Term | Terms | AtLeast | Prefix | Phrase | Range | Within
Clause = Leaf | Everything | Not | All | AnyOf | Best | Weighted


class Order(StrEnum):
    """How hits are ordered; every order ends with the id."""

    SCORE = "score"
    NEWEST = "newest"


# What may be counted and filtered by: its name, as it is asked for, and the field that holds it.
FACET_FIELDS = {
    "system": "system",
    "kind": "kind",
    "classification": "classification",
    "flag": "flags",
    "mention": "mention",
    "marking": "marking",
    "area": "area",
}
FACETS = tuple(FACET_FIELDS)


@dataclass(frozen=True, slots=True)
class Find:
    """One question. query: what is matched and scored; filters: what must hold besides, unscored.

    size: hits of a page, 0 to 200; after: the `next` of the page before; facets: of FACETS, up to 100
    values each; months: counts by calendar month (UTC), of the newest 100 that have any; paged: whether the answer tells where its next page begins.
    share: of an answer that is not paged, hits that score less than this share of the best one's are left out.
    rows: of each hit only what a row of a list shows, and where it is: no record, no mentions, no facts.
    """

    query: Clause = Everything()
    filters: tuple[Clause, ...] = ()
    size: int = 20
    order: Order = Order.SCORE
    after: str | None = None
    facets: tuple[str, ...] = ()
    months: bool = False
    paged: bool = True
    share: float = 0.0
    rows: bool = False

    def __post_init__(self) -> None:
        _as_tuple(self, "filters")
        _as_tuple(self, "facets")
        if not 0 <= self.size <= LARGEST_PAGE:
            raise QueryError(f"a page holds at most {LARGEST_PAGE} hits")
        if not 0 <= self.share <= 1 or (self.share and (self.paged or self.order is not Order.SCORE)):
            raise QueryError("a share is 0 to 1, of one page by score")
        if unknown := set(self.facets) - set(FACETS):
            raise QueryError(f"no such facet: {min(unknown)}")
        if sum(_leaves(clause, 1) for clause in (self.query, *self.filters)) > MOST_LEAVES:
            raise QueryError(f"a question has at most {MOST_LEAVES} clauses")


def _leaves(clause: Clause, depth: int) -> int:
    """How many leaves a tree has. Raises QueryError where it is too deep or no clause at all."""
    if depth > DEEPEST:
        raise QueryError(f"clauses stand at most {DEEPEST} deep")
    match clause:
        case All() | AnyOf() | Best():
            return sum(_leaves(part, depth + 1) for part in clause.clauses)
        case Not() | Weighted():
            return _leaves(clause.clause, depth + 1)
        case Terms() | AtLeast():
            return len(clause.values)
        case Term() | Prefix() | Phrase() | Range() | Within() | Everything():
            return 1
    raise QueryError(f"not a clause: {type(clause).__name__}")


def _as_tuple(made: Any, name: str) -> tuple[Any, ...]:
    """Lists and generators are taken, too; a frozen value keeps a tuple."""
    given = getattr(made, name)
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        raise QueryError(f"{name} must be a list")
    object.__setattr__(made, name, tuple(given))
    kept: tuple[Any, ...] = getattr(made, name)
    return kept


def _check_value(value: object) -> None:
    if not isinstance(value, str | int):
        raise QueryError("a value is text, a whole number, true or false")
    if isinstance(value, str) and not 1 <= len(value) <= LONGEST_VALUE:
        raise QueryError(f"a value has 1 to {LONGEST_VALUE} characters")


def _check_values(values: tuple[object, ...]) -> None:
    if len(values) > MOST_VALUES:
        raise QueryError(f"at most {MOST_VALUES} values")
    for value in values:
        _check_value(value)


def canonical(question: Find) -> str:
    """The question in one line, the same for the same question: what a cursor is bound to.

    The page's size and place and what is counted beside the hits are no part of it.
    """
    return f"{_line(question.query)}|{_line(question.filters)}|{question.order}"


def _line(part: Any) -> str:
    if isinstance(part, tuple):
        return "(" + ",".join(_line(item) for item in part) + ")"
    if hasattr(part, "__dataclass_fields__"):
        return type(part).__name__ + _line(tuple(getattr(part, f.name) for f in fields(part)))
    return repr(part)
