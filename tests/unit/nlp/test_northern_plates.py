"""Northern Ireland's plates in texts and in the box, and much that looks like one and is none."""

from __future__ import annotations

from datetime import date

import pytest

from nlp import identifiers
from portal.search.box.question import understand


def plates(text: str) -> list[str]:
    return [found.value for found in identifiers.find(text) if found.label == "VRM"]


@pytest.mark.parametrize(
    ("text", "plate"),
    [
        ("Seen leaving in AUI 1234 at speed", "AUI1234"), ("RXI 345 was parked outside", "RXI345"), ("It was KIJ4567.", "KIJ4567"), ("7834 JUI drove off", "7834JUI"),
        ("834JUI drove off", "834JUI"), ("silver Ford Focus AUI 12 left", "AUI12"), ("a van, JIL 7", "JIL7"), ("Audi A4 JIL 7", "JIL7"), ("a blue lorry 12 AXI", "12AXI"),
        ("a grey car IL 1234", "IL1234"), ("index 7 BZ", "7BZ"), ("ABZ 1234", "ABZ1234"),
    ],
)  # fmt: skip
def test_they_are_found(text: str, plate: str) -> None:
    assert plates(text) == [plate]


@pytest.mark.parametrize(
    "text",
    [
        "MIA 2020", "BIG 120", "OIL 500", "5 GHZ or 200 MHZ", "at 1430 JUI went", "Nov 2026 AXI", "OZ 123", "a van with 12 OZ of it", "CAD 1234 AUI 23", "VIA 123",
        "RIB 123", "NIL 100", "KIJ 123/24", "KIJ 123-4", "flight TUI 737", "£200 AXI", "born in 1985 XUI 12", "aui 1234", "XIZ 123", "DIG 400", "PIG 123", "LIA 123", "200 BZ",
        "CIA 1234", "a 4567 RIB", "AUI 12", "12 AUI", "1.234 AUI",
    ],
)  # fmt: skip
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert plates(text) == []


@pytest.mark.parametrize(
    ("text", "plate"),
    [
        ("khan aui1234", "AUI1234"),
        ("ken marr 1234aui", "1234AUI"),
        ("aui 1234", "AUI1234"),
        ("khan jil7", "JIL7"),
    ],
)
def test_the_box_takes_one_in_small_letters(text: str, plate: str) -> None:
    assert understand(text, date(2026, 11, 30)).plate == plate
