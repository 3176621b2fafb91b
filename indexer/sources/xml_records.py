"""XML exports: a root with a record an element. No entity is expanded and no document type is read.

An element that holds only text is a cell, of several with one name a list; one that is declared as a child is a child; any
other is a group, whose cells have dots in their names (`Grounds.Offence`). Namespaces are left out.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import Locator

from defusedxml import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from indexer.pole_values import FieldError
from indexer.sources.encodings import encoding_of, text
from indexer.sources.shape import Node, Remark, Shape
from indexer.sources.source import Unreadable, files, opened

_PIECE = 1 << 16
_DEEPEST = 50  # elements within elements
_LONGEST = 64 << 20  # characters of one record; what comes beyond is not kept
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding=[\"']([A-Za-z0-9._-]{1,40})[\"']")
_ENCODINGS = {"utf-8": "utf-8-sig", "ascii": "utf-8-sig", "cp1252": "cp1252", "iso8859-1": "cp1252"}


@dataclass(frozen=True, slots=True)
class XmlRecords:
    """How a system's XML lies. root: the outermost element; record: the element of a record."""

    root: str
    record: str
    splits: bool = False  # an element is one row, with all that stands in it

    def units(self, paths: Sequence[Path]) -> list[Path]:
        """The files."""
        return files(paths, ".xml")

    def read(self, unit: Path, shape: Shape) -> Iterator[Node | Remark]:
        """A node a record; what follows a damaged place is one more, wrong, one. Raises Unreadable."""
        handler = _Records(self.record, unit.name, frozenset(name for name, _ in shape.walk(self.record)))
        parser = DefusedExpatParser(forbid_dtd=True, forbid_entities=True, forbid_external=True)
        parser.setContentHandler(handler)
        handler.setDocumentLocator(parser)
        wrong, told = "", 0
        try:
            with text(unit, _encoding(unit)) as content:
                while piece := content.read(_PIECE):
                    parser.feed(piece)
                    ready, handler.ready = handler.ready, []
                    told += len(ready)
                    yield from ready
                parser.close()
        except Unreadable as error:
            wrong = str(error)
        except (SAXException, DefusedXmlException) as error:
            wrong = _words(error)
        told += len(handler.ready)
        yield from handler.ready
        if not wrong and handler.root != self.root:
            wrong = f"its outermost element is not {self.root}"
        if wrong and not told:
            raise Unreadable(wrong if unit.name in wrong else f"{unit}: {wrong}")
        if wrong:
            yield Node({}, {}, unit.name, handler.line, [FieldError("", wrong)])


@dataclass(slots=True)
class _Element:
    tag: str
    line: int
    words: list[str] = field(default_factory=list)
    parts: list[_Element] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)


class _Records(ContentHandler):
    """Builds one record's elements at a time."""

    def __init__(self, record: str, file: str, children: frozenset[str]) -> None:
        super().__init__()
        self._record, self._file, self._children = record, file, children
        self._open: list[_Element] = []
        self._size = 0
        self._locator: Locator | None = None
        self.ready: list[Node] = []
        self.root = ""

    @property
    def line(self) -> int:
        """Where reading stands."""
        return (self._locator.getLineNumber() if self._locator else None) or 1

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802
        self._locator = locator

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802
        if len(self._open) >= _DEEPEST:
            raise SAXException(f"elements stand within elements deeper than {_DEEPEST}")
        plain = {key: value for key, value in attrs.items() if not key.startswith(("xmlns", "xsi:"))}
        made = _Element(name.rpartition(":")[2], self.line, attributes=plain)
        if not self._open:
            self.root = made.tag
        elif len(self._open) > 1:
            self._open[-1].parts.append(made)
        self._open.append(made)

    def characters(self, content: str) -> None:
        self._size += len(content)
        if len(self._open) > 1 and self._size <= _LONGEST:
            self._open[-1].words.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802, ARG002
        done = self._open.pop()
        if len(self._open) != 1:
            return
        node = self._node(done)
        if done.tag != self._record:
            node.problems.append(FieldError(done.tag[:200], f"is not a {self._record}"))
        if self._size > _LONGEST:
            node.problems.append(
                FieldError("", f"the record is longer than {_LONGEST >> 20} million characters")
            )
        self._size = 0
        self.ready.append(node)

    def _node(self, element: _Element) -> Node:
        node = Node({}, {}, self._file, element.line)
        self._into(node, element, "")
        return node

    def _into(self, node: Node, element: _Element, under: str) -> None:
        for name, value in element.attributes.items():
            node.cells[f"{under}@{name}"] = value
        if element.parts and (loose := "".join(element.words).strip()):
            node.cells[f"{under}text()"] = loose
        for part in element.parts:
            path = under + part.tag
            if part.tag in self._children:
                node.children.setdefault(path, []).append(self._node(part))
            elif part.parts or part.attributes:
                self._into(node, part, f"{path}.")
            else:
                _put(node, path, "".join(part.words))


def _put(node: Node, path: str, words: str) -> None:
    """One more value of a cell."""
    if path not in node.cells:
        node.cells[path] = words
        return
    if ";" in words or (path not in node.several and ";" in node.cells[path]):
        node.problems.append(FieldError(path[:200], "must be texts without semicolons"))
    node.several.add(path)
    node.cells[path] += f";{words}"


def _encoding(unit: Path) -> str:
    """As the file declares it, else as its bytes say."""
    with opened(unit) as content:
        declared = _DECLARED.search(content.read(400))
    if declared is None:
        return encoding_of(unit)
    try:
        return _ENCODINGS[codecs.lookup(declared[1].decode("ascii")).name]
    except LookupError:
        raise Unreadable(f"{unit}: its encoding is neither UTF-8 nor CP1252") from None


def _words(error: Exception) -> str:
    if isinstance(error, DefusedXmlException):
        return "it declares a document type or entities, which are not read"
    told = error.getMessage() if isinstance(error, SAXException) else str(error)
    return f"it is not well-formed XML: {told}"
