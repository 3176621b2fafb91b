"""Towns, villages and districts of the country among the words of a question."""

from collections.abc import Iterator, Sequence
from functools import cache

from nlp.naming.forms import is_known
from nlp.stems import UNKNOWN, weight_of
from nlp.tables import rows, words

_MOST = 4  # words of a town's name that are told


@cache
def _towns() -> frozenset[str]:
    everything = words("places.csv") | words("towns.csv") | {row[0] for row in rows("districts.csv")}
    return frozenset(name.replace("-", " ") for name in everything)


def is_town(name: str) -> bool:
    """Whether folded words are a place's name."""
    return name in _towns()


def is_spoken_for(word: str) -> bool:
    """Whether a folded word is somebody's name, a place's, or one of the language: then it is no other word misspelt."""
    return is_known(word) or is_town(word) or weight_of(word) < UNKNOWN


def towns_in(said: Sequence[str]) -> frozenset[str]:
    """The folded words that are a place's name or a part of one (`forest`, `hill` of Forest Hill), and nobody's."""
    return frozenset(word for word in _named(said) if not is_known(word))


def _named(said: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(said):
        most = min(_MOST, len(said) - at)
        size = next((size for size in range(most, 0, -1) if is_town(" ".join(said[at : at + size]))), 0)
        yield from said[at : at + size]
        at += size or 1
