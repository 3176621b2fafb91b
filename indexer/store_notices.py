"""Notices: a record that was written here looks like another that its writer was not shown. Kept by pairs, each once.

What the two have in common is not kept: whoever reads a notice is told what their own rights show of both. A record beside
itself is an amendment that was asked for at its review (`retention.RetentionStore.keep`); it waits while the record stands so.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from indexer.retention import AMEND
from indexer.store_put import insert_new
from indexer.store_tables import (
    arrived,
    notice,
    outbox,
    reading_engine,
    record,
    retention_review,
    writing_engine,
    written,
)


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A record that was written here and not compared with what its writer did not see. seen: what they were shown."""

    id: str
    version: int
    seen: frozenset[str]


@dataclass(frozen=True, slots=True)
class Notice:
    """A pair: the record that was written (`id`) and the one that it looks like (`other`). at, done_at: seconds since 1970;
    word: of whoever has dealt with it."""

    key: str
    id: str
    other: str
    at: float
    done_at: float | None
    done_by: str | None
    word: str | None


@dataclass(frozen=True, slots=True)
class Amendment:
    """What was asked to be put right in a record, by whom. at: seconds since 1970; done: whether somebody has dealt with it."""

    key: str
    id: str
    at: float
    by: str
    reason: str
    done: bool


class NoticeStore:
    """The notices in the record store's database. Safe for threads and processes."""

    def __init__(self, url: str) -> None:
        self._writer, self._reader = writing_engine(url), reading_engine(url)

    def close(self) -> None:
        """Give the database's connections back."""
        self._writer.dispose()
        self._reader.dispose()

    # ---------------------------------------------------------------------------------- finding

    def unchecked(self, limit: int) -> list[Unchecked]:
        """Records to be compared, the oldest first; those that searches find already, so that of two that are written at
        once the later one meets the earlier."""
        waits = sa.exists().where(outbox.c.id == written.c.id, outbox.c.due.is_not(None))
        due = sa.select(written.c.id, sa.func.max(written.c.version).label("version")).where(
            written.c.checked.is_(None), ~waits
        )
        with self._reader.begin() as connection:
            rows = connection.execute(
                due.group_by(written.c.id).order_by(sa.func.min(written.c.at)).limit(limit)
            ).all()
            seen = _seen(connection, [row.id for row in rows])
        return [Unchecked(row.id, row.version, frozenset(seen.get(row.id, ()))) for row in rows]

    def found(self, one: Unchecked, others: Iterable[str]) -> None:
        """Keep a notice for each of these look-alikes, and the record as compared up to this version."""
        now = time.time()
        compared = sa.update(written).where(written.c.id == one.id, written.c.version <= one.version)
        with self._writer.begin() as connection:
            _keep(connection, [(one.id, other) for other in others], now)
            connection.execute(compared.where(written.c.checked.is_(None)).values(checked=now))

    def arrived(self, limit: int) -> list[str]:
        """Ids of records that came since somebody first made one here, and that were not compared with those made here."""
        with self._reader.begin() as connection:
            return list(connection.scalars(sa.select(arrived.c.id).order_by(arrived.c.id).limit(limit)))

    def seen(self, ids: Sequence[str]) -> dict[str, set[str]]:
        """What the writers of these records were shown."""
        with self._reader.begin() as connection:
            return _seen(connection, ids)

    def met(self, ids: Sequence[str], pairs: Iterable[tuple[str, str]]) -> None:
        """Keep a notice for each pair (made here, arrived), and these arrivals as compared."""
        with self._writer.begin() as connection:
            _keep(connection, pairs, time.time())
            connection.execute(sa.delete(arrived).where(arrived.c.id.in_(ids)))

    # ---------------------------------------------------------------------------------- reading

    def open(self) -> list[Notice]:
        """Every notice of a pair that nobody has dealt with, the newest first."""
        waiting = _PAIRS.where(notice.c.done_at.is_(None))
        return self._notices(waiting.order_by(notice.c.at.desc(), notice.c.key))

    def get(self, key: str) -> Notice | None:
        """One notice of a pair."""
        return next(iter(self._notices(_PAIRS.where(notice.c.key == key))), None)

    def amendments(self, force: str, user: str | None = None) -> list[Amendment]:
        """What was asked to be put right in records of a force that stand as they did then, the newest first.

        user: in those alone of which they wrote a version.
        """
        said, own = retention_review.c, sa.exists().where(written.c.id == notice.c.id, written.c.user == user)
        asked: sa.Select[Any] = (
            sa.select(
                notice.c.key, notice.c.id, notice.c.at, said.by, said.reason, notice.c.done_at.is_not(None)
            )
            .join(retention_review, said.id == notice.c.id)
            .join(record, (record.c.id == said.id) & (record.c.revision == said.revision))
            .where(notice.c.id == notice.c.other, said.decision == AMEND, record.c.force == force)
            .order_by(notice.c.at.desc(), notice.c.key)
        )
        with self._reader.begin() as connection:
            rows = connection.execute(asked if user is None else asked.where(own))
            return [Amendment(key, id_, at, by, why, bool(done)) for key, id_, at, by, why, done in rows]

    def settle(self, key: str, user: str, word: str) -> bool:
        """Somebody has dealt with it; false where somebody had before."""
        change = sa.update(notice).where(notice.c.key == key, notice.c.done_at.is_(None))
        with self._writer.begin() as connection:
            done = connection.execute(change.values(done_at=time.time(), done_by=user, word=word))
            return done.rowcount == 1

    def _notices(self, asked: sa.Select[Any]) -> list[Notice]:
        with self._reader.begin() as connection:
            return [Notice(*row) for row in connection.execute(asked)]


_PAIRS = sa.select(notice).where(notice.c.id != notice.c.other)


def _seen(connection: Connection, ids: Sequence[str]) -> dict[str, set[str]]:
    """What the writers of every version of these records were shown."""
    found: dict[str, set[str]] = {}
    for id_, seen in connection.execute(sa.select(written.c.id, written.c.seen).where(written.c.id.in_(ids))):
        found.setdefault(id_, set()).update(json.loads(seen))
    return found


def _keep(connection: Connection, pairs: Iterable[tuple[str, str]], now: float) -> None:
    rows = [
        {"key": secrets.token_hex(12), "id": id_, "other": other, "at": now}
        for id_, other in sorted(set(pairs))
    ]
    insert_new(connection, notice, rows, key=("id", "other"))
