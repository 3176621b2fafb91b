"""The analyst's query language: words (all of them, with or without `AND`), `OR`, "phrases", -without or `NOT`, beginnings*, field:value.

A small grammar of our own and not the engine's: what it can say is what may be asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from access.queries import FACETS

LONGEST, MOST_TERMS = 500, 40
FIELDS = frozenset({*FACETS, "status"})
# A quotation mark right behind a figure is a sign for inches (`5'11"`) and opens nothing.
_TOKEN = re.compile(
    r'(?P<not>-)?(?:(?P<field>[A-Za-z]+):)?(?:"(?P<phrase>[^"]*)"|(?P<word>(?:[^\s"]|(?<=\d)")+))'
)
_OPERATOR = re.compile(r"(?<!\S)\(*(?:AND|OR|NOT)\)*(?!\S)|(?<!\S)-\(")
_BARE_NOT = "has a NOT with no word after it"  # passed over, it would widen the answer
_OPENS = {")": "(", "]": "[", "}": "{"}


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
    plain = text.replace("“", '"').replace("”", '"')
    _check_signs(plain)
    groups: list[tuple[Asking, ...]] = []
    joined = without = False
    for match in _TOKEN.finditer(plain):
        operator = _operator(match)
        if operator is not None:
            if without:
                raise GrammarError(_BARE_NOT)
            joined = bool(groups) and (operator == "OR" or (joined and operator == "NOT"))
            without = operator == "NOT"
            continue
        term = _term(match, without)
        if term is None:
            continue
        groups = [*groups[:-1], (*groups[-1], term)] if joined else [*groups, (term,)]
        joined = without = False
    if without:
        raise GrammarError(_BARE_NOT)
    if sum(map(len, groups)) > MOST_TERMS:
        raise GrammarError(f"has at most {MOST_TERMS} words")
    return Question(tuple(groups), not text.strip())


def _check_signs(text: str) -> None:
    """Refuse what is opened and not closed, and brackets that would have to group. Raises GrammarError."""
    spoken = _TOKEN.sub(lambda match: " " if match["phrase"] is not None else match[0], text)
    if re.search(r'(?<!\d)"', spoken):
        raise GrammarError("has a quotation mark that nothing closes")
    _check_brackets(spoken)
    if "(" in spoken and _OPERATOR.search(spoken):
        raise GrammarError(
            "has brackets beside AND, OR or NOT, and brackets group nothing here: "
            "bat OR knife door asks for door and one of the other two"
        )


def _check_brackets(text: str) -> None:
    waiting: list[str] = []
    for sign in text:
        if sign in _OPENS.values():
            waiting.append(sign)
        elif sign in _OPENS and (not waiting or waiting.pop() != _OPENS[sign]):
            raise GrammarError(f"has a {sign} that nothing opens")
    if waiting:
        raise GrammarError(f"has a {waiting[-1]} that nothing closes")


def _operator(match: re.Match[str]) -> str | None:
    """AND, OR or NOT, where it stands for itself: in capitals, with no sign and no field before it."""
    bare = match["word"] in {"AND", "OR", "NOT"} and not match["field"] and not match["not"]
    return match["word"] if bare else None


def _term(match: re.Match[str], excluded: bool) -> Asking | None:
    without, field, phrase, word = (
        excluded or bool(match["not"]),
        match["field"] or "",
        match["phrase"],
        match["word"] or "",
    )
    if field.lower() in FIELDS:
        value = phrase if phrase is not None else word
        return Asking(Shape.FIELD, value, field.lower(), without) if value else None
    if field and _meant_as_field(phrase, word):
        raise GrammarError(
            f"names {field}, which is no field; there are {', '.join(sorted(FIELDS))}. "
            f'As words: "{field}:{phrase or word}"'
        )
    text = phrase if phrase is not None else f"{field}:{word}" if field else word
    if not any(c.isalnum() for c in text):
        return None
    if phrase is not None:
        return Asking(Shape.PHRASE, text, "", without)
    if text.endswith("*") and len(text) > 1:
        return Asking(Shape.BEGINNING, text.rstrip("*"), "", without)
    return Asking(Shape.WORD, text.rstrip("*"), "", without)


def _meant_as_field(phrase: str | None, word: str) -> bool:
    """Whether what follows letters and a colon reads as a value, and not as an address or a row of pairs (`http://`, `aa:bb:cc`)."""
    return phrase is not None or (word[:1].isalnum() and ":" not in word)
