"""The records of the recall bench's people, in POLE-1: several a person, of several systems, each written its own way.

Some people stand only among others in an event; some are met under a street name or a maiden name alone; a car is a record of
its own with its owner, or stands in a record of theirs. Which records speak of whom is the truth.
"""

from __future__ import annotations

import random
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bench.recall_people import Home, Person, Town, cultures

Json = dict[str, Any]
_HANDLING = {
    "tier": "OFFICIAL", "sensitive": False, "force": "01", "audience": ["*"], "compartments": [], "denied": [], "releasable_to": [],
}  # fmt: skip
_TITLES = (
    "Theft from a shop",
    "Criminal damage",
    "Common assault",
    "Harassment",
    "Burglary",
    "Public order",
    "Drunk and disorderly",
)
_SHORT = {
    "Road": "Rd",
    "Street": "St",
    "Avenue": "Ave",
    "Lane": "Ln",
    "Close": "Cl",
    "Drive": "Dr",
    "Gardens": "Gdns",
    "Crescent": "Cres",
}


def plain(text: str) -> str:
    """Without accents, as a keyboard types it."""
    text = text.translate(
        str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss"})
    )
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


@dataclass
class Records:
    """Makes the records of a town; refs: of each person's key, the references of the records that speak of them."""

    town: Town
    seed: int = 2
    refs: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        self._rng, self._count = random.Random(self.seed), 0

    def made(self) -> Iterator[Json]:
        """Every record. refs is whole once all are made."""
        for person in self.town.people:
            yield from self._of(person)

    def _of(self, person: Person) -> Iterator[Json]:
        rng = self._rng
        makers = [
            self._national,
            self._custody,
            self._crime,
            self._crime,
            self._note,
            self._missing,
            self._case,
        ]
        for at in range(rng.choices((1, 2, 3, 4), (45, 30, 15, 10))[0]):
            yield rng.choice(makers)(person, full=at == 0)
        if person.maiden and rng.random() < 0.5:
            former = {"kind": rng.choice(("birth", "maiden")), **self._parts(person, person.maiden)}
            yield self._crime(person, names=[former])
        if person.alias and rng.random() < 0.4:
            yield self._note(person, names=[{"kind": "alias", "text": person.alias}])
        if person.plate:
            yield self._vehicle(person)

    # --------------------------------------------------------------------------------- templates

    def _national(self, person: Person, full: bool = False) -> Json:
        told = self._person(person, "subject", full=full or self._rng.random() < 0.5)
        return self._record("PNC", "person", person.name.upper(), [person], people=[told])

    def _custody(self, person: Person, full: bool = False) -> Json:
        told = self._person(person, "detained", full)
        return self._record(
            "CUSTODY", "event", f"Detained: {self._rng.choice(_TITLES)}", [person], people=[told]
        )

    def _missing(self, person: Person, full: bool = False) -> Json:
        told = self._person(person, "missing", full)
        return self._record("MERLIN", "event", "Coming to notice", [person], people=[told])

    def _case(self, person: Person, full: bool = False) -> Json:
        told, other = self._person(person, "accused", full), self._rng.choice(self.town.people)
        both = (
            [told, self._person(other, "witness")]
            if other is not person and self._rng.random() < 0.4
            else [told]
        )
        return self._record(
            "COPA", "event", self._rng.choice(_TITLES), [person, other][: len(both)], people=both
        )

    def _crime(self, person: Person, full: bool = False, names: list[Json] | None = None) -> Json:
        """Several people of one crime, where it happened, and at times their car."""
        rng = self._rng
        others = [o for o in rng.sample(self.town.people, rng.choice((0, 0, 1, 2))) if o is not person]
        told = [self._person(person, rng.choice(("suspect", "victim", "accused")), full, names)]
        told += [self._person(other, rng.choice(("victim", "witness", "suspect"))) for other in others]
        rng.shuffle(told)
        where = self._place(self.town.home(rng) if rng.random() < 0.7 else person.home)
        more: Json = {"locations": [{"role": "occurred-at", **where}]}
        if person.plate and full and rng.random() < 0.3:
            more["objects"] = [self._car(person, "used-in")]
        return self._record("CRIS", "event", rng.choice(_TITLES), [person, *others], people=told, **more)

    def _note(self, person: Person, full: bool = False, names: list[Json] | None = None) -> Json:
        told = self._person(person, "subject", full, names)
        return self._record("CRIMINT", "report", "Intelligence", [person], people=[told])

    def _vehicle(self, person: Person) -> Json:
        told = self._person(person, self._rng.choice(("owner", "keeper", "driver")))
        return self._record(
            "PNC", "object", person.car, [person], people=[told], objects=[self._car(person, "vehicle")]
        )

    def _record(self, system: str, kind: str, title: str, about: list[Person], **more: Any) -> Json:
        self._count += 1
        ref = f"{system[:2]}{self._count:07}"
        for person in about:
            self.refs[person.key].add(ref)
        recorded = f"{self._rng.randint(2012, 2026)}-{self._rng.randint(1, 10):02}-{self._rng.randint(1, 28):02}T09:20:00Z"
        return {
            "system": system, "ref": ref, "kind": kind, "title": title, "recorded": recorded, "handling": _HANDLING, **more,
        }  # fmt: skip

    # ------------------------------------------------------------------------------ what they say

    def _person(self, person: Person, role: str, full: bool = False, names: list[Json] | None = None) -> Json:
        """full: everything that is known of them; else what that record happened to ask."""
        rng = self._rng
        told: Json = {"role": role, "names": names or self._names(person, full), "sex": person.sex}
        if full or rng.random() < 0.9:
            told["dates_of_birth"] = [
                person.born.isoformat() if full or rng.random() < 0.97 else str(person.born.year)
            ]
        if full or rng.random() < 0.6:
            told["addresses"] = [{"role": "home", **self._place(person.home, full)}]
        held: Json = {}
        if person.pnc_id and (full or rng.random() < 0.3):
            held["pnc_id"] = person.pnc_id
        if person.phone and (full or rng.random() < 0.3):
            held["phone"] = [person.phone]
        return told | ({"identifiers": held} if held else {})

    def _names(self, person: Person, full: bool) -> list[Json]:
        named = [{"kind": "birth" if full else None, **self._parts(person, person.surname)}]
        if full and person.maiden:
            named.append({"kind": "maiden", **self._parts(person, person.maiden)})
        if full and person.alias:
            named.append({"kind": "alias", "text": person.alias})
        return named

    def _parts(self, person: Person, surname: str) -> Json:
        rng = self._rng
        kept = person.forenames if rng.random() < 0.7 else person.forenames[:1]
        forenames, way = " ".join(kept), rng.random()
        if rng.random() < 0.5:
            forenames, surname = plain(forenames), plain(surname)
        if way < 0.7:
            return {"forenames": forenames, "surname": surname}
        if way < 0.8:
            return {"forenames": forenames.upper(), "surname": surname.upper()}
        if way < 0.9:
            return {"text": f"{surname.upper()}, {forenames}"}
        eastern = cultures()[person.culture].get("order") and rng.random() < 0.5
        return {"text": f"{surname} {forenames}" if eastern else f"{forenames} {surname}"}

    def _place(self, home: Home, full: bool = False) -> Json:
        rng, line = self._rng, home.line
        head, _, kind = line.rpartition(" ")
        if rng.random() < 0.15:
            line = f"{head} {_SHORT.get(kind, kind)}"
        if rng.random() < 0.3:
            line = f"{line}, {home.town}"
        return {"address": line.upper() if rng.random() < 0.1 else line} | (
            {"postcode": home.postcode} if full or rng.random() < 0.85 else {}
        )

    def _car(self, person: Person, role: str) -> Json:
        plate = person.plate if self._rng.random() < 0.6 else person.plate.replace(" ", "")
        return {"role": role, "type": "vehicle", "identifiers": {"vrm": plate}, "description": person.car}
