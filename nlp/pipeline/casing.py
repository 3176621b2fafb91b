"""A copy of equal length for the model: lines in capitals get the case that running text would have."""

import re

from nlp.gazetteer import is_jargon
from nlp.naming.forms import fold
from nlp.stems import is_unusual

_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def is_shouted(line: str) -> bool:
    """Whether a line is written in capitals: four letters in five, and more than one word of them."""
    letters = [ch for ch in line if ch.isalpha()]
    upper = sum(ch.isupper() for ch in letters)
    return len(letters) > 8 and upper >= 0.8 * len(letters) and len(_WORD.findall(line)) > 1


def shouted_lines(text: str) -> list[tuple[int, int]]:
    """Offsets of the lines written in capitals."""
    if text.islower():
        return []
    return [match.span() for match in _LINE.finditer(text) if is_shouted(match.group())]


def _cased(match: re.Match[str]) -> str:
    word = match.group()
    if not word.isupper():
        return word
    low = word.lower()
    if len(low) != len(word):
        return word
    plain = fold(word)
    first = _starts_sentence(match.string, match.start())
    common = not is_unusual(plain)
    if is_jargon(plain) and len(word) <= 5 and not common:
        return word
    if common and not first:
        return low
    return word[0] + low[1:]


def _starts_sentence(text: str, at: int) -> bool:
    return not text[:at].strip() or text[:at].rstrip()[-1] in ".!?:"


def model_copy(text: str) -> str:
    """The text with its shouted lines in ordinary case; the same length, so that offsets hold."""
    spans = shouted_lines(text)
    if not spans:
        return text
    pieces: list[str] = []
    end = 0
    for start, stop in spans:
        pieces += [text[end:start], _WORD.sub(_cased, text[start:stop])]
        end = stop
    return "".join([*pieces, text[end:]])
