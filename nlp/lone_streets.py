"""Streets called by one word without a word for what they are: `12 Broadway`, `14 The Ridgeway`, `the mount`."""

import re
from functools import cache

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
    return frozenset(name for name in words("lone_streets.csv") if not name.startswith(_THE))


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
        if word == "the" and at + 1 < len(plain):
            named = plain[at + 1]
            known = named in _bare() or (named in _behind_the() and (numbered or _before_town(plain, at + 1)))
            if known or (numbered and _may_be_street(tokens, plain, at + 1)):
                return tokens[at].start(), tokens[at + 1].end()
        elif word in _bare() and (numbered or not _of_name(plain, at)):
            return tokens[at].start(), tokens[at].end()
    return None


def _of_name(plain: list[str], at: int) -> bool:
    """Whether the word is rather a surname beside its forename: `peter greenway`, `greenway peter`."""
    beside = (*plain[max(at - 1, 0) : at], *plain[at + 1 : at + 2])
    return is_known(plain[at]) and any(map(is_forename, beside)) and not _before_town(plain, at)


def _may_be_street(tokens: list[re.Match[str]], plain: list[str], at: int) -> bool:
    if not _WORD.fullmatch(tokens[at][0].strip(",")) or is_known(plain[at]) or weight_of(plain[at]) < UNKNOWN:
        return False
    return at + 1 == len(plain) or tokens[at][0].endswith(",") or _before_town(plain, at)


def _before_town(plain: list[str], at: int) -> bool:
    behind = plain[at + 1 : at + 1 + _MOST]
    return any(is_town(" ".join(behind[:size])) for size in range(1, len(behind) + 1))


def is_lone(street: str) -> bool:
    """Whether a street's key is one of one word: behind `the`, or of the table."""
    bare = street.removeprefix(_THE)
    return bool(bare) and " " not in bare and (bare != street or bare in _bare())


def forms(street: str) -> tuple[str, ...]:
    """A street's key with `the` before it and without, as it stands first; of any other than such a street, only itself."""
    bare = street.removeprefix(_THE)
    if not bare or " " in bare:
        return (street,)
    return (street, bare if street != bare else f"{_THE}{bare}")
