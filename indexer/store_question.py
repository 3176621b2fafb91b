"""Questions that every look asks of the record store, put to the driver itself.

They are one short statement each, asked several times a request: the toolkit's own work beside them came to more than the
database's.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Protocol

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
