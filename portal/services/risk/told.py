"""What is told on a card beside its warnings, as values: what stands of somebody today, what is good to know, records in lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from access.gateway import Hit
from portal.services.risk.sources import source, when


@dataclass(frozen=True, slots=True, eq=False)
class Status:
    """Somebody is wanted, missing, on bail or under an order. until: an ISO day, where it ends by itself."""

    kind: str
    text: str
    until: str | None
    hit: Hit

    def as_json(self) -> dict[str, Any]:
        """As the contract has it."""
        return {"kind": self.kind, "text": self.text, "until": self.until, "source": source(self.hit)}


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """A line of context. of_another: it is told of somebody else than the card's, so that its record's marking stands with it."""

    kind: str
    text: str
    day: str | None
    hit: Hit
    of_another: bool = False

    @classmethod
    def by(cls, hit: Hit, kind: str, text: str, day: str | None = None) -> Told:
        """What a record tells, as of a day or else of its own."""
        return cls(kind, text, (day or when(hit) or "")[:10] or None, hit)

    def as_json(self) -> dict[str, Any]:
        """As the contract has it."""
        made = {"kind": self.kind, "text": self.text, "date": self.day, "source": source(self.hit)}
        return made | {"marking": self.hit.marking} if self.of_another else made


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A record in a list. role: what the card's person is to it."""

    hit: Hit
    role: str | None = None

    def as_json(self) -> dict[str, Any]:
        """As the contract has it."""
        hit = self.hit
        return {
            **source(hit),
            "title": hit.title,
            "role": self.role,
            "occurred": when(hit),
            "marking": hit.marking,
        }
