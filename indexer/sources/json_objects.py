"""JSON exports: objects a line, or one array of objects, which may stand in an envelope (`{"nominals": [ … ]}`).

Objects within an object are cells with dots in their names (`offender.pncId`), lists of objects are children. Each
object is cut out before it is read, so that one that is damaged harms no other.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from indexer.pole_values import FieldError, json_name
from indexer.sources.encodings import text
from indexer.sources.json_cutter import LONGEST, Cut, Cutter
from indexer.sources.pole_lines import strict_json, words
from indexer.sources.shape import Node, Remark, Shape
from indexer.sources.source import Unreadable, files


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
        """A node an entry, wrong where that is no object; what follows a damaged place is one more, wrong, one.

        Raises Unreadable, also for a file that does not hold the array.
        """
        some, line, wrong = False, 0, ""
        names, cutter = frozenset(_lists(shape)), Cutter(self.envelope)
        try:
            with text(unit) as content:
                for cut in _by_line(content) if self.lines else cutter.cuts(content):
                    line, some = cut.line, True
                    yield _node(cut, unit.name, names)
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


def _by_line(content: IO[str]) -> Iterator[Cut]:
    number = 0
    while line := content.readline(LONGEST + 1):
        number += 1
        rest = line
        while len(rest) > LONGEST and not rest.endswith("\n"):
            rest = content.readline(LONGEST + 1)
        if line.strip():
            yield Cut(number, line)


def _node(cut: Cut, file: str, lists: frozenset[str]) -> Node:
    node = Node({}, {}, file, cut.line)
    value, wrong = _read(cut)
    if wrong:
        place = "" if cut.place is None else f"[{cut.place}]"
        node.problems.append(FieldError(place, wrong))
        if place:  # a line may hold several, which only their text tells apart
            node.cells[place] = cut.text
    elif isinstance(value, dict):
        _flatten(value, node, "", lists)
    return node


def _read(cut: Cut) -> tuple[Any, str]:
    """The value of an entry, and why it is none that can be taken."""
    if len(cut.text) > LONGEST:
        return None, f"the object is longer than {LONGEST >> 20} million characters"
    try:
        value = strict_json(cut.text)
    except (ValueError, RecursionError) as error:
        return None, words(error, "the object" if cut.text.startswith("{") else "the entry")
    return value, "" if isinstance(value, dict) else f"it is {json_name(value)}, not an object"


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
