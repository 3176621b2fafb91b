"""A system that Sightline takes records from: its declared shape in its medium, which together are its adapter."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, Protocol

from indexer.pole_values import FieldError
from indexer.sources.grading import settle
from indexer.sources.shape import Dropped, Node, Piece, Remark, Shape
from indexer.sources.source import Item


class Medium(Protocol):
    """How an export's units lie in files."""

    @property
    def splits(self) -> bool:
        """Whether a wrong child is left out alone (rows of their own) or makes its record wrong (one row)."""
        ...

    def units(self, paths: Sequence[Path]) -> list[Path]:
        """What is read one after the other. Raises Unreadable."""
        ...

    def read(self, unit: Path, shape: Shape) -> Iterator[Node | Remark]:
        """Records as nodes, and what is wrong with files. Raises Unreadable."""
        ...


@dataclass(frozen=True, slots=True)
class System:
    """An adapter. name, holds: for the page; not_carried: what of POLE-1 the format has no place for."""

    code: str
    name: str
    holds: str
    medium: Medium
    shape: Shape
    notes: tuple[str, ...] = ()
    versioned: bool = True

    @property
    def system(self) -> str:
        """The system's code in POLE-1."""
        return self.code.upper()

    def units(self, paths: Sequence[Path]) -> list[Path]:
        """The files that are read one after the other. Raises Unreadable."""
        return self.medium.units(paths)

    def read(self, unit: Path, force: str) -> Iterator[Item]:
        """Records, each with the rows that belong to it, and what could not be taken. Raises Unreadable."""
        seen: dict[tuple[str, int], bytes] = {}
        for node in self.medium.read(unit, self.shape):
            if isinstance(node, Remark):
                yield Item(None, node.file, node.line, 0, (node.error,), f"{node.file}: {node.error.field}")
            else:
                yield from self._items(node, force, seen)

    def _items(self, node: Node, force: str, seen: dict[tuple[str, int], bytes]) -> Iterator[Item]:
        dropped: list[Dropped] = []
        size = node.size if self.medium.splits else 1
        if node.problems:  # it could not be read, so that what else it seems to lack says nothing
            yield Item(None, node.file, node.line, size, tuple(node.problems), _row(node, None))
            return
        piece, problems = self.shape.read(node, dropped if self.medium.splits else None)
        handling = piece.setdefault("handling", {})
        handling.setdefault("force", force)
        for one in dropped:
            yield Item(None, one.node.file, one.node.line, one.rows, one.errors, _row(one.node, handling))
        rows = size - sum(one.rows for one in dropped)
        if not self.medium.splits:  # rows that belong to records are joined by reference, and told there
            problems += _again(piece, seen)
        if problems:
            yield Item(None, node.file, node.line, rows, tuple(problems), _row(node, handling))
        else:
            yield Item({"system": self.system, **settle(piece)}, node.file, node.line, rows)


def _again(piece: Piece, seen: dict[tuple[str, int], bytes]) -> Iterator[FieldError]:
    """The same version of a record twice in a file, with other content: which of them holds, nobody could say."""
    key = (str(piece.get("ref")), int(piece.get("version", 1)))
    said = blake2b(json.dumps(piece, sort_keys=True, default=str).encode(), digest_size=16).digest()
    if seen.setdefault(key, said) != said:
        yield FieldError("ref", "stands in this file already with the same version")


def _row(node: Node, handling: Piece | None) -> dict[str, Any]:
    """What the quarantine hashes, and keeps where the handling lets it."""
    row: dict[str, Any] = {"cells": {name: cell for name, cell in node.cells.items() if cell}}
    return row | {"handling": handling} if handling else row | {"place": [node.file, node.line]}
