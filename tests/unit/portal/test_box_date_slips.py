"""Dates with characters that a date does not have, and what only looks like one."""

from __future__ import annotations

import pytest

from portal.search.box.date_slips import put_right


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("fisher 6\\3\\83", "fisher 6/3/83"), ("6_3_1983", "6/3/1983"), ("smith 6,3,83", "smith 6/3/83"), ("6|mar|83", "6/mar/83"),
        ("o9/1o/2oo3", "09/10/2003"), ("2o/12/2o14", "20/12/2014"), ("khan l2/o3/8o", "khan 12/03/80"), ("o6 oct 2oo3", "06 oct 2003"),
        ("o9-mar-8l", "09-mar-81"), ("khan o6o383", "khan 060383"),
    ],
)  # fmt: skip
def test_a_date_is_put_right(typed: str, read: str) -> None:
    assert put_right(typed) == read


@pytest.mark.parametrize(
    "text",
    [
        "22:10:45", "OI1000", "ol/oo/1980", "flat 1, 2, 10 mill lane", "mc donald il 12", "lo li oo", "ioiolo", "12 june avenue",
        "khan 030280", "2314567/24",
    ],
)  # fmt: skip
def test_what_is_no_date_is_left(text: str) -> None:
    assert put_right(text) == text
