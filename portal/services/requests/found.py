"""The records that may answer a partner's request, each with what it was found by: the person, the address, a number.

A partner who says more must not be told less: beside each name with all that was said of its bearer, the name is asked for
by itself, the address by itself and every number by itself. What is found by little is told as weak, not left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from access.gateway import Hit, Reading
from access.partial_dates import first_day, last_day
from access.queries import LARGEST_PAGE, AnyOf, Clause, Find, Order, Term, Terms
from indexer.resolve.query import POSSIBLE, Match, strength
from portal.search import clauses, risk
from portal.search.box.places import Place
from portal.search.box.understood import Understood
from portal.services.requests.places import at_address
from portal.services.requests.subject import meant, questions
from portal.services.risk.bearing import Bearing, Bearings
from portal.services.risk.people import Candidate, candidates

PERSON, ADDRESS, NUMBER = "person", "address", "number"
LEAST_MATCH = 0.35
NAMED_ALONE = "nothing else that was asked speaks for them"
MOST_NUMBERS = 40  # asked for one by one


@dataclass(frozen=True, slots=True)
class Answer:
    """A record that may answer. match: of the person; by: what it was found by, each with the reason in words; subjects: the
    places, from 1, of its people who may be the one asked for."""

    hit: Hit
    match: Match | None
    by: tuple[tuple[str, str], ...]
    subjects: frozenset[int] = frozenset()

    def why(self) -> dict[str, Any]:
        """As the disclosure officer is told it."""
        made = self.match
        person = made and {
            "score": made.score,
            "strength": made.strength,
            "reasons": list(made.reasons),
            "evidence": [{"text": one.text, "weight": round(one.weight, 2)} for one in made.weightiest],
        }
        return {"match": person, "by": [{"kind": kind, "reason": reason} for kind, reason in self.by]}


@dataclass(frozen=True, slots=True)
class Answers:
    """All that may answer, the best first. namesakes: records of people of the name whom a date of birth tells apart; more: a
    question had more answers than can be taken; unread: the address could not be understood as one."""

    found: tuple[Answer, ...]
    namesakes: tuple[Hit, ...]
    more: bool
    unread: bool


def answers(reading: Reading, body: Mapping[str, Any], today: date) -> Answers:
    """The records that may be about the subject of a request, of the period asked for."""
    asked = meant(body["subject"], today)
    finds = _Finds.of(asked)
    hits = [found.hits for found in reading.find_all(finds.all)]
    read = Bearings(today)
    several = {hit.id: hit for part in hits for hit in part if _within(hit, body)}
    made = _Weighed.of(asked, [read.of(hit) for hit in several.values()], _by_number(finds, hits))
    found = [made.answer(several[id_]) for id_ in made.ids if id_ in several]
    full = zip(finds.all, hits, strict=True)
    return Answers(
        tuple(found),
        tuple(several[id_] for id_ in made.namesakes),
        any(len(part) >= find.size for find, part in full if find in finds.whole),
        bool(body["subject"].get("address")) and not asked[0].place,
    )


@dataclass(frozen=True, slots=True)
class _Finds:
    """The questions: as the risk lookup asks them, then name, address and numbers by themselves (`whole`)."""

    first: list[Find]
    whole: list[Find]
    numbers: list[tuple[Find, str]]

    @classmethod
    def of(cls, asked: Sequence[Understood]) -> _Finds:
        """The questions for a subject."""
        first = [find for one in questions(asked) for find in risk.first_round(one)]
        named = [_whole(AnyOf(ways, minimum=min(len(ways), 2))) for one in asked if (ways := _named(one))]
        there = [_whole(clause) for clause in _places(asked[0].place)]
        return cls(first, [*named, *there], list(_numbers(asked[0])))

    @property
    def all(self) -> list[Find]:
        """In the order in which they are asked."""
        return [*self.first, *self.whole, *(find for find, _ in self.numbers)]


def _whole(clause: Clause) -> Find:
    return Find(clause, size=LARGEST_PAGE, paged=False)


def _named(one: Understood) -> tuple[Clause, ...]:
    return tuple(clauses.for_word(word) for word in dict.fromkeys(one.words))


def _places(place: Place) -> Iterator[Clause]:
    """Everything that stands at an address; of a street or a postcode alone, at any house of it."""
    if place.building_key:
        yield clauses.building(place)
    elif place.streets:
        yield Terms("place.street", place.streets)
    elif place.postcode:
        yield Term("place.postcode", place.postcode)
    elif place.outward:
        yield Term("place.outward", place.outward)


def _numbers(asked: Understood) -> Iterator[tuple[Find, str]]:
    """Each number by itself, exactly, with what is said of a record that holds it."""
    held = [(label, value) for label, values in asked.identifiers.items() for value in values]
    held += [("REF", value) for value in asked.references]
    for label, value in held[:MOST_NUMBERS]:
        ways = tuple(dict.fromkeys((f"{label}:{value}", f"REF:{value}")))
        find = Find(Terms("ident", ways), size=LARGEST_PAGE, order=Order.NEWEST, paged=False)
        yield find, f"holds the number asked for: {value}"


def _by_number(finds: _Finds, hits: Sequence[Sequence[Hit]]) -> dict[str, str]:
    held = zip(finds.numbers, hits[len(finds.first) + len(finds.whole) :], strict=True)
    return {hit.id: said for (_, said), part in held for hit in part}


@dataclass(frozen=True, slots=True)
class _Weighed:
    """What speaks for each record, by its id. likely: people who answer all that was asked; namesakes: the ids of those of the
    name who are told apart."""

    people: Mapping[str, Match]
    places: Mapping[str, str]
    numbers: Mapping[str, str]
    likely: Sequence[Candidate]
    namesakes: Sequence[str]

    @classmethod
    def of(cls, asked: Sequence[Understood], read: Sequence[Bearing], numbers: Mapping[str, str]) -> _Weighed:
        """The records that were found, weighed."""
        named = [one for question in asked for one in _by_name_alone(question, read)]
        likely = [m for one in asked for m in candidates(one, read) if m.match.score >= LEAST_MATCH]
        people, places = _people(likely, named), at_address(asked[0], read)
        apart = {one.hit.id for one in named} - {*people, *places, *numbers}
        return cls(people, places, numbers, likely, sorted(apart))

    @property
    def ids(self) -> list[str]:
        """The best people first, then what holds a number, then what stands at the address."""
        others = {*self.numbers, *self.places} - set(self.people)
        return [*self.people, *sorted(others, key=lambda id_: (id_ not in self.numbers, id_))]

    def answer(self, hit: Hit) -> Answer:
        """A record with what speaks for it."""
        theirs = (one for one in self.likely if one.hit.id == hit.id and not one.in_text)
        subjects = frozenset(one.position + 1 for one in theirs)
        return Answer(hit, self.people.get(hit.id), tuple(self._by(hit.id)), subjects)

    def _by(self, id_: str) -> Iterator[tuple[str, str]]:
        if id_ in self.people:
            yield PERSON, self.people[id_].strength
        if id_ in self.places:
            yield ADDRESS, self.places[id_]
        if id_ in self.numbers:
            yield NUMBER, self.numbers[id_]


# ------------------------------------------------------------------------------------------ people


def _people(likely: Sequence[Candidate], named: Sequence[Candidate]) -> dict[str, Match]:
    """By record, how well the best of its people answers, the best first. named: those who are called so, whatever else is
    asked; of those, whoever a text alone names and of whom it gives no date of birth may be meant."""
    best = _best(likely)
    weak = _best([one for one in named if one.in_text and not one.held.born])
    best |= {id_: _weakened(match) for id_, match in weak.items() if id_ not in best}
    return dict(sorted(best.items(), key=lambda one: (-one[1].score, one[0])))


def _best(made: Iterable[Candidate]) -> dict[str, Match]:
    best: dict[str, Match] = {}
    for one in sorted(made, key=lambda candidate: candidate.match.score):
        best[one.hit.id] = one.match
    return best


def _by_name_alone(question: Understood, read: Sequence[Bearing]) -> Iterator[Candidate]:
    """Those who are called so, as the whole name or its first and last word say it, whatever is asked besides."""
    for words in dict.fromkeys((question.words, question.words[:1] + question.words[-1:])):
        if words:
            made = candidates(Understood("", words), read)
            yield from (one for one in made if one.match.score >= LEAST_MATCH)


def _weakened(match: Match) -> Match:
    """A match by the name alone, where more was asked: weak, and told so."""
    score = min(match.score, round(POSSIBLE - 0.01, 2))
    alone = match.evidence[-1]._replace(text=NAMED_ALONE, weight=-0.1, about="record", met=None)
    return Match(score, strength(score), (*match.evidence, alone))


# ------------------------------------------------------------------------------------------ period


def _within(hit: Hit, body: Mapping[str, Any]) -> bool:
    """Whether any of the time that a record tells of is of the period."""
    period, when = body.get("period") or {}, (hit.when or "")[:10]
    until = max(when, last_day(((hit.record.get("occurred") or {}).get("to") or "")[:10]))
    after, before = first_day((period.get("from") or "")[:10]), last_day((period.get("to") or "")[:10])
    return (not after or until >= after) and (not before or when <= before)
