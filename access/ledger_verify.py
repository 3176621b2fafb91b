"""Reading the whole ledger again: which rows were edited, removed, inserted or moved.

Four witnesses are held against each other: the rows themselves (head, salt and body give the leaf), the
leaf hash kept beside each row, the leaves and root in the seal of its group, and the signed heads on the
shelf. Whoever changes one contradicts the others; whoever rewrites all three in the database contradicts
the heads, and then the rows between the last head that agrees and the first that does not are named.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, select

from access import heads, ledger_guards
from access.events import EventKind
from access.heads import Head, HeadError
from access.ledger_rows import commit, leaf_of, moment, stamp
from access.ledger_tables import KEPT_LEVEL, body, erasure, event, node, seal, subject
from access.merkle import HASH_BYTES, Frontier

# Beyond so many, one cause has moved everything, and a list no longer helps.
MAX_PROBLEMS = 1_000
# Heads are shipped at least every 60 s; twice that, and one is missing.
HEAD_DUE = timedelta(seconds=120)
# By how much a process's clock may be put back between an event and its seal.
CLOCKS = timedelta(seconds=120)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong. row: which row, head or trigger; what: what is wrong with it, in words."""

    row: str
    what: str


class _TooManyError(Exception):
    pass


@dataclass(slots=True)
class _Findings:
    problems: list[Problem] = field(default_factory=list)

    def add(self, row: str, what: str) -> None:
        self.problems.append(Problem(row, what))
        if len(self.problems) >= MAX_PROBLEMS:
            raise _TooManyError


@dataclass(slots=True)
class _Sealed:
    """The leaves as sealed, 32 bytes each, one after the other (32 MB a million events)."""

    leaves: bytearray = field(default_factory=bytearray)

    @property
    def size(self) -> int:
        return len(self.leaves) // HASH_BYTES

    def at(self, place: int) -> bytes | None:
        return (
            bytes(self.leaves[place * HASH_BYTES : (place + 1) * HASH_BYTES]) if place < self.size else None
        )

    def place_of(self, leaf: bytes) -> int | None:
        found = self.leaves.find(leaf)
        while found >= 0 and found % HASH_BYTES:
            found = self.leaves.find(leaf, found + 1)
        return found // HASH_BYTES if found >= 0 else None


Lines = Sequence[tuple[int, Head | HeadError]]


def verify(
    connection: Connection, shipped: Lines, keys: Sequence[Ed25519PublicKey], now: datetime
) -> list[Problem]:
    """Every problem there is, up to a thousand. shipped: the shelf's lines, read before the connection began."""
    found = _Findings()
    try:
        if gone := ledger_guards.missing_tables(connection):
            return [Problem(f"table {name}", "missing") for name in gone]
        for name, what in ledger_guards.wrong(connection).items():
            found.add(f"trigger {name}", what)
        signed = _signed(shipped, keys, found)
        sealed = _check_seals(connection, signed, found)
        if not signed and _old(connection, now):
            found.add("heads", "no head stands on the shelf: what was shipped is gone, or nothing ever was")
        _check_events(connection, sealed, found)
        _check_strays(connection, found)
        _check_times(connection, found)
    except _TooManyError:
        found.problems.append(Problem("ledger", f"more than {MAX_PROBLEMS} problems; the first are listed"))
    return found.problems


# Heads


def _old(connection: Connection, now: datetime) -> bool:
    """Whether the first event is older than any head may be late. Its time is sealed; that of its seal is not."""
    first = connection.execute(select(event.c.at).order_by(event.c.seq).limit(1)).scalar()
    return first is not None and str(first) < stamp(now - HEAD_DUE)


def _signed(shipped: Lines, keys: Sequence[Ed25519PublicKey], found: _Findings) -> list[Head]:
    """The heads that one of our keys signed, by size."""
    good: list[Head] = []
    for number, head in shipped:
        if isinstance(head, HeadError):
            found.add(f"head in line {number}", f"unreadable: {head}")
        elif not any(heads.holds(head, key) for key in keys):
            found.add(f"head in line {number}", "not signed by the ledger's key")
        else:
            good.append(head)
    return sorted(good, key=lambda head: head.size)


@dataclass(slots=True)
class _HeadCheck:
    """Holds heads against roots as the tree grows past their sizes."""

    waiting: list[Head]
    found: _Findings
    agreed: int = 0

    def sizes(self) -> set[int]:
        return {head.size for head in self.waiting}

    def root_at(self, size: int, root: bytes) -> None:
        for head in [head for head in self.waiting if head.size == size]:
            self.waiting.remove(head)
            if head.root == root:
                self.agreed = size
            else:
                rows = _range(self.agreed, size)
                self.found.add(rows, f"rewritten: the head shipped at {head.at} seals something else here")

    def finish(self, size: int) -> None:
        if beyond := [head for head in self.waiting if head.size > size]:
            last = beyond[-1]
            self.found.add(
                _range(size, last.size), f"removed from the end: the head shipped at {last.at} seals them"
            )


# Seals and the tree


def _check_seals(connection: Connection, signed: list[Head], found: _Findings) -> _Sealed:
    """Rebuild the tree from the seals' leaves; check roots, peaks, kept nodes and shipped heads."""
    sealed, frontier = _Sealed(), Frontier()
    nodes: dict[tuple[int, int], bytes] = {}
    check = _HeadCheck(list(signed), found)
    sizes = check.sizes()
    for row in _stream(connection, select(seal).order_by(seal.c.size)):
        leaves = _leaves_of(connection, row, sealed, found)
        if leaves is None:
            continue
        for leaf in leaves:
            sealed.leaves += leaf
            frontier, finished = frontier.extend((leaf,), keep_from=KEPT_LEVEL)
            nodes.update(((n.level, n.index), n.hash) for n in finished)
            if frontier.size in sizes:
                check.root_at(frontier.size, frontier.root)
        if row.root != frontier.root or row.peaks != frontier.as_bytes():
            found.add(f"seal {row.size}", "edited: its root does not follow from the leaves up to it")
    check.finish(sealed.size)
    _check_nodes(connection, nodes, found)
    return sealed


def _leaves_of(
    connection: Connection, row: sa.Row[Any], sealed: _Sealed, found: _Findings
) -> Iterator[bytes] | None:
    """The leaves from where the last seal ended to where this one does."""
    raw = _raw(row.leaves)
    if (
        not isinstance(row.first, int)
        or row.first < sealed.size
        or len(raw) != (row.size - row.first) * HASH_BYTES
    ):
        found.add(f"seal {row.size}", "inserted or edited: it does not continue the seal before it")
        return None
    own = [raw[i : i + HASH_BYTES] for i in range(0, len(raw), HASH_BYTES)]
    if row.first == sealed.size:
        return iter(own)
    found.add(f"seal {row.first}", f"removed: {_range(sealed.size, row.first)} have no seal")
    query = select(event.c.seq, event.c.leaf).where(event.c.seq >= sealed.size, event.c.seq < row.first)
    kept = {seq: _raw(leaf) for seq, leaf in connection.execute(query)}
    missing = bytes(HASH_BYTES)
    return iter([*(kept.get(i, missing) for i in range(sealed.size, row.first)), *own])


def _check_nodes(connection: Connection, expected: dict[tuple[int, int], bytes], found: _Findings) -> None:
    for row in _stream(connection, select(node).order_by(node.c.level, node.c.idx)):
        hash_ = expected.pop((row.level, row.idx), None)
        if hash_ is None:
            found.add(f"node {row.level}/{row.idx}", "inserted: no seal made it")
        elif hash_ != row.hash:
            found.add(f"node {row.level}/{row.idx}", "edited")
    for level, index in expected:
        found.add(f"node {level}/{index}", "removed")


# Events and bodies


def _check_events(connection: Connection, sealed: _Sealed, found: _Findings) -> None:
    erased = _Erasures(connection, found)
    subjects = _Subjects(connection, found)
    joined = event.outerjoin(body, event.c.seq == body.c.seq)
    query = select(event, body.c.salt, body.c.body).select_from(joined).order_by(event.c.seq)
    expected = 0
    for row in _stream(connection, query):
        for gone in range(expected, min(row.seq, sealed.size)):
            found.add(f"event {gone}", "removed: its seal stands, the row is gone")
        expected = row.seq + 1
        _check_head(row, sealed, found)
        _check_body(row, erased, found)
        subjects.check(row)
    for gone in range(expected, sealed.size):
        found.add(f"event {gone}", "removed: its seal stands, the row is gone")
    subjects.finish()


def _check_head(row: sa.Row[Any], sealed: _Sealed, found: _Findings) -> None:
    leaf = leaf_of(row._asdict(), _raw(row.commitment))
    known = sealed.at(row.seq)
    if leaf == known:
        if row.leaf != leaf:
            found.add(_name(row), "edited: the leaf hash beside it is another")
        return
    elsewhere = sealed.place_of(leaf)
    if elsewhere is not None:
        found.add(_name(row), f"moved: it was sealed as event {elsewhere}")
    elif known is None:
        found.add(_name(row), "inserted: no seal covers it")
    elif row.leaf == known:
        found.add(_name(row), "edited: the row no longer gives the leaf that was sealed")
    else:
        found.add(_name(row), "edited or put in the place of another: it is not the row that was sealed here")


def _check_body(row: sa.Row[Any], erased: _Erasures, found: _Findings) -> None:
    if row.body is None:
        if not erased.allows(row):
            found.add(_name(row), "body removed: no erasure event stands for it")
    elif commit(_raw(row.salt), str(row.body)) != row.commitment:
        found.add(_name(row), "body edited: it is not the one that was sealed")
    elif row.seq in erased.by:
        found.add(_name(row), "an erasure was recorded but the body still stands")


class _Erasures:
    """Which events' bodies may be gone: an erasure row, an erasure event, and the id named in its body."""

    def __init__(self, connection: Connection, found: _Findings) -> None:
        rows = connection.execute(select(erasure)).all()
        self.by: dict[int, int] = {row.seq: row.by_seq for row in rows}
        query = select(event.c.seq, body.c.body).select_from(event.join(body, event.c.seq == body.c.seq))
        events = connection.execute(query.where(event.c.kind == EventKind.LEDGER_ERASED.value))
        self._named = {seq: _erased_ids(text) for seq, text in events}
        for place, by in self.by.items():
            if by not in self._named:
                found.add(f"erasure {place}", f"inserted: event {by} is no erasure")

    def allows(self, row: sa.Row[Any]) -> bool:
        return row.id in self._named.get(self.by.get(row.seq, -1), set())


def _erased_ids(text: str) -> set[str]:
    try:
        content = json.loads(text)
        return set(content["details"]["erased"])
    except (ValueError, KeyError, TypeError):
        return set()  # an edited body: told where its own event is checked


class _Subjects:
    """Walks the index of subjects beside the events: it must say what the bodies say."""

    def __init__(self, connection: Connection, found: _Findings) -> None:
        query = select(subject).order_by(subject.c.seq)
        self._rows = iter(_stream(connection, query))
        self._next = next(self._rows, None)
        self._found = found

    def check(self, row: sa.Row[Any]) -> None:
        indexed = self._up_to(row.seq)
        if indexed != _subjects_of(row.body):
            self._found.add(_name(row), "its rows in the index of subjects are not those of its body")

    def finish(self) -> None:
        while self._next is not None:
            self._found.add(f"subject of event {self._next.seq}", "inserted: there is no such event")
            self._next = next(self._rows, None)

    def _up_to(self, seq: int) -> set[str]:
        names: set[str] = set()
        while self._next is not None and self._next.seq <= seq:
            if self._next.seq == seq:
                names.add(self._next.subject)
            else:
                self._found.add(f"subject of event {self._next.seq}", "inserted: there is no such event")
            self._next = next(self._rows, None)
        return names


def _subjects_of(text: str | None) -> set[str]:
    try:
        content: Mapping[str, Any] = json.loads(text) if text is not None else {}
        return set(content.get("subjects", ()))
    except (ValueError, AttributeError, TypeError):
        return set()  # an edited body: told as such


def _check_strays(connection: Connection, found: _Findings) -> None:
    stray = select(body.c.seq).where(~select(event.c.seq).where(event.c.seq == body.c.seq).exists())
    for seq in connection.execute(stray.limit(MAX_PROBLEMS)).scalars():
        found.add(f"body {seq}", "inserted, or its event removed: there is no such event")


def _check_times(connection: Connection, found: _Findings) -> None:
    """A seal is made after its events. A clock may be put back meanwhile, by little."""
    last = seal.join(event, event.c.seq == seal.c.size - 1)
    query = select(seal.c.size, seal.c.at, event.c.at.label("event_at")).select_from(last)
    for row in _stream(connection, query.order_by(seal.c.size)):
        if str(row.at) < _a_little_before(row.event_at):
            found.add(f"seal {row.size}", "edited: its time is before that of the events that it seals")


def _a_little_before(at: object) -> str:
    try:
        return stamp(moment(str(at)) - CLOCKS)
    except (ValueError, OverflowError):
        return ""  # an edited event: told as such


# Words


def _raw(value: object) -> bytes:
    """A column's bytes; what is no bytes at all (SQLite keeps anything) equals no hash."""
    return bytes(value) if isinstance(value, bytes | memoryview) else b""


def _name(row: sa.Row[Any]) -> str:
    return f"event {row.seq} ({row.id})"


def _range(start: int, end: int) -> str:
    return f"event {start}" if end - start == 1 else f"events {start} to {end - 1}"


def _stream(connection: Connection, query: sa.Select[Any]) -> Iterable[sa.Row[Any]]:
    return connection.execute(query.execution_options(yield_per=1_000))
