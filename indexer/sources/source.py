"""What an adapter is: a system's own export → rows, each a POLE-1 object or the reason why it is none."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol

from indexer.pole_values import FieldError

_GZIP = b"\x1f\x8b"


class Unreadable(Exception):  # noqa: N818  (the file is)
    """A file that cannot be read at all; one line that says which and why."""


@dataclass(frozen=True, slots=True)
class Item:
    """One unit of an export: a record with the rows that belong to it, or a row that is none.

    raw: the POLE-1 object, None where there is none; errors: what is wrong with it already; rows: how many input rows
    it stands for; row: what the quarantine hashes, `raw` where absent.
    """

    raw: Mapping[str, Any] | None
    file: str
    line: int
    rows: int = 1
    errors: tuple[FieldError, ...] = ()
    row: object = None


class Source(Protocol):
    """An adapter. Every one is of this shape, and so is the null one."""

    @property
    def code(self) -> str:
        """The word by which `sightline load` knows it."""
        ...

    @property
    def system(self) -> str:
        """The system's code, by which the quarantine files a row that does not say its own."""
        ...

    @property
    def versioned(self) -> bool:
        """Whether its records carry versions; where not, other content is simply the next version."""
        ...

    def units(self, paths: Sequence[Path]) -> list[Path]:
        """What is read one after the other. Raises Unreadable where a path leads nowhere."""
        ...

    def read(self, unit: Path, force: str) -> Iterator[Item]:
        """The unit's rows, in order. force: the instance's own. Raises Unreadable."""
        ...


def files(paths: Sequence[Path], *endings: str) -> list[Path]:
    """The files at each of these (`files_at`). Raises Unreadable, also where there are folders alone and none of them holds any."""
    found = [file for path in paths for file in files_at(path, *endings)]
    if paths and not found:
        raise Unreadable(f"{', '.join(map(str, paths))}: there are no {' or '.join(endings)} files in it")
    return found


def files_at(path: Path, *endings: str) -> list[Path]:
    """A file as named, and of a folder those with one of the endings (gzipped or not), by name. Raises Unreadable."""
    if not path.exists():
        raise Unreadable(f"{path}: there is no such file")
    if not path.is_dir():
        return [path]
    named = _with_gzip(endings)
    return sorted(p for p in path.rglob("*") if p.is_file() and p.name.lower().endswith(named))


def _with_gzip(endings: Sequence[str]) -> tuple[str, ...]:
    return (*endings, *(f"{ending}.gz" for ending in endings))


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """A file's bytes, unpacked if it is gzipped. Raises Unreadable, also while it is being read."""
    try:
        with path.open("rb") as plain:
            packed = plain.peek(2)[:2] == _GZIP
            with gzip.open(plain) if packed else plain as content:
                yield content  # type: ignore[misc]
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable(f"{path}: {_why(error)}") from None


def _why(error: Exception) -> str:
    if isinstance(error, EOFError | zlib.error | gzip.BadGzipFile):
        return "its compression is damaged or cut short"
    return (error.strerror if isinstance(error, OSError) else None) or "it cannot be read"
