"""What the edges of the golden nominal do to cards: records that they join are on the card, people kept apart have each their own.

One query for the edges of the likeliest people. The records at their other ends are asked for in the lookup's second round,
whatever may be seen of them; what is not there to be seen ties nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from access.gateway import Hit
from access.identity import Identity
from access.queries import LARGEST_PAGE, Find, Terms
from indexer.resolve import births
from indexer.resolve.edges import Edge
from indexer.resolve.pairs import kin
from indexer.resolve.query import Match, Reason, strength
from indexer.resolve.scorer import DECISIVE, identifiers_of
from portal.services.nominals.clusters import clusters
from portal.services.nominals.members import EdgeSource, Json, Seen, edges_for, people_of, record_of
from portal.services.risk.grouping import Group
from portal.services.risk.people import Candidate


@dataclass(frozen=True, slots=True)
class Ties:
    """The edges of some people, as the record store has them: what may be seen of them is not decided yet."""

    edges: tuple[Edge, ...] = field(default=())

    @classmethod
    def of(cls, groups: Iterable[Group], source: EdgeSource) -> Ties:
        """The edges of everybody in these groups."""
        members = sorted(m.id for group in groups for m in group.members if not m.in_text)
        return cls(tuple(source.touching(members)))

    def finds(self) -> list[Find]:
        """The records at the ends of joins, all of them: no question holds more ids than it may answer with."""
        joins = [edge for edge in self.edges if edge.decision == "join"]
        ids = sorted({record for e in joins for end in (e.a, e.b) if (record := record_of(end))})
        pages = [ids[at : at + LARGEST_PAGE] for at in range(0, len(ids), LARGEST_PAGE)]
        return [Find(Terms("id", tuple(page)), size=len(page), paged=False) for page in pages]

    def seen(self, who: Identity, hits: Iterable[Hit]) -> Tied:
        """The edges whose two ends are among these visible records."""
        if not self.edges:
            return Tied({}, {})
        at_ends = {record_of(end) for edge in self.edges for end in (edge.a, edge.b)}
        members = {one.id: one for hit in hits if hit.id in at_ends for one in people_of(hit)}
        edges = (_card_edge(edge, members) for edge in edges_for(who, self.edges, members))
        return Tied(members, {(edge.a, edge.b): edge for edge in edges})


def _card_edge(edge: Edge, members: Mapping[str, Seen]) -> Edge:
    """The edge as a card takes it: what was computed does not lay a twin's danger, or a father's, at another's door."""
    if edge.human or edge.decision != "join":
        return edge
    one, other = members[edge.a].person, members[edge.b].person
    return replace(edge, decision="review") if _unlike(one, other) and kin(one, other) else edge


def _differ(edge: Edge, one: Json, other: Json) -> bool:
    """Whether resolution did not join two records that differ in who the person is: by another name or date of birth."""
    if edge.decision == "join":
        return False
    born, also = set(one.get("dates_of_birth") or ()), set(other.get("dates_of_birth") or ())
    two_dates = bool(born and also and born.isdisjoint(also))
    return two_dates or any(why.weight < 0 and why.about in ("name", "born") for why in edge.reasons)


def _unlike(one: Json, other: Json) -> bool:
    """Whether two records write names or dates of birth otherwise; the rest need not be compared."""
    return any(one.get(said) != other.get(said) for said in ("names", "dates_of_birth"))


@dataclass(frozen=True, slots=True)
class _Births:
    """When some records say that somebody was born, and the numbers in them that one person has once."""

    born: frozenset[str] = frozenset()
    numbers: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def of(cls, people: Iterable[Json]) -> _Births:
        """What is known by these records of one person."""
        told = list(people)
        born = {str(day) for one in told for day in one.get("dates_of_birth") or ()}
        numbers = {
            (label, value)
            for one in told
            for label, values in identifiers_of(one).items()
            if label in DECISIVE
            for value in values
        }
        return cls(frozenset(born), frozenset(numbers))

    def also(self, other: _Births) -> _Births:
        """Both together."""
        return _Births(self.born | other.born, self.numbers | other.numbers)

    def may_be(self, other: _Births) -> bool:
        """Whether they can be one person's: by a number, whatever the dates, or by dates that may be one."""
        return not self.numbers.isdisjoint(other.numbers) or births.may_be_one(self.born, other.born)


@dataclass(frozen=True, slots=True)
class Tied:
    """Visible members of records at the ends of edges, and the edges between them."""

    members: Mapping[str, Seen]
    edges: Mapping[tuple[str, str], Edge]

    def sort_out(self, groups: Sequence[Group], everybody: Iterable[Candidate]) -> list[Group]:
        """The groups with those joined to them, and without those whom somebody has said to be others, in their order."""
        if not self.edges:
            return list(groups)
        whose = self._whose(groups)
        parted = [part for group in groups for part in self._parted(group, whose)]
        known = {candidate.id: candidate for candidate in everybody if not candidate.in_text}
        made: list[Group] = []
        for group in parted:
            mine = {id_ for member in group.members for id_ in whose.get(member.id, ())}
            same = next((kept for kept in made if any(member.id in mine for member in kept.members)), None)
            if same is None:
                made.append(group)
            joined = [known[id_] for id_ in sorted(mine) if id_ in known]
            self._join(same or group, [*(group.members if same else ()), *joined])
        return made

    def _whose(self, groups: Sequence[Group]) -> dict[str, frozenset[str]]:
        """Whom each member of the groups is one with, by the rules of the golden nominal."""
        ids = {m.id for group in groups for m in group.members if m.id in self.members}
        ids |= {end for pair in self.edges for end in pair}
        return {id_: group for group in clusters(ids, self.edges.values(), self.members) for id_ in group}

    def _join(self, group: Group, others: Iterable[Candidate]) -> None:
        held = {member.id for member in group.members}
        for other in others:
            if other.id not in held and not self._said_apart(other.id, held):
                group.add(other, self._why(other.id, held))
                held.add(other.id)

    def _why(self, id_: str, held: Iterable[str]) -> Match | None:
        """The surest edge to any of these, as a match."""
        joins = [edge for edge in self._between(id_, held) if edge.decision == "join"]
        if not joins:
            return None
        best = max(joins, key=lambda edge: (edge.human, edge.score, edge.a, edge.b))
        reasons = tuple(Reason(text, weight, about) for text, weight, about in best.reasons)
        if best.human:
            reasons = (Reason(f"joined by {best.by}: {best.reason}", 0.0), *reasons)
        score = 1.0 if best.human else round(best.score, 4)
        return Match(score, strength(score), reasons)

    def _parted(self, group: Group, whose: Mapping[str, frozenset[str]]) -> list[Group]:
        """The group, and those who are known to be others each in a group of their own, if they answer at all."""
        human_beings: dict[object, list[Candidate]] = {}
        for member in group.members:
            human_beings.setdefault(whose.get(member.id, member.id), []).append(member)
        held, others = set[str](), list[list[Candidate]]()
        known = _Births()
        for members in human_beings.values():
            ids = {member.id for member in members}
            # A record that tells no age goes with those to whom the edges join it.
            theirs = _Births.of([*(one.person for one in members), *self._joined_to(members, whose)])
            if self._are_others(ids, held) or not known.may_be(theirs):
                others.append(members)
            else:
                held |= ids
                known = known.also(theirs)
        if not others:
            return [group]
        why, kept = {join.candidate.id: join.match for join in group.joins}, Group()
        for member in group.members:
            if member.id in held:
                kept.add(member, why.get(member.id))
        answering = [part for part in others if any(member.match.evidence for member in part)]
        return [kept, *map(self._apart, answering)]

    def _joined_to(self, members: Iterable[Candidate], whose: Mapping[str, frozenset[str]]) -> list[Json]:
        ids = {id_ for member in members for id_ in whose.get(member.id, ())}
        return [self.members[id_].person for id_ in ids if id_ in self.members]

    def _apart(self, members: Sequence[Candidate]) -> Group:
        """These as a human being of their own, the first as the best answer."""
        made = Group()
        self._join(made, members)
        return made

    def _are_others(self, ids: Iterable[str], held: Iterable[str]) -> bool:
        """Whether these are somebody else than those: by a person's word, or since their records differ in who the person is,
        which resolution left to people, and nothing joins them."""
        edges = [edge for id_ in ids for edge in self._between(id_, held)]
        if any(edge.human and edge.decision == "apart" for edge in edges):
            return True
        if any(edge.decision == "join" for edge in edges):
            return False
        return any(_differ(e, self.members[e.a].person, self.members[e.b].person) for e in edges)

    def _said_apart(self, id_: str, held: Iterable[str]) -> bool:
        return any(edge.human and edge.decision == "apart" for edge in self._between(id_, held))

    def _between(self, id_: str, others: Iterable[str]) -> Iterator[Edge]:
        pairs = ((min(id_, other), max(id_, other)) for other in others)
        return (self.edges[pair] for pair in pairs if pair in self.edges)
