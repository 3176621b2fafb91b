"""Records whose review is due (MoPI), and what was said of them last: retained until a day, or to be put right first.

What is disposed of is deleted as any record is (`store_delete`), and no row of here outlives it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from indexer.store_content import compact
from indexer.store_put import upsert
from indexer.store_tables import reading_engine, record, retention_review, writing_engine

RETAIN, AMEND, DISPOSE = "retain", "amend", "dispose"
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of a record at a review. revision: the record's then; next_on: until when it is retained (ISO 8601), None
    where it is to be put right first; at: seconds since 1970."""

    revision: int
    decision: str
    reason: str
    next_on: str | None
    by: str
    at: float


@dataclass(frozen=True, slots=True)
class Due:
    """A record whose review is due, and since when (ISO 8601). said: at the last review, None where there was none."""

    id: str
    since: str
    revision: int
    said: Said | None


class RetentionStore:
    """Reviews in the record store's database. Safe for threads and processes."""

    def __init__(self, url: str) -> None:
        self._writer, self._reader = writing_engine(url), reading_engine(url)

    def close(self) -> None:
        """Give the database's connections back."""
        self._writer.dispose()
        self._reader.dispose()

    def due(self, today: str, force: str) -> Iterator[list[Due]]:
        """Everything of a force that is due, the longest overdue first, some at a time."""
        since, wanted = _due(today)
        wanted = wanted.where(record.c.handling.contains(f'"force":{compact(force)}', autoescape=True))
        after: tuple[str, str] = ("", "")
        while True:
            later = (since > after[0]) | ((since == after[0]) & (record.c.id > after[1]))
            found = self._rows(wanted.where(later).order_by(since, record.c.id).limit(AT_ONCE))
            if not found:
                return
            yield found
            after = found[-1].since, found[-1].id

    def one(self, id_: str, today: str) -> Due | None:
        """A record, if it is due."""
        return next(iter(self._rows(_due(today)[1].where(record.c.id == id_))), None)

    def keep(self, id_: str, said: Said) -> bool:
        """Keep what was said of a record; false where it does not stand at that revision any more."""
        stands = sa.select(record.c.id).where(record.c.id == id_, record.c.revision == said.revision)
        row = {
            "id": id_, "revision": said.revision, "decision": said.decision, "reason": said.reason,
            "next_on": said.next_on, "by": said.by, "at": said.at,
        }  # fmt: skip
        with self._writer.begin() as connection:
            there = connection.execute(stands.with_for_update()).first() is not None
            if there:
                upsert(connection, retention_review, [row])
        return there

    def _rows(self, asked: sa.Select[Any]) -> list[Due]:
        with self._reader.begin() as connection:
            return [_row(row) for row in connection.execute(asked)]


def _due(today: str) -> tuple[sa.ColumnElement[str], sa.Select[Any]]:
    """Since when a record is due, and those that are: by their own date, and by that of the last review."""
    said = retention_review
    since = sa.func.coalesce(said.c.next_on, record.c.review_on)
    joined = record.outerjoin(said, said.c.id == record.c.id)
    named = [column.label(f"said_{column.name}") for column in said.c]
    wanted = sa.select(record.c.id, record.c.revision, since.label("since"), *named).select_from(joined)
    passed = said.c.next_on.is_(None) | (said.c.next_on <= today)
    return since, wanted.where(record.c.review_on <= today, passed)


def _row(row: sa.Row[Any]) -> Due:
    said = (
        Said(
            row.said_revision, row.said_decision, row.said_reason, row.said_next_on, row.said_by, row.said_at
        )
        if row.said_id
        else None
    )
    return Due(row.id, row.since, row.revision, said)
