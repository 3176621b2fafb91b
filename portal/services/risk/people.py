"""People among the candidates: who may be meant, and which records speak of one and the same human being."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from access.gateway import Hit
from indexer.resolve import scorer
from indexer.resolve.scorer import Match, PersonQuery, Reason
from nlp import names
from portal.search.onebox import Understood

Json = Mapping[str, Any]
JOINED = 0.95
LEAST = 0.2
MOST_WEIGHED = 30  # candidates that are compared with one another


@dataclass(frozen=True)
class Candidate:
    """A person of a record, and how well they answer the question."""

    hit: Hit
    position: int
    person: Json
    match: Match

    @property
    def id(self) -> str:
        """The record's id and the person's place in it."""
        return f"{self.hit.id}:{self.position}"


@dataclass
class Group:
    """Records of one human being, the best answer first."""

    members: list[Candidate] = field(default_factory=list)

    @property
    def best(self) -> Candidate:
        return self.members[0]

    @property
    def nominal(self) -> str:
        """The smallest visible member's id."""
        return min(member.id for member in self.members)

    @property
    def hits(self) -> list[Hit]:
        """The records, each once."""
        return list({member.hit.id: member.hit for member in self.members}.values())


def candidates(asked: Understood, hits: Iterable[Hit]) -> list[Candidate]:
    """Everybody in the hits who may be meant, the best first."""
    found = []
    for hit in hits:
        for position, person in enumerate(hit.record.get("people") or ()):
            match = match_person(asked, hit, person)
            if match.score >= LEAST and _about(asked, match):
                found.append(Candidate(hit, position, person, match))
    return sorted(found, key=lambda c: (-c.match.score, c.id))


def match_person(asked: Understood, hit: Hit, person: Json) -> Match:
    """The best reading of the question for this person: each street that may be meant, each word as name or town."""
    readings = (
        [asked.with_street(s) for s in asked.place.streets] if len(asked.place.streets) > 1 else [asked]
    )
    return max((_match(reading, hit, person) for reading in readings), key=lambda m: m.score)


def _match(asked: Understood, hit: Hit, person: Json) -> Match:
    towns, words = _towns(asked.words, person)
    query = PersonQuery(
        (" ".join(words),) if words else (),
        asked.dates_of_birth,
        asked.identifiers,
        asked.place.flat_key,
        asked.place.building_key,
        asked.place.streets,
        asked.place.postcode,
        asked.place.outward,
    )
    evidence = list(scorer.score(query, person).evidence)
    evidence += [Reason(f"lives in {town}", scorer.WEIGHTS["address"]["town"]) for town in towns]
    if hit.ref in asked.references or hit.ref in {v for values in asked.identifiers.values() for v in values}:
        evidence.append(Reason(f"named in the record {hit.ref}", scorer.WEIGHTS["identifier"]["partial"]))
    return scorer.match_of(evidence)


def _towns(words: Sequence[str], person: Json) -> tuple[list[str], list[str]]:
    """Words that are the town of the person's address, and the others."""
    lived = {
        part for keys in scorer.address_keys(person.get("addresses") or ()) for part in keys.town.split()
    }
    held = {part for _, written in scorer.written_names(person) for part in names.parts(written)}
    towns = [word for word in words if word in lived and word not in held]
    return towns, [word for word in words if word not in towns]


def _about(asked: Understood, match: Match) -> bool:
    """Whether anything but an address speaks for the person: who merely lives there stands on the place's card."""
    if not (
        asked.words
        or asked.dates_of_birth
        or asked.identifiers
        or asked.references
        or len(asked.place.streets) > 1
    ):
        return False
    return any(r.weight > 0 and not _of_place(r) for r in match.evidence)


def _of_place(reason: Reason) -> bool:
    return reason.text.startswith(("street", "building", "address", "postcode", "lives in"))


def grouped(found: Sequence[Candidate]) -> list[Group]:
    """Candidates as human beings. Two are one when what their records say of them adds up; a namesake stays apart."""
    groups: list[Group] = []
    for candidate in found[:MOST_WEIGHED]:
        home = next((g for g in groups if any(same(candidate.person, m.person) for m in g.members)), None)
        if home is None:
            groups.append(Group([candidate]))
        elif all(member.id != candidate.id for member in home.members):
            home.members.append(candidate)
    return groups


def same(a: Json, b: Json) -> bool:
    """Whether two people of two records are one, decided from the two alone."""
    idents = scorer.identifiers_of(a)
    homes = scorer.address_keys(a.get("addresses") or ())
    query = PersonQuery(
        tuple(written for kind, written in scorer.written_names(a) if kind != "alias"),
        tuple(a.get("dates_of_birth") or ()),
        {label: idents[label] for label in ("PNC_ID", "CRO", "NINO", "NHS") if label in idents},
        next((k.flat for k in homes if k.flat), ""),
        next((k.building for k in homes if k.building), ""),
    )
    return scorer.score(query, b).score >= JOINED
