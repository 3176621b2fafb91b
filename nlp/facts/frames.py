"""Frames of a sentence that settle how sure it is of a thing, whatever single cues it holds (``the gun was a toy``).

They stand in ``data/frames.toml``: what comes before the term, what comes after it, and what that makes of it.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from nlp.tables import FOLDER
from nlp.text.patterns import spelt_out


@dataclass(frozen=True, slots=True)
class Frame:
    """What is made of a term with these patterns of itself, right before and right after it, for these codes (all, if none)."""

    says: str
    term: re.Pattern[str] | None
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    codes: frozenset[str]

    def holds(self, code: str, term: str, before: str, after: str) -> bool:
        """Whether a term with this code stands in the frame, between these parts of its sentence."""
        if (self.codes and code not in self.codes) or (self.term and not self.term.fullmatch(term)):
            return False
        if self.before and not self.before.search(before):
            return False
        return not self.after or bool(self.after.match(after))


@cache
def _frames() -> tuple[Frame, ...]:
    raw = tomllib.loads((FOLDER / "frames.toml").read_text(encoding="utf-8"))
    sets = raw.get("sets", {})

    def made(pattern: str | None, ending: str) -> re.Pattern[str] | None:
        return re.compile(f"(?:{spelt_out(pattern, sets)}){ending}", re.IGNORECASE) if pattern else None

    return tuple(
        Frame(
            f["says"],
            made(f.get("term"), ""),
            made(f.get("before"), r"\s*$"),
            made(f.get("after"), ""),
            frozenset(f.get("codes", "").split()),
        )
        for f in raw["frame"]
    )


def framed(code: str, text: str, bounds: tuple[int, int], start: int, end: int) -> str | None:
    """The assertion that a frame gives the term at ``start`` … ``end`` of the sentence within ``bounds``, or ``None``."""
    term, before, after = text[start:end], text[bounds[0] : start], text[end : bounds[1]]
    return next((frame.says for frame in _frames() if frame.holds(code, term, before, after)), None)
