"""Candidates as human beings: which records speak of one and the same, decided from the records alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from access.gateway import Hit
from indexer.resolve import ages, births, scorer
from indexer.resolve.alignment import FIRST, MIDDLE
from indexer.resolve.query import WEIGHTS, Match
from indexer.resolve.scorer import DECISIVE
from portal.services.risk.marks import Marks, may_be_one
from portal.services.risk.people import Candidate

MOST_GROUPS = 12
_JOIN = WEIGHTS["join"]
_ONE_PERSONS = float(WEIGHTS["identifier"]["same"])


@dataclass(frozen=True, slots=True)
class Join:
    """Why a record is taken to speak of the same human being."""

    candidate: Candidate
    match: Match


@dataclass
class Group:
    """Records of one human being, the best answer first; each but the first with why it is here."""

    members: list[Candidate] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    _weighed: dict[tuple[object, ...], list[Match]] = field(default_factory=dict, repr=False)
    _ids: set[str] = field(default_factory=set, repr=False)
    marks: Marks = field(default_factory=Marks, repr=False)
    born: set[str] = field(default_factory=set, repr=False)
    living: set[str] = field(default_factory=set, repr=False)
    numbers: dict[str, frozenset[str]] = field(
        default_factory=dict, repr=False
    )  # of those that one person has, by kind

    @property
    def best(self) -> Candidate:
        return self.members[0]

    @property
    def nominal(self) -> str | None:
        """The smallest visible member's id; none for those whom only a text names."""
        return min((member.id for member in self.members if not member.in_text), default=None)

    @property
    def hits(self) -> list[Hit]:
        """The records, each once."""
        return list({member.hit.id: member.hit for member in self.members}.values())

    def takes(self, candidate: Candidate) -> Match | None:
        """Why a candidate is one of these, or None. No two people of one record are one, and nobody of another age is one of
        these unless a number that only one person has says so."""
        if (
            candidate.hit.id in self._ids
            or not self.marks.may_hold(candidate)
            or self._numbered_otherwise(candidate)
        ):
            return None
        if candidate.said not in self._weighed:  # many records say the same of somebody
            self._weighed[candidate.said] = self._weigh(candidate)
        ways = self._weighed[candidate.said]
        if ways and not self._of_age(candidate):
            ways = [match for match in ways if _sure(match)]
        return ways[0] if ways else None

    def _weigh(self, candidate: Candidate) -> list[Match]:
        """The ways in which they may be one of these, the best first."""
        told = {member.said: member for member in self.members}
        found = [same(member, candidate) for member in told.values()]
        if any(match is not None and match.weight("identifier") < 0 for match in found):
            return []
        ways = [match for match in found if match and joins(match)]
        # Who cannot be one of these may be met through a record without a date: of a father's, or of a son's.
        if not births.may_be_one(candidate.held.born, self.born):
            ways = [match for match in ways if _sure(match)]
        return sorted(ways, key=lambda match: -match.score)

    def _numbered_otherwise(self, candidate: Candidate) -> bool:
        """Whether a number that one person has is another of theirs, met through a record that has none: two people."""
        return any(
            label in self.numbers and self.numbers[label].isdisjoint(values)
            for label, values in candidate.own.identifiers.items()
        )

    def _of_age(self, candidate: Candidate) -> bool:
        """Whether what records without a date of birth tell of an age lets them be one; a date of these is surer than any."""
        born, told = candidate.held.born, candidate.living
        if self.born:
            return ages.agree_with_all(self.born, told)
        if born:
            return ages.agree_with_all(born, self.living)
        return all(ages.may_meet(one, other) for one in told for other in self.living)

    def add(self, candidate: Candidate, match: Match | None = None) -> None:
        """Take a record in; match: why, where there is more to say than the name."""
        self.members.append(candidate)
        self._ids.add(candidate.hit.id)
        self.born.update(candidate.held.born)
        self.living.update(candidate.living)
        for label, values in candidate.own.identifiers.items():
            if label in DECISIVE:
                self.numbers[label] = self.numbers.get(label, frozenset()).union(values)
        self.marks.add(candidate)
        self._weighed.clear()
        if match is not None:
            self.joins.append(Join(candidate, match))


def grouped(found: Sequence[Candidate]) -> list[Group]:
    """Candidates as human beings. Two are one when what their records say of them adds up; a namesake stays apart.

    Each goes to the people whom they are likeliest one of, in the order given, the best answers first: whom two groups would
    take joins one of them alone.
    """
    groups: list[Group] = []
    for candidate in found:
        if not _joined(groups, candidate) and len(groups) < MOST_GROUPS:
            group = Group()
            group.add(candidate)
            groups.append(group)
    return groups


def join(groups: Sequence[Group], more: Iterable[Candidate]) -> None:
    """Add candidates found later to the people whom they are."""
    if not groups:
        return
    known, marks = {member.id for group in groups for member in group.members}, Marks()
    for group in groups:
        marks.add(group.marks)
    for candidate in more:
        # On a street most are nobody's: seen by one look at what all the groups have.
        if candidate.id in known or not (candidate.in_text or marks.may_hold(candidate)):
            continue
        if _joined(groups, candidate):
            marks.add(candidate)


def _joined(groups: Sequence[Group], candidate: Candidate) -> bool:
    ways = [(match, group) for group in groups if (match := group.takes(candidate))]
    if not ways:
        return _joined_by_text(groups, candidate)
    match, group = max(ways, key=lambda way: way[0].score)
    group.add(candidate, match)
    return True


def _joined_by_text(groups: Sequence[Group], candidate: Candidate) -> bool:
    """Names in texts, with nothing else to tell them by, share one card for each name."""
    if candidate.in_text:
        for group in groups:
            if group.best.in_text and group.best.folded == candidate.folded:
                group.add(candidate)
                return True
    return False


def _sure(match: Match) -> bool:
    """Whether a number that only one person has says so."""
    return match.weight("identifier") >= _ONE_PERSONS


def same(a: Candidate, b: Candidate) -> Match | None:
    """How much speaks for two people of two records being one, decided from the two alone; None: nothing could."""
    return scorer.score(a.own, b.held) if may_be_one(a, b) else None


def joins(match: Match) -> bool:
    """Whether that is enough: a number that only one person has; or names that do not differ, and more besides."""
    decisive = [reason.weight for reason in match.evidence if reason.about == "identifier"]
    if any(weight < 0 for weight in decisive):
        return False
    if any(weight >= _ONE_PERSONS for weight in decisive):
        return True
    differ = any(
        reason.weight <= WEIGHTS["name"]["other than the only forename"] for reason in match.evidence
    )
    parts = sum(reason.about == "name" and reason.weight > 0 for reason in match.evidence)
    alike = parts > 1 and match.weight("name") >= _JOIN["name"]
    # Whose second name is the other's first is rather a child of theirs, or a brother, where they have but an address in common.
    lived = 0.0 if _by_middle_name(match) else match.weight("address")
    besides = max(match.weight("born"), lived, match.weight("identifier"))
    return not differ and alike and besides >= _JOIN["besides"] and match.score >= _JOIN["score"]


def _by_middle_name(match: Match) -> bool:
    """Whether a forename was met as a middle name alone."""
    parts = {reason.met.part for reason in match.evidence if reason.met and reason.weight > 0}
    return MIDDLE in parts and FIRST not in parts
