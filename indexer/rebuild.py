"""The index made anew beside the live one, from the record store alone, and swapped in by one step.

What is loaded meanwhile goes to the live index by the worker. Passes over the store bring it to the new one as well:
until one finds little, and once more after the swap. External versions make a repeat harmless.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from indexer import assemble
from indexer.drain import Batch, Drain, ReadsTexts
from indexer.lifecycle import Lifecycle
from indexer.store import Store, StoredRecord
from indexer.writer import EngineAway, Writer

BATCH = 500
LITTLE = 100  # records: what is changed while the last pass before the swap is made
MOST_PASSES = 20
_TRIES, _PAUSE = 30, 1.0  # seconds


class Rebuild:
    """One rebuild. writing: makes a writer of an index; progress: told the number of records written so far."""

    def __init__(
        self,
        lifecycle: Lifecycle,
        writing: Callable[[str], Writer],
        store: Store,
        reader: ReadsTexts,
        progress: Callable[[int], object] = lambda _: None,
    ) -> None:
        self._lifecycle, self._writing, self._store = lifecycle, writing, store
        self._reader, self._progress = reader, progress
        self._there: dict[str, int] = {}  # id → revision in the new index
        self._written = 0

    def run(self) -> int:
        """Build, swap, drop the old one. Gives the number of records in the new index. Raises EngineAway.

        A build that fails leaves nothing behind.
        """
        with self._lifecycle.building() as name:
            writer = self._writing(name)
            drain = Drain(self._store, self._reader, writer)
            for _ in range(MOST_PASSES):
                if self._pass(drain, writer) <= LITTLE:
                    break
        self._pass(drain, writer)  # what the old index took in the moment before the swap
        writer.refresh()
        self._lifecycle.drop_old()
        return len(self._there)

    def _pass(self, drain: Drain, writer: Writer) -> int:
        """Bring what is not in the new index, or not as it stands, to it; gives how many records that were."""
        seen, changed = set[str](), 0
        for batch in self._store.scan(BATCH):
            seen.update(one.id for one in batch)
            new = [one for one in batch if self._there.get(one.id) != one.revision]
            if new:
                self._write(drain, writer, new)
                changed += len(new)
        gone = self._store.buried([id_ for id_ in self._there if id_ not in seen])
        self._bury(writer, gone)
        return changed + len(gone)

    def _write(self, drain: Drain, writer: Writer, new: list[StoredRecord]) -> None:
        batch = Batch({})
        drain._assemble(batch, new)
        _insist(writer, {str(document["id"]): document for document in batch.documents})
        # What could not be made into a document stays as the worker reported it.
        self._there.update({one.id: one.revision for one in new})
        self._written += len(new)
        self._progress(self._written)

    def _bury(self, writer: Writer, gone: Mapping[str, int]) -> None:
        _insist(writer, {id_: assemble.tombstone(id_, revision) for id_, revision in gone.items()})
        for id_ in gone:
            del self._there[id_]


def _insist(writer: Writer, documents: Mapping[str, assemble.Json]) -> None:
    """Write documents, those again that the engine was too busy for. Raises EngineAway."""
    left = dict(documents)
    for _ in range(_TRIES):
        if not left:
            return
        written = writer.write(left.values())
        left = {id_: left[id_] for id_ in written.busy if id_ in left}
        if left:
            time.sleep(_PAUSE)
    raise EngineAway(f"the engine was too busy for {len(left)} documents")
