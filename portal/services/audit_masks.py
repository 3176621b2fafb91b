"""What an auditor reads of the records that an event names: a restricted one is `restricted`, wherever it stands.

Records are named by an event's subjects and in its details: by `system` with `ref`, or by the id of a record or of a person
in it. An id that no record has reads like a restricted one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from access.ledger import StoredEvent

RESTRICTED = "restricted"
_IDS = frozenset({"id", "a", "b", "review", "task", "over"})  # fields that hold an id, or several
_ITS_OWN = frozenset({"system", "ref", "changes"})  # what tells which record it is, and what it says
_A_LOOK = re.compile("look:[0-9a-f]{32}")  # a subject that is an event: no record's id is without a slash
_PLACE = re.compile(r"~\d+$")


def named(event: StoredEvent) -> set[str]:
    """The ids of the records that an event names."""
    return {*(event.subjects or ()), *_told(event.details)}


def masked(event: StoredEvent, open_: frozenset[str]) -> dict[str, Any]:
    """The event as JSON. open_: ids of the records that the auditor may read of."""
    made = dict(event.as_json())
    if event.subjects is not None:
        made["subjects"] = [
            id_ if id_ in open_ or _A_LOOK.fullmatch(id_) else RESTRICTED for id_ in event.subjects
        ]
    return {**made, "details": _without(event.details, open_)}


def _told(said: Any) -> Iterator[str]:
    """The ids in what an event says."""
    if isinstance(said, list):
        for one in said:
            yield from _told(one)
    elif isinstance(said, Mapping):
        if id_ := _whole(said):
            yield id_
        for name, value in said.items():
            yield from map(_record, _ids(name, value)) if _ids(name, value) else _told(value)


def _without(said: Any, open_: frozenset[str]) -> Any:
    """What an event says, without what names or tells of a record that is not open."""
    if isinstance(said, list):
        return [_without(one, open_) for one in said]
    if not isinstance(said, Mapping):
        return said
    id_ = _whole(said)
    closed = id_ is not None and id_ not in open_
    kept = {
        name: _field(name, value, open_) for name, value in said.items() if not (closed and name in _ITS_OWN)
    }
    return {"record": RESTRICTED, **kept} if closed else kept


def _field(name: str, value: Any, open_: frozenset[str]) -> Any:
    if _ids(name, value):
        return _only(value, open_)
    return _outline(value) if name == "record" and _is_closed(value) else _without(value, open_)


def _is_closed(new: Any) -> bool:
    """Whether it is a new record that is not plainly everyone's in the force: one that says nothing is made sensitive."""
    if not isinstance(new, Mapping):
        return False
    handling = new.get("handling")
    return not isinstance(handling, Mapping) or not (
        handling.get("sensitive") is False
        and "*" in (handling.get("audience") or ())
        and not handling.get("compartments")
    )


def _outline(new: Mapping[str, Any]) -> dict[str, Any]:
    """What may be told of a new record that is not open: what was given, and not what it said."""
    return {"record": RESTRICTED, "kind": new.get("kind"), "fields": sorted(new)}


def _only(value: Any, open_: frozenset[str]) -> Any:
    if isinstance(value, list):
        return [_only(one, open_) for one in value]
    return value if _record(value) in open_ else RESTRICTED


def _whole(said: Mapping[str, Any]) -> str | None:
    """The id that stands in two fields."""
    system, ref = said.get("system"), said.get("ref")
    return f"{system}/{ref}" if isinstance(system, str) and isinstance(ref, str) else None


def _ids(name: str, value: object) -> list[str]:
    """The ids that a field holds; none where it is not one of ids. A request's id has no slash."""
    held: list[Any] = value if isinstance(value, list) else [value]
    return held if name in _IDS and held and all(isinstance(one, str) and "/" in one for one in held) else []


def _record(id_: str) -> str:
    """The record of an id, which may be that of a person in it."""
    return _PLACE.sub("", id_)
