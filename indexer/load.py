"""Loading: a system's files → the record store, every row counted, whatever was wrong with it in the quarantine."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from indexer.pole import Record, RecordErrors
from indexer.pole_blanks import parse_fed
from indexer.pole_deletion import Deletion, is_deletion, parse_deletion
from indexer.pole_values import FieldError, moment
from indexer.quarantine import Fault
from indexer.sources import SOURCES, Item, Source, System, Unreadable
from indexer.sources.deletion_list import DeletionList, apart
from indexer.store import BATCH, Store
from indexer.store_delete import Burial
from indexer.store_put import Outcome


@dataclass(slots=True)
class LoadResult:
    """What a load came to, in input rows; `unreadable`: files that could not be read at all, and why."""

    loaded: int = 0
    unchanged: int = 0
    rejected: int = 0
    unreadable: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """All rows that were read."""
        return self.loaded + self.unchanged + self.rejected

    @property
    def exit_code(self) -> int:
        """2 where a file could not be read at all, 1 where every row was rejected, else 0."""
        if self.unreadable:
            return 2
        return 1 if self.rows and self.rejected == self.rows else 0

    def as_json(self) -> dict[str, object]:
        """For `--json`."""
        counts = {"loaded": self.loaded, "unchanged": self.unchanged, "rejected": self.rejected}
        return {**counts, "unreadable": self.unreadable}


@dataclass(slots=True)
class _Feed:
    """What one system's feed came to."""

    counts: dict[str, int] = field(default_factory=lambda: {o.value: 0 for o in Outcome})
    as_of: datetime | None = None
    known: bool = False  # some row of it was a record


class UnknownSystem(ValueError):  # noqa: N818
    """No adapter of that name."""


def load(
    store: Store,
    system: str,
    paths: Sequence[Path],
    *,
    force: str = "01",
    progress: Callable[[LoadResult], None] = lambda _: None,
) -> LoadResult:
    """Load files into the store. `progress` is told after every batch; the counts are those of all rows so far.

    system: a code of `SOURCES`; force: the instance's own. Raises UnknownSystem. What is stored stays stored when it is
    interrupted, and the same files may simply be loaded again.
    """
    source = SOURCES.get(system.lower())
    if source is None:
        raise UnknownSystem(f"no such system: {system}; known are {', '.join(SOURCES)}")
    return _Load(store, source, force, progress).run(paths)


def wait_until_searchable(
    store: Store,
    *,
    progress: Callable[[int], None] = lambda _: None,
    alive: Callable[[], bool] = lambda: True,
    pause: float = 0.1,
) -> bool:
    """Wait until all that the store holds now is found by searches, or stands in the quarantine as not indexed.

    progress: told how many records still wait; alive: asked whether the worker still runs; false ends it, and so does
    the answer false.
    """
    until = time.time()
    while waiting := store.pending(until):
        progress(waiting)
        if not alive():
            return False
        time.sleep(pause)
    progress(0)
    return True


class _Load:
    """One load on its way."""

    def __init__(
        self, store: Store, source: Source, force: str, progress: Callable[[LoadResult], None]
    ) -> None:
        self._store, self._source, self._force, self._progress = store, source, force, progress
        self._result, self._feeds = LoadResult(), dict[str, _Feed]()

    def run(self, paths: Sequence[Path]) -> LoadResult:
        for source, unit in self._units(paths):
            items = source.read(unit, self._force)
            while batch := list(self._next(items)):
                self._take(batch)
                self._progress(self._result)
        for system, fed in self._feeds.items():
            if fed.known:
                self._store.fed(system, _reach(fed.as_of), fed.counts)
        return self._result

    def _units(self, paths: Sequence[Path]) -> Iterator[tuple[Source, Path]]:
        """What is read one after the other: of paths given together, since the files of one export may be."""
        there = [path for path in paths if path.exists()]
        lists, rest = apart(there) if isinstance(self._source, System) else ([], there)
        for given in ([rest] if rest else []) + [[path] for path in paths if path not in there]:
            try:
                yield from ((self._source, unit) for unit in self._source.units(given))
            except Unreadable as error:
                if not (lists and given is rest):  # what holds lists of deletions alone is whole
                    self._result.unreadable.append(str(error))
        yield from ((DeletionList(self._source.system), unit) for unit in lists)

    def _next(self, items: Iterator[Item]) -> Iterator[Item]:
        """The next batch's items; a file that turns out to be unreadable ends it."""
        try:
            yield from islice(items, BATCH)
        except Unreadable as error:
            self._result.unreadable.append(str(error))

    def _take(self, batch: Iterable[Item]) -> None:
        taken: list[tuple[Item, Record]] = []
        ended: list[tuple[Item, Deletion]] = []
        faults: list[Fault] = []
        for item in batch:
            made = self._parsed(item, faults)
            if isinstance(made, Record):
                taken.append((item, made))
            elif made:
                ended.append((item, made))
        self._put(taken, faults)
        self._delete(ended)  # in any order with the records: versions decide
        if faults:
            self._store.quarantine(faults)

    def _put(self, taken: Sequence[tuple[Item, Record]], faults: list[Fault]) -> None:
        put = self._store.put((record for _, record in taken), versioned=self._source.versioned)
        for (item, record), outcome in zip(taken, put.outcomes, strict=True):
            self._count(record.system, outcome, item.rows, record.recorded)
        origin = {id(record): item for item, record in taken}
        faults += [self._fault(origin[id(r.record)], (r.error,), r.record.system) for r in put.rejected]

    def _delete(self, ended: Sequence[tuple[Item, Deletion]]) -> None:
        burials = (Burial(one.id, one.version, one.authority) for _, one in ended)
        for (item, one), outcome in zip(ended, self._store.delete_many(burials), strict=True):
            self._count(one.system, outcome, item.rows, one.recorded)
            self._feeds[one.system].known = True

    def _parsed(self, item: Item, faults: list[Fault]) -> Record | Deletion | None:
        errors = item.errors
        if item.raw is not None and not errors:
            try:
                return (parse_deletion if is_deletion(item.raw) else parse_fed)(item.raw, item.line)
            except RecordErrors as wrong:
                errors = wrong.errors
        fault = self._fault(item, errors, _system(item.raw) or self._source.system)
        faults.append(fault)
        self._count(fault.system, Outcome.REJECTED, item.rows)
        return None

    def _fault(self, item: Item, errors: tuple[FieldError, ...], system: str) -> Fault:
        row = item.raw if item.row is None else item.row
        return Fault(system, item.file, item.line, errors, row)

    def _count(self, system: str, outcome: Outcome, rows: int, recorded: str | None = None) -> None:
        fed = self._feeds.setdefault(system, _Feed())
        fed.counts[outcome.value] += rows
        setattr(self._result, outcome.value, getattr(self._result, outcome.value) + rows)
        if recorded:
            at = moment(recorded)
            fed.known, fed.as_of = True, max(at, fed.as_of or at)


def _system(raw: Mapping[str, object] | None) -> str | None:
    """The system that a row names, where it is one that could be."""
    named = raw.get("system") if raw else None
    return named if isinstance(named, str) and 0 < len(named) <= 64 and named.isprintable() else None


def _reach(newest: datetime | None) -> str | None:
    """How far a feed's data reaches: its newest record, but never the future."""
    return min(newest, datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%SZ") if newest else None
