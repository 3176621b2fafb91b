"""The questions of a risk lookup, in two rounds: who and where may be meant, then all that bears on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from access.queries import All, AnyOf, Clause, Everything, Find, Order, Term, Terms, Weighted
from portal.search import clauses
from portal.search.onebox import Understood

CANDIDATES = 60
BEARING = 60
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


def bearing_on_place(building: str, street: str) -> list[Find]:
    """Everything at a building (or, where there is none, on the street), and what else is on the street."""
    if building:
        here = Find(Term("place.building", building), size=BEARING * 2, order=Order.NEWEST)
    else:
        here = Find(Term("place.street", street), size=BEARING, order=Order.NEWEST)
    around = (
        Find(Term("place.street", street), size=STREET, order=Order.NEWEST) if street and building else None
    )
    return [here, *([around] if around else [])]


def bearing_on_person(names: Sequence[str], dates: Sequence[str], idents: Sequence[str]) -> Find:
    """Records that may be about a person: by what identifies them, or by name and date of birth."""
    ways: list[Clause] = []
    if idents:
        ways.append(Weighted(Terms("ident", tuple(idents)), 8))
    by_name = [AnyOf(tuple(clauses.for_word(word) for word in name.split())) for name in names[:2]]
    ways += by_name
    ways += [Weighted(Term("dob", value), 3) for value in dates if len(value) == 10]
    return Find(AnyOf(tuple(ways)) if ways else _nothing(), size=BEARING)
