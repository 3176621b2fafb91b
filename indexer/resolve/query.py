"""What is asked of the scorer, and what it answers."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any, NamedTuple

STRONG, POSSIBLE = 0.8, 0.5
WEIGHTS: dict[str, Any] = json.loads(
    resources.files("indexer.resolve").joinpath("weights.json").read_text("utf-8")
)


@dataclass(frozen=True, slots=True)
class PersonQuery:
    """Who is asked for.

    names: as written, in any order, each another name of the same person; a word of them that is no name's may be a
    street's or a town's. dates of birth: ISO 8601, partial allowed. identifiers: label → normal forms. flat, building,
    streets: address keys (`nlp.addresses`); the streets are alternatives. outward: a postcode's first half, with the figure after it where that is known (`SE15 4`).
    numbers: figures that may be a house's, where a word may be a street's. door: as `nlp.addresses.Address.door_key`.
    sex: 1 or 2 (ISO/IEC 5218), where a title or the like says so. towns: words of the names that are a place's, as they stand
    behind a street: a name is met by them only where it is the same. inward: a postcode's second half, which speaks where it fits.
    surnames: two that somebody is said to have had, one by marriage.
    """

    names: tuple[str, ...] = ()
    dates_of_birth: tuple[str, ...] = ()
    identifiers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    flat: str = ""
    building: str = ""
    streets: tuple[str, ...] = ()
    postcode: str = ""
    outward: str = ""
    numbers: tuple[str, ...] = ()
    door: str = ""
    sex: str = ""
    towns: frozenset[str] = frozenset()
    inward: str = ""
    surnames: tuple[str, ...] = ()


class Met(NamedTuple):
    """How a word of a name was met: part: surname, forename, middle name or alias; how: the likeness, as weights.json names it."""

    part: str
    how: str

    @property
    def by_initial(self) -> bool:
        """Whether no more than the first letter was met."""
        return self.how in INITIALS


INITIALS = frozenset(["initial", "same initial"])


class Reason(NamedTuple):
    """A piece of evidence in words and its weight; about: name, born, identifier, address or record; met: the word of a name."""

    text: str
    weight: float
    about: str = "record"
    met: Met | None = None


class Match(NamedTuple):
    """score 0 … 1; strength strong (.8 or more), possible or weak; evidence in the order in which it was weighed."""

    score: float
    strength: str
    evidence: tuple[Reason, ...]

    @property
    def weightiest(self) -> tuple[Reason, ...]:
        """The evidence, what weighs most for or against first."""
        return tuple(sorted(self.evidence, key=lambda reason: -abs(reason.weight)))

    @property
    def reasons(self) -> tuple[str, ...]:
        """The evidence in words, the weightiest first."""
        return tuple(reason.text for reason in self.weightiest)

    def as_json(self) -> dict[str, Any]:
        """`{"score", "strength", "reasons": [{"text", "weight", "about"}]}`, the weightiest first."""
        reasons = [{"text": r.text, "weight": round(r.weight, 2), "about": r.about} for r in self.weightiest]
        return {"score": self.score, "strength": self.strength, "reasons": reasons}

    def weight(self, about: str) -> float:
        """What the evidence of one kind comes to."""
        return sum([reason.weight for reason in self.evidence if reason.about == about])


def match_of(evidence: Iterable[Reason]) -> Match:
    """The match that these pieces of evidence come to: their sum through a logistic curve."""
    parts = tuple([reason for reason in evidence if reason.weight])
    if not parts:
        return NO_MATCH
    total = sum([part.weight for part in parts])
    value = round(1 / (1 + math.exp((_BIAS - total) / _SCALE)), 4)
    return Match(value, strength(value), parts)


def strength(value: float) -> str:
    """The word for a score: strong, possible or weak (docs/risk-card.md)."""
    return "strong" if value >= STRONG else "possible" if value >= POSSIBLE else "weak"


_BIAS, _SCALE = float(WEIGHTS["bias"]), float(WEIGHTS["scale"])
NO_MATCH = Match(0.0, strength(0.0), ())
