"""Questions that every look asks of the record store, put to the driver itself.

They are one short statement each, asked several times a request: the toolkit's own work beside them came to more than the
database's.
"""

from __future__ import annotations

import json
from collections import namedtuple
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Protocol

from sqlalchemy import Connection, Table

# One parameter whatever the number of ids, and so one statement that the database keeps prepared.
_IDS = {"sqlite": "IN (SELECT value FROM json_each(?))", "postgresql": "= ANY(%s)"}


class _Connection(Protocol):
    def cursor(self) -> Any: ...


class Question:
    """A statement as text, for one dialect. `{ids}` stands for `is one of these`, in as many places as it is written."""

    def __init__(self, statement: str, dialect: str) -> None:
        self._times = statement.count("{ids}")
        self._statement = statement.format(ids=_IDS[dialect])
        self._as_text = dialect == "sqlite"

    def rows(self, connection: _Connection, ids: Sequence[str] = ()) -> list[tuple[Any, ...]]:
        """The rows, by a connection of the driver's or one that a pool has lent."""
        given = json.dumps(list(ids)) if self._as_text else list(ids)
        cursor = connection.cursor()
        cursor.execute(self._statement, (given,) * self._times)
        return list(cursor.fetchall())


def rows_of(connection: Connection, table: Table, where: str = "", ids: Sequence[str] = ()) -> list[Any]:
    """Rows of a table with its columns' names, in the columns' order. where: as in a statement, with `{ids}`."""
    question, row = _whole_rows(table, where, connection.dialect.name)
    return [row(*each) for each in question.rows(connection.connection, ids)]


@cache
def _whole_rows(table: Table, where: str, dialect: str) -> tuple[Question, Callable[..., Any]]:
    names = [column.name for column in table.columns]
    quoted = ", ".join(f'"{name}"' for name in names)  # `user` is a word of PostgreSQL's
    statement = f"SELECT {quoted} FROM {table.name}" + (f" WHERE {where}" if where else "")  # noqa: S608
    return Question(statement, dialect), namedtuple(table.name, names)
