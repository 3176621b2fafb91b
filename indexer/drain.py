"""Draining the outbox: lease, read the texts, assemble, write, refresh, and only then call it done.

Whatever dies in between, the outbox still holds it: the lease runs out and somebody does it again, which does no harm.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Protocol

from indexer import assemble, tombstones
from indexer.assemble import Json, Readings
from indexer.hidden_risks import Watch, hidden_risk
from indexer.pole import Record
from indexer.pole_values import FieldError, moment
from indexer.quarantine import INDEX, Fault
from indexer.store import Store, StoredRecord
from indexer.store_outbox import LEASE_SECONDS, MOST_ATTEMPTS, Job
from indexer.store_warnings import Seen
from indexer.writer import EngineAway, Writer, Written

log = logging.getLogger(__name__)

BATCH = 500
_BACKOFF = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0)  # seconds, while the engine is away
_BUSY_DELAY = 1.0
_SWEEP_SECONDS = 300.0
_SOON, _MANY = 1.0, 4_000  # seconds, documents: as long, or as many, wait for one refresh

Text = tuple[str, date | None]


class ReadsTexts(Protocol):
    """What `nlp.reader.Reader` does: a reading for each text, in order; each has `as_json()`, with an `error` where the
    text was refused."""

    def read_many(self, texts: Iterable[Text]) -> Iterator[Any]:
        """Read texts, each with the day against which its dates are read."""
        ...


@dataclass(slots=True)
class Batch:
    """Jobs on their way: their documents, what could not be made into one, what needs none any more, and what was
    indexed without all that belongs to it. until: when the lease on them runs out (monotonic seconds); seen: dangers that no
    despatcher is told."""

    jobs: dict[str, Job]
    until: float = math.inf
    documents: list[Json] = field(default_factory=list)
    faults: dict[str, Fault] = field(default_factory=dict)
    settled: dict[str, int] = field(default_factory=dict)
    notes: list[Fault] = field(default_factory=list)
    seen: Seen = field(default_factory=Seen)

    @property
    def late(self) -> bool:
        """Whether the lease has run out, so that somebody else may be at it."""
        return time.monotonic() >= self.until


class Drain:
    """Brings the outbox into the index. One for a worker; any number of workers may run."""

    def __init__(
        self,
        store: Store,
        reader: ReadsTexts,
        writer: Writer,
        batch: int = BATCH,
        lease_seconds: float = LEASE_SECONDS,
        watch: Watch = Watch(),  # noqa: B008  (frozen)
    ) -> None:
        self._watch = watch
        self._store, self._reader, self._writer = store, reader, writer
        self._batch, self._lease_seconds = batch, lease_seconds
        self._unmarked: list[tuple[Batch, Written]] = []  # written, and not known to be found by searches
        self._written_at = 0.0  # the first of them
        self._next = threading.Event()  # another batch is ready

    def run(
        self, stop: threading.Event, idle: float = 0.2, rest: Callable[[float], object] | None = None
    ) -> None:
        """Drain until told to stop, looking again every `idle` seconds; what was begun is finished.

        rest: how to wait for that long, or until there is something to do; it ends when `stop` is set. The next batch is
        read and assembled while the engine takes the last one.
        """
        rest, away, swept = rest or stop.wait, 0, -math.inf
        with ThreadPoolExecutor(1, "writing") as pool:
            last: Future[None] | None = None
            while not stop.is_set():
                batch = self.take()
                self._next.set()
                away = self._settle(last, away, stop)
                self._next.clear()
                last = pool.submit(self._pass_on, batch) if batch else pool.submit(self._mark)
                if not batch:
                    swept = self._sweep(swept)
                    rest(idle)
            self._next.set()
            self._settle(last, 0, stop)
            self._settle(pool.submit(self._mark), 0, stop)

    def _pass_on(self, batch: Batch) -> None:
        """Write a batch; mark it with those that come soon after, as a refresh costs more than the writing of a few."""
        self._write(batch)
        left = self._written_at + _SOON - time.monotonic()
        many = sum(len(b.documents) for b, _ in self._unmarked) >= _MANY
        if many or left <= 0 or not self._next.wait(left):
            self._mark()

    def _settle(self, last: Future[None] | None, away: int, stop: threading.Event) -> int:
        """Wait for the batch before; where the engine was away, longer and longer. Gives how often it was."""
        try:
            if last is not None:
                last.result()
                return 0
        except EngineAway as error:
            if away == 0:
                log.warning("%s; trying again", error)
            stop.wait(_BACKOFF[min(away, len(_BACKOFF) - 1)])
            return away + 1
        return away

    def _sweep(self, last: float) -> float:
        """Now and then, take out the tombstones that are needed no more. Gives when that was (monotonic seconds)."""
        if time.monotonic() - last < _SWEEP_SECONDS:
            return last
        with suppress(EngineAway):  # the next batch says so
            tombstones.sweep(self._store, self._writer)
        return time.monotonic()

    def step(self) -> int:
        """One batch from end to end; gives its size. Raises EngineAway, when all of it is given back."""
        batch = self.take()
        if batch:
            self.finish(batch)
        return len(batch.jobs) if batch else 0

    def take(self) -> Batch | None:
        """Lease jobs and make their documents; None where nothing is due."""
        while batch := self._lease():
            stored = self._store.get_many(list(batch.jobs))
            self._bury(batch, [job for job in batch.jobs.values() if job.id not in stored])
            self.assemble(batch, [s for s in stored.values() if not self._worn_out(batch, s)])
            if not batch.late:
                break
            # It took longer than the lease: counted as an attempt, so that it comes back in smaller parts.
            self._store.retry(list(batch.jobs), 0)
        return batch

    def _lease(self) -> Batch | None:
        until = time.monotonic() + self._lease_seconds
        jobs = self._store.lease(self._batch, self._lease_seconds)
        return Batch({job.id: job for job in jobs}, until) if jobs else None

    def finish(self, batch: Batch) -> None:
        """Write a batch and mark what became of it. Raises EngineAway, when all of it is given back."""
        self._write(batch)
        self._mark()

    def _write(self, batch: Batch) -> None:
        """Write a batch. What was leased too long ago is not written: its ids may have been deleted since, and their
        tombstones gone."""
        if batch.late:
            self._store.release(list(batch.jobs), 0)
            return
        try:
            written = self._writer.write(batch.documents)
        except EngineAway:
            self._store.release(list(batch.jobs), 0)
            raise
        if not self._unmarked:
            self._written_at = time.monotonic()
        self._unmarked.append((batch, written))
        if attempted := [id_ for id_ in written.done if batch.jobs[id_].attempts]:
            self._store.blameless(attempted)  # it may be a while until they are marked

    def _mark(self) -> None:
        """See that searches find what was written, and only then mark what became of it."""
        unmarked, self._unmarked = self._unmarked, []
        if not unmarked:
            return
        try:
            self._writer.refresh()
        except EngineAway:
            self._store.release([id_ for batch, _ in unmarked for id_ in batch.jobs], 0)
            raise
        for batch, written in unmarked:
            self._mark_batch(batch, written)

    def _mark_batch(self, batch: Batch, written: Written) -> None:
        self._store.watch(batch.seen)  # before the outbox forgets them: whoever dies here has it done again
        self._store.done(written.done | batch.settled)
        if batch.notes:
            self._store.quarantine(batch.notes)
        if written.busy:
            self._store.release(written.busy, _BUSY_DELAY)
        for id_, reason in written.refused.items():
            self._give_up(batch.jobs[id_], reason)
        for id_, fault in batch.faults.items():
            self._store.give_up(batch.jobs[id_], fault)
        if batch.late:  # this process slept between the look at its lease and the end
            self._store.requeue(list(self._store.buried(list(written.done))), withhold=True)

    def _give_up(self, job: Job, reason: str) -> None:
        self._store.give_up(job, _fault(job.id, reason, self._store.get(job.id)))

    # ------------------------------------------------------------------------------------ documents

    def _bury(self, batch: Batch, jobs: Sequence[Job]) -> None:
        """Tombstones for what was deleted."""
        buried = self._store.buried([job.id for job in jobs])
        for job in jobs:
            if job.id in buried:
                batch.documents.append(assemble.tombstone(job.id, buried[job.id]))
                batch.seen.gone[job.id] = buried[job.id]
            else:
                batch.settled[job.id] = job.revision  # neither there nor deleted: there is nothing to index

    def _worn_out(self, batch: Batch, stored: StoredRecord) -> bool:
        """Whether a record was attempted so often, by workers that died of it, that it is given up."""
        if batch.jobs[stored.id].attempts < MOST_ATTEMPTS:
            return False
        reason = f"given up after {MOST_ATTEMPTS} attempts that never came to an end"
        batch.faults[stored.id] = _fault(stored.id, reason, stored)
        return True

    def assemble(self, batch: Batch, stored: Sequence[StoredRecord]) -> None:
        """Make the documents of these records, into the batch."""
        records = [(s, s.record()) for s in stored]
        readings = self._read([record for _, record in records])
        for one, record in records:
            try:
                wanted = _texts(record)
                full, opened = (readings.get(text) if text else None for text in wanted)
                if any(text and text not in readings for text in wanted):
                    batch.notes.append(
                        _fault(one.id, "found by its words only: its text could not be read", one)
                    )
                document = assemble.document(record, one.revision, Readings(full, opened))
                self._look_for_risks(batch, record, document)
                batch.documents.append(document)
            except Exception as error:
                # A pure function fails the same way each time: no other record of the batch may wait for it.
                log.exception("a record could not be assembled")
                batch.faults[one.id] = _fault(one.id, f"could not be assembled: {type(error).__name__}", one)

    def _look_for_risks(self, batch: Batch, record: Record, document: Json) -> None:
        """Whether a danger stands in it that no despatcher is told."""
        if risk := hidden_risk(record, document, self._watch, datetime.now(UTC)):
            batch.seen.risks[record.id] = risk
        else:
            batch.seen.clear[record.id] = document["revision"]

    def _read(self, records: Iterable[Record]) -> Mapping[Text, Json]:
        """What is read from every text of these records. A text that cannot be read is left out."""
        wanted = list(dict.fromkeys(text for record in records for text in _texts(record) if text))
        if not wanted:
            return {}
        try:
            read = zip(wanted, self._reader.read_many(wanted), strict=True)
            return {text: said for text, made in read if (said := _said(made)) is not None}
        except Exception:
            log.exception("a batch of texts could not be read; reading them one by one")
        return {text: made for text in wanted if (made := self._read_one(text)) is not None}

    def _read_one(self, text: Text) -> Json | None:
        try:
            return _said(next(iter(self._reader.read_many([text]))))
        except Exception:
            log.exception("a text could not be read")
            return None


def _said(reading: Any) -> Json | None:
    """What a reading says; None for a text that was refused, which must not look like one with nothing in it."""
    made: Json = reading.as_json()
    if made.get("error"):
        log.warning("a text was refused: %s", made["error"])
        return None
    return made


def _texts(record: Record) -> tuple[Text | None, Text | None]:
    """The texts of both views with the day that they speak of."""
    on = moment(record.occurred.from_ or record.recorded).date()
    full, opened = assemble.texts(record)
    return (full, on) if full and full.strip() else None, (opened, on) if opened and opened.strip() else None


def _fault(id_: str, reason: str, stored: StoredRecord | None) -> Fault:
    row: object = stored.as_json() if stored else id_
    return Fault(id_.partition("/")[0], "", 0, (FieldError("", reason),), row, id_, INDEX)
