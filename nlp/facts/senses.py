"""Whether a word of the lexicon is used in the lexicon's sense (crack in the wall, a cricket bat in a kit bag)."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nlp.lexicon import Term
from nlp.tables import FOLDER
from nlp.text.patterns import spelt_out

_OF_ALL_WEAPONS = "depicted"  # asked of each with an `of` before it: `a drawing of a gun`
Pattern = re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Sense:
    """One rule: patterns for what stands before, after and near the word (see the data file's head)."""

    unless_before: Pattern = None
    unless_after: Pattern = None
    unless_near: Pattern = None
    despite_near: Pattern = None
    needs_before: Pattern = None
    needs_after: Pattern = None
    needs_near: Pattern = None
    capitals: bool = False
    all: bool = False

    def holds(self, word: str, before: str, after: str) -> bool:
        """Whether the word is meant, between what stands before and after it in its sentence."""
        if self.capitals and not word.isupper():
            return False
        around = f"{before}{word}{after}"
        if self._excluded(before, after, around) and not (
            self.despite_near and self.despite_near.search(around)
        ):
            return False
        needs = [
            bool(pattern.search(where))
            for pattern, where in (
                (self.needs_before, before),
                (self.needs_after, after),
                (self.needs_near, around),
            )
            if pattern
        ]
        return (all(needs) if self.all else any(needs)) if needs else True

    def _excluded(self, before: str, after: str, around: str) -> bool:
        checks = ((self.unless_before, before), (self.unless_after, after), (self.unless_near, around))
        return any(pattern is not None and pattern.search(where) for pattern, where in checks)


def _sense(raw: dict[str, object], sets: dict[str, str]) -> Sense:
    flags = {name: bool(value) for name, value in raw.items() if isinstance(value, bool)}
    patterns = {
        name: re.compile(spelt_out(value, sets), re.IGNORECASE)
        for name, value in raw.items()
        if isinstance(value, str)
    }
    return Sense(**patterns, **flags)  # type: ignore[arg-type]


@cache
def _senses() -> dict[str, Sense]:
    raw = tomllib.loads(Path(str(FOLDER / "senses.toml")).read_text(encoding="utf-8"))
    return {name: _sense(rule, raw["sets"]) for name, rule in raw["sense"].items()}


def meant(term: Term, text: str, start: int, end: int) -> bool:
    """Whether a term is used in its entry's sense in the sentence from ``start`` to ``end``."""
    weapon = term.entry.label == "WEAPON" and text.find(" of ", start, term.start) >= 0
    if term.entry.sense is None and not weapon:
        return True
    word, before, after = text[term.start : term.end], text[start : term.start], text[term.end : end].rstrip()
    if weapon and not _senses()[_OF_ALL_WEAPONS].holds(word, before, after):
        return False
    return term.entry.sense is None or _senses()[term.entry.sense].holds(word, before, after)
