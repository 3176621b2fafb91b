"""The lexicon: what words bear on risk, in versioned data files beside this module.

Each ``*.toml`` file holds a ``version`` and ``[[group]]`` tables: ``concept``, ``under`` (the concepts
above it), ``code`` (the fact's code, or absent), ``label`` (the mention's label, or absent), ``sense`` (the
name of a rule that must hold where the term stands, or absent), and the terms: ``nouns`` (plural forms are made),
``verbs`` (inflected forms are made) and ``exact`` (as they stand).  A force adds its own by giving another folder.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from nlp.lexicon.forms import inflected, plurals
from nlp.naming.forms import fold
from nlp.stems import stem_of

FOLDER = Path(__file__).parent
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_FIELDS = {"concept", "under", "code", "label", "sense", "nouns", "verbs", "exact", "risk"}


class LexiconError(ValueError):
    """A lexicon file that cannot be read; the message names file and group."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a term means: its concept and those above, the fact's code, the mention's label, its sense rule."""

    concept: str
    under: tuple[str, ...]
    code: str | None
    label: str | None
    sense: str | None
    verb: bool
    form: str


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the lexicon at its place in a text (character offsets)."""

    start: int
    end: int
    entry: Entry


Options = list[tuple[tuple[str, ...], tuple[Entry, ...]]]
Trie = dict[str, Options]


def _split(cell: object) -> list[str]:
    return [" ".join(term.split()) for term in str(cell or "").replace("\n", ",").split(",") if term.strip()]


def _forms(group: Mapping[str, object]) -> Iterator[tuple[str, bool]]:
    for term in _split(group.get("nouns")):
        yield from ((form, False) for form in plurals(term))
    for term in _split(group.get("verbs")):
        yield from ((form, True) for form in inflected(term))
    for term in _split(group.get("exact")):
        yield term, False


def _entries(path: Path) -> Iterator[Entry]:
    try:
        groups = tomllib.loads(path.read_text(encoding="utf-8"))["group"]
    except (tomllib.TOMLDecodeError, KeyError) as problem:
        raise LexiconError(f"{path.name}: {problem}") from problem
    for number, group in enumerate(groups, 1):
        unknown = set(group) - _FIELDS
        if unknown or "concept" not in group:
            raise LexiconError(
                f"{path.name}, group {number}: {', '.join(sorted(unknown)) or 'concept missing'}"
            )
        under = tuple(_split(group.get("under")))
        for form, verb in _forms(group):
            yield Entry(
                group["concept"], under, group.get("code"), group.get("label"), group.get("sense"), verb, form
            )


class Lexicon:
    """The terms of one or more folders, ready to be found in a text."""

    def __init__(self, folders: Iterable[Path] = (FOLDER,)) -> None:
        self.entries = tuple(
            e for folder in folders for path in sorted(folder.glob("*.toml")) for e in _entries(path)
        )
        self._first: Trie = self._index()

    def _index(self) -> Trie:
        by_words: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
        for entry in self.entries:
            key = tuple(fold_word(word) for word in _WORD.findall(entry.form.replace("-", " ")))
            if not any(e.code == entry.code and e.sense == entry.sense for e in by_words[key]):
                by_words[key].append(entry)
        first: Trie = defaultdict(list)
        for key, found in by_words.items():
            first[key[0]].append((key, tuple(found)))
        for options in first.values():
            options.sort(key=lambda option: -len(option[0]))
        return dict(first)

    def find(self, text: str) -> list[Term]:
        """The terms of a text: the longest at each place, all entries of a form; sense is not judged here."""
        return self.find_in(text, [(fold_word(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)])

    def find_in(
        self,
        text: str,
        words: Sequence[tuple[str, int, int] | tuple[str, int, int, str]],
        meant: Callable[[Term], bool] = lambda _: True,
    ) -> list[Term]:
        """The terms among words that were cut already: folded form, start, end (anything after is left alone).

        A term that is not ``meant`` leaves its words to others.
        """
        found: list[Term] = []
        at, first = 0, self._first
        while at < len(words):
            options = first.get(words[at][0])
            hit = self._longest(options, words, at, text) if options else None
            if hit is None:
                at += 1
                continue
            length, entries = hit
            terms = [Term(words[at][1], words[at + length - 1][2], entry) for entry in entries]
            kept = [term for term in terms if meant(term)]
            found += kept
            at += length if kept else 1
        return found

    @staticmethod
    def _longest(
        options: Options,
        words: Sequence[tuple[str, int, int] | tuple[str, int, int, str]],
        at: int,
        text: str,
    ) -> tuple[int, tuple[Entry, ...]] | None:
        for key, entries in options:
            size = len(key)
            if size == 1 or (
                tuple(word[0] for word in words[at : at + size]) == key
                and not any(
                    _BREAK.search(text, words[i][2], words[i + 1][1]) for i in range(at, at + size - 1)
                )
            ):
                return size, entries
        return None


_BREAK = re.compile(r"[.,;:!?()\[\]\n]")


def is_possessive(word: str) -> bool:
    """Whether a word as written says whose something is (``Begum's``)."""
    return word.lower().endswith(("'s", "’s"))


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """A word as the lexicon meets it: folded, possessive dropped."""
    low = word.lower()
    return fold(low[:-2] if is_possessive(low) else low)


@cache
def standard() -> Lexicon:
    """The package's own lexicon."""
    return Lexicon()


def find_terms(text: str) -> list[Term]:
    """The standard lexicon's terms in a text."""
    return standard().find(text)


def concepts_of(entry: Entry) -> tuple[str, ...]:
    """An entry's concept and those above it."""
    return (entry.concept, *entry.under)


@cache
def concept_names() -> dict[str, str]:
    """Stem of a concept's own name → the concept, for a query's words."""
    names = {name for entry in standard().entries for name in concepts_of(entry)}
    return {stem_of(name): name for name in sorted(names) if name.isalpha()}
