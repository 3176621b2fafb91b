"""Words of an incident around whom or what is asked for (`male refusing to leave`, `any warnings`), which are nobody's name."""

from __future__ import annotations

from collections.abc import Sequence

from nlp import names
from nlp.addresses import is_building, is_street_type
from nlp.words import is_of_call

# Beside one of those they are no name either: small words; and, behind one or first of all, some that people are called.
_SMALL = frozenset([
    "with", "by", "for", "from", "at", "in", "on", "of", "off", "a", "an", "is", "are", "was", "were", "has", "have", "been", "being", "and", "or",
    "his", "her", "their", "my", "up", "out", "into", "over", "no", "not", "there", "that", "this", "it", "she", "they", "him", "them", "about",
    "after", "as", "going", "under", "the", "its", "near", "against", "between", "towards", "again", "still", "outside", "inside",
])  # fmt: skip
_BEHIND = frozenset([
    "to", "he", "call", "bail", "heard", "person", "shot", "drug", "supply", "self", "harm", "missing", "fire", "gas", "dog", "dogs", "car",
    "cars", "vehicle", "vehicles", "motor", "door", "window", "windows", "property", "premises", "customer", "staff", "child", "children", "man",
])  # fmt: skip
_MARKS = ',.;:!?"()'
_OPENS = frozenset(["the"])  # the name of what stands somewhere (`detained the crown`)
_OF_PLACE = frozenset(
    ["station", "service", "services", "cocks", "centre", "arms", "inn", "office", "headquarters", "hq"]
)


def without(text: str) -> str:
    """The text without words of an incident and without the small words beside them; all of it where it has none."""
    tokens, plain = text.split(), _plain(text)
    told = {at for at in range(len(plain)) if _tells(plain, at)}
    for step in (1, -1):
        for at in sorted(told, reverse=step < 0):
            told.update(_run(plain, at + step, step))
    return " ".join(token for at, token in enumerate(tokens) if at not in told) if told else text


def said(text: str) -> bool:
    """Whether a text tells of an incident."""
    plain = _plain(text)
    return any(_tells(plain, at) for at in range(len(plain)))


def _plain(text: str) -> list[str]:
    """The words of a text as the lists have them: small letters, without marks and apostrophes (`caller's`: `callers`)."""
    return [token.strip(_MARKS).lower().replace("'", "").replace("’", "") for token in text.split()]


def _tells(words: Sequence[str], at: int) -> bool:
    """Whether a word is one of an incident, and no part of a place's name (`police station`, `alarm lane`)."""
    behind = words[at + 1] if at + 1 < len(words) else ""
    if _is_car_park(words, at) or (at and _is_car_park(words, at - 1)):
        return True
    if not is_of_call(words[at]) or is_street_type(behind) or behind in _OF_PLACE:
        return False
    return not (
        is_building(f"{words[at]} {behind}") or (at and words[at - 1] in _OPENS and _names_place(behind))
    )


def _is_car_park(words: Sequence[str], at: int) -> bool:
    """Whether `car park` stands there: what an incident is in, and no street (`stolen car park lane`)."""
    behind = words[at + 2] if at + 2 < len(words) else ""
    return tuple(words[at : at + 2]) == ("car", "park") and not is_street_type(behind)


def _names_place(word: str) -> bool:
    """Whether the word behind `the drunken` may be a house's (`duck`), and nobody's name."""
    return word.isalpha() and not (word in _SMALL | _BEHIND or is_of_call(word) or names.is_known(word))


def _run(words: Sequence[str], at: int, step: int) -> list[int]:
    """Where small words stand beside one of an incident; of those behind it not what a name of a place begins with."""
    found = []
    while 0 <= at < len(words) and (words[at] in _SMALL or (words[at] in _BEHIND and (step > 0 or at == 0))):
        found.append(at)
        at += step
    return [one for one in found if step < 0 or not _begins(words, one, at)]


def _begins(words: Sequence[str], at: int, end: int) -> bool:
    """Whether a small word begins the name that follows the last of them."""
    return words[at] in _OPENS and at == end - 1
