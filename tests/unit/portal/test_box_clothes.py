"""What somebody wears is no name, and a bare age beside it is no house's number."""

from datetime import date

import pytest

from portal.search.box import clothes
from portal.search.box.question import understand

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("jan lund male 34 black hoodie", "jan lund male aged 34"), ("pia lund female 29, grey tracksuit bottoms", "pia lund female aged 29,"),
        ("jan lund in a dark blue jacket and jeans mill lane", "jan lund mill lane"), ("jan lund male 34", "jan lund male aged 34"),
    ],
)  # fmt: skip
def test_clothes_are_left_out_and_the_age_before_them_is_said(text, rest):
    assert clothes.without(text) == rest


@pytest.mark.parametrize(
    "text",
    [
        "jan lund male 34 mill lane",
        "pia black",
        "jacket",
        "pia coates",
        "male 12 trainers lane",
        "jan brown jeanson",
    ],
)
def test_houses_and_names_are_left_alone(text):
    assert clothes.without(text) == text


def test_the_age_is_read_and_the_name_is_left():
    asked = understand("jan lund male 34 black hoodie", TODAY)
    assert (asked.words, asked.dates_of_birth, asked.numbers) == (
        ("jan", "lund"),
        ("1991-12-02/1992-12-01",),
        (),
    )
