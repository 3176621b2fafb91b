"""The index made anew beside the live one, from the record store alone, and swapped in by one step once the two agree.

What is loaded meanwhile reaches both: workers ask which index is being built, and write to it as well (`writer`). So one
walk over the store is enough; what it reads is never newer than what a worker brings, and external versions sort it out.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from itertools import islice

from indexer import assemble
from indexer.drain import Batch, Drain, ReadsTexts
from indexer.hidden_risks import Watch
from indexer.lifecycle import Lifecycle
from indexer.reconcile import Fault, IndexCopy, Kind, Reconcile
from indexer.store import Store, StoredRecord
from indexer.tombstones import KEPT_SECONDS
from indexer.writer import EngineAway, Writer

BATCH = 500
_TRIES, _PAUSE = 30, 1.0  # seconds
_ROUNDS = 3  # of comparing and mending


class Disagreement(Exception):  # noqa: N818  (it is what the comparison came to)
    """The new index does not hold what the store holds: it is not swapped in. One line that names some of it."""


class Rebuild:
    """One rebuild; one at a time. writing, copying: make a writer and a copy of an index by its name; progress: told the
    number of records written so far."""

    def __init__(
        self,
        lifecycle: Lifecycle,
        writing: Callable[[str], Writer],
        copying: Callable[[str], IndexCopy],
        store: Store,
        reader: ReadsTexts,
        progress: Callable[[int], object] = lambda _: None,
        watch: Watch = Watch(),  # noqa: B008  (frozen)
    ) -> None:
        self._watch = watch
        self._lifecycle, self._writing, self._copying = lifecycle, writing, copying
        self._store, self._reader, self._progress = store, reader, progress
        self._written = 0

    def run(self) -> int:
        """Build, compare, swap; gives the number of records compared. The index that was live is kept.

        A build that fails leaves nothing behind; one that was killed is cleared first. Raises EngineAway, Disagreement.
        """
        self._lifecycle.clear()
        with self._lifecycle.building() as name:
            writer = self._writing(name)
            drain = Drain(self._store, self._reader, writer, watch=self._watch)
            for batch in self._store.scan(BATCH):
                self._write(drain, writer, batch)
            self._bury_late(writer)
            return self._agreed(drain, writer, name)

    def _write(self, drain: Drain, writer: Writer, stored: list[StoredRecord]) -> None:
        batch = Batch({})
        drain.assemble(batch, stored)
        refused = _insist(writer, {str(document["id"]): document for document in batch.documents})
        self._store.watch(batch.seen)
        # What makes no document, or one that the engine will not have, is the worker's to try and to report.
        self._store.requeue([*batch.faults, *refused])
        self._written += len(stored)
        self._progress(self._written)

    def _bury_late(self, writer: Writer) -> None:
        """Tombstones of what was deleted so lately that an older version may still be on its way."""
        late = self._store.buried_since(time.time() - KEPT_SECONDS)
        while some := list(islice(late, BATCH)):
            self._bury(writer, {one.id: one.revision for one in some})

    def _bury(self, writer: Writer, gone: Mapping[str, int]) -> None:
        _insist(writer, {id_: assemble.tombstone(id_, revision) for id_, revision in gone.items()})

    def _agreed(self, drain: Drain, writer: Writer, name: str) -> int:
        """Compare until nothing is wrong, mending what is; gives the number of records. Raises Disagreement."""
        for last in (False,) * (_ROUNDS - 1) + (True,):
            writer.refresh()
            run = Reconcile(self._store, self._copying(name))
            faults = run.faults()
            while some := list(islice(faults, BATCH)):
                if last or any(fault.kind not in (Kind.MISSING, Kind.STALE) for fault in some):
                    raise Disagreement(_told(some))
                self._mend(drain, writer, [fault.id for fault in some])
            if run.counts.agree:
                break
        return run.counts.records

    def _mend(self, drain: Drain, writer: Writer, ids: list[str]) -> None:
        self._bury(writer, self._store.buried(ids))
        if stored := list(self._store.get_many(ids).values()):
            self._write(drain, writer, stored)


def _told(faults: list[Fault]) -> str:
    some = ", ".join(f"{fault.id} ({fault.kind})" for fault in faults[:3])
    return f"the new index does not hold what the store holds: {some}{' …' if len(faults) > 3 else ''}"


def _insist(writer: Writer, documents: Mapping[str, assemble.Json]) -> Iterable[str]:
    """Write documents, those again that the engine was too busy for; gives those that it refused. Raises EngineAway."""
    left, refused = dict(documents), list[str]()
    for _ in range(_TRIES):
        if not left:
            return refused
        written = writer.write(left.values())
        refused += written.refused
        left = {id_: left[id_] for id_ in written.busy if id_ in left}
        if left:
            time.sleep(_PAUSE)
    if left:
        raise EngineAway(f"the engine was too busy for {len(left)} documents")
    return refused
