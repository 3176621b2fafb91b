"""Vehicles that are told by what they look like (`white volkswagen mill lane`, `jan lunds silver vivaro`): by all the words said of
one, by the street that it is kept on or was seen in, and by whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from access.gateway import Hit
from indexer.resolve.places import Keys, placed
from indexer.resolve.query import WEIGHTS, Match, PersonQuery, Reason, match_of
from indexer.resolve.scorer import Held, score
from nlp.identifiers import bare
from nlp.names import fold
from portal.search.box.understood import Understood

_ALL = float(WEIGHTS["words"]["all"])
_WEIGHTS = WEIGHTS["identifier"]


def described(asked: Understood, hit: Hit) -> Iterator[tuple[str, str, Match]]:
    """Registration, title and match of each vehicle of a record of which all is true that was said of one together."""
    if not asked.vehicle or " ".join(asked.vehicle) not in fold(asked.text):
        return
    said = frozenset(asked.vehicle)
    told: list[Reason] | None = None
    for plate, title in _vehicles(hit.record):
        if said <= frozenset(fold(title).split()):
            told = _whose(asked, hit.record) if told is None else told
            words = Reason(f"vehicle described so: {' '.join(asked.vehicle)}", _ALL, "identifier")
            yield bare(plate), f"{title} {plate}", match_of([words, *told])


def _vehicles(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for thing in record.get("objects") or ():
        plate = (thing.get("identifiers") or {}).get("vrm")
        if plate and thing.get("description"):
            yield str(plate), str(thing["description"])


def _whose(asked: Understood, record: Mapping[str, Any]) -> list[Reason]:
    """What a record says of where a vehicle is, and of whose it is, by the reading that says the most."""
    people = [Held(person) for person in record.get("people") or ()]
    homes = [keys for held in people for keys in held.homes]
    where = [*homes, *(keys for _, keys in placed(record.get("locations") or ()))]
    ways = [[*_there(way, where), *_named(way, people)] for way in asked.readings()]
    return max(ways, key=lambda way: sum([reason.weight for reason in way]), default=[])


def _there(asked: Understood, where: Iterable[Keys]) -> Iterator[Reason]:
    streets = asked.place.streets
    if found := next((keys.street for keys in where if keys.street and keys.street in streets), ""):
        yield Reason(f"street of the record: {found}", _WEIGHTS["vehicle there"], "address")


def _named(asked: Understood, people: Iterable[Held]) -> Iterator[Reason]:
    """Somebody of the record of whose name two words are met, and none is another."""
    if not asked.words:
        return
    query = PersonQuery((asked.name,))
    for held in people:
        if sum(reason.met is not None for reason in score(query, held).evidence) > 1:
            yield Reason(f"somebody of the record: {held.names[0].written}", _WEIGHTS["vehicle of"], "name")
            return
