"""Who belongs to a place or a thing: those who live there, who is held to abuse somebody there, and whoever drives the vehicle.

What is known of them in other records goes with them: a warrant, a marker, a deed elsewhere. They are human beings as on their
own cards (`grouping.grouped`), with the records that edges of the golden nominal join to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from indexer.resolve.scorer import Held
from portal.services.risk.bearing import Bearing, Target
from portal.services.risk.flags import DOMESTIC_ABUSE, flagged
from portal.services.risk.grouping import Group, grouped
from portal.services.risk.people import Candidate, everybody
from portal.services.risk.roles import is_adverse
from portal.services.risk.ties import Tied

LIVES, ABUSES, USES = "lives here", "suspect in domestic abuse here", "of the same record"


@dataclass(frozen=True, slots=True)
class Belonging:
    """Somebody with all that is known of them. ways: how records have them belong to what the card is about, by member."""

    group: Group
    ways: Mapping[str, str]

    @property
    def how(self) -> str:
        """How they belong: whoever lives there lives there, whatever else they are to it."""
        mine = {self.ways[member.id] for member in self.group.members if member.id in self.ways}
        return next(how for how in (LIVES, ABUSES, USES) if how in mine)

    def tied(self, tied: Tied, around: Sequence[Candidate]) -> list[Belonging]:
        """The same with the records that edges join to them; people kept apart each as they belong themselves."""
        parts = tied.sort_out([self.group], around)
        return [Belonging(part, self.ways) for part in parts if any(m.id in self.ways for m in part.members)]


def at_place(target: Target, read: Iterable[Bearing]) -> list[Belonging]:
    """Residents of an address, and those who are held to abuse somebody there; nobody of a street alone."""
    if not target.building:
        return []
    here = [(LIVES, one) for bearing in read for one in _residents(target, bearing)]
    abusers = [(ABUSES, one) for bearing in read for one in abusing(target, bearing)]
    return _belonging([*here, *abusers])


def of_thing(read: Iterable[Bearing]) -> list[Belonging]:
    """Whoever a vehicle's or another thing's records are about."""
    about = [(USES, one) for bearing in read for one in _among(bearing, bearing.subjects)]
    return _belonging(about)


def _residents(target: Target, bearing: Bearing) -> Iterator[Candidate]:
    return _among(bearing, bearing.residents(target))


def abusing(target: Target, bearing: Bearing) -> Iterator[Candidate]:
    """Those who are held to abuse somebody at the address, by a record that states it as its own place."""
    if flagged(bearing.hit, DOMESTIC_ABUSE) and bearing.stands_at(target):
        yield from _among(bearing, [held for held in bearing.people if is_adverse(held.person)])


def _among(bearing: Bearing, some: Iterable[Held]) -> Iterator[Candidate]:
    """Those of a record's people who are among some, as candidates."""
    members = {bearing.member(held) for held in some}
    return (one for one in everybody([bearing]) if one.id in members)


def _belonging(found: Sequence[tuple[str, Candidate]]) -> list[Belonging]:
    """Human beings, each with the ways in which they belong."""
    ways: dict[str, str] = {}
    people: dict[str, Candidate] = {}
    for how, one in found:
        ways.setdefault(one.id, how)
        people.setdefault(one.id, one)
    groups = grouped(sorted(people.values(), key=lambda one: one.id))
    return [Belonging(group, ways) for group in groups]
