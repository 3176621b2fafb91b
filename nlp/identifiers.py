"""United Kingdom identifiers in text: found, checked, and brought to their normal form.

Used by the reading of reports and by the one-box search alike; needs no model.  A candidate with a wrong
check letter or digit is left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from nlp.identifying import checks, references
from nlp.identifying.plates import LAST_LETTERS, NORTHERN, as_figures, as_letters, vrm_fragment
from nlp.identifying.rules import RULES, Rule
from nlp.identifying.temporal import find_temporal
from nlp.text.spans import Taken

__all__ = [
    "EMAIL_START",
    "LABELS",
    "LAST_LETTERS",
    "NORTHERN",
    "PHONE_END",
    "PHONE_NEAR",
    "PHONE_START",
    "PNC_NEAR",
    "PNC_SERIAL",
    "Found",
    "as_figures",
    "as_letters",
    "bare",
    "cro_letters",
    "find",
    "normalise",
    "own_form",
    "pnc_letter",
    "references",
    "vrm_fragment",
]

LABELS: tuple[str, ...] = tuple(dict.fromkeys([*(rule.label for rule in RULES), "DATE", "TIME", "MONEY"]))
# Labels of what is known of a number in part or with a slip: the first figures, the last ones, one figure off, one character off, all but
# the year; of an e-mail address, what stands before the @.
PHONE_START, PHONE_END, PHONE_NEAR, PNC_NEAR, PNC_SERIAL, EMAIL_START = (
    "PHONE_START",
    "PHONE_END",
    "PHONE_NEAR",
    "PNC_NEAR",
    "PNC_SERIAL",
    "EMAIL_START",
)
_RANK = {label: place for place, label in enumerate((
    "EMAIL", "IP", "ASN", "CUSTODY_REF", "CAD_REF", "CRIMINT_REF", "MERLIN_REF", "PNC_ID", "CRO", "CRIS_REF", "CARD",
    "SORT_CODE", "ACCOUNT", "PHONE", "IMEI", "NHS", "NINO", "POSTCODE", "GRID_REF", "VRM", "DATE", "TIME", "MONEY", "YEAR",
))}  # fmt: skip
_BEFORE = 64
_HAS_DIGIT = re.compile(r"\d|@")


@dataclass(frozen=True, slots=True)
class Found:
    """An identifier at its place: label, offsets, text as written, normal form, score 0 … 1, and why."""

    label: str
    start: int
    end: int
    text: str
    value: str
    score: float
    explanation: str


def _apply(rule: Rule, text: str) -> Iterator[Found]:
    if rule.hint and rule.hint not in text:
        return
    for match in rule.pattern.finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        known = bool(rule.context and rule.context.search(before))
        if (rule.needs_context and not known) or (rule.refused_after and rule.refused_after.search(before)):
            continue
        value = rule.value(match)
        if value:
            start, end = match.start(), match.end()
            why = f"{rule.why}; pattern {rule.name}"
            yield Found(rule.label, start, end, text[start:end], value, rule.score, why)


def find(text: str, on: date | None = None, told: bool = False) -> list[Found]:
    """The identifiers, dates, times and sums of a text in order, none overlapping another.

    ``on`` is the report's date, against which two-digit years and days like yesterday are read; in what is ``told``
    (a report, and no question) bare years (``in 2009``) are told too, labelled YEAR, and so are the bare figures of a log's times.
    """
    found: list[Found] = []
    if _HAS_DIGIT.search(text):
        found = [hit for rule in RULES for hit in _apply(rule, text)]
    found += [
        Found(t.label, t.start, t.end, t.text, t.value, t.score, t.explanation)
        for t in find_temporal(text, on, told)
        if told or t.label != "YEAR"
    ]
    return _without_overlap(found, len(text))


def _without_overlap(found: list[Found], length: int) -> list[Found]:
    """The longer of two that overlap, then the surer label; both context and check letters have had their say."""
    kept: list[Found] = []
    taken = Taken(length)
    for hit in sorted(
        found, key=lambda f: (f.label in ("DATE", "TIME", "YEAR"), f.start - f.end, _RANK[f.label], f.start)
    ):
        if taken.free(hit.start, hit.end):
            taken.take(hit.start, hit.end)
            kept.append(hit)
    return sorted(kept, key=lambda f: f.start)


def pnc_letter(year: str, serial: str) -> str:
    """The check letter of a PNC ID: its year, of two figures or four, and its serial."""
    return checks.pnc_letter(year, serial)


def cro_letters(year: str, serial: str, small_file: bool = False) -> frozenset[str]:
    """The check letters that a CRO number may have: its year of two figures, and its serial; of a small file, by how it is padded."""
    return (
        checks.small_file_letters(year, serial)
        if small_file
        else frozenset({checks.cro_letter(year, serial)})
    )


def bare(number: str) -> str:
    """Capitals and figures only."""
    return "".join(c for c in number.upper() if c.isalnum())


def own_form(number: str) -> str:
    """The form of a number that has no rule of its own (a passport's): bare, or as it stands where nothing would be left."""
    return bare(number) or number


def normalise(label: str, raw: str) -> str | None:
    """The normal form of one identifier given by itself, or ``None`` where it is none of that label.

    Words that a running text would need (sort code, account, CAD) may be missing.
    """
    text = raw.strip()
    for shown in (text, f"{_WORDS.get(label, '')}{text}"):
        if (whole := _whole(label, shown)) is not None:
            return whole
        for hit in find(shown):
            if hit.label == label and hit.end == len(shown):
                return hit.value
    return None


def _whole(label: str, text: str) -> str | None:
    """The normal form where all of a text is one of the label, and `find` could take it for nothing else.

    Of findings that cover a text, `find` keeps the first by rank; so the rules that rank behind need not be asked.
    """
    if not _HAS_DIGIT.search(text):
        return None
    for rule in _ranked():
        if _RANK[rule.label] > _RANK.get(label, -1):
            return None
        for hit in _apply(rule, text):
            if (hit.start, hit.end) == (0, len(text)):
                return hit.value if hit.label == label else None
    return None


@cache
def _ranked() -> tuple[Rule, ...]:
    return tuple(sorted(RULES, key=lambda rule: _RANK[rule.label]))


_WORDS = {"SORT_CODE": "sort code ", "ACCOUNT": "account ", "CAD_REF": "CAD ", "GRID_REF": "grid ref ", "CARD": "card ",
          "VRM": "VRM ", "PNC_ID": "PNC ", "CRO": "CRO ", "CRIS_REF": "CRIS "}  # fmt: skip
