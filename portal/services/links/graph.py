"""A chart of links: what records tie together, made from visible records alone.

People (one node a human being, as far as visible edges join their members), places, vehicles, phones and other things, and
the events and reports in which they meet. Every line says its role, the records that say so, and how sure it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from access.gateway import Hit
from access.handling import highest
from indexer.resolve.places import Keys, keys_of
from indexer.resolve.scorer import identifiers_of
from nlp import identifiers, names
from portal.services.links.places import parts_of, place_id, where_of
from portal.services.nominals.members import Seen, people_of
from portal.services.nominals.values import best_name
from portal.services.risk.bearing import Bearing
from portal.services.risk.sources import name_of, source, when

Json = Mapping[str, Any]
MOST_NODES = 150
STATED, READ = "stated", "read from the text"
_IN_TEXT = "named in the text"
_CONTACTS = {"PHONE": "phone", "EMAIL": "email"}
_THINGS = {"VRM": "vehicle", "IMEI": "phone", "VIN": "vehicle", "SERIAL": "object"}
KEYS = frozenset({"place", *_CONTACTS, *_THINGS})
_MENTIONED = {**_CONTACTS, "VRM": "vehicle", "IMEI": "phone"}


@dataclass
class Node:
    """Somebody or something, with the records that speak of it."""

    id: str
    kind: str
    title: str
    hits: dict[str, Hit] = field(default_factory=dict)
    members: dict[str, Seen] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The node as it is answered."""
        return {
            "id": self.id,
            "kind": self.kind,
            "title": best_name(list(self.members.values())) if self.members else self.title,
            "born": _born(self.members.values()),
            "records": records_of(self.hits),
            "marking": highest(hit.marking for hit in self.hits.values()),
        }


@dataclass
class Line:
    """How two nodes are tied, and who says so."""

    from_: str
    to: str
    role: str
    confidence: str
    hits: dict[str, Hit] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The line as it is answered."""
        return {
            "from": self.from_,
            "to": self.to,
            "role": self.role,
            "records": records_of(self.hits),
            "confidence": self.confidence,
        }


def records_of(hits: Mapping[str, Hit]) -> list[dict[str, str]]:
    """The newest records first."""
    ordered = sorted(hits.values(), key=lambda hit: hit.id)
    ordered.sort(key=lambda hit: when(hit) or "", reverse=True)
    return [source(hit) for hit in ordered]


def _born(members: Iterable[Seen]) -> str | None:
    born = sorted(str(d) for one in members for d in one.person.get("dates_of_birth") or ())
    return max(dict.fromkeys(born), key=born.count, default=None)


class Graph:
    """Nodes and lines of some records. whose: the id of the human being that a member is."""

    def __init__(self, hits: Iterable[Hit], whose: Callable[[str], str]) -> None:
        self.nodes: dict[str, Node] = {}
        self.lines: dict[tuple[str, str, str], Line] = {}
        self._whose, self._hubs, self._later = whose, dict[str, str](), list[tuple[str, Hit, Json]]()
        self._here = set[str]()  # nodes that the record being added names in its own fields
        ordered = sorted(hits, key=lambda hit: hit.id)
        self._districts = _districts(ordered)
        for hit in ordered:
            self._add(hit)
        self._join_records()

    # ------------------------------------------------------------------------------------- reading

    def find(self, id_: str) -> str | None:
        """The node that an id means: itself, the human being whose member it is, or the place with or without its district."""
        if id_.startswith("place:"):
            return self._find_place(id_)
        whose = self._whose(id_) if "~" in id_ else id_
        node = self.nodes.get(whose)
        return whose if node and (node.id == id_ or id_ in node.members) else self._hubs.get(id_)

    def _find_place(self, id_: str) -> str | None:
        where, district = parts_of(id_)
        known = [other for other in self.nodes if other.startswith("place:") and parts_of(other)[0] == where]
        fits = [other for other in known if district in ("", parts_of(other)[1]) or not parts_of(other)[1]]
        return id_ if id_ in fits else min(fits, default=None)

    def near(self, root: str, steps: int) -> dict[str, int]:
        """How many steps each node lies from the root, as far as so many steps lead."""
        beside: dict[str, set[str]] = {}
        for line in self.lines.values():
            beside.setdefault(line.from_, set()).add(line.to)
            beside.setdefault(line.to, set()).add(line.from_)
        far, frontier = {root: 0}, {root}
        for step in range(1, steps + 1):
            frontier = {other for id_ in frontier for other in beside.get(id_, ())} - far.keys()
            far |= dict.fromkeys(frontier, step)
        return far

    def within(self, root: str, steps: int) -> tuple[list[Node], list[Line]]:
        """The nodes that so many steps lead to, the nearest and then the newest first, and the lines between them."""
        far = self.near(root, steps)
        kept = sorted((self.nodes[id_] for id_ in far), key=lambda node: node.id)
        kept.sort(
            key=lambda node: max((when(hit) or "" for hit in node.hits.values()), default=""), reverse=True
        )
        kept.sort(key=lambda node: far[node.id])
        shown = {node.id for node in kept[:MOST_NODES]}
        lines = [line for _, line in sorted(self.lines.items()) if line.from_ in shown and line.to in shown]
        return kept[:MOST_NODES], lines

    # -------------------------------------------------------------------------------------- making

    def _add(self, hit: Hit) -> None:
        self._here = set()
        people = [self._person(one) for one in people_of(hit)]
        hub = self._hub(hit, people)
        self._hubs[hit.id] = hub
        for one, node in zip(people_of(hit), people, strict=True):
            self._line(node, hub, str(one.person.get("role") or "named in"), hit)
            self._own(hit, one, node)
        for place in hit.record.get("locations") or ():
            self._placed(hit, hub, place, str(place.get("role") or "at"))
        for number, thing in enumerate(hit.record.get("objects") or (), 1):
            self._thing(hit, hub, thing, number)
        self._read(hit, hub)
        self._later += [(hub, hit, link) for link in hit.record.get("links") or ()]

    def _hub(self, hit: Hit, people: list[str]) -> str:
        """What the record's other things hang on: the record itself, or the person that it is the record of."""
        if hit.kind == "person" and people:
            return people[0]
        return self._node(hit.id, hit.kind, hit.title, hit)

    def _person(self, one: Seen) -> str:
        id_ = self._node(self._whose(one.id), "person", name_of(one.person) or "name not known", one.hit)
        self.nodes[id_].members[one.id] = one
        return id_

    def _own(self, hit: Hit, one: Seen, node: str) -> None:
        """What is a person's own: addresses, phones."""
        for place in one.person.get("addresses") or ():
            self._placed(hit, node, place, str(place.get("role") or "address"))
        held = identifiers_of(one.person)
        for label, kind in _CONTACTS.items():
            for value in held.get(label, ()):
                self._line(node, self._node(f"{label}:{value}", kind, value, hit), "uses", hit)

    def _placed(self, hit: Hit, from_: str, place: Json, role: str, confidence: str = STATED) -> None:
        address, postcode = str(place.get("address") or ""), place.get("postcode")
        keys = keys_of(address, postcode)
        id_ = self.place(keys)
        if id_ is None:
            return
        title = ", ".join(str(part) for part in (address, postcode) if part)
        self._line(from_, self._node(id_, "location", title, hit), role, hit, confidence)
        if keys.flat:
            building = self.place(keys._replace(flat=""))
            if building:
                shown = ", ".join(part for part in (keys.building.title(), keys.postcode) if part)
                self._line(id_, self._node(building, "location", shown, hit), "in", hit, confidence)

    def _thing(self, hit: Hit, hub: str, thing: Json, number: int) -> None:
        label, value = next(_marks(thing), ("", ""))
        kind = str(thing.get("type") or "") or _THINGS.get(label, "object")
        title = " ".join(str(part) for part in (value, thing.get("description")) if part) or kind
        id_ = f"{label}:{value}" if label else f"{hit.id}#{number}"
        kind = "vehicle" if label in ("VRM", "VIN") else "phone" if label in ("IMEI", "PHONE") else kind
        self._line(hub, self._node(id_, kind, title, hit), str(thing.get("role") or "linked"), hit)

    def _read(self, hit: Hit, hub: str) -> None:
        """What only the text names: places, vehicles, phones, people."""
        told = frozenset(self._here)
        for mention in hit.mentions:
            label, value = str(mention["label"]), str(mention.get("value") or mention["text"])
            if label in _MENTIONED and f"{label}:{value}" not in told:
                node = self._node(f"{label}:{value}", _MENTIONED[label], str(mention["text"]), hit)
                self._line(hub, node, _IN_TEXT, hit, READ)
            elif label == "ADDRESS" and self.place(keys_of(str(mention["text"]), None)) not in told:
                self._placed(hit, hub, {"address": mention["text"]}, _IN_TEXT, READ)
        for held in Bearing(hit, date.min).in_text:
            name = name_of(held.person)
            node = self._node(f"{hit.id}#{names.fold(name)}", "person", name, hit)
            self._line(node, hub, _IN_TEXT, hit, READ)

    def place(self, keys: Keys) -> str | None:
        """The node of a place: one written without its postcode is the only one of that name that is known, if there is one."""
        where = where_of(keys)
        known = self._districts.get(where, frozenset())
        district = keys.outward or (next(iter(known)) if len(known) == 1 else "")
        return place_id(where, district)

    def _join_records(self) -> None:
        """Links between records, where both are here."""
        for hub, hit, link in self._later:
            to = link.get("to") or {}
            other = self._hubs.get(f"{to.get('system')}/{to.get('ref')}")
            if other and other != hub:
                self._line(
                    hub, other, str(link.get("role") or "linked"), hit, str(link.get("confidence") or STATED)
                )

    def _node(self, id_: str, kind: str, title: str, hit: Hit) -> str:
        node = self.nodes.setdefault(id_, Node(id_, kind, title))
        node.title = max(node.title, title, key=lambda text: (len(text), text))
        node.hits[hit.id] = hit
        self._here.add(id_)
        return id_

    def _line(self, from_: str, to: str, role: str, hit: Hit, confidence: str = STATED) -> None:
        if from_ != to:
            self.lines.setdefault((from_, to, role), Line(from_, to, role, confidence)).hits[hit.id] = hit


def _districts(hits: Iterable[Hit]) -> dict[str, frozenset[str]]:
    """The postcode districts in which the records have a place of each name."""
    found: dict[str, set[str]] = {}
    for hit in hits:
        for keys in Bearing(hit, date.min).places:
            if district := keys.outward:
                for where in {where_of(keys), where_of(keys._replace(flat=""))}:
                    found.setdefault(where, set()).add(district)
    return {where: frozenset(districts) for where, districts in found.items()}


def _marks(thing: Json) -> Iterator[tuple[str, str]]:
    """What identifies a thing, the surest first: (label, normal form)."""
    held = thing.get("identifiers") or {}
    for name, label in (
        ("vrm", "VRM"),
        ("imei", "IMEI"),
        ("phone", "PHONE"),
        ("vin", "VIN"),
        ("serial", "SERIAL"),
    ):
        given = held.get(name)
        for value in given if isinstance(given, list | tuple) else [given]:
            if value:
                yield label, identifiers.normalise(label, str(value)) or identifiers.bare(str(value))
