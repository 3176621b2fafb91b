"""All of the store's people resolved at once, by Splink on DuckDB (the extra `[resolve]`) with the fixed, trained model.

Every edge is decided from its two records alone, as on arrival; what stands already is not written again, so that a second
run changes nothing, and people's words are never touched.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

import orjson
import sqlalchemy as sa
from sqlalchemy import Connection

from indexer.portions import portions
from indexer.resolve import register
from indexer.resolve.edges import Edge, Why, drop_edges, put_edges
from indexer.resolve.pairs import MODEL, compare, edge_of, least_weight
from indexer.resolve.persons import Person
from indexer.store_tables import edge, reading_engine, record, writing_engine

Progress = Callable[[str, int, int], object]
Pair = tuple[str, str]
BATCH = 500


class NotInstalled(ImportError):  # noqa: N818  (it is what the extra is)
    """Splink is not there."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a run came to: people, and edges by decision; written: new or changed; dropped: no longer so."""

    people: int
    join: int
    review: int
    apart: int
    written: int
    dropped: int
    model: str

    def as_json(self) -> dict[str, int | str]:
        """By name."""
        return asdict(self)


def resolve(url: str, progress: Progress = lambda *_: None) -> Resolved:
    """Resolve the record store at a URL. progress: what is done, how much of it, of how much.

    Raises NotInstalled.
    """
    _installed()
    began = time.time()
    writer, reader = writing_engine(url), reading_engine(url)
    try:
        people, revisions = _registered(writer, reader, progress)
        found = {(one.a, one.b): one for one in edges_of(people, progress)}
        written, dropped = _Keeping(writer, reader, revisions, began, progress).keep(found)
    finally:
        writer.dispose()
        reader.dispose()
    counts = {
        word: sum(one.decision == word for one in found.values()) for word in ("join", "review", "apart")
    }
    return Resolved(len(people), **counts, written=written, dropped=dropped, model=str(MODEL["version"]))


def edges_of(people: Sequence[Person], progress: Progress = lambda *_: None) -> Iterator[Edge]:
    """The edges between people, by Splink."""
    if not people:
        return
    from indexer.resolve import linkage  # Splink comes with the extra [resolve]

    progress("Comparing", 0, 1)
    table = linkage.table(people)
    known = {one.member: one for one in people}
    for pair in linkage.predict(table, MODEL["learnt"], MODEL["prior"], least_weight()):
        a, b = known[pair.a], known[pair.b]
        if made := edge_of(a, b, compare(a, b), "batch"):
            yield made
    progress("Comparing", 1, 1)


def _installed() -> None:
    try:
        import splink  # noqa: F401
    except ImportError:
        raise NotInstalled("resolving needs Splink: install sightline[resolve]") from None


def _registered(
    writer: sa.Engine, reader: sa.Engine, progress: Progress
) -> tuple[list[Person], dict[str, int]]:
    """Everybody in the store, kept in step with it, and the revisions of the records that they are from."""
    people: list[Person] = []
    revisions: dict[str, int] = {}
    with reader.begin() as connection:
        total = int(connection.scalar(sa.select(sa.func.count()).select_from(record)) or 0)
    last = ""
    while ids := _page(reader, last):
        with writer.begin() as connection:
            register.alone(connection)
            stored = register.records(connection, ids)
            people += register.register(connection, {id_: known.people for id_, known in stored.items()})
        revisions |= {id_: known.revision for id_, known in stored.items()}
        last = ids[-1]
        progress("Reading", len(revisions), total)
    return people, revisions


def _page(reader: sa.Engine, last: str) -> list[str]:
    with reader.begin() as connection:
        after = sa.select(record.c.id).where(record.c.id > last).order_by(record.c.id).limit(BATCH)
        return list(connection.scalars(after))


class _Keeping:
    """Writes what is new or changed of the edges found, and drops those that were computed before and are not found."""

    def __init__(
        self,
        writer: sa.Engine,
        reader: sa.Engine,
        revisions: Mapping[str, int],
        began: float,
        progress: Progress,
    ) -> None:
        self._writer, self._reader, self._revisions = writer, reader, revisions
        self._began, self._progress = began, progress

    def keep(self, found: Mapping[Pair, Edge]) -> tuple[int, int]:
        """Gives how many were written and dropped."""
        held = dict(self._held())
        new = [one for pair, one in found.items() if held.get(pair) != _content(one)]
        stale = [pair for pair in held if pair not in found]
        dropped = 0
        for part in portions(stale, BATCH):
            with self._writer.begin() as connection:
                register.alone(connection)
                dropped += drop_edges(connection, part, self._began)
        return self._put(new), dropped

    def _put(self, new: Sequence[Edge]) -> int:
        written = 0
        for part in portions(new, BATCH):
            with self._writer.begin() as connection:
                register.alone(connection)
                standing = self._standing(connection, part)
                put_edges(connection, standing)
            written += len(standing)
            self._progress("Keeping", written, len(new))
        return written

    def _standing(self, connection: Connection, edges: Sequence[Edge]) -> list[Edge]:
        """Those whose two records are as they were read; the others are resolved when their change arrives."""
        ids = {end.rpartition("~")[0] for one in edges for end in (one.a, one.b)}
        now = sa.select(record.c.id, record.c.revision).where(record.c.id.in_(sorted(ids)))
        same = {id_ for id_, revision in connection.execute(now) if self._revisions.get(id_) == revision}
        return [one for one in edges if {one.a.rpartition("~")[0], one.b.rpartition("~")[0]} <= same]

    def _held(self) -> Iterator[tuple[Pair, tuple[object, ...]]]:
        """What was computed before of the records that were read, but not what was decided since."""
        with self._reader.begin() as connection:
            for row in connection.execute(sa.select(edge).where(edge.c.decided < self._began)):
                content = row.score, row.decision, tuple(Why(*why) for why in orjson.loads(row.reasons))
                yield (f"{row.a_record}~{row.a_place}", f"{row.b_record}~{row.b_place}"), content


def _content(one: Edge) -> tuple[object, ...]:
    return one.score, one.decision, one.reasons
