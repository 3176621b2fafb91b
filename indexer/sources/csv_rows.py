"""The rows of one CSV file, each with its line; what is no row says so and the next one is read all the same."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from indexer.pole_values import FieldError
from indexer.sources.encodings import encoding_of, text
from indexer.sources.shape import Node
from indexer.sources.source import Unreadable

csv.field_size_limit(64 << 20)  # characters: longer than any cell may be, so that the cell can be named


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file with its encoding and the names of its columns."""

    path: Path
    encoding: str
    columns: tuple[str, ...]

    @classmethod
    def of(cls, path: Path) -> Table:
        """Look at a file. Raises Unreadable where it has no header that can be used."""
        encoding = encoding_of(path)
        with text(path, encoding) as content:
            header = next(iter(_Rows(content)), (0, []))[1]
        columns = tuple(name.strip() for name in header or ())
        if not any(columns):
            raise Unreadable(f"{path}: its first line names no columns")
        twice = next((name for name in columns if name and columns.count(name) > 1), None)
        if twice:
            raise Unreadable(f"{path}: two columns are called {twice[:100]}")
        return cls(path, encoding, columns)

    def rows(self) -> Iterator[Node]:
        """The rows. One that could not be read has problems and no cells; blank lines are no rows."""
        line = 0
        try:
            with text(self.path, self.encoding) as content:
                rows = _Rows(content, len(self.columns))
                for line, cells in rows:
                    if line > 1 and cells != []:
                        yield self._node(line, cells)
        except Unreadable as error:
            yield self._wrong(line + 1, str(error))

    def _node(self, line: int, cells: list[str] | None) -> Node:
        if cells is None:
            return self._wrong(line, "the row's quotes do not close, or more stands after them")
        if len(cells) != len(self.columns):
            return self._wrong(line, f"the row has {len(cells)} cells for {len(self.columns)} columns")
        return Node(dict(zip(self.columns, cells, strict=True)), {}, self.path.name, line)

    def _wrong(self, line: int, message: str) -> Node:
        return Node({}, {}, self.path.name, line, [FieldError("", message)])


class _Rows:
    """Rows with the line that each begins on, None for what is none. A quote that is left open takes only its own line."""

    def __init__(self, content: IO[str], width: int = 0) -> None:
        self._content, self._width = content, width
        self._back: deque[str] = deque()
        self._taken: list[str] = []
        self._line = 0

    def __iter__(self) -> Iterator[tuple[int, list[str] | None]]:
        reader = csv.reader(self._lines(), strict=True)
        while True:
            self._taken = []
            begin = self._line + 1
            try:
                cells: list[str] | None = next(reader)
            except StopIteration:
                return
            except csv.Error:
                cells = None
                # An error at the file's end ends the iteration of lines too: a new reader takes what is put back.
                reader = csv.reader(self._lines(), strict=True)
            if cells is None or (cells and self._width and len(cells) != self._width):
                self._put_back()
            yield begin, cells

    def _lines(self) -> Iterator[str]:
        while line := self._back.popleft() if self._back else self._content.readline():
            self._line += 1
            self._taken.append(line)
            yield line

    def _put_back(self) -> None:
        rest = self._taken[1:]
        self._line -= len(rest)
        self._back.extendleft(reversed(rest))
