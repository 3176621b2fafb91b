"""How each system dresses its files: encoding, byte-order mark, line ends, compression, capitals."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.sources.shape import Node, Shape


@dataclass(frozen=True, slots=True)
class Dress:
    """A system's habits. encoding: as Python names it; capitals: people's words are in capitals."""

    encoding: str = "utf-8"
    newline: str = "\n"
    gzipped: bool = False
    capitals: bool = False

    def worn(self, node: Node, shape: Shape) -> Node:
        """The node as the system would have typed it."""
        if not self.capitals:
            return node
        free = {f.name for f in shape.cells if f.convert.free}
        cells = {name: cell.upper() if name in free else cell for name, cell in node.cells.items()}
        shapes = {child.name: child.shape for child in shape.children}
        children = {n: [self.worn(one, shapes[n]) for one in held] for n, held in node.children.items()}
        return Node(cells, children)


DRESS = {
    "CRIS": Dress(newline="\r\n"),
    "CUSTODY": Dress(encoding="cp1252", capitals=True),
    "COPA": Dress(encoding="utf-8-sig", newline="\r\n"),
    "AIRSPACE": Dress(encoding="cp1252", newline="\r\n"),
    "EWMS": Dress(gzipped=True),
}
