"""Stems of English words and their public weights."""

import re
from functools import cache, lru_cache
from threading import Lock

import snowballstemmer

from nlp.naming.forms import fold
from nlp.tables import rows, words

UNKNOWN = 4.0
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_STEMMER = snowballstemmer.stemmer("english")
_ONE_AT_A_TIME = Lock()  # the stemmer holds the word that it works on


@cache
def _irregular() -> dict[str, str]:
    return {form: row[0] for row in rows("irregular_forms.csv") for form in row[1:]}


@lru_cache(maxsize=131072)
def stem_of(word: str) -> str:
    """The stem of one word: folded, possessive dropped, irregular forms led back, Snowball's English."""
    plain = fold(_POSSESSIVE.sub("", word)).replace(" ", "")
    plain = _irregular().get(plain, plain)
    if not plain.isalpha():
        return plain
    with _ONE_AT_A_TIME:
        return str(_STEMMER.stemWord(plain))


@cache
def _by_word() -> dict[str, float]:
    found: dict[str, float] = {}
    for value, *entries in rows("word_weights.csv"):
        for word in entries:
            found.setdefault(word, float(value))
    return found


@cache
def _by_stem() -> dict[str, float]:
    found: dict[str, float] = {}
    for word, value in _by_word().items():
        found.setdefault(stem_of(word), value)
    return found


def weight(stem: str) -> float:
    """How much a stem says, from 1.0 (``the``) to 4.0 (a word outside the table)."""
    return _by_stem().get(stem, UNKNOWN)


def weight_of(word: str) -> float:
    """The weight of a folded word in just this form."""
    return _by_word().get(word, UNKNOWN)


def is_unusual(word: str) -> bool:
    """Whether a folded word is none of the language's: neither in the table of weights nor among the common words."""
    return weight_of(word) >= UNKNOWN and word not in words("common_words.txt")
