"""The pairs that wait for a person's word, a page at a time, as far as a reader may see both their ends.

Of all that waits a reader may see little. So the record store says first whose handling lets them through, thousands in the
time of one question to the index; only these are asked for through the gateway, which alone decides. A page goes through a
bounded number of pairs. The place where it ends is sealed: it may name a pair that the reader may not see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from access.cursors import Cursors
from access.gateway_types import CursorError, RecordCheck
from access.handling import visible
from access.identity import Identity
from indexer.portions import portions
from indexer.resolve.edges import Edge
from portal.services.errors import Invalid
from portal.services.nominals.members import Pair, Walk, edges_for, fetch, record_of

PAGE = 20
AT_ONCE = 100  # pairs whose records are asked of the gateway by one question
PORTION, MOST_PORTIONS = (
    500,
    200,
)  # pairs looked at by one question to the store, and how often: a few seconds at most


class WaitingEdges(Protocol):
    """Where edges are kept: `indexer.resolve.edges.Edges`."""

    def review(self, limit: int = 100, after: Pair | None = None) -> list[Edge]:
        """Edges that wait for a person, by their ends; none only at the end."""
        ...


class Page(NamedTuple):
    """Pairs to be shown, and the pair after which the next page begins; None where nothing is left."""

    pairs: Sequence[Edge]
    end: Pair | None


class Waiting:
    """The queue of pairs. cursors: of the instance; clock: an aware datetime."""

    def __init__(
        self, edges: WaitingEdges, check: RecordCheck, cursors: Cursors, clock: Callable[[], datetime]
    ) -> None:
        self._edges, self._check, self._cursors, self._clock = edges, check, cursors, clock

    def place(self, identity: Identity, cursor: str | None) -> Pair | None:
        """The pair after which a page begins. Raises Invalid for what is no cursor of this reader's."""
        if not cursor:
            return None
        try:
            a, b = self._cursors.open(cursor, _binding(identity))
        except CursorError as error:
            raise Invalid("after", str(error)) from None
        return str(a), b

    def cursor(self, identity: Identity, place: Pair | None) -> str | None:
        """What opens the next page for this reader alone."""
        return self._cursors.seal(place, _binding(identity)) if place else None

    def page(self, walk: Walk, after: Pair | None) -> Page:
        """The first pairs after a place. Pairs with a hidden end are passed over and fill no page."""
        found: list[Edge] = []
        for _ in range(MOST_PORTIONS):
            waiting = self._edges.review(PORTION, after)
            if not waiting:
                return Page(found, None)
            for edge in self._seen(walk, waiting):
                if len(found) == PAGE:
                    return Page(found, _ends(found[-1]))
                found.append(edge)
            after = _ends(waiting[-1])
        return Page(found, after)

    def _seen(self, walk: Walk, waiting: Sequence[Edge]) -> Iterator[Edge]:
        """Those that still wait as the reader may have them."""
        for part in portions(self._open(walk.reading.identity, waiting), AT_ONCE):
            walk.take(fetch(walk.reading, _records(part)))
            seen = edges_for(walk.reading.identity, part, walk.seen)
            yield from (edge for edge in seen if edge.decision == "review")

    def _open(self, identity: Identity, waiting: Sequence[Edge]) -> list[Edge]:
        """Those whose two records the reader may see by their handling, as the record store has it now."""
        now, current = self._clock(), self._check.current(sorted(_records(waiting)))
        theirs = {id_ for id_, one in current.items() if visible(identity, one.handling, now)}
        return [edge for edge in waiting if {record_of(edge.a), record_of(edge.b)} <= theirs]


def _records(edges: Sequence[Edge]) -> set[str]:
    return {record for edge in edges for end in _ends(edge) if (record := record_of(end))}


def _ends(edge: Edge) -> Pair:
    return edge.a, edge.b


def _binding(identity: Identity) -> str:
    return f"pairs that wait\x00{identity.force}\x00{identity.user}"
