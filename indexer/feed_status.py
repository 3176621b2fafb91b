"""How each system stands for those who run the instance: last load, how far its data reach, what waits, what was refused.

Counts of what is stored, which nobody but operators may see.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from indexer.pole import SYSTEMS
from indexer.store import Store
from indexer.store_feeds import Delivery, FeedState
from indexer.store_outbox import Waiting


@dataclass(frozen=True, slots=True)
class SystemStatus:
    """One system. lag: seconds that the oldest record has waited for the index; expected: seconds that may lie between two
    loads, None where nobody expects any; records, quarantine: how many there are."""

    system: str
    feed: FeedState | None
    delivery: Delivery | None
    records: int
    waiting: Waiting
    lag: float | None
    quarantine: int
    now: float

    @property
    def status(self) -> str:
        """`on time`, `late` or `not loaded`."""
        if self.feed is None:
            return "not loaded"
        return "late" if self.feed.late(self.now) else "on time"

    @property
    def as_of(self) -> str | None:
        """How far its data reach (ISO 8601)."""
        return self.feed.as_of if self.feed else None

    @property
    def loaded_at(self) -> str | None:
        """When it was loaded last (ISO 8601)."""
        return instant(self.feed.loaded_at) if self.feed else None

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        last = self.delivery
        return {
            "status": self.status,
            "records": self.records,
            "as_of": self.as_of,
            "loaded_at": self.loaded_at,
            "last_load": dict(self.feed.counts) if self.feed else None,
            "expected_seconds": last.interval if last else None,
            "waiting": self.waiting.records,
            "lag_seconds": None if self.lag is None else round(self.lag, 1),
            "not_indexed": self.waiting.not_indexed,
            "quarantine": self.quarantine,
            "delivery": _told(last) if last and last.at is not None else None,
        }


def statuses(store: Store, now: float | None = None) -> list[SystemStatus]:
    """The nine systems and any other that the store knows of."""
    moment = time.time() if now is None else now
    feeds, deliveries, waiting = store.feeds(), store.deliveries(), store.waiting()
    counts, kept = store.counts(), store.quarantine_counts()
    others = {*feeds, *deliveries, *waiting, *counts, *kept} - set(SYSTEMS)
    return [
        SystemStatus(
            name,
            feeds.get(name),
            deliveries.get(name),
            counts.get(name, 0),
            waits := waiting.get(name, Waiting()),
            None if waits.since is None else max(0.0, moment - waits.since),
            kept.get(name, 0),
            moment,
        )
        for name in (*SYSTEMS, *sorted(others))
    ]


def instant(seconds: float) -> str:
    """Seconds since 1970 as ISO 8601."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _told(last: Delivery) -> dict[str, Any]:
    at = instant(last.at) if last.at is not None else None
    outcome = last.outcome.value if last.outcome else None
    return {"name": last.name, "outcome": outcome, "reason": last.reason, "at": at, **last.counts}
