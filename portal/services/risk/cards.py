"""Cards: what a despatcher reads. One a place, a person or a thing, composed from records that the reader may see."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any

from access.gateway import Hit
from indexer.resolve.query import Match
from indexer.resolve.scorer import Held, written_names
from portal.search.bands import Bands, packaged
from portal.services.risk.assessed import assessed
from portal.services.risk.bearing import Bearings, Level, Target
from portal.services.risk.belonging import Belonging, abusing
from portal.services.risk.card import NOWHERE, Card, Near, Person
from portal.services.risk.codes import OF_PLACES
from portal.services.risk.context import Context, events, newest_first
from portal.services.risk.dangers import Danger
from portal.services.risk.grouping import Group
from portal.services.risk.homes import homes_of
from portal.services.risk.household import owner
from portal.services.risk.linked import links
from portal.services.risk.people import UNASKED
from portal.services.risk.sources import name_of
from portal.services.risk.telling import facts_told_of, warnings_of
from portal.services.risk.warnings import Warner, ordered
from portal.services.written import in_case

Json = Mapping[str, Any]
Said = tuple[Hit, Json]
NEAR = 20


class Composer:
    """Composes the cards of one lookup, as of a day. bands: the force's own rules, or those that come with the software."""

    def __init__(self, today: date, bands: Bands | None = None, bearings: Bearings | None = None) -> None:
        self.today, self.bearings = today, bearings or Bearings(today)
        self._bands = bands or packaged()

    def place(
        self,
        target: Target,
        title: str,
        match: Match,
        hits: Sequence[Hit],
        belong: Sequence[Belonging] = (),
    ) -> Card:
        """The card of an address. hits: all that stand at the building and on the street, and others; belong: who belongs to it."""
        levels = self.bearings.levels(target, hits)
        there = [hit for hit in hits if hit.id in levels]
        own = [hit for hit in there if levels[hit.id] is Level.SAME]
        loose = [hit for hit in there if levels[hit.id] is Level.FLAT_NOT_STATED]
        told = [*own, *loose] if target.flat else own
        residents = [(hit, held.person) for hit in told for held in self.bearings.of(hit).residents(target)]
        warnings = ordered([*self._of_those(belong), *self._place_warnings(target, told)])
        beside = (hit for hit in there if levels[hit.id] in (Level.OTHER_FLAT, Level.FLAT_NOT_STATED))
        near = Near(
            newest_first(own)[:NEAR],
            newest_first(beside)[:NEAR],
            list(islice(self.bearings.along(target, hits), NEAR)),
        )
        around = Context(
            self.today,
            told,
            residents,
            [*self._said_here(target, told), *self._said_of(belong)],
            elsewhere=_people(belong),
            incidents=[hit for hit in told if self._happened(target, hit)],
        )
        linked = [
            *residents,
            *((o.hit, o.person) for hit in told for o in abusing(target, self.bearings.of(hit))),
        ]
        return self._card("location", title, match, around, warnings, linked, near)

    def _happened(self, target: Target, hit: Hit) -> bool:
        """Whether a record's incident was at the address: it states so, or states no place and somebody of it lives there."""
        bearing = self.bearings.of(hit)
        return bearing.stands_at(target) or not bearing.stated

    def _said_here(self, target: Target, told: Sequence[Hit]) -> Iterator[Said]:
        """The facts that are said of an address or of those who live there."""
        for bearing in map(self.bearings.of, told):
            yield from ((bearing.hit, fact) for fact in bearing.facts_at(target))
            for held in bearing.residents(target):
                yield from ((bearing.hit, fact) for fact in bearing.facts_of(held.person))

    def _place_warnings(
        self, target: Target, told: Sequence[Hit], besides: Collection[int] = ()
    ) -> Iterator[Danger]:
        """besides: the people (by `id`) whose own markers are told already."""
        warner = Warner(self.today)
        for hit in told:
            bearing = self.bearings.of(hit)
            here = list(bearing.facts_at(target))
            yield from (warner.of_fact(hit, fact) for fact in here)
            for place, keys in bearing.stated:
                if target.has(keys):
                    yield from (warner.of_marker(hit, marker) for marker in place.get("markers") or ())
            for held in bearing.residents(target):
                if id(held.person) not in besides:
                    yield from self._carried(hit, held.person, here)

    def _carried(self, hit: Hit, person: Json, told: Collection[Json] = ()) -> Iterator[Danger]:
        """What goes with somebody wherever they are: their markers, and what a text says of them wherever it was. told: facts
        that are said of the place already."""
        warner, whose = Warner(self.today), name_of(person)
        yield from (warner.of_marker(hit, marker, person) for marker in person.get("markers") or ())
        for fact in self._told_of(hit, person):
            if fact["code"] not in OF_PLACES and fact not in told:
                told_of = warner.of_fact(hit, fact)
                yield replace(told_of, subject=whose or told_of.subject or "")

    def _of_those(self, belong: Iterable[Belonging]) -> Iterator[Danger]:
        """The dangers of those who belong to a place or a thing, each with how they do."""
        for one in belong:
            for member in one.group.members:
                yield from (
                    replace(danger, tie=one.how) for danger in self._carried(member.hit, member.person)
                )

    def _said_of(self, belong: Iterable[Belonging]) -> Iterator[Said]:
        for one in belong:
            for member in one.group.members:
                yield from ((member.hit, fact) for fact in self._told_of(member.hit, member.person))

    def person(
        self, group: Group, homes: Sequence[tuple[Target, Sequence[Hit]]], match: Match = UNASKED
    ) -> Card:
        """The card of a person. homes: where they live, with the records that bear on each place; match: how well all that their
        records say answers the question."""
        found = [
            danger
            for member in group.members
            for danger in warnings_of(self.bearings.of(member.hit), member.person, self.today)
        ]
        own_dangers = {danger.key() for danger in found}
        themselves = frozenset(id(member.person) for member in group.members)
        theirs: list[tuple[Danger, Held]] = []
        for target, hits in homes:
            for danger, whose in self._at_home(group, target, hits, themselves):
                if whose is None and danger.key() not in own_dangers:
                    found.append(replace(danger, at="home address"))
                elif whose is not None:
                    theirs.append((danger, whose))
        people = [(member.hit, member.person) for member in group.members]
        own = {hit.id for hit in group.hits}
        around = [hit for target, hits in homes for hit in hits if hit.id not in own]
        near = Near(newest_first(around)[:NEAR])
        others = [
            (hit, person)
            for hit in group.hits
            for person in hit.record.get("people") or ()
            if id(person) not in themselves
        ]
        said = [
            (member.hit, fact)
            for member in group.members
            for fact in self._told_of(member.hit, member.person)
        ]
        around_them = Context(self.today, group.hits, people, said)
        card = self._card("person", _title(group), match, around_them, ordered(found), others, near, theirs)
        lived = homes_of(group.members, self.today)
        return replace(
            card,
            nominal=group.nominal,
            links=[*lived, *card.links],
            person=Person(_differs(group), group.joins),
        )

    def _at_home(
        self, group: Group, target: Target, hits: Sequence[Hit], themselves: frozenset[int]
    ) -> Iterator[tuple[Danger, Held | None]]:
        """The warnings of a home, each with the namesake or twin who lives there, too, and whose it is."""
        cards = [member.held for member in group.members]
        for danger in self._place_warnings(target, hits, besides=themselves):
            yield danger, owner(danger, self.bearings.of(danger.hit), themselves, cards)

    def _told_of(self, hit: Hit, person: Json) -> Iterator[Json]:
        return facts_told_of(self.bearings.of(hit), person)

    def thing(self, title: str, match: Match, hits: Sequence[Hit], belong: Sequence[Belonging] = ()) -> Card:
        """The card of a vehicle or another thing: its records, and what they say of those who have it. belong: them."""
        warner = Warner(self.today)
        found = [warner.of_fact(hit, fact) for hit in hits for fact in hit.facts]
        people = [(hit, person) for hit in hits for person in hit.record.get("people") or ()]
        found += [
            warner.of_marker(hit, m, person) for hit, person in people for m in person.get("markers") or ()
        ]
        said = [(hit, fact) for hit in hits for fact in hit.facts]
        around = Context(
            self.today,
            hits,
            people,
            [*said, *self._said_of(belong)],
            elsewhere=_people(belong),
            incidents=hits,
        )
        warnings = ordered([*self._of_those(belong), *found])
        return self._card("object", title, match, around, warnings, people)

    def record(self, hit: Hit, match: Match) -> Card:
        """A record asked for by its reference, when it is about nobody and nowhere in particular."""
        return self.thing(hit.title, match, [hit])

    def _card(
        self,
        kind: str,
        title: str,
        match: Match,
        around: Context,
        dangers: Sequence[Danger],
        linked: Sequence[tuple[Hit, Json]],
        near: Near = NOWHERE,
        theirs: Sequence[tuple[Danger, Held]] = (),
    ) -> Card:
        """theirs: dangers of somebody else at the home who could be taken for the card's person, each with whose it is."""
        records, people = around.records, around.people
        roles = {hit.id: str(person.get("role")) for hit, person in people if person.get("role")}
        return Card(
            kind,
            title,
            match,
            records,
            assessed(around, dangers, self._bands, theirs),
            events(records, roles),
            links(linked, people, records),
            near,
        )


def _people(belong: Iterable[Belonging]) -> list[tuple[Hit, Json]]:
    return [(member.hit, member.person) for one in belong for member in one.group.members]


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
