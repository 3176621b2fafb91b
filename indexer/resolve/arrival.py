"""New, changed and deleted records resolved as they come: their people against those who share a key with them."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Mapping

import sqlalchemy as sa

from indexer.resolve import register
from indexer.resolve.edges import Edge, forget_edges, put_edges
from indexer.resolve.pairs import compare, edge_of
from indexer.resolve.persons import Person
from indexer.store_tables import outbox, reading_engine, unresolved, writing_engine

log = logging.getLogger(__name__)
BATCH = 100  # records in one transaction, so that nobody waits long for the writer's lock
_PATIENCE = 5.0  # seconds after which a step is made though the outbox is never empty
_AGAIN = 5.0  # seconds until the next try, where something went wrong


class Arrivals:
    """Resolves what was indexed since it was last resolved. Any number may run; they take turns."""

    def __init__(self, url: str) -> None:
        self._writer, self._reader = writing_engine(url), reading_engine(url)

    def close(self) -> None:
        """Give the database's connections back."""
        self._writer.dispose()
        self._reader.dispose()

    def waiting(self) -> int:
        """How many records wait."""
        with self._reader.begin() as connection:
            return int(connection.scalar(sa.select(sa.func.count()).select_from(unresolved)) or 0)

    def step(self, limit: int = BATCH) -> int:
        """Resolve up to `limit` records, in one transaction; gives their number.

        A record whose people cannot be compared is told of in the log and waits no more: no other may wait for it.
        """
        with self._reader.begin() as connection:
            jobs = register.due(connection, limit)  # looked at without the writer's lock
        try:
            self._resolve(jobs)
        except sa.exc.SQLAlchemyError:
            raise
        except Exception:
            log.exception("people could not be compared; comparing record by record")
            for id_, revision in jobs.items():
                self._resolve_one({id_: revision})
        return len(jobs)

    def _resolve(self, jobs: Mapping[str, int]) -> None:
        if not jobs:
            return
        with self._writer.begin() as connection:
            register.alone(connection)
            stored = register.records(connection, list(jobs))
            found = {id_: stored[id_].people if id_ in stored else () for id_ in jobs}
            people = register.register(connection, found)
            forget_edges(connection, list(jobs))
            met = register.meeting(connection, people)
            put_edges(connection, list(edges(people, met, "arrival")))
            register.done(connection, jobs)

    def _resolve_one(self, job: Mapping[str, int]) -> None:
        try:
            self._resolve(job)
        except sa.exc.SQLAlchemyError:
            raise
        except Exception:
            log.exception("the people of %s could not be compared with others", next(iter(job)))
            with self._writer.begin() as connection:
                register.done(connection, job)

    def drain(self) -> int:
        """Resolve all that waits; gives the number of records."""
        return sum(iter(self.step, 0))

    def run(self, stop: threading.Event, idle: float = 0.5, again: float = _AGAIN) -> None:
        """Resolve until told to stop; what is to be indexed goes first, though not for ever. Whatever goes wrong is tried
        again after `again` seconds."""
        waited = 0.0
        while not stop.is_set():
            try:
                stepped = self._stepped(first=waited >= _PATIENCE)
            except Exception:
                log.exception("people could not be resolved; trying again")
                stop.wait(again)
                continue
            waited = 0.0 if stepped else waited + idle
            if not stepped:
                stop.wait(idle)

    def _stepped(self, *, first: bool) -> bool:
        """Make a step, unless there is something to index that goes first; false where none was made."""
        return (first or not self._indexing()) and bool(self.step())

    def _indexing(self) -> bool:
        with self._reader.begin() as connection:
            waiting = sa.select(outbox.c.id).where(outbox.c.due.is_not(None)).limit(1)
            return connection.scalar(waiting) is not None


def edges(people: list[Person], met: Mapping[str, list[Person]], by: str) -> Iterator[Edge]:
    """The edges of people with those whom they meet."""
    for one in people:
        for other in met.get(one.member, ()):
            if made := edge_of(one, other, compare(one, other), by):
                yield made
