"""What lies around somebody or something: the records within two steps of it, fetched in few round trips.

Caps count visible records alone: they stand after the security filter, newest first and then by id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from access.gateway import Hit, Reading
from access.queries import LONGEST_VALUE, MOST_VALUES, Clause, Find, Order, Terms
from portal.services.links.graph import Graph
from portal.services.links.places import parts_of
from portal.services.nominals.clusters import clusters
from portal.services.nominals.members import NOBODY, Walk, people_of

NEWEST = 100  # records by one kind of key
MOST_PEOPLE = 60  # whose other records are followed
STEPS = 2


def by_key(reading: Reading, id_: str) -> list[Hit]:
    """The newest records that name a place, a vehicle, a phone."""
    return _found(reading, [_by_keys([id_])[_field(id_)]])


def around(walk: Walk, first: Sequence[Hit], root: Callable[[Graph], str | None]) -> Graph:
    """The graph of what lies around a node. first: the records that name it; root: the node, once there is a graph."""
    walk.take(first)
    near = Graph(first, whose(walk, first))
    start = root(near)
    beside = sorted(near.near(start, 1)) if start else []
    more = _found(walk.reading, [*_by_keys(beside).values(), *_linked(first)])
    walk.take(more)
    hits = {hit.id: hit for hit in (*first, *more, *_joined(walk, near, beside))}
    return Graph(hits.values(), whose(walk, hits.values()))


def whose(walk: Walk, hits: Iterable[Hit]) -> Callable[[str], str]:
    """The smallest member, among those of these records, of the human being that a member is."""
    members = sorted(one.id for hit in hits for one in people_of(hit))
    walk.know(members)
    smallest = {
        id_: min(group) for group in clusters(members, walk.edges.values(), walk.seen) for id_ in group
    }
    return lambda id_: smallest.get(id_, id_)


def _joined(walk: Walk, near: Graph, beside: Sequence[str]) -> list[Hit]:
    """Other records of the people who are one step away, or are asked for: one step along their edges."""
    people = [near.nodes[id_] for id_ in beside if near.nodes[id_].members]
    mine = {member for node in people[:MOST_PEOPLE] for member in node.members}
    walk.step(mine)
    return [walk.seen[end].hit for end in sorted(walk.joined_to(mine))]


# ------------------------------------------------------------------------------------- questions

_PLACES = ("place.flat", "place.building", "place.street")


def _field(id_: str) -> str:
    """Where the index has a key."""
    if not id_.startswith("place:"):
        return "ident"
    where, _ = parts_of(id_)
    return "place.flat" if "/" in where else "place.building" if where[:1].isdigit() else "place.street"


def _by_keys(ids: Iterable[str]) -> dict[str, Clause]:
    """A question a field; each is asked, whatever there is to ask for."""
    keys: dict[str, list[str]] = {field: [] for field in (*_PLACES, "ident")}
    for id_ in ids:
        if is_key(id_):
            value = parts_of(id_)[0] if id_.startswith("place:") else id_
            keys[_field(id_)].append(value[:LONGEST_VALUE])
    return {
        field: Terms(field, tuple(filter(None, values))[:MOST_VALUES] or (NOBODY,))
        for field, values in keys.items()
    }


def is_key(id_: str) -> bool:
    """Whether an id is a place's, a vehicle's, a phone's: `label:value`, and no record's (whose system has no colon)."""
    return ":" in id_.partition("/")[0]


def _linked(first: Sequence[Hit]) -> list[Clause]:
    """What these records link to, and what links to them."""
    links = [link["to"] for hit in first for link in hit.record.get("links") or () if link.get("to")]
    there = sorted({f"{to.get('system')}/{to.get('ref')}" for to in links})[:MOST_VALUES]
    own = sorted(hit.id for hit in first)[:MOST_VALUES]
    return [Terms("id", tuple(there) or (NOBODY,)), Terms("links", tuple(own) or (NOBODY,))]


def _found(reading: Reading, asked: Sequence[Clause]) -> list[Hit]:
    finds = [Find(clause, size=NEWEST, order=Order.NEWEST, paged=False) for clause in asked]
    return list({hit.id: hit for found in reading.find_all(finds) for hit in found.hits}.values())
