"""The numbers by which a person or a thing is told, as records hold them, in the forms in which they are compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from nlp import identifiers

Json = Mapping[str, Any]
_SINGLE = {"pnc_id": "PNC_ID", "cro": "CRO", "asn": "ASN", "nino": "NINO", "nhs": "NHS"}
SEVERAL = {"phone": "PHONE", "email": "EMAIL", "imei": "IMEI"}


def identifiers_of(person: Json) -> dict[str, tuple[str, ...]]:
    """label → normal forms of what identifies the person in the record."""
    held: Json = person.get("identifiers") or {}
    single = {label: [held.get(name)] for name, label in _SINGLE.items() if held.get(name)}
    several = {label: held.get(name) or [] for name, label in SEVERAL.items() if held.get(name)}
    return {
        label: tuple(_normal(label, str(value)) for value in values if value)
        for label, values in {**single, **several}.items()
    }


def numbers_of(person: Json) -> dict[str, tuple[str, ...]]:
    """The same with the numbers that have no field of their own (a passport's), each under its kind."""
    found = identifiers_of(person)
    for kind, value in others_of(person):
        found[kind] = (*found.get(kind, ()), value)
    return found


def others_of(subject: Json) -> Iterator[tuple[str, str]]:
    """(kind, number) of a person or thing for each number that has no field of its own, both in their own forms."""
    for other in (subject.get("identifiers") or {}).get("other") or ():
        if other.get("value"):
            kind, value = str(other.get("kind") or "OTHER"), str(other["value"])
            yield identifiers.own_form(kind), identifiers.own_form(value)


@lru_cache(maxsize=65_536)
def _normal(label: str, value: str) -> str:
    return identifiers.normalise(label, value) or identifiers.bare(value)
