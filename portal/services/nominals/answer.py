"""The golden nominal as it is answered: values with their sources, conflicts, risk, timeline, members and edges with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from typing import Any

from access.gateway import Hit
from indexer.resolve.edges import Edge
from portal.search.bands import Bands, packaged
from portal.services.links.graph import Graph, Line, Node, records_of
from portal.services.nominals import values
from portal.services.nominals.golden import Golden
from portal.services.nominals.members import Seen
from portal.services.risk.assessed import assessed
from portal.services.risk.bearing import Bearing
from portal.services.risk.context import Context
from portal.services.risk.sources import name_of, source, when
from portal.services.risk.telling import facts_told_of, warnings_of
from portal.services.risk.warnings import Warner, ordered
from portal.services.times import moment

Json = Mapping[str, Any]


def answer(found: Golden, today: date, bands: Bands | None = None) -> dict[str, Any]:
    """All but the associates and the frame."""
    members = found.members
    return {
        "id": found.id,
        "kind": "person",
        "best_name": values.best_name(members),
        "names": _said(values.names_used(members)),
        "dates_of_birth": _said(values.dates_of_birth(members)),
        "identifiers": _said(values.identifiers(members)),
        "photos": _said(values.photos(members)),
        "descriptions": _said(values.descriptions(members)),
        "addresses": values.addresses(members, today),
        "conflicts": values.conflicts(members),
        "events": timeline(members),
        "members": [member_as_json(one) for one in members],
        "edges": [
            edge_as_json(edge) for edge in found.edges if not (edge.human and edge.decision == "apart")
        ],
        "judgements": [edge_as_json(edge) for edge in (*found.edges, *found.open) if edge.human],
        "suggestions": [_suggestion(edge, found) for edge in found.open if edge.decision != "apart"],
        **risk(found, today, bands),
    }


def _said(found: Iterable[values.Value]) -> list[dict[str, Any]]:
    return [value.as_json() for value in found]


# ------------------------------------------------------------------------------------------ risk


def risk(found: Golden, today: date, bands: Bands | None = None) -> dict[str, Any]:
    """Markers and facts of every record, what stands against them today, and the band that these come to."""
    read = [(Bearing(one.hit, today), one.person) for one in found.members]
    warner = Warner(today)
    warnings = ordered(one for bearing, person in read for one in warnings_of(bearing, person, warner))
    said = [(bearing.hit, fact) for bearing, person in read for fact in facts_told_of(bearing, person)]
    around = Context(today, found.hits, [(one.hit, one.person) for one in found.members], said)
    return assessed(around, warnings, bands or packaged()).as_json("markers")


# -------------------------------------------------------------------------------------- timeline


def timeline(members: Sequence[Seen]) -> list[dict[str, Any]]:
    """Every record by system, the newest first; what the person is in it."""
    rows = [
        {
            **source(one.hit),
            "kind": one.hit.kind,
            "title": one.hit.title,
            "role": one.person.get("role"),
            "occurred": when(one.hit),
            "classification": one.hit.record.get("classification"),
            "marking": one.hit.marking,
        }
        for one in sorted(members, key=lambda one: one.id)
    ]
    rows.sort(key=lambda row: str(row["occurred"] or ""), reverse=True)
    systems = sorted({str(row["system"]) for row in rows})
    return [
        {"system": system, "records": [row for row in rows if row["system"] == system]} for system in systems
    ]


# ------------------------------------------------------------------------------ members and edges


def member_as_json(one: Seen) -> dict[str, Any]:
    """A member: the record, and the person as it names them."""
    return {
        "id": one.id,
        **source(one.hit),
        "name": name_of(one.person) or "name not known",
        "born": [str(d) for d in one.person.get("dates_of_birth") or ()],
        "role": one.person.get("role"),
        "title": one.hit.title,
        "occurred": when(one.hit),
        "marking": one.hit.marking,
    }


def edge_as_json(edge: Edge) -> dict[str, Any]:
    """An edge with its reasons, the weightiest first."""
    reasons = sorted(edge.reasons, key=lambda why: (-abs(why[1]), why[0]))
    return {
        "a": edge.a,
        "b": edge.b,
        "score": round(edge.score, 4),
        "decision": edge.decision,
        "by": edge.by,
        "human": edge.human,
        "reason": edge.reason,
        "decided": _iso(edge.decided),
        "reasons": [
            {"text": text, "weight": round(weight, 2), "about": about} for text, weight, about in reasons
        ],
    }


def _iso(seconds: float) -> str | None:
    return moment(seconds) if seconds else None


def _suggestion(edge: Edge, found: Golden) -> dict[str, Any]:
    """Somebody who may be the same: an edge for people to look at, or a join that the guard held back."""
    other = edge.a if edge.a in found.beside else edge.b
    held = (
        "held back: joined by a chain that the guard does not let through"
        if edge.decision == "join"
        else None
    )
    return edge_as_json(edge) | {"member": member_as_json(found.beside[other]), "held_back": held}


# ------------------------------------------------------------------------------------- associates


def associates(graph: Graph, root: str) -> list[dict[str, Any]]:
    """People within two steps, with what ties each to this one; those with most ties first."""
    nodes, lines = graph.within(root, 2)
    by_id = {node.id: node for node in nodes}
    people = [node for node in nodes if node.kind == "person" and node.id != root]
    made = [_associate(node, list(_ties(root, node.id, lines, by_id))) for node in people]
    return sorted(made, key=lambda one: (-len(one["ties"]), one["title"], one["id"]))


def _associate(node: Node, ties: list[dict[str, Any]]) -> dict[str, Any]:
    told = node.as_json()
    return {**told, "nominal": min(node.members, default=None), "ties": ties}


def _ties(
    root: str, other: str, lines: Sequence[Line], nodes: Mapping[str, Node]
) -> Iterator[dict[str, Any]]:
    """What ties two people: a line from one to the other, or something that both have; `records` are those that say so."""
    mine, theirs = _ends(root, lines), _ends(other, lines)
    for line in mine.get(other, ()):
        yield {"role": line.role, "their_role": None, "through": None, "records": records_of(line.hits)[:1]}
    for middle in sorted(mine.keys() & theirs.keys() - {root, other}):
        node = nodes[middle]
        one, two = _told_together(mine[middle], theirs[middle])
        through = {"id": node.id, "kind": node.kind, "title": node.title}
        yield {"role": one.role, "their_role": two.role, "through": through, "records": _saying(one, two)}


def _told_together(mine: Sequence[Line], theirs: Sequence[Line]) -> tuple[Line, Line]:
    """The two lines to something that both have: those that one record says, if there are such."""
    return min(product(mine, theirs), key=lambda pair: pair[0].hits.keys().isdisjoint(pair[1].hits))


def _saying(mine: Line, theirs: Line) -> list[dict[str, str]]:
    """The newest record that says both; else the newest that says it of the other one, then of this one.

    Never merely the newest of the place or the phone: that may name neither of them.
    """
    both = {id_: hit for id_, hit in mine.hits.items() if id_ in theirs.hits}
    return records_of(both)[:1] or [*records_of(theirs.hits)[:1], *records_of(mine.hits)[:1]]


def _ends(id_: str, lines: Sequence[Line]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        if id_ in (line.from_, line.to):
            found.setdefault(line.to if line.from_ == id_ else line.from_, []).append(line)
    return found


def hits_of(found: Golden, others: Iterable[Mapping[str, Any]], graph: Graph) -> list[Hit]:
    """Every record that the answer names."""
    beside = [
        found.beside[e.a if e.a in found.beside else e.b].hit for e in found.open if e.decision != "apart"
    ]
    tied = [hit for other in others for hit in graph.nodes[str(other["id"])].hits.values()]
    root = graph.nodes.get(graph.find(found.id) or "")
    said = {f"{r['system']}/{r['ref']}" for other in others for tie in other["ties"] for r in tie["records"]}
    saying = [hit for id_, hit in root.hits.items() if id_ in said] if root else []
    return list({hit.id: hit for hit in (*found.hits, *beside, *tied, *saying)}.values())
