"""Addresses without a word for a street: ``5 Tennyson House``, ``2 The Maltings``, ``Flat 5, 66 Quayside``."""

import re
from collections.abc import Iterator

from nlp.addressing.street_finder import UNIT_WORDS
from nlp.gazetteer import is_jargon
from nlp.stems import UNKNOWN, weight_of
from nlp.tables import words

_TOWN = re.compile(r",\s*[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?\s*,?\s*(?:[A-Z]{1,2}\d|[.,;])")

_KINDS = "|".join(
    sorted(words("building_types.csv") - {"block", "building", "buildings", "hostel"}, key=len, reverse=True)
)
_NUMBERED = re.compile(
    rf"(?<![\w/.:£#-])(?P<number>\d{{1,4}}[A-Za-z]?) (?P<name>(?:[A-Z][\w'’]+ ){{1,2}}(?:{_KINDS.title()}|{_KINDS.upper()}))\b(?! (?:Road|Street|Lane|Close|ROAD|STREET|LANE|CLOSE))"
)


_NAME = r"(?P<name>(?:[A-Z][\w'’]+ ){0,1}[A-Z][\w'’]{3,})"
_END = r"(?=\s*(?:[,.;)]|$|\n))"
_WITH_UNIT = re.compile(
    rf"\b(?:{UNIT_WORDS})\.? (?:\d{{1,4}}[A-Za-z]?|[A-Z])[,\s]+\d{{1,4}}[A-Za-z]? {_NAME}{_END}",
    re.IGNORECASE,
)
_THE = re.compile(
    rf"(?<![\w/.:£#-])\d{{1,3}}[A-Za-z]? (?P<name>(?:The|THE) [A-Z][\w'’]{{3,}}(?: [A-Z][\w'’]+)?){_END}"
)
_AT = re.compile(
    r"\b(?:at|of|outside|address|near|to|from|from|AT|OF|ADDRESS) (?P<all>\d{1,3}[A-Za-z]? (?P<name>[A-Z][\w'’]{4,})(?=,? [A-Z]))"
)


def find_numbered(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of number and name, in no order."""
    for pattern in (_NUMBERED, _WITH_UNIT, _THE):
        for match in pattern.finditer(text):
            if (
                match["name"][0].isupper()
                and not {word.lower() for word in match["name"].split()[pattern is _THE :]} & _NO_NAMES
            ):
                yield match.span()
    for match in _AT.finditer(text):
        if (
            weight_of(match["name"].lower()) >= UNKNOWN
            and _TOWN.match(text, match.end())
            and not is_jargon(match["name"].lower())
        ):
            yield match.span("all")


_NO_NAMES = frozenset(
    {
        "crown",
        "county",
        "magistrates",
        "youth",
        "high",
        "police",
        "care",
        "council",
        "the",
        "a",
        "x",
        "units",
        "males",
        "hrs",
    }
)
