"""The permit: somebody, a purpose and an action, written to the ledger before anything is read.

No permit, no query. A permit binds one request, is used once, and expires; what came of it is written in
a second row. Refusals are rows too.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from access.events import NO_PURPOSE_NEEDED, PERMISSION_FOR, Action, Event, EventKind, event_of
from access.identity import Identity
from access.ledger import Ledger, LedgerUnavailable, utc_now
from access.permissions import permits
from access.purposes import Purpose

__all__ = [
    "Denied",
    "LedgerUnavailable",
    "Permit",
    "PermitError",
    "PermitExpired",
    "Permits",
    "PurposeMissing",
]

LIFETIME = timedelta(seconds=30)


class PermitError(Exception):
    """A permit used twice, too late, or completed twice: a fault in the caller, never an answer."""


class PermitExpired(PermitError):  # noqa: N818
    """What was asked took longer than a permit lasts: nothing was done, and it may be asked again."""


class Denied(Exception):  # noqa: N818
    """This identity may not do that, this way. audit_id: the row that says so."""

    def __init__(self, action: Action, audit_id: str) -> None:
        super().__init__(f"not allowed: {action.value}")
        self.action = action
        self.audit_id = audit_id


class PurposeMissing(Exception):  # noqa: N818
    """The action needs a purpose and none was given. action: None where it was not read; audit_id: the row that says so."""

    def __init__(self, action: Action | None, audit_id: str) -> None:
        super().__init__(f"a purpose is needed: {action.value if action else 'for whatever was asked'}")
        self.action = action
        self.audit_id = audit_id


@dataclass(slots=True)
class Permit:
    """Leave for one request. Made by `Permits.grant` alone, which writes its row first: tests/unit/test_house.py sees to it.

    audit_id: random, the id of the ledger row before, and what every answer carries.
    """

    audit_id: str
    identity: Identity
    purpose: Purpose | None
    action: Action
    query: Mapping[str, object]
    granted: datetime
    _ledger: Ledger = field(repr=False)
    _clock: Callable[[], datetime] = field(repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _consumed: bool = False
    _written: bool = False
    _completed: bool = False

    @property
    def expires(self) -> datetime:
        """The moment from which it is worth nothing."""
        return self.granted + LIFETIME

    def consume(self, now: datetime) -> None:
        """Use it: once, in time, and before it is completed. Raises PermitError, where it is late PermitExpired."""
        with self._lock:
            if self._consumed or self._completed:
                raise PermitError("the permit has been used")
            self._in_time(now)
            self._consumed = True

    def write(self, now: datetime) -> None:
        """Use it for its one write: in time and before it is completed; reading under it may have come first.
        Raises PermitError, where it is late PermitExpired."""
        with self._lock:
            if self._written or self._completed:
                raise PermitError("the permit has been used")
            self._in_time(now)
            self._written = True

    def _in_time(self, now: datetime) -> None:
        if not self.granted <= now < self.expires:
            raise PermitExpired("the permit has expired")

    def complete(self, outcome: str, ids: Sequence[str] = (), count: int | None = None) -> None:
        """Write what came of it, durably, before the answer leaves.

        outcome: a word (answered, not-found, failed, …); ids: of the records returned; count: how many there
        were in all, len(ids) unless given. Raises LedgerUnavailable: then the answer must not leave;
        PermitError where it was completed before.
        """
        with self._lock:
            if self._completed:
                raise PermitError("the permit has been completed")
            self._completed = True
        try:
            self._ledger.record(self._row_after(outcome, tuple(ids), count))
        except LedgerUnavailable:
            with self._lock:
                self._completed = False  # an outcome that was not recorded may be tried again
            raise

    def event(self, kind: EventKind, subjects: tuple[str, ...] = (), **details: object) -> Event:
        """An event of what is done under it: by whom, why, and by which row before. subjects: ids of records."""
        return event_of(
            kind,
            self.identity,
            action=self.action,
            purpose=self.purpose,
            audit_id=self.audit_id,
            subjects=subjects,
            details=details,
        )

    def _row_after(self, outcome: str, ids: tuple[str, ...], count: int | None) -> Event:
        milliseconds = (self._clock() - self.granted) / timedelta(milliseconds=1)
        return self.event(
            EventKind.PERMIT_COMPLETED,
            ids,
            outcome=outcome,
            count=len(ids) if count is None else count,
            duration_ms=round(milliseconds, 3),
        )


class Permits:
    """The only maker of permits."""

    def __init__(self, ledger: Ledger, clock: Callable[[], datetime] = utc_now) -> None:
        self._ledger = ledger
        self._clock = clock

    def grant(
        self, identity: Identity, purpose: Purpose | None, action: Action, query: Mapping[str, object]
    ) -> Permit:
        """Write the row before, and give the permit.

        query: the whole request, as JSON can hold it. Raises Denied and PurposeMissing (each with its own
        row) and LedgerUnavailable (nothing was recorded, so nothing may be answered).
        """
        kind = self._judge(identity, purpose, action)
        now = self._clock()
        event = event_of(kind, identity, action=action, purpose=purpose, details={"query": query})
        audit_id = self._ledger.record(event)
        if kind is EventKind.PERMIT_DENIED:
            raise Denied(action, audit_id)
        if kind is EventKind.PERMIT_PURPOSE_MISSING:
            raise PurposeMissing(action, audit_id)
        return Permit(audit_id, identity, purpose, action, query, now, self._ledger, self._clock)

    def _judge(self, identity: Identity, purpose: Purpose | None, action: Action) -> EventKind:
        needed = PERMISSION_FOR.get(action)
        if needed is None or not permits(identity, needed):
            return EventKind.PERMIT_DENIED
        if purpose is None and action not in NO_PURPOSE_NEEDED:
            return EventKind.PERMIT_PURPOSE_MISSING
        return EventKind.PERMIT_GRANTED
