"""Taking records into the store: one batch, one transaction, records and outbox together."""

from __future__ import annotations

import time
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from access.partial_dates import first_day
from indexer.pole import Record
from indexer.pole_values import FieldError
from indexer.store_content import compact, digest, guarded
from indexer.store_tables import outbox, record, tombstone


class Outcome(StrEnum):
    """What became of a record that was put."""

    LOADED = "loaded"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that the store would not take, and why."""

    record: Record
    error: FieldError


@dataclass(slots=True)
class Loaded:
    """What came of putting records; `outcomes` stand in the order of the records."""

    outcomes: list[Outcome] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)

    @property
    def loaded(self) -> int:
        return self.outcomes.count(Outcome.LOADED)

    @property
    def unchanged(self) -> int:
        return self.outcomes.count(Outcome.UNCHANGED)


class Standing(NamedTuple):
    """What the store knows of an id: its version, our revision, and its content's digests."""

    version: int
    revision: int
    digest: bytes | None
    guarded: bytes | None
    deleted: bool


class Change(NamedTuple):
    """A record to be written, with whether the copy in the index must not be shown meanwhile."""

    record: Record
    body: str
    standing: Standing
    withhold: bool


def put_batch(
    connection: Connection,
    records: Sequence[Record],
    *,
    versioned: bool,
    into: Loaded,
    locked: Container[str] = (),
) -> None:
    """Take a batch, within the caller's transaction, into `into`.

    A lower version than the stored is unchanged; the same version with the same content is unchanged, with other
    content rejected. Where the source counts no versions (`versioned` false), other content is the next version. locked: ids
    that were written here, which nothing from outside replaces.
    """
    known = standings(connection, [r.id for r in records])
    changes: dict[str, Change] = {}
    for one in records:
        if one.id in locked:
            into.outcomes.append(Outcome.REJECTED)
            into.rejected.append(
                Rejected(one, FieldError("ref", "was written here, and is amended here only"))
            )
            continue
        outcome, standing = _judge(one, known.get(one.id), versioned)
        into.outcomes.append(outcome)
        if outcome is Outcome.REJECTED:
            into.rejected.append(Rejected(one, FieldError("version", "is stored already with other content")))
        elif standing:
            changes[one.id] = _change(one, standing, known.get(one.id), changes.get(one.id))
            known[one.id] = standing
    _write(connection, list(changes.values()))


def _judge(new: Record, old: Standing | None, versioned: bool) -> tuple[Outcome, Standing | None]:
    content, guard = digest(new), guarded(new)
    if old is None:
        return Outcome.LOADED, Standing(new.version, 1, content, guard, False)
    if versioned and new.version > old.version:
        return Outcome.LOADED, Standing(new.version, old.revision + 1, content, guard, False)
    if content == old.digest or (versioned and (new.version < old.version or old.deleted)):
        return Outcome.UNCHANGED, None  # what was deleted does not come back by being sent again
    if versioned:
        return Outcome.REJECTED, None
    return Outcome.LOADED, Standing(old.version + 1, old.revision + 1, content, guard, False)


def _change(new: Record, standing: Standing, old: Standing | None, before: Change | None) -> Change:
    tightened = old is not None and not old.deleted and old.guarded != standing.guarded
    stored = new.as_json() | {"version": standing.version}
    return Change(new, compact(stored), standing, tightened or (before is not None and before.withhold))


def _write(connection: Connection, changes: Sequence[Change]) -> None:
    if not changes:
        return
    now = time.time()
    upsert(connection, record, [_record_row(change, now) for change in changes])
    revived = [change.record.id for change in changes if change.standing.revision > 1]
    if revived:
        connection.execute(sa.delete(tombstone).where(tombstone.c.id.in_(revived)))
    rows = [outbox_row(c.record.id, c.standing.revision, now, withhold=c.withhold) for c in changes]
    enqueue(connection, rows)


def _record_row(change: Change, now: float) -> dict[str, Any]:
    standing = change.standing
    return {
        "id": change.record.id,
        "system": change.record.system,
        "version": standing.version,
        "revision": standing.revision,
        "digest": standing.digest,
        "guarded": standing.guarded,
        "handling": compact(change.record.given["handling"]),
        "body": change.body,
        "stored_at": now,
        "review_on": _review_on(change.record),
        "force": change.record.handling.force,
        "review_group": (change.record.retention and change.record.retention.group) or 0,
        "recorded_on": first_day(change.record.recorded)[:10],
    }


def _review_on(new: Record) -> str | None:
    """The day on which it is to be reviewed: the first of a month or a year, where it says no day."""
    said = new.retention.review_on if new.retention else None
    return first_day(said)[:10] if said else None


def outbox_row(
    id_: str, revision: int, now: float, *, withhold: bool, deletion: bool = False
) -> dict[str, Any]:
    """One row of the outbox, due at once."""
    return {
        "id": id_,
        "system": _system(id_),
        "revision": revision,
        "deletion": deletion,
        "withhold": withhold,
        "due": now,
        "attempts": 0,
        "enqueued": now,
    }


def tombstone_row(
    id_: str, version: int, revision: int, now: float, *, digest: bytes | None, authority: str | None
) -> dict[str, Any]:
    """What is left of a record that was deleted now."""
    return {
        "id": id_,
        "system": _system(id_),
        "version": version,
        "revision": revision,
        "digest": digest,
        "authority": authority,
        "deleted_at": now,
    }


def _system(id_: str) -> str:
    return id_.partition("/")[0][:64]  # an id that no record of ours has may be anything


def enqueue(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Put rows into the outbox. One that waits already keeps its place in time, and stays withheld if it was."""

    def merge(new: Any) -> dict[str, Any]:
        kept = ("system", "revision", "deletion", "due", "attempts")
        return {name: new[name] for name in kept} | {"withhold": outbox.c.withhold | new.withhold}

    upsert(connection, outbox, rows, merge)


def standings(connection: Connection, ids: Iterable[str]) -> dict[str, Standing]:
    """What the store knows of these ids; deleted ones stand as deleted."""
    wanted = list(dict.fromkeys(ids))
    found: dict[str, Standing] = {}
    for row in connection.execute(sa.select(tombstone).where(tombstone.c.id.in_(wanted))):
        found[row.id] = Standing(row.version, row.revision, row.digest, None, deleted=True)
    columns = (record.c.id, record.c.version, record.c.revision, record.c.digest, record.c.guarded)
    for row in connection.execute(sa.select(*columns).where(record.c.id.in_(wanted))):
        found[row.id] = Standing(row.version, row.revision, row.digest, row.guarded, deleted=False)
    return found


def upsert(
    connection: Connection,
    table: sa.Table,
    rows: list[dict[str, Any]],
    merge: Callable[[Any], dict[str, Any]] | None = None,
    key: Sequence[str] = (),
) -> None:
    """Insert rows, or update those whose key is there: every column, or what `merge` makes of the new row.

    key: the columns of a unique index; without them, the primary key.
    """
    key = key or [column.name for column in table.primary_key]
    insert = _insert(connection, table)
    new = insert.excluded
    values = merge(new) if merge else {c.name: new[c.name] for c in table.columns if c.name not in key}
    connection.execute(insert.on_conflict_do_update(index_elements=key, set_=values), rows)


def insert_new(
    connection: Connection, table: sa.Table, rows: list[dict[str, Any]], key: Sequence[str] = ()
) -> None:
    """Insert those rows whose key is not there. key: the columns of a unique index; without them, the primary key."""
    key = key or [column.name for column in table.primary_key]
    if rows:
        connection.execute(_insert(connection, table).on_conflict_do_nothing(index_elements=key), rows)


def _insert(connection: Connection, table: sa.Table) -> Any:
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)
