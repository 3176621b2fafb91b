"""The cue words of assertion, found in a sentence: what they say, which way and how far they reach."""

import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from nlp.lexicon import fold_word
from nlp.page import Word
from nlp.tables import FOLDER

KINDS = ("negated", "denied", "uncertain", "historic")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue's words (first, one past the last), what it says, and how it reaches: phrase, clause, after, both."""

    first: int
    last: int
    kind: str
    reaches: frozenset[str]


Options = list[tuple[tuple[str, ...], str, frozenset[str]]]


@cache
def _table() -> dict[str, Options]:
    by_words: dict[tuple[str, ...], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    raw = tomllib.loads((FOLDER / "cues.toml").read_text(encoding="utf-8"))
    for kind, lists in raw.items():
        for reach, cell in lists.items():
            for phrase in str(cell).replace("\n", ",").split(","):
                words = tuple(fold_word(w) for w in phrase.replace("/", " ").replace("-", " ").split())
                if words:
                    by_words[words]["pseudo" if reach == "pseudo" else kind].add(reach)
    first: dict[str, Options] = defaultdict(list)
    for words, kinds in by_words.items():
        for kind in ("pseudo", *KINDS):
            if kind in kinds:
                first[words[0]].append((words, kind, frozenset(kinds[kind])))
    for options in first.values():
        options.sort(key=lambda option: -len(option[0]))
    return dict(first)


def _phrases(words: Sequence[Word], at: int, end: int) -> Options:
    """The longest cue phrases that begin at a word; a comma or full stop inside breaks them."""
    best: Options = []
    for option in _table().get(words[at].low, ()):
        size = len(option[0])
        if best and size < len(best[0][0]):
            break
        if at + size <= end and all(
            words[at + n].low == option[0][n] and not (n and words[at + n].gap.strip("-/"))
            for n in range(size)
        ):
            best.append(option)
    return best


def find_cues(words: Sequence[Word], first: int, last: int) -> list[Cue]:
    """The cues among the words first … last; a look-alike uses up its words and gives none."""
    found: list[Cue] = []
    at = first
    while at < last:
        best = _phrases(words, at, last)
        if not best:
            at += 1
            continue
        size = len(best[0][0])
        # A phrase that is also another kind's look-alike counts as that other kind ("not sure").
        real = [option for option in best if option[1] != "pseudo"]
        found += [Cue(at, at + size, kind, reaches) for _, kind, reaches in real]
        at += size
    return found
