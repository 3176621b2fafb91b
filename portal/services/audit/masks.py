"""What an auditor reads of the records that an event names: a restricted one is `restricted`, wherever it stands.

A record is named by an event's subjects and in its details: by `system` with `ref`, and by any text that has the shape of
an id, `SYSTEM/ref`, that of a person in it (`~1`) or of a thing (`~o1`), alone or at the end of an address. No field has to
be known for it; what somebody said in their own words alone stands as they said it. An id that no record has reads like a
restricted one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from access.ledger import StoredEvent

RESTRICTED = "restricted"
# What is said in somebody's own words: what they searched for, why, and their own reference.
WORDS = frozenset({"q", "reason", "reference", "why", "refused", "note", "word"})
_ITS_OWN = frozenset({"system", "ref", "changes"})  # what tells which record it is, and what it says
_A_LOOK = re.compile("look:[0-9a-f]{32}")  # a subject that is an event: no record's id is without a slash
_PLACE = re.compile(r"~o?\d+$")
_LONGEST = 600  # characters; no id is as long


@dataclass(frozen=True, slots=True)
class Readable:
    """What an auditor may read of. open_, closed: ids of records that are there, and that they may read of or not; systems:
    in small letters, whose ids are masked though no record has them."""

    open_: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    systems: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Named:
    """A text that has the shape of an id. system: in small letters; ids: which it may be; masked: the text without it."""

    system: str
    ids: tuple[str, ...]
    masked: str


def without_place(id_: str) -> str:
    """The id of the record in which a person or a thing of this id stands; a record's own is its own."""
    return _PLACE.sub("", id_)


def named(event: StoredEvent, systems: frozenset[str]) -> set[str]:
    """The ids of the records that an event may name."""
    found = {*(event.subjects or ()), *_told(event.details, systems)}
    return {id_ for id_ in found if id_.isprintable() and len(id_) <= _LONGEST}  # no record's is another


def masked(event: StoredEvent, readable: Readable) -> dict[str, Any]:
    """The event as JSON, as an auditor reads it."""
    made = dict(event.as_json())
    if event.subjects is not None:
        made["subjects"] = [
            id_ if id_ in readable.open_ or _A_LOOK.fullmatch(id_) else RESTRICTED for id_ in event.subjects
        ]
    return {**made, "details": _without(event.details, readable)}


def _told(said: Any, systems: frozenset[str]) -> Iterator[str]:
    """The ids in what an event says."""
    if isinstance(said, str):
        if found := _shape(said, systems):
            yield from found.ids
    elif isinstance(said, list):
        for one in said:
            yield from _told(one, systems)
    elif isinstance(said, Mapping):
        if id_ := _whole(said):
            yield id_
        for name, value in said.items():
            if not _in_words(name, value):
                yield from _told(value, systems)


def _without(said: Any, readable: Readable) -> Any:
    """What an event says, without what names or tells of a record that is not open."""
    if isinstance(said, str):
        return _masked(said, readable)
    if isinstance(said, list):
        return [_without(one, readable) for one in said]
    if not isinstance(said, Mapping):
        return said
    id_ = _whole(said)
    closed = id_ is not None and id_ not in readable.open_
    kept = {
        name: _field(name, value, readable)
        for name, value in said.items()
        if not (closed and name in _ITS_OWN)
    }
    return {"record": RESTRICTED, **kept} if closed else kept


def _field(name: str, value: Any, readable: Readable) -> Any:
    if _in_words(name, value):
        return value
    return _outline(value) if name == "record" and _is_closed(value) else _without(value, readable)


def _in_words(name: str, value: object) -> bool:
    return name in WORDS and isinstance(value, str)


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


def _whole(said: Mapping[str, Any]) -> str | None:
    """The id that stands in two fields."""
    system, ref = said.get("system"), said.get("ref")
    return f"{system}/{ref}" if isinstance(system, str) and isinstance(ref, str) else None


def _masked(text: str, readable: Readable) -> str:
    """A text, less the id of a record that is not open."""
    found = _shape(text, readable.systems)
    if found is None or not readable.open_.isdisjoint(found.ids):
        return text
    of_a_record = found.system in readable.systems or not readable.closed.isdisjoint(found.ids)
    return found.masked if of_a_record else text


def _shape(text: str, systems: frozenset[str]) -> _Named | None:
    """The id that a text has the shape of; in an address it begins with one of the systems, and may have a step behind it."""
    parts = text.split("/")
    path = parts[0] == ""
    starts = (at for at, part in enumerate(parts[:-1]) if part and (not path or part.casefold() in systems))
    at = next(starts, None)
    if at is None or (at and not path):
        return None
    ends = [len(parts), len(parts) - 1] if path and len(parts) - at > 2 else [len(parts)]
    ids = tuple(_record("/".join(parts[at:end])) for end in ends)
    return _Named(parts[at].casefold(), ids, "/".join([*parts[:at], RESTRICTED]))


def _record(id_: str) -> str:
    """The record of an id, which may be that of a person or a thing in it."""
    return _PLACE.sub("", id_)
