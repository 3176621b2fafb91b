"""From edges to human beings: the surest joins first, and none that the guard refuses.

A pure function of the members and edges that it is given, so that what a reader sees follows from what they may see. A
person's word comes before any computed join. No two clusters are joined whose members somebody has said to be two, that hold
two people of one record, two different numbers of which a person has one, or more members than anybody has; nor, by an edge
that has not weighed two dates of birth, two whose dates are not one date written twice: a record of John Smith of Mill Lane
without a date is his or his father's; it makes them no one man, and is given to neither. So a chain of half-sure joins does
not run through a town: it ends at its weakest edge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import NamedTuple

from indexer.resolve import births
from indexer.resolve.edges import Edge

LARGEST = 120
Numbers = Mapping[str, frozenset[str]]


class Known(NamedTuple):
    """What the guard looks at: the member's record, its decisive identifiers (label → values) and dates of birth."""

    record: str
    numbers: Numbers
    born: frozenset[str] = frozenset()


def clusters(members: Mapping[str, Known], edges: Iterable[Edge]) -> list[frozenset[str]]:
    """The members as human beings, ordered by their smallest id. Edges with an end elsewhere count for nothing."""
    made = _Clusters(members)
    known = [edge for edge in edges if edge.a in members and edge.b in members]
    for edge in known:
        if edge.human and edge.decision == "apart":
            made.tell_apart(edge.a, edge.b)
    joins = [edge for edge in known if edge.decision == "join"]
    undecided = _of_two_people(members, joins)
    for edge in sorted(joins, key=_surest):
        if edge.human or undecided.isdisjoint((edge.a, edge.b)):
            made.join(edge)
    return sorted({id(group): frozenset(group.members) for group in made.of.values()}.values(), key=min)


def _of_two_people(members: Mapping[str, Known], joins: Iterable[Edge]) -> set[str]:
    """Those without a date of birth who are joined to two people whose dates are not one: whose record it is, nobody knows."""
    beside: dict[str, set[frozenset[str]]] = defaultdict(set)
    for edge in joins:
        for one, other in ((edge.a, edge.b), (edge.b, edge.a)):
            if members[other].born and not members[one].born:
                beside[one].add(members[other].born)
    return {
        one
        for one, born in beside.items()
        if any(not births.may_be_one(two, three) for two, three in combinations(born, 2))
    }


def _surest(edge: Edge) -> tuple[bool, float, str, str]:
    return (not edge.human, -edge.score, edge.a, edge.b)


class _Group:
    """A cluster as it grows: its members, their records, numbers and births, and those whom somebody has told from them."""

    def __init__(self, member: str, known: Known) -> None:
        self.members, self.records = {member}, {known.record}
        self.numbers = {label: set(values) for label, values in known.numbers.items() if values}
        self.born = set(known.born)
        self.others = set[str]()

    def told_from(self, other: _Group) -> bool:
        return not self.others.isdisjoint(other.members) or not other.others.isdisjoint(self.members)

    def may_be(self, other: _Group) -> bool:
        if len(self.members) + len(other.members) > LARGEST or not self.records.isdisjoint(other.records):
            return False
        both = self.numbers.keys() & other.numbers.keys()
        return all(not self.numbers[label].isdisjoint(other.numbers[label]) for label in both)

    def take(self, other: _Group) -> None:
        self.members |= other.members
        self.records |= other.records
        self.born |= other.born
        self.others |= other.others
        for label, values in other.numbers.items():
            self.numbers.setdefault(label, set()).update(values)


class _Clusters:
    """Every member's group."""

    def __init__(self, members: Mapping[str, Known]) -> None:
        self._members = members
        self.of = {member: _Group(member, known) for member, known in members.items()}

    def tell_apart(self, a: str, b: str) -> None:
        self.of[a].others.add(b)
        self.of[b].others.add(a)

    def join(self, edge: Edge) -> None:
        """Make two groups one, unless something speaks against it; a person's word overrules the guard."""
        one, other = self.of[edge.a], self.of[edge.b]
        if one is other or one.told_from(other) or not (edge.human or self._may_be(edge, one, other)):
            return
        if len(one.members) < len(other.members):
            one, other = other, one
        one.take(other)
        self.of |= dict.fromkeys(other.members, one)

    def _may_be(self, edge: Edge, one: _Group, other: _Group) -> bool:
        weighed = self._members[edge.a].born and self._members[edge.b].born
        return one.may_be(other) and bool(weighed or births.may_be_one(one.born, other.born))
