"""Writes XML: an element a record, one beneath the other."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from indexer.demo.exports.dress import Dress
from indexer.demo.exports.files import opened
from indexer.sources.shape import Node, Shape
from indexer.sources.xml_records import XmlRecords

_NAMES = {"cp1252": "windows-1252"}


class XmlFile:
    """One file of elements, which says its encoding."""

    def __init__(self, path: Path, medium: XmlRecords, shape: Shape, dress: Dress) -> None:
        self._path, self._medium, self._shape, self._dress = path, medium, shape, dress

    def __enter__(self) -> Self:
        self._file = opened(self._path, self._dress)
        encoding = _NAMES.get(self._dress.encoding, self._dress.encoding)
        self._file.write(f'<?xml version="1.0" encoding="{encoding}"?>\n<{self._medium.root}>\n')
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.write(f"</{self._medium.root}>\n")
        self._file.close()

    def write(self, node: Node) -> None:
        """One element."""
        made = _element(self._medium.record, node, self._shape)
        indent(made)
        self._file.write(tostring(made, encoding="unicode") + "\n")


def _element(tag: str, node: Node, shape: Shape) -> Element:
    made = Element(tag)
    for f in shape.cells:
        if cell := node.cells.get(f.name):
            *groups, last = f.name.split(".")
            inner = made
            for group in groups:
                found = inner.find(group)
                inner = SubElement(inner, group) if found is None else found
            for part in cell.split(";") if f.convert.form == "list" else [cell]:
                SubElement(inner, last).text = part
    for child in shape.children:
        made.extend(_element(child.name, one, child.shape) for one in node.children.get(child.name, ()))
    return made
