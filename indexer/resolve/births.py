"""Dates of birth laid beside one another: the same, near, of that age, or another."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import lru_cache

from rapidfuzz.distance import OSA

from indexer.resolve.query import WEIGHTS, Reason

SLIP_OF_YEARS = 2


@lru_cache(maxsize=65_536)
def weigh(asked: str, held: str) -> Reason:
    """What a date asked for says of somebody born on another: both ISO 8601, partial ones too; asked: an interval, too."""
    if "/" in asked:
        level, said = _aged(asked, held)
    elif asked.startswith("--"):
        level, said = _birthday(asked, held)
    else:
        level, said = _partial(asked, held) if min(len(asked), len(held)) < 10 else _whole(asked, held)
    return Reason(said, WEIGHTS["born"][level], "born")


def speak_for(asked: Collection[str], held: Collection[str]) -> bool:
    """Whether any date asked for says that somebody born on one of these is meant."""
    return any(weigh(one, other).weight > 0 for one in asked for other in held)


def may_be_one(some: Collection[str], others: Collection[str]) -> bool:
    """Whether the dates of birth known of two (ISO 8601, partial ones too) let them be one: some date of one and of the other
    may be the same, written with a slip or two or in part, or one of the two has none."""
    return not some or not others or any(_may_be_same(one, other) for one in some for other in others)


def _may_be_same(one: str, other: str) -> bool:
    return weigh(one, other).weight > 0 or abs(int(one[:4]) - int(other[:4])) <= SLIP_OF_YEARS


def _aged(asked: str, held: str) -> tuple[str, str]:
    """An interval in which somebody of an age was born: one year, or as many as a guess leaves open."""
    first, last = asked.split("/")
    if first[: len(held)] <= held <= last[: len(held)]:
        narrow = int(last[:4]) - int(first[:4]) <= 1
        return ("age" if narrow else "age band"), f"of that age: born {held}"
    near = int(first[:4]) - 2 <= int(held[:4]) <= int(last[:4]) + 2
    return ("age near" if near else "other age"), f"{'near' if near else 'not of'} that age: born {held}"


def _birthday(asked: str, held: str) -> tuple[str, str]:
    """A day of birth without its year (`--05-09`)."""
    if len(held) < len("1980-02-03"):
        return "years", f"day of birth not known: born {held}"
    same = held[5:] == asked[2:]
    return ("birthday", "day and month of birth the same") if same else ("none", f"born {held}")


def _partial(asked: str, held: str) -> tuple[str, str]:
    """One of the two has no day, or no month either."""
    short = min(len(asked), len(held), 10)
    if asked[:short] == held[:short]:
        return ("month", "month of birth the same") if short == 7 else ("year", "year of birth the same")
    apart = abs(int(asked[:4]) - int(held[:4]))
    if apart <= 2:
        return ("years" if apart < 2 else "years off"), f"year of birth near: {asked}, {held}"
    return "none", f"born {held}"


def _whole(asked: str, held: str) -> tuple[str, str]:
    if asked == held:
        return "exact", "date of birth the same"
    level, said = _near(asked, held)
    return level, f"{said}: {asked}, {held}" if level != "none" else f"another date of birth: {held}"


def _near(asked: str, held: str) -> tuple[str, str]:
    (y1, m1, d1), (y2, m2, d2) = asked.split("-"), held.split("-")
    if y1 == y2 and (m1, d1) == (d2, m2):
        return "swapped", "date of birth with day and month swapped"
    slips = sum(a != b for a, b in zip(asked, held, strict=True))
    if slips == 1 or abs((date.fromisoformat(asked) - date.fromisoformat(held)).days) == 1:
        return "digit", "date of birth one digit off"
    if slips == 2 and OSA.distance(asked, held) == 1:
        return "digits", "date of birth with two digits swapped"
    if (m1, d1) == (m2, d2) and abs(int(y1) - int(y2)) <= 2:
        return "year-off", "date of birth a year or two off"
    if (
        (y1, m1) == (y2, m2)
        or (y1, d1) == (y2, d2)
        or ((m1, d1) == (m2, d2) and abs(int(y1) - int(y2)) <= 10)
    ):
        return "near", "date of birth near"
    return "none", ""
