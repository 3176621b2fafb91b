"""The one box: what a despatcher typed, in any order and half wrong, as names, dates, identifiers, address and words.

Identifiers and dates are taken out first, then the address; what is left are names or towns, and only the records can
say which. Where a street has no number before it, the words do not say where a person's name ends (`jones avenue
road`), so that every reading is kept and the records choose.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from nlp import addresses, identifiers, names

LONGEST = 300  # characters of a question
_NOT_IDENTIFYING = frozenset({"DATE", "TIME", "MONEY", "POSTCODE"})
_YEAR = re.compile(r"(?<![\w/])(19\d\d|20[0-2]\d)(?![\w/])")
_REFERENCE = re.compile(r"(?<!\S)(?=\S*\d)[A-Za-z0-9]+(?:[/-][A-Za-z0-9]+)*(?!\S)")
_OUTWARD = re.compile(r"(?<!\S)([A-Za-z]{1,2}\d[A-Za-z\d]?)(?!\S)")
_LABEL_WORDS = frozenset(
    {"dob", "born", "tel", "phone", "reg", "vrm", "pnc", "ref", "mr", "mrs", "miss", "ms", "dr"}
)


@dataclass(frozen=True, slots=True)
class Place:
    """An address as asked for. streets: keys that may be meant, longest first."""

    flat_key: str = ""
    building_key: str = ""
    streets: tuple[str, ...] = ()
    postcode: str = ""
    outward: str = ""
    written: str = ""

    def __bool__(self) -> bool:
        return bool(self.streets or self.building_key or self.postcode or self.outward)


@dataclass(frozen=True, slots=True)
class Understood:
    """A question taken apart. words: what may be a name or a town; references: tokens that may be a record's."""

    text: str
    words: tuple[str, ...] = ()
    dates_of_birth: tuple[str, ...] = ()
    identifiers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    references: tuple[str, ...] = ()
    plate: str = ""
    place: Place = field(default_factory=Place)

    @property
    def name(self) -> str:
        """The words as one name."""
        return " ".join(self.words)

    @property
    def all_references(self) -> frozenset[str]:
        """Everything that may be a record's own reference."""
        return frozenset(
            {*self.references, *(value for values in self.identifiers.values() for value in values)}
        )

    def with_street(self, street: str) -> Understood:
        """The reading in which the street is this one: words before it become a name's."""
        longest = self.place.streets[0] if self.place.streets else street
        spare = longest.removesuffix(street).split() if longest.endswith(street) else []
        return replace(self, words=(*self.words, *spare), place=replace(self.place, streets=(street,)))

    def as_json(self) -> dict[str, Any]:
        """The contract's `interpreted`."""
        return {
            "names": [self.name] if self.words else [],
            "dates_of_birth": list(self.dates_of_birth),
            "identifiers": {label.lower(): list(values) for label, values in self.identifiers.items()},
            "address": self.place.written or None,
            "text": self.text,
        }


def understand(text: str, today: date) -> Understood:
    """Take a question apart. `today` is what two-digit years are read against."""
    tidy = " ".join(text.split())[:LONGEST]
    rest, held, born, code = _identifiers(tidy, today)
    rest, references = _references(rest)
    rest, place = _place(rest, code)
    rest, years = _years(rest)
    words = tuple(word for word in _name_words(rest) if word not in _LABEL_WORDS)
    plate = "" if held else _plate(tidy)
    return Understood(
        tidy, tuple(w for w in words if w.upper() != plate), (*born, *years), held, references, plate, place
    )


def _identifiers(text: str, today: date) -> tuple[str, dict[str, tuple[str, ...]], tuple[str, ...], str]:
    held: dict[str, tuple[str, ...]] = {}
    born: list[str] = []
    code, rest = "", text
    for found in reversed(identifiers.find(text, today)):
        if found.label in {"TIME", "MONEY"}:
            continue
        rest = f"{rest[: found.start]} {rest[found.end :]}"
        if found.label == "DATE":
            born.insert(0, found.value)
        elif found.label == "POSTCODE":
            code = found.value
        else:
            held[found.label] = (found.value, *held.get(found.label, ()))
    return " ".join(rest.split()), held, tuple(born), code


def _references(rest: str) -> tuple[str, tuple[str, ...]]:
    """Tokens with figures and at least six characters: references of shapes that no rule knows."""
    found = [m.group() for m in _REFERENCE.finditer(rest) if len(m.group()) >= 6]
    for token in found:
        rest = rest.replace(token, " ")
    return " ".join(rest.split()), tuple(dict.fromkeys(t for f in found for t in (f, f.upper())))


def _place(rest: str, code: str) -> tuple[str, Place]:
    keys = addresses.streets(rest)
    outward = _OUTWARD.search(rest) if not code else None
    if outward and keys:
        rest = rest[: outward.start()] + rest[outward.end() :]
    area = outward[1].upper() if outward and keys else code.split(" ")[0]
    if not keys:
        return rest, Place(postcode=code, outward=area, written=code)
    before, written, after = _cut(rest, keys[0])
    read = addresses.parse(written)
    shown = " ".join(filter(None, [written, code or (area if outward else "")]))
    if read and read.building_key:
        place = Place(read.flat_key, read.building_key, (read.street_key,), code, area, shown)
    else:
        place = Place("", "", keys, code, area, shown)
    return f"{before} {after}", place


def _cut(rest: str, longest: str) -> tuple[str, str, str]:
    """The words before the address, the address with its flat and number, and the words after it."""
    tokens = rest.split()
    size = len(longest.split())
    for at in range(len(tokens) - size + 1):
        if addresses.expand(" ".join(tokens[at : at + size])) == longest:
            first = at
            while first and _of_number(tokens[first - 1], tokens[first - 2] if first > 1 else ""):
                first -= 1
            return (
                " ".join(tokens[:first]),
                " ".join(tokens[first : at + size]),
                " ".join(tokens[at + size :]),
            )
    return "", rest, ""


def _of_number(token: str, before: str) -> bool:
    bare = token.strip(",").lower()
    units = {"flat", "apartment", "apt", "unit", "room"}
    return (
        bool(re.fullmatch(r"\d{1,4}[a-z]?|\d+[a-z]?/\d+[a-z]?", bare))
        or bare in units
        or before.lower() in units
    )


def _years(rest: str) -> tuple[str, tuple[str, ...]]:
    found = tuple(_YEAR.findall(rest))
    return _YEAR.sub(" ", rest), found


def _name_words(rest: str) -> tuple[str, ...]:
    return tuple(
        word for word in names.fold(rest.replace(",", " ")).split() if any(c.isalpha() for c in word)
    )


def _plate(text: str) -> str:
    """A partial registration, where the whole question is one."""
    bare = text.replace(" ", "")
    if not 3 <= len(bare) <= 7 or not any(c.isdigit() for c in bare) or len(text.split()) > 2:
        return ""
    return (identifiers.vrm_fragment(text) or "").upper()
