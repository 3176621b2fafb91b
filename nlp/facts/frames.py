"""Frames of a sentence that settle how sure it is of a thing, whatever single cues it holds (``the gun was a toy``).

They stand in ``data/frames.toml`` and ``frames_corrected.toml``: what comes before the term, what comes after it or in the
next sentence, and what that makes of it.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from nlp.tables import FOLDER
from nlp.text.patterns import spelt_out

_FILES = ("frames.toml", "frames_corrected.toml")
_NEXT = 160  # characters of what follows the sentence


@dataclass(frozen=True, slots=True)
class Frame:
    """What is made of a term with these patterns of itself, right before and right after it and of what the next sentence begins
    with, for these codes (all, if none)."""

    says: str
    term: re.Pattern[str] | None
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    next: re.Pattern[str] | None
    codes: frozenset[str]

    def holds(self, term: str, before: str, after: str, following: str) -> bool:
        """Whether a term stands in the frame, between these parts of its sentence and before what follows."""
        if self.term and not self.term.fullmatch(term):
            return False
        if self.before and not self.before.search(before):
            return False
        if self.next and not self.next.match(following):
            return False
        return not self.after or bool(self.after.match(after))


@cache
def _frames() -> tuple[Frame, ...]:
    files = [tomllib.loads((FOLDER / name).read_text(encoding="utf-8")) for name in _FILES]
    return tuple(_frame(row, file["sets"]) for file in files for row in file["frame"])


@cache
def _frames_of(code: str) -> tuple[Frame, ...]:
    """The frames in which a term with this code may stand."""
    return tuple(frame for frame in _frames() if not frame.codes or code in frame.codes)


def _frame(row: dict[str, str], sets: dict[str, str]) -> Frame:
    def made(name: str, ending: str = "") -> re.Pattern[str] | None:
        pattern = row.get(name)
        return re.compile(f"(?:{spelt_out(pattern, sets)}){ending}", re.IGNORECASE) if pattern else None

    codes = frozenset(row.get("codes", "").split())
    return Frame(row["says"], made("term"), made("before", r"\s*$"), made("after"), made("next"), codes)


def framed(code: str, text: str, bounds: tuple[int, int], start: int, end: int) -> str | None:
    """The assertion that a frame gives the term at ``start`` … ``end`` of the sentence within ``bounds``, or ``None``."""
    term, before, after = text[start:end], text[bounds[0] : start], text[end : bounds[1]]
    following = text[bounds[1] : bounds[1] + _NEXT].lstrip()
    holding = (frame for frame in _frames_of(code) if frame.holds(term, before, after, following))
    return next((frame.says for frame in holding), None)
