"""What the store holds, id by id, to be compared with an index; and what brings the two together again."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from indexer.store_put import enqueue, outbox_row, tombstone_row, upsert
from indexer.store_tables import outbox, record, tombstone

_AT_ONCE = 5_000  # rows in memory
AUTHORITY = "reconcile: not in the record store"


class Listed(NamedTuple):
    """A record or a tombstone: its id, and the revision at which it stands or was deleted."""

    id: str
    revision: int
    deleted: bool


class Reported(StrEnum):
    """What the outbox says of an id whose latest revision is not known to be in the index."""

    WAITING = "waiting"
    NOT_INDEXED = "not indexed"  # given up: it stands in the quarantine


class Held(NamedTuple):
    """How an id stands now, and what the outbox says of it."""

    revision: int
    deleted: bool
    reported: Reported | None


def every(connection: Connection) -> Iterator[Listed]:
    """Every record and tombstone by id, in the order of code points; a stream of one snapshot."""
    both = sa.union_all(_standing(record, deleted=False), _standing(tombstone, deleted=True)).subquery()
    # Elasticsearch sorts by bytes, whatever the database's locale.
    by_bytes = sa.collate(both.c.id, "C") if connection.dialect.name == "postgresql" else both.c.id
    rows = connection.execution_options(yield_per=_AT_ONCE).execute(sa.select(both).order_by(by_bytes))
    for id_, revision, deleted in rows:
        yield Listed(id_, revision, bool(deleted))


def held(connection: Connection, ids: Sequence[str]) -> dict[str, Held]:
    """How these ids stand; without those that the store knows nothing of."""
    told = sa.select(outbox.c.id, outbox.c.due).where(outbox.c.id.in_(ids))
    reported = {
        id_: Reported.NOT_INDEXED if due is None else Reported.WAITING
        for id_, due in connection.execute(told)
    }
    return {
        id_: Held(revision, bool(deleted), reported.get(id_))
        for table, gone in ((tombstone, True), (record, False))
        for id_, revision, deleted in connection.execute(
            _standing(table, deleted=gone).where(table.c.id.in_(ids))
        )
    }


def requeue(connection: Connection, ids: Sequence[str], *, withhold: bool) -> None:
    """Put ids into the outbox as they stand. withhold: the index has a copy that may say what it must not."""
    now = time.time()
    known = held(connection, ids)
    rows = [
        outbox_row(id_, one.revision, now, deletion=one.deleted, withhold=withhold)
        for id_, one in known.items()
    ]
    if rows:
        enqueue(connection, rows)


def outrank(connection: Connection, versions: Mapping[str, int], *, withhold: bool) -> None:
    """Lift ids above the versions that an index holds of them, and put them into the outbox; what the store knows
    nothing of becomes a tombstone."""
    now, known = time.time(), held(connection, list(versions))
    for id_, version in versions.items():
        if one := known.get(id_):
            table = tombstone if one.deleted else record
            lifted = sa.update(table).where(table.c.id == id_, table.c.revision <= version)
            connection.execute(lifted.values(revision=version + 1))
        else:
            # version 0: whatever a source sends of it is newer
            grave = tombstone_row(id_, 0, version + 1, now, digest=None, authority=AUTHORITY)
            upsert(connection, tombstone, [grave])
    requeue(connection, list(versions), withhold=withhold)


def buried_since(connection: Connection, since: float) -> Iterator[Listed]:
    """What was deleted after `since` (seconds since 1970)."""
    late = _standing(tombstone, deleted=True).where(tombstone.c.deleted_at > since)
    for id_, revision, _ in connection.execution_options(yield_per=_AT_ONCE).execute(late):
        yield Listed(id_, revision, deleted=True)


def quiet_since(connection: Connection, ids: Sequence[str], since: float) -> dict[str, int]:
    """Those of these ids that were deleted before `since` and that the outbox does not hold, each with its revision."""
    old = sa.select(tombstone.c.id, tombstone.c.revision).where(
        tombstone.c.id.in_(ids), tombstone.c.deleted_at < since, tombstone.c.id.not_in(sa.select(outbox.c.id))
    )
    return {row.id: row.revision for row in connection.execute(old)}


def _standing(table: sa.Table, *, deleted: bool) -> sa.Select[Any]:
    return sa.select(table.c.id, table.c.revision, sa.literal(deleted).label("deleted"))
