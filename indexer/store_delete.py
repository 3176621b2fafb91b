"""Deleting records: what is left is a tombstone, which keeps a late older version out and what comes first in order."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from indexer import quarantine, store_owed, store_sent
from indexer.store_put import Outcome, Standing, enqueue, outbox_row, standings, tombstone_row, upsert
from indexer.store_tables import correction, record, retention_review, tombstone
from indexer.store_written import forget


class Burial(NamedTuple):
    """A deletion as the store takes it. version: the source's, or None for whatever stands."""

    id: str
    version: int | None = None
    authority: str | None = None


def delete_batch(connection: Connection, burials: Sequence[Burial], by: str | None) -> list[Outcome]:
    """Delete records within the caller's transaction; an outcome for each, in order. by: whose deed the ledger is told that it
    was; None where it is told by whoever asks.

    LOADED where something became of it: a record ended, or a tombstone that was not there waits for its record. What
    stands at a later version, or is deleted already, is UNCHANGED.
    """
    known, now = standings(connection, [one.id for one in burials]), time.time()
    outcomes, graves, ended = [], dict[str, dict[str, Any]](), dict[str, int]()
    for one in burials:
        old = known.get(one.id)
        if not _ends(one, old):
            outcomes.append(Outcome.UNCHANGED)
            continue
        stands = old is not None and not old.deleted
        grave = known[one.id] = _grave(one, old)
        graves[one.id] = tombstone_row(
            one.id, grave.version, grave.revision, now, digest=grave.digest, authority=one.authority
        )
        if stands:
            ended[one.id] = grave.revision
        outcomes.append(Outcome.LOADED)
    _write(connection, list(graves.values()), ended, now)
    if ended and by is not None:
        _tell(connection, burials, ended, by)
    return outcomes


def _tell(connection: Connection, burials: Sequence[Burial], ended: Collection[str], by: str) -> None:
    """Owe the ledger a row for the records that ended, by the authority that their source names."""
    said = {one.id: one.authority for one in burials if one.id in ended}
    for authority in sorted(set(said.values()), key=str):
        ids = [id_ for id_, named in said.items() if named == authority]
        store_owed.owe(connection, store_owed.DELETED, by, ids, {"authority": authority} if authority else {})


def dispose(connection: Connection, id_: str, version: int, authority: str, reviewed: float | None) -> bool:
    """Delete a record at the end of its review, within the caller's transaction; false where it stands at another version by
    now, or was reviewed since. reviewed: when the last review was that whoever disposes of it had read of."""
    stands = sa.select(record.c.id).where(record.c.id == id_, record.c.version == version)
    if connection.execute(stands).first() is None or reviewed_last(connection, id_) != reviewed:
        return False
    return delete_batch(connection, [Burial(id_, version, authority)], by=None) == [Outcome.LOADED]


def reviewed_last(connection: Connection, id_: str) -> float | None:
    """When a record was reviewed last (seconds since 1970)."""
    last: float | None = connection.scalar(
        sa.select(retention_review.c.at).where(retention_review.c.id == id_)
    )
    return last


def _ends(one: Burial, old: Standing | None) -> bool:
    if old is None:
        return one.version is not None
    if old.deleted:
        return one.version is not None and one.version > old.version
    return one.version is None or one.version >= old.version


def _grave(one: Burial, old: Standing | None) -> Standing:
    """How the id stands from now on. Only the end of a record is a new revision: the index knows no other change."""
    if old is None:
        return Standing(one.version or 0, 1, None, None, deleted=True)
    revision = old.revision if old.deleted else old.revision + 1
    return Standing(max(one.version or 0, old.version), revision, old.digest, None, deleted=True)


def _write(connection: Connection, graves: list[dict[str, Any]], ended: dict[str, int], now: float) -> None:
    if graves:
        upsert(connection, tombstone, graves)
    if ended:
        connection.execute(sa.delete(record).where(record.c.id.in_(list(ended))))
        for table in (correction, retention_review):
            connection.execute(sa.delete(table).where(table.c.id.in_(list(ended))))
        forget(connection, list(ended))
        store_sent.forget(connection, list(ended))
        quarantine.forget_content(connection, list(ended))
        rows = [
            outbox_row(id_, revision, now, withhold=True, deletion=True) for id_, revision in ended.items()
        ]
        enqueue(connection, rows)
