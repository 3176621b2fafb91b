"""Streets as despatchers type them: numbers before them that might be a plate's, towns behind them, names without a word for a street."""

from __future__ import annotations

from datetime import date

import pytest

from portal.search.box.question import understand

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "building", "words"),
    [
        ("at 62 all saints road", "62 all saints road", ()), ("AT 62 ALL SAINTS ROAD", "62 all saints road", ()),
        ("up 12 the high street", "12 high street", ("up",)), ("jo 14 old kent road", "14 old kent road", ("jo",)),
        ("jones 7a the high street penge", "7a high street", ("jones", "penge")),
        ("9 elmclose", "9 elm close", ()), ("71 greenfieldplace", "71 greenfield place", ()), ("157a merlin street", "157a merlin street", ()), ("murphy 61spinners street", "61 spinners street", ("murphy",)), ("2manor lane", "2 manor lane", ()),
        ("12 hargrove road", "12 hargrove road", ()), ("7 elmgrove road penge", "7 elmgrove road", ("penge",)),
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
    ("text", "building", "plate"),
    [
        ("units to 42 yew tree cl", "42 yew tree close", "TO42YEW"), ("opp 71b mill lane", "71b mill lane", "OPP71B"), ("wod 58b mill lane", "58b mill lane", "WOD58B"),
        ("AB 12 CDE mill lane", "12 cde mill lane", "AB12CDE"),
    ],
)  # fmt: skip
def test_a_plate_that_takes_the_number_of_a_street_is_one_of_two_readings(text, building, plate):
    ways = understand(text, TODAY).ways
    assert building in {way.place.building_key for way in ways}
    assert plate in {one for way in ways for one in (way.plate, *way.identifiers.get("VRM", ()))}


@pytest.mark.parametrize("text", ["reg abc 12d mill lane", "smith AB12 CDE"])
def test_a_plate_that_takes_nothing_is_read_once(text):
    asked = understand(text, TODAY)
    assert len(asked.identifiers["VRM"]) == 1
    assert {way.place.building_key for way in asked.ways} == {""}


@pytest.mark.parametrize(
    ("text", "flat"),
    [
        ("10 mill lane basement flat", "basement/10 mill lane"), ("171 mill lane, first floor flat", "first/171 mill lane"), ("171 mill lane gff", "ground/171 mill lane"),
        ("171 mill lane top floor", "top/171 mill lane"),
    ],
)  # fmt: skip
def test_a_floor_stands_behind_the_street(text, flat):
    assert understand(text, TODAY).place.flat_key == flat


def test_half_a_postcode_is_no_name():
    asked = understand("griffiths 5uw", TODAY)
    assert (asked.words, asked.place.inward) == (("griffiths",), "5UW")
    assert understand("griffiths SE13 5UW", TODAY).place.inward == ""


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        ("assault with injury mill lane penge", {"penge"}), ("12 mill lane, forest hill", {"forest"}), ("mill lane jones", set()),
        ("mill lane preston", set()), ("penge mill lane", set()), ("grange road j/w mill lane penge", {"penge"}),
        ("14 the ridgeway penge", {"penge"}), ("jones mill lane croydon 3/2/80", {"croydon"}),
    ],
)  # fmt: skip
def test_a_town_behind_a_street_is_told_unless_somebody_is_called_so(text, towns):
    assert understand(text, TODAY).place.towns == towns


@pytest.mark.parametrize(
    ("text", "building", "flat", "words"),
    [
        ("14 the ridgeway penge", "14 the ridgeway", "", ("penge",)), ("12 broadway", "12 broadway", "", ()), ("12 Broadway, Penge", "12 broadway", "", ("penge",)),
        ("jones 3 kingsway", "3 kingsway", "", ("jones",)), ("7 the crescent penge", "7 the crescent", "", ("penge",)), ("9 the mount", "9 the mount", "", ()),
        ("11 parade penge", "11 parade", "", ("penge",)), ("flat 2 12 broadway penge", "12 broadway", "2/12 broadway", ("penge",)),
        ("14 the foxgloves penge", "14 the foxgloves", "", ("penge",)), ("14 the foxgloves", "14 the foxgloves", "", ()),
        ("7 the close penge", "7 the close", "", ("penge",)), ("broadway 12", "12 broadway", "", ()), ("12a The Drive", "12a the drive", "", ()),
    ],
)  # fmt: skip
def test_a_street_of_one_word_is_one_behind_a_number(text, building, flat, words):
    asked = understand(text, TODAY)
    assert (asked.place.building_key, asked.place.flat_key, asked.words) == (building, flat, words)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("broadway penge", [(("penge",), "broadway"), (("penge",), "the broadway"), (("penge", "broadway"), "")]),
        ("the village penge", [(("penge",), "the village"), (("penge",), "village"), (("penge", "the", "village"), "")]),
        ("millbank", [((), "millbank"), ((), "the millbank"), (("millbank",), "")]),
        ("fight the ridgeway", [((), "the ridgeway"), ((), "ridgeway"), (("the", "ridgeway"), "")]),
        ("john ridgeway 34", [(("john", "ridgeway"), ""), (("john", "ridgeway"), "")]),  # 34: a house's, or an age
        ("the strand croydon", [(("croydon",), "the strand"), (("croydon",), "strand"), (("croydon", "the", "strand"), "")]),
    ],
)  # fmt: skip
def test_without_a_number_a_street_of_one_word_may_be_a_name_too(text, readings):
    ways = understand(text, TODAY).readings()
    assert [(way.words, "".join(way.place.streets)) for way in ways] == readings


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("14 the smith penge", ("the", "smith", "penge")), ("12 mount pleasant", ("mount", "pleasant")),
        ("the drunken duck southall", ("the", "drunken", "duck", "southall")), ("youths in the village", ("the", "village")),
        ("john smith 34 the driver", ("john", "smith", "the")), ("smith 40 the teacher", ("smith", "the", "teacher")),
    ],
)  # fmt: skip
def test_other_words_behind_a_number_or_the_are_no_street(text, words):
    asked = understand(text, TODAY)
    assert (asked.words, asked.place.streets) == (words, ())


@pytest.mark.parametrize(
    "text",
    [
        "21st avenue",
        "45yr old male mill lane",
        "100mph on mill lane",
        "5mins mill lane",
        "100metres mill lane",
        "3bed house mill lane",
    ],
)
def test_what_is_glued_to_a_figure_otherwise_numbers_no_house(text):
    assert understand(text, TODAY).place.building_key == ""


@pytest.mark.parametrize(
    "text", ["peter greenway", "greenway peter", "John Ridgeway 3/2/80", "mary ridgeway se20"]
)
def test_a_surname_beside_its_forename_is_no_street(text):
    assert understand(text, TODAY).place.streets == ()


@pytest.mark.parametrize(
    "text",
    [
        "12 greenway",
        "peter jones greenway",
        "peter 12 greenway",
        "broadway",
        "jones the ridgeway",
        "john ridgeway penge",
    ],
)
def test_otherwise_it_is_one(text):
    assert understand(text, TODAY).place.streets


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("38 hx28 7th", "HX28 7TH"),
        ("hx28 1st 76", "HX28 1ST"),
        ("se15 7th avenue", ""),
        ("ab12 1st floor", ""),
    ],
)
def test_a_postcode_that_ends_like_an_ordinal(text, code):
    assert understand(text, TODAY).place.postcode == code


def test_what_a_year_of_birth_is_called_is_no_name():
    asked = understand("bob evans yob 1964", TODAY)
    assert (asked.words, asked.dates_of_birth) == (("bob", "evans"), ("1964",))


@pytest.mark.parametrize(
    ("text", "flat"),
    [
        ("4 2 elm court", "4/2 elm court"), ("jones 4 2 elm court", "4/2 elm court"), ("falt 4 12 mill lane", "4/12 mill lane"), ("flta 4 12 mill lane", "4/12 mill lane"),
        ("6th floor elm tower flat 36", "36/elm tower"), ("2nd floor flat 12 mill lane", "second/12 mill lane"),
        ("buzzer 3 at 65 mill lane", "3/65 mill lane"), ("flat3,91mill lane", "3/91 mill lane"), ("flat two mill lane 109", "2/109 mill lane"),
        ("flat 2 12 mill lane", "2/12 mill lane"), ("jones 34 12 mill lane", ""), ("30 6 12 mill lane", ""), ("no 4 2 mill lane", ""),
    ],
)  # fmt: skip
def test_a_flat_and_its_house(text, flat):
    assert understand(text, TODAY).place.flat_key == flat


@pytest.mark.parametrize("text", ["125 fl4 cockburn", "flat 4 125 cockburn"])
def test_a_house_on_a_street_without_its_kind_is_asked_for_without_its_flat(text):
    assert [("125",), ("cockburn",)] in [
        [way.numbers, way.words] for way in understand(text, TODAY).otherwise
    ]
