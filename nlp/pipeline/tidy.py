"""After the model: its names brought into our labels and borders, and linked inside the report."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from nlp.gazetteer import is_forename, is_jargon, is_shorthand, is_surname
from nlp.lexicon import fold_word
from nlp.pipeline.findings import Findings, Span, name_end
from nlp.stems import is_unusual
from nlp.tables import bag, words
from nlp.text.ranks import is_rank
from nlp.text.spans import Taken

LABELS = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "LOCATION", "LOC": "LOCATION", "FAC": "LOCATION"}
_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
_POSSESSIVE = re.compile(r"['’]s?$")
_ARTICLE = re.compile(r"^(?:the|a|an|his|her|their|my)\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def tidy(findings: Findings, entities: Iterable[tuple[str, int, int]]) -> list[Span]:
    """The rules' spans and the model's (label, start, end), without overlap, people linked."""
    spans = list(findings.spans)
    taken = Taken(len(findings.page.text), ((span.start, span.end) for span in spans))
    for label, start, end in entities:
        if label not in LABELS or not taken.free(start, end):
            continue
        spans += _from_model(findings, LABELS[label], start, end)
    spans = [_person_by_place(findings, span) for span in spans]
    told = _told(findings, spans)
    spans = [_place_after_all(findings, _person_after_all(findings, span, told), told) for span in spans]
    spans += _again(findings, spans)
    spans.sort(key=lambda span: span.start)
    return _linked(findings, spans)


def _told(findings: Findings, spans: Sequence[Span]) -> dict[str, int]:
    """The words of names told in full, with where that name ends."""
    known: dict[str, int] = {}
    for span in spans:
        if span.label == "PERSON":
            parts = [fold_word(word) for word in _WORD.findall(findings.page.text[span.start : span.end])]
            for part in parts:
                if len(parts) > 1 or _rare(part):
                    known.setdefault(part, span.end)
    return known


def _rare(word: str) -> bool:
    """A lone name that is nothing else, so that it means the same person again."""
    return len(word) > 2 and is_unusual(word)


def _person_after_all(findings: Findings, span: Span, told: dict[str, int]) -> Span:
    """What the model calls a body or a place though its words are a person's."""
    if span.source != "model" or span.label == "PERSON":
        return span
    low = [fold_word(word) for word in _WORD.findall(findings.page.text[span.start : span.end])]
    again = all(word in told for word in low)
    named = len(low) in (2, 3) and is_forename(low[0]) and not set(low) & _BODIES
    if not (again or named):
        return span
    why = "part of a name told before" if again else "the language model; begins with a given name"
    return replace(span, label="PERSON", explanation=why)


def _place_after_all(findings: Findings, span: Span, told: dict[str, int]) -> Span:
    """What the model calls a body or a person though it is named like a place, or stands where one would."""
    if span.source != "model" or span.label == "LOCATION":
        return span
    text = findings.page.text
    low = [fold_word(word) for word in _WORD.findall(text[span.start : span.end])]
    before = text[max(0, span.start - 12) : span.start]
    named = len(low) > 1 and low[-1] in _PLACES_END and not (span.label == "PERSON" and is_forename(low[0]))
    town = (
        len(low) == 1
        and (low[0] in words("towns.csv") or low[0] in words("places.csv"))
        and low[0] not in told
        and not (span.label == "PERSON" and is_surname(low[0]))
    )
    inside = len(low) == 1 and low[0] not in told and bool(_INSIDE.search(before)) and span.label == "ORG"
    if not (named or town or inside):
        return span
    return replace(span, label="LOCATION", explanation="the language model; named or placed like a place")


def _person_by_place(findings: Findings, span: Span) -> Span:
    """A lone word that the model calls a place, known as none, and standing where none would: a name, most likely."""
    text = findings.page.text
    raw = text[span.start : span.end]
    low = fold_word(raw)
    placed = span.label == "LOCATION" or (span.label == "ORG" and is_surname(low) and _rare(low))
    lone = span.source == "model" and placed and raw.isalpha() and raw.istitle()
    if not lone or low in words("places.csv") or low in words("towns.csv") or low in _BODIES | _PLACES_END:
        return span
    before = text[max(0, span.start - 16) : span.start]
    if _PLACED.search(before) or (
        not _SPOKEN_OF.search(before) and not _DOES.match(text[span.end : span.end + 14])
    ):
        return span
    return replace(span, label="PERSON", explanation="the language model; stands where a person would")


_PLACED = re.compile(
    r"\b(?:in|at|near|from|to|towards?|around|outside|into|via|through|of|the|leaving|toward|between|area|and)\s+$",
    re.IGNORECASE,
)
_SPOKEN_OF = re.compile(
    r"\b(?:by|with|told|called|named|name (?:was|is)|other|that|nephew|niece|aunt|uncle|friend|brother|sister|mate|son|daughter|wife|"
    r"husband|partner|ex|says|said|and|against|about|for|runner|driver)\s+[\"'“‘]?$",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"(?:['’]s)?\s+(?:could|is|was|has|had|may|might|will|would|said|says|told|keeps|kept|carries|does|did|denie[sd]|admit|claims?|went|came|lives|threat|took|got)|, (?:his|her|their|who)\b",
    re.IGNORECASE,
)
_INSIDE = re.compile(r"\b(?:in|near|towards|around)\s+$", re.IGNORECASE)
_PLACES_END = bag(
    "road street avenue lane lanes close drive crescent gardens grove place terrace way walk hill green rise row mews "
    "house tower towers court point lodge heights mansions buildings villas tunnel churchyard cemetery bridge park "
    "common heath moor woods wood forest fields field beach pier wharf quay docks estate parade square roundabout "
    "junction interchange station market circus cross embankment reservoir marsh marshes stadium"
)
_BODIES = bag(
    "lane avenue close drive gardens grove place terrace way square street road house court school park hospital church college police group ltd limited bank council estate arms cross green hill town city county team club"
)


def _again(findings: Findings, spans: Sequence[Span]) -> Iterator[Span]:
    """Later mentions, by one of its words, of a name told in full before (``Costello drives …``)."""
    text = findings.page.text
    known = _told(findings, spans)
    taken = Taken(len(text), ((span.start, span.end) for span in spans))
    for word in findings.page.words:
        first = known.get(word.low)
        raw = text[word.start : word.end]
        if first is None or word.start < first or not raw[0].isupper() or len(raw) < 3:
            continue
        end = name_end(findings.page, word)
        if taken.free(word.start, end):
            yield Span("PERSON", word.start, end, "", 0.75, "people", "part of a name told before")


def _from_model(findings: Findings, label: str, start: int, end: int) -> Iterator[Span]:
    text = findings.page.text
    start, end = _trim(text, start, end)
    if label == "PERSON":
        start = _without_rank(text, start, end)
    if start >= end or not _believable(findings, label, start, end):
        return
    yield Span(label, start, end, "", 0.7, "model", "the language model")


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without quotes, possessive, article and line breaks."""
    newline = text.find("\n", start, end)
    if newline > start:
        end = newline
    start, end = _without_shorthand(text, start, end)
    while True:
        body = text[start:end]
        edge = _EDGE.match(body) or _ARTICLE.match(body)
        if edge and edge.end() and edge.end() < len(body):
            start += edge.end()
            continue
        tail = _POSSESSIVE.search(body) or (_EDGE.search(body) if body and not body[-1].isalnum() else None)
        if tail and tail.start() and tail.start() < len(body) and tail.end() == len(body):
            end = start + tail.start()
            continue
        return start, end


def _without_shorthand(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without shorthand at its ends (``TWDS Dollan``, ``Garvie c`` of ``c/o``)."""
    said = list(_WORD.finditer(text, start, end))
    while len(said) > 1 and _is_loose(text, said[0]):
        said.pop(0)
        start = said[0].start()
    while len(said) > 1 and _is_loose(text, said[-1]):
        said.pop()
        end = said[-1].end()
    return start, end


def _is_loose(text: str, word: re.Match[str]) -> bool:
    low = fold_word(word.group())
    abbreviated = is_shorthand(low) and low not in words("common_words.txt")
    return abbreviated or _SLASHED.match(text, word.start()) is not None


_SLASHED = re.compile(r"[a-z]/[a-z]\b", re.IGNORECASE)  # `c/o`, `o/s`


def _without_rank(text: str, start: int, end: int) -> int:
    for match in _WORD.finditer(text, start, end):
        low = fold_word(match.group())
        if not (is_rank(low) or any(ch.isdigit() for ch in low)):
            return match.start()
    return start


def _believable(findings: Findings, label: str, start: int, end: int) -> bool:
    """What the small model may have taken for a name: jargon, ordinary words in capitals, stray letters."""
    text = findings.page.text[start:end]
    low = [fold_word(word) for word in _WORD.findall(text)]
    if (
        not low
        or len(text) < 2
        or all(
            is_jargon(word) or word.isdigit() or is_shorthand(word) or is_rank(word) or len(word) == 1
            for word in low
        )
    ):
        return False
    if label == "LOCATION" and len(low) == 1 and low[0] in words("not_towns.csv"):
        return False
    shouted = findings.shouted[findings.page.word_range(start, end)[0]] if findings.shouted else False
    common = [not is_unusual(word) for word in low]
    known = any(is_forename(word) or is_surname(word) or word in words("places.csv") for word in low)
    first = findings.page.word_range(start, end)[0]
    article = first > 0 and findings.page.words[first - 1].low in (
        "a",
        "an",
        "his",
        "her",
        "their",
        "no",
        "any",
    )
    if shouted and len(low) == 1 and (article or (not known and low[0] in words("police_words.csv"))):
        return False
    if all(common) and not (known and not shouted) and (shouted or not text[0].isupper() or len(low) == 1):
        return False
    if label == "PERSON":
        return not any(ch.isdigit() for ch in text) and not (len(low) == 1 and common[0] and not known)
    return True


def _linked(findings: Findings, spans: Sequence[Span]) -> list[Span]:
    """People's normal forms: a family or given name alone stands for the fuller name told before it in the report."""
    text = findings.page.text
    full: dict[str, str] = {}
    for span in spans:
        if span.label == "PERSON":
            name = person_value(text[span.start : span.end])
            parts = name.split()
            if len(parts) > 1:
                full.setdefault(fold_word(parts[-1]), name)
                full.setdefault(fold_word(parts[0]), name)
    return [_valued(span, text, full) for span in spans]


def _valued(span: Span, text: str, full: dict[str, str]) -> Span:
    if span.label != "PERSON":
        value = span.value or " ".join(text[span.start : span.end].split())
        return Span(span.label, span.start, span.end, value, span.score, span.source, span.explanation)
    own = person_value(text[span.start : span.end])
    linked = full.get(fold_word(own), own) if " " not in own else own
    why = span.explanation if linked == own else f"{span.explanation}; short for {linked}"
    return Span("PERSON", span.start, span.end, linked, span.score, span.source, why)


def person_value(text: str) -> str:
    """A person's name in one shape: given names first, capitals only where they belong."""
    before, comma, after = text.partition(",")
    if not comma and text.isupper():
        before, comma, after = text.partition("/")
    ordered = f"{after.strip()} {before.strip()}" if comma else text
    return " ".join(_capital(word) for word in ordered.split())


def _capital(word: str) -> str:
    if not (word.isupper() or word.islower()) or len(word) == 1:
        return word
    pieces = re.split(r"([-'’])", word.lower())
    titled = "".join(piece[:1].upper() + piece[1:] for piece in pieces)
    return f"Mc{titled[2:].capitalize()}" if titled.startswith("Mc") and len(titled) > 3 else titled
