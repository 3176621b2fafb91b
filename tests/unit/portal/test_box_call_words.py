"""Words of an incident around what is asked for: nobody is called so, and what is asked for stays."""

from __future__ import annotations

from datetime import date

import pytest

from nlp import names
from nlp.tables import words
from portal.search.box.call_words import said, without
from portal.search.box.question import understand

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("abandoned call 07700 900105", "07700 900105"), ("refusing to leave tesco express penge", "tesco express penge"),
        ("shoplifter detained the crown southall", "the crown southall"), ("assault with injury mill lane penge", "mill lane penge"),
        ("any warnings 12 mill lane", "12 mill lane"), ("screaming heard near 53 keats gardens", "53 keats gardens"),
        ("sean murphy at 7 mill lane has a knife", "sean murphy at 7 mill lane"), ("concern for safety of occupant 45 mill lane", "45 mill lane"),
        ("in custody fatos prifti any warnings", "fatos prifti"), ("suspect named as jo to", "jo to"), ("the suspect smith", "smith"), ("drug dealing in stairwell", "stairwell"),
        ("car park of the hop pole", "the hop pole"), ("fight in the car park 12 mill lane", "12 mill lane"),
    ],
)  # fmt: skip
def test_words_of_an_incident_are_left_out(typed: str, left: str) -> None:
    assert without(typed) == left


@pytest.mark.parametrize(
    "text",
    [
        "sean burgess", "john law", "power", "mary constable", "amy hurt", "mary child", "john heard", "wai man", "john bail",
        "police station croydon", "knife lane", "the fighting cocks", "the drunken duck southall", "catapult on the roof", "house of fraser", "fire at 12 mill lane",
        "red car park lane", "kim park", "blue car mill lane",
    ],
)  # fmt: skip
def test_names_and_other_words_stay(text: str) -> None:
    assert without(text) == text
    assert not said(text)


@pytest.mark.parametrize("text", ["caller's address", "Caller’s address", "12 mill lane, burglar's there"])
def test_an_apostrophe_changes_nothing(text: str) -> None:
    assert said(text)
    assert without(text) != text
    assert without(text.replace("'", "").replace("’", "")) == without(text)


def test_nobody_is_called_by_a_word_of_an_incident() -> None:
    assert not [word for word in words("call_words.csv") if names.is_known(word)]


def test_a_surname_beside_such_a_word_stays() -> None:
    assert understand("mary child assaulted", TODAY).words == ("mary", "child")
    assert understand("robert heard wanted on warrant", TODAY).words == ("robert", "heard")


def test_the_whole_question_keeps_its_words_for_the_records_that_have_them() -> None:
    asked = understand("assault with injury mill lane", TODAY)
    assert (asked.words, asked.place.streets, asked.text) == (
        (),
        ("mill lane",),
        "assault with injury mill lane",
    )
    assert [way.words for way in understand("burglary", TODAY).ways] == [()]
