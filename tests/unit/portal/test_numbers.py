"""Whole numbers out of forms: what is none is None, and nothing that can be sent raises."""

from __future__ import annotations

import pytest

from portal.services.numbers import MOST, whole_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7", 7), ("007", 7), (str(MOST), MOST)])
def test_a_number(text: str, number: int) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize(
    "text",
    [None, "", " ", "-1", "+1", "1.0", "1e3", "1_000", " 1", "1\n", "²", "①", "٣", "１", "9" * 5000, "0" * 5000, str(MOST + 1)],
)  # fmt: skip
def test_none(text: str | None) -> None:
    assert whole_number(text) is None


def test_its_most_is_included() -> None:
    assert (whole_number("20", most=20), whole_number("21", most=20)) == (20, None)
    assert whole_number(str(10**18), most=10**18) == 10**18
