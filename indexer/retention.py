"""Records whose review is due (MoPI), and what was said of them last: retained until a day, or to be put right first.

Every record has a day: its own, or where it names none, the one that the rule of the first review gives it (so many years
after it was recorded, by its group). The rule is asked with the question and stands in no record, so that another rule
holds at once. What is disposed of is deleted as any record is (`store_delete`), and no row of here outlives it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from heapq import merge
from itertools import islice
from typing import Any

import sqlalchemy as sa

from access.partial_dates import years_on
from indexer.store_delete import reviewed_last
from indexer.store_put import upsert
from indexer.store_tables import notice, reading_engine, record, retention_review, tombstone, writing_engine

RETAIN, AMEND, DISPOSE = "retain", "amend", "dispose"
AT_ONCE = 500
GROUPS = (0, 1, 2, 3, 4)  # 0: none given


class By(StrEnum):
    """What says when a record is reviewed."""

    RECORD = "record"
    RULE = "rule"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class FirstReview:
    """After how many years a record that names no day is first reviewed, by its group (0 for none)."""

    years: Mapping[int, int]

    def on(self, group: int, recorded_on: str) -> str:
        """The day, of a record that was recorded on that day (ISO 8601)."""
        return years_on(date.fromisoformat(recorded_on), self.years[group]).isoformat()

    def recorded_by(self, group: int, today: str) -> str:
        """The last day on which a record may have been recorded to be due today, or a little later."""
        return years_on(date.fromisoformat(today), -self.years[group]).isoformat()


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
    """A record whose review is due, since when (ISO 8601), and by what. said: at the last review, None where there was none."""

    id: str
    since: str
    revision: int
    said: Said | None
    by: By


@dataclass(frozen=True, slots=True)
class Answer:
    """What the owner of a record said of its amendment. at: seconds since 1970."""

    word: str
    by: str
    at: float


@dataclass(frozen=True, slots=True)
class Disposed:
    """A tombstone. digest: of the record's content, in hex; authority: who decided on it; at: seconds since 1970."""

    id: str
    version: int
    digest: str
    authority: str
    at: float


def authority_of(user: str, audit_id: str) -> str:
    """On whose word a record is disposed of at a review, as its tombstone says it."""
    return f"review by {user}, audit {audit_id}"


class RetentionStore:
    """Reviews in the record store's database. Safe for threads and processes."""

    def __init__(self, url: str, first: FirstReview) -> None:
        self._writer, self._reader = writing_engine(url), reading_engine(url)
        self._first = first

    def close(self) -> None:
        """Give the database's connections back."""
        self._writer.dispose()
        self._reader.dispose()

    def due(self, today: str, force: str) -> Iterator[list[Due]]:
        """Everything of a force that is due, the longest overdue first, some at a time."""
        ways = [self._own(today, force), self._reviewed(today, force)]
        ways += [self._by_rule(group, today, force) for group in GROUPS]
        each = merge(*ways, key=lambda one: one.since)
        while some := list(islice(each, AT_ONCE)):
            yield some

    def one(self, id_: str, today: str) -> Due | None:
        """A record, if it is due."""
        rows = self._rows(_asked().where(record.c.id == id_))
        return self._due(rows[0], today) if rows else None

    def disposed_by(self, user: str, most: int) -> list[Disposed]:
        """What somebody disposed of at reviews, the newest first."""
        theirs = tombstone.c.authority.startswith(authority_of(user, ""), autoescape=True)
        newest = sa.select(tombstone).where(theirs).order_by(tombstone.c.deleted_at.desc(), tombstone.c.id)
        return [
            Disposed(row.id, row.version, bytes(row.digest or b"").hex(), row.authority, row.deleted_at)
            for row in self._rows(newest.limit(most))
        ]

    def next_on(self, id_: str) -> str | None:
        """Until when a record is retained, by its last review; None where there was none."""
        said = sa.select(retention_review.c.next_on).where(retention_review.c.id == id_)
        with self._reader.begin() as connection:
            return connection.scalar(said)

    def keep(self, id_: str, said: Said, after: float | None = None) -> bool:
        """Keep what was said of a record; false where it does not stand at that revision any more, or was reviewed since.

        after: when the last review was that whoever said it had read of; None for none.
        """
        stands = sa.select(record.c.id).where(record.c.id == id_, record.c.revision == said.revision)
        row = {
            "id": id_, "revision": said.revision, "decision": said.decision, "reason": said.reason,
            "next_on": said.next_on, "by": said.by, "at": said.at,
        }  # fmt: skip
        with self._writer.begin() as connection:
            there = connection.execute(stands.with_for_update()).first() is not None
            there = there and reviewed_last(connection, id_) == after
            if there:
                upsert(connection, retention_review, [row])
                _tell(connection, id_, said)
        return there

    def answer(self, id_: str) -> Answer | None:
        """What its owner said last to what was to be put right in a record."""
        told = sa.select(notice.c.word, notice.c.done_by, notice.c.done_at)
        mine = told.where(notice.c.id == id_, notice.c.other == id_, notice.c.done_at.is_not(None))
        with self._reader.begin() as connection:
            row = connection.execute(mine).first()
        return Answer(*row) if row else None

    # Each way is read by an index of its own, in the order of its days, as far as somebody goes on reading.

    def _own(self, today: str, force: str) -> Iterator[Due]:
        """By the record's own day."""
        wanted = _unreviewed(force).where(record.c.review_on.is_not(None), record.c.review_on <= today)
        return self._in_order(wanted, record.c.review_on, record.c.id, today)

    def _by_rule(self, group: int, today: str, force: str) -> Iterator[Due]:
        """By the rule, of one group."""
        wanted = _unreviewed(force).where(
            record.c.review_on.is_(None),
            record.c.review_group == group,
            record.c.recorded_on <= self._first.recorded_by(group, today),
        )
        return self._in_order(wanted, record.c.recorded_on, record.c.id, today)

    def _reviewed(self, today: str, force: str) -> Iterator[Due]:
        """By the day that the last review gave."""
        said = retention_review.c
        wanted = _asked().where(said.next_on <= today, record.c.force == force)
        return self._in_order(wanted, said.next_on, said.id, today)

    def _in_order(
        self, wanted: sa.Select[Any], day: sa.Column[str], id_: sa.Column[str], today: str
    ) -> Iterator[Due]:
        wanted = wanted.add_columns(day.label("place")).order_by(day, id_).limit(AT_ONCE)
        rows = self._rows(wanted)
        while rows:
            yield from (one for row in rows if (one := self._due(row, today)))
            after = sa.tuple_(day, id_) > sa.tuple_(rows[-1].place, rows[-1].id)
            rows = self._rows(wanted.where(after)) if len(rows) == AT_ONCE else []

    def _due(self, row: sa.Row[Any], today: str) -> Due | None:
        """The record of a row, if its day has come, and that of its last review."""
        day = row.review_on or self._first.on(row.review_group, row.recorded_on)
        said = _said(row)
        since = (said and said.next_on) or day
        if max(day, since) > today:
            return None
        by = By.REVIEW if said and said.next_on else By.RECORD if row.review_on else By.RULE
        return Due(row.id, since, row.revision, said, by)

    def _rows(self, asked: sa.Select[Any]) -> list[sa.Row[Any]]:
        with self._reader.begin() as connection:
            return list(connection.execute(asked))


def _tell(connection: sa.Connection, id_: str, said: Said) -> None:
    """Leave its owner a notice of what is to be put right; whatever was said otherwise takes back the one before."""
    if said.decision != AMEND:
        connection.execute(sa.delete(notice).where(notice.c.id == id_, notice.c.other == id_))
        return
    row = {
        "key": secrets.token_hex(12), "id": id_, "other": id_, "at": said.at,
        "done_at": None, "done_by": None, "word": None,
    }  # fmt: skip
    upsert(connection, notice, [row], key=("id", "other"))


def _asked() -> sa.Select[Any]:
    """Records with what was said of them last."""
    said = retention_review
    told = [column.label(f"said_{column.name}") for column in said.c]
    own = (record.c.id, record.c.revision, record.c.review_on, record.c.review_group, record.c.recorded_on)
    return sa.select(*own, *told).select_from(record.outerjoin(said, said.c.id == record.c.id))


def _unreviewed(force: str) -> sa.Select[Any]:
    """A force's records that were not retained until a day."""
    return _asked().where(record.c.force == force, retention_review.c.next_on.is_(None))


def _said(row: sa.Row[Any]) -> Said | None:
    if not row.said_id:
        return None
    return Said(
        row.said_revision, row.said_decision, row.said_reason, row.said_next_on, row.said_by, row.said_at
    )
