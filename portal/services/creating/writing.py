"""Writing: a record that somebody makes or amends here, from a permit to the record store and its outbox.

What is meant stands in the ledger before the record does, and that it was written after it: what cannot be recorded is
not written, and what was not written is not claimed. Nothing here touches the
search engine: the worker's poller indexes, and `state` tells how far it is.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from access.deeds import deed
from access.events import Action, EventKind
from access.ledger import Ledger
from access.permit import Permit, PermitError
from indexer.pole import Record, RecordErrors, parse_own
from indexer.store import Store
from indexer.store_standing import Reported
from indexer.store_warnings import Decided
from indexer.store_written import OWN, Against, Beside, Clash, Spent, Stamp, Version
from nlp import identifiers
from portal.services.creating.critical import changed, settled
from portal.services.errors import Conflict, Invalid, Invalids, NotFound
from portal.services.times import iso

SYSTEM = OWN
SEARCHABLE, WAITING, NOT_INDEXED = "searchable", "waiting", "not indexed"
_NEW = {
    Action.RECORD_CREATE: EventKind.RECORD_CREATED,
    Action.REPORT_CREATE: EventKind.REPORT_CREATED,
    Action.WARNING_PUBLISH: EventKind.WARNING_PUBLISHED,
}
_NEXT = {
    Action.RECORD_AMEND: EventKind.RECORD_AMENDED,
    Action.WARNING_AMEND: EventKind.WARNING_AMENDED,
    Action.WARNING_WITHDRAW: EventKind.WARNING_WITHDRAWN,
}
_OURS = frozenset({"system", "ref", "version", "recorded"})  # stamped here, never taken from outside
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that reads like another
LONGEST_REASON = 1_000


class Saved(NamedTuple):
    """What was written."""

    system: str
    ref: str
    version: int


class Writing:
    """Writes records of this instance's own system."""

    def __init__(self, ledger: Ledger, store: Store, clock: Callable[[], datetime]) -> None:
        self._ledger, self._store, self._clock = ledger, store, clock

    def save(
        self,
        permit: Permit,
        record: Mapping[str, Any],
        *,
        reason: str | None = None,
        seen: Sequence[str] = (),
        tokens: Sequence[Spent] = (),
        decides: str | None = None,
        against: Against | None = None,
        beside: Beside | None = None,
    ) -> Saved:
        """Save a new record under a permit to create one (a record, a report or a warning), at version 1.

        record: POLE-1; system, reference, version and time are given here, whatever it says. reason: the writer's own
        words; seen: ids of the records that they were shown; tokens: of searches or a draft, spent with it; decides: the
        task that a warning closes; against: what the record is held against while it is written; beside: writes what
        stands or falls with it. Raises Invalids naming every field, PermitError, LedgerUnavailable, Conflict,
        store_written.TokenSpent, store_written.Came, and what `beside` raises; then nothing was written, but where the
        ledger goes between the record and the row that says so.
        """
        kind = _NEW.get(permit.action)
        if kind is None:
            raise PermitError("the permit is not one for writing a new record")
        now = self._clock()
        made = self._made(permit, {**record, **_given(_reference(now), now)})
        stamp = self._stamp(permit, _words(reason), (), seen)
        self._write(permit, kind, made, stamp, tokens, now, decides, against, beside)
        return Saved(SYSTEM, made.ref, 1)

    def amend(
        self,
        permit: Permit,
        ref: str,
        version: int,
        changes: Mapping[str, Any],
        reason: str | None = None,
        *,
        beside: Beside | None = None,
    ) -> Saved:
        """Save the next version of a record that was written here, under a permit to amend (a record, a warning) or to
        withdraw a warning.

        version: the one that the writer saw; changes: whole top-level fields in place of the old ones; beside: writes what
        stands or falls with it. Raises Invalids (a change of a critical field without a reason, too), NotFound, Conflict where it stands at another version,
        PermitError, LedgerUnavailable. The caller has seen that the writer may see and amend this record.
        """
        kind = _NEXT.get(permit.action)
        if kind is None:
            raise PermitError("the permit is not one for amending a record")
        stored, now = self._store.get(f"{SYSTEM}/{ref}"), self._clock()
        if stored is None:
            raise NotFound(permit.audit_id)
        if stored.version != version:
            raise Conflict(f"the record stands at version {stored.version}, not {version}")
        before = stored.as_json()
        after = {**before, **{name: value for name, value in changes.items() if name not in _OURS}}
        after["version"] = version + 1
        made, critical = self._made(permit, after), changed(before, after)
        self._warrant(before, after, critical, reason)
        stamp = self._stamp(permit, _words(reason), critical, ())
        self._write(permit, kind, made, stamp, (), now, beside=beside)
        return Saved(SYSTEM, ref, version + 1)

    def state(self, saved: Saved) -> str:
        """Whether searches find it yet: searchable, waiting, or not indexed (it stands in the quarantine)."""
        id_ = f"{saved.system}/{saved.ref}"
        held = self._store.held([id_]).get(id_)
        if held is None or held.reported is Reported.NOT_INDEXED:
            return NOT_INDEXED
        return WAITING if held.reported is Reported.WAITING else SEARCHABLE

    def versions(self, ref: str) -> list[Version]:
        """Every version, the newest first. The caller has seen that the reader may see the record."""
        return self._store.versions(f"{SYSTEM}/{ref}")

    # ---------------------------------------------------------------------------------------------

    def _made(self, permit: Permit, record: Mapping[str, Any]) -> Record:
        try:
            made = parse_own(record)
        except RecordErrors as wrong:
            raise Invalids((error.field or "body", error.message) for error in wrong.errors) from None
        if made.handling.force != permit.identity.force:
            raise Invalid("handling.force", "must be your own force")
        return made

    def _stamp(
        self, permit: Permit, reason: str | None, critical: tuple[str, ...], seen: Sequence[str]
    ) -> Stamp:
        who, searched = permit.identity, permit.action in (Action.RECORD_CREATE, Action.RECORD_AMEND)
        return Stamp(
            who.user, who.force, permit.action.value, permit.audit_id, reason, critical, tuple(seen), searched
        )

    def _warrant(
        self,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        critical: tuple[str, ...],
        reason: str | None,
    ) -> None:
        if settled({**before, "version": 0}) == settled({**after, "version": 0}):
            raise Invalid("body", "changes nothing")
        if critical and not _words(reason):
            fields = ", ".join(critical).replace("_", " ")
            raise Invalid("reason", f"must be stated: the change is of {fields}")

    def _write(
        self,
        permit: Permit,
        kind: EventKind,
        made: Record,
        stamp: Stamp,
        tokens: Sequence[Spent],
        now: datetime,
        decides: str | None = None,
        against: Against | None = None,
        beside: Beside | None = None,
    ) -> None:
        permit.write(now)
        event = permit.event(
            kind, (made.id,), version=made.version, changed=list(stamp.changed), over=list(stamp.seen), why=stamp.reason,
            tokens=[one.token.hex() for one in tokens],
        )  # fmt: skip
        try:
            with deed(self._ledger, event):
                self._store.write(made, stamp, tokens, decides, against, beside)
        except Decided:
            raise Conflict("somebody else decided the task meanwhile") from None
        except Clash:
            raise Conflict("the record was changed meanwhile") from None


def _given(ref: str, now: datetime) -> dict[str, Any]:
    return {"system": SYSTEM, "ref": ref, "version": 1, "recorded": iso(now)}


def _words(reason: str | None) -> str | None:
    said = " ".join((reason or "").replace("\0", " ").split())
    if len(said) > LONGEST_REASON:
        raise Invalid("reason", f"must be at most {LONGEST_REASON} characters long")
    return said or None


def _reference(now: datetime) -> str:
    """A new reference: random, so that it tells nothing of how much is written here; and nothing else's shape."""
    while True:
        drawn = "".join(secrets.choice(_LETTERS) for _ in range(10))
        ref = f"SL-{drawn[:5]}-{drawn[5:]}"
        if any(c.isdigit() for c in drawn) and not identifiers.find(ref, now.date()):
            return ref
