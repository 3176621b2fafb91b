"""Who of the records speaks of one human being, as far as a reader may see: members, and the edges between them.

The walk goes from a visible member along edges, and only on through members and edges whose two ends are both visible.
What lies behind a hidden one is never reached by it. Every round is one question for edges and one for records, asked
also where there is nothing more to ask for, so that a hidden end and an absent one take the same steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from access.gateway import Hit, Reading
from access.identity import Identity
from access.permissions import Permission, permits
from indexer.resolve.edges import Decision, Edge, Why
from indexer.resolve.members import Member, member
from indexer.resolve.query import POSSIBLE, match_of
from indexer.resolve.scorer import Held
from portal.services.risk.grouping import joins, same
from portal.services.risk.people import Candidate

Json = Mapping[str, Any]
Pair = tuple[str, str]
MOST_MEMBERS = 400  # visible ones that a walk goes through; far above the guard on a cluster's size
MOST_AT_ONCE = 1_000  # records fetched by one question
NOBODY = "-"  # no record's id


class EdgeSource(Protocol):
    """Where edges are kept: `indexer.resolve.edges.Edges`."""

    def touching(self, members: Iterable[str]) -> list[Edge]:
        """Every edge with an end in these members."""
        ...


@dataclass(frozen=True, slots=True)
class Seen:
    """A member that the reader may see: its id, its record, and the person as the reader may have them."""

    id: str
    hit: Hit
    person: Json


def people_of(hit: Hit) -> Iterator[Seen]:
    """The members of a record."""
    for place, person in enumerate(hit.record.get("people") or (), 1):
        yield Seen(str(Member(hit.id, place)), hit, person)


def record_of(id_: str) -> str | None:
    """The record that a member's id is of; None where it is none."""
    try:
        return member(id_).record
    except ValueError:
        return None


def fetch(reading: Reading, ids: Iterable[str]) -> list[Hit]:
    """The visible records of these ids, however many; a question is asked even where there is no id."""
    wanted = sorted(set(ids)) or [NOBODY]
    parts = (wanted[at : at + MOST_AT_ONCE] for at in range(0, len(wanted), MOST_AT_ONCE))
    return [hit for part in parts for hit in reading.fetch(part)]


def edges_for(identity: Identity, edges: Iterable[Edge], seen: Mapping[str, Seen]) -> Iterator[Edge]:
    """The edges whose two ends are both seen, each as far as this reader may know what speaks for it.

    An edge that rests on a number that the reader may not see joins nothing for them: it is decided anew from the two records
    as they have them, by the scorer of the risk lookup. A person's word stands, whatever it was decided by.
    """
    strict = not permits(identity, Permission.SENSITIVE_PERSONAL)
    for edge in edges:
        if edge.a in seen and edge.b in seen:
            yield _anew(edge, seen[edge.a], seen[edge.b]) if strict and _sensitive(edge) else edge


def _sensitive(edge: Edge) -> bool:
    """Whether its evidence tells of a health service number (Data Protection Act 2018, section 35(5))."""
    return any("NHS" in why.text.upper().replace(".", "") for why in edge.reasons)


def _anew(edge: Edge, one: Seen, other: Seen) -> Edge:
    match = same(_candidate(one), _candidate(other)) or _UNLIKE
    decision = edge.decision
    if not edge.human and decision != "apart":
        alike: Decision = "review" if match.score >= POSSIBLE else "apart"
        decision = "join" if decision == "join" and joins(match) else alike
    return replace(
        edge,
        reasons=tuple(Why(r.text, r.weight, r.about) for r in match.evidence),
        score=match.score,
        decision=decision,
    )


def _candidate(one: Seen) -> Candidate:
    return Candidate(one.hit, member(one.id).place - 1, Held(one.person), _UNLIKE)


_UNLIKE = match_of([])


@dataclass
class Walk:
    """What was reached so far: visible members and the edges between visible members, by id."""

    reading: Reading
    source: EdgeSource
    seen: dict[str, Seen] = field(default_factory=dict)
    edges: dict[Pair, Edge] = field(default_factory=dict)
    _fetched: set[str] = field(default_factory=set)

    def begin(self, ids: Iterable[str]) -> list[str]:
        """Fetch members by id; gives those that are there to be seen."""
        wanted = list(dict.fromkeys(ids))
        self._fetch(wanted)
        return [id_ for id_ in wanted if id_ in self.seen]

    def take(self, hits: Iterable[Hit]) -> None:
        """Take in records that were fetched by other ways."""
        for hit in hits:
            self._fetched.add(hit.id)
            self.seen |= {one.id: one for one in people_of(hit)}

    def step(self, members: Iterable[str]) -> None:
        """Follow every edge of these members, and fetch what lies at its other end."""
        found = self.source.touching(sorted(members))
        self._fetch(end for edge in found for end in (edge.a, edge.b))
        self._take_edges(found)

    def know(self, members: Iterable[str]) -> None:
        """Take in the edges of these members, as far as both ends have been seen; nothing is fetched."""
        self._take_edges(self.source.touching(members))

    def all_from(self, start: Sequence[str]) -> set[str]:
        """Everything that hangs together with these by joins, both ends of each visible."""
        reached, frontier = set(start), set(start)
        while frontier and len(reached) < MOST_MEMBERS:
            self.step(frontier)
            frontier = self.joined_to(frontier) - reached
            reached |= frontier
        return reached

    def joined_to(self, members: set[str]) -> set[str]:
        """Who is joined to these, themselves included where they are joined to anybody."""
        joins = [edge for edge in self.edges.values() if edge.decision == "join"]
        return {end for edge in joins if members & {edge.a, edge.b} for end in (edge.a, edge.b)}

    def _take_edges(self, found: Iterable[Edge]) -> None:
        mine = edges_for(self.reading.identity, found, self.seen)
        self.edges |= {(edge.a, edge.b): edge for edge in mine}

    def _fetch(self, members: Iterable[str]) -> None:
        records = {record for id_ in members if (record := record_of(id_))}
        self.take(fetch(self.reading, records - self._fetched))
        self._fetched |= records
