"""The cue words of assertion, found in a sentence: what they say, which way and how far they reach."""

import itertools
import re
import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from nlp.lexicon import fold_word
from nlp.tables import FOLDER, bag
from nlp.text.page import Word

KINDS = ("negated", "denied", "uncertain", "historic")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue's words (first, one past the last), what it says, and how it reaches: phrase, clause, after, both, behind."""

    first: int
    last: int
    kind: str
    reaches: frozenset[str]


Options = list[tuple[tuple[str, ...], str, frozenset[str]]]
Table = dict[tuple[str, str], Options]


_NUMBER, _CALIBRES = bag("no nos"), bag("bore gauge mm mil millimetre cal calibre")
_HOUSE = re.compile(r"\d{1,4}[a-z]?")
_END = "$"  # at the end of a phrase: where the clause ends too
_SET = re.compile(r"\{(\w+)\}")


def _spelt_out(cell: str, sets: Mapping[str, str]) -> Iterator[str]:
    """The phrases of a cell, each ``{set}`` in them replaced by every member of that set (``-`` is no word)."""
    for phrase in cell.replace("\n", ",").split(","):
        pieces = _SET.split(phrase)
        choices = [
            [m.strip() for m in sets[piece].split("|")] if at % 2 else [piece]
            for at, piece in enumerate(pieces)
        ]
        yield from ("".join(made) for made in itertools.product(*choices))


@cache
def _table() -> Table:
    """Phrases by their first two words (the second empty where there is but one), the longest first."""
    by_words: dict[tuple[str, ...], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    raw = tomllib.loads((FOLDER / "cues.toml").read_text(encoding="utf-8"))
    sets = raw.pop("sets")
    for kind, lists in raw.items():
        for reach, cell in lists.items():
            for phrase in _spelt_out(str(cell), sets):
                words = tuple(
                    w if w == _END else fold_word(w)
                    for w in phrase.replace("/", " ").replace("-", " ").split()
                )
                if words:
                    by_words[words]["pseudo" if reach == "pseudo" else kind].add(reach)
    first: Table = defaultdict(list)
    for words, kinds in by_words.items():
        for kind in ("pseudo", *KINDS):
            if kind in kinds:
                second = words[1] if _size(words) > 1 else ""
                first[words[0], second].append((words, kind, frozenset(kinds[kind])))
    for options in first.values():
        options.sort(key=lambda option: -len(option[0]))
    return dict(first)


def _size(phrase: tuple[str, ...]) -> int:
    return len(phrase) - (phrase[-1] == _END)


def _options(words: Sequence[Word], at: int) -> Options:
    """The phrases that could begin at a word, the longest first."""
    low, table = words[at].low, _table()
    alone = table.get((low, ""), [])
    longer = table.get((low, words[at + 1].low), []) if at + 1 < len(words) else []
    return [*longer, *alone] if longer else alone


def _stands(words: Sequence[Word], at: int, phrase: tuple[str, ...]) -> bool:
    """Whether a phrase whose first word is at ``at`` goes on there; punctuation breaks it."""
    size = _size(phrase)
    for n in range(1, size):
        word = words[at + n]
        spaced = word.start - words[at + n - 1].end > 1  # `police - suspect is armed`
        if word.low != phrase[n] or (word.gap and (spaced or word.gap.strip("-/"))):
            return False
    return size == len(phrase) or at + size >= len(words) or bool(words[at + size].gap)


def _phrases(words: Sequence[Word], at: int, end: int, terms: Collection[int]) -> Options:
    """The longest cue phrases that begin at a word; a comma or full stop inside breaks them, a term ends them."""
    best: Options = []
    for option in _options(words, at):
        size = _size(option[0])
        if best and size < _size(best[0][0]):
            break
        if at + size > end or not _stands(words, at, option[0]):
            continue
        if option[1] == "pseudo" or not any(n in terms for n in range(at, at + size)):
            best.append(option)
    return best


def _forward(words: Sequence[Word], at: int, end: int) -> Options:
    """The longest cue at a word that reaches forward, beside a longer one that only looks back (``is not``, ``not``)."""
    for option in _options(words, at):
        fits = at + _size(option[0]) <= end and _stands(words, at, option[0])
        if fits and option[1] != "pseudo" and option[2] - {"after"}:
            return [option]
    return []


def _numbers(words: Sequence[Word], at: int) -> bool:
    """``male at no 14 with a machete``: the number of a house, and no negation; ``no 12 bore`` is one."""
    if words[at].low not in _NUMBER or at + 1 >= len(words) or words[at + 1].gap.strip("."):
        return False
    counts = words[at + 2].low in _CALIBRES if at + 2 < len(words) else False
    return bool(_HOUSE.fullmatch(words[at + 1].low)) and not counts


def find_cues(words: Sequence[Word], first: int, last: int, terms: Collection[int] = ()) -> list[Cue]:
    """The cues among the words first … last; a look-alike uses up its words and gives none.

    ``terms`` are the words of lexicon terms, which belong to no cue (``once threatened`` is ``once`` there).
    """
    found: list[Cue] = []
    at = first
    while at < last:
        best = [] if _numbers(words, at) else _phrases(words, at, last, terms)
        if not best:
            at += 1
            continue
        # A phrase that is also another kind's look-alike counts as that other kind ("not sure").
        real = [option for option in best if option[1] != "pseudo"]
        if real and all(option[2] <= {"after"} for option in real):
            real += _forward(words, at, last)
            best = real[-1:]
        found += [Cue(at, at + _size(phrase), kind, reaches) for phrase, kind, reaches in real]
        at += _size(best[0][0]) if best[0][2] - {"after"} or best[0][1] == "pseudo" else 1
    return found
