"""What houses and blocks are called (`cottage`, `mansions`), told though it is misspelt."""

from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from nlp.addressing.towns import is_spoken_for
from nlp.tables import words

_LEAST = 7  # letters of a kind that is told with a letter wrong


@cache
def _kinds() -> tuple[str, ...]:
    return tuple(
        sorted(word for word in words("building_types.csv") if word.isalpha() and len(word) >= _LEAST)
    )


@lru_cache(maxsize=4096)
def kind_of_building(word: str) -> str:
    """The kind of house or block that a folded word is with one letter wrong (`cotage`, `cottgae`), unless it is a word, a name
    or a place of its own; else ``""``."""
    if not _LEAST - 1 <= len(word) <= 12 or is_spoken_for(word):
        return ""
    if not words("building_types.csv").isdisjoint({word, f"{word}s", word.removesuffix("s")}):
        return ""
    return next((kind for kind in _kinds() if word[0] == kind[0] and OSA.distance(word, kind) == 1), "")
