"""Candidates for a subject among the records that a reader may see: one question to the gateway, weighed in Python."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from access.gateway import Hit, Reading
from access.queries import AnyOf, Clause, Find, Term, Terms, Weighted
from indexer.resolve.query import STRONG, WEIGHTS, Match
from indexer.resolve.scorer import numbers_of
from indexer.resolve.subjects import object_marks, person_query, subjects, weigher
from nlp import names
from portal.search import clauses
from portal.search.box.places import Place
from portal.search.box.question import understand
from portal.search.box.understood import Understood
from portal.services.creating.subjects import Subject
from portal.services.written import address as address_of

FETCHED = 60  # of each question: by everything, and by numbers alone
SHOWN = 20
LEAST = 0.2
_ONLY_ONE = WEIGHTS["identifier"]["same"]
MOST_WORDS, MOST_DATES, MOST_NUMBERS = 16, 8, 100  # of one subject that are asked for: more is no person's


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of a visible record's people, objects or places, and how well it answers. place: from 1."""

    hit: Hit
    kind: str
    place: int
    subject: Mapping[str, Any]
    match: Match

    @property
    def id(self) -> str:
        """The record's id and the place in it, as members of nominals are named."""
        return f"{self.hit.id}~{self.place}"

    @property
    def strong(self) -> bool:
        """Whether it must not be passed over without a reason."""
        return self.match.score >= STRONG

    def as_json(self) -> dict[str, Any]:
        """As `/matches` answers it."""
        hit = self.hit
        return {
            "kind": self.kind,
            "id": self.id,
            "nominal": self.id if self.kind == "person" else None,
            "record": {"system": hit.system, "ref": hit.ref, "kind": hit.kind, "title": hit.title},
            "subject": dict(self.subject),
            "match": self.match.as_json(),
            "occurred": hit.when,
            "marking": hit.marking,
        }  # fmt: skip


def candidates(reading: Reading, asked: Sequence[Subject], today: date) -> list[list[Candidate]]:
    """For each subject, the candidates among what this reader may see, the best first."""
    finds = [(at, find) for at, subject in enumerate(asked) for find in _questions(subject, today)]
    answers = reading.find_all([find for _, find in finds])
    hits: list[dict[str, Hit]] = [{} for _ in asked]
    for (at, _), found in zip(finds, answers, strict=True):
        hits[at] |= {hit.id: hit for hit in found.hits}
    return [_weighed(subject, found.values()) for subject, found in zip(asked, hits, strict=True)]


def _weighed(subject: Subject, hits: Any) -> list[Candidate]:
    weigh = weigher(subject.kind, subject.fields)
    made = [
        Candidate(hit, subject.kind, place, held, match)
        for hit in hits
        for place, held in enumerate(subjects(subject.kind, hit.record), 1)
        for match in [weigh(held)]
        if _counts(subject.kind, match)
    ]
    return sorted(made, key=lambda one: (-one.match.score, one.id))


def strong_ids(asked: Sequence[Subject], records: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The ids of those of these records, as the reader may have them, that are strongly one of the subjects: what
    `candidates` would call so."""
    weighers = [(subject.kind, weigher(subject.kind, subject.fields)) for subject in asked]
    return [
        id_
        for id_, record in records.items()
        if any(
            match.score >= STRONG and _counts(kind, match)
            for kind, weigh in weighers
            for match in map(weigh, subjects(kind, record))
        )
    ]


def _counts(kind: str, match: Match) -> bool:
    """Whether it is a candidate at all."""
    return (match.score >= LEAST and _about(kind, match)) or _numbered(match)


def _numbered(match: Match) -> bool:
    """Whether a number that only one has is the same: under a false name it is still shown."""
    return any(r.about == "identifier" and r.weight >= _ONLY_ONE for r in match.evidence)


def _about(kind: str, match: Match) -> bool:
    """Whether more speaks for a person than an address: who merely lives there is another."""
    return kind != "person" or any(r.weight > 0 and r.about != "address" for r in match.evidence)


# ---------------------------------------------------------------------------------------- questions


def _questions(subject: Subject, today: date) -> Iterator[Find]:
    """By everything that is known; and by numbers alone, which no crowd of namesakes must push aside."""
    ways = list(_ASKED[subject.kind](subject.fields, today))
    numbers = list(_numbers(subject))[:MOST_NUMBERS]
    yield Find(AnyOf((*ways, *numbers)) if ways or numbers else _nothing(), size=FETCHED, paged=False)
    yield Find(AnyOf(tuple(numbers)) if numbers else _nothing(), size=FETCHED, paged=False)


def _nothing() -> Clause:
    return Terms("id", ())


def _numbers(subject: Subject) -> Iterator[Clause]:
    held: Mapping[str, Any] = {}
    if subject.kind == "person":
        held = numbers_of(subject.fields)
    elif subject.kind == "object":
        held = object_marks(subject.fields)
    for label, values in sorted(held.items()):
        yield from (Weighted(Term("ident", f"{label}:{value}"[:1000]), 16) for value in sorted(values))


def _person(person: Mapping[str, Any], today: date) -> Iterator[Clause]:
    query = person_query(person)
    words = dict.fromkeys(word for name in query.names for word in names.fold(name).split())
    yield from (clauses.for_word(word) for word in [*words][:MOST_WORDS])
    yield from clauses.for_dates(query.dates_of_birth[:MOST_DATES])
    yield from clauses.for_place(_place_of((person.get("addresses") or ({},))[0], today))


def _object(thing: Mapping[str, Any], _today: date) -> Iterator[Clause]:
    plates = tuple(sorted(object_marks(thing).get("VRM", ())))
    yield from clauses.for_plates(Understood("", identifiers={"VRM": plates}))


def _location(place: Mapping[str, Any], today: date) -> Iterator[Clause]:
    yield from clauses.for_place(_place_of(place, today))


_ASKED: dict[str, Callable[[Mapping[str, Any], date], Iterator[Clause]]] = {
    "person": _person,
    "object": _object,
    "location": _location,
}


def _place_of(place: Mapping[str, Any], today: date) -> Place:
    written = address_of(place)
    return understand(written, today).place if written else Place()
