"""What is said outright: `name:jones`, `street:"avenue road"`, `born:2/3/1980`, `plate:ab12` and `ref:900123` are taken as they say.

Whoever was misread says so what is meant (`portal.search.box.corrections` offers it).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from nlp import addresses, identifiers
from portal.search.box import ages
from portal.search.box.line import read
from portal.search.box.name_words import name_words
from portal.search.box.places import Place
from portal.search.box.understood import Understood

_SAID = re.compile(r"(?<!\S)(name|street|born|plate|ref):(?:\"([^\"]*)\"|(\S+))", re.IGNORECASE)

Said = Mapping[str, tuple[str, ...]]


def told(text: str) -> tuple[str, Said]:
    """The words of which nobody said what they are, and the others by what they were said to be."""
    said: dict[str, tuple[str, ...]] = {}
    for match in _SAID.finditer(text):
        value = (match[2] if match[2] is not None else match[3]).strip()
        if value:
            said[match[1].lower()] = (*said.get(match[1].lower(), ()), value)
    return " ".join(_SAID.sub(" ", text).split()), said


def with_said(free: Understood, said: Said, today: date) -> Understood:
    """A reading of the words of which nobody said what they are, with what was said of the others."""
    if not said:
        return free
    held, plate = _plates(said.get("plate", ()), today)
    made = replace(
        free,
        words=(*free.words, *(word for name in said.get("name", ()) for word in name_words(name))),
        dates_of_birth=(
            *free.dates_of_birth,
            *(day for one in said.get("born", ()) for day in _born(one, today)),
        ),
        references=(*free.references, *(form for ref in said.get("ref", ()) for form in _forms(ref))),
        identifiers={**free.identifiers, **held},
        plate=plate or free.plate,
    )
    street = next(filter(addresses.expand, said.get("street", ())), "")
    return _at_street(made, street) if street else made


def _born(said: str, today: date) -> tuple[str, ...]:
    """A date of birth, an age, or the interval that an age was read as."""
    return (said,) if ages.is_interval(said) else read(said, today).dates_of_birth


def _forms(ref: str) -> tuple[str, ...]:
    """A reference as it was typed and in capitals."""
    return tuple(dict.fromkeys((ref, ref.upper())))


def _plates(plates: tuple[str, ...], today: date) -> tuple[dict[str, tuple[str, ...]], str]:
    """Whole registrations, and the part of one."""
    whole = [
        found.value for plate in plates for found in identifiers.find(plate, today) if found.label == "VRM"
    ]
    if whole or not plates:
        return ({"VRM": tuple(whole)} if whole else {}), ""
    return {}, identifiers.bare(plates[0])


def _at_street(asked: Understood, written: str) -> Understood:
    """The reading in which these words are an address, and none of them a name."""
    parsed, before = addresses.parse(written), asked.place
    if parsed and parsed.building_key and parsed.street_key:
        place = Place.of(parsed, written)
    else:
        place = Place(streets=(addresses.expand(written),))
    shown = " ".join(filter(None, [written, before.postcode or before.outward]))
    place = replace(place, postcode=before.postcode, outward=before.outward, written=shown)
    return replace(asked, place=place, settled=True)
