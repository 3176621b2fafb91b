"""How a name is said, near enough to tell that two spellings of it are one: `Knight` and `Nite`, `Jean` and `Gene`.

English spelling hides what is said in letters that are not (`kn`, `wr`, `gh`) and in an `e` that changes the vowel before it;
the phonetic codes keep the former or throw away all vowels. Here vowels are kept, and a long one is a capital.
"""

import re
from functools import lru_cache

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
