"""Whether what a record tells still stands: a warrant until it was executed or withdrawn, a missing person until they are found."""

from __future__ import annotations

from access.gateway import Hit

_OVER = frozenset(
    ["executed", "withdrawn", "cancelled", "expired", "recalled", "served", "quashed", "dismissed", "void", "closed", "resolved", "completed", "found", "located", "returned", "safe"]
)  # fmt: skip
# Which system's status says that what its records tell of somebody is over.
_ENDED_BY = {"WANTED": "EWMS", "MISSING": "MERLIN"}


def state_of(hit: Hit) -> str:
    """The record's status in small letters; empty where it has none."""
    return str(hit.record.get("status") or "").strip().lower()


def over(hit: Hit) -> bool:
    """Whether a record says that it is over: in a word of its status, unless that is denied (`not executed`)."""
    words = state_of(hit).replace("-", " ").split()
    return not _OVER.isdisjoint(words) and words[0] not in {"not", "un"}


def settled(hit: Hit, code: str) -> bool:
    """Whether a danger of this code is no more, by the status of the record that tells it: a warrant's, a missing person's."""
    return hit.system == _ENDED_BY.get(code) and over(hit)
