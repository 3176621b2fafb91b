"""What the gateway asks the record store about: which ids to leave out, and what holds for those it is about to show."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import lru_cache
from typing import Any

from sqlalchemy import Engine

from access import handling
from access.gateway_types import Current
from access.handling import Handling

# One parameter whatever the number of ids, and so one statement that the database keeps prepared.
_WANTED = {
    "sqlite": "SELECT id, revision, handling FROM record WHERE id IN (SELECT value FROM json_each(?))",
    "postgresql": "SELECT id, revision, handling FROM record WHERE id = ANY(%s)",
}
_WITHHELD = "SELECT id FROM outbox WHERE withhold ORDER BY id"


class StoreCheck:
    """Implements `access.gateway_types.RecordCheck` on the record store.

    It speaks to the driver itself: these two questions are asked at every look, one statement each, and the toolkit's
    own work came to more than the database's.
    """

    def __init__(self, reader: Engine) -> None:
        self._reader = reader
        self._wanted = _WANTED[reader.dialect.name]
        self._list: Callable[[Sequence[str]], Any] = json.dumps if reader.dialect.name == "sqlite" else list

    def withheld(self) -> Sequence[str]:
        """Ids deleted or tightened since they were last indexed: their old copy may be shown to nobody."""
        return [id_ for (id_,) in self._rows(_WITHHELD)]

    def current(self, ids: Sequence[str]) -> Mapping[str, Current]:
        """Revision and handling of the ids that are there; deleted and unknown ones are absent."""
        found = self._rows(self._wanted, (self._list(list(ids)),))
        return {id_: Current(revision, _handling(stored)) for id_, revision, stored in found}

    def _rows(self, statement: str, parameters: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        with closing(self._reader.raw_connection()) as connection:
            cursor = connection.cursor()
            cursor.execute(statement, parameters)
            return list(cursor.fetchall())


@lru_cache(maxsize=4096)
def _handling(stored: str) -> Handling:
    return handling.parse(json.loads(stored))
