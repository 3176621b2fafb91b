"""What around the words of a line is no name: how somebody looks, what is asked of a control room, figures for letters."""

from __future__ import annotations

import re

from nlp.addresses import is_unit
from portal.search.box import plates
from portal.search.box.word_kinds import is_word

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
    r"(?<![\w/.@-])(?=(?:[a-z]{3,}[01568][a-z]+|[a-z]{2}[01568][a-z]{3,}|[a-z][01568](?:[a-z]{4}|[a-z]{6,})|[a-z]0[a-z]{3}|[a-z]{4,}[015])(?![\w/.@=-]))[a-z]+[01568][a-z]*",
    re.IGNORECASE,
)
_LETTERS = str.maketrans("01568", "olsbb")
# `surname n/k`, `dob unk`, `nk surname`: what nobody knows; `nk` elsewhere is somebody's initials
_WHAT_IS_UNKNOWN = r"(?:surname|forename|first\s+name|last\s+name|name|dob|age|address)"
_NOT_KNOWN = re.compile(
    rf"(?<!\S)(?:{_WHAT_IS_UNKNOWN}[\s:]+(?:n\s?/\s?k|nk|u/k|uk|unk(?:nown)?)|nk\s+{_WHAT_IS_UNKNOWN}|(?:n/k|u/k|unk)(?:\s+{_WHAT_IS_UNKNOWN})?)(?!\S)",
    re.IGNORECASE,
)
# `#12`
_MARKED = re.compile(r"#\s?(?=\d)")


def without_articles(text: str) -> str:
    """The text without what leads to a vehicle (`drives a`), a place (`call from`) or a name (`can you check`) and is no name, and
    without what is said not to be known (`surname n/k`)."""
    return " ".join(_NOT_KNOWN.sub(" ", _ASKING.sub(" ", _CALL.sub(" ", _ARTICLE.sub(" ", text)))).split())


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
    """A word with its figures as letters; capitals of a plate's shape are one with a character misread, and a figure that ends
    what makes no word of it is a handle's (`addr1`)."""
    if is_unit(word[0][:-1]):  # `flat5`
        return word[0]
    plate = word[0].isupper() and plates.misread((word[0],))
    made = word[0].translate(_LETTERS)
    return word[0] if plate or (word[0][-1].isdigit() and not is_word(made.lower())) else made
