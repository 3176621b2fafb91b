"""Stems, public word weights, the lexicon's concepts, and what to highlight.

Weights come from a fixed table in the package, never from an index, so that no score depends on what
a reader may not see.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from nlp.identifying.vehicles import describes_vehicle, is_colour, is_maker, is_model, names_make
from nlp.lexicon import concept_names, concepts_of, find_terms
from nlp.stems import UNKNOWN, stem_of, weight, weight_of
from nlp.tables import words

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


__all__ = [
    "Stem",
    "concept_terms",
    "concepts",
    "describes_vehicle",
    "highlight",
    "is_colour",
    "is_jargon",
    "is_maker",
    "is_model",
    "is_ordinary",
    "names_make",
    "stem_of",
    "stems",
    "weight",
    "weight_of",
]


@dataclass(frozen=True, slots=True)
class Stem:
    """A word's stem and where the word stands (character offsets)."""

    stem: str
    start: int
    end: int


def _iter_stems(text: str) -> Iterator[Stem]:
    for match in _WORD.finditer(text):
        stem = stem_of(match.group())
        if stem:
            yield Stem(stem, match.start(), match.end())


def stems(text: str) -> tuple[Stem, ...]:
    """The stems of a text in order; a word with no letter or digit after folding has none."""
    return tuple(_iter_stems(text))


def concepts(text: str) -> tuple[str, ...]:
    """The lexicon's concepts that a text's words belong to, each with those above it, sorted.

    ``stabbed`` gives ``knife``, ``violence``, ``weapon``.  A word counts whatever is asserted of it.
    """
    return tuple(sorted({name for term in find_terms(text) for name in concepts_of(term.entry)}))


@lru_cache(maxsize=4096)
def concept_terms(word: str) -> tuple[str, ...]:
    """The concepts that a query's word names (``weapon``, ``knives``) or, where it names none, belongs to (``blade``)."""
    named = concept_names().get(stem_of(word))
    if named:
        return (named,)
    found = [term.entry.concept for term in find_terms(word) if term.end - term.start == len(word.strip())]
    return tuple(dict.fromkeys(found))


def highlight(text: str, stems: Iterable[str], concepts: Iterable[str] = ()) -> list[tuple[int, int]]:
    """Where a text answers a query: words with one of the stems, terms under one of the concepts.

    Spans are character offsets, in order, not overlapping.
    """
    wanted, meant = frozenset(stems), frozenset(concepts)
    spans = [(stem.start, stem.end) for stem in _iter_stems(text) if stem.stem in wanted]
    if meant:
        spans += [(t.start, t.end) for t in find_terms(text) if meant & set(concepts_of(t.entry))]
    return _merged(spans)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def is_jargon(word: str) -> bool:
    """Whether a small word is of police, legal or social-care language and no name."""
    return word in words("jargon.csv")


def is_of_call(word: str) -> bool:
    """Whether a folded word is one of an incident or of those who ask about one (`burglary`, `refusing`, `warnings`), and nobody's name."""
    return word in words("call_words.csv")


def is_ordinary(word: str) -> bool:
    """Whether a folded word is one of the language, or one that many streets are named after (`all`, `elm`)."""
    return weight_of(word) < UNKNOWN or word in words("street_names.csv")
