"""From edges to human beings, by what one reader sees: the surest joins first, and none that the guard refuses.

A person's word comes before any computed join. No two nominals are joined whose members somebody has said to be two, that
hold two people of one record, two PNC IDs, or more members than any one person has; so a chain of half-sure joins does not
run through a town. Everything is decided from visible members and edges alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from indexer.resolve.edges import Edge
from indexer.resolve.scorer import identifiers_of
from portal.services.nominals_members import Seen

LARGEST = 120


def clusters(members: Iterable[str], edges: Iterable[Edge], seen: Mapping[str, Seen]) -> list[frozenset[str]]:
    """The members as human beings, by their smallest id. seen: every member that the reader sees, by id."""
    made = _Clusters(members, seen)
    known = [edge for edge in edges if edge.a in made.of and edge.b in made.of]
    made.apart = {(edge.a, edge.b) for edge in known if edge.human and edge.decision == "apart"}
    for edge in sorted((e for e in known if e.decision == "join"), key=_surest):
        made.join(edge)
    return sorted({frozenset(group) for group in made.of.values()}, key=min)


def _surest(edge: Edge) -> tuple[bool, float, str, str]:
    return (not edge.human, -edge.score, edge.a, edge.b)


class _Clusters:
    """Clusters as they grow."""

    def __init__(self, members: Iterable[str], seen: Mapping[str, Seen]) -> None:
        self.of: dict[str, set[str]] = {id_: {id_} for id_ in members}
        self.apart: set[tuple[str, str]] = set()
        self._seen = seen

    def join(self, edge: Edge) -> None:
        """Make two clusters one, unless something speaks against it."""
        one, other = self.of[edge.a], self.of[edge.b]
        if one is other or self._told_apart(one, other) or not (edge.human or self._may_join(one, other)):
            return
        if len(one) < len(other):
            one, other = other, one
        one |= other
        self.of |= dict.fromkeys(other, one)

    def _told_apart(self, one: set[str], other: set[str]) -> bool:
        return any((a in one and b in other) or (a in other and b in one) for a, b in self.apart)

    def _may_join(self, one: set[str], other: set[str]) -> bool:
        if len(one) + len(other) > LARGEST or not self._records(one).isdisjoint(self._records(other)):
            return False
        mine, theirs = self._numbers(one), self._numbers(other)
        return not mine or not theirs or not mine.isdisjoint(theirs)

    def _records(self, group: set[str]) -> set[str]:
        return {self._seen[id_].hit.id for id_ in group}

    def _numbers(self, group: set[str]) -> set[str]:
        return {n for id_ in group for n in identifiers_of(self._seen[id_].person).get("PNC_ID", ())}
