"""`deleted.csv`: which of a system's records are no more. None of the nine formats has a word for that.

A file is one when it is called `deleted.csv` or `deleted-….csv` (gzipped or not). It may stand among the files of an
export or come alone, and as records do it may come early, late and twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from indexer.sources.csv_rows import Table
from indexer.sources.shape import Node
from indexer.sources.source import Item, Unreadable

REQUIRED, MAY = ("ref", "version"), ("recorded", "authority")


class DeletionList:
    """The adapter of one system's lists."""

    code = "deleted"
    versioned = True

    def __init__(self, system: str) -> None:
        self.system = system

    def units(self, paths: Sequence[Path]) -> list[Path]:
        """The files."""
        return list(paths)

    def read(self, unit: Path, force: str) -> Iterator[Item]:  # noqa: ARG002  (a deletion has no handling)
        """A deletion for each row. Raises Unreadable."""
        table = Table.of(unit)
        columns = {name.lower() for name in table.columns}
        if not columns.issuperset(REQUIRED) or not columns.issubset(REQUIRED + MAY):
            raise Unreadable(f"{unit}: its columns must be {', '.join(REQUIRED)} and may be {', '.join(MAY)}")
        for node in table.rows():
            yield self._item(node)

    def _item(self, node: Node) -> Item:
        cells = {name.lower(): cell.strip() for name, cell in node.cells.items() if cell.strip()}
        if node.problems:
            return Item(None, node.file, node.line, 1, tuple(node.problems), f"{node.file}:{node.line}")
        version: Any = cells.get("version")
        if version and version.isdecimal() and len(version) < 20:
            version = int(version)
        raw = cells | {"system": self.system, "deleted": True, "version": version}
        return Item(raw, node.file, node.line)


def is_list(path: Path) -> bool:
    """Whether a file is one, by its name."""
    name = path.name.lower().removesuffix(".gz")
    return name.endswith(".csv") and (name == "deleted.csv" or name.startswith("deleted-"))


def apart(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """The lists among these paths and in these folders, and the paths without them; a folder of lists only goes, too."""
    lists: list[Path] = []
    rest: list[Path] = []
    for path in paths:
        inside = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        found = [p for p in inside if is_list(p)]
        lists += found
        if not found or len(found) < len(inside):
            rest.append(path)
    return lists, rest
