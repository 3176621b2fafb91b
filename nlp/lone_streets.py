"""Streets called by a word, or by two, without a word for what they are: `12 Broadway`, `14 The Ridgeway`, `the mount`, `9 Long Acre`."""

import re
from collections.abc import Sequence
from functools import cache

from nlp.addressing.street_finder import is_type
from nlp.addressing.towns import is_town
from nlp.gazetteer import is_forename
from nlp.naming.forms import fold, is_known
from nlp.stems import UNKNOWN, weight_of
from nlp.tables import words

_TOKEN = re.compile(r"\S+")
_HOUSE = re.compile(r"\d{1,4}[a-z]?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’-]{2,}")
_MOST = 3  # words of a town's name
_THE = "the "


@cache
def _bare() -> frozenset[str]:
    return frozenset(name for name in words("lone_streets.csv") if " " not in name)


@cache
def _pairs() -> frozenset[str]:
    return frozenset(name for name in words("lone_streets.csv") if " " in name and not name.startswith(_THE))


@cache
def _behind_the() -> frozenset[str]:
    return frozenset(name.removeprefix(_THE) for name in words("lone_streets.csv"))


def find(text: str) -> tuple[int, int] | None:
    """Where the first such street stands, with its `The`: one of the table's, unless it is a surname beside its forename; of
    those that are so only behind `The`, one with a number before it or a town behind (`in the stables`); after a number and
    `the`, any word that nobody is called by, that is no word of the language (`john smith 34 the driver`) and that ends what
    is said, or a town follows."""
    tokens = list(_TOKEN.finditer(text))
    plain = [fold(token[0]) for token in tokens]
    for at, word in enumerate(plain):
        numbered = at > 0 and _HOUSE.fullmatch(tokens[at - 1][0].strip(",")) is not None
        size = _size(plain, at, numbered)
        if not size and numbered and word == "the" and at + 1 < len(plain):
            size = 2 if _may_be_street(tokens, plain, at + 1) else 0
        if size:
            return tokens[at].start(), tokens[at + size - 1].end()
    return None


def begins(text: str) -> int:
    """Where such a street ends that begins a text, behind a word for where two streets meet; 0 where none does."""
    tokens = list(_TOKEN.finditer(text))[: _MOST + 1]
    plain = [fold(token[0]) for token in tokens]
    size = _size(plain, 0, True) if plain else 0
    goes_on = size < len(plain) and is_type(plain[size])  # `broadway close`
    return tokens[size - 1].end() if size and not goes_on else 0


def ends(text: str) -> int | None:
    """Where such a street begins that ends a text, before a word for where two streets meet; None where none does."""
    tokens = list(_TOKEN.finditer(text))
    plain = [fold(token[0]) for token in tokens]
    for at in range(max(len(plain) - 2, 0), len(plain)):
        size = _size(plain, at, plain[at] == "the")
        if size and at + size == len(plain):
            return tokens[at].start()
    return None


def _size(plain: Sequence[str], at: int, sure: bool) -> int:
    """How many words the table's street has that stands there, with its `The`; 0 where none does. sure: a number or the like tells
    that a street stands there."""
    word, behind = plain[at], plain[at + 1] if at + 1 < len(plain) else ""
    if word == "the":
        known = behind in _bare() or (behind in _behind_the() and (sure or _before_town(plain, at + 1)))
        return 2 if known else 0
    if f"{word} {behind}" in _pairs():
        return 2
    return 1 if word in _bare() and (sure or not _of_name(plain, at)) else 0


def _of_name(plain: Sequence[str], at: int) -> bool:
    """Whether the word is rather a surname beside its forename: `peter greenway`, `greenway peter`."""
    beside = (*plain[max(at - 1, 0) : at], *plain[at + 1 : at + 2])
    return is_known(plain[at]) and any(map(is_forename, beside)) and not _before_town(plain, at)


def _may_be_street(tokens: Sequence[re.Match[str]], plain: Sequence[str], at: int) -> bool:
    if not _WORD.fullmatch(tokens[at][0].strip(",")) or is_known(plain[at]) or weight_of(plain[at]) < UNKNOWN:
        return False
    return at + 1 == len(plain) or tokens[at][0].endswith(",") or _before_town(plain, at)


def _before_town(plain: Sequence[str], at: int) -> bool:
    behind = plain[at + 1 : at + 1 + _MOST]
    return any(is_town(" ".join(behind[:size])) for size in range(1, len(behind) + 1))


def is_lone(street: str) -> bool:
    """Whether a street's key is one of one word: behind `the`, or of the table; or one of the table's two words."""
    bare = street.removeprefix(_THE)
    if bare in _pairs():
        return True
    return bool(bare) and " " not in bare and (bare != street or bare in _bare())


def forms(street: str) -> tuple[str, ...]:
    """A street's key with `the` before it and without, as it stands first; of any other than such a street, only itself."""
    bare = street.removeprefix(_THE)
    if not bare or " " in bare:
        return (street,)
    return (street, bare if street != bare else f"{_THE}{bare}")
