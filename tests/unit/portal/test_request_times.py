"""By when a request is answered: as the software has it, or by a file of the force's own."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from portal.services.requests.times import Times, TimesError, packaged

FRIDAY = datetime(2026, 3, 6, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("urgency", "due"),
    [
        ("threat-to-life", datetime(2026, 3, 6, 10, tzinfo=UTC)),
        ("urgent", datetime(2026, 3, 6, 13, tzinfo=UTC)),
        ("priority", datetime(2026, 3, 7, 9, tzinfo=UTC)),
        ("routine", datetime(2026, 3, 13, 9, tzinfo=UTC)),
    ],
)
def test_the_softwares_own(urgency: str, due: datetime) -> None:
    assert packaged().due(urgency, FRIDAY) == due


def test_a_forces_own(tmp_path: Path) -> None:
    path = tmp_path / "request-times.toml"
    path.write_text("[hours]\nthreat-to-life = 0.5\nurgent = 2\n[working_days]\npriority = 1\nroutine = 10\n")
    made = Times.read(path)
    assert made.due("threat-to-life", FRIDAY) == datetime(2026, 3, 6, 9, 30, tzinfo=UTC)
    assert made.due("priority", FRIDAY) == datetime(2026, 3, 9, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[hours", "not TOML"),
        ("[hours]\nurgent = 1", "must name each of"),
        ("[hours]\nurgent = 0", "above 0"),
        ("[hours]\nurgent = true", "above 0"),
        ("[days]\nurgent = 1", "unknown: days"),
        ("hours = 1", "must be a table"),
        (
            "[hours]\nthreat-to-life = 1\nurgent = 1\npriority = 1\n[working_days]\nroutine = 1.5",
            "whole numbers",
        ),
    ],
)
def test_a_file_that_is_wrong_is_told(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "times.toml"
    path.write_text(text)
    with pytest.raises(TimesError, match=said):
        Times.read(path)
    with pytest.raises(TimesError):
        Times.read(tmp_path / "none.toml")
