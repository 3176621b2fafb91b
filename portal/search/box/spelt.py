"""What was spelt: by the radio's alphabet, or letter by letter."""

from __future__ import annotations

import re

from nlp.addresses import is_street_type

# The radio's alphabet (ICAO) and figures; three together and more are letters, and no names.
SPELLING = {
    "alpha": "A", "alfa": "A", "bravo": "B", "charlie": "C", "delta": "D", "echo": "E", "foxtrot": "F", "golf": "G", "hotel": "H",
    "india": "I", "juliet": "J", "juliett": "J", "kilo": "K", "lima": "L", "mike": "M", "november": "N", "oscar": "O", "papa": "P",
    "quebec": "Q", "romeo": "R", "sierra": "S", "tango": "T", "uniform": "U", "victor": "V", "whiskey": "W", "whisky": "W",
    "xray": "X", "yankee": "Y", "zulu": "Z", "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "six": "6", "seven": "7", "eight": "8", "nine": "9", "niner": "9",
}  # fmt: skip
_SAID = "|".join(sorted(SPELLING, key=len, reverse=True))
_SOME_FIGURES = r"\d{1,3}(?![/.]\d|-\d+-\d)"  # and no date's
_SPELT = re.compile(
    rf"(?<!\w)(?:(?:{_SAID}|{_SOME_FIGURES})[\s,-]+){{2,}}(?:{_SAID}|{_SOME_FIGURES})(?!\w)", re.IGNORECASE
)
# Figures behind a surname that was spelt: a date's, or a house's with its street.
_OWN_FIGURES = re.compile(r"(?:[\s,-]+\d{1,3})+$")
_OF_DATE = re.compile(r"\d\d? \d\d? \d\d")
_LEAST_LETTERS, _FIGURE = 3, re.compile(r"\d")
# Of the alphabet's words, those that people are called.
_CALLED_SO = frozenset(
    [
        "alpha",
        "alfa",
        "bravo",
        "charlie",
        "delta",
        "india",
        "juliet",
        "juliett",
        "lima",
        "mike",
        "oscar",
        "papa",
        "romeo",
        "victor",
    ]
)
_SURELY_SPELT = 4  # letters
# `K-O-W-A-L`, `G K 6 1 T O X`, `0 7 7 0 0 9`, `k o w a l`: of initials there are three at most.
_LETTERS_APART = re.compile(
    r"(?<![\w-])(?:[a-z]-){2,}[a-z](?![\w-])|(?<![\w/])(?:[a-z0-9] ){4,}[a-z0-9](?![\w/])|(?<![\w/])(?:[a-z] ){3}[a-z](?![\w/])",
    re.IGNORECASE,
)
# `MURPHY/SEAN/030280`
_NAME_STROKE = re.compile(
    r"(?<![^\W\d_]/)(?<=[^\W\d_]{2})/(?=[^\W\d_]{2,}/\d)|(?<=[^\W\d_]{2})/(?=(?:\d{6}|\d{8}|\d\d?/\d\d?/\d{2,4})(?!\S))"
)


def spelt_out(text: str) -> str:
    """The text with what was spelt by the radio's alphabet, or letter by letter, as one word: `alpha bravo one two charlie`
    as `AB12C`; and with blanks for the strokes of `MURPHY/SEAN/030280`."""
    text = _SPELT.sub(_as_letters, text.replace("x-ray", "xray").replace("X-ray", "xray"))
    text = _LETTERS_APART.sub(lambda apart: apart[0].replace("-", "").replace(" ", ""), text)
    return _NAME_STROKE.sub(" ", text)


def _as_letters(said: re.Match[str]) -> str:
    if figures := _figures_apart(said):
        name = said[0][: figures.start()]
        return (_SPELT.sub(_as_letters, name) if len(name.split()) > 1 else name) + figures[0]
    words = re.split(r"[\s,-]+", said[0].lower())
    if words[0].isdigit() and is_street_type(said.string[said.end() :].strip().partition(" ")[0].lower()):
        house, *words = words  # `12 kilo echo november tango road`
        street = [SPELLING.get(word, word) for word in words]
        return f"{house} {''.join(street)}" if len(street) >= _LEAST_LETTERS else said[0]
    made = "".join(SPELLING.get(word, word) for word in words)
    spelt = sum(word in SPELLING and SPELLING[word].isalpha() for word in words)
    # `mike oscar victor` may be three names; with a figure among them they are a plate's, with `kilo` a name's letters.
    telling = _FIGURE.search(made) or spelt >= _SURELY_SPELT or not _CALLED_SO.issuperset(words)
    return made if spelt >= _LEAST_LETTERS and telling else said[0]


def _figures_apart(said: re.Match[str]) -> re.Match[str] | None:
    """The figures that end what was spelt and are none of it: behind letters enough for a surname, where they are a date or
    more than figures follows."""
    figures = _OWN_FIGURES.search(said[0])
    letters = re.split(r"[\s,-]+", said[0][: figures.start()].lower()) if figures else []
    if len(letters) < _SURELY_SPELT or not all(SPELLING.get(word, "").isalpha() for word in letters):
        return None
    goes_on = re.match(
        r"\s*(?:st|nd|rd|th)?\s*(?:of\s+)?[a-z]{2}|\s+(?:19|20)\d\d(?!\S)",
        said.string[said.end() :],
        re.IGNORECASE,
    )
    return figures if figures and (goes_on or _OF_DATE.fullmatch(figures[0].strip())) else None
