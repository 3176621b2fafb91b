"""Packages that were sent hold records as they were. When a record ends, its content goes out of them, too.

What stays is that it was sent, by which decision and under which conditions: what was disclosed to whom must be told for
longer (Data Protection Act 2018, section 62).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from indexer.portions import portions
from indexer.store_tables import record, request, sent

_AT_ONCE = 500  # ids in one statement


def note(connection: Connection, id_: str, package: Mapping[str, Any]) -> None:
    """Keep which records a request's package, which stands there, holds. One that ended meanwhile goes out of it."""
    held = sorted({id_of_item(item) for item in package["items"]})
    if not held:
        return
    connection.execute(sa.insert(sent), [{"record": one, "request": id_} for one in held])
    standing = sa.select(record.c.id).where(record.c.id.in_(held)).with_for_update(read=True)
    there = set(connection.scalars(standing))
    forget(connection, [one for one in held if one not in there])


def forget(connection: Connection, ids: Sequence[str]) -> None:
    """Records ended: what packages hold of them is their reference alone."""
    for part in portions(sorted(set(ids)), _AT_ONCE):
        ours = sent.c.record.in_(part)
        holding = set(connection.scalars(sa.select(sent.c.request).where(ours)))
        for id_ in sorted(holding):
            _empty(connection, id_, frozenset(part))
        if holding:
            connection.execute(sa.delete(sent).where(ours))


def _empty(connection: Connection, id_: str, ended: frozenset[str]) -> None:
    this = request.c.id == id_
    package = json.loads(connection.scalar(sa.select(request.c.package).where(this)) or "{}")
    for item in package.get("items", ()):
        if id_of_item(item) in ended:
            item["record"] = {name: item["record"][name] for name in ("system", "ref")}
    connection.execute(sa.update(request).where(this).values(package=json.dumps(package)))


def id_of_item(item: Mapping[str, Any]) -> str:
    """The id of the record that an item of a package is of."""
    return f"{item['record']['system']}/{item['record']['ref']}"
