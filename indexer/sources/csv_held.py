"""Rows that wait for the record that they belong to: in a database of SQLite's own making, gone when it is closed.

An export of a million records has several million such rows; they would not fit the memory that a load may take.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator

from indexer.pole_values import FieldError
from indexer.sources.shape import Node

_CREATE = "CREATE TABLE held (name, ref, number, file, line, cells, problems)"
_PUT = "INSERT INTO held VALUES (?, ?, ?, ?, ?, ?, ?)"
_GET = "SELECT file, line, cells, problems FROM held WHERE name = ? AND ref = ? AND number = ? ORDER BY rowid"
_DROP = "DELETE FROM held WHERE name = ? AND ref = ? AND number = ?"


class Held:
    """Rows by the file's name, the record's key, and the number of the row that they belong to (empty: the record's)."""

    def __init__(self) -> None:
        self._rows = sqlite3.connect(
            "", isolation_level=None
        )  # an empty name: a temporary file that has none
        self._rows.execute("PRAGMA journal_mode = OFF")
        self._rows.execute(_CREATE)

    def put(self, name: str, rows: Iterable[tuple[str, str, Node]]) -> None:
        """Take a file's rows, each with its record's key and its parent's number."""
        self._rows.execute("BEGIN")
        self._rows.executemany(_PUT, ((name, ref, number, *_packed(row)) for ref, number, row in rows))
        self._rows.execute("COMMIT")

    def ready(self) -> None:
        """All rows are there."""
        self._rows.execute("CREATE INDEX held_key ON held (name, ref, number)")
        self._rows.execute("BEGIN")

    def pop(self, name: str, ref: str, number: str) -> list[Node]:
        """The rows of one parent, in order; they wait no longer."""
        found = [_unpacked(*row) for row in self._rows.execute(_GET, (name, ref, number))]
        if found:
            self._rows.execute(_DROP, (name, ref, number))
        return found

    def rest(self) -> Iterator[Node]:
        """The rows that nobody took, in order."""
        for row in self._rows.execute("SELECT file, line, cells, problems FROM held ORDER BY rowid"):
            yield _unpacked(*row)

    def close(self) -> None:
        """Let go of the file."""
        self._rows.close()


def _packed(row: Node) -> tuple[str, int, str, str]:
    problems = [(error.field, error.message) for error in row.problems]
    return row.file, row.line, json.dumps(row.cells), json.dumps(problems)


def _unpacked(file: str, line: int, cells: str, problems: str) -> Node:
    return Node(json.loads(cells), {}, file, line, [FieldError(*error) for error in json.loads(problems)])
