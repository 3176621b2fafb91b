"""Streets as despatchers type them: numbers before them that might be a plate's, towns behind them, names without a word for a street."""

from __future__ import annotations

from datetime import date

import pytest

from portal.search.onebox import understand

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "building", "words"),
    [
        ("at 62 all saints road", "62 all saints road", ()), ("AT 62 ALL SAINTS ROAD", "62 all saints road", ()),
        ("up 12 the high street", "12 high street", ("up",)), ("jo 14 old kent road", "14 old kent road", ("jo",)),
        ("jones 7a the high street penge", "7a high street", ("jones", "penge")),
        ("plot 22 the paddocks mill lane", "the paddocks mill lane", ()),
    ],
)  # fmt: skip
def test_a_number_before_words_that_end_in_a_street_is_no_plate(text, building, words):
    asked = understand(text, TODAY)
    assert (asked.place.building_key, asked.words) == (building, words)
    assert not asked.identifiers
    assert not asked.plate


@pytest.mark.parametrize(
    ("text", "plate"),
    [
        ("AB 12 CDE mill lane", "AB12CDE"), ("gk 61 tox mill lane", "GK61TOX"), ("at 62 all", "AT62ALL"), ("AT 62 ALL jones", "AT62ALL"),
        ("gk 61 tom mill lane", "GK61TOM"),
    ],
)  # fmt: skip
def test_a_plate_in_three_pieces_stays_one(text, plate):
    assert understand(text, TODAY).identifiers["VRM"] == (plate,)


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        ("assault with injury mill lane penge", {"penge"}), ("12 mill lane, forest hill", {"forest"}), ("mill lane jones", set()),
        ("mill lane preston", set()), ("penge mill lane", set()), ("grange road j/w mill lane penge", {"penge"}),
        ("jones mill lane croydon 3/2/80", {"croydon"}),
    ],
)  # fmt: skip
def test_a_town_behind_a_street_is_told_unless_somebody_is_called_so(text, towns):
    assert understand(text, TODAY).place.towns == towns
