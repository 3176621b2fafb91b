"""Where two streets meet, however that is written."""

from __future__ import annotations

import pytest

from indexer.resolve.places import keys_of
from nlp.junctions import find, without

KEY = "albert road & forest road"


@pytest.mark.parametrize(
    "text",
    [
        "Albert Road jn Forest Road", "Albert Road junction with Forest Road, Dorking", "corner of albert road and forest road", "ALBERT RD J/W FOREST RD",
        "albert road / forest road", "forest rd/albert rd", "forest road & albert road", "junction of albert road with forest road penge",
        "albert road at its junction with forest road", "fight at the junction of albert road and forest road", "albert road jct forest road",
    ],
)  # fmt: skip
def test_two_streets_meet(text: str) -> None:
    met = find(text)
    assert met is not None
    assert met.key == KEY


@pytest.mark.parametrize(
    "text",
    [
        "12 mill lane / 14 high road", "3/106 Albert Rd", "flat 2/12 mill lane", "sean murphy and mary jones", "murphy / jones avenue",
        "Rose and Crown Road", "12 hammersmith and fulham road", "mill lane, high street", "71 junction square", "fox and goose lane",
    ],
)  # fmt: skip
def test_what_is_no_junction_is_none(text: str) -> None:
    assert find(text) is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("mill lane/kingsway", "kingsway & mill lane"), ("the orchard j/w mill ln", "mill lane & the orchard"),
        ("mill lane and the orchard", "mill lane & the orchard"), ("corner of horse fair and high cross", "high cross & horse fair"),
        ("crash kingsway / horse fair", "horse fair & kingsway"), ("mill ln @ forest rd", "forest road & mill lane"),
        ("Junction of Mill Lane and Kingsway, Dorking", "kingsway & mill lane"),
    ],
)  # fmt: skip
def test_streets_without_a_word_for_one_meet_others(text: str, key: str) -> None:
    met = find(text)
    assert met is not None
    assert met.key == key


@pytest.mark.parametrize(
    "text",
    [
        "12 kingsway and mill lane", "john ridgeway and mary lane", "mill lane and the gang", "horse and groom, mill lane", "smith @ mill lane",
        "peter greenway / ann hall",
    ],
)  # fmt: skip
def test_names_and_houses_do_not_meet(text: str) -> None:
    assert find(text) is None


def test_words_that_lead_to_one_street_are_left_out() -> None:
    assert without("smith junction of high street") == "smith high street"
    assert without("71 junction square") == "71 junction square"


def test_a_junction_has_one_key_whichever_street_is_named_first() -> None:
    one, other = (
        keys_of(text, None) for text in ("Albert Road jn Forest Road, Dorking", "Forest Rd / Albert Rd")
    )
    assert (one.building, other.building) == (KEY, KEY)
    assert (one.town, one.number, one.flat) == ("dorking", "", "")
