"""Writes a folder of CSV files: records' own rows in one, the rows that belong to them in others."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from indexer.demo.exports.dress import Dress
from indexer.demo.exports.files import opened
from indexer.sources.csv_folder import CsvFolder
from indexer.sources.shape import Child, Node, Shape


class CsvFiles:
    """One file a shape, with the columns that join them first."""

    def __init__(self, folder: Path, medium: CsvFolder, shape: Shape, dress: Dress) -> None:
        self._folder, self._medium, self._shape, self._dress = folder, medium, shape, dress
        self._stack = ExitStack()
        self._tables: dict[str, Any] = {}

    def __enter__(self) -> Self:
        for name, columns in self._medium.columns(self._shape):
            file = self._stack.enter_context(opened(self._folder / f"{name}.csv", self._dress, ""))
            self._tables[name] = csv.DictWriter(file, columns, lineterminator=self._dress.newline)
            self._tables[name].writeheader()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def write(self, node: Node) -> None:
        """One record: its own row, then those that belong to it."""
        self._tables[self._medium.top].writerow(node.cells)
        self._below(node, self._shape.children, {self._medium.key: node.cells[self._medium.key]})

    def _below(self, node: Node, children: tuple[Child, ...], joining: dict[str, str]) -> None:
        for child in children:
            for number, row in enumerate(node.children.get(child.name, ()), start=1):
                own = {child.number: str(number)} if child.number else {}
                self._tables[child.name].writerow({**row.cells, **joining, **own})
                self._below(row, child.shape.children, {**joining, **own})
