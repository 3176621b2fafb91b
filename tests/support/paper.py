"""What stands on each sheet of a PDF as Chromium writes it, and how far down: text in runs of one line each.

Only what Chromium's writer uses is read: compressed streams, fonts with a table of their characters, moves and scales.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_OPERATION = re.compile(r"((?:[-\d.]+ )+)(cm|Tm)\b|/(\w+) [-\d.]+ Tf\b|<(\w+)> Tj\b|\b(q|Q|ET)\b")
_PAIR = re.compile(r"<(\w{4})> <(\w{4})>(?: <(\w{4})>)?")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line. y: points from the sheet's upper edge to the foot of its letters."""

    y: float
    text: str


def sheets(pdf: bytes) -> list[list[Run]]:
    """The runs of each sheet, from its upper edge down."""
    objects = {int(number): at for number, at in _objects(pdf)}
    kids = re.search(rb"/Type /Pages\b.*?/Kids \[(.*?)\]", pdf, re.S)
    assert kids
    pages = [objects[int(number)] for number in re.findall(rb"(\d+) 0 R", kids[1])]
    return [sorted(_runs(page, objects), key=lambda run: run.y) for page in pages]


def said(runs: list[Run]) -> str:
    """What runs say, without blanks: lines are broken anywhere."""
    return "".join("".join(run.text for run in runs).split())


def _objects(pdf: bytes) -> Iterator[tuple[bytes, bytes]]:
    for found in re.finditer(rb"\n(\d+) 0 obj\n(.*?)\nendobj", pdf, re.S):
        yield found[1], found[2]


def _stream(held: bytes) -> str:
    return zlib.decompress(held.partition(b"stream\n")[2].rpartition(b"\nendstream")[0]).decode("latin-1")


def _runs(page: bytes, objects: dict[int, bytes]) -> Iterator[Run]:
    fonts = {
        name.decode(): _characters(objects[int(at)], objects)
        for name, at in re.findall(rb"/(F\d+) (\d+) 0 R", page)
    }
    height = float(re.findall(rb"/MediaBox \[\S+ \S+ \S+ ([\d.]+)\]", page)[0])
    content = re.search(rb"/Contents (\d+) 0 R", page)
    assert content
    (scale, down), kept = (1.0, 0.0), []
    font, y, text = "", 0.0, ""
    for numbers, move, name, letters, plain in _OPERATION.findall(_stream(objects[int(content[1])])):
        given = [float(one) for one in numbers.split()]
        if move == "cm":
            scale, down = scale * given[3], scale * given[5] + down
        elif move == "Tm":
            y = height - (scale * given[5] + down)
        elif name:
            font = name
        elif letters:
            text += "".join(fonts[font].get(letters[at : at + 4], "") for at in range(0, len(letters), 4))
        elif plain == "q":
            kept.append((scale, down))
        elif plain == "Q":
            scale, down = kept.pop()
        else:
            yield Run(round(y, 1), text)
            text = ""


def _characters(font: bytes, objects: dict[int, bytes]) -> dict[str, str]:
    """A font's glyphs, by their number in four hexadecimal figures."""
    table = re.search(rb"/ToUnicode (\d+) 0 R", font)
    assert table
    found: dict[str, str] = {}
    for first, last, start in _PAIR.findall(_stream(objects[int(table[1])])):
        if not start:
            found[first.upper()] = chr(int(last, 16))
        elif first != "0000" or last != "FFFF":
            found |= {
                f"{at:04X}": chr(int(start, 16) + at - int(first, 16))
                for at in range(int(first, 16), int(last, 16) + 1)
            }
    return found
