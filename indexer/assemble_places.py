"""The places of a record as they are searched for: keys of flat, building and street, words, postcodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from indexer.pole import Placed, Record
from nlp import addresses, identifiers, junctions, names

_PLACES = ("ADDRESS", "LOCATION")


def places(record: Record, mentions: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str | None]]:
    """Every place as written, with its postcode where that stands beside it."""
    held: list[Placed] = [*record.locations, *(a for person in record.people for a in person.addresses)]
    for place in held:
        if place.address or place.postcode:
            yield place.address or "", place.postcode
    for mention in mentions:
        if mention["label"] in _PLACES:
            yield mention["text"], None
        elif mention["label"] == "POSTCODE":
            yield "", mention["value"]


def areas(record: Record) -> list[str]:
    """The postcode districts (`SE20`) of a record's places, as its fields give them."""
    held: list[Placed] = [*record.locations, *(a for person in record.people for a in person.addresses)]
    codes = (identifiers.normalise("POSTCODE", place.postcode) for place in held if place.postcode)
    return sorted({code.split(" ")[0] for code in codes if code})


@dataclass
class PlaceTerms:
    """What is gathered of places."""

    written: list[str] = field(default_factory=list)
    _terms: dict[str, set[str]] = field(default_factory=dict)

    def add(self, written: str, postcode: str | None) -> None:
        """Take in a place."""
        self.written += [part for part in (written, postcode) if part and part not in self.written]
        for name, values in _terms(written, postcode).items():
            self._terms.setdefault(name, set()).update(values)

    def as_json(self) -> dict[str, set[str]]:
        """Values by field of `place`."""
        return self._terms


@lru_cache(maxsize=65536)
def _terms(written: str, postcode: str | None) -> Mapping[str, frozenset[str]]:
    read = addresses.parse(written, postcode)
    street = read.street_key if read else addresses.expand(written)
    code = (read.postcode if read else "") or _postcode(postcode)
    towns = names.fold(read.town) if read else ""
    words = [word for word in f"{street} {towns} {_building(read)}".split() if not word.isdigit()]
    met = junctions.find(written)
    made = {
        "flat": [read.flat_key] if read else [],
        "building": [*([read.building_key, read.door_key] if read else []), *([met.key] if met else [])],
        "street": [street, *(met.streets if met else ())],
        "parts": words,
        "phonetic": [code for word in words for code in names.phonetic(word)],
        "trigrams": [gram for word in words for gram in names.trigrams(word)],
        "postcode": [code],
        "outward": [code.split(" ")[0]],
    }
    return {name: frozenset(filter(None, values)) for name, values in made.items()}


def _building(read: addresses.Address | None) -> str:
    return names.fold(read.building) if read else ""


def _postcode(given: str | None) -> str:
    """The postcode in its normal form; one that is none is kept as it stands, in capitals."""
    if not given or not given.strip():
        return ""
    return identifiers.normalise("POSTCODE", given) or " ".join(given.upper().split())
