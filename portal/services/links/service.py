"""Links: what lies within two steps of a person, a record, a place, a vehicle or a phone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from access.events import Action
from access.gateway import Hit
from access.handling import highest
from portal.services.asker import Asker, Desk, Look
from portal.services.feeds import by_system
from portal.services.links.around import STEPS, around, by_key, is_key
from portal.services.links.graph import Graph
from portal.services.nominals.golden import golden
from portal.services.nominals.members import EdgeSource, Walk, fetch, record_of

LONGEST = 600


class Links:
    """The chart around one node."""

    def __init__(self, desk: Desk, edges: EdgeSource) -> None:
        self._desk, self._edges = desk, edges

    def links(self, asker: Asker, id_: str) -> dict[str, Any]:
        """Nodes and edges within two steps. id_: of a member (`SYSTEM/ref~n`), a record (`SYSTEM/ref`), or `place:…`,
        `VRM:…`, `PHONE:…` and the like, as the nodes of an answer have them. Raises NotFound for what is absent and for
        what is hidden.
        """
        with self._desk.look(asker, Action.LINKS, {"id": id_}) as look:
            walk = Walk(look.reading, self._edges)
            asked = id_[:LONGEST]
            first = _first(walk, asked)
            graph = around(walk, first, lambda made: made.find(asked))
            root = graph.find(asked)
            if root is None:
                raise look.not_found()
            return self._answer(look, graph, root)

    def _answer(self, look: Look, graph: Graph, root: str) -> dict[str, Any]:
        nodes, lines = graph.within(root, STEPS)
        hits = {id_: hit for node in nodes for id_, hit in node.hits.items()}
        look.returned(sorted(hits))
        return {
            "root": root,
            "nodes": [node.as_json() for node in nodes],
            "edges": [line.as_json() for line in lines],
            "systems": look.systems(by_system(hits.values())),
            "marking": highest(hit.marking for hit in hits.values()),
            "audit_id": look.audit_id,
        }


def _first(walk: Walk, id_: str) -> Sequence[Hit]:
    """The records that name what is asked for."""
    if is_key(id_):
        return by_key(walk.reading, id_)
    if record_of(id_):
        found = golden(walk, id_)
        return found.hits if found else []
    return fetch(walk.reading, [id_])
