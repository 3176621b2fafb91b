"""Comparing two written names, with the reasons said."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from nlp.naming.forms import PersonName, canonical, nicknames, parse, parts, phonetic

_SURNAME, _FORENAME = 0.55, 0.45
_SWAPPED, _ONE_SIDE_ONLY, _LOOSE = 0.93, 0.65, 0.6
_OTHER_POSITION = 0.9
_LIKE = 0.5


@dataclass(frozen=True, slots=True)
class NameComparison:
    """How alike two names are (0 … 1) and why."""

    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Likeness:
    score: float
    reason: str


@lru_cache(maxsize=65536)
def _word(a: str, b: str) -> _Likeness:
    """One word against one word, by the strongest reason that holds."""
    left, right = canonical(a), canonical(b)
    if not left or not right:
        return _Likeness(0.0, "")
    if left == right:
        return _Likeness(1.0, "same")
    if 1 in (len(left), len(right)):
        return _Likeness(0.75, "initial") if left[0] == right[0] else _Likeness(0.0, "")
    if nicknames(left) & nicknames(right):
        return _Likeness(0.93, "form of the same name")
    alike = JaroWinkler.normalized_similarity(left, right)
    shared = len(set(phonetic(left)) & set(phonetic(right)))
    if shared == 2 and alike >= 0.8:
        return _Likeness(max(0.9, alike * 0.95), "sounds the same")
    if shared and alike >= 0.78:
        return _Likeness(0.86, "sounds alike")
    if alike >= 0.88:
        return _Likeness(alike * 0.92, "spelt alike")
    return _Likeness(alike * 0.5, "")


def _name(a: str, b: str) -> _Likeness:
    """One name against one name; a double barrel may meet by a half."""
    whole = _word(a, b)
    left, right = parts(a), parts(b)
    if len(left) < 2 and len(right) < 2:
        return whole
    if set(left) == set(right):
        return _Likeness(1.0, "same")
    halves = max((_word(x, y) for x in left for y in right), key=lambda like: like.score, default=whole)
    half = _Likeness(halves.score * 0.9, "part of a double name")
    return max(whole, half, key=lambda like: like.score)


def _forenames(a: Sequence[str], b: Sequence[str]) -> _Likeness:
    """The shorter list against the longer; a first name met as a middle name counts a little less."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    used: set[int] = set()
    total, reason = 0.0, "same"
    for place, name in enumerate(short):
        options = [(_name(name, other), at) for at, other in enumerate(long) if at not in used]
        like, at = max(options, key=lambda o: (o[0].score * (1 if o[1] == place else _OTHER_POSITION), -o[1]))
        used.add(at)
        total += like.score * (1 if at == place else _OTHER_POSITION)
        reason = like.reason if place == 0 or not like.reason else reason
        if at != place and like.score > _LIKE:
            reason = "in another position"
    return _Likeness(total / len(short), reason)


def _say(what: str, like: _Likeness, a: str, b: str) -> tuple[str, ...]:
    if not like.reason:
        return ()
    return (f"{what} {like.reason}" if like.reason == "same" else f"{what} {like.reason}: {a}, {b}",)


def _straight(a: PersonName, b: PersonName) -> NameComparison:
    surname = _name(a.surname, b.surname)
    said = _say("surname", surname, a.surname, b.surname)
    if not (a.forenames and b.forenames):
        return NameComparison(
            surname.score * _ONE_SIDE_ONLY, (*said, "no forename to compare") if said else ()
        )
    fore = _forenames(a.forenames, b.forenames)
    also = _say("forename", fore, " ".join(a.forenames), " ".join(b.forenames))
    score = _SURNAME * surname.score + _FORENAME * fore.score
    return NameComparison(score if min(surname.score, fore.score) >= _LIKE else score * _LOOSE, said + also)


def _turned(name: PersonName) -> PersonName:
    return PersonName((name.surname, *name.forenames[1:]), name.forenames[0])


def _swapped(a: PersonName, b: PersonName) -> NameComparison:
    if not (a.forenames and b.forenames):
        return NameComparison(0.0, ())
    found = _straight(_turned(a), b)
    return NameComparison(found.score * _SWAPPED, ("forename and surname swapped", *found.reasons))


def _lone(a: PersonName, b: PersonName) -> NameComparison:
    """A single word against any part of the other name (a street name, a forename alone)."""
    if bool(a.forenames) == bool(b.forenames):
        return NameComparison(0.0, ())
    lone, full = (a, b) if not a.forenames else (b, a)
    best = max((_name(lone.surname, name) for name in full.forenames), key=lambda like: like.score)
    return NameComparison(best.score * _LOOSE, _say("forename", best, lone.surname, full.forenames[0]))


def compare(a: str, b: str) -> NameComparison:
    """Compare two names as written; order of forename and surname may differ, forms may differ.

    The score is 1 for equal names, about .9 for forms of one name, below .6 for different people.
    """
    if parts(a) and set(parts(a)) == set(parts(b)) and parse(a) == parse(b):
        return NameComparison(1.0, ("same name",))
    left, right = parse(a), parse(b)
    options = (_straight(left, right), _swapped(left, right), _lone(left, right))
    best = max(options, key=lambda found: found.score)
    return NameComparison(round(min(best.score, 1.0), 4), best.reasons)
