"""What words of the lexicon cannot hold: phrases with open places in them (``put his hands round her throat``).

They stand in ``data/phrases*.toml``.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from nlp.lexicon import Entry, Term
from nlp.tables import FOLDER
from nlp.text.patterns import spelt_out

_FILES = (
    "phrases.toml",
    "phrases_plain.toml",
    "phrases_spoken.toml",
    "phrases_noted.toml",
    "phrases_deeds.toml",
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern and what it means; ``unless`` is what may not stand right before it, ``needs`` what must stand somewhere
    before it; the first named group that took part narrows the term."""

    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    needs: re.Pattern[str] | None
    hints: tuple[str, ...]
    entry: Entry

    def find(self, text: str, start: int, end: int) -> Iterator[Term]:
        """The phrase's terms in the part of a text that holds one of its hints."""
        for match in self.pattern.finditer(text, start, end):
            before = text[max(0, match.start() - 80) : match.start()]
            if (self.unless and self.unless.search(before)) or (self.needs and not self.needs.search(before)):
                continue
            part = next((name for name, said in match.groupdict().items() if said), 0)
            yield Term(match.start(part), match.end(part), self.entry)


@cache
def _phrases() -> tuple[Phrase, ...]:
    files = [tomllib.loads((FOLDER / name).read_text(encoding="utf-8")) for name in _FILES]
    # one room for all names of sets: a file may use those of another
    sets = {name: pattern for file in files for name, pattern in file["sets"].items()}
    return tuple(_phrase(row, sets) for file in files for row in file["phrase"])


def _phrase(row: dict[str, str], sets: dict[str, str]) -> Phrase:
    unless, needs = row.get("unless"), row.get("needs")
    entry = Entry(
        row["concept"],
        tuple(row.get("under", "").split()),
        row["code"],
        row.get("label"),
        None,
        row["code"] != "CHILD",
        row["says"],
    )
    return Phrase(
        re.compile(rf"\b(?:{spelt_out(row['pattern'], sets)})", re.IGNORECASE),
        re.compile(rf"(?:{spelt_out(unless, sets)})\s*$", re.IGNORECASE) if unless else None,
        re.compile(spelt_out(needs, sets), re.IGNORECASE) if needs else None,
        tuple(row["hint"].split("|")),
        entry,
    )


def find_phrases(text: str, parts: Iterable[tuple[int, int]]) -> list[Term]:
    """The phrases (within the parts of a text, its sentences); none within another of the same code."""
    hinted = _hinted(text)
    found = [term for part in parts for term in _in_part(text, *part, hinted)]
    return _apart(sorted(found, key=lambda term: (term.start, -term.end)))


Hinted = list[tuple[Phrase, list[str]]]


def _hinted(text: str) -> Hinted:
    """The phrases that a text may hold, each with those of its hints that are there: few, so that each sentence asks for few."""
    low, beginnings = text.lower(), _beginnings()
    # Some thousand hints are looked for by how they begin: of most not even that is in the text.
    pieces = {low[at : at + size] for size in _SIZES for at in range(len(low) - size + 1)}
    there = defaultdict[int, list[str]](list)
    for piece in pieces & beginnings.keys():
        for at, hint in beginnings[piece]:
            if hint in low:
                there[at].append(hint)
    phrases = _phrases()
    return [(phrases[at], there[at]) for at in sorted(there)]


_SIZES = (4, 3, 2, 1)  # characters of a hint that are its beginning; fewer where it has no more


@cache
def _beginnings() -> dict[str, list[tuple[int, str]]]:
    """The hints by how they begin, each with the place of its phrase."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for at, phrase in enumerate(_phrases()):
        for hint in dict.fromkeys(phrase.hints):
            found[hint[: _SIZES[0]]].append((at, hint))
    return dict(found)


def _in_part(text: str, start: int, end: int, hinted: Hinted) -> Iterator[Term]:
    low = text[start:end].lower()
    for phrase, hints in hinted:
        for hint in hints:
            if hint in low:
                yield from phrase.find(text, start, end)
                break


def _apart(found: Sequence[Term]) -> list[Term]:
    kept: list[Term] = []
    for term in found:
        if not any(k.entry.code == term.entry.code and term.start < k.end for k in kept):
            kept.append(term)
    return kept
