"""Closed classes of words, from ``data/grammar.toml``, and what the shape of a word or gap says."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache

from nlp.tables import FOLDER
from nlp.text.page import Word


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of a class (``finite``, ``stops``), folded."""
    raw = tomllib.loads((FOLDER / "grammar.toml").read_text(encoding="utf-8"))
    return frozenset(str(raw[name]).split())


def is_past(word: str) -> bool:
    """Whether a word looks like a verb's past."""
    return len(word) > 4 and word.endswith("ed") and word not in word_class("adjectives_ed")


def spaced_dash(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether a dash with spaces stands before a word."""
    if at == 0 or "-" not in words[at].gap:
        return False
    between = text[words[at - 1].end : words[at].start]
    return bool(re.search(r"\s-+\s", between))
