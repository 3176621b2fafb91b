"""The analyst's query language: words (all of them), `OR`, "phrases", -without, beginnings*, field:value.

A small grammar of our own and not the engine's: what it can say is what may be asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from access.queries import FACETS

LONGEST, MOST_TERMS = 500, 40
FIELDS = frozenset({*FACETS, "status"})
_TOKEN = re.compile(r'(?P<not>-)?(?:(?P<field>[a-z]+):)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')


class GrammarError(ValueError):
    """A question that cannot be read, in words for whoever typed it. field: which input."""

    def __init__(self, message: str, field: str = "q") -> None:
        super().__init__(message)
        self.field = field


class Shape(StrEnum):
    """What a term asks for."""

    WORD = "word"
    PHRASE = "phrase"
    BEGINNING = "beginning"
    FIELD = "field"


@dataclass(frozen=True, slots=True)
class Asking:
    """One term: its shape, its text, the field that it names, and whether it must not be there."""

    shape: Shape
    text: str
    field: str = ""
    without: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """All groups must be met; of a group (words joined by OR) one term is enough. blank: nothing was typed."""

    groups: tuple[tuple[Asking, ...], ...]
    blank: bool = False

    @property
    def wanted(self) -> tuple[Asking, ...]:
        """The terms whose presence is asked for."""
        return tuple(term for group in self.groups for term in group if not term.without)

    @property
    def unanswerable(self) -> bool:
        """Whether something was typed that holds nothing to look for, such as `(((`."""
        return not self.groups and not self.blank


def read(text: str) -> Question:
    """Read a question. A blank one asks for everything, signs alone for nothing. Raises GrammarError."""
    if len(text) > LONGEST:
        raise GrammarError(f"has at most {LONGEST} characters")
    groups: list[tuple[Asking, ...]] = []
    joined = False
    for match in _TOKEN.finditer(text.replace("“", '"').replace("”", '"')):
        if match["word"] == "OR" and not match["field"] and not match["not"]:
            joined = bool(groups)
            continue
        term = _term(match)
        if term is None:
            continue
        groups = [*groups[:-1], (*groups[-1], term)] if joined else [*groups, (term,)]
        joined = False
    if len(groups) > MOST_TERMS:
        raise GrammarError(f"has at most {MOST_TERMS} words")
    return Question(tuple(groups), not text.strip())


def _term(match: re.Match[str]) -> Asking | None:
    without, field, phrase, word = (
        bool(match["not"]),
        match["field"] or "",
        match["phrase"],
        match["word"] or "",
    )
    if field in FIELDS:
        value = phrase if phrase is not None else word
        return Asking(Shape.FIELD, value, field, without) if value else None
    text = phrase if phrase is not None else f"{field}:{word}" if field else word
    if not any(c.isalnum() for c in text):
        return None
    if phrase is not None:
        return Asking(Shape.PHRASE, text, "", without)
    if text.endswith("*") and len(text) > 1:
        return Asking(Shape.BEGINNING, text.rstrip("*"), "", without)
    return Asking(Shape.WORD, text.rstrip("*"), "", without)
