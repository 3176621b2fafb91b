"""Writing a group of events and its seal: one transaction, a handful of statements whatever the group's size."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, Table, select

from access import ledger_tables as tables
from access.ledger_reading import latest
from access.ledger_rows import HEAD, Row
from access.merkle import Frontier, Node

_ARRAYS = {sa.BigInteger: "bigint[]", sa.Integer: "integer[]", tables.Bytes: "bytea[]"}


def seal(engine: Engine, rows: Sequence[Row], at: str) -> int:
    """Lock, extend the frontier, insert events, bodies and the seal, commit. Gives the first event's place."""
    leaves = [row.leaf for row in rows]
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(select(tables.lock.c.id).where(tables.lock.c.id == 1).with_for_update())
        before = latest(connection)
        after, nodes = before.extend(leaves, keep_from=tables.KEPT_LEVEL)
        _insert_events(connection, before.size, rows, leaves)
        _insert_seal(connection, before, after, leaves, nodes, at)
    return before.size


def _insert_events(connection: Connection, first: int, rows: Sequence[Row], leaves: Sequence[bytes]) -> None:
    placed = list(enumerate(rows, first))
    heads = [
        (seq, *(getattr(row, name) for name in HEAD), row.commitment, leaf)
        for (seq, row), leaf in zip(placed, leaves, strict=True)
    ]
    insert(connection, tables.event, heads)
    insert(connection, tables.body, [(seq, row.salt, row.body) for seq, row in placed])
    insert(connection, tables.subject, [(seq, name) for seq, row in placed for name in row.subjects])


def _insert_seal(
    connection: Connection,
    before: Frontier,
    after: Frontier,
    leaves: Sequence[bytes],
    nodes: Sequence[Node],
    at: str,
) -> None:
    insert(connection, tables.node, [(n.level, n.index, n.hash) for n in nodes])
    row = (after.size, before.size, at, after.root, after.as_bytes(), b"".join(leaves))
    insert(connection, tables.seal, [row])


def insert(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert whole rows, in the order of the table's columns.

    PostgreSQL takes them as arrays in one statement: with a statement a row, a group of 500 events with 20
    subjects each would hold the lock for a fifth of a second.
    """
    if not rows:
        return
    cursor = (
        connection.connection.cursor()
    )  # the driver's own: the toolkit's work beside it is a third of a seal
    if connection.dialect.name == "postgresql":
        cursor.execute(_unnest(table), tuple(list(column) for column in zip(*rows, strict=True)))
    else:
        cursor.executemany(_values(table), list(rows))


@cache
def _values(table: Table) -> str:
    return f"INSERT INTO {table.name} VALUES ({', '.join('?' * len(table.columns))})"  # noqa: S608


@cache
def _unnest(table: Table) -> str:
    arrays = (_ARRAYS.get(type(column.type), "text[]") for column in table.columns)
    marks = ", ".join(f"%s::{array}" for array in arrays)
    return f"INSERT INTO {table.name} SELECT * FROM unnest({marks})"  # noqa: S608
