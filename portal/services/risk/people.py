"""People among the hits: who may be meant, and how well they answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from access.gateway import Hit
from indexer.resolve import ages, births, scorer
from indexer.resolve.alignment import slots
from indexer.resolve.query import WEIGHTS, Match, PersonQuery, Reason, match_of
from indexer.resolve.scorer import DECISIVE, Held
from nlp import identifiers, names
from portal.search.box import numbers
from portal.search.box.understood import Understood
from portal.services.risk.bearing import Bearing
from portal.services.risk.by_number import as_typed, by_number_alone, is_known
from portal.services.risk.lazy import lazy
from portal.services.risk.things import plate_reasons, vehicle_reasons

Json = Mapping[str, Any]
LEAST = 0.075
NAMESAKE = 4.0  # weight of one word of a name
UNASKED = match_of([])


@dataclass(frozen=True)
class Candidate:
    """A person of a record, and how well they answer the question. in_text: only the text names them."""

    hit: Hit
    position: int
    held: Held
    match: Match
    in_text: bool = False
    reading: Understood | None = field(default=None, compare=False, repr=False)

    @property
    def id(self) -> str:
        """The member (`SYSTEM/ref~n`); for somebody whom only the text names, one of the card's own."""
        return f"{self.hit.id}{'#' if self.in_text else '~'}{self.position + 1}"

    @property
    def person(self) -> Json:
        """The person as POLE-1 has them."""
        return self.held.person

    @lazy
    def own(self) -> PersonQuery:
        """What the record says of them, as a question to others."""
        held = self.held
        return PersonQuery(
            tuple(name.written for name in held.names if name.kind != "alias"),
            held.born,
            {label: held.identifiers[label] for label in (*DECISIVE, "PHONE") if label in held.identifiers},
            next((keys.flat for keys in held.homes if keys.flat), ""),
            next((keys.building for keys in held.homes if keys.building), ""),
            door=next((keys.door for keys in held.homes if keys.door), ""),
        )

    @lazy
    def signs(self) -> frozenset[str]:
        """What two records of one person have in common besides a name and an address: the end of a number, or the year
        or the day of a birth (a date with one figure wrong still has one of the two)."""
        held = self.held.person.get("identifiers") or {}
        numbers = [str(held[name])[-8:].upper() for name in map(str.lower, DECISIVE) if held.get(name)]
        numbers += [str(phone)[-4:] for phone in held.get("phone") or ()]
        born = [part for value in self.held.born for part in (value[:4], value[4:]) if len(part) > 3]
        return frozenset([*numbers, *born])

    @lazy
    def words(self) -> frozenset[str]:
        """The words of every name."""
        return frozenset([slot.whole for name in self.held.names for slot in slots(name)])

    @lazy
    def buildings(self) -> frozenset[str]:
        """The buildings of every address, and the doors."""
        return frozenset(key for keys in self.held.homes for key in (keys.building, keys.door) if key)

    @lazy
    def living(self) -> tuple[str, ...]:
        """Between which years they were born, where the record gives no date of birth (`ages`)."""
        told = None if self.in_text else ages.living(self.held.person, self.hit.record)
        return (told,) if told else ()

    @lazy
    def said(self) -> tuple[object, ...]:
        """All that the record says of them by which two are told apart or taken for one (`grouping.same`)."""
        own, held = self.own, self.held
        numbers, sex = tuple(own.identifiers.items()), held.person.get("sex")
        return own.names, held.names, held.born, numbers, tuple(held.homes), sex

    @lazy
    def folded(self) -> str:
        """The name without regard to case."""
        return names.fold(" ".join(self.own.names))


# ------------------------------------------------------------------------------------- candidates


def candidates(asked: Understood, found: Iterable[Bearing]) -> list[Candidate]:
    """Everybody in the hits who may be meant, the best first."""
    seen = list(found)
    read = [*asked.readings(), *by_number_alone(asked)]
    readings = [(reading, query_of(reading)) for reading in read]
    if any(not reading.words for reading in read) and is_known(asked, seen):
        readings = [
            (reading, query if reading.words else as_typed(reading, query)) for reading, query in readings
        ]
    may_be = _Sieve(asked, [query for _, query in readings])
    weighed = [
        Candidate(bearing.hit, position, held, match, in_text, reading)
        for bearing in seen
        for position, held, in_text in _people(bearing)
        if may_be(bearing.hit, held)
        for match, reading in [_best(asked, readings, bearing.hit, held, in_text)]
        if match.evidence
    ]
    made = [one for one in weighed if one.match.score >= LEAST and _about(one.match)]
    # Where nobody else may be meant, a namesake of another age is shown for what they are.
    made = made or [one for one in weighed if _namesake(one.match)]
    return sorted(made, key=lambda c: (-c.match.score, c.in_text, c.id))


def _namesake(match: Match) -> bool:
    return any(reason.about == "name" and reason.weight >= NAMESAKE for reason in match.evidence)


class _Sieve:
    """Whom it is worth to weigh: not those of whom only an address can speak, which are most on a street, or nothing does."""

    def __init__(self, asked: Understood, queries: Sequence[PersonQuery]) -> None:
        self._asked, self._references = asked, asked.all_references
        self._by_reference = bool(self._references or asked.keys or asked.parts)
        self._driven = bool(asked.vehicle and asked.place.streets)
        self._numbered = any(query.identifiers for query in queries)
        self._dates = tuple(dict.fromkeys(day for query in queries for day in query.dates_of_birth))
        self._words = frozenset[str]().union(*map(scorer.words_asked, queries))

    def __call__(self, hit: Hit, held: Held) -> bool:
        if self._by_reference and (_asks_for(self._asked, hit) or any(_others(held, self._references))):
            return True
        if self._numbered or births.speak_for(self._dates, held.born):
            return True
        if self._driven and vehicle_reasons(self._asked.vehicle, hit):
            return True
        return scorer.may_be_named(self._words, held)


def everybody(found: Iterable[Bearing]) -> Iterator[Candidate]:
    """Everybody in the hits, whoever was asked for."""
    return (Candidate(b.hit, at, held, UNASKED, in_text) for b in found for at, held, in_text in _people(b))


def _people(bearing: Bearing) -> Iterator[tuple[int, Held, bool]]:
    """The people of a record's fields, then those whom its text alone names by forename and surname."""
    yield from ((at, held, False) for at, held in enumerate(bearing.people))
    yield from ((at, held, True) for at, held in enumerate(bearing.in_text, len(bearing.people)))


def _best(
    asked: Understood, readings: Sequence[tuple[Understood, PersonQuery]], hit: Hit, held: Held, in_text: bool
) -> tuple[Match, Understood]:
    """The best reading of the question for this person: each street that may be meant, or none."""
    ways = [(scorer.score(query, held), reading) for reading, query in readings]
    match, reading = max((w for w in ways if _tells(*w)), key=lambda way: way[0].score, default=ways[-1])
    more: list[Reason] = []
    if asked.words and not reading.words and match.weight("identifier") > 0:
        more.append(Reason(f"not called so: {asked.name}", WEIGHTS["name"]["not called so"], "name"))
    if in_text and match.evidence:
        more.append(Reason("named in the text only", WEIGHTS["name"]["in text"]))
    if not in_text and _asks_for(asked, hit):
        more.append(Reason(f"named in the record {hit.ref}", WEIGHTS["identifier"]["reference"], "record"))
    if asked.references:
        weight = WEIGHTS["identifier"]["same"]
        more += [
            Reason(f"{kind} the same: {value}", weight, "identifier")
            for kind, value in _others(held, asked.references)
        ]
    if (reading.plate or "VRM" in reading.identifiers) and match.weight("name") > 0:
        more += plate_reasons(reading, hit)
    if reading.vehicle and (match.weight("name") > 0 or _on_street(reading, match)):
        more += vehicle_reasons(reading.vehicle, hit)
    return (match_of([*match.evidence, *more]) if more else match), reading


def _on_street(reading: Understood, match: Match) -> bool:
    """Whether a reading names nobody, and the street asked for is theirs: of whoever lives there, a vehicle may speak."""
    return not reading.words and match.weight("address") > 1


def _asks_for(asked: Understood, hit: Hit) -> bool:
    """Whether a record is asked for by its reference, all of it or a part."""
    return asked.asks_for(hit.system, hit.ref) or asked.asks_in_part(hit.system, hit.ref)


def _others(held: Held, references: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Numbers of the person among those asked for that have no field of their own (a passport's), each with its kind."""
    others = (held.person.get("identifiers") or {}).get("other") or ()
    if others:
        asked = {identifiers.own_form(reference) for reference in references}
        yield from (
            (str(o.get("kind") or "number"), o["value"])
            for o in others
            if identifiers.own_form(str(o["value"])) in asked
        )


def _tells(match: Match, reading: Understood) -> bool:
    """Whether a reading may stand: one that takes words for a street must say something by it, or by the name left."""
    return not reading.place.streets or match.weight("name") > 0 or match.weight("address") > 1


def query_of(asked: Understood) -> PersonQuery:
    """A reading of the question, as the scorer takes it."""
    place = asked.place
    return PersonQuery(
        (asked.name,) if asked.words else (),
        (*asked.dates_of_birth, *asked.birthdays),
        numbers.with_slips(asked.identifiers),
        place.flat_key,
        place.building_key,
        place.streets,
        place.postcode,
        place.sector or place.outward,
        asked.numbers,
        place.door,
        asked.sex,
        place.towns,
        place.inward,
        asked.surnames,
    )


def _about(match: Match) -> bool:
    """Whether anything but an address speaks for the person: who merely lives there stands on the place's card."""
    return any(reason.weight > 0 and reason.about != "address" for reason in match.evidence)
