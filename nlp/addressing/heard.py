"""How a name is said, near enough to tell that two spellings of it are one: `Knight` and `Nite`, `Jean` and `Gene`.

English spelling hides what is said in letters that are not (`kn`, `wr`, `gh`) and in an `e` that changes the vowel before it;
the phonetic codes keep the former or throw away all vowels. Here vowels are kept, and a long one is a capital.
"""

import re
from collections import defaultdict
from functools import cache, lru_cache

import jellyfish
from rapidfuzz.distance import JaroWinkler

from nlp.addressing.towns import is_spoken_for
from nlp.tables import rows

_SAID: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(written), said)
    for written, said in (
        (r"^(?:kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^rh", "r"),
        (r"ph", "f"),
        (r"eigh|aigh", "A"),
        (r"igh(?=t|$|l)", "I"),
        (r"ght", "t"),
        (r"dg(?=e)", "j"),
        (r"^g(?=[eiy])", "j"),
        (r"c(?=[eiy])", "s"),
        (r"ck|q(?!u)|c(?!h)", "k"),
        (r"mb$", "m"),
        (r"(.)\1", r"\1"),
        (r"ee|ea|ie(?=.)|e(?=[^aeiouy]e$)", "E"),
        (r"ai|ay|ey(?=.)|a(?=[^aeiouy]e$)", "A"),
        (r"i(?=[^aeiouy]e$)|y(?=[^aeiouy]e$)", "I"),
        (r"oa|ow(?=[^aeiouy])|o(?=[^aeiouy]e$)", "O"),
        (r"oo|ew|u(?=[^aeiouy]e$)", "U"),
        (r"(?<=[^aeiouy])e$", ""),
        (r"y$", "i"),
    )
)


@lru_cache(maxsize=65_536)
def heard(word: str) -> str:
    """A folded word as it is said."""
    for written, said in _SAID:
        word = written.sub(said, word)
    return word


_BY_EAR = 0.87  # Jaro-Winkler likeness to a place's name as it is said
_LEAST = 4  # letters of what is laid beside them


@lru_cache(maxsize=65_536)
def places_said(word: str) -> frozenset[str]:
    """How else a folded word of a place's name is written, where that is said otherwise than its letters read: `gloster` and
    `gloucester`, `tems` and `thames`; of a word that is nobody's and no place's name, by its sound. Empty for most words."""
    return (_written().get(word) or _by_ear(word)) - {word}


def _by_ear(word: str) -> frozenset[str]:
    if len(word) < _LEAST or not word.isalpha() or is_spoken_for(word):
        return frozenset()
    said = _sounds().get(jellyfish.metaphone(word), ())
    return frozenset(name for name, form in said if JaroWinkler.normalized_similarity(word, form) >= _BY_EAR)


@cache
def _written() -> dict[str, frozenset[str]]:
    """A place's name, or what is heard for it → all of the rows in which it stands."""
    made: dict[str, set[str]] = defaultdict(set)
    for row in rows("place_pronunciations.csv"):
        for form in row:
            made[form].update(row)
    return {form: frozenset(others) for form, others in made.items()}


@cache
def _sounds() -> dict[str, tuple[tuple[str, str], ...]]:
    """Metaphone code → (place's name, as it is heard)."""
    made: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, *forms in rows("place_pronunciations.csv"):
        for form in forms:
            made[jellyfish.metaphone(form)].append((name, form))
    return {code: tuple(said) for code, said in made.items()}
