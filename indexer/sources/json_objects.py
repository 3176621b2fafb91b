"""JSON exports: objects a line, or one array of objects, which may stand in an envelope (`{"nominals": [ … ]}`).

Objects within an object are cells with dots in their names (`offender.pncId`), lists of objects are children. Each
object is cut out before it is read, so that one that is damaged harms no other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from indexer.pole_values import FieldError, json_name
from indexer.sources.encodings import text
from indexer.sources.pole_lines import strict_json, words
from indexer.sources.shape import Node, Remark, Shape
from indexer.sources.source import Unreadable, files

LONGEST = 64 << 20  # characters of one object
_PIECE = 1 << 20
_MARKS = re.compile(r'\\.|["{}\[\]\n]', re.S)


@dataclass(frozen=True, slots=True)
class JsonObjects:
    """How a system's JSON lies. envelope: the name of the array, empty where there is none; lines: an object a line."""

    envelope: str = ""
    lines: bool = False
    splits: bool = False  # an object is one row, with all that stands in it

    def units(self, paths: Sequence[Path]) -> list[Path]:
        """The files."""
        return files(paths, *((".jsonl", ".ndjson", ".json") if self.lines else (".json",)))

    def read(self, unit: Path, shape: Shape) -> Iterator[Node | Remark]:
        """A node an object; what follows a damaged place is one more, wrong, one. Raises Unreadable."""
        some, line, wrong = False, 0, ""
        names, cutter = frozenset(_lists(shape)), _Cutter()
        try:
            with text(unit) as content:
                for line, cut in _by_line(content) if self.lines else cutter.cuts(content):
                    yield _node(cut, unit.name, line, names)
                    some = True
        except Unreadable as error:
            wrong = str(error)
        if not self.lines and not wrong:
            wrong = cutter.wrong
        if wrong and not some:
            raise Unreadable(wrong if str(unit) in wrong else f"{unit}: {wrong}")
        if wrong:
            yield Node({}, {}, unit.name, line + 1, [FieldError("", wrong)])


def _lists(shape: Shape) -> Iterator[str]:
    for child in shape.children:
        yield child.name
        yield from _lists(child.shape)


def _by_line(content: IO[str]) -> Iterator[tuple[int, str]]:
    number = 0
    while line := content.readline(LONGEST + 1):
        number += 1
        rest = line
        while len(rest) > LONGEST and not rest.endswith("\n"):
            rest = content.readline(LONGEST + 1)
        if line.strip():
            yield number, line


class _Cutter:
    """Cuts out the objects that are entries of the outermost array, by counting brackets.

    An object that does not close ends where a line begins one at the same column.
    """

    def __init__(self) -> None:
        self._open: list[str] = []
        self._around: list[str] = []
        self._kept: list[str] = []
        self._base = 0  # depth of the object that is being cut out, 0 where there is none
        self._line, self._begun, self._column, self._line_at, self._at = 1, 0, -1, 0, 0
        self._quoted, self._fresh = False, True
        self._array = self._ended = False

    def cuts(self, content: IO[str]) -> Iterator[tuple[int, str]]:
        """The objects with the line that each begins on; the last may be cut short."""
        while piece := _piece(content):
            yield from self._take(piece)
        if self._base:
            yield self._cut("")
            self._ended = True  # told by what is wrong with that object

    @property
    def wrong(self) -> str:
        """What is wrong with the array that was read; empty where it is whole."""
        if not self._array:
            return "there is no array of objects in it"
        return "" if self._ended or not self._open else "it ends before its array does"

    def _take(self, piece: str) -> Iterator[tuple[int, str]]:
        start = 0
        for mark in _MARKS.finditer(piece):
            sign, place = mark[0], mark.start()
            if sign == "\n":  # no string holds a line break: one that seems to was never closed
                self._line, self._line_at = self._line + 1, self._at + place + 1
                self._quoted, self._fresh = False, True
                continue
            fresh, self._fresh = self._fresh, False
            if sign == '"':
                self._quoted = not self._quoted
            elif self._quoted or len(sign) > 1:
                continue
            elif sign in "{[":
                column = self._at + place - self._line_at if fresh else -1
                if self._base and sign == "{" and column >= 0 and column == self._column:
                    yield self._cut(piece[start:place])
                    self._open = list(self._around)
                self._open.append(sign)
                self._array = self._array or self._open in (["["], ["{", "["])
                if not self._base and sign == "{" and self._open[:-1] in (["["], ["{", "["]):
                    self._around, self._base = self._open[:-1], len(self._open)
                    self._begun, self._column, start = self._line, column, place
            elif self._open:
                self._open.pop()
                if self._base and len(self._open) < self._base:
                    yield self._cut(piece[start : mark.end()])
        if self._base and sum(map(len, self._kept)) <= LONGEST:
            self._kept.append(piece[start:])
        self._at += len(piece)

    def _cut(self, last: str) -> tuple[int, str]:
        made = "".join([*self._kept, last])
        self._kept, self._base = [], 0
        return self._begun, made


def _piece(content: IO[str]) -> str:
    piece = content.read(_PIECE)
    while piece.endswith("\\") and (more := content.read(1)):
        piece += more
    return piece


def _node(cut: str, file: str, line: int, lists: frozenset[str]) -> Node:
    node = Node({}, {}, file, line)
    if len(cut) > LONGEST:
        node.problems.append(FieldError("", f"the object is longer than {LONGEST >> 20} million characters"))
        return node
    try:
        value = strict_json(cut)
    except (ValueError, RecursionError) as error:
        node.problems.append(FieldError("", words(error, "the object")))
        return node
    if isinstance(value, dict):
        _flatten(value, node, "", lists)
    else:
        node.problems.append(FieldError("", f"it is {json_name(value)}, not an object"))
    return node


def _flatten(value: dict[str, Any], node: Node, under: str, lists: frozenset[str]) -> None:
    for name, part in value.items():
        path = under + name
        if path in node.cells or path in node.children:
            node.problems.append(FieldError(path[:200], "stands there twice"))
        elif isinstance(part, dict):
            _flatten(part, node, f"{path}.", lists)
        elif isinstance(part, list) and path in lists:
            node.children[path] = [_entry(one, node, lists) for one in part]
        elif isinstance(part, list):
            node.cells[path] = _listed(part, node, path)
        elif part is not None:
            node.cells[path] = part if isinstance(part, str) else json.dumps(part)


def _entry(value: Any, above: Node, lists: frozenset[str]) -> Node:
    node = Node({}, {}, above.file, above.line)
    if isinstance(value, dict):
        _flatten(value, node, "", lists)
    else:
        node.problems.append(FieldError("", f"must be an object, not {json_name(value)}"))
    return node


def _listed(values: list[Any], node: Node, path: str) -> str:
    if any(isinstance(one, dict | list) or (isinstance(one, str) and ";" in one) for one in values):
        node.problems.append(FieldError(path[:200], "must be a list of texts without semicolons"))
        return ""
    node.several.add(path)
    return ";".join(one if isinstance(one, str) else json.dumps(one) for one in values if one is not None)
