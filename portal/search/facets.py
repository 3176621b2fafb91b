"""Faceted search: the question and its filters as clauses, and what of a hit answers it.

Text is ranked by constant scores whose weights come from a fixed table of public word frequencies (`nlp.words`), with
bonuses for whole phrases, for a title and for recency by day: nothing depends on the index's own statistics.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from html import escape

from access.gateway import Hit
from access.partial_dates import first_day, past
from access.queries import (
    FACET_FIELDS,
    FACETS,
    All,
    AnyOf,
    Best,
    Clause,
    Find,
    Not,
    Order,
    Phrase,
    Prefix,
    QueryError,
    Range,
    Term,
    Terms,
    Weighted,
    Within,
)
from nlp import identifiers, names, words
from portal.search import numbers
from portal.search.grammar import Asking, GrammarError, Question, Shape, read

__all__ = ["Asked", "GrammarError", "SearchQuery", "find_of", "highlights", "word"]

_IN_TEXT = {**FACET_FIELDS, "status": "status"}
_RECENT = ((7, 0.5), (30, 0.375), (365, 0.25))
_WRITTEN = re.compile(r"\d{4}(-\d\d(-\d\d(T.+)?)?)?$", re.ASCII)
_AROUND, _MOST_FRAGMENTS = 90, 3


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A faceted search as asked: lists are alternatives, dates ISO 8601 (both ends within), near `lat,lon,metres`."""

    q: str = ""
    system: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    classification: tuple[str, ...] = ()
    flag: tuple[str, ...] = ()
    mention: tuple[str, ...] = ()
    marking: tuple[str, ...] = ()
    area: tuple[str, ...] = ()
    from_: str | None = None
    to: str | None = None
    near: str | None = None
    sort: str = "score"
    cursor: str | None = None
    size: int = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """A search, read: the question, the clauses that filter it, its order, and what its words mean."""

    question: Question
    filters: tuple[Clause, ...]
    order: Order
    today: date
    stems: frozenset[str]
    concepts: frozenset[str]

    @classmethod
    def of(cls, query: SearchQuery, today: date) -> Asked:
        """Read a search. Raises GrammarError naming the field."""
        question = read(query.q)
        wanted = [t for t in question.wanted if t.shape is not Shape.FIELD]
        stems = frozenset(s.stem for t in wanted for s in words.stems(t.text))
        concepts = frozenset(c for t in wanted if t.shape is Shape.WORD for c in words.concept_terms(t.text))
        return cls(question, tuple(_filters(query)), _order(query.sort), today, stems, concepts)


def find_of(asked: Asked, size: int, cursor: str | None) -> Find:
    """The one question of a faceted search: hits, facets and months."""
    meant = [_group(group) for group in asked.question.groups]
    if asked.question.unanswerable:
        meant = [Terms("id", ())]
    recency = AnyOf(tuple(_recency(asked.today)), minimum=0)
    query = All((*meant, recency)) if meant else recency
    return Find(query, asked.filters, size, asked.order, cursor, FACETS, months=True)


def _group(group: tuple[Asking, ...]) -> Clause:
    return Best(tuple(_term(term) for term in group)) if len(group) > 1 else _term(group[0])


def _term(term: Asking) -> Clause:
    clause = _MEANING[term.shape](term)
    return Not(clause) if term.without else clause


def _word(term: Asking) -> Clause:
    """A word that is to be there may be there in another's shape; one that is not to be there, as itself alone.

    `NOT machete` would else leave out every knife, and nobody would know what was not shown.
    """
    return Best(_as_itself(term.text)) if term.without else word(term.text)


def word(text: str) -> Clause:
    """A word: its stem anywhere, a name's part, an identifier, or what the lexicon says that it means."""
    meant = words.concept_terms(text)
    ways = _as_itself(text)
    return Best((*ways, Weighted(Terms("concepts", meant), 2)) if meant else ways)


def _as_itself(text: str) -> tuple[Clause, ...]:
    stems = tuple(stem.stem for stem in words.stems(text))
    ways: list[Clause] = []
    if stems:
        ways.append(Weighted(Phrase("stems", stems), max(words.weight(stem) for stem in stems) * 2))
    if parts := names.parts(text):
        ways.append(Weighted(All(tuple(Term("name.parts", part) for part in parts)), 6))
    ways.append(Weighted(Terms("ident", tuple(_idents(text))), 16))
    return tuple(ways)


def _idents(text: str) -> Iterator[str]:
    yield f"REF:{text}"
    yield f"REF:{text.upper()}"
    for found in identifiers.find(text):
        if found.label not in numbers.NO_NUMBERS:
            yield f"{found.label}:{found.value}"


def _number(term: Asking) -> Clause:
    """Several words that are one number: as the index keeps it, as one phrase, or as the words that they are."""
    ways: list[Clause] = [_phrase(term)]
    if known := numbers.of_system(term.text):
        ways.append(Weighted(Terms("ident", tuple(f"REF:{key}" for key in known)), 16))
    if not term.without:
        ways.append(All(tuple(word(one) for one in term.text.split())))
    return Best(tuple(ways))


def _phrase(term: Asking) -> Clause:
    stems = tuple(stem.stem for stem in words.stems(term.text))
    ways: list[Clause] = (
        [Weighted(Phrase("stems", stems), 2 + sum(map(words.weight, stems)))] if stems else []
    )
    ways.append(Weighted(Terms("ident", tuple(_idents(term.text))), 16))
    return Best(tuple(ways))


def _beginning(term: Asking) -> Clause:
    folded = names.fold(term.text).replace(" ", "")
    if len(folded) < 2:
        raise GrammarError("needs two letters or more before the star")
    return Best((Weighted(Prefix("words", folded), 3), Weighted(Prefix("stems", folded), 2)))


def _field(term: Asking) -> Clause:
    return Weighted(Term(_IN_TEXT[term.field], term.text), 1)


_MEANING = {
    Shape.WORD: _word,
    Shape.NUMBER: _number,
    Shape.PHRASE: _phrase,
    Shape.BEGINNING: _beginning,
    Shape.FIELD: _field,
}


def _recency(today: date) -> Iterator[Clause]:
    """A little more for what is new, by whole days (UTC), so that an answer does not change within a day."""
    for days, weight in _RECENT:
        yield Weighted(Range("when", gte=today - timedelta(days=days)), weight)


# ----------------------------------------------------------------------------------------- filters


def _filters(query: SearchQuery) -> Iterator[Clause]:
    for name, field in FACET_FIELDS.items():
        if values := getattr(query, name):
            yield Terms(field, tuple(values))
    yield from _span(query.from_, query.to)
    if query.near:
        yield _near(query.near)


def _span(first: str | None, last: str | None) -> Iterator[Clause]:
    """From the first moment of one date to the last of the other: `2026-03` holds the whole of March at either end. What
    began before and went on into it is of it, too."""
    begin = _date(first, "from") if first else None
    end = past(_date(last, "to")) if last else None
    if begin and end and _moment(begin) >= end:
        raise GrammarError("must not be before from", "to")
    if end:
        yield Range("when", lt=end)
    if begin:  # an index of before `until` still tells what began in the time
        yield AnyOf((Range("until", gte=begin), Range("when", gte=begin)))


def _date(text: str, field: str) -> str:
    try:
        if _WRITTEN.match(text) and _moment(text).astimezone(UTC):
            return text
    except (ValueError, OverflowError):  # no day is before the year 1
        pass
    raise GrammarError("must be an ISO 8601 date, such as 2026-03-01", field)


def _moment(text: str) -> datetime:
    at = datetime.fromisoformat(first_day(text))
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at


def _near(text: str) -> Within:
    try:
        lat, lon, metres = (float(part) for part in text.split(","))
        return Within("place.geo", lat, lon, metres)
    except QueryError as error:
        raise GrammarError(str(error), "near") from None
    except ValueError:
        raise GrammarError("must be lat,lon,metres, such as 51.41,-0.06,500", "near") from None


def _order(sort: str) -> Order:
    orders = {"": Order.SCORE, "score": Order.SCORE, "newest": Order.NEWEST}
    if sort not in orders:
        raise GrammarError("must be score or newest", "sort")
    return orders[sort]


# -------------------------------------------------------------------------------------- highlights


def highlights(hit: Hit, asked: Asked) -> dict[str, list[str]]:
    """Where a hit answers, by field: fragments with `<mark>`, the rest escaped."""
    if not asked.stems and not asked.concepts:
        return {}
    record = hit.record
    fields = {"title": hit.title, "text": record.get("text") or record.get("sanitised_text") or ""}
    found = {name: list(_fragments(str(text), asked)) for name, text in fields.items() if text}
    return {name: fragments for name, fragments in found.items() if fragments}


def _fragments(text: str, asked: Asked) -> Iterator[str]:
    spans = words.highlight(text, asked.stems, asked.concepts)
    for start, end, inside in _windows(text, spans):
        yield _marked(text, start, end, inside)


def _windows(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """Stretches of text around the spans; spans near one another share one."""
    groups: list[list[tuple[int, int]]] = []
    for span in spans:
        if groups and span[0] - groups[-1][-1][1] <= _AROUND:
            groups[-1].append(span)
        else:
            groups.append([span])
    for group in groups[:_MOST_FRAGMENTS]:
        yield _space_before(text, group[0][0] - _AROUND), _space_after(text, group[-1][1] + _AROUND), group


def _space_before(text: str, at: int) -> int:
    return 0 if at <= 0 else max(text.rfind(" ", 0, at + 12) + 1, at)


def _space_after(text: str, at: int) -> int:
    return len(text) if at >= len(text) else min(found if (found := text.find(" ", at - 12)) >= 0 else at, at)


def _marked(text: str, start: int, end: int, spans: Iterable[tuple[int, int]]) -> str:
    made, at = [], start
    for begin, stop in spans:
        made += [escape(text[at:begin]), "<mark>", escape(text[begin:stop]), "</mark>"]
        at = stop
    lead, trail = "… " if start else "", " …" if end < len(text) else ""
    return f"{lead}{''.join(made)}{escape(text[at:end])}{trail}"
