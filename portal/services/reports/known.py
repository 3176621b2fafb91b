"""Who and what is known already, of the records that the writer may see: the same candidates and the same scorer as the
risk lookup's. What is hidden from the writer changes nothing here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from access.gateway import Hit, Reading
from nlp import identifiers
from portal.search import risk
from portal.search.box.question import LONGEST, understand
from portal.search.box.understood import Understood
from portal.services.numbers import whole_number
from portal.services.risk.bearing import Bearings
from portal.services.risk.grouping import Group, grouped
from portal.services.risk.people import candidates
from portal.services.risk.places import places
from portal.services.written import address as address_of

LEAST, MOST = 0.35, 5
STRONG = "strong"
# What a report takes over from a record: who somebody is, not what is said of them there.
_IDENTITY = ("names", "dates_of_birth", "sex")
_NUMBERS = ("pnc_id", "cro")


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody or something known. token: the member (`SYSTEM/ref~n`), or the thing (`SYSTEM/ref~on`), or the address
    as written; kind: person, place or thing; more: what tells them from others."""

    token: str
    kind: str
    title: str
    score: float
    strength: str
    reasons: tuple[str, ...]
    more: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    ids: tuple[str, ...] = field(default=(), compare=False)


def matches(reading: Reading, questions: Sequence[str], today: date) -> list[list[Match]]:
    """For each question, who and what is meant by it, the best first. All are asked in one round trip."""
    asked = [understand(question[:LONGEST], today) for question in questions]
    finds = [risk.first_round(one) for one in asked]
    found = iter(reading.find_all([find for group in finds for find in group]) if any(finds) else ())
    made, bearings = [], Bearings(today)
    for one, group in zip(asked, finds, strict=True):
        hits = {hit.id: hit for _ in group for hit in next(found).hits}
        made.append(_known(one, list(hits.values()), bearings.of))
    return made


def _known(asked: Understood, hits: Sequence[Hit], of: Callable[[Hit], Any]) -> list[Match]:
    bearings = [of(hit) for hit in hits]
    groups = grouped(candidates(asked, bearings))
    people = [_person(group) for group in groups if not group.best.in_text]
    homes = [
        Match(home.title, "place", home.title, home.match.score, home.match.strength, home.match.reasons)
        for home in places(asked, bearings)
    ]
    found = [*_likely(people), *_likely(homes), *_things(asked, hits)[:MOST]]
    return sorted(found, key=lambda match: (-match.score, match.title, match.token))


def _likely(found: Sequence[Match]) -> list[Match]:
    return [match for match in found if match.score >= LEAST][:MOST]


def _person(group: Group) -> Match:
    best = group.best
    born = tuple(dict.fromkeys(day for member in group.members for day in member.held.born))
    written = [address_of(place) for m in group.members for place in m.person.get("addresses") or ()]
    return Match(
        f"{best.hit.id}~{best.position + 1}", "person", _name(best.person), best.match.score, best.match.strength,
        best.match.reasons, born, tuple(dict.fromkeys(filter(None, written)))[:MOST], tuple(hit.id for hit in group.hits),
    )  # fmt: skip


def _things(asked: Understood, hits: Sequence[Hit]) -> list[Match]:
    """Vehicles of a plate that was asked for, each plate once."""
    plates = set(asked.identifiers.get("VRM", ()))
    made: dict[str, Match] = {}
    for hit in hits:
        for number, thing in enumerate(hit.record.get("objects") or (), 1):
            plate = _plate(thing)
            if plate in plates and plate not in made:
                words = str(thing.get("description") or thing.get("type") or "vehicle")
                title = f"{words} {(thing.get('identifiers') or {}).get('vrm')}"
                made[plate] = Match(
                    f"{hit.id}~o{number}", "thing", title, 1.0, STRONG, ("plate same",), (), (), (hit.id,)
                )
    return list(made.values())


def _plate(thing: Mapping[str, Any]) -> str:
    return str((thing.get("identifiers") or {}).get("vrm") or "").replace(" ", "").upper()


# -------------------------------------------------------------------------------- taking one over


@dataclass(frozen=True, slots=True)
class Taken:
    """A piece of POLE-1 for a report. id: of the record that it is from, empty where it is from none."""

    kind: str
    title: str
    pole: dict[str, Any]
    id: str = ""
    addresses: tuple[str, ...] = ()


def record_of_token(token: str) -> str:
    """The id of the record that a token names; empty for one that names none."""
    id_, mark, place = token.rpartition("~")
    return id_ if mark and "/" in id_ and whole_number(place.lstrip("o")) is not None else ""


def taken(reading: Reading, token: str) -> Taken | None:
    """What a token stands for, read anew by this reader; None where there is nothing (any more) that they may see."""
    if not (id_ := record_of_token(token)):
        return Taken("place", token, place_of(token)) if token.strip() else None
    hits = reading.fetch([id_])
    place = token.rpartition("~")[2]
    return _piece(hits[0], place) if hits else None


def _piece(hit: Hit, place: str) -> Taken | None:
    ones = hit.record.get("objects" if place.startswith("o") else "people") or ()
    number = int(place.lstrip("o")) - 1
    if not 0 <= number < len(ones):
        return None
    one = ones[number]
    if place.startswith("o"):
        return Taken(
            "thing",
            _thing_title(one),
            {k: one[k] for k in ("type", "identifiers", "description") if one.get(k)},
            hit.id,
        )
    addresses = tuple(dict.fromkeys(filter(None, map(address_of, one.get("addresses") or ()))))
    return Taken("person", _name(one), _identity(one), hit.id, addresses)


def _identity(person: Mapping[str, Any]) -> dict[str, Any]:
    made = {name: person[name] for name in _IDENTITY if person.get(name)}
    held = person.get("identifiers") or {}
    numbers = {name: held[name] for name in _NUMBERS if held.get(name)}
    return made | ({"identifiers": numbers} if numbers else {})


def place_of(written: str) -> dict[str, Any]:
    """A location from an address as written: the postcode apart."""
    found = next((one for one in identifiers.find(written) if one.label == "POSTCODE"), None)
    if not found:
        return {"address": written.strip()}
    address = f"{written[: found.start]} {written[found.end :]}".strip(" ,")
    return {"address": " ".join(address.split()) or None, "postcode": found.value}


def _thing_title(thing: Mapping[str, Any]) -> str:
    held = thing.get("identifiers") or {}
    return (
        " ".join(filter(None, (thing.get("description") or thing.get("type"), held.get("vrm")))) or "object"
    )


def _name(person: Mapping[str, Any]) -> str:
    for name in person.get("names") or ():
        parts = " ".join(filter(None, (name.get("forenames"), name.get("surname")))) or name.get("text")
        if parts:
            return str(parts)
    return "name not known"
