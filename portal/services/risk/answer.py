"""The risk lookup itself: two rounds of questions, then cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from access.gateway import FacetValue, Found, Hit, Reading
from indexer.resolve import scorer
from indexer.resolve.scorer import Keys, Match, Reason, address_keys, keys_of
from portal.search import risk
from portal.search.onebox import Understood
from portal.services.risk.bearing import Bearing, Level, Target, current_homes, target_of
from portal.services.risk.cards import Composer, best_first
from portal.services.risk.people import Candidate, Group, candidates, grouped

MOST_PLACES, MOST_PEOPLE, MOST_THINGS = 6, 8, 4
FETCHED_HOMES = 4
_THINGS = ("VRM", "IMEI", "PHONE", "EMAIL")


@dataclass(frozen=True, slots=True)
class Answer:
    """Cards, the question as it was understood in the end, and how many visible records each system had."""

    cards: list[dict[str, Any]]
    understood: Understood
    counts: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Home:
    """An address that may be meant: where it is, how it is written, why it is thought to be."""

    target: Target
    title: str
    match: Match


class RiskLookup:
    """One lookup of one reader."""

    def __init__(self, reading: Reading, today: date) -> None:
        self._reading, self._today, self._composer = reading, today, Composer(today)

    def ask(self, asked: Understood) -> Answer:
        """The cards for a question."""
        questions = risk.first_round(asked)
        answers = self._reading.find_all(questions.finds)
        hits = _merged(answers)
        people = grouped(candidates(asked, hits))[:MOST_PEOPLE]
        places = self._places(asked, hits)[:MOST_PLACES]
        bearing = self._bearing([place.target for place in places], people)
        cards = [self._composer.place(p.target, p.title, p.match, bearing) for p in places]
        cards += [self._person_card(group, bearing) for group in people]
        cards += self._things(asked, hits)
        cards += self._referenced(asked, hits, cards)
        street = places[0].target.street if places else ""
        understood = asked.with_street(street) if street in asked.place.streets else asked
        return Answer(best_first(cards), understood, answers[0].facets["system"])

    # ----------------------------------------------------------------------------------------- places

    def _places(self, asked: Understood, hits: Sequence[Hit]) -> list[Home]:
        """The addresses that may be meant, the likeliest first."""
        if not asked.place:
            return []
        readings = [asked.with_street(street) for street in asked.place.streets] or [asked]
        found: dict[tuple[str, str, str], Home] = {}
        for hit in hits:
            for keys, written, who in _addresses(hit, self._today):
                match = max((_place_match(r, keys, who) for r in readings), key=lambda m: m.score)
                if match.score >= scorer.POSSIBLE * 0.6:
                    _keep(found, keys, written, match)
        return sorted(found.values(), key=lambda home: (-home.match.score, home.title))

    def _bearing(self, targets: Sequence[Target], people: Sequence[Group]) -> list[Hit]:
        """All that stands at and around the addresses, and at the homes of the likeliest people: one round trip."""
        homes = [home for group in people[:FETCHED_HOMES] for home in self._homes(group)[:1]]
        buildings = dict.fromkeys(target.building for target in (*targets, *homes) if target.building)
        first = targets[0] if targets else Target("", "", "")
        others = [building for building in buildings if building != first.building]
        return _merged(self._reading.find_all(risk.bearing_on_places(first.building, others, first.street)))

    # ----------------------------------------------------------------------------------------- people

    def _homes(self, group: Group) -> list[Target]:
        lived = [
            keys
            for m in group.members
            for keys in address_keys(current_homes(m.person, self._today))
            if keys.building
        ]
        ranked = Counter(target_of(keys) for keys in lived)
        return [target for target, _ in sorted(ranked.items(), key=lambda item: (-item[1], item[0]))]

    def _person_card(self, group: Group, bearing: Sequence[Hit]) -> dict[str, Any]:
        homes = [(home, _at(home, bearing, self._today)) for home in self._homes(group)[:1]]
        return self._composer.person(group, homes)

    # ----------------------------------------------------------------------------------------- things

    def _things(self, asked: Understood, hits: Sequence[Hit]) -> list[dict[str, Any]]:
        """Vehicles and other things by what identifies them, or by a part of a plate."""
        found: dict[str, tuple[Match, str, list[Hit]]] = {}
        for hit in hits:
            for label, value, title in _objects(hit):
                match = _thing_match(asked, label, value)
                if match:
                    found.setdefault(f"{label}:{value}", (match, title, []))[2].append(hit)
        cards = [self._composer.thing(title, match, records) for match, title, records in found.values()]
        return best_first(cards)[:MOST_THINGS]

    def _referenced(
        self, asked: Understood, hits: Sequence[Hit], cards: Sequence[Mapping[str, Any]]
    ) -> list[dict[str, Any]]:
        """Records asked for by their own reference that no card is made of yet."""
        named = {*asked.references, *(value for values in asked.identifiers.values() for value in values)}
        shown = {(r["system"], r["ref"]) for card in cards for r in card["records"]}
        match = scorer.match_of([Reason("the reference asked for", scorer.WEIGHTS["identifier"]["same"])])
        return [
            self._composer.record(hit, match)
            for hit in hits
            if hit.ref in named and (hit.system, hit.ref) not in shown
        ]


def _merged(answers: Iterable[Found]) -> list[Hit]:
    """The hits of several answers, each once, in their order."""
    return list({hit.id: hit for found in answers for hit in found.hits}.values())


def _at(target: Target, hits: Sequence[Hit], today: date) -> list[Hit]:
    levels = {Level.SAME, Level.FLAT_NOT_STATED} if target.flat else {Level.SAME}
    return [hit for hit in hits if Bearing(hit, today).level(target) in levels]


def _addresses(hit: Hit, today: date) -> Iterable[tuple[Keys, str, Mapping[str, Any] | None]]:
    """Every address of a record with how it is written and, where it is a home, whose."""
    for place in hit.record.get("locations") or ():
        yield from _written(place, None)
    for person in hit.record.get("people") or ():
        for place in current_homes(person, today):
            yield from _written(place, person)
    for mention in hit.mentions:
        if mention["label"] == "ADDRESS":
            yield keys_of(str(mention["text"]), None), str(mention["text"]), None


def _written(
    place: Mapping[str, Any], person: Mapping[str, Any] | None
) -> Iterable[tuple[Keys, str, Mapping[str, Any] | None]]:
    keys = next(iter(address_keys([place])), None)
    if keys and keys.street:
        shown = ", ".join(str(part) for part in (place.get("address"), place.get("postcode")) if part)
        yield keys, shown, person


def _keep(found: dict[tuple[str, str, str], Home], keys: Keys, written: str, match: Match) -> None:
    """One home an address; the better match stands, and the fuller way of writing it."""
    area = keys.postcode.split(" ")[0]
    id_ = (keys.flat, keys.building, keys.street)
    held = found.get(id_)
    if held is None:
        found[id_] = Home(target_of(keys), written, match)
        return
    fuller = target_of(keys) if area and not held.target.postcode else held.target
    title = max(held.title, written, key=lambda text: (len(text), text))
    found[id_] = Home(fuller, title, max(held.match, match, key=lambda m: m.score))


def _place_match(asked: Understood, keys: Keys, person: Mapping[str, Any] | None) -> Match:
    """How well an address answers: by its own keys, and by who lives there."""
    place, weights = asked.place, scorer.WEIGHTS["address"]
    evidence: list[Reason] = []
    if place.flat_key:
        same = place.flat_key == keys.flat
        evidence.append(
            Reason("flat the same" if same else "another flat", weights["flat"] if same else -weights["flat"])
        )
    if place.building_key:
        same = place.building_key == keys.building
        if not same:
            return scorer.match_of([Reason("another building", scorer.WEIGHTS["name"]["none"])])
        evidence.append(
            Reason(f"building the same: {keys.building}", weights["building"] + weights["street"])
        )
    elif keys.street in place.streets:
        evidence.append(Reason(f"street the same: {keys.street}", weights["street"]))
    elif place.streets:
        return scorer.match_of([Reason("another street", scorer.WEIGHTS["name"]["none"])])
    if place.postcode and keys.postcode:
        same = place.postcode == keys.postcode
        evidence.append(
            Reason(
                "postcode the same" if same else "another postcode", weights["postcode"] * (1 if same else -1)
            )
        )
    elif place.outward and keys.postcode:
        same = keys.postcode.split(" ")[0] == place.outward
        evidence.append(
            Reason(
                "postcode area the same" if same else "another area", weights["outward"] * (1 if same else -1)
            )
        )
    return scorer.match_of([*evidence, *_lived_in(asked, person)])


def _lived_in(asked: Understood, person: Mapping[str, Any] | None) -> list[Reason]:
    """Evidence that whoever is named lives there."""
    if not asked.words or person is None:
        return []
    query = scorer.PersonQuery((" ".join(asked.words),), asked.dates_of_birth)
    found = scorer.score(query, person).evidence
    return [Reason(f"home of somebody with {r.text}", r.weight * 1.5) for r in found if r.weight > 0]


def _objects(hit: Hit) -> Iterable[tuple[str, str, str]]:
    for thing in hit.record.get("objects") or ():
        held = scorer.identifiers_of(thing)
        plate = (thing.get("identifiers") or {}).get("vrm")
        if plate:
            bare = "".join(c for c in str(plate).upper() if c.isalnum())
            yield "VRM", bare, " ".join(filter(None, [thing.get("description"), str(plate)]))
        for label in ("IMEI", "PHONE"):
            for value in held.get(label, ()):
                yield label, value, " ".join(filter(None, [thing.get("description"), value]))
    for mention in hit.mentions:
        if mention["label"] in _THINGS:
            yield str(mention["label"]), str(mention["value"]), str(mention["text"])


def _thing_match(asked: Understood, label: str, value: str) -> Match | None:
    if value in asked.identifiers.get(label, ()):
        return scorer.match_of([Reason(f"{label} the same", scorer.WEIGHTS["identifier"]["same"])])
    if label == "VRM" and asked.plate and asked.plate in value:
        return scorer.match_of([Reason(f"holds {asked.plate}", scorer.WEIGHTS["identifier"]["partial"])])
    return None


__all__ = ["Answer", "Candidate", "Home", "RiskLookup"]
