"""Facts that bear on risk, from one page: terms in their sense, with assertion, placement and subject."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from nlp.facts.assertion import Assertions
from nlp.facts.called import part_of_a_name
from nlp.facts.history import old_dates
from nlp.facts.intimates import BY_A_PARTNER, between_partners
from nlp.facts.markers import headings, is_marker, marker_codes
from nlp.facts.phrases import find_phrases
from nlp.facts.placement import Placements
from nlp.facts.senses import meant
from nlp.facts.subjects import Subjects
from nlp.lexicon import Entry, Lexicon, Term
from nlp.reading import Fact
from nlp.tables import bag
from nlp.text.page import Page, Sentence

_PLACED = frozenset({"FI", "WE", "XP", "DR", "DOG", "CHILD", "VUL"})
_AGED = re.compile(
    r"(?<!intel )(?<!intelligence )(?<!information )(?<!report )\b(?:(?:[1-9]|1[0-5]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[\s-]*(?:years?|yrs?|yr|months?|mths?|weeks?|wks?|y/o|yo)(?:[\s-]*old)\b"
    r"|(?:son|daughter|boy|girl|grandson|granddaughter|sister|brother|child|twins?|sons|daughters)\s*,?\s*\(?aged?\s+(?:[1-9]|1[0-5]|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?![\d-])(?!\s*months? ago)"
    r"|(?:son|daughter|boy|girl|grandson|granddaughter|sister|brother|child|niece|nephew|twins?|sons|daughters)(?: \w+)?\s*[,(]\s*(?:aged? )?(?:[1-9]|1[0-5])(?: and (?:[1-9]|1[0-5]))?\s*[,).;]"
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

    def in_sense(term: Term) -> bool:
        sentence = page.sentence_at(term.start)
        return meant(term, page.text, _asked_from(page, sentence), sentence.end)

    phrases = find_phrases(page.text, ((s.start, s.end) for s in page.sentences))
    phrases += marker_codes(page.text)
    told = [p for p in phrases if p.entry.code in _SAID_BY]
    known = _no_names(page, lexicon.find_in(page.text, page.words, in_sense))
    terms = [
        *(t for t in known if not _told_so(t, told)),
        *(p for p in phrases if not _told_so(p, told) and not _known_better(p, known)),
        *_aged(page.text),
    ]
    terms += headings(page.text, terms)
    found = [
        Sensed(term, *page.word_range(term.start, term.end), page.sentence_at(term.start))
        for term in sorted(terms, key=lambda t: (t.start, -t.end))
    ]
    distinct = [this for this in _distinct(found) if not _by_a_dog(page, this, found)]
    abuse = [distinct[at]._replace(term=term) for term, at in between_partners(page, distinct)]
    return sorted([*distinct, *abuse], key=lambda this: (this.term.start, -this.term.end))


def _no_names(page: Page, known: Sequence[Term]) -> list[Term]:
    words = frozenset(at for t in known for at in range(*page.word_range(t.start, t.end)))
    return [term for term in known if not part_of_a_name(page, term, words)]


def _known_better(phrase: Term, known: Sequence[Term]) -> bool:
    """Whether what somebody is said to be armed with, or to use, is a term of the lexicon."""
    named = (t for t in known if t.entry.label in ("WEAPON", "DRUG"))
    return (phrase.entry.label == "WEAPON" or phrase.entry.code == "DR") and any(
        t.start < phrase.end and phrase.start < t.end for t in named
    )


def _asked_from(page: Page, sentence: Sentence) -> int:
    """Where a sentence begins, with the question that it answers (``Any weapons? Yes, a hammer``)."""
    if not sentence.first:
        return sentence.start
    before = page.sentence_at(page.words[sentence.first - 1].start)
    asked = page.text[before.start : sentence.start].rstrip().endswith("?")
    return before.start if asked else sentence.start


# What is threatened, or done to one's own body, is no violence to another.
_SAID_BY = {
    "THREAT": frozenset({"VI"}), "SH": frozenset({"VI"}), "SU": frozenset({"VI", "THREAT"}),
    "OW": frozenset({"VUL", "CHILD", "DR"}), "DOG": frozenset({"VI"}),
}  # fmt: skip


def _told_so(term: Term, told: Sequence[Term]) -> bool:
    return any(
        p.start < term.end and term.start < p.end and term.entry.code in _SAID_BY[p.entry.code or ""]
        for p in told
    )


def _by_a_dog(page: Page, this: Sensed, found: Sequence[Sensed]) -> bool:
    """Violence done by a dog is no violence of a person: a dog stands before the verb with nobody between them."""
    if this.term.entry.code != "VI":
        return False
    words = page.words
    if _describes_a_dog(page, this, found):
        return True
    manner = words[this.first].low in ("aggressive", "violent")
    if not (manner or this.term.entry.verb or this.term.entry.sense == "bite"):
        return False
    dogs = [d for d in found if d.term.entry.concept == "dog" and d.last <= this.first]
    if not dogs:
        return False
    if _of_whom(page, dogs[-1]):
        return False
    between = words[dogs[-1].last : this.first]
    here = dogs[-1].sentence == this.sentence
    bites = (
        this.term.entry.sense == "bite"
        and (here or dogs[-1].sentence.last == this.sentence.first)
        and any(w.low in ("it", "one", "they", "dog", "dogs") for w in between)
    )
    return bites or (here and not any(w.low in _SOMEBODY or w.gap.strip(",()?") for w in between))


def _of_whom(page: Page, dog: Sensed) -> bool:
    """``the owner of the dog is aggressive``, ``a man with a dog``: somebody else it is said of."""
    before = [w.low for w in page.words[max(dog.sentence.first, dog.first - 3) : dog.first]]
    while before and before[-1] in _BEFORE_A_DOG:
        before.pop()
    return before[-1:] in (["of"], ["with"])


_BEFORE_A_DOG = bag("the a an his her their large big small")


def _describes_a_dog(page: Page, this: Sensed, found: Sequence[Sensed]) -> bool:
    """``aggressive pit bull``: how the dog is."""
    following = page.words[this.last : this.last + 2]
    if page.words[this.first].low not in ("aggressive", "violent") or any(word.gap for word in following):
        return False
    return any(d.term.entry.concept == "dog" and 0 <= d.first - this.last <= 1 for d in found)


_SOMEBODY = bag(
    "he she male female man woman suspect owner occupant who subject tenant neighbour husband son brother"
)


def _aged(text: str) -> Iterator[Term]:
    for match in _AGED.finditer(text):
        yield Term(match.start(), match.end(), _AGED_ENTRY)


# Paperwork and headings that say no more than the abuse that is told beside them.
_FORMS = frozenset({"dash", "dash risk assessment", "marac", "dv", "dva", "clare's law", "clares law"})
_WEAK = _FORMS | {"a partner who will not leave them be", "a quarrel of partners"}


def _distinct(found: Sequence[Sensed]) -> Iterator[Sensed]:
    """A plain term beside a fuller one of the same code says nothing more."""
    kept: list[Sensed] = []
    reached: dict[str | None, int] = {}
    for this in found:
        if this.first >= reached.get(this.term.entry.code, 0):
            reached[this.term.entry.code] = this.last
            kept.append(this)
    abuse = any(this.term.entry.code == "DV" and this.term.entry.form not in _WEAK for this in kept)
    kept = [this for this in kept if not (abuse and this.term.entry.form in _FORMS)]
    for _, here in groupby(kept, key=lambda this: this.sentence.first):
        together = list(here)
        yield from (this for this in together if not any(_covered(this, other) for other in together))


def _covered(this: Sensed, other: Sensed) -> bool:
    """``dealing`` beside ``cocaine``, ``dog`` beside ``Rottweiler``, ``put him in hospital`` after ``threatened to``."""
    ours, theirs = this.term.entry, other.term.entry
    if this is other:
        return False
    if ours.code == theirs.code == "VUL" and ours.form == "trafficked":
        return 0 <= this.first - other.last <= 5
    if ours.code == "VUL" and theirs.code == "OW":
        return 0 <= this.first - other.last <= 4
    if ours.code != theirs.code:
        return False
    beside = this.first == other.last and this.term.start - other.term.end <= 1
    if beside and ours.label is None and theirs.form not in _SAID_ANYHOW:
        return True
    near = other.first - this.last
    if ours.code == "DR":
        bare = ours.label is None and not {"drug", "drugs", "cannabis"} & set(ours.form.split())
        return bare and theirs.label is not None and 0 <= near <= 2
    if ours.code == "ES" and ours.form == "leaves when police come":
        return 0 <= this.first - other.last <= 3
    if ours.form in _SAID_ANYHOW:
        return theirs.form not in _SAID_ANYHOW
    if ours.code == "SH" and (
        ours.form.startswith("ligature") or (ours.form == "cuts on their body" and "harmer" in theirs.form)
    ):
        return 0 <= this.first - other.last <= 3
    if ours.code in ("WANTED", "MISSING"):
        return 0 <= this.first - other.last <= 3
    if ours.code == "DOG":
        plain = any(word in ours.form.split() for word in ("dog", "dogs")) or ours.sense == "dangerous dog"
        return plain and not any(word in theirs.form.split() for word in ("dog", "dogs"))
    if ours.code == "THREAT":
        return ours.sense == "threat speech" and theirs.sense != "threat speech" and other.first < this.first
    return False


# What says no more than another term of its code in the same sentence.
_SAID_ANYHOW = frozenset(
    {"swung something at somebody", "threw something at somebody", "of great age", "a dog has bitten"}
)


class Around(NamedTuple):
    """What else was found on the page, as character spans: people, dates with their value, taken spans, addresses."""

    people: Sequence[tuple[int, int]]
    dates: Sequence[tuple[int, int, str]]
    taken: Sequence[tuple[int, int]]
    addresses: Sequence[tuple[int, int]]


def say(page: Page, sensed: Sequence[Sensed], around: Around, on: date | None) -> Iterator[Said]:
    """Assertion, placement and subject of each term that was found on the page."""
    spans = [(this.first, this.last) for this in sensed]
    things = [(this.first, this.last) for this in sensed if this.term.entry.label]
    assertions = Assertions(page, spans, old_dates(page, around.dates, on), things)
    term_words = frozenset(at for first, last in spans for at in range(first, last))
    placements = Placements(page, term_words, around.taken, around.addresses)
    subjects = Subjects(page, around.people)
    told: set[tuple[str, str, str, int]] = set()
    for this in sensed:
        entry = this.term.entry
        assertion, placed_from = assertions.of(this.first, this.last, this.sentence, entry.code or "")
        key = (str(entry.code), entry.form, assertion, this.sentence.first)
        if entry is BY_A_PARTNER and assertion == "negated":
            continue
        if entry.code is None or key in told:
            yield Said(this.term, assertion, None)
            continue
        told.add(key)
        placed = entry.code in _PLACED and not entry.verb
        first = this.first if placed_from == this.last else placed_from
        where = page.sentence_at(page.words[min(placed_from, len(page.words)) - 1].start)
        placement = placements.told(first, placed_from, where) if placed else None
        whose = "VI" if entry is BY_A_PARTNER else "MN" if is_marker(entry) else entry.code
        subject = subjects.of(this.first, this.last, this.sentence, whose)
        yield Said(this.term, assertion, _fact(page, this, assertion, placement, subject))


def _fact(page: Page, this: Sensed, assertion: str, placement: str | None, subject: str | None) -> Fact:
    start, end = this.term.start, this.term.end
    sentence = page.text[this.sentence.start : this.sentence.end].strip()
    code = this.term.entry.code or ""
    return Fact(code, page.text[start:end], start, end, assertion, placement, subject, sentence)
