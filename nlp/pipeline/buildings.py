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
    rf"(?<![\w/.:£#-])(?P<number>\d{{1,4}}[A-Za-z]?) (?P<name>(?:[A-Z][\w'’]+ ){{1,2}}(?:{_KINDS.title()}|{_KINDS.upper()}|Hse|HSE))\b(?! (?:Road|Street|Lane|Close|ROAD|STREET|LANE|CLOSE))"
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


# What houses by the road are called in one word or two, though no word for a street.
_ODD = "|".join(
    f"{kind}|{kind.upper()}"
    for kind in [
        "Fold",
        "Riverside",
        "Quayside",
        "Lakeside",
        "Hillside",
        "Brookside",
        "Parkside",
        "Knoll",
        "Paddock",
        "Paddocks",
        "Copse",
        "Cloisters",
        "Almshouses",
        "Hollow",
        "Nook",
        "Maltings",
        "Stables",
    ]
)
_NUMBERED_ODD = re.compile(
    rf"(?<![\w/.:£#-])(?<!\d )\d{{1,4}}[A-Za-z]?,? (?P<name>(?:[A-Z][\w'’]+ ){{0,2}}(?:{_ODD}))\b(?! (?:Road|Street|Lane|Close|Ward|ROAD|STREET|LANE|CLOSE|WARD))"
)
_ESTATE = re.compile(
    rf"\b(?:{UNIT_WORDS})\.? \d{{1,3}}[A-Za-z]?,? (?P<name>(?:[A-Z][\w'’]+ ){{1,3}}(?:Trading|Industrial|Business|Retail|Enterprise|TRADING|INDUSTRIAL|BUSINESS|RETAIL) (?:Estate|Park|Centre|ESTATE|PARK|CENTRE))",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?:(?:\b(?:{UNIT_WORDS})\.? ?\d{{1,4}}[A-Za-z]?|\b\d{{1,3}}/\d{{1,3}}), (?:(?-i:(?:The )?[A-Z][\w'’]+(?: [A-Z][\w'’]+){{0,2}}), )?|\b(?:rear of|r/o|unit|plot) )$",
    re.IGNORECASE,
)


def led_by(text: str, start: int) -> int:
    """Where an address begins with the part of a house, and the house's name, that stand before its number: ``Apt 12, The
    Malthouse, 90 Quay Rd``, ``1/2, 39 Kelvin Street``, ``Rear of 84-86 Park Rd``."""
    before = _BEFORE.search(text, max(0, start - 60), start)
    return before.start() if before else start


def find_numbered(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of number and name, in no order."""
    for pattern in (_NUMBERED, _NUMBERED_ODD, _ESTATE, _WITH_UNIT, _THE):
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
