"""CSV exports: a folder of files, a record's own row in one and the rows that belong to it in others, joined by key.

The files of one export share what follows the name (`crimes-03.csv`, `people-03.csv`). Rows that belong to a record name
its key; rows that belong to one of those name its number too. The other files are held (`csv_held`) while the first is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from indexer.pole_values import FieldError
from indexer.sources.csv_held import Held
from indexer.sources.csv_rows import Table
from indexer.sources.shape import Child, Node, Remark, Shape
from indexer.sources.source import Unreadable, files_at


@dataclass(frozen=True, slots=True)
class CsvFolder:
    """How a system's CSV files lie. top: the file of the records' own rows; key: the column that all of them share."""

    top: str
    key: str
    splits: bool = True  # each row stands for itself: a wrong one is left out alone

    def units(self, paths: Sequence[Path]) -> list[Path]:
        """The files of records' own rows; of a folder, those that are named as such. A file that is read with another
        of those given is no unit of its own. Raises Unreadable."""
        found: list[Path] = []
        for path in paths:
            inside = files_at(path, ".csv")
            found += [p for p in inside if self._is_top(p)] if path.is_dir() else inside
        tops = {(top.parent, _stem(top).removeprefix(self.top)) for top in found if self._is_top(top)}
        found = [p for p in found if self._is_top(p) or not self._read_with(p, tops)]
        if not found:
            raise Unreadable(f"{', '.join(map(str, paths))}: there is no {self.top}.csv in it")
        return found

    def read(self, unit: Path, shape: Shape) -> Iterator[Node | Remark]:
        """Records with what belongs to them, then the rows that belong to none. Raises Unreadable."""
        tables = self.tables(unit, shape)
        for table, columns in tables.values():
            yield from _missing(table, columns)
        with closing(Held()) as held:
            for name, (table, _) in tables.items():
                if name != self.top:
                    held.put(name, self._keyed(table, shape, name))
            held.ready()
            yield from self._records(tables[self.top][0], shape, held)
            yield from map(self._orphan, held.rest())

    def _records(self, table: Table, shape: Shape, held: Held) -> Iterator[Node]:
        seen: set[str] = set()
        closed = list(_closed(table, shape))
        for node in table.rows():
            if not node.problems:
                self._adopt(node, shape, held, seen)
            node.problems += closed
            yield node

    def tables(self, unit: Path, shape: Shape) -> dict[str, tuple[Table, tuple[str, ...]]]:
        """Every file of an export that stands around `unit`, by name, each with the columns that it should have."""
        ending = _stem(unit).removeprefix(self.top) if self._is_top(unit) else ""
        names = dict(self.columns(shape))
        if _stem(unit) in names and not self._is_top(unit):
            raise Unreadable(f"{unit}: it is read with {self.top}.csv; name that, or the folder")
        found = {self.top: (Table.of(unit), names.pop(self.top))}
        return found | {n: (Table.of(_beside(unit, n + ending)), columns) for n, columns in names.items()}

    def columns(self, shape: Shape) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Every file's name with its columns in order: those that join it, then its fields."""
        yield self.top, tuple(f.name for f in shape.cells)
        for child, parent in _below(shape):
            joining = [name for name in (self.key, parent, child.number) if name]
            yield child.name, (*joining, *(f.name for f in child.shape.cells))

    def _keyed(self, table: Table, shape: Shape, name: str) -> Iterator[tuple[str, str, Node]]:
        parent = next(number for child, number in _below(shape) if child.name == name)
        for row in table.rows():
            number = row.cells.pop(parent, "").strip() if parent else ""
            yield row.cells.pop(self.key, "").strip(), number, row

    def _adopt(self, node: Node, shape: Shape, held: Held, seen: set[str]) -> None:
        key = node.cells.get(self.key, "").strip()
        if key in seen:
            node.problems.append(FieldError(self.key, "stands in this file already"))
        elif key:
            seen.add(key)
            _adopt(node, shape.children, held, key, "")

    def _orphan(self, row: Node) -> Node:
        if not row.problems:
            row.problems.append(FieldError(self.key, "belongs to no row that stands in this export"))
        return row

    def _read_with(self, path: Path, tops: set[tuple[Path, str]]) -> bool:
        return any(path.parent == folder and _stem(path).endswith(ending) for folder, ending in tops)

    def _is_top(self, path: Path) -> bool:
        stem = _stem(path)
        return stem == self.top or stem.startswith((f"{self.top}-", f"{self.top}."))


def _adopt(node: Node, children: tuple[Child, ...], held: Held, key: str, number: str) -> None:
    for child in children:
        rows = held.pop(child.name, key, number)
        numbers: set[str] = set()
        for row in rows:
            if child.number and not row.problems:
                own = row.cells.pop(child.number, "").strip()
                _adopt(row, child.shape.children, held, key, own or "-")
                if not own or own in numbers:
                    row.problems.append(FieldError(child.number, _NUMBER[bool(own)]))
                numbers.add(own)
        if rows:
            node.children[child.name] = rows


_NUMBER = {False: "is missing", True: "stands in this record already"}


def _below(shape: Shape, parent: str = "") -> Iterator[tuple[Child, str]]:
    """Every child below a shape, each with the column that names its parent among its siblings (empty: the record)."""
    for child in shape.children:
        yield child, parent
        yield from _below(child.shape, child.number)


def _missing(table: Table, columns: tuple[str, ...]) -> Iterator[Remark]:
    for name in columns:
        if name not in table.columns:
            yield Remark(table.path.name, 1, FieldError(name, "the file has no such column"))


def _closed(table: Table, shape: Shape) -> Iterator[FieldError]:
    """Columns of the handling that are not there: that nobody is kept from a record must be said, not left out."""
    for f in shape.fields:
        if f.to.startswith("handling") and f.name not in table.columns:
            yield FieldError(
                f.name, "the file has no such column, so that it cannot be known who may see the record"
            )


def _stem(path: Path) -> str:
    return path.name.removesuffix(".gz").removesuffix(".csv")


def _beside(unit: Path, stem: str) -> Path:
    for ending in (".csv", ".csv.gz"):
        if (path := unit.with_name(stem + ending)).exists():
            return path
    raise Unreadable(f"{unit}: {stem}.csv does not stand beside it")
