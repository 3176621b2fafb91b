"""What the gateway asks the record store about: which ids to leave out, and what holds for those it is about to show."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy import Engine

from access import handling
from access.gateway_types import Current
from access.handling import Handling
from indexer import store_outbox
from indexer.store_tables import record

# Made once: a statement made anew for each page of hits takes longer to make than to run.
_WANTED = sa.select(record.c.id, record.c.revision, record.c.handling).where(
    record.c.id.in_(sa.bindparam("ids", expanding=True))
)


class StoreCheck:
    """Implements `access.gateway_types.RecordCheck` on the record store."""

    def __init__(self, reader: Engine) -> None:
        self._reader = reader

    def withheld(self) -> Sequence[str]:
        """Ids deleted or tightened since they were last indexed: their old copy may be shown to nobody."""
        with self._reader.begin() as connection:
            return store_outbox.withheld(connection)

    def current(self, ids: Sequence[str]) -> Mapping[str, Current]:
        """Revision and handling of the ids that are there; deleted and unknown ones are absent."""
        with self._reader.begin() as connection:
            found = connection.execute(_WANTED, {"ids": list(ids)})
            return {id_: Current(revision, _handling(stored)) for id_, revision, stored in found}


@lru_cache(maxsize=4096)
def _handling(stored: str) -> Handling:
    return handling.parse(json.loads(stored))
