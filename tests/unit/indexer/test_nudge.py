"""Nudges: sent when they can be, left out for a while when not, and never in anybody's way."""

import pytest

from indexer import nudge as nudges
from indexer.nudge import Nudge


def test_a_messenger_that_is_away_is_asked_ever_more_seldom(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    now, asked, away = [0.0], list[float](), [True]
    monkeypatch.setattr(nudges.time, "monotonic", lambda: now[0])

    def send() -> None:
        asked.append(now[0])
        if away[0]:
            raise ConnectionError("redis://user:secret@host")

    caplog.set_level("INFO")
    nudge = Nudge(send)
    for second in range(200):
        now[0] = float(second)
        nudge()
    assert asked == [0, 5, 15, 35, 75, 135, 195]
    assert len(caplog.messages) == 1
    assert "secret" not in caplog.text
    away[0], now[0] = False, 300.0
    nudge()
    nudge()
    assert asked[-2:] == [300, 300]
    assert caplog.messages[-1] == "nudges go out again"
    away[0] = True
    nudge()
    assert len(caplog.messages) == 3
