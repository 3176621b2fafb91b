import pytest

from access.partial_dates import first_day, last_day


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
