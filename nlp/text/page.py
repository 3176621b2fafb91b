"""A text cut into sentences and words, with the punctuation between them, for the rules to walk over."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from nlp.lexicon import fold_word
from nlp.tables import bag

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_END = re.compile(r"[.!?]+[\"'”’)\]]*(?=\s|$)|\n+|(?<=[a-z)]) +(?:-{1,2}|–|—|•|\*) +(?=[A-Z])|;(?=\s)")
_MOST_WORDS = 150  # what goes on for longer is no sentence, and what looks around in one must end
_SHORT = bag(
    "mr mrs ms dr st no approx ref tel vs e.g i.e eg ie jr snr sgt insp supt ch det cpl rd ave flt hon "
    "rev prof capt col maj lt gen nr cllr dob reg inc ltd co al fig ext"
)


class Word(NamedTuple):
    """A word: folded form, offsets, and the punctuation between it and the word before (spaces taken out; ``|`` for a slash
    between spaces, which parts a log's remarks)."""

    low: str
    start: int
    end: int
    gap: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """Offsets of a sentence and the range of its words in the page."""

    start: int
    end: int
    first: int
    last: int


class Page:
    """Words and sentences of one text."""

    __slots__ = ("_starts", "sentences", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = _words(text)
        self.sentences = _sentences(text, self.words)
        self._starts = [sentence.start for sentence in self.sentences]

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds a character offset."""
        return self.sentences[max(0, bisect_right(self._starts, offset) - 1)]

    def word_range(self, start: int, end: int) -> tuple[int, int]:
        """Indices (first, one past the last) of the words between two offsets."""
        first = bisect_right(self.words, start, key=lambda w: w.end)
        last = bisect_right(self.words, end - 1, key=lambda w: w.start)
        return first, max(first, last)


def _words(text: str) -> list[Word]:
    found: list[Word] = []
    end = 0
    for match in _WORD.finditer(text):
        start = match.start()
        gap = "" if start - end == 1 and text[end] == " " else "".join(text[end:start].split(" "))
        if gap == "/" and text[start - 1] == text[end] == " ":
            gap = "|"
        found.append(Word(fold_word(match.group()), start, match.end(), gap))
        end = match.end()
    return found


def _is_end(text: str, match: re.Match[str]) -> bool:
    mark = match.group()
    start = match.start()
    if mark[0] == ".":
        before = re.search(r"(\S+)$", text[max(0, start - 12) : start])
        word = before.group().lower().lstrip("(\"'") if before else ""
        if word == "no":
            return not text[match.end() :].lstrip()[:1].isdigit()
        if word in ("b", "c", "w") and text[match.end() :].lstrip()[:1].isdigit():
            return False  # `(b. 14/07/1988)`
        single = len(word) == 1 and word.isalpha() and text[start - 1].isupper()
        return not (word in _SHORT and not _blank_follows(text, match.end())) and not single
    if mark[0] == "\n":
        return _line_ends(text, match)
    if mark[0] in "?!" and mark[-1] == ")":
        return not text[match.end() :].lstrip(" ")[:1].islower()  # `a dog (Akita?) which lunges`
    return True


def _blank_follows(text: str, end: int) -> bool:
    return text[end : end + 2].startswith("\n") or end >= len(text)


def _line_ends(text: str, match: re.Match[str]) -> bool:
    """A single line break inside a wrapped paragraph ends nothing: the next line goes on in small letters."""
    following = text[match.end() : match.end() + 1]
    line_start = text.rfind("\n", 0, match.start()) + 1
    wrapped = match.start() - line_start > 50 and following.islower()
    return len(match.group()) > 1 or not wrapped


def _sentences(text: str, words: list[Word]) -> list[Sentence]:
    cuts = [match.end() for match in _END.finditer(text) if _is_end(text, match)]
    if not cuts or cuts[-1] < len(text):
        cuts.append(len(text))
    found: list[Sentence] = []
    start = at = 0
    for cut in cuts:
        first = at
        while at < len(words) and words[at].start < cut:
            at += 1
        while at - first > _MOST_WORDS:
            middle = words[first + _MOST_WORDS].start
            found.append(Sentence(start, middle, first, first + _MOST_WORDS))
            start, first = middle, first + _MOST_WORDS
        if at > first or not found:
            found.append(Sentence(start, cut, first, at))
        else:
            last = found.pop()
            found.append(Sentence(last.start, cut, last.first, at))
        start = cut
    return found
