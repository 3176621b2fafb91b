"""Feeds: how far each system's data reach, whether it reports as often as it should, and who is taking its deliveries.

A system's incoming folder is taken by one process at a time, by a lease that runs out when that process dies.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from indexer.store_put import upsert
from indexer.store_question import rows_of
from indexer.store_tables import delivery, feed

DAILY = 86_400.0  # seconds; what is expected of a system that delivers by itself, where nobody said otherwise
_COUNTS = ("loaded", "unchanged", "rejected")


class Delivered(StrEnum):
    """What became of a delivery."""

    LOADING = "loading"
    LOADED = "loaded"
    REJECTED = "rejected"  # it was read, and no row of it could be taken
    FAILED = "failed"  # it could not be read, or not to its end


@dataclass(frozen=True, slots=True)
class FeedState:
    """A system's feed: how far its data reaches (ISO 8601 or None), when it was loaded last (seconds since
    1970), what that load took (`loaded`, `unchanged`, `rejected`); how many seconds may lie between two loads (None:
    nobody expects any), and when its last delivery came to nothing, if it did."""

    as_of: str | None
    loaded_at: float
    counts: Mapping[str, int]
    expected: float | None = None
    failed_at: float | None = None

    def late(self, now: float | None = None) -> bool:
        """Whether there should be newer data than there is: a load is overdue, or the last one came to nothing."""
        if self.failed_at is not None and self.failed_at >= self.loaded_at:
            return True
        moment = time.time() if now is None else now
        return self.expected is not None and moment > self.loaded_at + self.expected


@dataclass(frozen=True, slots=True)
class Delivery:
    """A system's last delivery through its incoming folder. at: when that came about (seconds since 1970, None where
    there was none); expected: as set, 0 for no expectation, None where nobody said."""

    system: str
    name: str | None
    outcome: Delivered | None
    reason: str | None
    at: float | None
    counts: Mapping[str, int]
    expected: float | None

    @property
    def interval(self) -> float | None:
        """Seconds that may lie between two loads; None: nobody expects any."""
        if self.expected is not None:
            return self.expected or None
        return DAILY if self.at is not None else None

    @property
    def failed_at(self) -> float | None:
        """When it came to nothing, if it did."""
        return self.at if self.outcome in (Delivered.REJECTED, Delivered.FAILED) else None


def fed(connection: Connection, system: str, as_of: str | None, counts: Mapping[str, int]) -> None:
    """Note a load. A feed's data never reaches less far than it did."""
    before = connection.scalar(sa.select(feed.c.as_of).where(feed.c.system == system))
    reach = max(filter(None, (before, as_of)), default=None)
    upsert(connection, feed, [{"system": system, "as_of": reach, "loaded_at": time.time(), **counts}])


def feeds(connection: Connection) -> dict[str, FeedState]:
    """Every system that was ever loaded."""
    told = deliveries(connection)
    return {row.system: _state(row, told.get(row.system)) for row in rows_of(connection, feed)}


def deliveries(connection: Connection) -> dict[str, Delivery]:
    """Every system that ever delivered by itself, or of which somebody said how often it should."""
    return {row.system: _delivery(row) for row in rows_of(connection, delivery)}


def expect(connection: Connection, system: str, seconds: float | None) -> None:
    """Say how many seconds may lie between two loads: 0 for no expectation, None for what goes without saying."""
    _known(connection, system)
    _change(connection, delivery.c.system == system, expected=seconds)


def claim(connection: Connection, system: str, holder: str, seconds: float) -> bool:
    """Take a system's folder for so long; false where another has it. The holder itself may claim it again."""
    _known(connection, system)
    free = (delivery.c.leased_until <= time.time()) | (delivery.c.holder == holder)
    ours = (delivery.c.system == system) & free
    return _change(connection, ours, holder=holder, leased_until=time.time() + seconds)


def let_go(connection: Connection, system: str, holder: str) -> None:
    """Give a folder back, where it is still ours."""
    _change(connection, _held(system, holder), holder=None, leased_until=0.0)


def begin(connection: Connection, system: str, holder: str, name: str) -> int:
    """Note that a delivery is being taken; gives how often it was tried by now, 0 where the folder is not ours."""
    row = connection.execute(sa.select(delivery).where(_held(system, holder)).with_for_update()).first()
    if row is None:
        return 0
    again = row.outcome == Delivered.LOADING and row.name == name
    attempts = row.attempts + 1 if again else 1
    noted = {"name": name, "attempts": attempts, "outcome": Delivered.LOADING.value, "reason": None}
    _change(connection, _held(system, holder), at=time.time(), **noted, **dict.fromkeys(_COUNTS, 0))
    return attempts


def leave(connection: Connection, system: str, holder: str) -> None:
    """Note that a delivery was left for later through no fault of its own: the attempt does not count."""
    _change(connection, _held(system, holder), name=None, outcome=None, attempts=0)


def settle(
    connection: Connection,
    system: str,
    holder: str,
    outcome: Delivered,
    reason: str | None,
    counts: Mapping[str, int],
) -> bool:
    """Note what became of the delivery; false where the folder is not ours any more, so that another takes it."""
    told = {"outcome": outcome.value, "reason": reason, "attempts": 0, "at": time.time(), **counts}
    return _change(connection, _held(system, holder), **told)


def _known(connection: Connection, system: str) -> None:
    empty = {"system": system, "leased_until": 0.0, "attempts": 0, **dict.fromkeys(_COUNTS, 0)}
    upsert(connection, delivery, [empty], lambda new: {"system": new.system})  # as it stands, where it does


def _held(system: str, holder: str) -> sa.ColumnElement[bool]:
    return (delivery.c.system == system) & (delivery.c.holder == holder)


def _change(connection: Connection, which: sa.ColumnElement[bool], **values: Any) -> bool:
    return connection.execute(sa.update(delivery).where(which).values(**values)).rowcount == 1


def _delivery(row: Any) -> Delivery:
    outcome = Delivered(row.outcome) if row.outcome else None
    counts = {name: getattr(row, name) for name in _COUNTS}
    return Delivery(row.system, row.name, outcome, row.reason, row.at, counts, row.expected)


def _state(row: Any, last: Delivery | None) -> FeedState:
    counts = {name: getattr(row, name) for name in _COUNTS}
    expected, failed_at = (last.interval, last.failed_at) if last else (None, None)
    return FeedState(row.as_of, row.loaded_at, counts, expected, failed_at)
