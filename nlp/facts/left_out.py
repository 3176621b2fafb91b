"""Whose a fact is where its sentence names nobody: still the person whom the report is about."""

from collections.abc import Sequence

from nlp.facts.subject_words import (
    DEEDS,
    DOINGS,
    HE,
    LABELS,
    LEFT_OUT,
    NAMED_AFTER,
    OF_OTHERS,
    PEOPLE,
    SHE,
    SPEAKERS,
    THEY,
    TITLES,
    TO,
)  # fmt: skip
from nlp.text.page import Page, Sentence
from nlp.text.ranks import is_rank


class LeftOut:
    """The people of one page (character spans, in order), and which of them is meant where nobody is named."""

    def __init__(self, page: Page, people: Sequence[tuple[int, int]]) -> None:
        self._page = page
        self._people = people

    def _person_ending(self, start: int, end: int) -> str | None:
        for first, last in self._people:
            if first <= start and end <= last + 2 and start < last:
                return self._page.text[first:last]
        return None

    def _may_be_left_out(self, sentence: Sentence, code: str) -> bool:
        """``KEEPS MACHETE BESIDE BED``: a thing is somebody's where the sentence begins with what they do."""
        return code in LEFT_OUT or (
            code in DOINGS and (self._page.words[sentence.first].low in DEEDS or self._headed(sentence))
        )

    def _headed(self, sentence: Sentence) -> bool:
        """``Owen Rees. Nil weapons``: the report's first words are somebody's name and nothing else."""
        head = self._page.sentences[0]
        words = self._page.words[head.first : head.last]
        return sentence.first > head.first and all(
            word.low in LABELS or word.low in TITLES or self._person_ending(word.start, word.end)
            for word in words
        )

    def _left_out(self, first: int, sentence: Sentence, code: str) -> str | None:
        """``DP BAXTER calm. Previously violent``: nobody is named, for it is still the person whom the report is about."""
        words = self._page.words
        others = (
            at
            for at in range(sentence.first, sentence.last)
            if words[at].low in HE | SHE | THEY | PEOPLE | SPEAKERS
        )
        # `VI TO POLICE`, `violent towards staff`: whom it is done to is not whom it is said of.
        if any(at < first or not (words[at - 1].low in TO or words[at].gap == "(") for at in others):
            return None
        names = self._named(len(self._page.text) if code in NAMED_AFTER else words[first].start)
        if len(names) != 1:
            return None
        ((name, start),) = names.items()
        at = self._page.word_range(start, start + 1)[0]
        before = [word.low for word in words[max(0, at - 2) : at]]
        labelled = bool(before) and before[-1] in LABELS
        of_others = any(low in OF_OTHERS or is_rank(low) for low in before)
        return name if labelled or not of_others else None

    def _named(self, end: int) -> dict[str, int]:
        """The people named before an offset, by their fullest name, each where they are first named."""
        told = [(self._page.text[a:b], a) for a, b in self._people if a < end]
        names: dict[str, int] = {}
        for name, at in sorted(told, key=lambda one: -len(one[0])):
            fuller = next((known for known in names if set(name.split()) <= set(known.split())), name)
            names[fuller] = min(names.get(fuller, at), at)
        return names
