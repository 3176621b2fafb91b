"""What the ledger is owed: deliveries and deletions, noted in the transaction of what was done by a process that has no ledger.

Whoever has it (the portal, a command) takes the rows, seals them and gives them up. A crash in between has one sealed twice,
and none lost.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Connection, Float, Integer, String, Table, Text

from indexer.store_tables import metadata

DELETED, FED = "record.deleted", "feed.loaded"  # as `access.events` names them
MOST_SUBJECTS = 500  # ids in one row
LEASE_SECONDS = 60.0


# `subjects` and `details`: JSON; `due`: when a row may be taken next (a lease moves it into the future).
ledger_owed = Table(
    "ledger_owed",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("kind", String(40), nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", Float, nullable=False),
    Column("subjects", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("due", Float, nullable=False),
    sqlite_autoincrement=True,
)


@dataclass(frozen=True, slots=True)
class Owed:
    """An event that is to be sealed. at: when it was done, seconds since 1970."""

    number: int
    kind: str
    by: str
    at: float
    subjects: tuple[str, ...]
    details: Mapping[str, object]


def owe(
    connection: Connection,
    kind: str,
    by: str,
    subjects: Sequence[str] = (),
    details: Mapping[str, object] | None = None,
) -> None:
    """Note an event within the caller's transaction; one of many subjects as several."""
    now, told = time.time(), json.dumps(details or {}, ensure_ascii=False)
    parts = [subjects[at : at + MOST_SUBJECTS] for at in range(0, len(subjects), MOST_SUBJECTS)] or [()]
    rows = [
        {"kind": kind, "by": by, "at": now, "subjects": json.dumps(list(part)), "details": told, "due": now}
        for part in parts
    ]
    connection.execute(sa.insert(ledger_owed), rows)


def take(connection: Connection, most: int) -> list[Owed]:
    """The oldest that nobody is at, for us to seal; another may take them when the lease has run out."""
    now = time.time()
    found = sa.select(ledger_owed).where(ledger_owed.c.due <= now).order_by(ledger_owed.c.number).limit(most)
    owed = [_owed(row) for row in connection.execute(found.with_for_update(skip_locked=True))]
    _due(connection, [one.number for one in owed], now + LEASE_SECONDS)
    return owed


def settle(connection: Connection, sealed: Sequence[int], left: Sequence[int]) -> None:
    """Give up what is sealed; what could not be is for whoever comes next."""
    connection.execute(sa.delete(ledger_owed).where(ledger_owed.c.number.in_(sealed)))
    _due(connection, left, time.time())


def _due(connection: Connection, numbers: Sequence[int], due: float) -> None:
    connection.execute(sa.update(ledger_owed).where(ledger_owed.c.number.in_(numbers)).values(due=due))


def _owed(row: sa.Row[tuple[object, ...]]) -> Owed:
    subjects, details = json.loads(row.subjects), json.loads(row.details)
    return Owed(row.number, row.kind, row.by, row.at, tuple(subjects), details)
