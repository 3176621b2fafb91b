"""Vehicles and other things among the candidates, by what identifies them or by a part or slip of a plate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from access.gateway import Hit
from indexer.resolve import plates
from indexer.resolve.query import WEIGHTS, Match, Reason, match_of
from indexer.resolve.scorer import identifiers_of
from nlp.identifiers import EMAIL_START, PHONE_END, bare, own_form
from nlp.names import fold
from portal.search.box.phones import LONG_END
from portal.search.box.plate_shapes import holds, shaped
from portal.search.box.understood import Understood
from portal.services.risk.described import described

_LABELS = ("VRM", "IMEI", "PHONE", "EMAIL")
_WEIGHTS = WEIGHTS["identifier"]
_DESCRIBED = 2  # words
_MOST = 6  # characters of a plate that are the most of it


@dataclass
class Thing:
    """A thing, why it may be meant, and the records that speak of it."""

    title: str
    match: Match
    hits: list[Hit] = field(default_factory=list)
    key: tuple[str, str] = ("", "")  # what identifies it: the kind of number and the number


def things(asked: Understood, hits: Iterable[Hit]) -> list[Thing]:
    """The things that may be meant, the likeliest first."""
    if not asked.numbered and not asked.vehicle:
        return []
    found: dict[tuple[str, str], Thing] = {}
    said = frozenset(fold(asked.text).split())
    for hit in hits:
        for label, value, title in _held(hit) if asked.numbered else ():
            ways = [_match(way, label, value) for way in asked.ways]
            match = max(filter(None, ways), key=lambda one: one.score, default=None)
            if match is not None:
                match = match_of([*match.evidence, *_described(said, value, title)])
                _keep(found, Thing(title, match, [hit], (label, value)))
        for value, title, match in described(asked, hit):
            _keep(found, Thing(title, match, [hit], ("VRM", value)))
    return sorted(found.values(), key=lambda thing: (-thing.match.score, thing.title))


def _keep(found: dict[tuple[str, str], Thing], new: Thing) -> None:
    """One thing a number: the better match stands, and the fuller title, with the records of both."""
    thing = found.setdefault(new.key, new)
    thing.match = max(thing.match, new.match, key=lambda one: one.score)
    thing.title = max(thing.title, new.title, key=lambda text: (len(text), text))
    thing.hits += [hit for hit in new.hits if hit not in thing.hits]


def _described(said: frozenset[str], value: str, title: str) -> Iterator[Reason]:
    """Words of the question that describe the thing: its colour, make and model."""
    for word in dict.fromkeys(fold(title).split()):
        if word in said and word.upper() not in value:
            yield Reason(f"described so: {word}", _WEIGHTS["described"], "identifier")


def _held(hit: Hit) -> Iterator[tuple[str, str, str]]:
    for thing in hit.record.get("objects") or ():
        plate = (thing.get("identifiers") or {}).get("vrm")
        if plate:
            yield "VRM", bare(str(plate)), " ".join(filter(None, [thing.get("description"), str(plate)]))
        for label in ("IMEI", "PHONE"):
            for value in identifiers_of(thing).get(label, ()):
                yield label, value, " ".join(filter(None, [thing.get("description"), value]))
        yield from _own_numbers(thing)
    for mention in hit.mentions:
        if mention["label"] in _LABELS:
            yield str(mention["label"]), str(mention["value"]), str(mention["text"])


def _own_numbers(thing: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """What else a thing is told by: a chassis or serial number, and those of no field of their own."""
    held = thing.get("identifiers") or {}
    numbers = [(name.upper(), held.get(name)) for name in ("vin", "serial")]
    numbers += [(str(other.get("kind") or "number"), other.get("value")) for other in held.get("other") or ()]
    for kind, value in numbers:
        if value:
            yield kind, own_form(str(value)), " ".join(filter(None, [thing.get("description"), str(value)]))


def _match(asked: Understood, label: str, value: str) -> Match | None:
    said = label.replace("_", " ")
    if value in asked.identifiers.get(label, ()):
        return match_of([Reason(f"{said} the same: {value}", _WEIGHTS["same"], "identifier")])
    if label not in _LABELS and value in map(own_form, asked.references):
        return match_of([Reason(f"{said} the same: {value}", _WEIGHTS["same"], "identifier")])
    if label == "PHONE" and (end := next(filter(value.endswith, _long_ends(asked)), "")):
        return match_of([Reason(f"PHONE ends the same: {end}", _WEIGHTS["ending"], "identifier")])
    if label == "EMAIL" and value.startswith(asked.identifiers.get(EMAIL_START, ())):
        return match_of([Reason(f"EMAIL begins the same: {value}", _WEIGHTS["contact"], "identifier")])
    if label != "VRM":
        return None
    for plate in asked.identifiers.get("VRM", ()):
        if reason := plates.near(plate, value):
            return match_of([reason])
    return _in_part(asked.plate, value) if asked.plate else None


def _long_ends(asked: Understood) -> list[str]:
    return [end for end in asked.identifiers.get(PHONE_END, ()) if len(end) >= LONG_END]


def _in_part(piece: str, plate: str) -> Match | None:
    """A part of a plate, `?` for any character; or all of it with a character wrong or missing."""
    at = holds(piece, plate)
    if at is not None:
        known = len(piece.replace("?", ""))
        ends = at == 0 or at + len(piece) == len(plate)
        weight = _WEIGHTS["partial"] + known * (0.6 if ends else 0.4)
        return match_of([Reason(f"plate holds {piece}: {plate}", weight, "identifier")])
    if plate in shaped(piece):  # `hhr8o`, whole as it is
        return match_of([Reason(f"plate misread: {piece}, {plate}", _WEIGHTS["misread"], "identifier")])
    reason = plates.near(piece, plate) if len(piece) >= _MOST else None
    return match_of([reason]) if reason else None


def plate_reasons(asked: Understood, hit: Hit) -> list[Reason]:
    """What a registration asked for says for the people of a record that holds one: the best that it comes to, and of a whole
    one no more than a telephone number that others may use."""
    plates = [value for label, value, _ in _held(hit) if label == "VRM"]
    if same := next((value for value in plates if value in asked.identifiers.get("VRM", ())), ""):
        return [Reason(f"vehicle of the record: {same}", _WEIGHTS["contact"], "identifier")]
    found = [match for value in plates if (match := _match(asked, "VRM", value))]
    return list(max(found, key=lambda match: match.score).evidence) if found else []


def vehicle_reasons(described: Sequence[str], hit: Hit) -> list[Reason]:
    """What a vehicle that is described says for the people of a record that has one: the most that any has of the words,
    of which one alone (`blue`) says nothing."""
    told = [str(thing.get("description") or "") for thing in hit.record.get("objects") or ()]
    told += [str(mention["text"]) for mention in hit.mentions if mention["label"] == "VEHICLE"]
    met = [[word for word in described if word in fold(text).split()] for text in told]
    most = max(met, key=len, default=[])
    if len(most) < _DESCRIBED:
        return []
    said = f"vehicle described so: {' '.join(most)}"
    return [Reason(said, len(most) * _WEIGHTS["vehicle described"], "identifier")]
