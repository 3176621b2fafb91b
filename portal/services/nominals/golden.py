"""The golden nominal: which visible members are one human being for this reader, and what holds them together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from access.gateway import Hit
from indexer.resolve.edges import Edge
from portal.services.nominals.clusters import clusters
from portal.services.nominals.members import Seen, Walk


@dataclass(frozen=True, slots=True)
class Golden:
    """Members of one human being, by id; the edges among them; those that lead on to others and joined nothing.

    beside: members of other nominals at the far ends of `open`, by id.
    """

    members: tuple[Seen, ...]
    edges: tuple[Edge, ...]
    open: tuple[Edge, ...]
    beside: Mapping[str, Seen]

    @property
    def id(self) -> str:
        """The smallest visible member's."""
        return self.members[0].id

    @property
    def ids(self) -> frozenset[str]:
        """The members' ids."""
        return frozenset(one.id for one in self.members)

    @property
    def hits(self) -> list[Hit]:
        """Their records, each once."""
        return list({one.hit.id: one.hit for one in self.members}.values())


def golden(walk: Walk, id_: str) -> Golden | None:
    """The nominal that a member belongs to; None where the reader sees no such member, hidden and absent alike."""
    if not walk.begin([id_]):
        return None
    reached = walk.all_from([id_])
    mine = next(group for group in clusters(reached, walk.edges.values(), walk.seen) if id_ in group)
    among = [edge for edge in _ordered(walk.edges.values()) if {edge.a, edge.b} <= mine]
    leading = [edge for edge in _ordered(walk.edges.values()) if len({edge.a, edge.b} & mine) == 1]
    far = {end for edge in leading for end in (edge.a, edge.b)} - mine
    members = tuple(walk.seen[one] for one in sorted(mine))
    return Golden(members, tuple(among), tuple(leading), {one: walk.seen[one] for one in sorted(far)})


def _ordered(edges: Iterable[Edge]) -> list[Edge]:
    return sorted(edges, key=lambda edge: (edge.a, edge.b))
