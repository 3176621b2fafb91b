"""Numbers in a named building without a street: ``5 Tennyson House``, ``101 ELGAR COURT``."""

import re
from collections.abc import Iterator

from nlp.tables import words

_KINDS = "|".join(
    sorted(words("building_types.csv") - {"block", "building", "buildings", "hostel"}, key=len, reverse=True)
)
_NUMBERED = re.compile(
    rf"(?<![\w/.:£#-])(?P<number>\d{{1,4}}[A-Za-z]?) (?P<name>(?:[A-Z][\w'’]+ ){{1,2}}(?:{_KINDS.title()}|{_KINDS.upper()}))\b(?! (?:Road|Street|Lane|Close|ROAD|STREET|LANE|CLOSE))"
)


def find_numbered(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of number and building, in order."""
    for match in _NUMBERED.finditer(text):
        if not {word.lower() for word in match["name"].split()} & _NO_NAMES:
            yield match.span()


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
