"""How far systems' data reach: no plain tick beside old data, and the age in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from indexer.pole import SYSTEMS
from portal.services.creating.writing import SYSTEM
from portal.views import feed_words

TODAY = date(2026, 11, 29)


def row(as_of: str | None, system: str = "PNC", status: str = "answered") -> dict[str, Any]:
    return {"system": system, "status": status, "as_of": as_of, "count": 5}


@pytest.mark.parametrize(
    ("as_of", "system", "shape", "label", "said"),
    [
        ("2026-11-29T08:00:00Z", "PNC", "✓", "answered", "today"),
        ("2026-11-30T08:00:00Z", "PNC", "✓", "answered", "ahead"),
        ("2026-10-30T08:00:00Z", "PNC", "✓", "answered", "30 days ago"),
        ("2026-10-29T08:00:00Z", "PNC", "⚠", "old data", "31 days ago"),
        ("2026-08-26T09:20:00Z", "PNC", "⚠", "old data", "3 months ago"),
        ("2020-01-01T00:00:00Z", "GRAPH", "⚠", "old data", "6 years ago"),
        ("2026-11-22T08:00:00Z", "CRIS", "✓", "answered", "7 days ago"),
        ("2026-11-21T08:00:00Z", "CRIS", "⚠", "old data", "8 days ago"),
    ],
)
def test_a_tick_stands_beside_young_data_only(
    as_of: str, system: str, shape: str, label: str, said: str
) -> None:
    sign = feed_words.system_sign(row(as_of, system), TODAY)
    assert (sign.shape, sign.label) == (shape, label)
    assert feed_words.ago_words(row(as_of, system), TODAY) == said


@pytest.mark.parametrize("as_of", [None, "1970-01-01T00:00:00Z", "2026-12-01T08:00:00Z", "2099-01-01"])
def test_data_without_a_date_are_not_called_young_or_old(as_of: str | None) -> None:
    sign = feed_words.system_sign(row(as_of), TODAY)
    assert (sign.shape, sign.label) == ("?", "age of its data not known")


def test_late_stays_late_and_says_that_its_data_are_old_too() -> None:
    sign = feed_words.system_sign(row("2026-01-01T00:00:00Z", status="late"), TODAY)
    assert (sign.code, sign.label) == ("late", "late, old data")
    assert feed_words.system_sign(row("2026-11-29T00:00:00Z", status="late"), TODAY).label == "late"


def test_what_has_no_feed_or_gave_no_answer_is_not_called_old() -> None:
    assert feed_words.system_sign(row(None, SYSTEM), TODAY).shape == "✓"
    assert feed_words.system_sign(row(None, status="not loaded"), TODAY).label == "not loaded"
    assert (
        feed_words.system_sign(row("2020-01-01T00:00:00Z", status="failed"), TODAY).label == "did not answer"
    )


def test_every_limit_is_for_a_system_that_there_is() -> None:
    assert set(feed_words._limits()) - {"default"} <= set(SYSTEMS)
    assert all(days > 0 for days in feed_words._limits().values())


def test_those_with_old_data_are_named() -> None:
    rows = [row("2026-11-29T00:00:00Z", "CRIS"), row("2026-01-01T00:00:00Z"), row(None, "PND", "not loaded")]
    assert [one["system"] for one in feed_words.old_systems(rows, TODAY)] == ["PNC"]
