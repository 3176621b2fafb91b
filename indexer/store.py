"""The record store: the system of record, and the outbox that the index is fed from.

What it has acknowledged is either in the outbox or in the index: records and outbox are written in one transaction, and
a row leaves the outbox only once searches find its record.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy import Connection

from indexer import (
    migrations,
    store_delete,
    store_feeds,
    store_outbox,
    store_put,
    store_standing,
    store_warnings,
    store_written,
)
from indexer import quarantine as kept
from indexer.pole import Record, parse
from indexer.quarantine import Entry, Fault
from indexer.store_check import StoreCheck
from indexer.store_delete import Burial
from indexer.store_feeds import Delivery, FeedState
from indexer.store_outbox import Job, Waiting
from indexer.store_put import Loaded, Outcome
from indexer.store_standing import Held, Listed
from indexer.store_tables import outbox, reading_engine, record, tombstone, writing_engine
from indexer.store_warnings import Seen, Task
from indexer.store_written import Against, Beside, Spent, Stamp, Unsearched, Version

BATCH = 1_000
_WRITERS_LOCK = 7346154  # PostgreSQL: one writer of records at a time, as SQLite has it


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record as it stands: the POLE-1 JSON, the source's version, our revision."""

    id: str
    version: int
    revision: int
    body: str

    def as_json(self) -> dict[str, Any]:
        """POLE-1."""
        made: dict[str, Any] = orjson.loads(self.body)
        return made

    def record(self) -> Record:
        """Parsed."""
        return parse(self.as_json())


class Store:
    """The store behind a database URL. Made or brought up to date at first; safe for threads and processes."""

    def __init__(
        self,
        url: str,
        *,
        migrate: bool = True,
        committed: Callable[[], object] = lambda: None,
        by: str = "indexer",
    ) -> None:
        """committed: called after every transaction that may have given the index something to do; never raises. by: who the
        ledger is told that deletes."""
        self.url, self.by, self._committed = url, by, committed
        if migrate:
            migrations.upgrade(url)
        self._writer, self._reader = writing_engine(url), reading_engine(url)
        self.check = StoreCheck(self._reader)

    def close(self) -> None:
        """Give the database's connections back."""
        self._writer.dispose()
        self._reader.dispose()

    # ------------------------------------------------------------------------------------ records

    def put(self, records: Iterable[Record], *, versioned: bool = True) -> Loaded:
        """Take records, a transaction for every thousand; what is done when an error is raised stays done.

        versioned: the source counts versions. Where it does not, other content is simply the next version.
        """
        loaded, each = Loaded(), iter(records)
        while batch := list(islice(each, BATCH)):
            with self._writing() as connection:
                locked = store_written.written_here(connection, batch)
                store_put.put_batch(connection, batch, versioned=versioned, into=loaded, locked=locked)
            self._committed()
        return loaded

    def dispose(self, id_: str, version: int, authority: str, reviewed: float | None) -> bool:
        """Delete a record at the end of its review; see `store_delete`."""
        with self._writing() as connection:
            done = store_delete.dispose(connection, id_, version, authority, reviewed)
        self._committed()
        return done

    def delete_many(self, burials: Iterable[Burial]) -> list[Outcome]:
        """Delete records, a transaction for every thousand; see `store_delete`. An outcome for each, in order."""
        outcomes: list[Outcome] = []
        each = iter(burials)
        while batch := list(islice(each, BATCH)):
            with self._writing() as connection:
                outcomes += store_delete.delete_batch(connection, batch, self.by)
            self._committed()
        return outcomes

    def get(self, id_: str) -> StoredRecord | None:
        """One record, or None where there is none (any more)."""
        return self.get_many([id_]).get(id_)

    def get_many(self, ids: Sequence[str]) -> dict[str, StoredRecord]:
        """The records that are there."""
        found = _records().where(record.c.id.in_(ids))
        return {row.id: _stored(row) for row in self._rows(found)}

    def buried(self, ids: Sequence[str]) -> dict[str, int]:
        """The revisions at which these ids were deleted; those only that are."""
        found = sa.select(tombstone.c.id, tombstone.c.revision).where(tombstone.c.id.in_(ids))
        return {row.id: row.revision for row in self._rows(found)}

    def scan(self, batch: int = BATCH) -> Iterator[list[StoredRecord]]:
        """Every record, in batches by id; each batch is what stood when it was read."""
        last = ""
        while rows := self._rows(_records().where(record.c.id > last).order_by(record.c.id).limit(batch)):
            yield [_stored(row) for row in rows]
            last = rows[-1].id

    def counts(self) -> dict[str, int]:
        """How many records each system has."""
        grouped = sa.select(record.c.system, sa.func.count().label("number")).group_by(record.c.system)
        return {row.system: row.number for row in self._rows(grouped)}

    # ------------------------------------------------------------------------------- written here

    def write(
        self,
        new: Record,
        stamp: Stamp,
        spent: Sequence[Spent] = (),
        decides: str | None = None,
        against: Against | None = None,
        beside: Beside | None = None,
    ) -> None:
        """Take one record that somebody writes here: record, outbox, stamp and tokens in one transaction.

        decides: the task that is closed by this warning; against: what it is held against there; beside: writes what
        stands or falls with it. Raises store_written.Clash, TokenSpent, Came, store_warnings.Decided, and what `beside`
        raises; then nothing was written.
        """
        with self._writing() as connection:
            store_written.write(connection, new, stamp, spent, against)
            if decides is not None:
                store_warnings.publish(connection, decides, stamp.user, new.id)
            if beside is not None:
                beside(connection, new.id)
        self._committed()

    def versions(self, id_: str) -> list[Version]:
        """Every version of a record that was written here, the newest first; none for any other record."""
        with self._reader.begin() as connection:
            return store_written.versions(connection, id_)

    def written_by(self, user: str, limit: int = 200) -> list[str]:
        """Ids of the records of which somebody wrote a version, the latest written first."""
        with self._reader.begin() as connection:
            return store_written.written_by(connection, user, limit)

    def unsearched(self) -> Unsearched:
        """What a search that is made now may miss of what is written here; see `store_written`."""
        with self._reader.begin() as connection:
            return store_written.unsearched(connection)

    def written_since(self, left: Unsearched) -> dict[str, Record]:
        """The records, as they stand, that such a search may have missed."""
        with self._reader.begin() as connection:
            return store_written.written_since(connection, left)

    def spent(self, tokens: Sequence[bytes]) -> dict[bytes, str]:
        """Those of these tokens that were used, with what for."""
        with self._reader.begin() as connection:
            return store_written.spent_on(connection, tokens)

    # ------------------------------------------------------------------------------------- outbox

    def lease(self, limit: int, seconds: float = store_outbox.LEASE_SECONDS) -> list[Job]:
        """Take due jobs; see `store_outbox`."""
        if not self._rows(sa.select(outbox.c.id).where(outbox.c.due <= time.time()).limit(1)):
            return []  # looked at without the writer's lock: an idle worker waits in nobody's way
        with self._writing(exclusive=False) as connection:
            return store_outbox.lease(connection, limit, seconds)

    def done(self, revisions: Mapping[str, int]) -> None:
        """Searches find these ids at these revisions."""
        with self._writing(exclusive=False) as connection:
            store_outbox.done(connection, revisions.items())
            store_outbox.unresolve(connection, revisions)
            store_written.arrive(connection, list(revisions))
            kept.forget_indexed(connection, list(revisions))

    def release(self, ids: Sequence[str], delay: float) -> None:
        """Give jobs back that nothing was wrong with."""
        with self._writing(exclusive=False) as connection:
            store_outbox.release(connection, ids, delay)

    def retry(self, ids: Sequence[str], delay: float) -> None:
        """Give jobs back whose attempt counts."""
        with self._writing(exclusive=False) as connection:
            store_outbox.retry(connection, ids, delay)

    def blameless(self, ids: Sequence[str]) -> None:
        """Forget the attempts at jobs that the engine has taken; searches may not find them yet."""
        with self._writing(exclusive=False) as connection:
            store_outbox.blameless(connection, ids)

    def give_up(self, job: Job, fault: Fault) -> None:
        """Try no more: the record stays stored and is reported as not indexed, by the quarantine and by counts."""
        with self._writing(exclusive=False) as connection:
            store_outbox.give_up(connection, job.id, job.revision)
            kept.keep(connection, [fault])

    def pending(self, until: float | None = None) -> int:
        """How many records wait for the index (enqueued by `until`, seconds since 1970)."""
        with self._reader.begin() as connection:
            return store_outbox.pending(connection, until)

    def given_up(self) -> int:
        """How many stored records could not be indexed."""
        with self._reader.begin() as connection:
            return store_outbox.given_up(connection)

    def waiting(self) -> dict[str, Waiting]:
        """What of each system is not in the index."""
        with self._reader.begin() as connection:
            return store_outbox.waiting(connection)

    # ------------------------------------------------------------------------ beside an index

    def every(self) -> Iterator[Listed]:
        """Every record and tombstone by id, as one snapshot; see `store_standing`."""
        with self._reader.begin() as connection:
            yield from store_standing.every(connection)

    def held(self, ids: Sequence[str]) -> dict[str, Held]:
        """How these ids stand, and what the outbox says of them, in one snapshot."""
        with self._reader.begin() as connection:
            return store_standing.held(connection, ids)

    def buried_since(self, since: float) -> Iterator[Listed]:
        """What was deleted after `since` (seconds since 1970)."""
        with self._reader.begin() as connection:
            yield from store_standing.buried_since(connection, since)

    def quiet_since(self, ids: Sequence[str], since: float) -> dict[str, int]:
        """Those deleted before `since` that nobody is about to index, with their revisions."""
        with self._reader.begin() as connection:
            return store_standing.quiet_since(connection, ids, since)

    def requeue(self, ids: Sequence[str], *, withhold: bool = False) -> None:
        """Put ids into the outbox as they stand. withhold: their copy in the index must not be shown meanwhile."""
        with self._writing() as connection:
            store_standing.requeue(connection, ids, withhold=withhold)
        self._committed()

    def outrank(self, versions: Mapping[str, int], *, withhold: bool = True) -> None:
        """Lift ids above the versions that an index holds of them, and put them into the outbox."""
        with self._writing() as connection:
            store_standing.outrank(connection, versions, withhold=withhold)
        self._committed()

    # --------------------------------------------------------------------------- hidden dangers

    def watch(self, seen: Seen) -> None:
        """Open, renew and settle the tasks of hidden dangers by what indexing saw; see `store_warnings`."""
        if seen.risks or (seen.ids and self._rows(store_warnings.touched(seen.ids))):
            with self._writing() as connection:
                store_warnings.note(connection, seen)

    def warning_tasks(self, force: str, *status: str) -> list[Task]:
        """A force's tasks of these statuses, the oldest first."""
        return [store_warnings.task_of(row) for row in self._rows(store_warnings.tasks(force, status))]

    def warnings_decided(self, force: str, past: Task | None, limit: int) -> list[Task]:
        """A force's tasks that people decided, the last one first; past: the last one of the page before."""
        rows = self._rows(store_warnings.decided(force, past, limit))
        return [store_warnings.task_of(row) for row in rows]

    def warning_of(self, record_id: str) -> Task | None:
        """The task about a record."""
        rows = self._rows(store_warnings.about(record_id))
        return store_warnings.task_of(rows[0]) if rows else None

    def warning_kin(self, ids: Collection[str]) -> dict[str, dict[str, str]]:
        """What records and warnings are to each other: for each of these the other's id, and its role. One question at most."""
        return store_warnings.kin_of(ids, self._rows(store_warnings.kin(ids)) if ids else ())

    def close_warning(self, id_: str, status: str, by: str, reason: str | None = None) -> bool:
        """A person's decision of a task that no warning came of; false where it is open no more."""
        with self._writing(exclusive=False) as connection:
            return store_warnings.close(connection, id_, status, by, reason)

    # ------------------------------------------------------------------------- quarantine and feeds

    def quarantine(self, faults: Sequence[Fault]) -> None:
        """Keep what could not be taken; see `quarantine`."""
        with self._writing() as connection:
            kept.keep(connection, faults)

    def quarantined(self, system: str | None = None, after: int = 0, limit: int = 100) -> list[Entry]:
        """The quarantine's rows by number."""
        with self._reader.begin() as connection:
            return kept.entries(connection, system, after, limit)

    def forget(self, numbers: Iterable[int]) -> None:
        """Take rows out of the quarantine: what they stood for has been taken."""
        with self._writing() as connection:
            kept.forget(connection, numbers)

    def quarantine_counts(self) -> dict[str, int]:
        """How many rows stand in the quarantine, by system."""
        with self._reader.begin() as connection:
            return kept.counts(connection)

    def fed(self, system: str, as_of: str | None, counts: Mapping[str, int]) -> None:
        """Note a load. A feed's data never reaches less far than it did."""
        with self._writing() as connection:
            store_feeds.fed(connection, system, as_of, counts)

    def feeds(self) -> dict[str, FeedState]:
        """Every system that was ever loaded."""
        with self._reader.connect() as connection:
            return store_feeds.feeds(connection)

    def deliveries(self) -> dict[str, Delivery]:
        """Every system that ever delivered by itself, or of which somebody said how often it should."""
        with self._reader.begin() as connection:
            return store_feeds.deliveries(connection)

    @contextmanager
    def delivering(self) -> Iterator[Connection]:
        """A transaction on the tables of deliveries and of what the ledger is owed, for `store_feeds` and `store_owed`."""
        with self._writing(exclusive=False) as connection:
            yield connection

    # ---------------------------------------------------------------------------------------------

    def _rows(self, select: sa.Select[Any]) -> Sequence[sa.Row[Any]]:
        with self._reader.begin() as connection:
            return connection.execute(select).all()

    @contextmanager
    def _writing(self, *, exclusive: bool = True) -> Iterator[Connection]:
        with self._writer.begin() as connection:
            if exclusive and connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_WRITERS_LOCK)))
            yield connection


def _records() -> sa.Select[Any]:
    return sa.select(record.c.id, record.c.version, record.c.revision, record.c.body)


def _stored(row: sa.Row[Any]) -> StoredRecord:
    return StoredRecord(row.id, row.version, row.revision, row.body)
