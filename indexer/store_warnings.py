"""Tasks for dangers that no despatcher is told (`hidden_risks`): opened and settled as records are indexed, closed by people.

A task stands for a record and for what tells of its danger: what was published or declined stays so until the record
tells of something else. The table holds ids, codes and dates, and a person's reason; no word of any record.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from indexer.hidden_risks import HiddenRisk
from indexer.store_tables import warning_task as task

OPEN, PUBLISHED, DECLINED, SETTLED = "open", "published", "declined", "settled"
NOT_HIDDEN, GONE = "hidden no more", "the record is deleted"


class Decided(Exception):  # noqa: N818
    """Somebody else has decided a task meanwhile."""


@dataclass(slots=True)
class Seen:
    """What indexing saw: hidden dangers by record; records without any, and those deleted, with their revisions."""

    risks: dict[str, HiddenRisk] = field(default_factory=dict)
    clear: dict[str, int] = field(default_factory=dict)
    gone: dict[str, int] = field(default_factory=dict)

    @property
    def ids(self) -> set[str]:
        """Every record of it."""
        return {*self.risks, *self.clear, *self.gone}


@dataclass(frozen=True, slots=True)
class Task:
    """A task as it stands; times in seconds since 1970. published: the id of the warning that was written."""

    id: str
    record: str
    force: str
    because: str
    codes: tuple[str, ...]
    status: str
    opened: float
    closed: float | None
    closed_by: str | None
    reason: str | None
    published: str | None


def touched(ids: Collection[str]) -> sa.Select[Any]:
    """Whether there is a task about any of these records, or a warning among them."""
    return sa.select(task.c.id).where(task.c.record.in_(ids) | task.c.published.in_(ids)).limit(1)


def note(connection: Connection, seen: Seen) -> None:
    """Open, renew and settle tasks by what indexing saw."""
    now = time.time()
    found = connection.execute(sa.select(task).where(task.c.record.in_(seen.ids)))
    known = {row.record: row for row in found}
    for risk in seen.risks.values():
        _open(connection, risk, known.get(risk.record), now)
    for id_, revision in seen.clear.items():
        _settle(connection, known.get(id_), revision, NOT_HIDDEN, now)
    for id_, revision in seen.gone.items():
        _settle(connection, known.get(id_), revision, GONE, now)
    _reopen(connection, seen.gone, now)


def _open(connection: Connection, risk: HiddenRisk, old: Any, now: float) -> None:
    values = {
        "revision": risk.revision, "force": risk.force, "because": risk.because, "codes": json.dumps(risk.codes),
        "digest": risk.digest,
    }  # fmt: skip
    if old is None:
        new = {"id": secrets.token_hex(16), "record": risk.record, "status": OPEN, "opened": now}
        connection.execute(sa.insert(task).values(values | new))
        return
    if risk.revision < old.revision:
        return
    if old.status == SETTLED or (old.status != OPEN and risk.digest != old.digest):
        values |= _opened(now)
    connection.execute(sa.update(task).where(task.c.id == old.id).values(values))


def _settle(connection: Connection, old: Any, revision: int, why: str, now: float) -> None:
    if old is None or revision < old.revision:
        return
    if old.status == OPEN:
        values = {"status": SETTLED, "closed": now, "reason": why, "revision": revision}
        connection.execute(sa.update(task).where(task.c.id == old.id).values(values))
    elif why == GONE:  # of a deleted record, no person's words about it are kept either
        connection.execute(sa.update(task).where(task.c.id == old.id).values(reason=GONE, revision=revision))


def _reopen(connection: Connection, gone: Iterable[str], now: float) -> None:
    """A warning that was deleted warns nobody: its source's task is open again."""
    standing = (
        task.c.published.in_(list(gone))
        & (task.c.status == PUBLISHED)
        & (sa.func.coalesce(task.c.reason, "") != GONE)
    )
    connection.execute(sa.update(task).where(standing).values(_opened(now)))


def _opened(now: float) -> dict[str, Any]:
    return {
        "status": OPEN,
        "opened": now,
        "closed": None,
        "closed_by": None,
        "reason": None,
        "published": None,
    }


# ------------------------------------------------------------------------------------- by people


def tasks(force: str, status: Collection[str]) -> sa.Select[Any]:
    """A force's tasks, the oldest first."""
    standing = (task.c.force == force) & task.c.status.in_(status)
    return sa.select(task).where(standing).order_by(task.c.opened, task.c.id)


def decided(force: str, past: Task | None, limit: int) -> sa.Select[Any]:
    """A force's tasks that people decided, the last one first, from behind that one on."""
    standing = (task.c.force == force) & task.c.status.in_((PUBLISHED, DECLINED))
    if past is not None:
        standing &= sa.or_(
            task.c.closed < past.closed, (task.c.closed == past.closed) & (task.c.id > past.id)
        )
    return sa.select(task).where(standing).order_by(task.c.closed.desc(), task.c.id).limit(limit)


def about(record_id: str) -> sa.Select[Any]:
    """The task about a record."""
    return sa.select(task).where(task.c.record == record_id)


def kin(ids: Collection[str]) -> sa.Select[Any]:
    """The records and warnings that came of each other, where one of the two is among these."""
    about = task.c.record.in_(ids) | task.c.published.in_(ids)
    return sa.select(task.c.record, task.c.published).where((task.c.status == PUBLISHED) & about)


def kin_of(ids: Collection[str], rows: Iterable[Any]) -> dict[str, dict[str, str]]:
    """For each of the ids the other's id and its role, by the rows of `kin`."""
    found: dict[str, dict[str, str]] = {id_: {} for id_ in ids}
    for row in rows:
        if row.record in found:
            found[row.record][row.published] = "warning published from this"
        if row.published in found:
            found[row.published][row.record] = "what this warning was published from"
    return found


def close(
    connection: Connection, id_: str, status: str, by: str, reason: str | None, published: str | None = None
) -> bool:
    """A person's decision; false where the task is open no more."""
    values: Mapping[str, Any] = {
        "status": status, "closed": time.time(), "closed_by": by, "reason": reason, "published": published,
    }  # fmt: skip
    ours = (task.c.id == id_) & (task.c.status == OPEN)
    return connection.execute(sa.update(task).where(ours).values(**values)).rowcount == 1


def publish(connection: Connection, id_: str, by: str, published: str) -> None:
    """A warning was written. Raises Decided where the task is open no more: of two who publish at once, one does."""
    if not close(connection, id_, PUBLISHED, by, None, published):
        raise Decided("the task is open no more")


def withdraw(connection: Connection, published: str, *, by: str, reason: str, reopen: bool) -> None:
    """A warning was taken back: its source's task is open again, or closed, with the reason."""
    now = time.time()
    closed = {"status": DECLINED, "closed": now, "closed_by": by, "published": None}
    values = {**(_opened(now) if reopen else closed), "reason": reason}
    standing = (
        (task.c.published == published)
        & (task.c.status == PUBLISHED)
        & (sa.func.coalesce(task.c.reason, "") != GONE)
    )
    connection.execute(sa.update(task).where(standing).values(values))


def task_of(row: Any) -> Task:
    """A row as a task."""
    return Task(
        row.id, row.record, row.force, row.because, tuple(json.loads(row.codes)), row.status, row.opened, row.closed,
        row.closed_by, row.reason, row.published,
    )  # fmt: skip
