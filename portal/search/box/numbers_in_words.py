"""A house's number said in words before its street: `fourteen marlborough road`, `one hundred and twenty one mill lane`."""

from __future__ import annotations

import re

from nlp.addresses import leads_to_street_type
from portal.search.box.dates import MOST_OF_STREET

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_IN_WORDS = {word: at for at, word in enumerate((*_ONES, *_TEENS), 1)} | {
    word: at * 10 for at, word in enumerate(_TENS, 2)
}
_BELOW_TWENTY = "|".join(sorted((*_ONES, *_TEENS), key=len, reverse=True))
# The form of a regular expression, for who reads a number at another place.
NUMBER_WORDS = rf"(?:(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(_ONES)}))?|(?:{_BELOW_TWENTY}))"
_NUMBER_SAID = re.compile(
    rf"(?<!\S)(?:(?P<tens>{'|'.join(_TENS)})(?:[\s-](?P<ones>{'|'.join(_ONES)}))?|(?P<whole>{_BELOW_TWENTY}))"
    r"(?=\s+(?P<street>[a-z].*)$)",
    re.IGNORECASE,
)

# A hundred is no name and no street's: whatever else the words may be, this is a number.
_HUNDREDS = re.compile(
    rf"(?<!\S)(?:(?:number|no)\s+)?(?P<times>an?|{'|'.join(_ONES)})\s+hundred(?:\s+and)?(?:\s+(?P<rest>{NUMBER_WORDS}))?"
    r"(?=\s+(?P<street>[a-z].*)$)",
    re.IGNORECASE,
)


def hundreds_in_figures(text: str) -> str:
    """The text with a number of a hundred and more in figures, where a street follows."""
    return _HUNDREDS.sub(_hundreds, text)


def in_figures(text: str) -> str:
    """The text with such a number in figures."""
    return _NUMBER_SAID.sub(_numbered, text)


def figures(words: str) -> str:
    """A number's words (`twenty one`) in figures."""
    return str(sum(_IN_WORDS[word] for word in re.split(r"[\s-]+", words.lower())))


def _hundreds(said: re.Match[str]) -> str:
    if not leads_to_street_type(said["street"], 0, MOST_OF_STREET):
        return said[0]
    times = _IN_WORDS.get(said["times"].lower(), 1)
    return str(times * 100 + int(figures(said["rest"]) if said["rest"] else 0))


def _numbered(said: re.Match[str]) -> str:
    words = " ".join(word for word in (said["tens"], said["ones"], said["whole"]) if word)
    behind = " ".join(said["street"].split()[1:])  # the number's word may be the street's own (`seven hills`)
    street = leads_to_street_type(behind, 0, MOST_OF_STREET)
    return figures(words) if street else said[0]
