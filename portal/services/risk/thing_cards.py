"""Cards of vehicles and other things, and of records that are about nobody and nowhere in particular."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from access.gateway import Hit
from indexer.resolve.query import Match
from portal.services.risk.belonging import Belonging
from portal.services.risk.card import Card
from portal.services.risk.context import Context
from portal.services.risk.dangers import Danger
from portal.services.risk.frame import Frame, people_of
from portal.services.risk.linked import Person
from portal.services.risk.warnings import ordered


class ThingCards:
    """Composes the cards of things."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def card(self, title: str, match: Match, hits: Sequence[Hit], belong: Sequence[Belonging] = ()) -> Card:
        """The card of a vehicle or another thing: its records, and what they say of those who have it. belong: them."""
        people = [(hit, person) for hit in hits for person in hit.record.get("people") or ()]
        said = [(hit, fact) for hit in hits for fact in hit.facts]
        around = Context(
            self._frame.today,
            hits,
            people,
            [*said, *self._frame.said_of(belong)],
            elsewhere=people_of(belong),
            incidents=hits,
        )
        dangers = ordered([*self._frame.of_those(belong), *self._told(hits, people)])
        return self._frame.card("object", title, match, around, dangers, people)

    def _told(self, hits: Sequence[Hit], people: Sequence[Person]) -> Iterator[Danger]:
        warner = self._frame.warner
        for hit in hits:
            yield from (warner.of_fact(hit, fact) for fact in hit.facts)
        for hit, person in people:
            yield from (warner.of_marker(hit, marker, person) for marker in person.get("markers") or ())

    def record(self, hit: Hit, match: Match) -> Card:
        """A record asked for by its reference, when it is about nobody and nowhere in particular."""
        return self.card(hit.title, match, [hit])
