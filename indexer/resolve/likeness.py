"""How alike two words of names are, and why: the same, an initial, a form of one name, sounding so, misspelt."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA, JaroWinkler

from indexer.resolve.query import WEIGHTS
from nlp import names
from nlp.addressing.heard import heard
from nlp.gazetteer import is_forename

LEVELS = WEIGHTS["likeness"]
_SHORT = 3  # letters; the codes of so short a word say little
_FEW = 4  # letters


class Likeness(NamedTuple):
    """How alike two words are: 0 … 1, and why; halves: of a double name, whether a half of it was met (1), or both (2)."""

    degree: float
    why: str
    halves: int = 0

    @property
    def said(self) -> str:
        """The likeness in words."""
        return self.why + ("", " by a half", " by both halves")[self.halves]


_NOT_ALIKE, SAME = Likeness(0.0, ""), Likeness(1.0, "same")
LEVEL = {why: Likeness(degree, why) for why, degree in LEVELS.items()}


@lru_cache(maxsize=262_144)
def likeness(asked: str, held: str) -> Likeness:
    """One folded word against another, by the strongest reason that holds."""
    if asked == held:
        return SAME if len(asked) > 1 else LEVEL["same initial"]
    if 1 in (len(asked), len(held)):
        return LEVEL["initial"] if asked[0] == held[0] else _NOT_ALIKE
    family = asked[-1] + held[-1] in {"es", "se"} and _of_one_family(asked, held)
    if family or not names.nicknames(asked).isdisjoint(names.nicknames(held)):
        return LEVEL["form of the same name"]
    shared, slips = len(_codes(asked) & _codes(held)), OSA.distance(asked, held, score_cutoff=3)
    if not shared and slips > 3:
        return _beginning(asked, held)
    if shared and slips and min(len(asked), len(held)) <= _SHORT:
        return LEVEL[
            "one letter off, short" if slips == 1 else "initial"
        ]  # `Kai` and `Wei` sound alike by their codes
    found = (
        _sound(asked, held, slips, shared),
        _spelling(asked, held, slips, shared),
        _beginning(asked, held),
    )
    return max(found, key=lambda like: like.degree)


# A Lithuanian's surname is another for his wife and another for his daughter: Jankauskas, Jankauskiene, Jankauskaite.
_HIS, _HERS = re.compile(r"(.{3,})[aiuy]s"), re.compile(r"(.{3,})(?:iene|aite|yte|ute)")


def _of_one_family(one: str, other: str) -> bool:
    """Whether one surname is the other as a wife or a daughter has it."""
    hers, his = (one, other) if one.endswith("e") else (other, one)
    woman, man = _HERS.fullmatch(hers), _HIS.fullmatch(his)
    return bool(woman and man and woman[1] == man[1])


@lru_cache(maxsize=65_536)
def _codes(word: str) -> frozenset[str]:
    return frozenset(names.phonetic(word))


def _sound(asked: str, held: str, slips: int, shared: int) -> Likeness:
    if shared == 2:
        near = slips <= (2 if max(len(asked), len(held)) > _FEW else 1)  # `John` and `Jean` are two names
        return LEVEL["sounds the same" if near else "sounds alike"]
    if shared and min(len(asked), len(held)) > _SHORT and heard(asked) == heard(held):
        return LEVEL["sounds the same"]
    if shared and slips <= 3 and JaroWinkler.normalized_similarity(asked, held) >= 0.78:
        return LEVEL["sounds alike"]
    return _NOT_ALIKE


def _beginning(asked: str, held: str) -> Likeness:
    if min(len(asked), len(held)) >= 3 and (held.startswith(asked) or asked.startswith(held)):
        return LEVEL["beginning of"]
    return _NOT_ALIKE


def _two_names(one: str, other: str) -> bool:
    """`Halima`, `Fatima`, or `Ganesh`, `Ramesh`: two names, and no slip; one of them may be a family's as well."""
    given = is_forename(one) or is_forename(other)
    return given and all(is_forename(name) or names.is_known(name) for name in (one, other))


def _spelling(asked: str, held: str, slips: int, shared: int) -> Likeness:
    shorter, longer = sorted((len(asked), len(held)))
    if slips == 1 and shorter >= 3:
        first = asked[0] != held[0]  # `Barry`, `Harry`
        two = not shared and is_forename(asked) and is_forename(held)  # `Jake`, `Jane`
        short = shorter == 3 or (longer <= _FEW + 1 and (first or two))
        return LEVEL["one letter off, short" if short else "one letter off"]
    if slips == 2 and names.drawn(asked) == names.drawn(held):
        return LEVEL["looks the same"]
    if slips == 2 and longer >= 6:
        if shared or longer >= 8:
            return LEVEL["two letters off"]
        return _NOT_ALIKE if _two_names(asked, held) else LEVEL["two letters off, short"]
    if slips == 3 and longer >= 9:
        return LEVEL["two letters off, short"]
    return _NOT_ALIKE
