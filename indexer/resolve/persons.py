"""What a record says of a person, in the normal forms by which two people are compared and found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

import orjson

from indexer.resolve.alignment import ALIAS, FIRST, MIDDLE, SURNAME, HeldName, slots
from indexer.resolve.places import Keys, keys_of
from indexer.resolve.rarity import frequency
from indexer.resolve.scorer import DECISIVE, held_names, identifiers_of
from nlp import names
from nlp.addressing.street_finder import is_type

Json = Mapping[str, Any]
Words = tuple[str, ...]
CONTACTS = ("PHONE", "EMAIL", "IMEI")
# Of a POLE-1 person; living, minor: what `ages` makes of the record around them.
COMPARED = ("names", "dates_of_birth", "sex", "identifiers", "addresses", "living", "minor")
# Of `keys.py`: under another number whoever is registered again (by `sightline resolve`, or a new version of their record) is given
# their keys anew; until then arrivals meet them by the old ones.
KEYS = 2
WIDEST_AGE = 20  # years that an age told may leave open and still tell something
# What is written where nobody knows a name.
NO_NAME = frozenset(
    [
        "unknown",
        "unk",
        "unkown",
        "nk",
        "notknown",
        "none",
        "na",
        "male",
        "female",
        "unknownmale",
        "unknownfemale",
        "refused",
        "nofixed",
    ]
)


@dataclass(frozen=True, slots=True)
class Person:
    """A member, ready to be compared. Names are canonical (`nlp.names`); None or empty: the record does not say.

    surnames, forenames: every form of them (aliases, halves; pet forms); seconds: the forenames after the first.
    born: the first date of birth, partial or whole; days: every whole one; turned: those with day and month exchanged;
    years: those of every date of birth; living: without one, the years between which they were born (`ages`); span: every year
    that an age told leaves open; minor: `1` for a child when the record was made.
    doors: flat or house with postcode; houses: number and street. ids, contacts: `LABEL:value`; tf_*: how common a name is.
    """

    member: str
    record: str
    surname: str | None
    forename: str | None
    middle: str | None
    surnames: Words
    forenames: Words
    seconds: Words
    surname_codes: Words
    forename_codes: Words
    tf_surname: float | None
    tf_forename: float | None
    born: str | None
    days: Words
    turned: Words
    years: Words
    living: str | None
    span: Words
    minor: str | None
    sex: str | None
    place: str | None
    doors: Words
    houses: Words
    number: str | None
    street: str | None
    postcode: str | None
    town: str | None
    ids: Words
    id_kinds: Words
    contacts: Words


COLUMNS = tuple(field.name for field in fields(Person))


def people_of(record_id: str, people: Sequence[Json]) -> list[Person]:
    """Every person of a record (POLE-1's `people`)."""
    return [person_of(f"{record_id}~{place}", person) for place, person in enumerate(people, 1)]


def said(person: Json) -> str:
    """The part of a POLE-1 person that is compared, as compact JSON, and by which keys they are found."""
    compared = {name: person[name] for name in COMPARED if person.get(name)}
    return orjson.dumps(compared | {"keys": KEYS}).decode()


def person_of(member: str, person: Json) -> Person:
    """A member from a POLE-1 person."""
    known = identifiers_of(person)
    ids = {label: known[label] for label in DECISIVE if known.get(label)}
    return Person(
        member=member,
        record=member.rpartition("~")[0],
        **_names(person),
        **_born(person.get("dates_of_birth") or ()),
        living=person.get("living"),
        span=_span(person.get("living") or "/"),
        minor="1" if person.get("minor") else None,
        sex=person.get("sex") if person.get("sex") in ("1", "2") else None,
        **_places(person.get("addresses") or ()),
        ids=_labelled(ids),
        id_kinds=tuple(ids),
        contacts=_labelled({label: known[label] for label in CONTACTS if known.get(label)}),
    )


def _labelled(values: Mapping[str, Iterable[str]]) -> Words:
    return tuple(f"{label}:{value}" for label, each in values.items() for value in each)


# -------------------------------------------------------------------------------------------- names


def _names(person: Json) -> dict[str, Any]:
    held = [name for name in held_names(person) if _is_name(name)]
    first = max(
        held, key=lambda name: len({slot.role for slot in slots(name)} & {SURNAME, FIRST}), default=None
    )
    surname, forename, middle = _main(first) if first else (None, None, None)
    surnames, forenames, seconds = _forms(held)
    return {
        "surname": surname,
        "forename": forename,
        "middle": middle,
        "surnames": surnames,
        "forenames": forenames,
        "seconds": seconds,
        "surname_codes": _codes(surname),
        "forename_codes": _codes(forename),
        "tf_surname": frequency("surname", surname) if surname else None,
        "tf_forename": frequency("forename", forename) if forename else None,
    }


def _is_name(name: HeldName) -> bool:
    return not all(slot.whole in NO_NAME for slot in slots(name))


def _main(name: HeldName) -> tuple[str | None, str | None, str | None]:
    """Surname, forename and the other forenames of a name."""
    words = {role: [s.whole for s in slots(name) if s.role == role] for role in (SURNAME, FIRST, MIDDLE)}
    surname, forename = (
        next((word for word in words[role][:1] if word not in NO_NAME), None) for role in (SURNAME, FIRST)
    )
    return surname, forename, " ".join(words[MIDDLE]) or None


def _forms(held: Iterable[HeldName]) -> tuple[Words, Words, Words]:
    """Every form of every surname (aliases and halves too); of every first forename, pet forms and what they stand for
    included; and the other forenames."""
    surnames, forenames, seconds = dict[str, None](), dict[str, None](), dict[str, None]()
    for name in held:
        given = [slot.whole for slot in slots(name) if slot.role in (FIRST, MIDDLE)]
        for slot in slots(name):
            if slot.role in (SURNAME, ALIAS):
                surnames |= dict.fromkeys((slot.whole, *(half for half in slot.halves if len(half) > 2)))
        forenames |= dict.fromkeys(form for first in given[:1] for form in sorted(names.nicknames(first)))
        seconds |= dict.fromkeys(given[1:])
        if len(given) > 1:  # one name with a blank typed into it
            forenames["".join(given)] = None
    return (
        tuple(word for word in surnames if word not in NO_NAME),
        tuple(word for word in forenames if len(word) > 1 and word not in NO_NAME),
        tuple(word for word in seconds if len(word) > 1),
    )


def _codes(word: str | None) -> Words:
    return names.phonetic(word) if word else ()


# ---------------------------------------------------------------------------- births and addresses


def _born(dates: Sequence[Any]) -> dict[str, Any]:
    written = tuple(dict.fromkeys(str(value) for value in dates if value))
    days = tuple(value for value in written if len(value) == 10)
    turned = (f"{day[:4]}-{day[8:]}-{day[5:7]}" for day in days if day[8:] <= "12" and day[8:] != day[5:7])
    years = tuple(dict.fromkeys(value[:4] for value in written))
    born = next(iter(days or written), None)
    return {"born": born, "days": days, "turned": tuple(turned), "years": years}


def _span(living: str) -> Words:
    """Every year between the two, where an age was told: `1990/1992`; of `/2016` nobody has said more than that they were born, and
    what leaves too many years open (`aged 20 to 80`) says nothing."""
    first, last = living.split("/")
    years = range(int(first), int(last) + 1) if first else ()
    return tuple(map(str, years)) if len(years) <= WIDEST_AGE else ()


def _places(addresses: Sequence[Json]) -> dict[str, Any]:
    keys = [_place(str(a.get("address") or ""), str(a.get("postcode") or "")) for a in addresses]
    keys = [key for key in keys if key.street or key.building or key.postcode or key.town]
    main = max(keys, key=lambda key: (bool(key.street), bool(key.postcode)), default=None)
    return {
        "place": (main.building or main.street or main.postcode or None) if main else None,
        "doors": tuple(
            dict.fromkeys(
                f"{k.door or k.flat or k.building}|{k.postcode}" for k in keys if k.building and k.postcode
            )
        ),
        # A flat's door is a house as well, whatever street is written behind its building.
        "houses": tuple(
            dict.fromkeys(
                house
                for key in keys
                for house in (key.building if key.number else "", key.door if key.flat else "")
                if house
            )
        ),
        "number": (main.number or None) if main else None,
        "street": (main.street or None) if main else None,
        "postcode": (main.postcode or None) if main else None,
        "town": (main.town or None) if main else None,
    }


@lru_cache(maxsize=65_536)
def _place(address: str, postcode: str) -> Keys:
    """The keys of an address; of one that cannot be read, what stands before its first comma is the street."""
    keys = keys_of(address, postcode or None)
    if keys.building or not address or any(map(is_type, keys.street.split())):
        return keys
    street, comma, town = address.partition(",")
    if not comma:  # a few words without a number or a word for a street are a place's name
        return keys._replace(street="", town=names.fold(address))
    return keys_of(street, None)._replace(postcode=keys.postcode, town=names.fold(town))
