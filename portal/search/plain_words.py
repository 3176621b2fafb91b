"""What of a question is put right or left out before anything is read: looks, figures for letters."""

from __future__ import annotations

import re

from nlp.addresses import is_unit
from portal.search import plates_asked

# `white male`, `a female called`, `IC1`: what somebody looks like is no name; `White` alone, and `Man`, are.
_LOOKS = r"white|black|asian|mixed(?:[\s-]race)?|arab|oriental|chinese|european|elderly|young|adult|unknown"
_DESCRIBED = re.compile(
    rf"\b(?:an?\s+|the\s+|one\s+)?(?:ic[\s-]?[1-9]\s*)?(?:(?:{_LOOKS})\s+)*(?:fe)?males?\b(?:\s+name\b)?"
    rf"|\b(?:(?:an?|the|one|{_LOOKS})\s+)+(?:wo)?(?:man|boy|girl|lad|youth|lady)\b|\bic[\s-]?[1-9]\b",
    re.IGNORECASE,
)
# `drives a blue Ford`: no initial
_ARTICLE = re.compile(r"\b(?:drives|drove|driving|driver of|has|with|in)\s+an?\b(?=\s)", re.IGNORECASE)
_CALL = re.compile(r"\b(?:call|calling|calls|ringing)\b(?=\s+(?:from|at|to)\b)", re.IGNORECASE)
# What is asked of a control room, around whom it is asked of.
_ASKING = re.compile(
    r"^(?:please\s+)?(?:(?:can|could) (?:you|i) (?:check|have)|(?:any |the )?details (?:for|of|on)|any(?:thing)? (?:trace|known) (?:on|about|for|of)"
    r"|any trace|(?:name |pnc |nominal )?checks? on(?: an?)?|(?:looking|searching) for(?: an?)?|what (?:do we have|have we got|do we know) (?:on|about)"
    r"|(?:suspect|subject|informant|caller|victim|witness)(?: is| was)?(?: an?)?|believed to be|possibly|by the name of)(?=\s+\w)"
    r"|(?<=\w)\s+(?:please|known to us)$",
    re.IGNORECASE,
)
_MAN, _WOMAN = (
    frozenset(["mr", "male", "boy", "lad"]),
    frozenset(["mrs", "ms", "miss", "female", "woman", "girl", "lady"]),
)
# A figure that stands for a letter inside a word (`yar6orough`, `doveda1e`).
_MISREAD = re.compile(
    r"(?<![\w/.-])(?=[a-z]{3,}[01568][a-z]+(?![\w/.-])|[a-z]{2}[01568][a-z]{3,}(?![\w/.-])|[a-z][01568](?:[a-z]{4}|[a-z]{6,})(?![\w/.-])|[a-z]0[a-z]{3}(?![\w/.-])|[a-z]{4,}[015](?![\w/.-]))[a-z]+[01568][a-z]*",
    re.IGNORECASE,
)
_LETTERS = str.maketrans("01568", "olsbb")
# `#12`
_MARKED = re.compile(r"#\s?(?=\d)")
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


def without_articles(text: str) -> str:
    """The text without what leads to a vehicle (`drives a`), a place (`call from`) or a name (`can you check`) and is no name."""
    return " ".join(_ASKING.sub(" ", _CALL.sub(" ", _ARTICLE.sub(" ", text))).split())


def sex_said(text: str) -> str:
    """1 for a man and 2 for a woman (ISO/IEC 5218), where a title or the like says which; else ``""``."""
    said = set(re.findall(r"[a-z]+", text.lower()))
    man, woman = not said.isdisjoint(_MAN), not said.isdisjoint(_WOMAN)
    return "" if man == woman else "1" if man else "2"


def plain_words(text: str) -> str:
    """The text without how somebody looks, and without figures that stand for letters."""
    rest = _MISREAD.sub(_with_letters, _MARKED.sub("", text))
    return _DESCRIBED.sub(" ", rest)


def _with_letters(word: re.Match[str]) -> str:
    """A word with its figures as letters; capitals of a plate's shape are one with a character misread."""
    if is_unit(word[0][:-1]):  # `flat5`
        return word[0]
    plate = word[0].isupper() and plates_asked.misread((word[0],))
    return word[0] if plate else word[0].translate(_LETTERS)
