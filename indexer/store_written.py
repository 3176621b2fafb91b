"""What people write here: each version kept as it was, with who wrote it, when, why, and after which searches."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from indexer.pole import Record, parse
from indexer.portions import portions
from indexer.store_content import compact
from indexer.store_put import Loaded, insert_new, put_batch, standings
from indexer.store_tables import arrived, notice, outbox, record, spent, written

# Writes beside a record, in its transaction. Takes the record's id.
Beside = Callable[[Connection, str], None]
OWN = "SIGHTLINE"  # the system of what is written here
_MARGIN = 60.0  # seconds by which clocks may differ, and transactions may last
_AT_ONCE = 1_000  # ids in one statement


class Clash(Exception):  # noqa: N818
    """The record does not stand at the version before this one: somebody else was quicker, or the id is taken."""


class Came(Exception):  # noqa: N818
    """Records that were written since the search and that must be seen before this one is made. ids: theirs."""

    def __init__(self, ids: Sequence[str]) -> None:
        super().__init__("what was written since the search looks the same")
        self.ids = tuple(ids)


class TokenSpent(Exception):  # noqa: N818
    """A search token that was used before. id: of the record that it was used for."""

    def __init__(self, id_: str) -> None:
        super().__init__("the token has been used")
        self.id = id_


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who writes a version and why. changed: the critical fields that it changes; seen: ids of the records that the
    writer was shown; look_alikes: whether records that look like it are to be looked for."""

    user: str
    force: str
    action: str
    audit_id: str
    reason: str | None = None
    changed: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    look_alikes: bool = False


@dataclass(frozen=True, slots=True)
class Spent:
    """A search token's digest, and when it expires (seconds since 1970)."""

    token: bytes
    expires: float


@dataclass(frozen=True, slots=True)
class Unsearched:
    """What a search may miss that is made after this was noted: records written here that wait for the index, and those
    that are written from then on (seconds since 1970)."""

    waiting: tuple[str, ...]
    since: float


@dataclass(frozen=True, slots=True)
class Against:
    """What a new record is held against in the transaction that writes it. strong: which of the records, by id, must be
    seen first."""

    left: Unsearched
    strong: Callable[[Mapping[str, Record]], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Version:
    """A version as it was written. at: seconds since 1970; body: POLE-1; tokens: digests in hexadecimal."""

    version: int
    at: float
    stamp: Stamp
    tokens: tuple[str, ...]
    body: dict[str, Any]


def write(
    connection: Connection,
    new: Record,
    stamp: Stamp,
    tokens: Sequence[Spent],
    against: Against | None = None,
) -> None:
    """Take a record and its stamp, and spend its tokens, within the caller's transaction: no other record is written
    between `against` and the end of it. Raises Clash, TokenSpent, Came."""
    _spend(connection, new.id, tokens)
    if against and (came := against.strong(written_since(connection, against.left))):
        raise Came(came)
    old = standings(connection, [new.id]).get(new.id)
    before = 0 if old is None else -1 if old.deleted else old.version
    if before != new.version - 1:
        raise Clash(f"{new.id} stands at another version")
    put_batch(connection, [new], versioned=True, into=Loaded())
    connection.execute(sa.insert(written).values(_row(new, stamp, tokens)))


def unsearched(connection: Connection) -> Unsearched:
    """To be noted before a search. What could not be indexed does not wait: no search will ever show it."""
    since = time.time() - _MARGIN  # before the question: what comes between the two is written after it
    waits = sa.select(outbox.c.id).where(outbox.c.system == OWN, outbox.c.due.is_not(None))
    return Unsearched(tuple(connection.scalars(waits)), since)


def written_since(connection: Connection, left: Unsearched) -> dict[str, Record]:
    """The records, as they stand, that the search may have missed."""
    later = connection.scalars(sa.select(written.c.id).where(written.c.at >= left.since))
    found: dict[str, Record] = {}
    for part in portions(sorted({*left.waiting, *later}), _AT_ONCE):
        rows = connection.execute(sa.select(record.c.id, record.c.body).where(record.c.id.in_(part)))
        found |= {id_: parse(json.loads(body)) for id_, body in rows}
    return found


def written_here(connection: Connection, records: Sequence[Record]) -> frozenset[str]:
    """The ids among these that were written here: no file replaces what is locked."""
    ids = [one.id for one in records if one.system == OWN]
    if not ids:
        return frozenset()
    return frozenset(connection.scalars(sa.select(written.c.id).where(written.c.id.in_(ids))))


def _spend(connection: Connection, id_: str, tokens: Sequence[Spent]) -> None:
    connection.execute(sa.delete(spent).where(spent.c.expires < time.time()))
    for used in spent_on(connection, [one.token for one in tokens]).values():
        raise TokenSpent(used)
    if tokens:
        rows = [{"token": one.token, "id": id_, "expires": one.expires} for one in tokens]
        connection.execute(sa.insert(spent), rows)


def _row(new: Record, stamp: Stamp, tokens: Sequence[Spent]) -> dict[str, Any]:
    now = time.time()
    return {
        "id": new.id, "version": new.version, "at": now, "user": stamp.user, "force": stamp.force,
        "action": stamp.action, "audit_id": stamp.audit_id, "reason": stamp.reason,
        "changed": compact(stamp.changed), "tokens": compact([one.token.hex() for one in tokens]),
        "seen": compact(stamp.seen), "body": compact(new.as_json()), "checked": None if stamp.look_alikes else now,
    }  # fmt: skip


def spent_on(connection: Connection, tokens: Sequence[bytes]) -> dict[bytes, str]:
    """Those of these tokens that were used, each with the id of what for."""
    found = sa.select(spent.c.token, spent.c.id).where(spent.c.token.in_(list(tokens)))
    return {bytes(token): id_ for token, id_ in connection.execute(found)}


def versions(connection: Connection, id_: str) -> list[Version]:
    """Every version of a record, the newest first."""
    found = sa.select(written).where(written.c.id == id_).order_by(written.c.version.desc())
    return [_version(row) for row in connection.execute(found)]


def _version(row: sa.Row[Any]) -> Version:
    stamp = Stamp(
        row.user, row.force, row.action, row.audit_id, row.reason, tuple(json.loads(row.changed)),
        tuple(json.loads(row.seen)), row.checked is None,
    )  # fmt: skip
    return Version(row.version, row.at, stamp, tuple(json.loads(row.tokens)), json.loads(row.body))


def written_by(connection: Connection, user: str, limit: int) -> list[str]:
    """Ids of the records of which somebody wrote a version, the latest written first."""
    latest = sa.func.max(written.c.at)
    mine = sa.select(written.c.id).where(written.c.user == user).group_by(written.c.id)
    return list(connection.scalars(mine.order_by(latest.desc(), written.c.id).limit(limit)))


def arrive(connection: Connection, ids: Sequence[str]) -> None:
    """Searches find these: they are to be compared with what was made here, where anything was."""
    if connection.scalar(sa.select(sa.exists(written.select()))):
        insert_new(connection, arrived, [{"id": id_} for id_ in ids if not id_.startswith(f"{OWN}/")])


def forget(connection: Connection, ids: Sequence[str]) -> None:
    """Records ended: so do their versions, and every notice that names them."""
    connection.execute(sa.delete(written).where(written.c.id.in_(ids)))
    connection.execute(sa.delete(notice).where(notice.c.id.in_(ids) | notice.c.other.in_(ids)))
    connection.execute(sa.delete(arrived).where(arrived.c.id.in_(ids)))
