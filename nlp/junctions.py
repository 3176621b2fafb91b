"""Where two streets meet, as people write it: `Albert Road jn Forest Road`, `corner of albert road and forest road`, `ALBERT RD J/W FOREST RD`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from nlp import addresses, lone_streets
from nlp.addressing.street_finder import places

_MEETING = r"(?:junction|junct|junc|jctn|jct|jcn|jn|intersection|corner|crossroads?|x-?roads)"
_OPENING = re.compile(
    rf"(?:^|(?<=\s))(?:(?:at|on|near)\s+)?(?:the\s+)?{_MEETING}\.?\s+(?:of|between|with)\s+", re.IGNORECASE
)
# `/` and `and` stand between much else: between two streets, neither of which has a number, they say that these meet.
_BETWEEN = re.compile(
    rf"[\s,]+(?:(?:at|on)\s+)?(?:(?:the\s+|its\s+)?{_MEETING}\b\.?(?:\s*(?:with|of|and|w/|w\b|&|/))?|j\s?/?\s?w\b|w/|meets|crosses|crossing|x|and|with|[/&+@])\s+"
    r"|(?<=[a-z.])\s*[/&+]\s*(?=[a-z])",
    re.IGNORECASE,
)
_WORD = re.compile(
    rf"(?<![\w/]){_MEETING}\s+(?:of|with|and)(?![\w/])|(?<![\w/])j\s?/\s?w(?![\w/])", re.IGNORECASE
)
_NUMBERED = re.compile(r"\d[a-z]?,?\s*$", re.IGNORECASE)


class Junction(NamedTuple):
    """Two streets that meet: their keys as they are written, and where this begins and ends in the text."""

    streets: tuple[str, str]
    start: int
    end: int

    @property
    def key(self) -> str:
        """The key of the place, whichever street is named first."""
        return " & ".join(sorted(self.streets))


@lru_cache(maxsize=65_536)
def find(text: str) -> Junction | None:
    """The first place of a text where two streets meet; None where it names none."""
    for between in _BETWEEN.finditer(text):
        left, right = _ends(text[: between.start()]), _begins(text[between.end() :])
        if left and right:
            start, first, last = left[0], text[left[1] : left[2]], text[between.end() : between.end() + right]
            return Junction((addresses.expand(first), addresses.expand(last)), start, between.end() + right)
    return None


def without(text: str) -> str:
    """The text without words that say that streets meet, where they tell of no two streets."""
    return " ".join(_WORD.sub(" ", text).split())


def _ends(text: str) -> tuple[int, int, int] | None:
    """Where what leads to the street begins (`corner of`), or it itself, and where the street stands that ends a text."""
    opened = [*_OPENING.finditer(text)][-1:]
    at = opened[0].end() if opened else 0
    found = [place for place in places(text[at:], whole=True) if place.street != (0, 0)]
    last = found[-1] if found else None
    if last is None or last.street[1] < len(text[at:].rstrip(" ,.")):
        return _lone_ends(text, at, opened[0].start() if opened else None)
    if last.number != (0, 0):
        return None
    first = last.street[0] + at
    return (opened[0].start() if opened else first), first, last.street[1] + at


def _lone_ends(text: str, at: int, opened: int | None) -> tuple[int, int, int] | None:
    """The same of a street without a word for one (`the ridgeway and`), which has no number. opened: where what leads to it begins."""
    first = lone_streets.ends(text[at:])
    if first is None or _NUMBERED.search(text[: at + first]):
        return None
    end = len(text.rstrip(" ,."))
    return (first + at if opened is None else opened), first + at, end


def _begins(text: str) -> int:
    """Where the street ends that begins a text; 0 where none does."""
    first = next(iter(places(text, whole=True)), None)
    return first.street[1] if first and first.street[0] == 0 else lone_streets.begins(text)
