"""Declared shapes: how one unit of a system's export (a row, an element, an object) stands for a piece of POLE-1.

A `Shape` is a list of fields, of list entries that stand inline, and of children. Reading one gives a POLE-1 piece and
what is wrong with it; writing is its inverse. The same declaration makes the adapter, the demo town's export and the
page in `docs/sources`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from indexer import pole
from indexer.pole_shape import reader
from indexer.pole_values import FieldError, Wrong
from indexer.sources.convert import WORDS, Converter

MAX_CELL = pole.MAX_TEXT  # characters
DAMAGED = (
    "\uf0ff"  # stands for a byte that could not be read; private use, so that no system writes it itself
)

_CHECKS = {
    "people": reader(pole.Person),
    "objects": reader(pole.Thing),
    "locations": reader(pole.Location),
    "links": reader(pole.Link),
    "names": reader(pole.Name),
    "markers": reader(pole.Marker),
    "orders": reader(pole.Order),
    "assessments": reader(pole.Assessment),
    "addresses": reader(pole.Address),
}
# Lists that a record's handling must state even when they are empty; an empty audience is nobody.
_STATED = ("audience", "compartments", "denied", "releasable_to")

Piece = dict[str, Any]


@dataclass(slots=True)
class Node:
    """A unit of an export as it was read: its cells and its children by name, where it stood, what is wrong already.

    several: the cells that hold a list, parted by semicolons.
    """

    cells: dict[str, str]
    children: dict[str, list[Node]] = field(default_factory=dict)
    file: str = ""
    line: int = 0
    problems: list[FieldError] = field(default_factory=list)
    several: set[str] = field(default_factory=set)

    @property
    def size(self) -> int:
        """How many units it holds, itself included."""
        return 1 + sum(child.size for held in self.children.values() for child in held)


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong with a file and not with a row of it."""

    file: str
    line: int
    error: FieldError


@dataclass(slots=True)
class Dropped:
    """A child unit that is left out of its record; rows: how many units go with it."""

    node: Node
    errors: tuple[FieldError, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Field:
    """One cell: its name in the export, its place in POLE-1 (dots descend), how it is read and written."""

    name: str
    to: str
    convert: Converter = WORDS
    required: bool = False


@dataclass(frozen=True, slots=True)
class Inline:
    """Cells of a unit that together are one entry of a POLE-1 list, such as the one address of a person's row."""

    into: str
    fields: tuple[Field, ...]
    constants: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Child:
    """Units within a unit: their name in the export and the POLE-1 list that they make.

    number: in CSV, the column that counts them within their parent, by which their own children name them.
    """

    name: str
    into: str
    shape: Shape
    number: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """The declaration of one kind of unit."""

    fields: tuple[Field, ...]
    inlines: tuple[Inline, ...] = ()
    children: tuple[Child, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)

    @property
    def cells(self) -> tuple[Field, ...]:
        """Every field that is a cell of the unit, inline ones included, in order."""
        return (*self.fields, *(f for inline in self.inlines for f in inline.fields))

    def read(self, node: Node, dropped: list[Dropped] | None) -> tuple[Piece, list[FieldError]]:
        """The POLE-1 piece that a unit stands for, and what is wrong with it.

        dropped: takes the children that are wrong, and the unit goes on without them; where None, a wrong child makes
        the unit wrong, since both stand in one row.
        """
        problems = [*node.problems, *self._strangers(node)]
        piece: Piece = dict(self.constants)
        _fill(piece, self.fields, node, problems)
        for inline in self.inlines:
            entry: Piece = {}
            _fill(entry, inline.fields, node, problems)
            if entry:
                piece.setdefault(inline.into, []).append({**inline.constants, **entry})
        for child in self.children:
            for position, unit in enumerate(node.children.get(child.name, ())):
                part, wrong = _child(child, unit, dropped)
                if not wrong:
                    piece.setdefault(child.into, []).append(part)
                elif dropped is None:
                    problems += [_under(f"{child.name}[{position}]", error) for error in wrong]
        return piece, problems

    def write(self, piece: Mapping[str, Any]) -> Node:
        """The inverse of reading, children included. What the shape has no place for is not carried."""
        cells = {f.name: _written(f, piece) for f in self.fields}
        left = {name: list(piece.get(name) or ()) for name in {part.into for part in self._parts()}}
        for inline in self.inlines:
            entry = next((e for e in left[inline.into] if _fits(inline, e)), None)
            if entry is not None:
                left[inline.into].remove(entry)
            cells |= {f.name: _written(f, entry or {}) for f in inline.fields}
        made = {c.name: [c.shape.write(part) for part in left[c.into]] for c in self.children}
        return Node(cells, made)

    def walk(self, name: str) -> Iterator[tuple[str, Shape]]:
        """This shape and every shape below it, each with the name that its units have in the export."""
        yield name, self
        for child in self.children:
            yield from child.shape.walk(child.name)

    def _parts(self) -> tuple[Inline | Child, ...]:
        return (*self.inlines, *self.children)

    def _strangers(self, node: Node) -> Iterator[FieldError]:
        known, below = {f.name for f in self.cells}, {child.name for child in self.children}
        for name, cell in node.cells.items():
            if name not in known and cell.strip():
                yield FieldError(name[:200], "is not a field of this system")
        yield from (
            FieldError(n[:200], "is not a part of this system") for n in node.children if n not in below
        )


def _child(child: Child, unit: Node, dropped: list[Dropped] | None) -> tuple[Piece, list[FieldError]]:
    inner: list[Dropped] | None = None if dropped is None else []
    part, wrong = child.shape.read(unit, inner)
    if dropped is None or inner is None:
        return part, wrong
    wrong = wrong or _checked(child, part)
    dropped += inner
    if wrong:
        dropped.append(Dropped(unit, tuple(wrong), unit.size - sum(one.rows for one in inner)))
    return part, wrong


def _checked(child: Child, part: Piece) -> list[FieldError]:
    """What POLE-1 would refuse of a child, told now, since later the whole record would be refused for it."""
    try:
        _CHECKS[child.into](part)
    except Wrong as wrong:
        names = {f.to: f.name for f in child.shape.fields}
        return [FieldError(names.get(e.field, e.field), e.message) for e in wrong.problems]
    return []


def _fill(piece: Piece, fields: tuple[Field, ...], node: Node, problems: list[FieldError]) -> None:
    for f in fields:
        try:
            _put(piece, f.to, _read(f, node))
        except ValueError as wrong:
            problems.append(FieldError(f.name, str(wrong)))


def _read(f: Field, node: Node) -> Any:
    cell = node.cells.get(f.name, "")
    if f.name in node.several and f.convert.form != "list":
        raise ValueError("holds several values where one is wanted")
    if len(cell) > MAX_CELL:
        raise ValueError(f"is longer than {MAX_CELL:,} characters")
    if DAMAGED in cell:
        raise ValueError("holds bytes that are no letter in the file's encoding")
    value = f.convert.read(cell)
    if f.required and value is None:
        raise ValueError("is missing")
    return value


def _put(piece: Piece, path: str, value: Any) -> None:
    *steps, last = path.split(".")
    if value is None or (value == [] and last not in _STATED):
        return
    for step in steps:
        piece = piece.setdefault(step, {})
    if isinstance(value, dict):
        piece.setdefault(last, {}).update(value)
    else:
        piece[last] = value


def _written(f: Field, piece: Mapping[str, Any]) -> str:
    value: Any = piece
    for step in f.to.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return "" if value is None or value in ([], "") else f.convert.write(value)


def _fits(inline: Inline, entry: Mapping[str, Any]) -> bool:
    return all(entry.get(name) == word for name, word in inline.constants.items())


def _under(name: str, error: FieldError) -> FieldError:
    return FieldError(f"{name}.{error.field}" if error.field else name, error.message)
