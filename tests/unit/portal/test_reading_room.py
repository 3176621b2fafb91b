"""The reading room: one text at a time, and nobody waits at its door for longer than they can."""

from __future__ import annotations

import threading
from datetime import date
from typing import Any, cast

import pytest

from portal.services.errors import Busy
from portal.services.reports.desk import ReadingRoom

TODAY = date(2026, 12, 1)


class Slow:
    """A reader that reads until it is told to stop."""

    def __init__(self) -> None:
        self.began, self.enough = threading.Event(), threading.Event()

    def read(self, text: str, on: date) -> str:
        self.began.set()
        assert self.enough.wait(10)
        return text


def test_who_waits_too_long_is_told_that_it_is_busy_and_the_next_one_is_served() -> None:
    slow = Slow()
    room = ReadingRoom(lambda: cast(Any, slow), wait=0.05)
    first = threading.Thread(target=room.read, args=("long", TODAY))
    first.start()
    assert slow.began.wait(10)
    with pytest.raises(Busy):
        room.read("short", TODAY)
    slow.enough.set()
    first.join(10)
    assert cast(Any, room.read("short", TODAY)) == "short"


def test_a_reader_that_fails_leaves_the_room_free() -> None:
    made: list[int] = []

    def make() -> Any:
        made.append(1)
        raise OSError("no model")

    room = ReadingRoom(make, wait=0.05)
    for _ in range(2):
        with pytest.raises(OSError, match="no model"):
            room.read("text", TODAY)
    assert len(made) == 2
