"""POLE-1 as JSON lines: UTF-8 with or without a byte-order mark, gzipped or not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from indexer.pole_values import FieldError, json_name
from indexer.sources.source import Item, Unreadable, files, opened

LONGEST_LINE = 16 << 20  # bytes; a record's texts hold a million characters each at most
_BOM = b"\xef\xbb\xbf"
_OTHER_BOMS = (b"\xff\xfe", b"\xfe\xff")


class PoleLines:
    """`sightline load pole FILE…`; a folder stands for its .jsonl, .ndjson and .json files."""

    code = "pole"
    system = "POLE"
    versioned = True

    def units(self, paths: Sequence[Path]) -> list[Path]:
        """The files."""
        return files(paths, ".jsonl", ".ndjson", ".json")

    def read(self, unit: Path, force: str) -> Iterator[Item]:  # noqa: ARG002  (the lines say whose they are)
        """One item a line; blank lines are no rows. What follows a damaged place is one more, wrong, row."""
        number, some = 0, False
        try:
            with opened(unit) as content:
                for number, line in enumerate(_lines(content), start=1):
                    if number == 1 and line.startswith(_OTHER_BOMS):
                        raise Unreadable(f"{unit}: it is UTF-16; POLE-1 is UTF-8")
                    text = line.removeprefix(_BOM) if number == 1 else line
                    if text.strip():
                        yield _item(text, unit.name, number)
                        some = True
        except Unreadable as error:
            if not some:
                raise
            yield Item(
                None, unit.name, number + 1, 1, (FieldError("", str(error)),), f"{unit.name} after {number}"
            )


def _lines(content: IO[bytes]) -> Iterator[bytes]:
    """Lines; of one that is too long only its beginning, one byte longer than allowed."""
    while line := content.readline(LONGEST_LINE + 1):
        end = line
        while len(end) > LONGEST_LINE and not end.endswith(b"\n"):
            end = content.readline(LONGEST_LINE + 1)
        yield line


def _item(line: bytes, file: str, number: int) -> Item:
    if len(line) > LONGEST_LINE:
        return _wrong(f"the line is longer than {LONGEST_LINE >> 20} MiB", repr(line[:10_000]), file, number)
    try:
        text = line.decode("utf-8").strip()
    except UnicodeDecodeError:
        return _wrong("the line is not UTF-8", line.hex(), file, number)
    try:
        raw = strict_json(text)
    except (ValueError, RecursionError) as error:
        return _wrong(words(error), text, file, number)
    if not isinstance(raw, dict):
        return _wrong(f"the line is {json_name(raw)}, not an object", text, file, number)
    return Item(raw, file, number)


def _wrong(message: str, row: str, file: str, number: int) -> Item:
    return Item(None, file, number, 1, (FieldError("", message),), row)


def words(error: Exception, what: str = "the line") -> str:
    """Why a text is no JSON, for people."""
    if isinstance(error, json.JSONDecodeError):
        return f"{what} is not JSON: {error.msg} at character {error.pos + 1}"
    if isinstance(error, RecursionError):
        return f"{what} is not JSON that can be read: it is nested too deep"
    return f"{what} is not JSON: {error}"


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a field named twice would leave it open which of them counts."""
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"field {twice[:100]!r} is named twice")
    return made


def _constant(word: str) -> Any:
    raise ValueError(f"{word} is no JSON number")


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant)


def strict_json(text: str) -> Any:
    """A JSON value. Raises ValueError also for a field that is named twice and for NaN, RecursionError."""
    return _DECODER.decode(text)
