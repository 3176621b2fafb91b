"""The quarantine: what could not be taken, where it stood, and why.

Place, reason and hash are kept always. The row itself is kept only under handling that could be read, and so never for
one above OFFICIAL or one that does not say who may see it.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from access import handling
from indexer.pole_values import FieldError
from indexer.store_content import compact, row_hash
from indexer.store_put import upsert
from indexer.store_tables import quarantine

LOAD, INDEX = "load", "index"
_LONGEST_ROW = 200_000  # characters; a longer row is known by its hash
_LONGEST_ID = 512
_HALF_PAIR = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that could not be taken. row: as it was read (text or JSON), of which at least the hash is kept."""

    system: str
    file: str
    line: int
    errors: tuple[FieldError, ...]
    row: object
    record: str | None = None
    stage: str = LOAD


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the quarantine as it is shown; times are seconds since 1970, UTC."""

    number: int
    stage: str
    system: str
    file: str
    line: int
    record: str | None
    field: str
    reason: str
    hash: str
    row: str | None
    first_at: float
    last_at: float
    times: int


def as_read(entry: Entry) -> dict[str, Any] | None:
    """The row of an entry exactly as it was read; None where only its hash is known, or what is kept is not that row."""
    row: dict[str, Any] | None = json.loads(entry.row) if entry.row is not None else None
    return row if row is not None and row_hash(row) == entry.hash else None


def keep(connection: Connection, faults: Sequence[Fault]) -> None:
    """Put rows into the quarantine; one that stands there from the same place is counted once more."""
    now = time.time()
    rows = list({row["key"]: row for row in (_row(fault, now) for fault in faults)}.values())
    if not rows:
        return

    def merge(new: Any) -> dict[str, Any]:
        seen = {name: new[name] for name in ("field", "reason", "last_at", "row", "handling")}
        return seen | {"times": quarantine.c.times + 1}

    upsert(connection, quarantine, rows, merge, key=("key",))


def entries(
    connection: Connection, system: str | None = None, after: int = 0, limit: int = 100
) -> list[Entry]:
    """The rows of the quarantine by number, of one system or of all."""
    columns = [quarantine.c[name] for name in Entry.__slots__]
    found = sa.select(*columns).where(quarantine.c.number > after).order_by(quarantine.c.number).limit(limit)
    if system is not None:
        found = found.where(quarantine.c.system == system)
    return [Entry(*row) for row in connection.execute(found)]


def forget(connection: Connection, numbers: Iterable[int]) -> None:
    """Take rows out: what they stood for has been taken."""
    connection.execute(sa.delete(quarantine).where(quarantine.c.number.in_(list(numbers))))


def forget_indexed(connection: Connection, records: Sequence[str]) -> None:
    """Take out what was kept because these records could not be indexed: now they are."""
    ours = (quarantine.c.stage == INDEX) & quarantine.c.record.in_(records)
    if records:
        connection.execute(sa.delete(quarantine).where(ours))


def forget_content(connection: Connection, records: Sequence[str]) -> None:
    """Records ended: of rows that tell of them place, reason and hash stay, and not the row."""
    ours = quarantine.c.record.in_(records)
    connection.execute(sa.update(quarantine).where(ours).values(row=None, handling=None))


def counts(connection: Connection) -> dict[str, int]:
    """How many rows stand in the quarantine, by system."""
    grouped = sa.select(quarantine.c.system, sa.func.count()).group_by(quarantine.c.system)
    return {row[0]: row[1] for row in connection.execute(grouped)}


def _row(fault: Fault, now: float) -> dict[str, Any]:
    digest = row_hash(fault.row)
    record = (fault.record or "") if fault.stage == INDEX else ""
    # As they are stored: a row that is tried again has no other names than those.
    system, file = _storable(fault.system)[:64], _storable(fault.file)
    place = f"{fault.stage}\0{system}\0{file}\0{fault.line}\0{record}\0{digest}"
    kept = _may_be_kept(fault.row)
    return {
        "key": hashlib.blake2b(place.encode("utf-8", "surrogatepass"), digest_size=16).digest(),
        "stage": fault.stage,
        "system": system,
        "file": file,
        "line": fault.line,
        "record": fault.record or (_storable(told) if (told := _told_of(fault.row)) else None),
        "field": _storable(fault.errors[0].field) if fault.errors else "",
        "reason": _storable("; ".join(_words(error, fault.errors[0]) for error in fault.errors)),
        "hash": digest,
        "row": kept,
        "handling": compact(fault.row["handling"]) if kept and isinstance(fault.row, Mapping) else None,
        "first_at": now,
        "last_at": now,
        "times": 1,
    }


def _words(error: FieldError, first: FieldError) -> str:
    return error.message if error is first or not error.field else f"{error.field}: {error.message}"


def _may_be_kept(row: object) -> str | None:
    """The row as JSON that reads back as the very same, where its handling can be read."""
    if not isinstance(row, Mapping) or not isinstance(row.get("handling"), Mapping):
        return None
    try:
        handling.parse(row["handling"])
    except handling.HandlingError:
        return None
    text = _HALF_PAIR.sub(lambda half: f"\\u{ord(half[0]):04x}", compact(row))
    return text if len(text) <= _LONGEST_ROW else None


def _told_of(row: object) -> str | None:
    """The id of the record that a POLE-1 row is of, where it says one that a record may have."""
    if not isinstance(row, Mapping):
        return None
    system, ref = row.get("system"), row.get("ref")
    id_ = f"{system}/{ref}"
    return id_ if isinstance(system, str) and isinstance(ref, str) and len(id_) <= _LONGEST_ID else None


def _storable(text: str) -> str:
    return text.replace("\x00", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode()
