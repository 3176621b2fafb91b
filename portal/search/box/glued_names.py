"""A forename and a surname that were written as one word: `nathanwhite`, `12 mill lane nathanwhite`."""

from __future__ import annotations

from collections.abc import Sequence

from nlp import names
from nlp.addresses import is_street_type, is_town
from nlp.words import is_of_call
from portal.search.box.word_kinds import is_word

_LEAST_OF_TWO, _LONG_NAME = 7, 5  # characters: of both together; of one that need not be known
_LEAST_ALONE, _LEAST_AMONG = 3, 4  # of either: where the word is the whole line; where it stands among others
_MOST_WAYS = 2


def apart(text: str) -> list[str]:
    """A forename and a surname written as one word (`nathanwhite`) as two: known names first, then the longest forename."""
    word = text.lower()
    if " " in word:
        return _among(text.split())
    if not word.isalpha() or len(word) < _LEAST_OF_TWO or names.is_known(word) or is_of_call(word):
        return []
    cuts = range(_LEAST_ALONE, len(word) - _LEAST_ALONE + 1)
    ways = [(word[:at], word[at:]) for at in cuts if names.is_known(word[:at])]
    ways.sort(key=lambda way: (not names.is_known(way[1]), -len(way[0])))
    return [" ".join(way) for way in ways[:_MOST_WAYS]]


def _among(tokens: Sequence[str]) -> list[str]:
    """The same of the first such word among others."""
    for at, token in enumerate(tokens):
        word = token.lower()
        behind = tokens[at + 1] if at + 1 < len(tokens) else ""
        if _may_be_two(word, behind) and (cuts := _cuts(word)):
            # Rather a surname that is known, then the longest forename.
            cut = max(cuts, key=lambda cut: (names.is_known(word[cut:]), word[cut] != word[cut + 1], cut))
            return [" ".join([*tokens[:at], word[:cut], word[cut:], *tokens[at + 1 :]])]
    return []


def _may_be_two(word: str, behind: str) -> bool:
    """Whether a word is long enough for two names, and none of its own: not what a street is called (`woodvale close`)."""
    if not word.isalpha() or len(word) <= _LEAST_OF_TWO or is_street_type(behind):
        return False
    return not (is_word(word) or is_town(word))


def _cuts(word: str) -> list[int]:
    """Where a word is a forename and, from there on, a surname."""
    places = range(_LEAST_AMONG, len(word) - _LEAST_AMONG + 1)
    return [at for at in places if _two_names(word[:at], word[at:])]


def _two_names(forename: str, surname: str) -> bool:
    """Whether two pieces of a word are a forename and a surname, which need not be known where both are long."""
    return names.is_forename(forename) and (
        names.is_known(surname) or min(len(forename), len(surname)) >= _LONG_NAME
    )
