"""Writes JSON: an object a line, or an array in its envelope."""

from __future__ import annotations

import json
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from indexer.demo.exports.dress import Dress
from indexer.demo.exports.files import opened
from indexer.sources.json_objects import JsonObjects
from indexer.sources.shape import Field, Node, Shape
from indexer.sources.system import System


class JsonFile:
    """One file of objects."""

    def __init__(self, path: Path, medium: JsonObjects, system: System, dress: Dress) -> None:
        self._path, self._medium, self._system, self._dress = path, medium, system, dress
        self._some = False

    def __enter__(self) -> Self:
        self._file = opened(self._path, self._dress)
        if not self._medium.lines:
            self._file.write(f'{{"system": "{self._system.name}", "{self._medium.envelope}": [')
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._medium.lines:
            self._file.write("\n]}\n")
        self._file.close()

    def write(self, node: Node) -> None:
        """One object."""
        text = json.dumps(_object(node, self._system.shape), ensure_ascii=False)
        if self._medium.lines:
            self._file.write(text + "\n")
        else:
            self._file.write((",\n" if self._some else "\n") + text)
            self._some = True


def _object(node: Node, shape: Shape) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for f in shape.cells:
        if cell := node.cells.get(f.name):
            *steps, last = f.name.split(".")
            inner = made
            for step in steps:
                inner = inner.setdefault(step, {})
            inner[last] = _value(f, cell)
    for child in shape.children:
        if held := node.children.get(child.name):
            made[child.name] = [_object(one, child.shape) for one in held]
    return made


def _value(f: Field, cell: str) -> Any:
    if f.convert.form == "list":
        return cell.split(";")
    return json.loads(cell) if f.convert.form == "number" else cell
