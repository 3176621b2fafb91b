"""Whether what a record tells still stands: a warrant until it was executed or withdrawn, a missing person until they are found."""

from __future__ import annotations

import re

from access.gateway import Hit

_DONE = ("closed", "resolved", "completed", "cancelled")
# What of a record's status says that a danger of this code is over.
_ENDS = {
    "WANTED": frozenset(
        [*_DONE, "executed", "withdrawn", "expired", "recalled", "served", "quashed", "dismissed", "void"]
    ),
    "MISSING": frozenset([*_DONE, "found", "located", "returned", "traced", "safe"]),
}
# What takes it back: `not executed`, `no trace, not located`, `to be served`, `executed: no`. In doubt a danger stands.
_BEFORE = frozenset(
    ["not", "un", "no", "never", "yet", "still", "to", "be", "awaiting", "pending", "part", "partially", "partly", "attempted"]
)  # fmt: skip
_AFTER = frozenset(["no", "not", "pending", "never"])
# Which system's status says that what its texts and markers tell of somebody is over.
_ENDED_BY = {"WANTED": "EWMS", "MISSING": "MERLIN"}


def state_of(hit: Hit) -> str:
    """The record's status in small letters; empty where it has none."""
    return str(hit.record.get("status") or "").strip().lower()


def is_warrant(hit: Hit) -> bool:
    """Whether a record is a warrant."""
    return hit.system == "EWMS"


def is_search(hit: Hit) -> bool:
    """Whether a warrant is one to search a place, which seeks nobody."""
    said = set(re.findall(r"[a-z]+", str(hit.record.get("classification") or "").lower()))
    return not said.isdisjoint({"search", "srch"}) and said.isdisjoint(
        {"arrest", "bail", "anb", "commit", "committal"}
    )


def over(hit: Hit, code: str) -> bool:
    """Whether a record's status says that the warrant (`WANTED`) or the absence (`MISSING`) is over."""
    words = re.findall(r"[a-z]+", state_of(hit))
    at = next((at for at, word in enumerate(words) if word in _ENDS[code]), None)
    return at is not None and _BEFORE.isdisjoint(words[:at]) and _AFTER.isdisjoint(words[at + 1 : at + 2])


def settled(hit: Hit, code: str) -> bool:
    """Whether a danger of this code is no more, by the status of the record that tells it: a warrant's, a missing person's."""
    return hit.system == _ENDED_BY.get(code) and over(hit, code)
