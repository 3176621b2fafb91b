"""Reading the ledger: pages of events for auditors, the export, proofs, and what was never finished."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, select

from access import merkle
from access.events import EventKind
from access.ledger_rows import StoredEvent, stamp
from access.ledger_tables import KEPT_LEVEL, body, event, node, seal, subject
from access.merkle import Frontier, Subtree
from access.surrogates import readable

MAX_PAGE = 200


class EventNotFound(LookupError):  # noqa: N818
    """No event has that id."""


class LedgerDamaged(RuntimeError):  # noqa: N818
    """Rows that a proof needs are missing or make no sense: `verify` names them."""


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events; what is None does not narrow. user: in any case; subjects: ids of records, any of them; since ≤ at < until."""

    user: str | None = None
    role: str | None = None
    force: str | None = None
    kind: str | None = None
    action: str | None = None
    purpose: str | None = None
    audit_id: str | None = None
    subjects: tuple[str, ...] | None = None
    since: datetime | None = None
    until: datetime | None = None

    def clauses(self) -> list[sa.ColumnElement[bool]]:
        """The filter in SQL."""
        named = ("role", "force", "kind", "action", "purpose", "audit_id")
        wanted = [(event.c[name], getattr(self, name)) for name in named]
        clauses: list[sa.ColumnElement[bool]] = [
            column == value for column, value in wanted if value is not None
        ]
        if self.user is not None:  # the database folds both, each by its own rules
            clauses.append(sa.func.lower(event.c.user) == sa.func.lower(self.user))
        if self.subjects is not None:
            named_in = select(subject.c.seq).where(subject.c.subject.in_(self.subjects))
            clauses.append(event.c.seq.in_(named_in))
        if self.since is not None:
            clauses.append(event.c.at >= stamp(self.since))
        if self.until is not None:
            clauses.append(event.c.at < stamp(self.until))
        return clauses


@dataclass(frozen=True, slots=True)
class Page:
    """Events, the newest first. next: give it as `before` for the page after; None at the end."""

    events: tuple[StoredEvent, ...]
    next: int | None


def page(connection: Connection, which: EventFilter, before: int | None, size: int) -> Page:
    """One page, of 1 to 200 events."""
    if not 1 <= size <= MAX_PAGE:
        raise ValueError(f"a page holds 1 to {MAX_PAGE} events")
    query = _with_bodies().where(*which.clauses()).order_by(event.c.seq.desc()).limit(size + 1)
    if before is not None:
        query = query.where(event.c.seq < before)
    rows = connection.execute(query).all()
    events = tuple(stored(row) for row in rows[:size])
    return Page(events, events[-1].seq if len(rows) > size else None)


def one(connection: Connection, identifier: str) -> StoredEvent:
    """The event with that id. Raises EventNotFound."""
    row = connection.execute(_with_bodies().where(event.c.id == identifier)).first()
    if row is None:
        raise EventNotFound(identifier)
    return stored(row)


def several(connection: Connection, identifiers: Sequence[str]) -> list[StoredEvent]:
    """The events with these ids, as far as there are such, the oldest first. At most a page's worth of ids."""
    if len(identifiers) > MAX_PAGE:
        raise ValueError(f"at most {MAX_PAGE} ids")
    query = _with_bodies().where(event.c.id.in_(identifiers)).order_by(event.c.seq)
    return [stored(row) for row in connection.execute(query)]


def lines(connection: Connection, which: EventFilter) -> Iterator[str]:
    """Every event that matches, oldest first, as JSON lines with all that recomputes its leaf.

    `body` is the text that the commitment was made over, exactly; body and salt are null once erased.
    """
    query = _with_bodies().where(*which.clauses()).order_by(event.c.seq)
    for row in connection.execute(query.execution_options(yield_per=1_000)):
        line = dict(row._mapping)
        for name in ("commitment", "leaf", "salt"):
            line[name] = bytes(line[name]).hex() if line[name] is not None else None
        yield json.dumps(line, separators=(",", ":"))


def unfinished(connection: Connection, before: datetime, limit: int = 1_000) -> list[StoredEvent]:
    """Permits granted before that moment which no row after completes: somebody looked, the end is unknown."""
    after = event.alias("after")
    completed = (
        select(after.c.seq)
        .where(after.c.audit_id == event.c.audit_id, after.c.kind == EventKind.PERMIT_COMPLETED.value)
        .exists()
    )
    granted = event.c.kind == EventKind.PERMIT_GRANTED.value
    query = _with_bodies().where(granted, event.c.at < stamp(before), ~completed)
    return [stored(row) for row in connection.execute(query.order_by(event.c.seq).limit(limit))]


def stored(row: sa.Row[Any]) -> StoredEvent:
    """A row of event joined with its body, as a value that can be shown, whatever was sealed; proofs are of the body as it
    stands."""
    content = json.loads(readable(row.body)) if row.body is not None else None
    return StoredEvent(
        seq=row.seq,
        id=row.id,
        audit_id=row.audit_id,
        kind=row.kind,
        at=row.at,
        user=row.user,
        role=row.role,
        force=row.force,
        action=row.action,
        purpose=row.purpose,
        details=content["details"] if content else None,
        subjects=tuple(content["subjects"]) if content else None,
    )


_NEWEST = f"SELECT size, peaks FROM {seal.name} ORDER BY size DESC LIMIT 1"  # noqa: S608


def latest(connection: Connection) -> Frontier:
    """The frontier at the newest seal: asked of the driver itself, since every event waits for it.

    Raises LedgerDamaged, and the driver's own errors.
    """
    cursor = connection.connection.cursor()
    cursor.execute(_NEWEST)
    row = cursor.fetchone()
    try:
        return Frontier.of_bytes(row[0], bytes(row[1])) if row else Frontier()
    except (TypeError, ValueError) as error:
        raise LedgerDamaged(f"the newest seal cannot be read: {error}") from error


def recorded_from(connection: Connection, place: int) -> str | None:
    """When the first event from that place on was recorded."""
    query = select(event.c.at).where(event.c.seq >= place).order_by(event.c.seq).limit(1)
    return connection.execute(query).scalar()


def subtree(connection: Connection) -> Subtree:
    """Hashes over the stored leaves, by way of the kept inner nodes. Raises LedgerDamaged."""

    def over(start: int, end: int) -> bytes:
        width = end - start
        perfect = width & (width - 1) == 0 and start % width == 0
        kept = _kept_node(connection, start, width) if perfect and width >> KEPT_LEVEL else None
        if kept is not None:
            return kept
        if width <= 1 << KEPT_LEVEL:
            return _over_leaves(connection, start, end)
        middle = start + merkle.split(width)
        return merkle.node_hash(over(start, middle), over(middle, end))

    return over


def _kept_node(connection: Connection, start: int, width: int) -> bytes | None:
    level = width.bit_length() - 1
    where = (node.c.level == level, node.c.idx == start >> level)
    found = connection.execute(select(node.c.hash).where(*where)).scalar()
    return bytes(found) if found is not None else None


def _over_leaves(connection: Connection, start: int, end: int) -> bytes:
    query = select(event.c.leaf).where(event.c.seq >= start, event.c.seq < end).order_by(event.c.seq)
    leaves = [bytes(leaf) for leaf in connection.execute(query).scalars()]
    if len(leaves) != end - start:
        raise LedgerDamaged(f"events are missing between {start} and {end - 1}")
    return Frontier().extend(leaves)[0].root


def _with_bodies() -> sa.Select[Any]:
    joined = event.outerjoin(body, event.c.seq == body.c.seq)
    return select(event, body.c.salt, body.c.body).select_from(joined)
