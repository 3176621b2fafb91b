"""Cuts the entries of one array out of a JSON text, piece by piece and before any of them is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, NamedTuple

LONGEST = 64 << 20  # characters of one entry
_PIECE = 1 << 20
_MARKS = re.compile(r'\\.|["{}\[\]\n]', re.S)
_NAME = re.compile(r'"((?:[^"\\]|\\.)*)"\s*:\s*\Z')
_LONGEST_NAME = 1_000
# What stands between two commas, those in strings aside. Nothing is given back, so that no text takes long.
_LOOSE = re.compile(r'(?:"(?:[^"\\]|\\.)*+"?|[^",])++', re.S)


class Cut(NamedTuple):
    """An entry as it stands: the line that it begins on, its text, and its place in the array (None: it is a line)."""

    line: int
    text: str
    place: int | None = None


class Cutter:
    """Cuts out the entries of the array that stands alone or as `envelope` in an object, by counting brackets.

    An object that does not close ends where a line begins one at the same column. What stands between objects is an
    entry, too, and so is what stands after the end.
    """

    def __init__(self, envelope: str) -> None:
        self._envelope = envelope
        self._open: list[str] = []
        self._level = 0  # depth of the array while it is open, 0 where it is not
        self._base = 0  # depth of the object or list that is being cut out, 0 where there is none
        self._kept: list[str] = []
        self._line, self._begun, self._column, self._line_at, self._at = 1, 0, -1, 0, 0
        self._quoted, self._fresh = False, True
        self._place = -1
        self._any = self._array = self._ended = False
        self._other = False  # it is no JSON of objects at all

    def cuts(self, content: IO[str]) -> Iterator[Cut]:
        """The entries; the last may be cut short."""
        while piece := _piece(content):
            if not self._any and (signs := piece.lstrip()):
                self._any, self._other = True, signs[0] not in "{["
                if self._other:
                    return
            yield from self._take(piece)
        if self._base:
            yield self._cut("")
            self._ended = True  # told by what is wrong with that entry
        elif self._between:
            yield from self._loose("")

    @property
    def wrong(self) -> str:
        """What is wrong with the array that was read; empty where it is whole."""
        if self._other:
            return "it is no JSON export: it begins with neither { nor ["
        if not self._array:
            return f"there is no array “{self._envelope}” of objects in it"
        return "" if self._ended or not self._open else "it ends before its array does"

    @property
    def _between(self) -> bool:
        """Whether we are between two entries, or outside of everything."""
        return not self._base and len(self._open) == self._level

    def _take(self, piece: str) -> Iterator[Cut]:
        start = 0
        for mark in _MARKS.finditer(piece):
            sign, place = mark[0], mark.start()
            if sign == "\n":  # no string holds a line break: one that seems to was never closed
                if self._between:
                    yield from self._loose(piece[start:place])
                    start = place + 1
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
                    self._open = self._open[: self._level]
                    start = place
                if self._between:
                    yield from self._loose(piece[start:place])
                    start = self._begin(sign, place, column)
                elif sign == "[" and self._open == ["{"] and self._is_named(piece, start, place):
                    self._array, self._level, self._kept, start = True, 2, [], place + 1
                self._open.append(sign)
            elif self._base:
                self._open.pop()
                if len(self._open) < self._base:
                    yield self._cut(piece[start : mark.end()])
                    start = mark.end()
            elif self._between:  # of a bracket too many, the text stays between the entries
                if self._level and sign == "]":
                    yield from self._loose(piece[start:place])
                    self._open.pop()
                    self._level, start = 0, mark.end()
            elif sign == "}" or len(self._open) > 1:
                self._open.pop()
                self._kept, start = [], mark.end()
        self._keep(piece[start:])
        self._at += len(piece)

    def _begin(self, sign: str, place: int, column: int) -> int:
        """Open what stands in no entry; gives where its text begins."""
        if self._level:
            self._base, self._begun, self._column = self._level + 1, self._line, column
            return place
        if sign == "[":
            self._array, self._level = True, 1
        return place + 1

    def _is_named(self, piece: str, start: int, end: int) -> bool:
        """Whether the array that opens behind this text is the one."""
        before = "".join([*self._kept, piece[max(start, end - _LONGEST_NAME) : end]])
        found = _NAME.search(before[-_LONGEST_NAME:])
        return found is not None and found[1] == self._envelope

    def _keep(self, text: str) -> None:
        if not self._base and not self._between:  # in the envelope: only the end of it may be a name
            self._kept = ["".join([*self._kept, text])[-_LONGEST_NAME:]]
        elif sum(map(len, self._kept)) <= LONGEST:
            self._kept.append(text)

    def _cut(self, last: str) -> Cut:
        made = "".join([*self._kept, last])
        self._kept, self._base = [], 0
        self._place += 1
        return Cut(self._begun, made, self._place)

    def _loose(self, last: str) -> Iterator[Cut]:
        """What stands between two entries that is more than commas and blanks."""
        text = "".join([*self._kept, last])
        self._kept = []
        for found in _LOOSE.finditer(text):
            if part := found[0].strip():
                self._place += 1
                yield Cut(self._line, part, self._place)


def _piece(content: IO[str]) -> str:
    piece = content.read(_PIECE)
    while piece.endswith("\\") and (more := content.read(1)):
        piece += more
    return piece
