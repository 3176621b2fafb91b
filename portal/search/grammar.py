"""The analyst's query language: words (all of them, with or without `AND`), `OR`, "phrases", -without or `NOT`, beginnings*, field:value.

Words that are one number together (`AB12 CDE`, `07700 900123`, `CRIS 2314567/24`) are one term, as if nothing stood between them.

A small grammar of our own and not the engine's: what it can say is what may be asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from access.queries import FACETS
from portal.search import numbers

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
    NUMBER = "number"
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
    groups = _Groups()
    for part in _joined(list(_TOKEN.finditer(plain))):
        if isinstance(part, _Number):
            groups.add(Asking(Shape.NUMBER, part.text, without=part.without or groups.without))
        elif operator := _operator(part):
            groups.operate(operator)
        elif term := _term(part, groups.without):
            groups.add(term)
    return Question(groups.closed(), not text.strip())


@dataclass(frozen=True, slots=True)
class _Number:
    """Several words that are one number, as typed. without: a minus stands before the first of them."""

    text: str
    without: bool


def _joined(tokens: list[re.Match[str]]) -> Iterator[re.Match[str] | _Number]:
    """The tokens in order, those that are one number taken together: plain words, of which the first may have a minus."""
    at = 0
    while at < len(tokens):
        end = at + 1
        if _plain(tokens[at]):
            while end < len(tokens) and _plain(tokens[end]) and not tokens[end]["not"]:
                end += 1
        yield from _with_numbers(tokens[at:end])
        at = end


def _with_numbers(tokens: list[re.Match[str]]) -> Iterator[re.Match[str] | _Number]:
    left = 0
    for run in numbers.runs([token["word"] for token in tokens]) if len(tokens) > 1 else ():
        yield from tokens[left : run.first]
        yield _Number(run.text, bool(tokens[run.first]["not"]))
        left = run.end
    yield from tokens[left:]


def _plain(token: re.Match[str]) -> bool:
    word = token["word"]
    return bool(word) and not token["field"] and not word.endswith("*") and not _operator(token)


class _Groups:
    """The groups of a question as far as it is read, and what its last operators say of the next term. joined: it is one of
    the group before it; without: it must not be there."""

    def __init__(self) -> None:
        self._made: list[tuple[Asking, ...]] = []
        self._joined = self.without = False

    def operate(self, operator: str) -> None:
        """Take an operator in; a NOT behind OR stands in the same group. Raises GrammarError behind a NOT."""
        self._refuse_bare_not()
        alternative = operator == "OR" or (self._joined and operator == "NOT")
        self._joined = bool(self._made) and alternative
        self.without = operator == "NOT"

    def add(self, term: Asking) -> None:
        """Take a term in."""
        if self._joined:
            self._made[-1] = (*self._made[-1], term)
        else:
            self._made.append((term,))
        self._joined = self.without = False

    def closed(self) -> tuple[tuple[Asking, ...], ...]:
        """All groups. Raises GrammarError where a NOT stands last, or there are too many terms."""
        self._refuse_bare_not()
        if sum(map(len, self._made)) > MOST_TERMS:
            raise GrammarError(f"has at most {MOST_TERMS} words")
        return tuple(self._made)

    def _refuse_bare_not(self) -> None:
        if self.without:
            raise GrammarError(_BARE_NOT)


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
    """The term that a token is; None for signs alone, and for a field without a value. Raises GrammarError."""
    field, phrase, word = match["field"] or "", match["phrase"], match["word"] or ""
    without = excluded or bool(match["not"])
    if field.lower() in FIELDS:
        value = phrase if phrase is not None else word
        return Asking(Shape.FIELD, value, field.lower(), without) if value else None
    if field and _meant_as_field(phrase, word):
        raise GrammarError(
            f"names {field}, which is no field; there are {', '.join(sorted(FIELDS))}. "
            f'As words: "{field}:{phrase or word}"'
        )
    if phrase is not None:
        return _asking(Shape.PHRASE, phrase, without)
    text = f"{field}:{word}" if field else word
    shape = Shape.BEGINNING if text.endswith("*") and len(text) > 1 else Shape.WORD
    return _asking(shape, text.rstrip("*"), without)


def _asking(shape: Shape, text: str, without: bool) -> Asking | None:
    """A term of words, where it has a letter or a figure."""
    return Asking(shape, text, without=without) if any(c.isalnum() for c in text) else None


def _meant_as_field(phrase: str | None, word: str) -> bool:
    """Whether what follows letters and a colon reads as a value, and not as an address or a row of pairs (`http://`, `aa:bb:cc`)."""
    return phrase is not None or (word[:1].isalnum() and ":" not in word)
