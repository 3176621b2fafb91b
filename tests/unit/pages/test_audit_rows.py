"""What was asked, as an auditor reads it: names and values, none of the code's brackets."""

from __future__ import annotations

from typing import Any

import pytest

from portal.views.audit import asked_words
from portal.views.dates import clock_exact


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"q": "jones avenue road", "kind": ["report"], "size": 20, "sort": "score"}, "q: jones avenue road; kind: report"),
        ({"system": ["CRIS", "PNC"], "from_": "2026-01-01", "to": None}, "system: CRIS, PNC; from: 2026-01-01"),
        (
            {"kind": "person", "names": [{"kind": "birth", "forenames": "Sean", "surname": "Murphy"}], "identifiers": {}},
            "kind: person; names: kind birth, forenames Sean, surname Murphy",
        ),
        ({"sample": {"number": "5", "seed": "a b"}, "asked": []}, "sample: number 5, seed a b"),
        ({"sensitive": True, "card": 1}, "sensitive: yes; card: 1"),
        (None, ""),
        ("plain", "plain"),
    ],
)  # fmt: skip
def test_a_query_is_told_in_words(query: Any, words: str) -> None:
    assert asked_words(query) == words


def test_an_event_has_its_second() -> None:
    assert clock_exact("2026-01-05T10:00:07Z") == "5 Jan 2026, 10:00:07"
