"""The names, identifiers and words of a record as they are searched for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from indexer.pole import Identifiers, Person, Record
from nlp import identifiers as uk
from nlp import names as person_names
from nlp import words as english
from nlp.identifying import references

Mentions = Iterable[Mapping[str, Any]]

_LONGEST_STEM = 100  # characters; longer ones are no words
_OFTEN = 100  # characters; what is longer is rarely said twice
_SINGLE = {"pnc_id": "PNC_ID", "cro": "CRO", "asn": "ASN", "nino": "NINO", "nhs": "NHS", "vrm": "VRM"}
_SEVERAL = {"phone": "PHONE", "email": "EMAIL", "imei": "IMEI"}
_OWN_FORM = {"vin": "VIN", "serial": "SERIAL"}
# Mentions that identify something; those of references are also what a record's own reference is.
_IDENT = frozenset(
    [
        "PHONE",
        "EMAIL",
        "NINO",
        "NHS",
        "PNC_ID",
        "CRO",
        "ASN",
        "VRM",
        "IMEI",
        "CARD",
        "SORT_CODE",
        "ACCOUNT",
        "IP",
        "GRID_REF",
        "CRIS_REF",
        "CRIMINT_REF",
        "CUSTODY_REF",
        "MERLIN_REF",
        "CAD_REF",
    ]
)
_NAMED = frozenset({"PERSON", "LOCATION", "ADDRESS", "ORG"})


@dataclass
class NameTerms:
    """What is gathered of people's names."""

    written: list[str] = field(default_factory=list)
    _terms: dict[str, set[str]] = field(default_factory=dict)

    def add(self, name: str) -> None:
        """Take in a name as written."""
        if name in self.written:
            return
        self.written.append(name)
        for kind, values in _name_terms(name).items():
            self._terms.setdefault(kind, set()).update(values)

    def as_json(self) -> dict[str, set[str]]:
        """Values by field of `name`."""
        return self._terms


_END = 6  # figures of a telephone number that tell it


@lru_cache(maxsize=65536)
def _name_terms(name: str) -> Mapping[str, frozenset[str]]:
    parts = person_names.parts(name)
    return {
        "parts": frozenset(parts),
        "nick": frozenset(
            form
            for part in parts
            for form in (*person_names.nicknames(part), person_names.initial_form(part))
        ),
        "phonetic": frozenset(code for part in parts for code in person_names.phonetic(part)),
        "trigrams": frozenset(gram for part in parts for gram in person_names.trigrams(part)),
    }


def names(record: Record, mentions: Mentions) -> Iterator[str]:
    """Every name of a person, in the record's fields and in its text."""
    for person in record.people:
        for name in person.names:
            yield name.words
            if name.text and name.text.strip() != name.words:
                yield name.text.strip()
    yield from (str(m.get("value") or m["text"]) for m in mentions if m["label"] == "PERSON")


def idents(record: Record, mentions: Mentions) -> Iterator[str]:
    """Every identifier as `LABEL:value` in its normal form; what has none stands as given, in capitals."""
    yield f"REF:{record.ref}"
    yield f"REF:{record.ref.upper()}"
    yield from (f"REF:{key}" for key in references.keys(record.system, record.ref))
    for person in record.people:
        yield from _of(person.identifiers)
    for thing in record.objects:
        yield from _of(thing.identifiers)
    for mention in mentions:
        label, value = mention["label"], mention.get("value")
        if label in _IDENT and value:
            yield f"{label}:{value}"
            if label.endswith("_REF"):
                yield f"REF:{value}"
            if label == "PHONE":
                yield from _ends(value)


def _ends(number: str) -> Iterator[str]:
    """The last figures of a telephone number."""
    yield from (f"{uk.PHONE_END}:{number[-figures:]}" for figures in (_END, 4))


def _of(held: Identifiers) -> Iterator[str]:
    for name, label in _SINGLE.items():
        if value := getattr(held, name):
            yield _ident(label, value)
    for name, label in _SEVERAL.items():
        yield from (_ident(label, value) for value in getattr(held, name) if value.strip())
    for number in held.phone:
        if len(uk.own_form(number)) > _END:
            yield from _ends(_ident("PHONE", number))
    own = [(label, value) for name, label in _OWN_FORM.items() if (value := getattr(held, name))]
    own += [(uk.own_form(other.kind or "OTHER"), other.value) for other in held.other]
    for label, value in own:
        yield f"{label}:{uk.own_form(value)}"
        yield f"REF:{uk.own_form(value)}"  # who asks for a passport's number does not say that it is one


@lru_cache(maxsize=65536)
def _ident(label: str, given: str) -> str:
    return f"{label}:{uk.normalise(label, given) or uk.own_form(given)}"


def vrm_trigrams(held: Iterable[str]) -> set[str]:
    """Trigrams of vehicle registrations, of one kind with those of names."""
    plates = (ident.removeprefix("VRM:") for ident in held if ident.startswith("VRM:"))
    return {gram for plate in plates for gram in person_names.trigrams(plate)}


def passages(record: Record) -> Iterator[str]:
    """The record's own words besides its text, names and places."""
    own = [record.title, record.classification, record.status, *(f.replace("-", " ") for f in record.flags)]
    for person in record.people:
        own += [person.description, *_of_person(person)]
    for thing in record.objects:
        own += [thing.type, thing.description]
    own += [marker.text for place in record.locations for marker in place.markers]
    yield from dict.fromkeys(words for words in own if words)


def _of_person(person: Person) -> Iterator[str | None]:
    yield from (marker.text for marker in person.markers)
    for order in person.orders:
        yield from (order.kind, order.conditions)
    yield from (assessment.kind for assessment in person.assessments)
    # A number that fails its check is found by its figures; but an NHS number only by who may see it.
    yield from (given for given in person.identifiers.phone if given in person.identifiers.invalid)


def stems(texts: Iterable[str]) -> list[str]:
    """The stems of each text, joined by blanks: a phrase does not reach from one text into the next."""
    joined = (_known_stems(text) if len(text) <= _OFTEN else _stems(text) for text in texts)
    return [line for line in joined if line]


def _stems(text: str) -> str:
    return " ".join(s.stem for s in english.stems(text) if len(s.stem) <= _LONGEST_STEM)


def words(texts: Iterable[str]) -> set[str]:
    """Folded words, for beginnings of words."""
    return {word for text in texts for word in person_names.fold(text).split()}


def without_names(text: str, mentions: Mentions) -> str:
    """The text less the people, places and organisations found in it: Mr Ramsey is no knife, though one is called so."""
    spans = sorted((m["start"], m["end"]) for m in mentions if m["label"] in _NAMED and "start" in m)
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    return " ".join(text[at:to] for at, to in zip(ends, starts, strict=True))


def concepts(texts: Iterable[str]) -> set[str]:
    """The lexicon's concepts that the texts' words belong to."""
    return {
        concept
        for text in texts
        if text
        for concept in (_known_concepts(text) if len(text) <= _OFTEN else english.concepts(text))
    }


# Most words of a record are said of thousands: its class, its status, its flags, its street.
_known_stems = lru_cache(maxsize=20_000)(_stems)
_known_concepts = lru_cache(maxsize=20_000)(english.concepts)
