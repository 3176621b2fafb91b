"""The questions of a risk lookup: two rounds of them, each one round trip.

First who and where may be meant; then, once the likeliest addresses and people are known, all that bears on those.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from access.queries import (
    All,
    AnyOf,
    AtLeast,
    Best,
    Clause,
    Everything,
    Find,
    Not,
    Order,
    Term,
    Terms,
    Weighted,
)
from nlp import names, words
from portal.search import clauses, facets
from portal.search.box.understood import Understood

CANDIDATES = 40
ON_STREET = 30
VEHICLES = 12  # records of those that look as was said
BEARING = 50
STREET = 20
FOLLOWED = 30  # further records of the likeliest people
WORDED = 6
NUMBER = 2  # weight of a number that may be the house's, on its street
HOUSE = 5  # weight of a word alone that is nobody's name and stands in an address
VEHICLE = 3  # weight of all that is said of one
INITIAL = 0.25  # weight of one letter beside what may be a part of a registration
# Words beside the name of a house, a pub or a shop that are nobody's name.
VENUE = frozenset(
    [
        "the",
        "and",
        "pub",
        "inn",
        "bar",
        "hotel",
        "shop",
        "store",
        "hostel",
        "site",
        "flat",
        "room",
        "above",
        "over",
    ]
)
COMMON = 1.0  # weight of words that every text has
# Candidates that meet so little of what the best one meets are not meant: by half, a name without the date of birth asked
# for still is (a namesake is told apart on the page), a surname alone is not; nor is a whole street beside those of the
# name on it. Where a number was asked for, everybody is kept: it may be somebody else's by now.
WORTH, WORTH_ON_STREET = 0.5625, 0.625


class Known(Protocol):
    """What a record says of a person, as `indexer.resolve.query.PersonQuery` has it."""

    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def dates_of_birth(self) -> tuple[str, ...]: ...
    @property
    def identifiers(self) -> Mapping[str, tuple[str, ...]]: ...


def first_round(asked: Understood) -> list[Find]:
    """Who and where may be meant: candidates by everything asked; where a street was named, those on it; and where a vehicle was
    told, the records of those that look so."""
    about = _about(asked)
    people = [_clause(word, asked) for word in _words(asked)]
    worth, along = (0.0, 0.0) if asked.numbered else (WORTH, WORTH_ON_STREET)
    query = AnyOf((*people, *about)) if people or about else _nothing()
    found = [Find(query, size=CANDIDATES, paged=False, share=worth)]
    if seen := _vehicle(asked):
        where = [_there(asked)] if asked.place.streets else []
        found.append(Find(All((*seen, _bonus([*where, *people]))), size=VEHICLES, paged=False))
    if not asked.place.streets:
        return found
    number = [Weighted(Terms("words", asked.numbers), NUMBER)] if asked.numbers else []
    # Along a street, whoever has the vehicle; a house is told by its number.
    driven = [] if asked.place.building_key else seen
    there = All((_there(asked), _bonus([*people, *number, *driven])))
    return [*found, Find(there, size=ON_STREET, paged=False, share=along)]


def _clause(word: str, asked: Understood) -> Clause:
    """A word's clause. Letters that may be initials do not crowd out the vehicle, where they may be a part of a plate; a word
    alone that is nobody's name may be a house's (`brookside`)."""
    clause = clauses.for_word(word)
    if len(word) == 1 and any(way.plate for way in asked.ways):
        clause = Weighted(clause, INITIAL)
    if asked.words == (word,) == (asked.text.lower(),) and not names.is_known(word):
        clause = Best((clause, Weighted(Term("place.parts", word), HOUSE)))
    return clause


def _about(asked: Understood) -> tuple[Clause, ...]:
    """What is asked besides names; of what else the question may be, only numbers and plates."""
    others = [clause for way in asked.otherwise for clause in clauses.for_identifiers(way)]
    homes = {way.place.building_key: way.place for way in asked.otherwise if way.place.building_key}
    others += [
        Weighted(clauses.building(place), 6)
        for key, place in homes.items()
        if key != asked.place.building_key
    ]
    others += _vehicle(asked)
    return tuple(
        dict.fromkeys(
            (
                *clauses.for_identifiers(asked),
                *clauses.for_dates(asked.dates_of_birth),
                *clauses.for_place(asked.place),
                *_called(asked),
                *clauses.for_number(asked),
                *others,
            )
        )
    )


def _called(asked: Understood) -> Iterator[Clause]:
    """All the words of the question, or all but one, as the name of a house, a pub or a shop: its records alone have them together."""
    if asked.place.streets:
        return
    told = tuple(dict.fromkeys(word for word in asked.words if len(word) > 2 and word not in VENUE))
    if len(told) > 1:
        yield Weighted(AtLeast("place.parts", told, max(2, len(told) - 1)), HOUSE)
    elif told and not names.is_known(told[0]):
        yield Weighted(Term("place.parts", told[0]), HOUSE)
        yield from clauses.run_together(told[0])


def _vehicle(asked: Understood) -> list[Clause]:
    """All that is said of a vehicle."""
    described = {stem.stem for word in asked.vehicle if not word.isdigit() for stem in words.stems(word)}
    return (
        [Weighted(AtLeast("stems", tuple(sorted(described)), len(described)), VEHICLE)] if described else []
    )


def _words(asked: Understood) -> tuple[str, ...]:
    """The words that may be a name, those of every reading included, and what belongs together (`st john`) as one."""
    named = [reading for reading in asked.readings() if reading.words]
    words = [word for reading in named for word in reading.words]
    joined = [part for reading in named for part in names.parts(reading.name)]
    return tuple(dict.fromkeys((*words, *joined)))


def _there(asked: Understood) -> Clause:
    place = asked.place
    if place.building_key:
        return Weighted(clauses.building(place), 4)
    return clauses.street(place)


def _bonus(people: Sequence[Clause]) -> Clause:
    return AnyOf(tuple(people), minimum=0) if people else Everything()


def _nothing() -> Clause:
    return Terms("id", ())


def telling_words(asked: Understood) -> tuple[str, ...]:
    """The words of a question that tell anything, each once: not those that every text has."""
    said = dict.fromkeys(token.strip(",.;:!?\"'()").lower() for token in asked.text.split())
    return tuple(one for one in said if any(words.weight(stem.stem) > COMMON for stem in words.stems(one)))


def worded(said: Sequence[str]) -> Find:
    """Records that have all of these words, whatever they are about."""
    return Find(All(tuple(facets.word(one) for one in said)), size=WORDED, paged=False)


# ------------------------------------------------------------------------------------- second round


def bearing_on_places(first: str, others: Sequence[str], street: str) -> list[Find]:
    """Everything at the likeliest building, at the other buildings together, and the newest on the street: beside a
    building, of these only what a list shows."""
    asked = (
        [Find(Term("place.building", first), size=BEARING * 2, order=Order.NEWEST, paged=False)]
        if first
        else []
    )
    if others:
        asked.append(
            Find(Terms("place.building", tuple(others)), size=BEARING * 2, order=Order.NEWEST, paged=False)
        )
    if street:
        asked.append(
            Find(
                Term("place.street", street),
                size=STREET if first else BEARING,
                order=Order.NEWEST,
                paged=False,
                rows=bool(first),
            )
        )
    return asked


def bearing_on_people(people: Sequence[Sequence[Known]]) -> list[Find]:
    """Other records of the likeliest people: by a number that only they have, or by date of birth and surname."""
    ways = [way for known in people for one in known for way in _ways(one)]
    return [Find(Best(tuple(dict.fromkeys(ways))), size=FOLLOWED, paged=False)] if ways else []


def _ways(known: Known) -> Iterator[Clause]:
    idents = tuple(
        f"{label}:{value}"
        for label, values in known.identifiers.items()
        if label != "PHONE"
        for value in values
    )
    if idents:
        yield Weighted(Terms("ident", idents), 8)
    born = tuple(date for date in known.dates_of_birth if len(date) == 10)
    forms = tuple(
        sorted(
            {code for name in known.names[:2] for part in names.parts(name) for code in names.phonetic(part)}
        )
    )
    if born and forms:
        yield Weighted(All((Terms("dob", born), Terms("name.phonetic", forms))), 4)


def besides(seen: Iterable[str]) -> Callable[[Find], Find]:
    """Leaves out of a question what was answered before: less to carry, and room for the rest."""
    ids = tuple(sorted(set(seen)))
    others = (Not(Terms("id", ids)),) if ids else ()

    def less(find: Find) -> Find:
        return replace(find, filters=(*find.filters, *others))

    return less
