"""What a despatcher may not see can still kill: which records hold a grave danger that no despatcher of their force is told.

Found when a record is indexed, from the record and what was read from its texts, never at anybody's lookup. A danger is
hidden by the record's handling, or because only the full text tells of it. `store_warnings` keeps it as a task for the
record's owner: publish a sanitised warning, or say why not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from access.handling import Handling, visible
from access.identity import Identity, Role
from indexer.pole import Record

# Firearms, weapons, violence, explosives: in the order in which a despatcher is told of them.
GRAVE = ("FI", "XP", "WE", "VI")
BY_HANDLING, BY_TEXT = "handling", "full text"


class WatchError(ValueError):
    """What despatchers hold was not said in a way that can be read."""


@dataclass(frozen=True, slots=True)
class Watch:
    """What every despatcher of a force holds: a record that needs more is hidden from the control room."""

    groups: frozenset[str] = frozenset()
    compartments: frozenset[str] = frozenset()
    sensitive: bool = True

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Watch:
        """By SIGHTLINE_DESPATCHER_GROUPS and SIGHTLINE_DESPATCHER_COMPARTMENTS (names between commas; none) and
        SIGHTLINE_DESPATCHER_SENSITIVE (`yes`, `no`: whether they are cleared for sensitive records; yes). Raises WatchError.
        """
        cleared = environment.get("SIGHTLINE_DESPATCHER_SENSITIVE") or "yes"
        if cleared not in {"yes", "no"}:
            raise WatchError("SIGHTLINE_DESPATCHER_SENSITIVE must be yes or no")
        groups, compartments = (
            _names(environment, f"SIGHTLINE_DESPATCHER_{what}") for what in ("GROUPS", "COMPARTMENTS")
        )
        return cls(groups, compartments, cleared == "yes")

    def sees(self, handling: Handling, now: datetime) -> bool:
        """Whether the control room of the record's own force sees it."""
        who = Identity(
            "despatcher", Role.DESPATCHER, handling.force, self.groups, self.compartments, "OFFICIAL", self.sensitive
        )  # fmt: skip
        return visible(who, handling, now)


def _names(environment: Mapping[str, str], name: str) -> frozenset[str]:
    return frozenset(part.strip() for part in (environment.get(name) or "").split(",") if part.strip())


@dataclass(frozen=True, slots=True)
class HiddenRisk:
    """A record with dangers that its force's despatchers are not told. because: BY_HANDLING or BY_TEXT; digest: of what
    tells of them, so that the same again is the same task."""

    record: str
    revision: int
    force: str
    because: str
    codes: tuple[str, ...]
    digest: str


def hidden_risk(
    record: Record, document: Mapping[str, Any], watch: Watch, now: datetime
) -> HiddenRisk | None:
    """The hidden danger of a record and its search document; None where there is none."""
    said = set(_affirmed(document, "full"))
    marked = set(_markers(record))
    if not (said or marked):
        return None
    if watch.sees(record.handling, now):
        told = {code for code, _ in {*_affirmed(document, "open"), *marked}}
        because, hidden = BY_TEXT, {one for one in said if one[0] not in told}
    else:
        because, hidden = BY_HANDLING, said | marked
    if not hidden:
        return None
    codes = tuple(code for code in GRAVE if any(code == known for known, _ in hidden))
    owner = record.handling.force
    return HiddenRisk(record.id, int(document["revision"]), owner, because, codes, _digest(hidden))


def _affirmed(document: Mapping[str, Any], view: str) -> Iterator[tuple[str, str]]:
    """Grave facts that a text affirms, each with its sentence."""
    reading = (document.get(view) or {}).get("reading") or {}
    for fact in reading.get("facts") or ():
        if fact["code"] in GRAVE and fact["assertion"] == "affirmed":
            yield str(fact["code"]), str(fact.get("sentence") or "")


def _markers(record: Record) -> Iterator[tuple[str, str]]:
    """Grave markers of people and places, which stand in both views."""
    of_people = (marker for person in record.people for marker in person.markers)
    of_places = (marker for place in record.locations for marker in place.markers)
    held = (*of_people, *of_places)
    yield from ((marker.code, marker.text or "") for marker in held if marker.code in GRAVE)


def _digest(hidden: set[tuple[str, str]]) -> str:
    return hashlib.sha256(json.dumps(sorted(hidden)).encode()).hexdigest()
