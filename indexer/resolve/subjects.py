"""How alike two subjects are: a person, an object or a place that is about to be recorded, and one that is on record.

People are weighed by the one scorer; objects by what identifies them, places by their address, in the same weights and
the same words. Decided from the two alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import product
from typing import Any

from indexer.resolve import plates
from indexer.resolve.numbers import others_of
from indexer.resolve.places import Keys, address_keys, in_building, street_like
from indexer.resolve.query import WEIGHTS, Match, PersonQuery, Reason, match_of
from indexer.resolve.scorer import Held, numbers_of, score, written_names
from nlp import identifiers

Json = Mapping[str, Any]
Weigh = Callable[[Json], Match]
LISTS = {"person": "people", "object": "objects", "location": "locations"}
_MARKS = {"vrm": "VRM", "vin": "VIN", "serial": "SERIAL"}
_CONTACTS = {"phone": "PHONE", "email": "EMAIL", "imei": "IMEI"}
_CHECKED = frozenset({"VRM", *_CONTACTS.values()})
_OWN = frozenset(_MARKS.values())  # an object has one of each


def weigher(kind: str, asked: Json) -> Weigh:
    """What weighs others of its kind (person, object, location) against this one."""
    if kind == "person":
        query = person_query(asked)
        return lambda held: score(query, Held(held))
    if kind == "object":
        marks = object_marks(asked)
        return lambda held: match_of(_object(marks, object_marks(held)))
    keys = address_keys([asked])
    return lambda held: match_of(
        reason for a in keys[:1] for b in address_keys([held])[:1] for reason in _place(a, b)
    )


def subjects(kind: str, record: Json) -> list[Json]:
    """The people, objects or places that a record holds as its own."""
    return list(record.get(LISTS[kind]) or ())


def person_query(person: Json) -> PersonQuery:
    """What is said of a person, as a question to others: every name, date of birth and number, and the first address."""
    homes = address_keys(person.get("addresses") or ())
    home = next((keys for keys in homes if keys.building), homes[0] if homes else None)
    return PersonQuery(
        tuple(dict.fromkeys(written for _, written in written_names(person))),
        tuple(map(str, person.get("dates_of_birth") or ())),
        numbers_of(person),
        home.flat if home else "",
        home.building if home else "",
        (home.street,) if home and home.street else (),
        home.postcode if home else "",
    )


# ------------------------------------------------------------------------------------------ objects


def object_marks(thing: Json) -> dict[str, frozenset[str]]:
    """label → normal forms of what identifies an object; `OTHER` identifiers under their own kind."""
    held: Json = thing.get("identifiers") or {}
    found: dict[str, set[str]] = {}
    for name, label in {**_MARKS, **_CONTACTS}.items():
        for value in _listed(held.get(name)):
            found.setdefault(label, set()).add(_normal(label, value))
    for kind, value in others_of(thing):
        found.setdefault(kind, set()).add(value)
    return {label: frozenset(values) for label, values in found.items()}


def _listed(value: Any) -> list[str]:
    values = value if isinstance(value, list | tuple) else [value]
    return [str(one) for one in values if one and str(one).strip()]


@lru_cache(maxsize=16_384)
def _normal(label: str, value: str) -> str:
    return (identifiers.normalise(label, value) if label in _CHECKED else None) or identifiers.own_form(value)


def _object(asked: Mapping[str, frozenset[str]], held: Mapping[str, frozenset[str]]) -> Iterator[Reason]:
    weights = WEIGHTS["identifier"]
    for label, mine in asked.items():
        theirs = held.get(label, frozenset())
        if same := sorted(mine & theirs):
            yield Reason(f"{label} the same: {same[0]}", weights["same"], "identifier")
        elif near := _plate(mine, theirs) if label == "VRM" else None:
            yield near
        elif theirs and label in _OWN:
            yield Reason(f"another {label}: {min(theirs)}", weights["other"], "identifier")


def _plate(mine: frozenset[str], theirs: frozenset[str]) -> Reason | None:
    pairs = product(sorted(mine), sorted(theirs))
    return next((reason for a, b in pairs if (reason := plates.near(a, b))), None)


# ------------------------------------------------------------------------------------------- places


def _place(asked: Keys, held: Keys) -> Iterator[Reason]:
    where = _where(asked, held)
    if where is None:
        return
    yield where
    weights = WEIGHTS["place"]
    if asked.flat or held.flat:
        same = bool(asked.flat) and asked.door_number == held.door_number
        yield Reason(
            "flat the same" if same else "another flat", weights["flat" if same else "other flat"], "address"
        )
    if asked.postcode and held.postcode:
        same = asked.postcode == held.postcode
        yield Reason(
            "postcode the same" if same else "another postcode",
            weights["postcode" if same else "other postcode"],
            "address",
        )


def _where(asked: Keys, held: Keys) -> Reason | None:
    weights = WEIGHTS["place"]
    if asked.building and asked.building != held.building and in_building(asked.street, held):
        return Reason(f"building of that name: {asked.street}", weights["building"], "address")
    if asked.building and asked.building == held.building:
        alone = 0.0 if asked.flat or held.flat else weights["no flats"]
        return Reason(f"building the same: {held.building}", weights["building"] + alone, "address")
    alike = bool(asked.street and held.street) and street_like(asked.street, held.street)
    if asked.number and asked.number == held.number and alike:
        return Reason(
            f"number the same, street alike: {held.building}", weights["number, street alike"], "address"
        )
    if asked.building and held.building:
        return None  # two houses of one street
    if asked.street and asked.street == held.street:
        return Reason(f"street the same: {held.street}", weights["street"], "address")
    return None
