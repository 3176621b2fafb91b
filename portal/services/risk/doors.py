"""Doors: whether two numbers are one house's, and whether somebody lives behind one besides whoever is asked for."""

from __future__ import annotations

from indexer.resolve.alignment import FIRST, slots
from indexer.resolve.places import street_like
from indexer.resolve.query import WEIGHTS, Reason
from indexer.resolve.scorer import Held

_ALIKE = 0.8  # likeness of a forename
_WEIGHT = float(WEIGHTS["place"]["close"])


def door_like(asked: str, held: str) -> bool:
    """Whether two doors have one number, and names of streets or buildings that may be one."""
    mine, theirs = asked.partition(" "), held.partition(" ")
    return bool(mine[2] and theirs[2]) and mine[0] == theirs[0] and street_like(mine[2], theirs[2])


def within(a: str, b: str) -> bool:
    """Whether one house number stands in the other, which is several (`20-22`)."""
    alone, several = (a, b) if "-" in b else (b, a)
    ends = several.split("-")
    if not alone.isdigit() or len(ends) != 2 or not all(end.isdigit() for end in ends):
        return False
    return int(ends[0]) <= int(alone) <= int(ends[1])


def close_by(asked: str, held: Held) -> Reason | None:
    """What a resident says for a home who is called as the mother, the brother … of whoever is asked for."""
    first = [slot for name in held.names for slot in slots(name) if slot.role == FIRST] if asked else []
    if met := next((slot.written for slot in first if slot.likeness(asked).degree >= _ALIKE), ""):
        return Reason(f"home of {met}, too", _WEIGHT, "address")
    return None
