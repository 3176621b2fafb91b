"""Cards of addresses: what stands at one, near it, and of those who belong to it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from access.gateway import Hit
from indexer.resolve.query import Match
from portal.services.risk.bearing import Level, Target
from portal.services.risk.belonging import Belonging, abusing
from portal.services.risk.card import MOST_NEAR, Card, Near
from portal.services.risk.context import Context, newest_first
from portal.services.risk.dangers import Danger
from portal.services.risk.frame import Frame, Said, people_of
from portal.services.risk.linked import Person
from portal.services.risk.warnings import ordered


class PlaceCards:
    """Composes the cards of addresses."""

    def __init__(self, frame: Frame) -> None:
        self._frame, self._bearings = frame, frame.bearings

    def card(
        self, target: Target, title: str, match: Match, hits: Sequence[Hit], belong: Sequence[Belonging] = ()
    ) -> Card:
        """The card of an address. hits: all that stand at the building and on the street, and others; belong: who belongs to it."""
        levels = self._bearings.levels(target, hits)
        there = [hit for hit in hits if hit.id in levels]
        told = _of_level(there, levels, Level.SAME)
        told += _of_level(there, levels, Level.FLAT_NOT_STATED) if target.flat else []
        around = self._around(target, told, belong)
        dangers = ordered([*self._frame.of_those(belong), *self.dangers(target, told)])
        abusers = [(a.hit, a.person) for hit in told for a in abusing(target, self._bearings.of(hit))]
        card = self._frame.card(
            "location",
            title,
            match,
            around,
            dangers,
            [*around.people, *abusers],
            belong=people_of(belong),
            roles={hit.id: self._role(target, hit) for hit in told},
        )
        return replace(card, near=self._near(target, hits, there, levels))

    def _role(self, target: Target, hit: Hit) -> str:
        """What the address is to a record: as it states, else a home of somebody in it."""
        stated = (place for place, keys in self._bearings.of(hit).stated if target.has(keys))
        return next((str(place["role"]) for place in stated if place.get("role")), "home")

    def _around(self, target: Target, told: Sequence[Hit], belong: Sequence[Belonging]) -> Context:
        return Context(
            self._frame.today,
            told,
            self._residents(target, told),
            [*self._said_here(target, told), *self._frame.said_of(belong)],
            elsewhere=people_of(belong),
            incidents=[hit for hit in told if self._happened(target, hit)],
        )

    def _residents(self, target: Target, told: Sequence[Hit]) -> list[Person]:
        return [(hit, held.person) for hit in told for held in self._bearings.of(hit).residents(target)]

    def _near(
        self, target: Target, hits: Sequence[Hit], there: Sequence[Hit], levels: Mapping[str, Level]
    ) -> Near:
        beside = _of_level(there, levels, Level.OTHER_FLAT, Level.FLAT_NOT_STATED)
        return Near(
            newest_first(_of_level(there, levels, Level.SAME))[:MOST_NEAR],
            newest_first(beside)[:MOST_NEAR],
            list(islice(self._bearings.along(target, hits), MOST_NEAR)),
        )

    def _happened(self, target: Target, hit: Hit) -> bool:
        """Whether a record's incident was at the address: it states so, or states no place and somebody of it lives there."""
        bearing = self._bearings.of(hit)
        return bearing.stands_at(target) or not bearing.stated

    def _said_here(self, target: Target, told: Sequence[Hit]) -> Iterator[Said]:
        """The facts that are said of an address or of those who live there."""
        for bearing in map(self._bearings.of, told):
            yield from ((bearing.hit, fact) for fact in bearing.facts_at(target))
            for held in bearing.residents(target):
                yield from ((bearing.hit, fact) for fact in bearing.facts_of(held.person))

    def dangers(self, target: Target, told: Sequence[Hit], besides: Collection[str] = ()) -> Iterator[Danger]:
        """What records tell of an address and of those who live there. besides: the members whose own markers are told already."""
        warner = self._frame.warner
        for hit in told:
            bearing = self._bearings.of(hit)
            here = list(bearing.facts_at(target))
            yield from (warner.of_fact(hit, fact) for fact in here)
            for place, keys in bearing.stated:
                if target.has(keys):
                    yield from (warner.of_marker(hit, marker) for marker in place.get("markers") or ())
            for held in bearing.residents(target):
                if not besides or bearing.member(held) not in besides:
                    yield from self._frame.carried(hit, held.person, here)


def _of_level(there: Sequence[Hit], levels: Mapping[str, Level], *wanted: Level) -> list[Hit]:
    return [hit for hit in there if levels[hit.id] in wanted]
