"""What a feed leaves empty: POLE-1 lets anything but a record's few required fields be absent or null.

An entry of a list that says nothing (null, a name without a word, a number without its value, a link to no record) is left
out, and so is half a point. A marker, an order or an assessment that says something but not which it is stands as
`not stated`. Nobody has to look out for gaps behind this door; what is written here is held to more (`parse_own`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from indexer.pole import Record, RecordErrors, parse
from indexer.pole_values import FieldError

NOT_STATED = "not stated"

_CONTROLS = frozenset({"Cc", "Zl", "Zp"})
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
        settled = _settled(raw)
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
        name: _entries(name, part) if isinstance(part, list) else _settled(part)
        for name, part in value.items()
    }
    if {"lat", "lon"} & made.keys() and (made.get("lat") is None or made.get("lon") is None):
        made |= dict.fromkeys(("lat", "lon"))
    return made


def _entries(name: str, entries: list[Any]) -> list[Any]:
    there = [_settled(entry) for entry in entries if entry is not None]
    says, field = _SAYS.get(name), _STOOD_IN_FOR.get(name)
    kept = [entry for entry in there if not says or not isinstance(entry, dict) or says(entry)]
    return [_stood_in(entry, field) if field else entry for entry in kept]


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
