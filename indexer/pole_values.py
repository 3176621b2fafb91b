"""The kinds of value that a POLE-1 record is made of: each reads JSON or says what is wrong with it.

A kind is a reader (JSON value in, Python value out, or `Wrong`) with its words for `docs/pole-1.md`. Values are kept
as they were given: a date stays the text that it was, so that what comes out is what went in.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from access.partial_dates import first_day

# PostgreSQL holds no NUL, and half a surrogate pair has no UTF-8 form.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_TIME = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?)?)?"
)


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field: its path (`people[0].role`) and the reason in words, never the value."""

    field: str
    message: str


class Wrong(ValueError):  # noqa: N818  (reads as what it says at each raise)
    """A value that is not what its field takes; `problems` are relative to the value itself."""

    def __init__(self, problems: Iterable[FieldError]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))

    @classmethod
    def here(cls, message: str) -> Wrong:
        """The value itself is wrong."""
        return cls((FieldError("", message),))

    def under(self, name: str) -> list[FieldError]:
        """The same problems as seen from the object that holds the value as `name`."""
        return [FieldError(_join(name, problem.field), problem.message) for problem in self.problems]


def _join(name: str, path: str) -> str:
    return name if not path else f"{name}{path}" if path.startswith("[") else f"{name}.{path}"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of value: what it is called in the documents, how it is read, what stands for absent."""

    words: str
    read: Callable[[Any], Any]
    empty: Any = None
    item: type | None = None


def text(most: int = 2_000, *, filled: bool = False) -> Kind:
    """Text of at most `most` characters, kept as given; `filled` refuses one of blanks only."""

    def read(value: Any) -> str:
        if not isinstance(value, str):
            raise Wrong.here(f"must be text, not {json_name(value)}")
        if len(value) > most:
            raise Wrong.here(f"is longer than {most:,} characters")
        if filled and not value.strip():
            raise Wrong.here("may not be empty")
        if _UNSTORABLE.search(value):
            raise Wrong.here("contains a character that cannot be stored (NUL or half a surrogate pair)")
        return value

    return Kind(f"text, up to {most:,} characters", read)


def system_code(most: int = 64) -> Kind:
    """A system's code: text without a slash, since a record's id is `SYSTEM/ref`."""
    inner = text(most, filled=True)

    def read(value: Any) -> str:
        given: str = inner.read(value)
        if "/" in given or given != given.strip():
            raise Wrong.here("may hold no slash, nor begin or end with a blank")
        return given

    return Kind(f"text without a slash, up to {most} characters", read)


def choice(*allowed: str) -> Kind:
    """One of a fixed set of words."""
    words = ", ".join(allowed)

    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise Wrong.here(f"must be one of {words}")
        return value

    return Kind(f"one of {words}", read)


def _time(value: Any, form: str, *, clock: bool) -> str:
    if not isinstance(value, str):
        raise Wrong.here(f"must be {form}, not {json_name(value)}")
    found = _TIME.fullmatch(value)
    if not found or (found[4] and not clock):
        raise Wrong.here(f"must be {form}")
    try:
        moment(value)
    except (ValueError, OverflowError):
        raise Wrong.here("is no date that there is") from None
    return value


@lru_cache(maxsize=50_000)
def moment(given: str) -> datetime:
    """The first instant of an ISO 8601 time or partial date, in UTC; a time without an offset is UTC's own.

    Raises ValueError for what is no date, OverflowError where UTC would leave the calendar.
    """
    at = datetime.fromisoformat(first_day(given))
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def date() -> Kind:
    """A date, possibly partial: `1980-02-03`, `1980-02`, `1980`."""
    form = "an ISO 8601 date (1980, 1980-02 or 1980-02-03)"
    return Kind("date, may be partial", lambda value: _time(value, form, clock=False))


def time() -> Kind:
    """An instant or a date, possibly partial: `2024-03-02T08:10:00Z`, `2024-03-02`."""
    form = "an ISO 8601 time or date (2024-03-02T08:10:00Z, 2024-03-02, 2024-03)"
    return Kind("time or date, may be partial", lambda value: _time(value, form, clock=True))


def integer(least: int, most: int = 2**62) -> Kind:
    """A whole number within bounds, both included."""
    span = f"from {least} to {most}"

    def read(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise Wrong.here(f"must be a whole number {span}")
        return value

    return Kind(f"whole number {span}", read)


def number(least: float = -1e12, most: float = 1e12) -> Kind:
    """A finite number within bounds, both included."""
    span = f" from {least:g} to {most:g}" if most < 1e12 else ""

    def read(value: Any) -> float | int:
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise Wrong.here(f"must be a number, not {json_name(value)}")
        if not math.isfinite(value) or not least <= value <= most:
            raise Wrong.here(f"must be a number{span or ' of ordinary size'}")
        return value

    return Kind(f"number{span}", read)


def boolean() -> Kind:
    """true or false."""

    def read(value: Any) -> bool:
        if not isinstance(value, bool):
            raise Wrong.here(f"must be true or false, not {json_name(value)}")
        return value

    return Kind("true or false", read)


def given() -> Kind:
    """Text, or an object of short texts: an older grading is kept in whichever shape it came."""
    short = text(500)

    def read(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {short.read(key): short.read(part) for key, part in value.items()}
        return short.read(value)

    return Kind("text, or an object of texts", read)


def many(kind: Kind, most: int = 1_000) -> Kind:
    """A list of at most `most` values of a kind; absent stands for none."""

    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise Wrong.here(f"must be a list, not {json_name(value)}")
        if len(value) > most:
            raise Wrong.here(f"has more than {most:,} entries")
        try:
            return tuple([kind.read(part) for part in value])
        except Wrong:
            raise Wrong(_problems(kind, value)) from None

    return Kind(f"list of {kind.words}", read, (), kind.item)


def _problems(kind: Kind, values: Iterable[Any]) -> Iterable[FieldError]:
    for position, value in enumerate(values):
        try:
            kind.read(value)
        except Wrong as wrong:
            yield from wrong.under(f"[{position}]")


def json_name(value: Any) -> str:
    """What JSON calls a value's type."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    names = {str: "text", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), "something else")
