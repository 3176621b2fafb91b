from datetime import datetime

import pytest

from access.partial_dates import first_day, last_day, past


@pytest.mark.parametrize(
    ("given", "first"),
    [
        ("1980", "1980-01-01"),
        ("1980-02", "1980-02-01"),
        ("1980-02-03", "1980-02-03"),
        ("1980-02-03T04:05:06Z", "1980-02-03T04:05:06Z"),
        ("198", "198"),
        ("", ""),
    ],
)
def test_a_partial_date_begins_on_its_first_day(given: str, first: str) -> None:
    assert first_day(given) == first


@pytest.mark.parametrize(
    ("given", "last"),
    [
        ("1980", "1980-12-31"),
        ("1980-02", "1980-02-29"),
        ("1981-02", "1981-02-28"),
        ("1980-02-03", "1980-02-03"),
        ("1980-02-03T04:05:06Z", "1980-02-03T04:05:06Z"),
        ("1980-13", "1980-13"),
        ("198", "198"),
        ("", ""),
    ],
)
def test_a_partial_date_ends_on_its_last_day(given: str, last: str) -> None:
    assert last_day(given) == last


@pytest.mark.parametrize(
    ("given", "first_after"),
    [
        ("2025", "2026-01-01T00:00:00Z"),
        ("2025-01", "2025-02-01T00:00:00Z"),
        ("2024-02-29", "2024-03-01T00:00:00Z"),
        ("2025-01-15T12:00:00Z", "2025-01-15T12:00:00.001Z"),
        ("2025-01-15T12:00:00+01:00", "2025-01-15T11:00:00.001Z"),
        ("2025-01-15T12:00", "2025-01-15T12:00:00.001Z"),
    ],
)
def test_what_is_past_a_date_begins_after_the_whole_of_it(given: str, first_after: str) -> None:
    assert past(given) == datetime.fromisoformat(first_after)


@pytest.mark.parametrize(
    "given", ["9999", "9999-12", "9999-12-31", "9999-12-31T23:59:59.999999Z", "9999-12-31T23:00:00-05:00"]
)
def test_nothing_is_past_the_end_of_the_calendar(given: str) -> None:
    assert past(given) is None


@pytest.mark.parametrize("given", ["2025-13", "soon", "2025-02-30"])
def test_nothing_is_past_what_is_no_date(given: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        past(given)
