"""Everything that the rules find in one text before the model reads it: spans with label, value and reason."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from nlp import addresses, identifiers
from nlp.facts.statements import Sensed, sensed_terms
from nlp.gazetteer import find_known, is_forename, is_surname
from nlp.lexicon import Lexicon, is_possessive
from nlp.naming.forms import fold
from nlp.pipeline.buildings import find_numbered, led_by
from nlp.pipeline.casing import shouted_lines
from nlp.pipeline.localities import Localities, find_roads
from nlp.pipeline.people import People
from nlp.pipeline.pubs import named_with_its_kind, said_as_a_place
from nlp.pipeline.venues import find_venues
from nlp.stems import UNKNOWN, weight_of
from nlp.tables import bag, words
from nlp.text.page import Page, Word
from nlp.text.ranks import is_rank
from nlp.text.spans import Taken

_RANK = ("identifier", "address", "place", "lexicon", "people", "venue", "gazetteer")


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled span found by a rule: offsets, normal form, score, which rule family, why."""

    label: str
    start: int
    end: int
    value: str
    score: float
    source: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Findings:
    """The rules' findings on one page: spans without overlap, in order, and the lexicon's terms."""

    page: Page
    spans: tuple[Span, ...]
    sensed: tuple[Sensed, ...]
    shouted: tuple[bool, ...]


def _shouted_words(page: Page) -> tuple[bool, ...]:
    lines = shouted_lines(page.text)
    if not lines:
        return (False,) * len(page.words)
    return tuple(any(start <= w.start < end for start, end in lines) for w in page.words)


def investigate(text: str, on: date | None, lexicon: Lexicon) -> Findings:
    """Run every rule over a text."""
    page = Page(text)
    shouted = _shouted_words(page)
    found = _identifiers(text, on)
    untimed = _without_times(text, found)
    named = _addresses(untimed)
    terms = tuple(sensed_terms(page, lexicon))
    houses = {
        s: house
        for s in terms
        if s.term.entry.label == "WEAPON" and not shouted[s.first]
        if (house := said_as_a_place(s, terms, page))
    }
    sensed = tuple(
        s
        for s in terms
        if not (
            s in houses
            or _inside(s, found)
            or _inside(s, named)
            or _in_a_name(s, page, shouted)
            or (not shouted[s.first] and named_with_its_kind(s, page))
        )
    )
    known = _known(page, shouted)
    spans = [
        *found,
        *named,
        *_buildings(untimed),
        *_lexicon(sensed),
        *_people(page, shouted, sensed, known),
        *_houses(page, houses.values()),
        *_venues(page, shouted),
        *_localities(page, shouted, named, found, sensed),
        *known,
    ]
    return Findings(page, tuple(_apart(spans, len(text))), sensed, shouted)


def _inside(term: Sensed, found: Sequence[Span]) -> bool:
    """``NINO TB 77 20 15 C`` speaks of no disease."""
    return any(
        span.start <= term.term.start and term.term.end <= span.end
        for span in found
        if span.label not in _IN_PROSE
    )


def _in_a_name(term: Sensed, page: Page, shouted: Sequence[bool]) -> bool:
    """``Bobby Gunn``, ``Ms Coke``: a family name that is a word of the lexicon too."""
    at = term.first
    if term.term.entry.form.startswith("marker "):
        return False
    if term.last - at > 1 or at == 0 or page.words[at].gap or not page.text[term.term.start].isupper():
        return False
    before, low = page.words[at - 1], page.words[at].low
    surname = is_surname(low) and weight_of(low) >= UNKNOWN and low not in words("common_words.txt")
    if not page.text[before.start].isupper():
        alone = surname and term.term.entry.label and not shouted[at] and before.low not in _BEFORE_A_THING
        return bool(alone) and page.sentence_at(term.term.start).first < at  # `seen by Gunn`
    forename = is_forename(before.low) and (surname or (not shouted[at] and weight_of(before.low) >= 3.5))
    return is_rank(before.low) or forename


_BEFORE_A_THING = bag("a an the his her their no any this that some")
_IN_PROSE = frozenset({"DATE", "TIME", "YEAR", "MONEY"})


def _identifiers(text: str, on: date | None) -> list[Span]:
    return [
        Span(f.label, f.start, f.end, f.value, f.score, "identifier", f.explanation)
        for f in identifiers.find(text, on, told=True)
    ]


def _without_times(text: str, found: Sequence[Span]) -> str:
    """The text with its times of day blotted out, in equal length: ``2214 Rook Lane`` is no house's number."""
    for span in found:
        if span.label == "TIME":
            text = f"{text[: span.start]}{';' * (span.end - span.start)}{text[span.end :]}"
    return text


def _addresses(text: str) -> list[Span]:
    return [
        Span(
            "ADDRESS" if f.numbered else "LOCATION", led_by(text, f.start) if f.numbered else f.start, f.end,
            (f.address.flat_key or f.address.building_key) if f.numbered else f.address.street_key,
            0.93, "address", "number and street" if f.numbered else "name of a street",
        )
        for f in addresses.find(text) if f.numbered or not _named_like_a_street(text, f.start, f.end)
    ]  # fmt: skip


_OF_PEOPLE = re.compile(r"\b(?:from|by|to|of|with|and|behind|between)\s+$", re.IGNORECASE)
_OF_PEOPLE_ALONE = re.compile(
    r"\b(?:by|with|(?:sp(?:ok|eak)\w*|talk\w*|said|belong\w*|sold|g[ai]ven?|known|married|owed|threats|abuse) (?:to|from))\s+$",
    re.IGNORECASE,
)


def _named_like_a_street(text: str, start: int, end: int) -> bool:
    """``from Paul Green``: a given name and a family name that streets end in, where people are said as well as places."""
    low = fold(text[start:end])
    first, _, second = low.partition(" ")
    before = text[max(0, start - 24) : start].split()
    if before and is_rank(fold(before[-1]).strip(".")) and is_forename(first) and is_surname(second):
        return True  # `DC Michael Lane`
    place = low in words("towns.csv") or low in words("places.csv") or first in words("street_names.csv")
    named = is_forename(first) and is_surname(second) and not place
    people = _OF_PEOPLE_ALONE if second in ("lane", "grove", "street") else _OF_PEOPLE
    return named and bool(people.search(text[max(0, start - 24) : start]))


def _buildings(text: str) -> list[Span]:
    return [
        Span("ADDRESS", start, end, text[start:end].lower(), 0.85, "address", "number and named building")
        for start, end in find_numbered(text)
    ]


def _lexicon(sensed: Sequence[Sensed]) -> list[Span]:
    return [
        Span(s.term.entry.label, s.term.start, s.term.end, s.term.entry.concept, 0.9, "lexicon",
             f"{s.term.entry.form}: {s.term.entry.concept}")
        for s in sensed if s.term.entry.label
    ]  # fmt: skip


def _people(
    page: Page, shouted: Sequence[bool], sensed: Sequence[Sensed], known: Sequence[Span]
) -> list[Span]:
    words = page.words
    vehicles = {span.start: span.end for span in known if span.label == "VEHICLE"}
    return [
        Span("PERSON", words[p.first].start, name_end(page, words[p.last - 1]), "", p.score, "people", p.why)
        for p in People(page.text, words, shouted).find()
        if not any(s.first < p.last and p.first < s.last for s in sensed)
        if vehicles.get(words[p.first].start, 0) < words[p.last - 1].end  # `Mercedes Sprinter`
    ]


def name_end(page: Page, word: Word) -> int:
    """Where a name ends whose last word that is: what it owns is said by ``'s`` and is none of it."""
    return word.end - 2 * is_possessive(page.text[word.start : word.end])


def _houses(page: Page, names: Iterable[tuple[int, int]]) -> list[Span]:
    words = page.words
    return [
        Span("LOCATION", words[first].start, words[last - 1].end, "", 0.85, "venue", "house said as a place")
        for first, last in names
    ]


def _venues(page: Page, shouted: Sequence[bool]) -> list[Span]:
    words = page.words
    return [
        Span(
            v.label,
            words[v.first].start,
            words[v.last - 1].end,
            v.value,
            0.85,
            "venue",
            "a name that ends in its kind",
        )
        for v in find_venues(page.text, words, shouted)
    ]


def _localities(
    page: Page,
    shouted: Sequence[bool],
    named: Sequence[Span],
    found: Sequence[Span],
    sensed: Sequence[Sensed],
) -> list[Span]:
    """Places by where they stand, and roads by number."""
    words = page.words
    places = Localities(page, shouted, *([(s.start, s.end) for s in spans] for spans in (named, found)))
    towns = [
        (words[first].start, words[last - 1].end)
        for first, last in places.find()
        if not any(s.first < last and first < s.last for s in sensed)
    ]
    why = [(town, "stands where a place would") for town in towns]
    why += [(road, "a road by its number") for road in find_roads(page.text)]
    return [Span("LOCATION", start, end, "", 0.8, "place", reason) for (start, end), reason in why]


def _known(page: Page, shouted: Sequence[bool]) -> list[Span]:
    words = page.words
    why = {"VEHICLE": "make, model and colour", "ORG": "known organisation", "LOCATION": "known place"}
    return [
        Span(k.label, words[k.first].start, words[k.last - 1].end, k.value, 0.85, "gazetteer", why[k.label])
        for k in find_known(page.text, words, shouted)
    ]


def _apart(spans: Sequence[Span], length: int) -> list[Span]:
    """No two overlapping: identifiers first, then the longer."""
    kept: list[Span] = []
    taken = Taken(length)
    for span in sorted(
        spans, key=lambda s: (s.source != "identifier", s.start - s.end, _RANK.index(s.source))
    ):
        if taken.free(span.start, span.end):
            taken.take(span.start, span.end)
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)
