"""People among the candidates: who may be meant, and which records speak of one and the same human being."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from access.gateway import Hit
from indexer.resolve import scorer
from indexer.resolve.query import WEIGHTS, Match, PersonQuery, Reason, match_of
from indexer.resolve.scorer import Held
from nlp import names
from portal.search.onebox import Understood

Json = Mapping[str, Any]
LEAST = 0.1
MOST_GROUPS = 12
_JOIN = WEIGHTS["join"]
_DECISIVE = ("PNC_ID", "CRO", "NINO", "NHS")
_UNASKED = match_of([])


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
        """The record's id and the person's place in it."""
        return f"{self.hit.id}:{self.position}"

    @property
    def person(self) -> Json:
        """The person as POLE-1 has them."""
        return self.held.person

    @cached_property
    def own(self) -> PersonQuery:
        """What the record says of them, as a question to others."""
        held = self.held
        return PersonQuery(
            tuple(name.written for name in held.names if name.kind != "alias"),
            held.born,
            {label: held.identifiers[label] for label in (*_DECISIVE, "PHONE") if label in held.identifiers},
            next((keys.flat for keys in held.homes if keys.flat), ""),
            next((keys.building for keys in held.homes if keys.building), ""),
        )

    @cached_property
    def folded(self) -> str:
        """The name without regard to case."""
        return names.fold(" ".join(self.own.names))


@dataclass(frozen=True, slots=True)
class Join:
    """Why a record is taken to speak of the same human being."""

    candidate: Candidate
    match: Match


@dataclass
class Group:
    """Records of one human being, the best answer first; each but the first with why it is here."""

    members: list[Candidate] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)

    @property
    def best(self) -> Candidate:
        return self.members[0]

    @property
    def nominal(self) -> str | None:
        """The smallest visible member's id; none for those whom only a text names."""
        return min((member.id for member in self.members if not member.in_text), default=None)

    @property
    def hits(self) -> list[Hit]:
        """The records, each once."""
        return list({member.hit.id: member.hit for member in self.members}.values())

    def takes(self, candidate: Candidate) -> Match | None:
        """Why a candidate is one of these, or None. No two people of one record are one."""
        if any(member.hit.id == candidate.hit.id for member in self.members):
            return None
        found = [same(member, candidate) for member in self.members]
        if any(match is not None and match.weight("identifier") < 0 for match in found):
            return None
        return max((m for m in found if m and joins(m)), key=lambda m: m.score, default=None)


# ------------------------------------------------------------------------------------- candidates


def candidates(asked: Understood, hits: Iterable[Hit]) -> list[Candidate]:
    """Everybody in the hits who may be meant, the best first."""
    readings = [(reading, _query(reading)) for reading in asked.readings()]
    found = [
        Candidate(hit, position, held, match, in_text, reading)
        for hit in hits
        for position, held, in_text in _people(hit)
        for match, reading in [_best(asked, readings, hit, held, in_text)]
        if match.score >= LEAST and _about(match)
    ]
    return sorted(found, key=lambda c: (-c.match.score, c.in_text, c.id))


def everybody(hits: Iterable[Hit]) -> list[Candidate]:
    """Everybody in the hits, whoever was asked for."""
    return [Candidate(hit, at, held, _UNASKED, in_text) for hit in hits for at, held, in_text in _people(hit)]


def _people(hit: Hit) -> Iterator[tuple[int, Held, bool]]:
    """The people of a record's fields, then those whom its text alone names by forename and surname."""
    people = [Held(person) for person in hit.record.get("people") or ()]
    yield from ((at, held, False) for at, held in enumerate(people))
    named = [mention for mention in hit.mentions if mention["label"] == "PERSON"]
    if not named:
        return
    known = {frozenset(names.parts(name.written)) for held in people for name in held.names}
    for at, person in enumerate(_named_in_text(hit, named), len(people)):
        words = frozenset(names.parts(person["names"][0]["text"]))
        if len(words) > 1 and not any(words <= other for other in known):
            known.add(words)
            yield at, Held(person), True


def _named_in_text(hit: Hit, named: Iterable[Json]) -> Iterator[dict[str, Any]]:
    """Names in a text; where it gives one address alone, that is taken to be where they are."""
    written = dict.fromkeys(str(m["text"]) for m in hit.mentions if m["label"] == "ADDRESS")
    homes = [{"role": "named-with", "address": text} for text in written] if len(written) == 1 else []
    for mention in named:
        name = str(mention.get("value") or mention["text"])
        yield {"role": "named-in", "names": [{"kind": None, "text": name}], "addresses": homes}


def _best(
    asked: Understood, readings: Sequence[tuple[Understood, PersonQuery]], hit: Hit, held: Held, in_text: bool
) -> tuple[Match, Understood]:
    """The best reading of the question for this person: each street that may be meant, or none."""
    ways = [(scorer.score(query, held), reading) for reading, query in readings]
    match, reading = max((w for w in ways if _tells(*w)), key=lambda way: way[0].score, default=ways[-1])
    more: list[Reason] = []
    if in_text and match.evidence:
        more.append(Reason("named in the text only", WEIGHTS["name"]["in text"]))
    if not in_text and hit.ref in asked.all_references:
        more.append(Reason(f"named in the record {hit.ref}", WEIGHTS["identifier"]["reference"], "record"))
    return (match_of([*match.evidence, *more]) if more else match), reading


def _tells(match: Match, reading: Understood) -> bool:
    """Whether a reading may stand: one that takes words for a street must say something by it, or by the name left."""
    return not reading.place.streets or match.weight("name") > 0 or match.weight("address") > 1


def _query(asked: Understood) -> PersonQuery:
    place = asked.place
    return PersonQuery(
        (asked.name,) if asked.words else (),
        asked.dates_of_birth,
        asked.identifiers,
        place.flat_key,
        place.building_key,
        place.streets,
        place.postcode,
        place.outward,
        asked.numbers,
    )


def _about(match: Match) -> bool:
    """Whether anything but an address speaks for the person: who merely lives there stands on the place's card."""
    return any(reason.weight > 0 and reason.about != "address" for reason in match.evidence)


# ---------------------------------------------------------------------------------------- grouping


def grouped(found: Sequence[Candidate]) -> list[Group]:
    """Candidates as human beings. Two are one when what their records say of them adds up; a namesake stays apart."""
    groups: list[Group] = []
    for candidate in found:
        if not _joined(groups, candidate) and len(groups) < MOST_GROUPS:
            groups.append(Group([candidate]))
    return groups


def join(groups: Sequence[Group], more: Iterable[Candidate]) -> None:
    """Add candidates found later to the people whom they are."""
    for candidate in more:
        if all(member.id != candidate.id for group in groups for member in group.members):
            _joined(groups, candidate)


def _joined(groups: Sequence[Group], candidate: Candidate) -> bool:
    ways = [(match, group) for group in groups if (match := group.takes(candidate))]
    if not ways:
        return _joined_by_text(groups, candidate)
    match, group = max(ways, key=lambda way: way[0].score)
    group.members.append(candidate)
    group.joins.append(Join(candidate, match))
    return True


def _joined_by_text(groups: Sequence[Group], candidate: Candidate) -> bool:
    """Names in texts, with nothing else to tell them by, share one card for each name."""
    if candidate.in_text:
        for group in groups:
            if group.best.in_text and group.best.folded == candidate.folded:
                group.members.append(candidate)
                return True
    return False


def same(a: Candidate, b: Candidate) -> Match | None:
    """How much speaks for two people of two records being one, decided from the two alone; None: nothing could."""
    if not _comparable(a.own, b.own):
        return None
    return scorer.score(a.own, b.held)


def joins(match: Match) -> bool:
    """Whether that is enough: a number that only one person has; or names that do not differ, and more besides."""
    decisive = [reason.weight for reason in match.evidence if reason.about == "identifier"]
    if any(weight < 0 for weight in decisive):
        return False
    if any(weight >= WEIGHTS["identifier"]["same"] for weight in decisive):
        return True
    differ = any(reason.weight <= WEIGHTS["name"]["other forename"] for reason in match.evidence)
    alike = match.weight("name") >= _JOIN["name"]
    besides = max(match.weight("born"), match.weight("address"), match.weight("identifier"))
    return not differ and alike and besides >= _JOIN["besides"] and match.score >= _JOIN["score"]


def _comparable(a: PersonQuery, b: PersonQuery) -> bool:
    """Whether the two have anything in common besides a name: a number, a date of birth or one near it, a building."""
    if any(set(values) & set(b.identifiers.get(label, ())) for label, values in a.identifiers.items()):
        return True
    if a.building and a.building == b.building:
        return True
    return any(_near(x, y) for x in a.dates_of_birth for y in b.dates_of_birth)


def _near(a: str, b: str) -> bool:
    return a[:4] == b[:4] or a[4:] == b[4:] or sum(x == y for x, y in zip(a, b, strict=False)) >= 9
