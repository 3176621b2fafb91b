"""Identifiers, dates and a postcode, each of a shape that the reading of texts knows."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from nlp import addresses, identifiers

# Without a year it is no date of birth.
_DAY_ALONE = re.compile(r"\d{1,2}[^\d/.-]*|[^\d/.-]*\d{1,2}(?:st|nd|rd|th)?")
_UNASKED = frozenset({"TIME", "MONEY"})


class Identified(NamedTuple):
    """What was found, and the words besides. held: identifiers by label; born: dates; code: a postcode, or ``""``."""

    rest: str
    held: dict[str, tuple[str, ...]]
    born: tuple[str, ...]
    code: str


def take(text: str, today: date, apart: bool) -> Identified:
    """A line's words without what is known by its shape, and that. apart: a registration spelt over blanks is none."""
    held: dict[str, tuple[str, ...]] = {}
    born: list[str] = []
    code, rest = "", text
    for found in reversed(identifiers.find(text, today)):
        if found.label in _UNASKED or (apart and found.label == "VRM" and " " in found.text):
            continue
        if found.label == "DATE":
            if _is_name(found) or _of_street(found, text):
                continue
            if not _DAY_ALONE.fullmatch(found.text):
                born.insert(0, found.value)
        elif found.label == "POSTCODE":
            if text[found.end : found.end + 1] in {"*", "?"}:
                continue  # `GY25EL*`: a part of a plate
            code = found.value
        else:
            held[found.label] = (found.value, *held.get(found.label, ()))
        rest = f"{rest[: found.start]} {rest[found.end :]}"
    return Identified(" ".join(rest.split()), held, tuple(born), code)


def _is_name(day: identifiers.Found) -> bool:
    """`may`, `april` and `sunday` are names in the box."""
    return not any(c.isdigit() for c in day.text)


def _of_street(day: identifiers.Found, text: str) -> bool:
    """`12 june avenue`"""
    return bool(_DAY_ALONE.fullmatch(day.text)) and addresses.leads_to_street_type(text, day.end)
