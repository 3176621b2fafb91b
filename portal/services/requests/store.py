"""Partner forces' requests in the record store's database."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import sqlalchemy as sa

from access.surrogates import readable
from indexer import store_sent
from indexer.store_tables import reading_engine, request, writing_engine

OPEN, ANSWERED, REFUSED = "open", "answered", "refused"
MOST_DECIDED = 100  # decided requests in the queue


@dataclass(frozen=True, slots=True)
class Listed:
    """A request as the queue has it: what was asked, and how it stands. Times ISO 8601, UTC."""

    id: str
    force: str
    client: str
    status: str
    filed_at: str
    due: str
    decided_at: str | None
    decided_by: str | None
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Filed(Listed):
    """A request with all that was decided of it, and what was sent."""

    decisions: list[dict[str, Any]] | None
    package: dict[str, Any] | None


class RequestStore:
    """Requests, each decided once."""

    def __init__(self, url: str) -> None:
        self._writes, self._reads = writing_engine(url), reading_engine(url)

    def close(self) -> None:
        """Let go of the database."""
        self._writes.dispose()
        self._reads.dispose()

    def add(self, made: Filed) -> None:
        """Keep a new request."""
        row = {
            "id": made.id, "force": made.force, "client": made.client, "status": made.status, "filed_at": made.filed_at,
            "due": made.due, "body": json.dumps(made.body),
        }  # fmt: skip
        with self._writes.begin() as connection:
            connection.execute(sa.insert(request).values(row))

    def get(self, id_: str) -> Filed | None:
        """One request."""
        with self._reads.begin() as connection:
            row = connection.execute(sa.select(request).where(request.c.id == id_)).first()
        return _filed(row) if row else None

    def queue(self) -> list[Listed]:
        """Every open request, the most urgent first, then those that were decided last, the newest first."""
        columns = [request.c[column.name] for column in fields(Listed)]
        waiting = sa.select(*columns).where(request.c.status == OPEN).order_by(request.c.due, request.c.id)
        newest = request.c.decided_at.desc(), request.c.id
        decided = sa.select(*columns).where(request.c.status != OPEN).order_by(*newest).limit(MOST_DECIDED)
        with self._reads.begin() as connection:
            rows = [*connection.execute(waiting), *connection.execute(decided)]
        return [_listed(row) for row in rows]

    def decide(
        self,
        id_: str,
        status: str,
        at: str,
        by: str,
        decisions: list[dict[str, Any]],
        package: dict[str, Any] | None,
    ) -> bool:
        """Decide an open request; false where it is open no more."""
        change = sa.update(request).where(request.c.id == id_, request.c.status == OPEN)
        values = {
            "status": status, "decided_at": at, "decided_by": by, "decisions": json.dumps(decisions),
            "package": json.dumps(package) if package is not None else None,
        }  # fmt: skip
        with self._writes.begin() as connection:
            decided = connection.execute(change.values(values)).rowcount == 1
            if decided and package is not None:
                store_sent.note(connection, id_, package)
        return decided


def _listed(row: sa.Row[Any]) -> Listed:
    return Listed(
        row.id, row.force, row.client, row.status, row.filed_at, row.due, row.decided_at, row.decided_by, _read(row.body),
    )  # fmt: skip


def _filed(row: sa.Row[Any]) -> Filed:
    return Filed(
        row.id, row.force, row.client, row.status, row.filed_at, row.due, row.decided_at, row.decided_by,
        _read(row.body), _read(row.decisions) if row.decisions else None, _read(row.package) if row.package else None,
    )  # fmt: skip


def _read(text: str) -> Any:
    """What was kept, as it can be shown: one request must not blind the queue of all."""
    return json.loads(readable(text))
