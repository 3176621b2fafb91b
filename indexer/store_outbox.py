"""The outbox: what the index does not hold yet. Taken by leases, so that nobody's death loses anything.

An attempt is counted when it begins, so that a record that kills its worker is counted, too. What was attempted before
comes back in ever smaller batches, the suspect alone in the end, so that its neighbours are cleared.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from indexer.portions import portions
from indexer.store_put import upsert
from indexer.store_tables import outbox, unresolved

LEASE_SECONDS = 60.0
_AT_ONCE = 1_000  # ids in one statement
MOST_ATTEMPTS = 5
_SHRINK = 8  # a batch that was attempted before comes back in eighths


@dataclass(frozen=True, slots=True)
class Waiting:
    """What of one system is not in the index: records that wait, since when the oldest does (seconds since 1970, None
    where none waits), and records that could not be indexed."""

    records: int = 0
    since: float | None = None
    not_indexed: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """An id whose `revision` (or a later one) is to be brought into the index."""

    id: str
    revision: int
    attempts: int


def lease(connection: Connection, limit: int, seconds: float = LEASE_SECONDS) -> list[Job]:
    """Take up to `limit` due jobs, oldest first, and keep others from them for `seconds`."""
    now = time.time()
    due = sa.select(outbox.c.id, outbox.c.revision, outbox.c.attempts).where(outbox.c.due <= now)
    oldest = due.order_by(outbox.c.due, outbox.c.id)
    first = connection.execute(oldest.limit(1)).first()
    if first is None:
        return []
    share = max(1, limit // _SHRINK**first.attempts)
    batch = oldest.where(outbox.c.attempts == first.attempts).limit(share).with_for_update(skip_locked=True)
    jobs = [Job(*row) for row in connection.execute(batch)]
    taken = outbox.c.id.in_([job.id for job in jobs])
    connection.execute(
        sa.update(outbox).where(taken).values(due=now + seconds, attempts=outbox.c.attempts + 1)
    )
    return jobs


def done(connection: Connection, revisions: Iterable[tuple[str, int]]) -> None:
    """The index holds these ids at these revisions and searches find it: whatever is newer stays."""
    rows = [{"i": id_, "r": revision} for id_, revision in revisions]
    if rows:
        ours = (outbox.c.id == sa.bindparam("i")) & (outbox.c.revision <= sa.bindparam("r"))
        connection.execute(sa.delete(outbox).where(ours), rows)


def unresolve(connection: Connection, revisions: Mapping[str, int]) -> None:
    """The people of these records are to be compared with others' (`indexer/resolve/arrival.py`)."""
    rows = [{"id": id_, "revision": revision} for id_, revision in revisions.items()]
    if rows:
        upsert(connection, unresolved, rows)


def release(connection: Connection, ids: Sequence[str], delay: float) -> None:
    """Give jobs back, through no fault of theirs: the engine was away or busy. Due again after `delay` seconds."""
    values = {"due": time.time() + delay, "attempts": outbox.c.attempts - 1}
    for part in portions(ids, _AT_ONCE):
        held = outbox.c.id.in_(part) & (outbox.c.attempts > 0) & outbox.c.due.is_not(None)
        connection.execute(sa.update(outbox).where(held).values(values))


def retry(connection: Connection, ids: Sequence[str], delay: float) -> None:
    """Give jobs back with their attempt counted: it is not known whose fault it was."""
    for part in portions(ids, _AT_ONCE):
        held = outbox.c.id.in_(part) & outbox.c.due.is_not(None)
        connection.execute(sa.update(outbox).where(held).values(due=time.time() + delay))


def blameless(connection: Connection, ids: Sequence[str]) -> None:
    """Forget the attempts at these, which the engine has taken: who dies from here on does not die of them."""
    for part in portions(ids, _AT_ONCE):
        connection.execute(
            sa.update(outbox).where(outbox.c.id.in_(part) & outbox.c.due.is_not(None)).values(attempts=0)
        )


def give_up(connection: Connection, id_: str, revision: int) -> None:
    """Try no more with this revision. It stays, and what must be withheld stays so; a later revision revives it."""
    ours = (outbox.c.id == id_) & (outbox.c.revision == revision)
    connection.execute(sa.update(outbox).where(ours).values(due=None))


def pending(connection: Connection, until: float | None = None) -> int:
    """How many records wait for the index; those only that were enqueued by `until`, where it is given."""
    waiting = sa.select(sa.func.count()).select_from(outbox).where(outbox.c.due.is_not(None))
    return int(
        connection.scalar(waiting if until is None else waiting.where(outbox.c.enqueued <= until)) or 0
    )


def given_up(connection: Connection) -> int:
    """How many records are stored but could not be indexed: each stands in the quarantine, too."""
    stuck = sa.select(sa.func.count()).select_from(outbox).where(outbox.c.due.is_(None))
    return int(connection.scalar(stuck) or 0)


def waiting(connection: Connection) -> dict[str, Waiting]:
    """What of each system is not in the index; systems of which everything is are left out."""
    due = outbox.c.due.is_not(None)
    grouped = sa.select(
        outbox.c.system,
        sa.func.count().filter(due),
        sa.func.min(outbox.c.enqueued).filter(due),
        sa.func.count().filter(~due),
    ).group_by(outbox.c.system)
    return {row[0]: Waiting(*row[1:]) for row in connection.execute(grouped)}
