"""Reports under way and officers' corrections, in the record store's database."""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from indexer.store_tables import correction, reading_engine, report_draft, writing_engine
from indexer.store_written import Spent, spent_on

KEPT_DAYS = 30  # a draft that nobody touched for so long is forgotten
MOST_DRAFTS = 50


@dataclass(frozen=True, slots=True)
class Draft:
    """A report under way. changed_at: seconds since 1970; page: the opened page that saved it last."""

    id: str
    body: dict[str, Any]
    changed_at: float
    revision: int = 1
    page: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A page as it was opened: the draft's revision then, and a name that no other page has.

    A page may save over what it saved itself, even where the answer never reached it, and over the revision that it showed.
    """

    revision: int
    page: str

    def newest_of(self, draft: Draft) -> bool:
        """Whether nothing was saved since by another page."""
        return draft.revision == self.revision or draft.page == self.page


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody put right in the reading of a report: the record's id, and a gold report."""

    id: str
    user: str
    body: dict[str, Any]


class Moved(Exception):  # noqa: N818
    """A draft is not there as it was read: it is gone, or another page saved it since."""


class ReportStore:
    """Drafts, each for one person, and corrections."""

    def __init__(self, url: str) -> None:
        self._writes, self._reads = writing_engine(url), reading_engine(url)

    def close(self) -> None:
        """Let go of the database."""
        self._writes.dispose()
        self._reads.dispose()

    # ------------------------------------------------------------------------------------- drafts

    def drafts(self, user: str) -> list[Draft]:
        """Somebody's reports under way, the latest touched first."""
        mine = sa.select(report_draft).where(report_draft.c.user == user)
        ordered = mine.order_by(report_draft.c.changed_at.desc(), report_draft.c.id).limit(MOST_DRAFTS)
        with self._reads.begin() as connection:
            return [_draft(row) for row in connection.execute(ordered)]

    def draft(self, user: str, id_: str) -> Draft | None:
        """One of somebody's drafts; None where it is not there or not theirs."""
        with self._reads.begin() as connection:
            row = connection.execute(sa.select(report_draft).where(*_mine(user, id_))).first()
        return _draft(row) if row else None

    def begin(self, user: str, body: Mapping[str, Any]) -> str:
        """A new draft; those that lapsed are forgotten."""
        id_, now = secrets.token_hex(12), time.time()
        lapsed = sa.delete(report_draft).where(report_draft.c.changed_at < now - KEPT_DAYS * 86_400)
        row = {"id": id_, "user": user, "body": json.dumps(body), "changed_at": now}
        with self._writes.begin() as connection:
            connection.execute(lapsed)
            connection.execute(sa.insert(report_draft).values(row))
        return id_

    def keep(self, user: str, id_: str, body: Mapping[str, Any], opened: Opened) -> bool:
        """Keep a draft as it stands now; false where it is not there (any more), or another page saved it since."""
        change = sa.update(report_draft).where(*_mine(user, id_), _not_since(opened))
        values = {
            "body": json.dumps(body), "changed_at": time.time(), "revision": report_draft.c.revision + 1, "page": opened.page,
        }  # fmt: skip
        with self._writes.begin() as connection:
            return connection.execute(change.values(values)).rowcount == 1

    def drop(self, user: str, id_: str) -> bool:
        """Forget a draft; false where there was none."""
        with self._writes.begin() as connection:
            return connection.execute(sa.delete(report_draft).where(*_mine(user, id_))).rowcount == 1

    def saved_as(self, user: str, id_: str) -> str | None:
        """The id of the record that was made of somebody's draft, as long as that is known."""
        token = token_of(user, id_)
        with self._reads.begin() as connection:
            return spent_on(connection, [token]).get(token)

    # -------------------------------------------------------------------------------- corrections

    def corrections(self) -> list[Correction]:
        """Every correction, by the record's id. Who may have which is for the caller to ask of the record store."""
        with self._reads.begin() as connection:
            rows = connection.execute(sa.select(correction).order_by(correction.c.id)).all()
        return [Correction(row.id, row.user, json.loads(row.body)) for row in rows]


def spend(connection: sa.Connection, user: str, id_: str, opened: Opened) -> None:
    """Let a draft go, as that page showed it, in the transaction of the record that is made of it. Raises Moved."""
    gone = connection.execute(sa.delete(report_draft).where(*_mine(user, id_), _not_since(opened)))
    if gone.rowcount != 1:
        raise Moved("the draft does not stand as it was read")


def spent_by(user: str, id_: str) -> Spent:
    """What the record that is made of a draft spends: it is known for longer than any draft is kept."""
    return Spent(token_of(user, id_), time.time() + (KEPT_DAYS + 1) * 86_400)


def token_of(user: str, id_: str) -> bytes:
    """The token of somebody's draft: another's draft has another, whatever its id."""
    return hashlib.sha256(json.dumps(["draft", user, id_[:32]]).encode()).digest()


def correct(
    connection: sa.Connection, id_: str, user: str, handling: Mapping[str, Any], body: Mapping[str, Any]
) -> None:
    """Keep what somebody put right in the reading of a record, in the transaction that saves it."""
    row = {
        "id": id_, "user": user, "made_at": time.time(), "handling": json.dumps(handling), "body": json.dumps(body),
    }  # fmt: skip
    connection.execute(sa.insert(correction).values(row))


def _mine(user: str, id_: str) -> tuple[sa.ColumnElement[bool], ...]:
    return report_draft.c.id == id_[:32], report_draft.c.user == user


def _not_since(opened: Opened) -> sa.ColumnElement[bool]:
    """`Opened.newest_of`, in SQL."""
    return sa.or_(report_draft.c.revision == opened.revision, report_draft.c.page == opened.page)


def _draft(row: sa.Row[Any]) -> Draft:
    return Draft(row.id, json.loads(row.body), row.changed_at, row.revision, row.page)
