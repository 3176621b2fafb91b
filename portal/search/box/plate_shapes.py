"""The shapes of registrations, look-alikes put right for them, and parts of one with characters that nobody knows."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from nlp.identifiers import LAST_LETTERS, as_figures, as_letters

SHAPE = "AA00AAA"  # A a letter and 0 a figure (DVLA INF104)
WHOLE = len(SHAPE)
ENDING = rf"[{LAST_LETTERS}]{{3}}"  # the letters that end one
# What registrations are made of, A a letter and 0 a figure (DVLA INF104; Northern Ireland's and those without a year too).
_SHAPES = re.compile(r"AA00AAA|A0{1,3}AAA|AAA0{1,3}A|A{1,3}0{1,4}|0{1,4}A{1,3}")


def fitting(token: str, shape: str = SHAPE) -> str:
    """Capitals and figures with look-alikes put right for a shape of as many characters; or ``""``."""
    made = "".join(
        as_letters(c) if kind == "A" else as_figures(c) for c, kind in zip(token, shape, strict=True)
    )
    return "" if unlike(made, shape) else made


def unlike(token: str, shape: str = SHAPE) -> int:
    """How many characters are a letter where the shape has a figure, or the other way about."""
    told = zip(token, shape, strict=True)
    return sum(not (c.isalpha() if kind == "A" else c.isdigit()) for c, kind in told)


def slips(token: str, way: str) -> int:
    """How many characters differ."""
    return sum(a != b for a, b in zip(token, way, strict=True))


def put_right(token: str) -> str:
    """A whole registration since 2001 of which several characters were taken for look-alikes (`X8IIEMW`: `XB11EMW`); or ``""``."""
    if len(token) != WHOLE or not token.isalnum() or not any(c.isdigit() for c in token):
        return ""
    made, wrong = mended(token)
    return made if 1 < wrong <= WHOLE else ""


def mended(token: str) -> tuple[str, int]:
    """Seven characters as a registration since 2001, look-alikes put right, and how many; as they stand, and more than all, where
    they are none."""
    made = fitting(token)
    return (made, slips(token, made)) if made else (token, WHOLE + 1)


@lru_cache(maxsize=1024)
def shaped(token: str) -> tuple[str, ...]:
    """The registrations of any year that a token stands for, look-alikes (`TD0906T`: `TDO906T`) taken for what they look like."""
    ways = ((as_letters(c), as_figures(c)) for c in token)
    kinds = [
        (("A", letter) if letter.isalpha() else None, ("0", figure) if figure.isdigit() else None)
        for letter, figure in ways
    ]
    made = product(*(tuple(filter(None, kind)) for kind in kinds)) if len(token) <= WHOLE else ()
    read = ("".join(c for _, c in way) for way in made if _SHAPES.fullmatch("".join(kind for kind, _ in way)))
    return tuple(sorted(set(read) - {token}))


def runs(piece: str) -> list[str]:
    """The pieces of a part with unknown characters (`AB?2CDE`), in order."""
    return [run for run in piece.split("?") if run]


def holds(piece: str, plate: str) -> int | None:
    """Where a plate holds a part with `?` for any character; None where it does not."""
    found = re.search(re.escape(piece).replace(r"\?", "."), plate)
    return found.start() if found else None
