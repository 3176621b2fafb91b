"""A card as a value: what a despatcher reads of a place, a person or a thing, from records that the reader may see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

from access.gateway import Hit
from access.handling import highest
from indexer.resolve.query import Match
from portal.services.risk.assessed import Assessed
from portal.services.risk.grouping import Join
from portal.services.risk.linked import Linked
from portal.services.risk.sources import source
from portal.services.risk.told import Row

MOST_NEAR = 20
BAND_ORDER = {"high": 0, "medium": 1, "low": 2, "none": 3}


class Near(NamedTuple):
    """Records that stand near, by how near."""

    same_address: Sequence[Hit] = ()
    same_building: Sequence[Hit] = ()
    same_street: Sequence[Hit] = ()

    def as_json(self) -> dict[str, Any]:
        """As the contract has it."""
        return {
            level: [Row(hit).as_json() for hit in hits]
            for level, hits in zip(self._fields, self, strict=True)
        }


NOWHERE = Near()


class Records(NamedTuple):
    """What only a person's card has: what their records say differently, and why each but the first is taken to be of them."""

    differs: Sequence[str]
    joined: Sequence[Join]

    def as_json(self) -> dict[str, Any]:
        """As the contract has it."""
        joined = [
            source(one.candidate.hit) | {"score": one.match.score, "reasons": list(one.match.reasons)}
            for one in self.joined
        ]
        return {"differs": list(self.differs), "joined": joined}


@dataclass(frozen=True, slots=True, eq=False)
class Card:
    """One card. kind: location, person or object; nominal: the smallest visible member's id; events: the last ones."""

    kind: str
    title: str
    match: Match
    records: Sequence[Hit]
    assessed: Assessed
    events: Sequence[Row] = ()
    links: Sequence[Linked] = ()
    near: Near = NOWHERE
    nominal: str | None = None
    of_person: Records | None = None

    @property
    def marking(self) -> str:
        """The highest of everything on it: what stands at somebody's home may be marked higher than their own records."""
        return highest(hit.marking for hit in self.sources())

    def sources(self) -> Iterator[Hit]:
        """Every record that the card names, in its order; some more than once."""
        told = self.assessed
        yield from self.records
        for danger in told.dangers:
            yield danger.hit
            if danger.published_as:
                yield danger.published_as
        yield from (status.hit for status in told.status)
        yield from (line.hit for line in told.context)
        for link in self.links:
            yield from link.hits
        yield from (row.hit for row in self.events)
        yield from chain(*self.near)

    def as_json(self) -> dict[str, Any]:
        """As the contract has it."""
        return {
            "kind": self.kind,
            "title": self.title,
            "nominal": self.nominal,
            "records": [source(hit) for hit in self.records],
            "match": _matched(self.match),
            **self.assessed.as_json(),
            "events": [row.as_json() for row in self.events],
            "links": [link.as_json() for link in self.links],
            "near": self.near.as_json(),
            "marking": self.marking,
            **(self.of_person.as_json() if self.of_person else {}),
        }


def _matched(match: Match) -> dict[str, Any]:
    """A match as the contract has it, with the weights beside."""
    return {
        "score": match.score,
        "strength": match.strength,
        "reasons": list(match.reasons),
        "evidence": [{"text": reason.text, "weight": round(reason.weight, 2)} for reason in match.weightiest],
    }


def best_first(cards: Iterable[Card], lead: str = "") -> list[Card]:
    """The best answer first; of equally good ones the more dangerous, then places, then by title and id. lead: the nominal
    that stands before others as good."""

    def place(card: Card) -> tuple[object, ...]:
        return (
            -card.match.score,
            not (lead and card.nominal == lead),
            BAND_ORDER[card.assessed.banded.band],
            card.kind != "location",
            card.title,
            card.nominal or "",
            card.records[0].id if card.records else "",
        )

    return sorted(cards, key=place)
