"""What of a question is put right or left out before anything is read: looks, meetings of roads, figures for letters."""

from __future__ import annotations

import re

# `white male`, `a female called`, `IC1`: what somebody looks like is no name; `White` alone, and `Man`, are.
_LOOKS = r"white|black|asian|mixed(?:[\s-]race)?|arab|oriental|chinese|european|elderly|young|adult|unknown"
_DESCRIBED = re.compile(
    rf"\b(?:an?\s+|the\s+|one\s+)?(?:ic[\s-]?[1-9]\s*)?(?:(?:{_LOOKS})\s+)*(?:fe)?males?\b(?:\s+name\b)?"
    rf"|\b(?:(?:an?|the|one|{_LOOKS})\s+)+(?:wo)?(?:man|boy|girl|lad|youth|lady)\b|\bic[\s-]?[1-9]\b",
    re.IGNORECASE,
)
_MEETING = re.compile(r"\bjunction (?:of|with|and)\b", re.IGNORECASE)
# A figure that stands for a letter inside a word (`yar6orough`, `doveda1e`).
_MISREAD = re.compile(
    r"(?<![\w/.-])(?=[a-z]{3,}[01568][a-z]+(?![\w/.-])|[a-z]{2}[01568][a-z]{3,}(?![\w/.-]))[a-z]+[01568][a-z]+",
    re.IGNORECASE,
)
_LETTERS = str.maketrans("01568", "olsbb")


def plain_words(text: str) -> str:
    """The text without how somebody looks, and without figures that stand for letters."""
    rest = _MISREAD.sub(lambda word: word[0].translate(_LETTERS), _MEETING.sub(" ", text))
    return _DESCRIBED.sub(" ", rest)
