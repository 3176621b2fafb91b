"""The quarantine's rows tried again: what was refused for a reason that is mended comes in, and leaves the quarantine.

A row of a load is tried where it is kept just as it was read (its hash says so); of others only the hash is known, and
their file must be loaded again. A
record that is stored and could not be indexed, or not with all that belongs to it, goes back to the outbox.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from indexer.pole import RecordErrors
from indexer.pole_blanks import parse_fed
from indexer.pole_deletion import is_deletion, parse_deletion
from indexer.pole_values import FieldError
from indexer.quarantine import LOAD, Entry, Fault, as_read
from indexer.sources import SOURCES
from indexer.store import Store
from indexer.store_delete import Burial
from indexer.store_put import Outcome

_PAGE = 500
_UNVERSIONED = frozenset(source.system for source in SOURCES.values() if not source.versioned)


@dataclass(slots=True)
class Retried:
    """What a retry came to, in rows: loaded and unchanged have left the quarantine; rejected stay with their reason of
    today; requeued wait for the index; not_kept are known by their hash only."""

    loaded: int = 0
    unchanged: int = 0
    rejected: int = 0
    requeued: int = 0
    not_kept: int = 0

    def as_json(self) -> dict[str, int]:
        """For `--json`."""
        return asdict(self)


def retry(store: Store, system: str | None = None) -> Retried:
    """Try every row of the quarantine again, of one system or of all."""
    made = Retried()
    for entry in _rows(store, system):
        if entry.stage != LOAD:
            _index(store, entry, made)
        elif (row := as_read(entry)) is None:
            made.not_kept += 1
        else:
            _load(store, entry, row, made)
    return made


def _rows(store: Store, system: str | None) -> Iterator[Entry]:
    """The rows that stand there now; one that is put back while it is tried keeps its number and is not met again."""
    after = 0
    while rows := store.quarantined(system, after, _PAGE):
        yield from rows
        after = rows[-1].number


def _load(store: Store, entry: Entry, row: dict[str, Any], made: Retried) -> None:
    errors = _put(store, entry, row, made)
    if errors:
        made.rejected += 1
        store.quarantine(
            [Fault(entry.system, entry.file, entry.line, errors, row, entry.record, entry.stage)]
        )
    else:
        store.forget([entry.number])


def _put(store: Store, entry: Entry, row: dict[str, Any], made: Retried) -> tuple[FieldError, ...]:
    """Take a row; gives what is wrong with it, still."""
    try:
        if is_deletion(row):
            ended = parse_deletion(row)
            outcomes = store.delete_many([Burial(ended.id, ended.version, ended.authority)])
        else:
            put = store.put([parse_fed(row)], versioned=entry.system not in _UNVERSIONED)
            if put.rejected:
                return (put.rejected[0].error,)
            outcomes = put.outcomes
    except RecordErrors as wrong:
        return wrong.errors
    made.loaded += outcomes.count(Outcome.LOADED)
    made.unchanged += outcomes.count(Outcome.UNCHANGED)
    return ()


def _index(store: Store, entry: Entry, made: Retried) -> None:
    """Have a record indexed anew. It is lifted to its next revision: the index would take the one that it has for done."""
    held = store.held([entry.record] if entry.record else [])
    for id_, one in held.items():
        store.outrank({id_: one.revision}, withhold=False)
        made.requeued += 1
    if not held:  # it is gone, and with it the reason
        store.forget([entry.number])
        made.unchanged += 1
