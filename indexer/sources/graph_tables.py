"""Node-and-relationship CSV files as a graph database exports them (`:ID`, `:LABEL`, `:START_ID`, `:END_ID`, `:TYPE`).

Which file holds what is told by its header alone. A column is `name`, `name:type`, `name:ID(space)` or a bare mark; an id
within a space is `space:id`. Files may be UTF-8 (with or without a byte-order mark) or CP1252, and gzipped.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from indexer.pole_values import FieldError
from indexer.sources.source import Unreadable, opened

csv.field_size_limit(1 << 30)  # a cell that is too long is one row's fault, not the file's

_MARK = re.compile(
    r"(?P<name>[^:]*):(?P<mark>ID|START_ID|END_ID|LABEL|TYPE|IGNORE)(?:\((?P<space>[^)]*)\))?", re.I
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A column: its name, what it marks (ID, LABEL, …; empty for a property), its id space, its type."""

    name: str
    mark: str = ""
    space: str = ""
    type: str = ""


@dataclass(slots=True)
class Row:
    """One line of a file. ends: id (nodes) or start and end (relationships), by mark."""

    file: str
    line: int
    cells: dict[str, str]
    ends: dict[str, str]
    labels: tuple[str, ...]
    properties: dict[str, str]
    errors: tuple[FieldError, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One file: whether it holds nodes or relationships, and its columns."""

    path: Path
    nodes: bool
    columns: tuple[Cell, ...]
    dialect: type[csv.Dialect] = field(repr=False)

    def rows(self) -> Iterator[Row]:
        """The rows in order; a row of the wrong length carries its error."""
        reader = csv.reader(io.StringIO(_text(self.path), newline=""), self.dialect)
        line = _skip_header(reader)
        for cells in reader:
            at, line = line + 1, reader.line_num
            if cells:
                yield self._row(cells, at)

    def _row(self, cells: list[str], line: int) -> Row:
        given = {_title(column): cell for column, cell in zip(self.columns, cells, strict=False)}
        row = Row(self.path.name, line, given, {}, (), {})
        if len(cells) != len(self.columns):
            words = f"the row has {len(cells)} cells where the header has {len(self.columns)}"
            row.errors = (FieldError("", words),)
            row.cells |= {f"+{place}": cell for place, cell in enumerate(cells[len(self.columns) :])}
        for column, cell in zip(self.columns, cells, strict=False):
            self._put(row, column, cell.strip())
        row.labels = row.labels or (self._from_name(),)
        missing = [mark for mark in self._needed() if not row.ends.get(mark)]
        if missing and not row.errors:
            row.errors = tuple(FieldError(f":{mark}", "is missing") for mark in missing)
        return row

    def _put(self, row: Row, column: Cell, cell: str) -> None:
        if column.mark in ("ID", "START_ID", "END_ID"):
            row.ends[column.mark] = f"{column.space}:{cell}" if column.space and cell else cell
            if column.name and cell:
                row.properties[column.name] = cell
        elif column.mark in ("LABEL", "TYPE"):
            row.labels += tuple(part for part in cell.split(";") if part)
        elif cell and column.mark != "IGNORE":
            row.properties[column.name] = cell

    def _needed(self) -> tuple[str, ...]:
        return ("ID",) if self.nodes else ("START_ID", "END_ID")

    def _from_name(self) -> str:
        """The label or type that the file's name gives where its rows do not: `x.nodes.Person.csv` → Person."""
        return self.path.name.removesuffix(".gz").removesuffix(".csv").split(".")[-1]


def table(path: Path) -> Table:
    """A file by its header. Raises Unreadable where it is neither nodes nor relationships."""
    text = _text(path)
    dialect = _dialect(text.partition("\n")[0])
    header = next(csv.reader(io.StringIO(text, newline=""), dialect), [])
    columns = tuple(_column(name) for name in header)
    marks = {column.mark for column in columns}
    if "ID" in marks:
        return Table(path, True, columns, dialect)
    if {"START_ID", "END_ID"} <= marks:
        return Table(path, False, columns, dialect)
    raise Unreadable(f"{path}: its header names neither :ID nor :START_ID and :END_ID")


def _column(written: str) -> Cell:
    found = _MARK.fullmatch(written.strip())
    if found:
        return Cell(found["name"], found["mark"].upper(), found["space"] or "")
    name, _, kind = written.strip().partition(":")
    return Cell(name, type=kind)


def _title(column: Cell) -> str:
    space = f"({column.space})" if column.space else ""
    return f"{column.name}:{column.mark}{space}" if column.mark else column.name


def _skip_header(reader: Iterator[list[str]]) -> int:
    next(reader, None)
    return int(getattr(reader, "line_num", 1))


def _dialect(header: str) -> type[csv.Dialect]:
    """A comma, or what else stands between the header's names."""

    class Found(csv.excel):
        delimiter = max(",;\t|", key=header.count)

    return Found


def _text(path: Path) -> str:
    with opened(path) as content:
        raw = content.read()
    if b"\x00" in raw[:4096]:
        raise Unreadable(f"{path}: it is no text in UTF-8 or CP1252")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def split(properties: Mapping[str, str], names: frozenset[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Properties of these names (compared without case), and the rest as they stand."""
    known = {name.lower(): cell for name, cell in properties.items() if name.lower() in names}
    rest = {name: cell for name, cell in properties.items() if name.lower() not in names}
    return known, rest
