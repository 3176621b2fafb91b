"""Which versions of a record its page tells."""

from __future__ import annotations

from indexer.store_written import Stamp, Version
from portal.services.records import _history

from .hits import hit


def version(number: int, at: float) -> Version:
    return Version(number, at, Stamp("u", "01", "create", "a" * 32, "", (), (), False), (), {})


def test_of_what_is_written_here_every_version_up_to_the_one_shown() -> None:
    shown = hit("X", version=2, recorded="2026-01-01")
    assert _history(shown, [version(3, 120.0), version(2, 60.0), version(1, 0.0)]) == [
        {"version": 2, "recorded": "1970-01-01T00:01:00Z"},
        {"version": 1, "recorded": "1970-01-01T00:00:00Z"},
    ]


def test_of_what_came_by_a_feed_the_one_that_is_kept() -> None:
    assert _history(hit("X", version=7, recorded="2026-01"), []) == [{"version": 7, "recorded": "2026-01"}]
