"""The ledger's tables and the ways into its database.

The tables are made by access/migrations/ledger; what stands here is what the code reads and writes.
Every table is insert-only but two: `ledger_body` and `ledger_subject`, whose rows may go once an erasure
stands for them, and `ledger_lock`, which holds no evidence: it is the row that committers queue at.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Engine, Index, Integer, LargeBinary, MetaData, String, Table, Text
from sqlalchemy.engine import make_url

metadata = MetaData()


class Bytes(LargeBinary):
    """Bytes as they stand: SQLite keeps whatever is put into a column, and verify must be able to look at it."""

    def result_processor(self, dialect: Any, coltype: Any) -> None:
        """Nothing is done to them: both drivers give bytes."""


event = Table(
    "ledger_event",
    metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("id", String(32), nullable=False, unique=True),
    Column("audit_id", String(32), nullable=False, index=True),
    Column("kind", String(40), nullable=False),
    Column("at", String(27), nullable=False, index=True),
    Column("user", String(200), nullable=False),
    Column("role", String(40), nullable=False),
    Column("force", String(40), nullable=False),
    Column("action", String(40), nullable=False),
    Column("purpose", String(40), nullable=False),
    Column("commitment", Bytes, nullable=False),
    Column("leaf", Bytes, nullable=False),
    Index("ix_ledger_event_kind", "kind", "seq"),
)
Index("ix_ledger_event_any_case", sa.func.lower(event.c.user), event.c.seq)
body = Table(
    "ledger_body",
    metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("salt", Bytes, nullable=False),
    Column("body", Text, nullable=False),
)
subject = Table(
    "ledger_subject",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("subject", String(300), primary_key=True),
    Index("ix_ledger_subject", "subject", "seq"),
)
seal = Table(
    "ledger_seal",
    metadata,
    Column("size", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("first", BigInteger, nullable=False),
    Column("at", String(27), nullable=False),
    Column("root", Bytes, nullable=False),
    Column("peaks", Bytes, nullable=False),
    Column("leaves", Bytes, nullable=False),
)
node = Table(
    "ledger_node",
    metadata,
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("idx", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", Bytes, nullable=False),
)
erasure = Table(
    "ledger_erasure",
    metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("by_seq", BigInteger, nullable=False),
)
lock = Table(
    "ledger_lock",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("held", Integer, nullable=False),
)

EVIDENCE = (event, body, subject, seal, node, erasure)
# Subtrees of 2^8 leaves and more are kept, so that a proof reads a few hundred rows from any size.
KEPT_LEVEL = 8

# Seconds that a writer waits for another's lock before it gives up: the request then answers 503.
LOCK_SECONDS = 3
_MOST_PAGES = 10_000  # of SQLite's log, 40 MB


def writing_engine(url: str) -> Engine:
    """The engine that the committer writes with: one connection, one writer at a time, durable commits."""
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(url, writes=True)
    options = (
        f"-c lock_timeout={LOCK_SECONDS}s -c statement_timeout={LOCK_SECONDS + 2}s -c synchronous_commit=on"
    )
    return sa.create_engine(
        url, pool_size=1, max_overflow=0, pool_pre_ping=True, connect_args={"options": options}
    )


def reading_engine(url: str) -> Engine:
    """The engine for auditors and verification: each transaction one snapshot, and unable to write."""
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(url, writes=False)
    options = "-c default_transaction_read_only=on"
    return sa.create_engine(
        url,
        pool_size=2,
        pool_pre_ping=True,
        isolation_level="REPEATABLE READ",
        connect_args={"options": options},
    )


def _sqlite(url: str, *, writes: bool) -> Engine:
    begin = "BEGIN IMMEDIATE" if writes else "BEGIN DEFERRED"
    # A reader leaves the file as it is, and so an empty one empty.
    log = ("journal_mode=WAL", "synchronous=FULL", f"wal_autocheckpoint={_MOST_PAGES}")
    pragmas = log if writes else ("query_only=ON",)
    engine = sa.create_engine(url, pool_size=1 if writes else 2, connect_args={"timeout": LOCK_SECONDS})
    path = Path(make_url(url).database or "")

    def look(_dialect: Any, _record: Any, _args: Any, _kwargs: Any) -> None:
        _check_file(path, writes)  # SQLite would make an empty database in the place of a lost one

    def connect(connection: sqlite3.Connection, record: Any) -> None:
        # The driver's own transactions start deferred and lose writers that race to upgrade; ours say so.
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
        record.info["file"] = _check_file(path, writes)

    def checkout(_connection: Any, record: Any, _proxy: Any) -> None:
        # An open connection goes on writing to a file that was moved away or replaced: nobody's ledger.
        if record.info["file"] != _check_file(path, writes):
            raise sa.exc.DisconnectionError("the ledger's file is another one now")

    def start(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    sa.event.listen(engine, "do_connect", look)
    sa.event.listen(engine, "connect", connect)
    sa.event.listen(engine, "checkout", checkout)
    sa.event.listen(engine, "begin", start)
    return engine


def tidy(writer: Engine) -> None:
    """Bring what SQLite has in its log home into the file. It would do so in the middle of somebody's event, which then
    takes many times as long; only where the log grows beyond bounds it still does."""
    if writer.dialect.name == "sqlite":
        with closing(writer.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")


def _check_file(path: Path, writes: bool) -> tuple[int, int]:
    """Which file it is. Raises OSError where there is none, or where a writer finds it made read-only."""
    status = path.stat()
    if writes and not status.st_mode & 0o222:
        raise PermissionError(f"{path.name} is read-only")
    return status.st_dev, status.st_ino
