"""What a report's text proposes: people, places and vehicles for the record, each with the words that it was read from.

A proposal is a piece of POLE-1 and nothing more until a person takes it. Its key is made from what it is, so that a
decision stands while the text around it is still being typed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nlp import names

if TYPE_CHECKING:  # the reader's own module brings spaCy with it
    from nlp.reader import Fact, Mention, Reading

PERSON, PLACE, THING = "person", "place", "thing"
_BORN = re.compile(r"(?:\bdob\b|\bd\.o\.b\.?|\bborn\b|\bb\.)\W*$", re.IGNORECASE)
NEAR = 40  # characters between a name and the date of birth or number that belongs to it
_JOINED = re.compile(
    r"[\s,;:()–-]{0,4}(?:(?:in|reg|index|registration|vrm|plate|bearing)\b[\s:.,]*)?", re.IGNORECASE
)
_ONE_NUMBER = {"PNC_ID": "pnc_id", "CRO": "cro", "NINO": "nino", "NHS": "nhs", "ASN": "asn"}
_MANY_NUMBERS = {"PHONE": "phone", "EMAIL": "email"}


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something for the record. kind: person, place or thing; pole: its piece of POLE-1, without a role; spans: where
    it stands in the text; why: why the reader takes it for that."""

    key: str
    kind: str
    title: str
    pole: dict[str, Any]
    spans: tuple[tuple[int, int], ...]
    why: str


@dataclass(frozen=True, slots=True)
class ReadFact:
    """A fact with the key by which a correction of it is known."""

    key: str
    fact: Fact


def proposals(text: str, read: Reading) -> list[Proposal]:
    """What the reading of a text proposes, in the order of the text."""
    page = _Page(text, read.mentions)
    found = [*page.people(), *page.places(), *page.vehicles(), *page.phones()]
    return sorted(found, key=lambda one: one.spans[0])


def facts(read: Reading) -> list[ReadFact]:
    """The facts, each with its key: its words, their sentence, and which of the same it is."""
    seen: dict[str, int] = {}
    made = []
    for fact in read.facts:
        base = key_of("fact", f"{fact.term}|{fact.sentence}")
        number = seen[base] = seen.get(base, 0) + 1
        made.append(ReadFact(f"{base}{number if number > 1 else ''}", fact))
    return made


def key_of(kind: str, value: str) -> str:
    """A short name for a proposal, the same for the same thing."""
    return f"{kind}-{hashlib.sha256(names.fold(value).encode()).hexdigest()[:10]}"


class _Page:
    """A text and its mentions, in order."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self._text, self._mentions = text, mentions
        self._named = [m for m in mentions if m.label == "PERSON"]
        self._owned: set[int] = set()  # where numbers stand that belong to somebody

    def people(self) -> list[Proposal]:
        """Everybody named, each once, with the date of birth and the numbers that follow the name."""
        told: dict[str, list[Mention]] = {}
        for mention in self._named:
            told.setdefault(names.fold(mention.value or mention.text), []).append(mention)
        return [self._person(ones) for ones in told.values()]

    def _person(self, ones: Sequence[Mention]) -> Proposal:
        name = ones[0].value or ones[0].text
        born = [m.value for m in self._after(ones, {"DATE"}) if m.value and self._says_born(m)]
        pole = {
            "names": [_name(name)],
            "dates_of_birth": list(dict.fromkeys(born)),
            "identifiers": self._numbers(ones),
        }
        return _proposal(PERSON, name, name, pole, ones)

    def _after(self, ones: Sequence[Mention], labels: frozenset[str] | set[str]) -> Iterator[Mention]:
        """Mentions of these labels that follow one of these names before any other name does."""
        for one in ones:
            stop = min((m.start for m in self._named if m.start > one.start), default=len(self._text) + 1)
            for mention in self._mentions:
                if mention.label in labels and one.end <= mention.start < min(stop, one.end + NEAR):
                    yield mention

    def _says_born(self, date: Mention) -> bool:
        return bool(_BORN.search(self._text[max(0, date.start - 20) : date.start]))

    def _numbers(self, ones: Sequence[Mention]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for mention in self._after(ones, {*_ONE_NUMBER, *_MANY_NUMBERS}):
            self._owned.add(mention.start)
            if name := _ONE_NUMBER.get(mention.label):
                made.setdefault(name, mention.value)
            elif mention.text not in made.setdefault(_MANY_NUMBERS[mention.label], []):
                made[_MANY_NUMBERS[mention.label]].append(mention.text)
        return made

    def places(self) -> list[Proposal]:
        """Addresses, each with the town and postcode that follow it."""
        told: dict[str, list[Mention]] = {}
        for mention in self._mentions:
            if mention.label == "ADDRESS":
                told.setdefault(mention.value, []).append(mention)
        return [self._place(ones) for ones in told.values()]

    def _place(self, ones: Sequence[Mention]) -> Proposal:
        town, code = max((self._rest(one) for one in ones), key=lambda rest: (bool(rest[1]), bool(rest[0])))
        address = ", ".join(filter(None, (ones[0].text, town)))
        pole = {"address": address, "postcode": code or None}
        return _proposal(PLACE, ones[0].value, " ".join(filter(None, (address, code))), pole, ones)

    def _rest(self, address: Mention) -> tuple[str, str]:
        """The town and the postcode that follow an address."""
        town = self._next(address, {"LOCATION"})
        code = self._next(town or address, {"POSTCODE"})
        return (town.text if town else "", code.value if code else "")

    def vehicles(self) -> list[Proposal]:
        """Vehicles: a description, a plate, or the one with the other."""
        made: dict[str, tuple[str, str, list[Mention]]] = {}
        for what, plate in self._described():
            ones = [m for m in (what, plate) if m]
            key = plate.value if plate else (what.value or what.text) if what else ""
            words, _, all_ones = made.get(key, ("", "", []))
            made[key] = (
                words or (what.text if what else ""),
                plate.value if plate else "",
                [*all_ones, *ones],
            )
        return [_vehicle(key, *rest) for key, rest in made.items()]

    def _described(self) -> Iterator[tuple[Mention | None, Mention | None]]:
        taken: set[int] = set()
        for mention in self._mentions:
            if mention.label == "VEHICLE":
                plate = self._next(mention, {"VRM"})
                taken |= {plate.start} if plate else set()
                yield mention, plate
            elif mention.label == "VRM" and mention.start not in taken:
                yield None, mention

    def phones(self) -> list[Proposal]:
        """Telephones that belong to nobody named just before."""
        told: dict[str, list[Mention]] = {}
        for mention in self._mentions:
            if mention.label == "PHONE" and mention.start not in self._owned:
                told.setdefault(mention.value, []).append(mention)
        return [
            _proposal(
                THING, value, ones[0].text, {"type": "phone", "identifiers": {"phone": [ones[0].text]}}, ones
            )
            for value, ones in told.items()
        ]

    def _next(self, one: Mention, labels: set[str]) -> Mention | None:
        """The mention that follows with nothing but commas and the like between."""
        after = next((m for m in self._mentions if m.start >= one.end), None)
        if after and after.label in labels and _JOINED.fullmatch(self._text, one.end, after.start):
            return after
        return None


def _vehicle(key: str, words: str, plate: str, ones: Sequence[Mention]) -> Proposal:
    title = " ".join(filter(None, (words, plate)))
    pole = {"type": "vehicle", "identifiers": {"vrm": plate} if plate else {}, "description": words or None}
    return _proposal(THING, key, title, pole, ones)


def _name(written: str) -> dict[str, Any]:
    """A name in parts: the last word, with its particles, is the family name."""
    words = written.split()
    if len(words) == 1:
        return {"text": written}
    at = len(words) - 1
    while at > 1 and words[at - 1].islower():
        at -= 1
    return {"forenames": " ".join(words[:at]), "surname": " ".join(words[at:])}


def _proposal(kind: str, value: str, title: str, pole: dict[str, Any], ones: Sequence[Mention]) -> Proposal:
    spans = tuple(sorted({(one.start, one.end) for one in ones}))
    filled = {name: given for name, given in pole.items() if given}
    return Proposal(key_of(kind, value), kind, title, filled, spans, ones[0].explanation)
