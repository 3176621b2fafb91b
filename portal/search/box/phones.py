"""Telephone numbers typed in part or with a slip: their ends, their beginnings, and those with a figure wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from nlp.identifiers import PHONE_END
from portal.search.box.labels import PLATE_LABELS
from portal.search.box.references import SYSTEM_NAMES
from portal.search.box.slips import FIGURES, of_figures

LONG_END, SHORT_END = 6, 4  # figures of a telephone number that the index knows its end by
_SAID_END = re.compile(
    r"(?:(?<!\w)(?P<word>\w+)[\s.:]+)??(?<!\w)(?:end(?:s|ing)?|finish(?:es|ing)?|last\s+(?:[3-6]|three|four|five|six)(?:\s+(?:digits?|figures?|numbers?))?)"
    r"(?:\s+(?:in|with|is|are))?[\s:.*…-]*(?P<end>\d{3,10})(?![\w/])",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"(?<!\S)(?:\.{2,}|…|\*+)\s?(?P<end>\d{5,10})(?![\w/])")
# `496 0123`, `7946 0123`: a telephone number without its area's code. None begins with 0 or 1 (Ofcom, National Telephone Numbering
# Plan), and `cad 4512 2206` is a call and its day; no year follows a house's number.
_LOCAL = re.compile(
    rf"(?<![\w/.])(?<!\d[ -])(?:\b(?P<of>{SYSTEM_NAMES}|custody|cad|crime|log|ref|reference|urn|crn|pin|collar)(?:\s+(?:ref|no|number))?[\s:#]+)?"
    r"(?P<exchange>[2-9]\d{2,3})[ -](?!(?:19|20)\d\d)(?P<line>\d{4})(?![ -]?[\d/]|\w)",
    re.IGNORECASE,
)
# `07587078...`, `0758 7078***`, `07587xxxxxx`: the beginning of a number whose other figures are not known
_BEGUN = re.compile(
    r"(?<![\w+/.-])(?P<start>0\d(?:[ -]?\d){4,8})\s?(?:\.{2,}|…|[*?]+|x{2,})(?![\w/])", re.IGNORECASE
)
_MOBILE_START = re.compile(r"07\d{5,7}")  # figures alone that begin a mobile's number
_ONE_FIGURE_OFF = re.compile(
    r"0[1237]\d{8}|0[1237]\d{10}"
)  # a number with one figure missing, or one too many
_FIGURES_OF_ONE = 11
_WHOLE = len("+447700900123")


def said_ends(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without the ends of telephone numbers that are said to be ones (`phone ending 0123`, `...900123`) or written so
    (`496 0123`), and these."""
    ends: list[str] = []

    def taken(match: re.Match[str]) -> str:
        word = match.groupdict().get("word") or ""
        if word.lower() in PLATE_LABELS:
            return match[0]
        ends.append(match["end"])
        return f" {word} "

    def local(match: re.Match[str]) -> str:
        if match["of"]:
            return match[0]
        ends.append(match["exchange"] + match["line"])
        return " "

    rest = _LOCAL.sub(local, _DOTTED.sub(taken, _SAID_END.sub(taken, text)))
    return " ".join(rest.split()), tuple(ends)


def said_starts(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without the beginnings of telephone numbers that marks or crosses end (`07587078...`), and these."""
    starts: list[str] = []

    def taken(match: re.Match[str]) -> str:
        starts.append("".join(c for c in match["start"] if c.isdigit()))
        return " "

    rest = _BEGUN.sub(taken, text)
    return " ".join(rest.split()), tuple(starts)


def starts_of(said: Sequence[str], references: Sequence[str]) -> tuple[str, ...]:
    """The beginnings that are asked for, in their normal form: those said to be ones, and figures that begin a mobile's."""
    begun = (*said, *(token for token in references if _MOBILE_START.fullmatch(token)))
    return tuple(dict.fromkeys(map(_normal, begun)))


def ends_of(said: Sequence[str], references: Sequence[str]) -> tuple[str, ...]:
    """The ends that are asked for: those said to be ones, and six figures or more that are no whole telephone number."""
    bare = [token for token in references if token.isdigit() and LONG_END <= len(token) < _FIGURES_OF_ONE]
    return tuple(dict.fromkeys(end[-LONG_END:] for end in (*said, *bare)))


def nearly(tokens: Sequence[str]) -> tuple[str, ...]:
    """Tokens that are a number with a figure missing or one too many, in the normal form of one."""
    return tuple(dict.fromkeys(_normal(token) for token in tokens if _ONE_FIGURE_OFF.fullmatch(token)))


def _normal(number: str) -> str:
    return f"+44{number[1:]}"


def end_keys(ends: Sequence[str]) -> tuple[str, ...]:
    """Under what the index knows numbers that end so; of three figures too many do."""
    cut = (end if len(end) == LONG_END else end[-SHORT_END:] for end in ends if len(end) >= SHORT_END)
    return tuple(f"{PHONE_END}:{end}" for end in cut)


@lru_cache(maxsize=1024)
def near_phones(number: str) -> tuple[str, ...]:
    """A telephone number in its normal form with one figure after `07` wrong, or two neighbours the other way about; one that
    is too short or too long with a figure more or less."""
    fixed, size = len("+447"), len(number)
    if size < _WHOLE:
        made = {number[:at] + one + number[at:] for at in range(fixed, size + 1) for one in FIGURES}
    elif size > _WHOLE:
        made = {number[:at] + number[at + 1 :] for at in range(fixed, size)}
    else:
        made = of_figures(number, fixed)
    return tuple(sorted(made - {number}))
