"""What a feed leaves empty: POLE-1 lets anything but a record's few required fields be absent or null.

An entry of a list that says nothing (null, a name without a word, a number without its value, a link to no record) is left
out, and so is half a point, and a handling's blank. A marker, an order or an assessment that says something but not which it is
stands as `not stated`. What a feed says otherwise than POLE-1 and means beyond doubt is brought to it: a day with a time of day is that
day, an older grading (5x5x5) is mapped. Nobody has to look out for either behind this door; what is written here is held to more
(`parse_own`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from indexer.pole import Record, RecordErrors, parse
from indexer.pole_values import FieldError
from indexer.sources import grading

NOT_STATED = "not stated"

_CONTROLS = frozenset({"Cc", "Zl", "Zp"})
_MAY_BE_BLANK = ("unit", "descriptor", "visible_from", "visible_until")
_DAYS = frozenset({"dates_of_birth", "set_on", "review_on", "on"})
_DAY_AND_CLOCK = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d(?::?\d\d(?::?\d\d(?:[.,]\d{1,9})?)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?"
)
_OLDER = re.compile(r"(?P<source>[A-E])[/ ]?(?P<intelligence>[1-5])[/ ]?(?P<handling>[1-5])")
_STOOD_IN_FOR = {"markers": "code", "orders": "kind", "assessments": "kind"}


def parse_fed(raw: Mapping[str, Any], line: int | None = None) -> Record:
    """Read one POLE-1 object of a feed. Raises RecordErrors with every wrong field and the line."""
    made = _parsed(raw, line)
    # Only here: what came in before this was asked for is still read, and can be ended.
    broken = [name for name in ("system", "ref") if _has_controls(getattr(made, name))]
    if broken:
        words = "may hold no line breaks or other control characters"
        raise RecordErrors([FieldError(name, words) for name in broken], line)
    return made


def _has_controls(text: str) -> bool:
    return not text.isprintable() and any(unicodedata.category(sign) in _CONTROLS for sign in text)


def _parsed(raw: Mapping[str, Any], line: int | None) -> Record:
    try:
        return parse(raw, line)
    except RecordErrors as wrong:
        settled = grading.settle(_with_parts(_settled(raw)))
        if settled == raw:
            raise
        try:
            return parse(settled, line)
        except RecordErrors:
            raise wrong from None  # places in lists as they were given


def _settled(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    made = {
        name: _entries(name, part) if isinstance(part, list) else _day(name, _settled(part))
        for name, part in value.items()
    }
    if isinstance(handling := made.get("handling"), dict) and "tier" in handling:
        handling |= {name: None for name in _MAY_BE_BLANK if _empty(handling.get(name, 0))}
    if {"lat", "lon"} & made.keys() and (made.get("lat") is None or made.get("lon") is None):
        made |= dict.fromkeys(("lat", "lon"))
    return made


def _entries(name: str, entries: list[Any]) -> list[Any]:
    there = [_settled(entry) for entry in entries if entry is not None]
    says, field = _SAYS.get(name), _STOOD_IN_FOR.get(name)
    kept = [entry for entry in there if not says or not isinstance(entry, dict) or says(entry)]
    return [_stood_in(entry, field) if field else _day(name, entry) for entry in kept]


def _day(name: str, value: Any) -> Any:
    """Of a day that came with a time of day, the day as it stands there."""
    return (
        value[:10] if name in _DAYS and isinstance(value, str) and _DAY_AND_CLOCK.fullmatch(value) else value
    )


def _with_parts(record: dict[str, Any]) -> dict[str, Any]:
    """A record whose older grading is written in one (`B/2/4`, `B24`) with its three parts."""
    given = record.get("grading")
    found = _OLDER.fullmatch(given.strip()) if isinstance(given, str) else None
    return record | {"grading": found.groupdict()} if found else record


def _stood_in(entry: Any, field: str) -> Any:
    return entry | {field: NOT_STATED} if isinstance(entry, dict) and _empty(entry.get(field)) else entry


def _something(entry: Mapping[str, Any]) -> bool:
    return not all(map(_empty, entry.values()))


def _one_of(*fields: str) -> Callable[[Mapping[str, Any]], bool]:
    return lambda entry: not all(_empty(entry.get(field)) for field in fields)


def _leads_somewhere(entry: Mapping[str, Any]) -> bool:
    to = entry.get("to")
    whole = not isinstance(to, Mapping) or not (_empty(to.get("system")) or _empty(to.get("ref")))
    return whole and not _empty(to)


def _empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip()) or value in ([], {})


_SAYS: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "names": _one_of("text", "forenames", "surname"),
    "other": _one_of("value"),
    "links": _leads_somewhere,
    "markers": _something,
    "orders": _something,
    "assessments": _something,
}
