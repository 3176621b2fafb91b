"""Amending what was written here: by who wrote it or a supervisor, from the version that they saw, with its history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from access.events import Action, Outcome
from access.gateway import Hit
from access.handling import HandlingError, highest, parse, visible
from access.identity import Identity, Role
from indexer.resolve.subjects import LISTS
from indexer.store import Store
from indexer.store_written import Version
from portal.services.asker import Asker, Desk, Look
from portal.services.creating.critical import critical
from portal.services.creating.subjects import look_over
from portal.services.creating.writing import SYSTEM, Writing
from portal.services.errors import Invalid
from portal.services.times import moment

MOST_OWN = 50
_AMENDABLE = frozenset({"title", "text", "handling", "grading", *LISTS.values()})


class Amending:
    """Own records: which they are, one with its versions, and its next version."""

    def __init__(self, desk: Desk, store: Store, writing: Writing, clock: Callable[[], datetime]) -> None:
        self._desk, self._store, self._writing, self._clock = desk, store, writing, clock

    def mine(self, asker: Asker) -> dict[str, Any]:
        """The records that somebody wrote here, as far as they may see them still, the latest first."""
        with self._desk.look(asker, Action.RECORD_AMEND, {"list": "own records"}) as look:
            hits = look.reading.fetch(self._store.written_by(asker.identity.user) or ["-"])
            own = [hit for hit in hits if hit.kind in LISTS][:MOST_OWN]
            look.returned(hit.id for hit in own)
            return {
                "own": [_row(hit) for hit in own],
                "marking": highest(hit.marking for hit in own),
                "audit_id": look.audit_id,
            }

    def open(self, asker: Asker, ref: str) -> dict[str, Any]:
        """A record with its handling and every version that its reader may see. Raises NotFound for absent and hidden
        alike, Invalid where it is not theirs to amend."""
        with self._desk.look(asker, Action.RECORD_AMEND, {"system": SYSTEM, "ref": ref}) as look:
            hit, versions = self._own(look, asker.identity, ref)
            look.returned([hit.id])
            return {
                "record": dict(hit.record),
                "handling": versions[0].body["handling"],
                "version": versions[0].version,
                "versions": self._told(asker.identity, versions),
                "marking": hit.marking,
                "audit_id": look.audit_id,
            }

    def amend(
        self, asker: Asker, ref: str, version: int, changes: Mapping[str, Any], reason: str | None
    ) -> dict[str, Any]:
        """Save the next version. Raises what `Writing.amend` and `open` raise."""
        asked = {"system": SYSTEM, "ref": ref, "version": version, "changes": changes, "why": reason}
        with self._desk.look(asker, Action.RECORD_AMEND, asked) as look:
            look.outcome = Outcome.REFUSED
            hit, versions = self._own(look, asker.identity, ref)
            if unknown := changes.keys() - _AMENDABLE:
                raise Invalid(min(unknown), "is not amended here")
            now = self._clock()
            look_over({**versions[0].body, **changes}, now.date())
            self._still_seen(asker.identity, changes, now)
            saved = self._writing.amend(look.permit, ref, version, changes, reason)
            look.outcome = Outcome.AMENDED
            look.returned([hit.id])
            return {
                "system": saved.system,
                "ref": saved.ref,
                "version": saved.version,
                "index": self._writing.state(saved),
                "marking": hit.marking,
                "audit_id": look.audit_id,
            }

    # ---------------------------------------------------------------------------------------------

    def _own(self, look: Look, identity: Identity, ref: str) -> tuple[Hit, list[Version]]:
        hits, versions = look.reading.fetch([f"{SYSTEM}/{ref}"]), self._writing.versions(ref)
        if not hits:
            raise look.not_found()
        authors = {version.stamp.user for version in versions}
        theirs = identity.user in authors or identity.role is Role.SUPERVISOR
        if (
            not versions
            or hits[0].kind not in LISTS
            or not theirs
            or versions[0].stamp.force != identity.force
        ):
            look.outcome = Outcome.REFUSED
            raise Invalid("record", "is amended by who wrote it or a supervisor of their force")
        return hits[0], versions

    def _still_seen(self, identity: Identity, changes: Mapping[str, Any], now: datetime) -> None:
        if "handling" not in changes:
            return
        try:
            seen = visible(identity, parse(changes["handling"]), now)
        except HandlingError as error:
            raise Invalid(f"handling.{error.field}", error.message) from None
        if not seen:
            raise Invalid("handling", "must let you see the record yourself")

    def _told(self, identity: Identity, versions: list[Version]) -> list[dict[str, Any]]:
        """Each version that may be seen by its own handling, with what it changed: old ones may have been tighter."""
        now = self._clock()
        seen = [one for one in versions if visible(identity, parse(one.body["handling"]), now)]
        before = {one.version + 1: one for one in seen}
        return [_version(one, before.get(one.version)) for one in seen]


def _version(one: Version, before: Version | None) -> dict[str, Any]:
    return {
        "version": one.version,
        "at": moment(one.at),
        "by": one.stamp.user,
        "reason": one.stamp.reason,
        "title": one.body.get("title"),
        "changes": _changes(before.body, one.body, one.stamp.changed) if before else [],
    }


def _changes(
    before: Mapping[str, Any], after: Mapping[str, Any], names: tuple[str, ...]
) -> list[dict[str, str]]:
    old, new = critical(before), critical(after)
    return [
        {
            "field": name.replace("_", " "),
            "before": _words(old.get(name)) or "nothing",
            "after": _words(new.get(name)) or "nothing",
        }
        for name in names
    ]


def _words(value: Any) -> str:
    """The leaves of a value, in words."""
    if isinstance(value, Mapping) and value.keys() <= {"kind", "forenames", "surname", "text"}:
        return " ".join(str(value[part]) for part in ("forenames", "surname", "text") if value.get(part))
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {said}" for name, part in value.items() if (said := _words(part)))
    if isinstance(value, list | tuple):
        return "; ".join(said for part in value if (said := _words(part)))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _row(hit: Hit) -> dict[str, Any]:
    return {
        "system": hit.system,
        "ref": hit.ref,
        "title": hit.title,
        "kind": hit.kind,
        "marking": hit.marking,
    }
