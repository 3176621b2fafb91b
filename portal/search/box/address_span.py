"""Where an address begins and ends among words: its street, and before it the number, the flat and the building's name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp import addresses

_FLOOR_BEHIND = re.compile(rf"(?<!\S){addresses.FLOORS}$", re.IGNORECASE)
_FLAT_NUMBER = re.compile(r"\d{1,4}[a-z]?,?", re.IGNORECASE)
_FLAT = re.compile(r"\d{1,4}[a-z]?|[a-z]\d{0,3}", re.IGNORECASE)


def around(rest: str, street: str) -> tuple[str, str, str]:
    """The words before the address on a street, the address with its flat and number, and the words after it. street: its key."""
    tokens = rest.split()
    size = len(street.split())
    for at in range(len(tokens) - size + 1):
        if addresses.expand(" ".join(tokens[at : at + size])) == street:
            first, end = _first(tokens, at), at + size
            return " ".join(tokens[:first]), " ".join(tokens[first:end]), " ".join(tokens[end:])
    return "", rest, ""


def _first(tokens: Sequence[str], street: int) -> int:
    """Where an address begins whose street begins there: at its number, or at the flat, the floor or the building before that."""
    first = street - _behind_the(tokens[:street])
    while first and _of_number(tokens[first - 1], tokens[first - 2] if first > 1 else ""):
        first -= 1
    if first < street and addresses.is_unit(tokens[first]):
        floor = _FLOOR_BEHIND.search(" ".join(tokens[:first]))
        first -= len(floor[0].split()) if floor else 0
    return _from_flat(tokens, first)


def _behind_the(before: Sequence[str]) -> int:
    """1 where `the` stands between a number, or a part of a place, and its street: `12 the high street`, `plot 22 the paddocks
    mill lane`."""
    said = [token.strip(",") for token in before[-3:]]
    if len(said) < 2 or said[-1].lower() != "the":
        return 0
    unit = len(said) > 2 and addresses.is_unit(said[0]) and _FLAT.fullmatch(said[1])
    return 1 if unit or _FLAT_NUMBER.fullmatch(said[-2]) else 0


def _from_flat(tokens: Sequence[str], street: int) -> int:
    """Where an address begins whose street begins there: at the flat, if that and a building's name stand before it
    (`flat 51, st johns court, wharf avenue`)."""
    for at in range(street - 3, max(street - 8, -1), -1):
        name = " ".join(tokens[at + 2 : street])
        called = name.endswith(",") or addresses.is_building(name)
        if addresses.is_unit(tokens[at]) and _FLAT.fullmatch(tokens[at + 1].strip(",")) and called:
            return at
    for at in range(street - 2, max(street - 5, -1), -1):  # `10 harcourt house, mill lane`
        if _FLAT_NUMBER.fullmatch(tokens[at]) and addresses.is_building(" ".join(tokens[at + 1 : street])):
            return at
    return street


def _of_number(token: str, before: str) -> bool:
    bare = token.strip(",").lower()
    return (
        bool(re.fullmatch(r"\d{1,4}[a-z]?|\d+[a-z]?[/-]\d+[a-z]?", bare))
        or addresses.is_unit(bare)
        or addresses.is_unit(before)
    )
