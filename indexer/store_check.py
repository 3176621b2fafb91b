"""What the gateway asks the record store about: which ids to leave out, and what holds for those it is about to show."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import lru_cache
from typing import Any

from sqlalchemy import Engine

from access import handling
from access.gateway_types import Current
from access.handling import Handling
from indexer.store_question import Question

# SQLite would rather go by the key alone, and then to the record's own page for what its second index holds already.
_BY_INDEX = {"sqlite": "record INDEXED BY ix_record_current", "postgresql": "record"}


class StoreCheck:
    """Implements `access.gateway_types.RecordCheck` on the record store."""

    def __init__(self, reader: Engine) -> None:
        self._reader, dialect = reader, reader.dialect.name
        self._wanted = Question(
            f"SELECT id, revision, handling FROM {_BY_INDEX[dialect]} WHERE id {{ids}}",  # noqa: S608
            dialect,
        )
        self._withheld = Question("SELECT id FROM outbox WHERE withhold ORDER BY id", dialect)

    def withheld(self) -> Sequence[str]:
        """Ids deleted or tightened since they were last indexed: their old copy may be shown to nobody."""
        return [id_ for (id_,) in self._rows(self._withheld)]

    def current(self, ids: Sequence[str]) -> Mapping[str, Current]:
        """Revision and handling of the ids that are there; deleted and unknown ones are absent."""
        found = self._rows(self._wanted, ids)
        return {id_: Current(revision, _handling(stored)) for id_, revision, stored in found}

    def _rows(self, question: Question, ids: Sequence[str] = ()) -> list[tuple[Any, ...]]:
        with closing(self._reader.raw_connection()) as connection:
            return question.rows(connection, ids)


@lru_cache(maxsize=4096)
def _handling(stored: str) -> Handling:
    return handling.parse(json.loads(stored))
