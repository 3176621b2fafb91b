"""Which records are of the period that a partner asks about."""

from __future__ import annotations

import pytest

from portal.services.requests.found import _within

from .hits import hit


@pytest.mark.parametrize(
    ("period", "of_it"),
    [
        ({"from": "2026-01", "to": "2026-01"}, True),
        ({"from": "2026-02-05", "to": None}, True),
        ({"from": "2026-02-06", "to": None}, False),
        ({"from": None, "to": "2025-12-30"}, True),
        ({"from": None, "to": "2025-12-29"}, False),
        ({"from": None, "to": None}, True),
    ],
)
def test_what_goes_on_into_it_is_of_it(period: dict[str, str | None], of_it: bool) -> None:
    long = hit(when="2025-12-30T00:00:00Z", occurred={"from": "2025-12-30", "to": "2026-02-05"})
    assert _within(long, {"period": period}) is of_it
