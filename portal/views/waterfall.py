"""A match as a small picture: each reason's weight laid end to end, for and against, to what they come to. No Flask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

WIDTH = 100.0
# From what weight on a reason speaks how much; a whole date of birth weighs 8.7, a common forename 5.
_SIZES = ((8.0, "very strongly "), (4.0, "strongly "), (1.5, ""), (0.05, "slightly "))


@dataclass(frozen=True, slots=True)
class Bar:
    """One reason: where its bar begins and how wide it is, of 100."""

    text: str
    weight: float
    x: float
    width: float

    @property
    def said(self) -> str:
        """The weight in words."""
        size = abs(self.weight)
        side = "against" if self.against else "for"
        return next((f"{word}{side}" for least, word in _SIZES if size >= least), "neither for nor against")

    @property
    def against(self) -> bool:
        """Whether it speaks against."""
        return self.weight < 0


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The bars in their order, where nothing lies on their scale, and what all of them come to."""

    bars: tuple[Bar, ...]
    zero: float
    total: float


def waterfall(reasons: Iterable[Mapping[str, Any]]) -> Waterfall:
    """The picture of reasons, each with its `text` and `weight`."""
    given = [(str(reason["text"]), float(reason["weight"])) for reason in reasons]
    ends = [0.0]
    for _, weight in given:
        ends.append(ends[-1] + weight)
    low, high = min(ends), max(ends)
    scale = WIDTH / ((high - low) or 1.0)
    bars = tuple(
        Bar(text, weight, round((min(begin, end) - low) * scale, 2), round(abs(weight) * scale, 2))
        for (text, weight), begin, end in zip(given, ends, ends[1:], strict=False)
    )
    return Waterfall(bars, round(-low * scale, 2), round(ends[-1], 2))
