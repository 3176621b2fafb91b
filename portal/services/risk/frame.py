"""What cards of every kind are composed with: the day, the records as they were read, the force's rules for bands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from access.gateway import Hit
from indexer.resolve.query import Match
from indexer.resolve.scorer import Held
from portal.search.bands import Bands
from portal.services.risk.assessed import assessed
from portal.services.risk.bearing import Bearings
from portal.services.risk.belonging import Belonging
from portal.services.risk.card import Card
from portal.services.risk.codes import OF_PLACES
from portal.services.risk.context import Context, events
from portal.services.risk.dangers import Danger
from portal.services.risk.linked import Person, links
from portal.services.risk.sources import name_of
from portal.services.risk.telling import facts_told_of
from portal.services.risk.warnings import Warner

Json = Mapping[str, Any]
Said = tuple[Hit, Json]


@dataclass(frozen=True, slots=True)
class Frame:
    """Of the cards of one lookup. warner: makes their dangers, as of the same day."""

    today: date
    bands: Bands
    bearings: Bearings
    warner: Warner

    def card(
        self,
        kind: str,
        title: str,
        match: Match,
        around: Context,
        dangers: Sequence[Danger],
        linked: Iterable[Person],
        theirs: Sequence[tuple[Danger, Held]] = (),
        belong: Sequence[Person] = (),
        roles: Mapping[str, str] | None = None,
    ) -> Card:
        """A card with what every kind has. theirs: dangers of somebody else at the home who could be taken for the card's
        person, each with whose it is; belong: who belongs to what the card is of, whose phones and vehicles are linked to it;
        roles: by record, what the card is to it, where that is not what its people are."""
        records, people = around.records, around.people
        if roles is None:
            roles = {hit.id: str(person.get("role")) for hit, person in people if person.get("role")}
        told = assessed(around, dangers, self.bands, theirs)
        return Card(
            kind,
            title,
            match,
            records,
            told,
            events(records, roles),
            links(linked, [*people, *belong], records, belong),
        )

    def told_of(self, hit: Hit, person: Json) -> Iterator[Json]:
        """What a record's text tells of one of its people."""
        return facts_told_of(self.bearings.of(hit), person)

    def carried(self, hit: Hit, person: Json, told: Collection[Json] = ()) -> Iterator[Danger]:
        """What goes with somebody wherever they are: their markers, and what a text says of them wherever it was. told: facts
        that are said of the place already."""
        whose = name_of(person)
        yield from (self.warner.of_marker(hit, marker, person) for marker in person.get("markers") or ())
        for fact in self.told_of(hit, person):
            if fact["code"] not in OF_PLACES and fact not in told:
                danger = self.warner.of_fact(hit, fact)
                yield replace(danger, subject=whose or danger.subject or "")

    def of_those(self, belong: Iterable[Belonging]) -> Iterator[Danger]:
        """The dangers of those who belong to a place or a thing, each with how they do."""
        for one in belong:
            for member in one.group.members:
                for danger in self.carried(member.hit, member.person):
                    yield replace(danger, tie=one.how)

    def said_of(self, belong: Iterable[Belonging]) -> Iterator[Said]:
        """What texts tell of those who belong to a place or a thing."""
        for one in belong:
            for member in one.group.members:
                yield from ((member.hit, fact) for fact in self.told_of(member.hit, member.person))


def people_of(belong: Iterable[Belonging]) -> list[Person]:
    """Those who belong to a place or a thing, as each of their records has them."""
    return [(member.hit, member.person) for one in belong for member in one.group.members]
