"""`sightline load graph-csv DIR`: a graph's nodes as records, its relationships as links on both.

Every row of every file is accounted for. A node's row and the relationship rows that begin at it share one fate; a
relationship whose start or end is not there is a wrong row of its own. Phones, e-mail addresses and addresses are told
with the people who have them, a place with the event that occurred there, besides being records of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from indexer.pole import MAX_LINKS
from indexer.pole_values import FieldError
from indexer.sources.graph_nodes import SYSTEM, Json, add_identifier, node, place_of
from indexer.sources.graph_tables import Row, table
from indexer.sources.source import Item, Unreadable, files

_HOME = frozenset({"CURRENT_ADDRESS", "HAS_ADDRESS", "LIVES_AT", "RESIDES_AT"})
_WORK = frozenset({"WORKS_AT", "WORK_ADDRESS"})
_VENUE = {"OCCURRED_AT": "occurred-at", "RECOVERED_AT": "recovered-at"}


@dataclass(slots=True)
class _Node:
    """A node on its way: its row, its record, and how many rows stand or fall with it."""

    row: Row
    record: Json
    errors: tuple[FieldError, ...] = ()
    rows: int = 1
    relations: list[Row] = field(default_factory=list)


class GraphCsv:
    """The adapter. Its rows have no versions: what changed is the next one."""

    code = "graph-csv"
    system = SYSTEM
    versioned = False

    def units(self, paths: Sequence[Path]) -> list[Path]:
        """A folder is one graph; a single file is one, too."""
        for path in paths:
            if not path.exists():
                raise Unreadable(f"{path}: there is no such file or folder")
        return list(paths)

    def read(self, unit: Path, force: str) -> Iterator[Item]:
        """Wrong rows first, then the nodes in the order of the files. The graph is held in memory. Raises Unreadable."""
        yield from _Graph(force).read(files([unit], ".csv"))


class _Graph:
    """One graph, read whole before its first record is given: an end may stand in any file."""

    def __init__(self, force: str) -> None:
        self._force, self._nodes = force, dict[str, _Node]()
        self._links: dict[str, list[Json]] = defaultdict(list)

    def read(self, paths: Sequence[Path]) -> Iterator[Item]:
        tables, unreadable = [], []
        for path in paths:
            try:
                tables.append(table(path))
            except Unreadable as error:
                unreadable.append(str(error))
        for one in sorted(tables, key=lambda t: not t.nodes):
            take = self._node if one.nodes else self._relation
            yield from (item for row in one.rows() if (item := take(row)) is not None)
        for held in self._nodes.values():
            yield self._item(held)
        if unreadable:
            raise Unreadable("; ".join(unreadable))

    # ------------------------------------------------------------------------------------- taking in

    def _node(self, row: Row) -> Item | None:
        if row.errors:
            return _wrong(row, row.errors)
        id_ = row.ends["ID"]
        if (first := self._nodes.get(id_)) is not None:
            place = f"{first.row.file} line {first.row.line}"
            return _wrong(row, (FieldError(":ID", f"names the node of {place} again"),))
        record, errors = node(row, self._force)
        self._nodes[id_] = _Node(row, record, errors)
        return None

    def _relation(self, row: Row) -> Item | None:
        if row.errors:
            return _wrong(row, row.errors)
        ends = [self._nodes.get(row.ends[mark]) for mark in ("START_ID", "END_ID")]
        lost = [
            mark for mark, end in zip(("START_ID", "END_ID"), ends, strict=True) if end is None or end.errors
        ]
        if lost:
            return _wrong(
                row, tuple(FieldError(f":{mark}", "names no node that could be taken") for mark in lost)
            )
        start, end = ends
        if start is None or end is None:
            raise AssertionError("looked for above")
        if len(self._links[row.ends["START_ID"]]) >= MAX_LINKS:
            return _wrong(row, (FieldError(":START_ID", f"has more than {MAX_LINKS:,} relationships"),))
        start.rows += 1
        start.relations.append(row)
        self._link(row, "START_ID", "END_ID", _role(row))
        # The end tells of it, too, unless too many lead there: then it stands with those that do.
        if start is not end and len(self._links[row.ends["END_ID"]]) < MAX_LINKS:
            self._link(row, "END_ID", "START_ID", _role(row, inward=True))
        return None

    def _link(self, row: Row, holder: str, to: str, role: str) -> None:
        self._links[row.ends[holder]].append({"role": role, "to": {"system": SYSTEM, "ref": row.ends[to]}})

    # ------------------------------------------------------------------------------------- giving out

    def _item(self, held: _Node) -> Item:
        row = held.row
        if held.errors:
            return Item(None, row.file, row.line, held.rows, held.errors, row.cells)
        for relation in held.relations:
            self._fold(held.record, relation, self._nodes[relation.ends["END_ID"]])
        held.record["links"] = self._links.get(row.ends["ID"], [])
        return Item(_without_empty(held.record), row.file, row.line, held.rows)

    def _fold(self, record: Json, relation: Row, end: _Node) -> None:
        """What the end of a relationship says of its start, told with the start."""
        kind = relation.labels[0].upper()
        if record["people"] and end.record["objects"] and kind.startswith("HAS_"):
            held, owned = record["people"][0]["identifiers"], end.record["objects"][0]["identifiers"]
            for name in ("phone", "email"):
                for value in owned.get(name) or ():
                    add_identifier(held, name, value)
        elif record["people"] and end.record["locations"] and kind in _HOME | _WORK:
            address = {"role": "home" if kind in _HOME else "work", **place_of(end.row)}
            record["people"][0].setdefault("addresses", []).append(address)
        elif record["kind"] in ("event", "report") and end.record["locations"] and kind in _VENUE:
            record["locations"].append({"role": _VENUE[kind], **place_of(end.row)})


def _role(relation: Row, *, inward: bool = False) -> str:
    """The relationship's type with its properties: `FAMILY_REL: SIBLING`. Where they say something of one end only,
    the other end's link says that it leads inward."""
    words = ", ".join(relation.properties.values())
    if not words:
        return relation.labels[0][:100]
    return f"{relation.labels[0]}: {words}{' (inward)' if inward else ''}"[:100]


def _wrong(row: Row, errors: tuple[FieldError, ...]) -> Item:
    return Item(None, row.file, row.line, 1, errors, row.cells)


def _without_empty(value: Any) -> Any:
    """The record without what says nothing; handling keeps its empty lists, which say nobody."""
    if isinstance(value, dict):
        kept = {k: part if k == "handling" else _without_empty(part) for k, part in value.items()}
        return {k: part for k, part in kept.items() if part not in (None, "", [], {})}
    return [_without_empty(part) for part in value] if isinstance(value, list) else value
