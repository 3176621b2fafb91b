"""A report's text cut into pieces that can be marked up: sentences with facts, mentions within them. No Flask.

Offsets count characters of the text as it is stored (docs/reading.md). What overlaps is shown as one piece
with several notes, so that nothing is lost and the page stays well-formed. Offsets that do not fit the text
(another version, a mistake) are left out rather than guessed at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nlp.assertions import Assertion
from portal.views.words import alarming, assertion, fact_label, mention_label, sentence_id

DANGER_LABELS = frozenset({"WEAPON"})


@dataclass(frozen=True, slots=True)
class Note:
    """One thing said of a stretch of text."""

    label: str
    value: str
    assertion: str
    placement: str
    why: str
    tone: str
    target: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: plain, a mention with notes, or a sentence that holds further pieces.

    tone: `danger`, `absent` or `plain`; target: the anchor that a mention leads to; sentence: the anchor of a sentence.
    """

    text: str
    id: str = ""
    tone: str = "plain"
    target: str = ""
    notes: tuple[Note, ...] = ()
    sentence: str = ""
    pieces: tuple[Piece, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    notes: tuple[Note, ...]


def marked(
    text: str, mentions: Sequence[Mapping[str, Any]], facts: Sequence[Mapping[str, Any]], name: str = "text"
) -> list[Piece]:
    """The text as pieces, in order; joined, their texts are the text. name: prefix of the anchors."""
    spans = _merged([*_mention_spans(text, mentions), *_fact_spans(text, facts)])
    sentences = _sentences(text, facts)
    pieces: list[Piece] = []
    at = 0
    for start, end, tone in sentences:
        pieces += _flow(text, at, start, spans, name)
        inner = tuple(_flow(text, start, end, spans, name))
        pieces.append(Piece(text[start:end], sentence=sentence_id(text[start:end]), tone=tone, pieces=inner))
        at = end
    return pieces + _flow(text, at, len(text), spans, name)


def numbered(mentions: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The mentions with the numbers that the text's marks lead to."""
    return [{**mention, "number": number} for number, mention in enumerate(mentions, 1)]


def _flow(text: str, start: int, end: int, spans: Sequence[_Span], name: str) -> list[Piece]:
    pieces, at = [], start
    for span in spans:
        if span.start < at or span.end > end:
            continue
        if span.start > at:
            pieces.append(Piece(text[at : span.start]))
        pieces.append(_mention(text, span, name))
        at = span.end
    return [*pieces, Piece(text[at:end])] if at < end else pieces


def _mention(text: str, span: _Span, name: str) -> Piece:
    tones = [note.tone for note in span.notes]
    tone = next((t for t in ("danger", "absent") if t in tones), "plain")
    target = next((note.target for note in span.notes if note.target), "facts")
    return Piece(text[span.start : span.end], f"{name}-{span.start}", tone, target, span.notes)


def _mention_spans(text: str, mentions: Sequence[Mapping[str, Any]]) -> Iterable[_Span]:
    for number, mention in enumerate(mentions, 1):
        if _fits(mention, text):
            said = str(mention.get("assertion") or "")
            danger = mention.get("label") in DANGER_LABELS
            yield _Span(
                mention["start"],
                mention["end"],
                (
                    Note(
                        mention_label(str(mention.get("label"))),
                        str(mention.get("value") or ""),
                        assertion(said).label.lower() if said else "",
                        "",
                        str(mention.get("explanation") or ""),
                        _tone(danger, said),
                        f"mention-{number}",
                    ),
                ),
            )


def _fact_spans(text: str, facts: Sequence[Mapping[str, Any]]) -> Iterable[_Span]:
    for fact in facts:
        if _fits(fact, text):
            said = str(fact.get("assertion") or "affirmed")
            label = "Fact: " + fact_label(str(fact.get("code")))
            subject = f"of {fact['subject']}" if fact.get("subject") else ""
            note = Note(
                label, subject, assertion(said).label.lower(), str(fact.get("placement") or ""), "",
                _tone(alarming(str(fact.get("code"))), said), "",
            )  # fmt: skip
            yield _Span(fact["start"], fact["end"], (note,))


def _tone(danger: bool, said: str) -> str:
    how = Assertion.read(said or Assertion.AFFIRMED)
    if how.absent:
        return "absent"
    return "danger" if danger and how.stands else "plain"


def _fits(item: Mapping[str, Any], text: str) -> bool:
    start, end = item.get("start"), item.get("end")
    return isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)


def _merged(spans: Iterable[_Span]) -> list[_Span]:
    """Overlapping spans as one that covers them, with all their notes."""
    merged: list[_Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if merged and span.start < merged[-1].end:
            last = merged.pop()
            span = _Span(last.start, max(last.end, span.end), last.notes + span.notes)
        merged.append(span)
    return merged


def _sentences(text: str, facts: Sequence[Mapping[str, Any]]) -> list[tuple[int, int, str]]:
    """Where the facts' sentences stand, apart from one another, with their tone (danger before all)."""
    tones: dict[tuple[int, int], str] = {}
    for fact in facts:
        place = _place(text, fact)
        if place:
            tone = _tone(alarming(str(fact.get("code"))), str(fact.get("assertion") or "affirmed"))
            if tones.get(place) != "danger":
                tones[place] = tone
    apart: list[tuple[int, int, str]] = []
    for (start, end), tone in sorted(tones.items()):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end, tone))
    return apart


def _place(text: str, fact: Mapping[str, Any]) -> tuple[int, int] | None:
    """The sentence's place: the occurrence of its words that holds the fact's term."""
    sentence = fact.get("sentence")
    if not isinstance(sentence, str) or not sentence.strip() or not _fits(fact, text):
        return None
    at = text.find(sentence, max(0, fact["end"] - len(sentence)))
    if at < 0 or at > fact["start"]:
        at = text.find(sentence)
    return (at, at + len(sentence)) if at >= 0 else None
