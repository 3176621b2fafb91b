"""Cards of people: what their records tell of them, and what stands at their homes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from access.gateway import Hit
from indexer.resolve.query import Match
from indexer.resolve.scorer import Held, written_names
from portal.services.risk.bearing import Target
from portal.services.risk.card import MOST_NEAR, Card, Near, Records
from portal.services.risk.context import Context, newest_first
from portal.services.risk.dangers import Danger
from portal.services.risk.frame import Frame
from portal.services.risk.grouping import Group
from portal.services.risk.homes import homes_of
from portal.services.risk.household import owner
from portal.services.risk.linked import Person
from portal.services.risk.people import UNASKED
from portal.services.risk.place_cards import PlaceCards
from portal.services.risk.telling import warnings_of
from portal.services.risk.warnings import ordered
from portal.services.written import in_case

Homes = Sequence[tuple[Target, Sequence[Hit]]]


class PersonCards:
    """Composes the cards of people. places: tells what stands at their homes."""

    def __init__(self, frame: Frame, places: PlaceCards) -> None:
        self._frame, self._places = frame, places

    def card(self, group: Group, homes: Homes, match: Match = UNASKED) -> Card:
        """The card of a person. homes: where they live, with the records that bear on each place; match: how well all that their
        records say answers the question."""
        found = list(self._own(group))
        own, theirs = {danger.key() for danger in found}, list[tuple[Danger, Held]]()
        for danger, whose in self._at_home(group, homes):
            if whose is not None:
                theirs.append((danger, whose))
            elif danger.key() not in own:
                found.append(replace(danger, at="home address"))
        around, others = self._around(group), list(self._others(group))
        card = self._frame.card("person", _title(group), match, around, ordered(found), others, theirs)
        return replace(
            card,
            nominal=group.nominal,
            links=[*homes_of(group.members, self._frame.today), *card.links],
            near=_near(group, homes),
            of_person=Records(_differs(group), group.joins),
        )

    def _own(self, group: Group) -> Iterator[Danger]:
        """The dangers that their own records tell of them."""
        for one in group.members:
            yield from warnings_of(self._frame.bearings.of(one.hit), one.person, self._frame.warner)

    def _at_home(self, group: Group, homes: Homes) -> Iterator[tuple[Danger, Held | None]]:
        """The dangers of the homes, each with the namesake or twin who lives there, too, and whose it is."""
        themselves, cards = _themselves(group), [member.held for member in group.members]
        for target, hits in homes:
            for danger in self._places.dangers(target, hits, besides=themselves):
                bearing = self._frame.bearings.of(danger.hit)
                yield danger, owner(danger, bearing, themselves, cards)

    def _others(self, group: Group) -> Iterator[Person]:
        """Who else is in their records."""
        themselves = _themselves(group)
        for bearing in map(self._frame.bearings.of, group.hits):
            for held in bearing.people:
                if bearing.member(held) not in themselves:
                    yield bearing.hit, held.person

    def _around(self, group: Group) -> Context:
        told_of = self._frame.told_of
        said = [(one.hit, fact) for one in group.members for fact in told_of(one.hit, one.person)]
        people = [(one.hit, one.person) for one in group.members]
        return Context(self._frame.today, group.hits, people, said)


def _themselves(group: Group) -> frozenset[str]:
    return frozenset(member.id for member in group.members)


def _near(group: Group, homes: Homes) -> Near:
    """What stands at their homes besides their own records."""
    own = {hit.id for hit in group.hits}
    return Near(newest_first(hit for _, hits in homes for hit in hits if hit.id not in own)[:MOST_NEAR])


def _title(group: Group) -> str:
    """The name as the best answer has it, with the date of birth that most of the records give."""
    named = written_names(group.best.person)
    name = next((text for kind, text in named if kind != "alias"), named[0][1] if named else "name not known")
    shown = in_case(name)
    born = [d for member in group.members for d in member.person.get("dates_of_birth") or ()]
    return f"{shown}, born {max(sorted(set(born)), key=born.count)}" if born else shown


def _differs(group: Group) -> list[str]:
    """What the records of one person say differently: shown, not hidden."""
    born = sorted({d for m in group.members for d in m.person.get("dates_of_birth") or ()})
    named = sorted(
        {text.casefold() for m in group.members for kind, text in written_names(m.person) if kind != "alias"}
    )
    said = []
    if len(born) > 1:
        said.append("dates of birth: " + ", ".join(born))
    if len(named) > 1:
        said.append("names: " + ", ".join(text.title() for text in named))
    return said
