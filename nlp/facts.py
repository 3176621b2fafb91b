"""Facts that bear on risk, from one page: terms in their sense, with assertion, placement and subject."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from nlp.assertion import Assertions, old_dates
from nlp.lexicon import Entry, Lexicon, Term
from nlp.page import Page, Sentence
from nlp.placement import Placements
from nlp.reading import Fact
from nlp.senses import meant
from nlp.subjects import Subjects

_PLACED = frozenset({"FI", "WE", "XP", "DR", "DOG", "CHILD"})
_AGED = re.compile(
    r"\b(?:(?:[1-9]|1[0-5]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[\s-]*(?:years?|yrs?|yr|months?|mths?|weeks?|wks?|y/o|yo)(?:[\s-]*old)\b"
    r"|(?:son|daughter|boy|girl|grandson|granddaughter|sister|brother|child|twins?|sons|daughters)\s*,?\s*\(?aged?\s+(?:[1-9]|1[0-5])\b(?![\d-])(?!\s*months? ago)"
    r"|\b(?:[1-9]|1[0-5])\s?(?:y/o|yo|yr old|yrs old)\b)",
    re.IGNORECASE,
)
_AGED_ENTRY = Entry("children", ("vulnerability",), "CHILD", None, None, False, "aged under sixteen")


class Sensed(NamedTuple):
    """A term that is meant in its sense, with its words and sentence."""

    term: Term
    first: int
    last: int
    sentence: Sentence


class Said(NamedTuple):
    """A term with its assertion: a mention if its entry has a label, a fact if it has a code."""

    term: Term
    assertion: str
    fact: Fact | None


def sensed_terms(page: Page, lexicon: Lexicon) -> list[Sensed]:
    """The lexicon's terms that are used in the lexicon's sense, in order, one for each code at a place."""
    found: list[Sensed] = []
    terms = [*lexicon.find_in(page.text, page.words), *_aged(page.text)]
    for term in sorted(terms, key=lambda t: (t.start, -t.end)):
        sentence = page.sentence_at(term.start)
        if meant(term, page.text, sentence.start, sentence.end):
            first, last = page.word_range(term.start, term.end)
            found.append(Sensed(term, first, last, sentence))
    return list(_distinct(found))


def _aged(text: str) -> Iterator[Term]:
    for match in _AGED.finditer(text):
        yield Term(match.start(), match.end(), _AGED_ENTRY)


def _distinct(found: Sequence[Sensed]) -> Iterator[Sensed]:
    """A plain term beside a fuller one of the same code in its noun phrase says nothing more."""
    kept: list[Sensed] = []
    for this in found:
        entry = this.term.entry
        same = [k for k in kept if k.term.entry.code == entry.code and k.last > this.first]
        if same:
            continue
        kept.append(this)
    dogs = {k.sentence.first for k in kept if k.term.entry.code == "DOG" and k.term.entry.sense is None}
    for this in kept:
        plain = this.term.entry.code == "DOG" and this.term.entry.sense == "dangerous dog"
        if not (plain and this.sentence.first in dogs):
            yield this


def say(
    page: Page,
    sensed: Sequence[Sensed],
    people: Sequence[tuple[int, int]],
    dates: Sequence[tuple[int, int, str]],
    taken: list[tuple[int, int]],
    on: date | None,
) -> Iterator[Said]:
    """Assertion, placement and subject of each term that was found on the page."""
    spans = [(this.first, this.last) for this in sensed]
    assertions = Assertions(page, spans, old_dates(page, dates, on))
    term_words = frozenset(at for first, last in spans for at in range(first, last))
    placements = Placements(page, term_words, taken)
    subjects = Subjects(page, people)
    for this in sensed:
        entry = this.term.entry
        assertion = assertions.of(this.first, this.last, this.sentence)
        if entry.code is None:
            yield Said(this.term, assertion, None)
            continue
        placed = entry.code in _PLACED and not entry.verb
        placement = placements.of(this.first, this.last, this.sentence) if placed else None
        subject = subjects.of(this.first, this.last, this.sentence)
        yield Said(this.term, assertion, _fact(page, this, assertion, placement, subject))


def _fact(page: Page, this: Sensed, assertion: str, placement: str | None, subject: str | None) -> Fact:
    start, end = this.term.start, this.term.end
    sentence = page.text[this.sentence.start : this.sentence.end].strip()
    code = this.term.entry.code or ""
    return Fact(code, page.text[start:end], start, end, assertion, placement, subject, sentence)
