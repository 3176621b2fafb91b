"""The shape of registrations since 2001, and look-alikes put right for it."""

from __future__ import annotations

from nlp.identifiers import as_figures, as_letters

SHAPE = "AA00AAA"  # A a letter and 0 a figure (DVLA INF104)
WHOLE = len(SHAPE)


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
