"""Suggestions while somebody types: people, addresses, plates and references, from records that they may see and no others."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from access.events import Action
from access.gateway import Found, Hit
from access.handling import highest
from indexer.resolve.scorer import written_names
from nlp import addresses, identifiers, names
from portal.search.box.question import LONGEST
from portal.search.suggest import Typed, finds
from portal.services.asker import Asker, Desk
from portal.services.errors import Invalid
from portal.services.feeds import by_system
from portal.services.written import address as address_of
from portal.services.written import in_case

Json = Mapping[str, Any]
MOST = 8


class Said(NamedTuple):
    """A suggestion. kind: person, address, vehicle, phone or record; text: as it is shown; ask: as it is asked."""

    kind: str
    text: str
    ask: str


class Suggest:
    """Suggestions for the one box."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def suggest(self, asker: Asker, q: str) -> dict[str, Any]:
        """Up to eight suggestions, those first that most of the records found speak of. Raises Invalid.

        A box of fewer than three characters has none; it is asked under a permit all the same.
        """
        began = time.perf_counter()
        if len(q) > LONGEST:
            raise Invalid("q", f"must have at most {LONGEST} characters")
        typed = Typed.of(q)
        with self._desk.look(asker, Action.SUGGEST, {"q": q}) as look:
            found = look.reading.find_all(finds(typed)) if typed.enough else []
            hits = _merged(found)
            shown = _ranked(hits, typed)
            sources = [hit for hit in hits if not shown.keys().isdisjoint(_said(hit, typed))]
            look.returned(hit.id for hit in sources)
            return {
                "query": q,
                "suggestions": [one._asdict() for one in shown],
                "systems": look.systems(by_system(sources)),
                "marking": highest(hit.marking for hit in sources),
                "audit_id": look.audit_id,
                "took_ms": round((time.perf_counter() - began) * 1000),
            }


def _merged(found: Iterable[Found]) -> list[Hit]:
    return list({hit.id: hit for answer in found for hit in answer.hits}.values())


def _ranked(hits: Iterable[Hit], typed: Typed) -> dict[Said, int]:
    """The suggestions that most of the records speak of, each with how many do; ties by the words."""
    counts = Counter(said for hit in hits for said in set(_said(hit, typed)))
    best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST]
    return dict(best)


def _said(hit: Hit, typed: Typed) -> Iterator[Said]:
    """What a record offers for what is typed."""
    record = hit.record
    for person in record.get("people") or ():
        yield from _people(person, typed)
        yield from _phones(person, typed)
        yield from _addresses(person.get("addresses") or (), typed)
    yield from _addresses(record.get("locations") or (), typed)
    for thing in record.get("objects") or ():
        yield from _plates(thing, typed)
    if typed.figured and hit.ref.upper().startswith(typed.text.upper()):
        yield Said("record", f"{hit.system} {hit.ref}", hit.ref)


def _people(person: Json, typed: Typed) -> Iterator[Said]:
    """Somebody of whose one name every word typed is a part, the last as far as it goes."""
    for _, written in written_names(person):
        if _fits(names.parts(written), typed.words):
            born = next((str(day) for day in person.get("dates_of_birth") or () if len(str(day)) == 10), "")
            day = "/".join(reversed(born.split("-"))) if born else ""
            shown = in_case(written)
            text = f"{shown}, born {born}" if born else shown
            yield Said("person", text, f"{names.fold(written)} {day}".strip())
            return


def _fits(parts: Iterable[str], words: tuple[str, ...]) -> bool:
    held = set(parts)
    return held.issuperset(words[:-1]) and any(part.startswith(words[-1]) for part in held)


def _addresses(places: Iterable[Json], typed: Typed) -> Iterator[Said]:
    """Addresses in which every word typed stands, abbreviated or not; numbers as they are."""
    for place in places:
        written = address_of(place)
        parts = names.fold(written.replace(",", " ")).split()
        whole = tuple(addresses.expand(word) or word for word in typed.words[:-1])
        if place.get("address") and typed.lettered and _fits(parts, (*whole, typed.words[-1])):
            yield Said("address", written, written.replace(",", ""))


def _plates(thing: Json, typed: Typed) -> Iterator[Said]:
    plate = str((thing.get("identifiers") or {}).get("vrm") or "")
    if typed.figured and identifiers.bare(plate).startswith(typed.code):
        yield Said("vehicle", " ".join(filter(None, [plate, thing.get("description")])), plate)


def _phones(person: Json, typed: Typed) -> Iterator[Said]:
    for phone in (person.get("identifiers") or {}).get("phone") or ():
        bare = "".join(c for c in str(phone) if c.isdigit())
        if typed.code.isdigit() and len(typed.code) >= 7 and bare.startswith(typed.code):
            yield Said("phone", str(phone), str(phone))
