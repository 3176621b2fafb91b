"""What writes an export: the protocol, and a file opened as a system dresses it."""

from __future__ import annotations

import gzip
import io
from pathlib import Path
from types import TracebackType
from typing import IO, Protocol, Self

from indexer.demo.exports.dress import Dress
from indexer.sources.shape import Node


class Writer(Protocol):
    """Writes records as nodes; closes its files at the end of a `with`."""

    def write(self, node: Node) -> None:
        """Write one record."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def opened(path: Path, dress: Dress, newline: str = "\n") -> IO[str]:
    """A new text file. The same text gives the same bytes: a compressed file carries no time and no name."""
    if not dress.gzipped:
        return path.open("w", encoding=dress.encoding, newline=newline)
    plain = path.with_name(f"{path.name}.gz").open("wb")
    return _Packed(plain, encoding=dress.encoding, newline=newline)


class _Packed(io.TextIOWrapper):
    """Closes the file under the compression, which `GzipFile` leaves open."""

    def __init__(self, plain: IO[bytes], *, encoding: str, newline: str) -> None:
        self._plain = plain
        packed = gzip.GzipFile(filename="", fileobj=plain, mode="wb", mtime=0)
        super().__init__(packed, encoding=encoding, newline=newline)

    def close(self) -> None:
        super().close()
        self._plain.close()
