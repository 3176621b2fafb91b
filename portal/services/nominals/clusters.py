"""From edges to human beings, by what one reader sees: `indexer.resolve.clusters`, of the members that they see alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from indexer.resolve import clusters as resolved
from indexer.resolve.clusters import LARGEST, Known
from indexer.resolve.edges import Edge
from indexer.resolve.scorer import DECISIVE, identifiers_of
from portal.services.nominals.members import Seen

__all__ = ["LARGEST", "clusters"]


def clusters(members: Iterable[str], edges: Iterable[Edge], seen: Mapping[str, Seen]) -> list[frozenset[str]]:
    """The members as human beings, by their smallest id. seen: every member that the reader sees, by id."""
    return resolved.clusters({id_: _known(seen[id_]) for id_ in members}, edges)


def _known(one: Seen) -> Known:
    numbers = identifiers_of(one.person)
    decisive = {label: frozenset(numbers[label]) for label in DECISIVE if numbers.get(label)}
    return Known(one.hit.id, decisive, frozenset(map(str, one.person.get("dates_of_birth") or ())))
