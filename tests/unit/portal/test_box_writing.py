"""What was heard, put into the forms that are read."""

from __future__ import annotations

from datetime import date

import pytest

from portal.search.box.question import understand
from portal.search.box.writing import put_right

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("quang qiu261240", "quang qiu 261240"), ("CRRT00123456", "CRRT00123456"), ("lee999999", "lee999999"),
        ("01 63 29 60 12 0", "01632960120"), ("07700/900624", "07700900624"), ("441134960724", "01134960724"), ("4401134960072", "01134960072"),
        ("1614960438", "01614960438"), ("mobile ending 960 607", "mobile ending 960607"), ("0113 496 0854", "0113 496 0854"),
        ("zero two oh seven nine four six zero five eight eight", "02079460588"), ("one two kings road", "12 kings road"), ("one two many", "one two many"),
        ("61 BR 12DW", "61 BR1 2DW"), ("11 CR44 DS", "11 CR4 4DS"), ("SE20 7RT", "SE20 7RT"), ("SE207RT", "SE207RT"), ("AB 12 cde", "AB 12 cde"),
        ("SD23-NDL", "SD23NDL"), ("sd-23-ndl", "sd23ndl"), ("white van sd.23.ndl", "white van sd23ndl"), ("sd.23-ndl", "sd23ndl"),
        ("regsd23ndl", "reg sd23ndl"), ("sd23ndll", "sd23ndl"), ("ssd23ndl", "sd23ndl"), ("sd223ndl", "sd23ndl"), ("sd23ndlx", "sd23ndlx"), ("12.03.1980", "12.03.1980"),
        ("12 Marlowe hse", "12 Marlowe house"), ("caller on 07700 900 082", "07700 900 082"),
        ("012345 08v", "012345/08V"), ("01234508V", "012345/08V"), ("012345 08W", "012345 08W"),
        ("O7700 9OO123", "07700900123"), ("o77oo900123", "07700900123"), ("o78o76o5o7o", "07807605070"), ("ooze 77009001", "ooze 77009001"),
        ("7700 900 123", "07700 900 123"), ("7700 900337", "7700 900337"),
        ("24 01tw 01 1234l", "24/01TW/01/1234L"), ("asn 24-01TW-01-1234L", "asn 24/01TW/01/1234L"), ("24 01 tw 01 1234 l", "24/01TW/01/1234L"),
        ("24 01tw 01 1234k", "24 01tw 01 1234k"),
        ("nolan se2o 3sz", "nolan SE20 3SZ"), ("SEI53GD", "SE15 3GD"), ("w08osu", "w08osu"), ("W18 OSU", "W18 OSU"), ("e 19 st marys road", "e 19 st marys road"),
        ("no.27 rutland pk", "no 27 rutland pk"), ("no.27", "no 27"), ("no:27 rutland pk", "no 27 rutland pk"), ("l44 rutland road", "144 rutland road"), ("L44 rutland road", "L44 rutland road"),
        ("l2O rutland road", "120 rutland road"), ("5Ob rutland road", "50b rutland road"), ("l2O smith", "l2O smith"),
        ("number one hundred and twenty nine rutland street", "129 rutland street"), ("two hundred rutland street", "200 rutland street"),
        ("one hundred and twenty nine people", "one hundred and twenty nine people"), ("92 bravo rutland road", "92b rutland road"),
        ("92 bravo road", "92 bravo road"), ("92 golf club road", "92 golf club road"), ("o`connor", "o'connor"), ("O’Connor", "O'Connor"), ("0reilly", "Oreilly"), ("0'neill", "O'neill"),
        ("0 mill lane", "0 mill lane"), ("walczak a.k.a. looney", "walczak aka looney"), ("walczak a/k/a looney", "walczak aka looney"),
        ("vw golf ending twr", "vw golf ending twr"), ("raleigh twr", "raleigh tower"),
        ("male known as ninja of london close", "male ninja, london close"), ("aka mad max at 12 beech road", "mad max, 12 beech road"),
    ],
)  # fmt: skip
def test_what_was_heard_is_put_right(typed: str, read: str) -> None:
    assert put_right(typed) == read


@pytest.mark.parametrize(
    "text",
    [
        "khan 3 2 1980",
        "12 12 1980",
        "30-32 avenue road",
        "flat 2 12 avenue road",
        "khan 030280",
        "9434765919",
    ],
)
def test_what_is_read_as_it_stands_is_left(text: str) -> None:
    assert put_right(text) == text


@pytest.mark.parametrize(
    ("typed", "system", "ref"),
    [
        ("01TW086624", "CUSTODY", "01TW/0866/24"), ("01TW 866 24", "CUSTODY", "01TW/0866/24"), ("custody number TW/0866/24", "CUSTODY", "01TW/0866/24"),
        ("crimint 12345", "CRIMINT", "CRRT00012345"), ("CRRT12345", "CRIMINT", "CRRT00012345"), ("crime ref 2314567 24", "CRIS", "2314567/24"),
        ("2314567/2024", "CRIS", "2314567/24"), ("24 PAC 12345", "MERLIN", "24PAC012345"), ("asb 1234", "AIRSPACE", "ASB-001234"),
    ],
)  # fmt: skip
def test_a_reference_is_asked_for_however_it_is_written(typed: str, system: str, ref: str) -> None:
    assert understand(typed, TODAY).asks_for(system, ref)


@pytest.mark.parametrize(
    "typed", ["jones 12/03/2019", "07700 900123", "jones avenue road", "1203", "12032019 jones"]
)
def test_what_is_no_reference_asks_for_none(typed: str) -> None:
    asked = understand(typed, TODAY)
    assert not asked.asks_for("CRIS", "120320/19")
    assert not asked.asks_for("CRIS", "0770090/0123")


@pytest.mark.parametrize(
    ("typed", "words", "born"),
    [
        ("india victor alpha november oscar victor 26/02/1985", ("ivanov",), ("1985-02-26",)), ("alpha zulu india zulu 25 jun 69", ("aziz",), ("1969-06-25",)),
        ("papa romeo india foxtrot tango india 15.7.80", ("prifti",), ("1980-07-15",)), ("golf india lima lima 15-7-80", ("gill",), ("1980-07-15",)),
        ("kilo hotel alpha november 3rd may 1980", ("khan",), ("1980-05-03",)), ("kilo hotel alpha november 22 6 96", ("khan",), ("1996-06-22",)),
        ("mike oscar victor 12/3/80", ("mike", "oscar", "victor"), ("1980-03-12",)),
    ],
)  # fmt: skip
def test_figures_behind_a_name_that_was_spelt_are_a_date(
    typed: str, words: tuple[str, ...], born: tuple[str, ...]
) -> None:
    asked = understand(typed, TODAY)
    assert (asked.words, asked.dates_of_birth) == (words, born)


def test_behind_a_name_that_was_spelt_a_house_keeps_its_number() -> None:
    asked = understand("kilo hotel alpha november 12 mill lane", TODAY)
    assert (asked.words, asked.place.building_key) == (("khan",), "12 mill lane")


def test_plates_and_references_may_still_be_spelt() -> None:
    assert understand("alpha bravo one two charlie", TODAY).plate == "AB12C"
    assert understand("charlie romeo 0 4 whiskey echo echo", TODAY).identifiers == {"VRM": ("CR04WEE",)}
    spelt = understand("charlie romeo romeo tango 003 413 76", TODAY)
    assert spelt.identifiers == {"CRIMINT_REF": ("CRRT00341376",)}


@pytest.mark.parametrize(
    ("typed", "system", "ref"),
    [
        ("26/14984", "COPA", "COPA/26/14984"), ("2091456", "CRIS", "2091456/25"), ("00341376", "CRIMINT", "CRRT00341376"), ("341376", "CRIMINT", "CRRT00341376"),
        ("25-062858", "AIRSPACE", "AS-25-062858"), ("20054089", "EWMS", "EW20054089"), ("24/012345", "MERLIN", "24PAC012345"),
        ("PAC 12345", "MERLIN", "24PAC012345"), ("mis 12345", "MERLIN", "25MIS012345"), ("cris 2091456", "CRIS", "2091456/25"),
    ],
)  # fmt: skip
def test_a_reference_is_asked_for_in_part(typed: str, system: str, ref: str) -> None:
    asked = understand(typed, TODAY)
    assert asked.asks_in_part(system, ref)
    assert not asked.asks_for(system, ref)


@pytest.mark.parametrize(
    "typed", ["030280", "01632960120", "1234", "khan 341376", "12 mill lane", "9434765919"]
)
def test_what_may_be_no_reference_asks_for_none_in_part(typed: str) -> None:
    asked = understand(typed, TODAY)
    assert not asked.parts
    assert not asked.reference.begun


def test_a_reference_in_full_is_not_asked_for_in_part() -> None:
    asked = understand("2091456/25", TODAY)
    assert asked.asks_for("CRIS", "2091456/25")
    assert not asked.asks_in_part("CRIS", "2091456/25")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("reg mills", ("reginald", "mills")),
        ("Tel Weston 3/2/80", ("terence", "weston")),
        ("reg ab12", ()),
        ("tel 07700 900123", ()),
    ],
)
def test_before_a_surname_reg_and_tel_are_forenames(text, words):
    assert understand(text, TODAY).words == words


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Rose Cotage, Littleton", "Rose cottage, Littleton"), ("rose cottgae", "rose cottage"), ("the mansion", "the mansion"), ("old caravans", "old caravans"),
        ("mary cottam", "mary cottam"), ("cotage lane", "cotage lane"), ("john building", "john building"), ("anne mansell", "anne mansell"),
    ],
)  # fmt: skip
def test_what_a_house_is_called_is_put_right(typed, read):
    assert put_right(typed) == read


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("cris 2091456", ()), ("MIS 12345", ()), ("acn 12345", ()), ("crime 2091456", ()), ("warrant EW 307", ()), ("mis jones", ("mis", "jones")),
        ("cris 030280", ("cris",)), ("cris 07700900123", ("cris",)),
    ],
)  # fmt: skip
def test_a_system_s_word_before_a_number_is_nobody_s_name(typed: str, words: tuple[str, ...]) -> None:
    assert understand(typed, TODAY).words == words


@pytest.mark.parametrize("typed", ["warrant EW 307", "warrant ew 0000307", "ewms ew 307"])
def test_a_warrant_is_asked_for_without_its_zeros(typed: str) -> None:
    assert understand(typed, TODAY).asks_for("EWMS", "EW0000307")
