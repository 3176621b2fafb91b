"""What a despatcher can put right: each part of what was understood, and the other things that it may be.

A correction is a question of its own, in which every part says what it is (`name:jones street:"avenue road"`), so that the
address holds it and it can be asked again like any other. Pure: from the answer's `interpreted` alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from nlp import identifiers

Json = Mapping[str, Any]
_FIGURES = re.compile(r"\d{6}|\d{8}")
# A postcode, or its first half, at the end.
_CODE = re.compile(r"(?:^|\s)[A-Z]{1,2}\d[A-Z\d]?(?: \d[A-Z]{2})?$")
_LABELS = {"name": "name", "street": "street", "born": "born", "plate": "plate", "reference": "ref"}


@dataclass(frozen=True, slots=True)
class Other:
    """Another reading of a part: what it would be, and the whole question that says so."""

    kind: str
    value: str
    q: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part as it was understood. kind: name, born, street, plate, reference, or an identifier's label."""

    kind: str
    value: str
    others: tuple[Other, ...]


def parts(interpreted: Json) -> list[Part]:
    """Every part of what was understood, each with what else it may be."""
    found = list(_found(interpreted))
    return [Part(kind, value, tuple(_ways(at, found, interpreted))) for at, (kind, value) in enumerate(found)]


def _ways(at: int, found: Sequence[tuple[str, str]], interpreted: Json) -> Iterator[Other]:
    """What else the part at a place may be, each in a question with all the others as they stand; and to leave it out."""
    kind, value = found[at]
    others = (*found[:at], *found[at + 1 :])
    rest = [_token(*other) for other in others if not _alike(value, other[1])]
    for as_, said, token in _others(kind, value, interpreted):
        if (as_, said) != (kind, value):
            yield Other(as_, said, _join([*rest, token]))
    if rest:
        yield Other("left out", value, _join(rest))


def _found(interpreted: Json) -> Iterator[tuple[str, str]]:
    """The parts, each once: what was read in two ways at the same time is told by the likelier."""
    yield from (("name", name) for name in _said(interpreted, "names"))
    yield from (("born", day) for day in _said(interpreted, "dates_of_birth"))
    yield from _identifiers(interpreted)
    address, plate = str(interpreted.get("address") or ""), str(interpreted.get("plate") or "")
    if address:
        yield "street", address
    if plate and plate != address:
        yield "plate", plate
    yield from (("number", number) for number in _said(interpreted, "numbers") if number.upper() not in plate)
    yield from (("reference", ref) for ref in _references(interpreted, plate))


def _said(interpreted: Json, part: str) -> Iterator[str]:
    return map(str, interpreted.get(part) or ())


def _identifiers(interpreted: Json) -> Iterator[tuple[str, str]]:
    for label, values in (interpreted.get("identifiers") or {}).items():
        yield from (("plate" if label == "vrm" else str(label), str(value)) for value in values)


def _references(interpreted: Json, plate: str) -> Iterator[str]:
    """The references but what is the plate, and what was read as a date as well."""
    born = bool(interpreted.get("dates_of_birth"))
    for ref in _said(interpreted, "references"):
        if identifiers.bare(ref) != plate and not (born and _FIGURES.fullmatch(ref)):
            yield ref


def _token(kind: str, value: str) -> str:
    """A part said outright; an identifier of a known shape, a postcode and a house's number speak for themselves."""
    label = _LABELS.get(kind)
    if label is None:
        return value
    code = _CODE.search(value) if kind == "street" else None
    said = value[: code.start()].strip() if code else value
    tokens = [_labelled(label, said)] if said else []
    return _join([*tokens, *([code[0].strip()] if code else [])])


def _labelled(label: str, value: str) -> str:
    bare = value.replace('"', " ").strip()
    return f'{label}:"{bare}"' if " " in bare else f"{label}:{bare}"


def _alike(value: str, other: str) -> bool:
    """Whether two parts are the same figures read in two ways: to say what they are leaves no room for the other."""
    a, b = identifiers.bare(value), identifiers.bare(other)
    return any(c.isdigit() for c in a) and any(c.isdigit() for c in b) and (a in b or b in a)


def _join(tokens: list[str]) -> str:
    return " ".join(tokens)


def _others(kind: str, value: str, interpreted: Json) -> Iterator[tuple[str, str, str]]:
    """What else a part may be: kind, value, and the words that say so."""
    match kind:
        case "name":
            yield from (_as("street", value), *_as_code(value))
        case "number":
            yield from ()  # without its street it can be nothing else
        case "street":
            yield from _split(value)
            yield from (_as("name", value), *_as_code(value)) if _is_free(value) else ()
        case "born":
            yield from _for_dates(value)
            refs = filter(_FIGURES.fullmatch, _said(interpreted, "references"))
            yield from (_as("reference", ref) for ref in refs)
        case "plate":
            yield from (_as("name", value), _as("reference", value))
        case "reference":
            yield from (_as("name", value), *_as_code(value))
        case _:
            yield _as("reference", value)


def _as(kind: str, value: str) -> tuple[str, str, str]:
    return kind, value, _token(kind, value)


def _as_code(value: str) -> Iterator[tuple[str, str, str]]:
    """As a registration or a part of one, and with figures as a reference."""
    bare, figures = identifiers.bare(value), any(c.isdigit() for c in value)
    if 2 <= len(bare) <= 7 and (figures or len(bare) <= 4):
        yield _as("plate", bare)
    if figures:
        yield _as("reference", value)


def _is_free(value: str) -> bool:
    """Whether nothing in an address but its words says that it is one."""
    return not _CODE.search(value) or " " not in value.strip()


def _split(value: str) -> Iterator[tuple[str, str, str]]:
    """The first words of a street without a number may be a name: `jones avenue road`."""
    words = value.split() if not any(c.isdigit() for c in value) else []
    for at in range(1, len(words) - 1):
        name, street = " ".join(words[:at]), " ".join(words[at:])
        yield "name and street", f"{name}, {street}", f"{_token('name', name)} {_token('street', street)}"


def _for_dates(value: str) -> Iterator[tuple[str, str, str]]:
    """The day and the month the other way about, the century before, the year alone."""
    try:
        born = date.fromisoformat(value)
    except ValueError:
        return
    if born.day <= 12 and born.day != born.month:
        yield _as("born", born.replace(month=born.day, day=born.month).isoformat())
    if born.year >= 2000 and (born.month, born.day) != (2, 29):
        yield _as("born", born.replace(year=born.year - 100).isoformat())
    yield _as("born", str(born.year))
