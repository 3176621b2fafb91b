"""What a file's bytes say: UTF-8 with or without a byte-order mark, else CP1252; gzipped or not.

One byte that is wrong must not turn a whole file's letters into others, so a file is CP1252 only if no line of it is
UTF-8 with letters beyond ASCII. A byte that is no letter is marked, and the row that holds it says so; so does one that
holds a NUL, unless the file has so many of them that it is UTF-16, or no text at all.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from indexer.sources.shape import DAMAGED
from indexer.sources.source import Unreadable, opened

_PIECE = 1 << 20  # bytes
_TEXT = 10  # a text has more bytes than so many for each NUL; UTF-16 of our letters has two
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _mark(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return DAMAGED, error.end


codecs.register_error("sightline.damaged", _mark)


@contextmanager
def text(path: Path, encoding: str | None = None) -> Iterator[IO[str]]:
    """A file's text, line ends as they are. encoding: where the file itself says it. Raises Unreadable."""
    encoding = encoding or encoding_of(path)
    with opened(path) as content:
        yield io.TextIOWrapper(content, encoding, errors="sightline.damaged", newline="")


def encoding_of(path: Path) -> str:
    """`utf-8-sig` or `cp1252`. Raises Unreadable for a file of another kind. A damaged end is for the reader to tell."""
    plain, letters, wrong, size, nuls = True, 0, 0, 0, 0
    try:
        with opened(path) as content:
            for number, line in enumerate(iter(lambda: content.readline(_PIECE), b"")):
                if number == 0 and line.startswith(codecs.BOM_UTF8):
                    return "utf-8-sig"
                size, nuls = size + len(line), nuls + line.count(0)
                if number == 0 and line.startswith(_UTF16):
                    raise _NotText(path)
                if not line.isascii():
                    plain = False
                    good = _is_utf8(line)
                    letters, wrong = letters + good, wrong + (not good)
    except _NotText:
        raise
    except Unreadable:
        pass
    if nuls * _TEXT > size:
        raise _NotText(path)
    return "utf-8-sig" if plain or letters or not wrong else "cp1252"


class _NotText(Unreadable):
    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: it is neither UTF-8 nor CP1252 (UTF-16, or no text at all)")


def _is_utf8(line: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(line, final=len(line) < _PIECE)
    except UnicodeDecodeError:
        return False
    return True
