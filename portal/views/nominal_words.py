"""How nominals and links are told: edges in words, nodes by kind, lines of the chart. No Flask."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from indexer.pole import RecordId
from portal.views.words import Sign, role_words, system_name

Json = Mapping[str, Any]
_DECISIONS = {
    "join": Sign("join", "=", "Joined"),
    "review": Sign("review", "?", "To be looked at"),
    "apart": Sign("apart", "≠", "Kept apart"),
}
_JUDGED = {
    "join": "Joined: {} are one person from now on.",
    "split": "Split: {} are two people from now on.",
    "veto": "Vetoed: {} are two people, and are never to be joined.",
}
KINDS = (
    ("person", "People"), ("location", "Places"), ("vehicle", "Vehicles"), ("phone", "Phones"), ("email", "E-mail addresses"),
    ("event", "Events"), ("report", "Reports"),
)  # fmt: skip


_TOLD = ("event", "report")
_PLACED = frozenset({"home", "work", "occupant", "address"})
# A role belongs to the end that a line begins at; this is how the other end says it.
_INWARD = {
    "uses": "used by", "user": "used by", "owner": "owned by", "keeper": "kept by", "driver": "driven by", "possessed": "had by",
    "home": "home of", "work": "work of", "occupant": "occupied by", "address": "address of", "frequents": "frequented by",
    "bail address": "bail address of", "occurred at": "place of", "recovered at": "place of finding in", "in": "holds",
}  # fmt: skip
_IN_TEXT = "named in the text"


def tie_words(role: str, other: str, inward: bool = False) -> str:
    """What stands before the other end of a line: `suspect in`, `home at`, from a phone or a place `used by`, `home of`.

    other: the kind of the other end. inward: told from where the line leads to.
    """
    said = role_words(role)
    if said == _IN_TEXT:
        return f"{said} of" if other in _TOLD else "names"
    if inward:
        return _INWARD.get(said, said)
    if other in _TOLD:
        return said if said.endswith(" in") else f"{said} in"
    return f"{said} at" if other == "location" and said in _PLACED else said


def decision(value: str | None) -> Sign:
    """What was decided of two members, as shape and word."""
    return _DECISIONS.get(value or "", Sign("review", "?", str(value)))


def decided_by(edge: Json) -> str:
    """Who decided: a person by name, else how it was computed."""
    if edge.get("human"):
        return f"by {edge['by']}"
    return {"batch": "by comparing all records", "arrival": "when the record came in"}.get(
        str(edge["by"]), str(edge["by"])
    )


def judged_words(word: str, a: str, b: str) -> str:
    """What a person's word did to two members: `Split: CRIS 2000011/26 and PNC 80/123R are two people …`."""
    one, other = (f"{system_name(end['system'])} {end['ref']}" for end in (_bare(a), _bare(b)))
    return _JUDGED[word].format(f"{one} and {other}")


def ends(edge: Json, members: Sequence[Json]) -> tuple[Json, Json]:
    """The two members of an edge: of these, or by their id alone."""
    known = {one["id"]: one for one in members}
    made = [known.get(edge[end]) or _bare(edge[end]) for end in ("a", "b")]
    return made[0], made[1]


def _bare(id_: str) -> Json:
    return {"id": id_, **RecordId.parse(id_.rpartition("~")[0]).as_json(), "name": ""}


def grouped_links(answer: Json) -> list[dict[str, Any]]:
    """The nodes by kind, each with what ties it to others."""
    nodes = {node["id"]: node for node in answer["nodes"]}
    ties: dict[str, list[dict[str, Any]]] = {id_: [] for id_ in nodes}
    for edge in answer["edges"]:
        for one, other, inward in ((edge["from"], edge["to"], False), (edge["to"], edge["from"], True)):
            told = tie_words(edge["role"], nodes[other]["kind"], inward)
            ties[one].append({"told": told, "confidence": edge["confidence"], "node": nodes[other]})
    kinds = dict(KINDS)
    order = [kind for kind, _ in KINDS]
    found = sorted(
        {node["kind"] for node in answer["nodes"]},
        key=lambda kind: (order.index(kind) if kind in order else 99, kind),
    )
    return [
        {
            "kind": kind,
            "title": kinds.get(kind, kind.replace("-", " ").capitalize()),
            "nodes": [
                {**node, "ties": ties[node["id"]]}
                for node in answer["nodes"]
                if node["kind"] == kind and node["id"] != answer["root"]
            ],
        }
        for kind in found
    ]


def chart_rows(answer: Json, address_of: Callable[[str, str], str | None]) -> list[dict[str, Any]]:
    """The lines of the chart, as the list beside it has them."""
    nodes = {node["id"]: node for node in answer["nodes"]}
    return [
        {
            "from": nodes[edge["from"]], "to": nodes[edge["to"]], "role": edge["role"], "confidence": edge["confidence"],
            "records": edge["records"], "href": address_of(edge["from"], nodes[edge["from"]]["kind"]),
            "to_href": address_of(edge["to"], nodes[edge["to"]]["kind"]),
        }
        for edge in answer["edges"]
    ]  # fmt: skip


FILTERS = {"decision": decision, "decided_by": decided_by, "tie_words": tie_words}
