"""Which sentences the model has to read: those with a capital that no rule accounts for.

Most sentences of a report hold no name, or only names that the rules found.  Leaving them out makes the model's work
shorter by more than the rules cost.
"""

from bisect import bisect_right
from dataclasses import dataclass

from nlp.gazetteer import is_jargon
from nlp.pipeline.casing import model_copy
from nlp.pipeline.findings import Findings, Span
from nlp.stems import is_unusual
from nlp.text.page import Sentence


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The sentences of a text that the model reads, joined: where each begins in the excerpt and in the text."""

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def to_text(self, offset: int) -> int:
        """The offset in the whole text of an offset in the excerpt."""
        at = bisect_right(self.starts, offset) - 1
        return self.origins[at] + offset - self.starts[at]

    def from_text(self, start: int, end: int) -> tuple[int, int] | None:
        """A span of the whole text in the excerpt, or ``None`` where its sentence was left out."""
        at = bisect_right(self.origins, start) - 1
        if at < 0:
            return None
        first = self.starts[at] + start - self.origins[at]
        stop = self.starts[at + 1] if at + 1 < len(self.starts) else len(self.text)
        last = first + end - start
        return (first, last) if last <= stop else None


def excerpt(findings: Findings) -> Excerpt:
    """The part of a text for the model, in the case of running text, sentence by sentence."""
    copy = model_copy(findings.page.text)
    known = {at for span in findings.spans for at in _words_of(findings, span.start, span.end)}
    known |= {at for s in findings.sensed for at in range(s.first, s.last)}
    pieces: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    length = 0
    for sentence in findings.page.sentences:
        if any(_open(findings, copy, at, known, sentence) for at in range(sentence.first, sentence.last)):
            starts.append(length)
            origins.append(sentence.start)
            pieces.append(copy[sentence.start : sentence.end])
            length += sentence.end - sentence.start
    return Excerpt("".join(pieces), tuple(starts), tuple(origins))


def _words_of(findings: Findings, start: int, end: int) -> range:
    return range(*findings.page.word_range(start, end))


def _open(findings: Findings, copy: str, at: int, known: set[int], sentence: Sentence) -> bool:
    """Whether a word could be part of a name that the rules did not find."""
    word = findings.page.words[at]
    if at in known or not copy[word.start].isupper() or len(word.low) < 2 or is_jargon(word.low):
        return False
    if at > sentence.first and not findings.shouted[at]:
        return True
    return is_unusual(word.low)


def in_excerpt(part: Excerpt, spans: tuple[Span, ...]) -> list[tuple[str, int, int]]:
    """Label and excerpt offsets of the spans that lie in it."""
    placed = ((span.label, part.from_text(span.start, span.end)) for span in spans)
    return [(label, *where) for label, where in placed if where]
