"""The critical fields of a record: what it says of who or what it is about, and who may see it.

They are what a search before create is bound to, and what no amendment changes without a reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from indexer.resolve.subjects import LISTS

Json = Mapping[str, Any]
# Of each kind of subject, what says which one it is.
IDENTIFYING = {
    "person": ("names", "dates_of_birth", "identifiers"),
    "object": ("type", "identifiers", "description"),
    "location": ("address", "postcode", "lat", "lon"),
}


def identifying(kind: str, subject: Json) -> dict[str, Any]:
    """What says which person, object or location it is; nothing that is empty."""
    held = {name: settled(subject.get(name)) for name in IDENTIFYING[kind]}
    return {name: value for name, value in held.items() if value not in (None, [], {})}


def critical(record: Json) -> dict[str, Any]:
    """The critical fields of a whole record, by name."""
    held: dict[str, Any] = {}
    for kind, names in LISTS.items():
        for subject in record.get(names) or ():
            for field, value in identifying(kind, subject).items():
                if field != "description":
                    held.setdefault(field, []).append(value)
    for field in ("grading", "handling"):
        if value := settled(record.get(field)):
            held[field] = value
    return held


def changed(before: Json, after: Json) -> tuple[str, ...]:
    """The critical fields in which two records differ."""
    old, new = critical(before), critical(after)
    return tuple(sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name)))


def settled(value: Any) -> Any:
    """A value without what says nothing: nulls, blanks around and between words, empty lists and objects."""
    if isinstance(value, str):
        return " ".join(value.split()) or None
    if isinstance(value, Mapping):
        held = {str(name): settled(part) for name, part in value.items()}
        return {name: part for name, part in held.items() if part not in (None, [], {})} or None
    if isinstance(value, list | tuple):
        return [part for part in map(settled, value) if part not in (None, [], {})] or None
    return value
