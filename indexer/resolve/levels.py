"""The degrees of likeness that comparisons are built of, each as SQL (for Splink) and as Python, which say the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

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


@lru_cache(maxsize=262_144)
def slips_between(a: str, b: str) -> int:
    """Damerau and Levenshtein's distance."""
    return int(DamerauLevenshtein.distance(a, b))


@lru_cache(maxsize=262_144)
def similarity(a: str, b: str) -> float:
    """Jaro and Winkler's similarity, 0 … 1."""
    return float(JaroWinkler.similarity(a, b))


def meet(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two lists have a value in common."""
    return any(word in other for word in one)


def missing(field: str) -> Level:
    """One of the two does not say: nothing to compare."""

    def holds(a: Person, b: Person) -> bool:
        return getattr(a, field) is None or getattr(b, field) is None

    return Level("missing", "", f"{field}_l IS NULL OR {field}_r IS NULL", holds, None, True)


def same(field: str, said: str, key: str = "same", tf: bool = False) -> Level:
    """The same value; tf: its rarity counts."""

    def holds(a: Person, b: Person) -> bool:
        return bool(getattr(a, field) == getattr(b, field))

    return Level(key, said, f"{field}_l = {field}_r", holds, field if tf else None)


def shared(key: str, field: str, said: str, other: str = "") -> Level:
    """Two lists have a value in common."""
    theirs = other or field

    def holds(a: Person, b: Person) -> bool:
        return meet(getattr(a, field), getattr(b, theirs))

    return Level(key, said, f"list_has_any({field}_l, {theirs}_r)", holds)


def near(key: str, field: str, said: str, alike: float, slips: int, length: int) -> Level:
    """As alike as that, or with no more slips than that in words of a length."""

    def holds(a: Person, b: Person) -> bool:
        one, other = getattr(a, field), getattr(b, field)
        few = min(len(one), len(other)) >= length and slips_between(one, other) <= slips
        return few or similarity(one, other) >= alike

    sql = (
        f"(least(length({field}_l), length({field}_r)) >= {length} "
        f"AND damerau_levenshtein({field}_l, {field}_r) <= {slips}) "
        f"OR jaro_winkler_similarity({field}_l, {field}_r) >= {alike}"
    )
    return Level(key, said, sql, holds)


def sounds(field: str) -> Level:
    """A phonetic code in common, and no more than three slips between them."""
    codes = f"{field}_codes"

    def holds(a: Person, b: Person) -> bool:
        if not meet(getattr(a, codes), getattr(b, codes)):
            return False
        return slips_between(getattr(a, field), getattr(b, field)) <= 3

    sql = f"list_has_any({codes}_l, {codes}_r) AND damerau_levenshtein({field}_l, {field}_r) <= 3"
    return Level("sound", f"{field} sounds the same", sql, holds)


def otherwise(said: str) -> Level:
    """Nothing of the above."""
    return Level("other", said, "ELSE", lambda _a, _b: True)
