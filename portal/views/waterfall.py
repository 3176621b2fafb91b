"""A match as a small picture: each reason's weight laid end to end, for and against, to what they come to. No Flask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

WIDTH = 100.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One reason: where its bar begins and how wide it is, of 100."""

    text: str
    weight: float
    x: float
    width: float

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
