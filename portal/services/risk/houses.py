"""A house without a number that is asked for by its name, spelt or typed nearly as it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from indexer.resolve.places import Keys, one_slip, own_name
from indexer.resolve.query import WEIGHTS, Reason
from portal.search.box.understood import Understood

_WEIGHTS = WEIGHTS["place"]
_LITTLE = frozenset(["the"])
_LEAST = 3  # letters of a word that may be another with a slip, beside a word that is met as it stands


def house_named(asked: Understood, keys: Keys) -> Reason | None:
    """A house that is asked for by its name, beside its street or alone; of one word, only beside a street."""
    if not keys.house or keys.flat or keys.number:
        return None
    streets = asked.place.streets
    along = any(street == keys.street or street.endswith(f" {keys.street}") for street in streets)
    said = [*asked.words, *(streets[0].removesuffix(keys.street if along else "").split() if streets else ())]
    name = own_name(keys.house)
    met = _met(name, said)
    if not name or len(met) < len(name):
        return None
    left = set(said) - {word for words in met.values() for word in words} - keys.words - _LITTLE
    if left and not along and len(name) == 1:
        return None
    sure = not left and (along or len(name) > 1) and all((word,) == words for word, words in met.items())
    level = "building" if sure else "number, street alike"
    return Reason(
        f"house of that name: {keys.house}",
        _WEIGHTS[level] + (_WEIGHTS["no flats"] if along else 0.0),
        "address",
    )


def _met(name: Sequence[str], said: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """The words of a house's name that are met, each by the words of the question that are it: as it stands, with a slip, two
    typed for one (`tree tops`), or one for two (`rosecottage`)."""
    met = dict(_each(name, said))
    if met and len(met) == len(name):
        return met
    whole = "".join(name)
    run = next(
        (word for word in said if len(name) > 1 and len(word) > len(whole) - 2 and one_slip(whole, word)), ""
    )
    return dict.fromkeys(name, (run,)) if run else met


def _each(name: Sequence[str], said: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    sure = any(word in said for word in name)
    for word in name:
        if like := _said_like(word, said, _LEAST if sure else _LEAST + 1):
            yield word, like


def _said_like(word: str, said: Sequence[str], least: int) -> tuple[str, ...]:
    """The words of a question that are this one of a house's name, or it with a slip or two; none where it is not met."""
    if word in said:
        return (word,)
    one = next((one for one in said if min(len(word), len(one)) >= least and one_slip(word, one)), "")
    if one:
        return (one,)
    return next(((a, b) for a, b in pairwise(said) if a + b == word), ())
