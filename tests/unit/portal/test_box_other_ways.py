"""What else a whole question may be: read beside what was typed, so that it can only help."""

from __future__ import annotations

from datetime import date

import pytest

from portal.search.box.other_ways import texts
from portal.search.box.question import understand

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("michalis constantinou 15 dec", "michalis constantinou dob 15 dec"), ("PARVEEN BEGUM 10 MAY", "PARVEEN BEGUM dob 10 MAY"),
        ("khan december 15th", "khan dob december 15th"), ("peng zhou 8/4", "peng zhou dob 8/4"), ("7700900337", "07700900337"),
        ("7700 900337", "07700 900337"), ("whitehead ns hackney", "whitehead n s hackney"), ("LE MESURIER PJ CRANLEIGH", "LE MESURIER P J CRANLEIGH"),
        ("maguire om lewisham", "maguire o m lewisham"), ("byrne pjk", "byrne p j k"),
        ("nm kovalenko 1966", "n m kovalenko 1966"), ("mj o'brien", "m j o'brien"), ("o haddad", "haddad o"), ("richard st john", "richard Saint-john"),
        ("pc 31/05/1972", "p c 31/05/1972"), ("huw williams b92", "huw williams born 92"), ("kofi osei 011111999", "kofi osei 01111999"),
        ("smith 12 8 66 mill lane", "smith 12/8/66 mill lane"),
        ("fourteen mill lane", "14 mill lane"), ("ali twenty one mill lane", "ali 21 mill lane"), ("the clarkes mill lane", "clarke mill lane"),
        ("susan fairweather 34", "susan fairweather aged 34"), ("zainab butt 18-23", "zainab butt aged 18-23"), ("yvonne hill 51", "yvonne hill aged 51"),
    ],
)  # fmt: skip
def test_another_text_is_meant_as_well(typed: str, other: str) -> None:
    assert texts(typed) == (other,)


@pytest.mark.parametrize(
    "text",
    [
        "12 june avenue", "may june", "mill lane 10 may", "15 dec", "khan 15 dec 1980", "nhs 7014485067", "7700900123", "chen xu", "al smith",
        "khan jo", "blue bmw", "khan vw", "murphy gbh", "jones cctv", "van de berg", "12 mill rd", "khan abc", "mary ann", "st john", "ns", "khan 10",
        "o neill", "ng john", "12 high st john smith", "pc smith", "jo smith", "li wei", "fl smith", "park lane 34", "high street 34", "smith 34",
        "three cheers", "one two kings", "no 12 3 march",
        "murphy born 52", "murphy yob 52", "smith 12 18 66 mill lane", "smith 012345678", "pc smith 1972",
    ],
)  # fmt: skip
def test_nothing_else_is_meant(text: str) -> None:
    assert texts(text) == ()


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        ("larisa ciurar nee vasilescu 1975", ("larisa ciurar 1975", "larisa vasilescu 1975")), ("jade smith (formerly lovelace)", ("jade smith", "jade lovelace")),
        ("david and chloe blackburn mill lane", ("david blackburn mill lane", "chloe blackburn mill lane")), ("221101965", ("21101965", "22101965")),
    ],
)  # fmt: skip
def test_each_of_two_is_meant(typed: str, others: tuple[str, str]) -> None:
    assert texts(typed) == others


def test_a_day_after_a_name_is_a_birthday_and_holds_against_nobody() -> None:
    asked = understand("parveen begum 10 may", TODAY)
    assert asked.birthdays == ()
    assert [(way.words, way.birthdays) for way in asked.otherwise] == [(("parveen", "begum"), ("--05-10",))]


def test_ten_figures_may_be_two_numbers() -> None:
    ways = understand("7700900337", TODAY).ways
    assert [dict(way.identifiers) for way in ways[:2]] == [
        {"NHS": ("7700900337",)},
        {"PHONE": ("+447700900337",)},
    ]
