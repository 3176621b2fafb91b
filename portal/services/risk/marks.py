"""What some people have that could make somebody else one of them: most have none of it, and are not weighed."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from typing import Protocol


class Marked(Protocol):
    """Somebody, or some people, with what they can be known by."""

    @property
    def signs(self) -> Set[str]: ...
    @property
    def words(self) -> Set[str]: ...
    @property
    def buildings(self) -> Set[str]: ...


@dataclass
class Marks:
    """signs: ends of numbers, years and days of birth; words: of every name; buildings: of every address."""

    signs: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    buildings: set[str] = field(default_factory=set)

    def add(self, other: Marked) -> None:
        """Count somebody in, or others with all that they have."""
        self.signs |= other.signs
        self.words |= other.words
        self.buildings |= other.buildings

    def may_hold(self, somebody: Marked) -> bool:
        """Whether any of them can be that one."""
        return may_be_one(self, somebody)


def may_be_one(some: Marked, other: Marked) -> bool:
    """Whether they have anything in common that could make them one: a sign, or a name and an address."""
    if not some.signs.isdisjoint(other.signs):
        return True
    return not some.buildings.isdisjoint(other.buildings) and not some.words.isdisjoint(other.words)
