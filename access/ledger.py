"""The ledger: append-only, sealed before anything is returned, in a database of its own.

Each event becomes a salted leaf of one RFC 9162 Merkle tree; a committer thread seals waiting events in
groups; signed heads of the tree go to a shelf outside the database. docs/ledger.md tells what each way of
tampering leads to.
"""

from __future__ import annotations

import contextlib
import json
import os
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import Engine, select
from sqlalchemy.engine import make_url

from access import heads, ledger_reading, ledger_verify, ledger_writing, merkle, migrations
from access import ledger_tables as tables
from access.events import Event, EventKind
from access.heads import Head, Shelf
from access.ledger_committer import CAPACITY, WAIT_SECONDS, Committer, LedgerUnavailable
from access.ledger_proofs import ConsistencyProof, InclusionProof
from access.ledger_reading import EventFilter, EventNotFound, LedgerDamaged, Page
from access.ledger_rows import EventTooLarge, Row, StoredEvent, row_of, stamp
from access.ledger_verify import Problem

__all__ = [
    "ConsistencyProof",
    "Coverage",
    "EventFilter",
    "EventNotFound",
    "EventTooLarge",
    "InclusionProof",
    "Inspection",
    "Ledger",
    "LedgerDamaged",
    "LedgerMissing",
    "LedgerOutdated",
    "LedgerUnavailable",
    "Page",
    "Problem",
    "SizeError",
    "StoredEvent",
]

SHIP_SECONDS = 5.0
# A permit lives 30 s; what is not completed a minute after its grant will not be.
UNFINISHED_AFTER = timedelta(seconds=60)
# Heads are to be outside within a minute.
LATE_AFTER = timedelta(seconds=60)
T = TypeVar("T")
_NOT_ALLOWED = "42501"  # PostgreSQL: insufficient privilege


class SizeError(ValueError):
    """No proof leads from one of these sizes to the other. end: which of the two is wrong, `from` or `to`."""

    def __init__(self, first: int, size: int) -> None:
        self.end = "from" if not 0 < first <= size else "to"
        least, most = (1, size) if self.end == "from" else (first, size)
        self.bounds = f"must be {least} to {most}, the number of events"
        super().__init__(f"{self.end}: {self.bounds}")


class LedgerOutdated(ValueError):  # noqa: N818
    """The ledger's database is not as this program needs it, and the role that it was opened by may not make it so."""


class LedgerMissing(LookupError):  # noqa: N818
    """A ledger that should be there is not; the message says what is missing, and where."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What is not wrong but should be looked at.

    size: events sealed; shipped: the head shipped last; uncovered: events sealed since; unfinished: permits
    that were granted and never completed (the process died, or its answer could not be recorded).
    """

    size: int
    shipped: Head | None
    uncovered: int
    unfinished: tuple[StoredEvent, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the heads outside reach.

    head: over the ledger as it stands, signed now; shipped: the newest that arrived; uncovered: events that it does not
    cover; since: when the first of those was recorded; late: longer ago than a head may take.
    """

    head: Head
    shipped: Head | None
    uncovered: int
    since: str | None
    late: bool


def utc_now() -> datetime:
    """The time of day, in UTC."""
    return datetime.now(UTC)


class Ledger:
    """One ledger, from one process; others may write to the same database at the same time.

    engine: an engine or a URL (SQLite or PostgreSQL), of which the ledger makes its own engines; heads: the
    folder that heads are shipped to (with SQLite, `heads` beside the database unless given); ship_every:
    seconds within which a head covers a new event; former_keys: public keys whose heads still count.
    """

    def __init__(
        self,
        engine: Engine | str,
        signing_key: Ed25519PrivateKey,
        heads_folder: Path | None = None,
        *,
        clock: Callable[[], datetime] = utc_now,
        ship_every: float = SHIP_SECONDS,
        capacity: int = CAPACITY,
        wait: float = WAIT_SECONDS,
        former_keys: Sequence[Ed25519PublicKey] = (),
    ) -> None:
        self._url = engine if isinstance(engine, str) else engine.url.render_as_string(hide_password=False)
        self._writes = tables.writing_engine(self._url)
        self._reads = tables.reading_engine(self._url)
        self._driver_error: type[Exception] = self._reads.dialect.loaded_dbapi.Error
        self._key, self._clock = signing_key, clock
        self._keys = (signing_key.public_key(), *former_keys)
        self.shelf = Shelf(heads_folder or _folder_beside(self._url))
        self._committer = Committer(
            self._seal, self._rest, ship_every=ship_every, capacity=capacity, wait=wait
        )

    @classmethod
    def open(
        cls,
        url: str,
        key_path: Path,
        heads_folder: Path | None = None,
        *,
        clock: Callable[[], datetime] = utc_now,
        ship_every: float = SHIP_SECONDS,
    ) -> Ledger:
        """Bring the database up to date, load or make the signing key, and open the ledger.

        A role that owns nothing there finds it up to date; else raises LedgerOutdated.
        """
        try:
            migrations.upgrade(migrations.Database.LEDGER, url)
        except sa.exc.ProgrammingError as error:
            if getattr(error.orig, "sqlstate", None) != _NOT_ALLOWED:
                raise
            raise LedgerOutdated(
                "the ledger's database is not up to date; only its owner may change it: sightline audit migrate"
            ) from None
        return cls(url, heads.load_key(key_path), heads_folder, clock=clock, ship_every=ship_every)

    @classmethod
    def standing(cls, url: str, key_path: Path, heads_folder: Path | None = None) -> Ledger:
        """Open a ledger that is there, as it stands: what is evidence is neither made nor brought up to date.

        Raises LedgerMissing, OSError and ValueError (of the key).
        """
        parsed = make_url(url)
        file = Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None
        for what, path in (("database", file), ("signing key", key_path)):
            if path is not None and not path.exists():
                raise LedgerMissing(f"there is no {what} at {path}")
        return cls(url, heads.load_key(key_path), heads_folder, former_keys=heads.former_keys(key_path))

    @property
    def public_key(self) -> Ed25519PublicKey:
        """What heads and proofs are checked with."""
        return self._keys[0]

    def record(self, event: Event) -> str:
        """Seal an event; returns its id once it is durable.

        Raises LedgerUnavailable (no ledger, no answer) and EventTooLarge (nothing was recorded).
        """
        row = row_of(event, self._clock())
        self._committer.submit(row)
        return row.id

    def close(self) -> None:
        """Seal what waits, ship the last head, let go of the database."""
        self._committer.close()
        self._writes.dispose()
        self._reads.dispose()

    # Reading

    def events(self, which: EventFilter | None = None, before: int | None = None, size: int = 50) -> Page:
        """A page of events, the newest first."""
        with self._reading() as connection:
            return ledger_reading.page(connection, which or EventFilter(), before, size)

    def event(self, identifier: str) -> StoredEvent:
        """One event by its id (a permit's audit id is the id of its row before). Raises EventNotFound."""
        with self._reading() as connection:
            return ledger_reading.one(connection, identifier)

    def several(self, identifiers: Sequence[str]) -> list[StoredEvent]:
        """The events with these ids, as far as there are such (at most 200 ids)."""
        with self._reading() as connection:
            return ledger_reading.several(connection, identifiers)

    def export(self, which: EventFilter | None = None) -> Iterator[str]:
        """The events as JSON lines, oldest first, and a last line with a head that covers them."""
        with self._reading() as connection:
            head = self._sign(ledger_reading.latest(connection))
            yield from ledger_reading.lines(connection, which or EventFilter())
        yield json.dumps({"head": head.as_json()}, separators=(",", ":"))

    def inspect(self) -> Inspection:
        """What is not wrong but should be looked at. Raises LedgerUnavailable, LedgerDamaged."""
        with self._reading() as connection:
            size = ledger_reading.latest(connection).size
            unfinished = ledger_reading.unfinished(connection, self._clock() - UNFINISHED_AFTER)
        shipped = self._arrived(self.shelf.last)
        return Inspection(size, shipped, max(0, size - (shipped.size if shipped else 0)), tuple(unfinished))

    def coverage(self) -> Coverage:
        """How far the heads outside reach. Raises LedgerUnavailable, LedgerDamaged."""
        shipped = self._arrived(self.shelf.last)
        covered = shipped.size if shipped else 0
        with self._reading() as connection:
            head = self._sign(ledger_reading.latest(connection))
            since = ledger_reading.recorded_from(connection, covered)
        late = since is not None and since < stamp(self._clock() - LATE_AFTER)
        return Coverage(head, shipped, max(0, head.size - covered), since, late)

    def _arrived(self, ask: Callable[[], T | None]) -> T | None:
        """What the shelf tells; what cannot be read out there covers nothing."""
        try:
            return ask()
        except OSError:
            return None

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        """One snapshot to read from. Raises LedgerUnavailable where the database cannot be read."""
        try:
            with self._reads.begin() as connection:
                yield connection
        except (sa.exc.SQLAlchemyError, self._driver_error, OSError) as error:
            raise LedgerUnavailable(f"the ledger cannot be read: {type(error).__name__}") from error

    # Heads and proofs

    def heads(self) -> list[Head]:
        """The heads that stand outside, in the order shipped."""
        return self.shelf.heads()

    def shipped(self, before: int | None = None, most: int = 50) -> tuple[list[Head], int | None]:
        """A page of them, the newest first; see `Shelf.page`. A shelf that cannot be read has none."""
        return self._arrived(lambda: self.shelf.page(before, most)) or ([], None)

    def head(self) -> Head:
        """A head of the ledger as it stands, signed now."""
        with self._reading() as connection:
            return self._sign(ledger_reading.latest(connection))

    def ship(self) -> None:
        """Send a head outside, unless the last one there says the same. Raises OSError."""
        with self._reading() as connection:
            frontier = ledger_reading.latest(connection)
        last = self.shelf.last()
        if frontier.size and (last is None or (last.size, last.root) != (frontier.size, frontier.root)):
            self.shelf.put(self._sign(frontier))

    def inclusion(self, identifier: str) -> InclusionProof:
        """The proof that an event is in the ledger. Raises EventNotFound, LedgerDamaged."""
        with self._reading() as connection:
            event = ledger_reading.one(connection, identifier)
            frontier = ledger_reading.latest(connection)
            over = ledger_reading.subtree(connection)
            path = merkle.inclusion_path(event.seq, frontier.size, over)
            leaf = over(event.seq, event.seq + 1)
        return InclusionProof(identifier, event.seq, leaf, tuple(path), self._sign(frontier))

    def consistency(self, first: Head, second: Head) -> ConsistencyProof:
        """The proof that the second head's ledger begins with the first's. Raises ValueError, LedgerDamaged."""
        with self._reading() as connection:
            path = merkle.consistency_path(first.size, second.size, ledger_reading.subtree(connection))
        return ConsistencyProof(first, second, tuple(path))

    def consistency_of(self, first: int, second: int | None = None) -> ConsistencyProof:
        """The same between two sizes of the ledger (None: as it stands), under the heads of theirs that were shipped, else
        heads signed now. Raises SizeError, LedgerDamaged."""
        with self._reading() as connection:
            size, over = ledger_reading.latest(connection).size, ledger_reading.subtree(connection)
            second = size if second is None else second
            if not 0 < first <= second <= size:
                raise SizeError(first, size)
            path = merkle.consistency_path(first, second, over)
            heads_ = self._head_of(first, over), self._head_of(second, over)
        return ConsistencyProof(*heads_, tuple(path))

    def _head_of(self, size: int, over: merkle.Subtree) -> Head:
        shipped = self._arrived(lambda: self.shelf.of_size(size, self.public_key))
        return shipped or heads.sign(self._key, size, over(0, size), stamp(self._clock()))

    def verify(self) -> list[Problem]:
        """Read the whole ledger again, and name every row edited, removed, inserted or moved."""
        try:
            shipped = list(self.shelf.lines())  # before the snapshot: none can be ahead of it
        except OSError as error:
            return [Problem("heads", f"cannot be read: {error.strerror}"), *self._verify([])]
        return self._verify(shipped)

    def _verify(self, shipped: ledger_verify.Lines) -> list[Problem]:
        try:
            with self._reads.begin() as connection:
                return ledger_verify.verify(connection, shipped, self._keys, self._clock())
        except (sa.exc.SQLAlchemyError, OSError) as error:
            return [Problem("ledger", f"cannot be read: {type(error).__name__}")]

    # Erasing a body

    def erase(self, identifiers: Iterable[str], event: Event) -> str:
        """Delete the bodies of events, on an authority that `event` (kind LEDGER_ERASED) names.

        The event is sealed first, with the ids; the bodies and their subjects go after it. In PostgreSQL
        the application's role may not do this: open the ledger with its owner's URL. Returns the event's id.
        Raises EventNotFound, ValueError (an erasure cannot be erased), LedgerUnavailable.
        """
        ids = sorted(set(identifiers))
        with self._reading() as connection:
            found = [ledger_reading.one(connection, identifier) for identifier in ids]
        if event.kind is not EventKind.LEDGER_ERASED or any(f.kind == event.kind for f in found):
            raise ValueError("an erasure is its own event and cannot itself be erased")
        by = self.record(replace(event, details={**event.details, "erased": ids}))
        self._delete_bodies([f.seq for f in found], by)
        return by

    def _delete_bodies(self, places: list[int], by: str) -> None:
        try:
            with self._writes.begin() as connection:
                by_seq = connection.execute(
                    select(tables.event.c.seq).where(tables.event.c.id == by)
                ).scalar_one()
                done = select(tables.erasure.c.seq).where(tables.erasure.c.seq.in_(places))
                new = set(places) - set(connection.execute(done).scalars())
                ledger_writing.insert(connection, tables.erasure, [(place, by_seq) for place in sorted(new)])
                for table in (tables.body, tables.subject):
                    connection.execute(sa.delete(table).where(table.c.seq.in_(places)))
        except sa.exc.SQLAlchemyError as error:
            raise LedgerUnavailable(
                f"the erasure is recorded but not done: {type(error).__name__}"
            ) from error

    # The committer's side

    def forget_after_fork(self) -> None:
        """In a forked child: leave the parent's thread and connections to the parent, and begin anew."""
        self._committer.forget_after_fork()
        for engine in (self._writes, self._reads):
            engine.dispose(close=False)

    def _seal(self, rows: Sequence[Row]) -> int:
        return ledger_writing.seal(self._writes, rows, stamp(self._clock()))

    def _rest(self) -> None:
        """What is done between groups of events, and not while somebody waits for one."""
        self.ship()
        tables.tidy(self._writes)

    def _sign(self, frontier: merkle.Frontier) -> Head:
        return heads.sign(self._key, frontier.size, frontier.root, stamp(self._clock()))


def _forget_after_fork(reference: weakref.ref[Ledger]) -> None:
    def forget() -> None:
        ledger = reference()
        if ledger is not None:
            ledger.forget_after_fork()

    os.register_at_fork(after_in_child=forget)


def _folder_beside(url: str) -> Path:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise ValueError("a ledger in PostgreSQL needs to be told the folder that heads are shipped to")
    return Path(parsed.database).parent / "heads"
