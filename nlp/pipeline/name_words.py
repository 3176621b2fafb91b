"""What the words of a page say about names: which could be in one, which join, and where a name ends."""

from collections.abc import Sequence

from nlp.gazetteer import is_forename, is_jargon, is_shorthand, is_surname
from nlp.lexicon import is_possessive
from nlp.pipeline.people_words import NATIONS, PARTICLES, STOP, WORD_NAMES
from nlp.stems import is_unusual
from nlp.tables import words
from nlp.text.markers import codes
from nlp.text.page import Word


class NameWords:
    """The words of one page; ``shouted`` tells for each word whether its line is in capitals."""

    def __init__(self, text: str, page_words: Sequence[Word], shouted: Sequence[bool]) -> None:
        self._text = text
        self._words = page_words
        self._shouted = shouted
        self._flat = text.islower()

    def _raw(self, at: int) -> str:
        return self._text[self._words[at].start : self._words[at].end]

    def _namelike(self, at: int, strict: bool = False) -> bool:
        """Whether a word could be in a name: a capital, and in capitals-only text no ordinary word."""
        word = self._words[at]
        raw = self._raw(at)
        if not raw[0].isupper() or any(ch.isdigit() for ch in raw) or word.low in STOP or is_jargon(word.low):
            return False
        if raw in codes():
            return False  # `HOLT, GARY VI: NIL`
        if is_shorthand(word.low) and word.low not in words("common_words.txt") and not is_surname(word.low):
            return False  # `Drv Marek Horák`
        if self._shouted[at] or strict:
            return is_forename(word.low) or is_surname(word.low) or is_unusual(word.low)
        return True

    def _joins(self, at: int) -> bool:
        """Whether a word is joined to the one before it by nothing but a space, a hyphen or an initial's point."""
        if at >= len(self._words):
            return False
        gap = self._words[at].gap
        if not gap or gap == "-":
            return "\n" not in self._text[self._words[at - 1].end : self._words[at].start]
        return gap == "." and len(self._words[at - 1].low) == 1

    def _extend(self, at: int, most: int = 4) -> int:
        """One past the last word of the name that begins at ``at``."""
        last = at + 1
        while self._joins(last) and not is_possessive(self._raw(last - 1)):
            word = self._words[last]
            most += word.gap == "-"  # a name of two halves is one
            if last - at >= most:
                break
            particle = word.low in PARTICLES and last + 1 < len(self._words) and self._joins(last + 1)
            if particle and self._raw(last + 1)[0].isupper() and self._namelike(last + 1):
                last += 2
                continue
            initial = len(word.low) == 1 and self._raw(last).isupper() and word.low.isalpha()
            if initial and not (
                last + 1 < len(self._words) and self._joins(last + 1) and self._namelike(last + 1)
            ):
                break
            if not initial and (not self._namelike(last) or (last - at > 1 and word.low in NATIONS)):
                break
            last += 1
        return last


def ordinary(low: str) -> bool:
    """A given name that is an ordinary word too (will, mark, rose, may)."""
    return low in WORD_NAMES or not is_unusual(low)
