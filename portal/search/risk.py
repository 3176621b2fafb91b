"""The questions of a risk lookup, in two rounds: who and where may be meant, then all that bears on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from access.queries import All, AnyOf, Clause, Everything, Find, Order, Term, Terms, Weighted
from portal.search import clauses
from portal.search.onebox import Understood

CANDIDATES = 40
BEARING = 50
STREET = 20


@dataclass(frozen=True, slots=True)
class FirstRound:
    """The first round's questions: candidates by everything asked, and, where a street was named, those on it."""

    candidates: Find
    street: Find | None

    @property
    def finds(self) -> list[Find]:
        """In the order in which they are asked."""
        return [self.candidates, *([self.street] if self.street else [])]


def first_round(asked: Understood) -> FirstRound:
    """Who and where may be meant."""
    about = [
        *clauses.for_identifiers(asked),
        *clauses.for_dates(asked.dates_of_birth),
        *clauses.for_place(asked.place),
    ]
    people = [clauses.for_word(word) for word in _words(asked)]
    found = Find(
        AnyOf((*people, *about)) if people or about else _nothing(),
        size=CANDIDATES,
        facets=("system",),
    )
    on_street = Find(All((_there(asked), _bonus(people))), size=CANDIDATES) if asked.place.streets else None
    return FirstRound(found, on_street)


def _words(asked: Understood) -> tuple[str, ...]:
    """The words that may be a name, those of every reading of the street included."""
    streets = asked.place.streets
    spare = streets[0].removesuffix(streets[-1]).split() if len(streets) > 1 else []
    return tuple(dict.fromkeys([*asked.words, *spare]))


def _there(asked: Understood) -> Clause:
    place = asked.place
    if place.building_key:
        return Weighted(Term("place.building", place.building_key), 4)
    return Weighted(Terms("place.street", place.streets), 2)


def _bonus(people: Sequence[Clause]) -> Clause:
    return AnyOf(tuple(people), minimum=0) if people else Everything()


def _nothing() -> Clause:
    return Terms("id", ())


def bearing_on_places(first: str, others: Sequence[str], street: str) -> list[Find]:
    """Everything at the likeliest building, at the other buildings together, and the newest on the street."""
    asked = [Find(Term("place.building", first), size=BEARING * 2, order=Order.NEWEST)] if first else []
    if others:
        asked.append(Find(Terms("place.building", tuple(others)), size=BEARING * 2, order=Order.NEWEST))
    if street:
        asked.append(
            Find(Term("place.street", street), size=STREET if first else BEARING, order=Order.NEWEST)
        )
    return asked
