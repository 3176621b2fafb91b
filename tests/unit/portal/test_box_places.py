"""Flats, blocks and houses with names as despatchers type them, and letters as they are spelt over the radio."""

from datetime import date

import pytest

from portal.search.box.looks import sex_said
from portal.search.box.question import understand

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "flat", "door"),
    [
        ("gff 5 livingstone road", "ground/5 livingstone road", ""),
        ("ground floor flat 13 cabot street", "ground/13 cabot street", ""),
        ("ground floor 14 rupert street", "ground/14 rupert street", ""),
        ("TOP FLAT 94 HARNESS CLOSE", "top/94 harness close", ""),
        ("basement 12 mill lane", "basement/12 mill lane", ""),
        ("17 flat 2 Mill Lane", "2/17 mill lane", ""),
        ("49 flat B Mill Lane", "b/49 mill lane", "49b mill lane"),
        ("Mill Lane no 57", "", "57 mill lane"),
        ("mill lane number 60b", "", "60b mill lane"),
        ("Turnkey Court no 44", "", "44 turnkey court"),
        ("Mary Rose House, 30", "30/mary rose house", "30 mary rose house"),
        ("23 governor's hse", "23/governors house", "23 governors house"),
        ("10 Harcourt House, Mill Lane, SE20 7RT", "10/harcourt house mill lane", "10 harcourt house"),
        ("flat 19 feldspar court", "19/feldspar court", "19 feldspar court"),
        ("44 tannerystreet", "", "44 tannery street"),
        ("porphyry point, 16", "", "16 porphyry point"),
        ("ark royal point no 4", "", "4 ark royal point"),
        ("19 corden lofts", "", "19 corden lofts"),
        ("7/12 the orchard", "7/12 the orchard", ""),
        ("flat 3 46 dog kennel road", "3/46 dog kennel road", ""),
        ("46 dog mill lane", "", ""),
        ("12 mill lane (flat 7)", "7/12 mill lane", ""),
        ("12 the orchard (flat b)", "b/12 the orchard", "12b the orchard"),
        ("smith (flat 3) 12 mill lane", "3/12 mill lane", ""),
        ("Fl.5 12 Mill Lane", "5/12 mill lane", ""),
        ("apt.11 12 mill lane", "11/12 mill lane", ""),
        ("flat5 12 mill lane", "5/12 mill lane", ""),
        ("flat8 wharf court", "8/wharf court", "8 wharf court"),
        ("flat eight 12 mill lane", "8/12 mill lane", ""),
        ("flat twenty one, 12 mill lane", "21/12 mill lane", ""),
        ("flat two 14 horse fair", "2/14 horse fair", ""),
        ("bsmt flat 12 cornhill", "basement/12 cornhill", ""),
        ("top floor flat 12 the orchard", "top/12 the orchard", ""),
        ("12 b horse fair", "", "12b horse fair"),
        ("rm4 12 mill lane", "", "12 mill lane"),  # a postcode's first half
        ("plot 11 hop field caravan park", "11/hop field caravan park", "11 hop field caravan park"),
    ],
)
def test_a_flat_is_read_in_every_form(text, flat, door):
    place = understand(text, TODAY).place
    assert (place.flat_key, place.door) == (flat, door)


@pytest.mark.parametrize(
    ("text", "street", "words"),
    [
        ("jones avenue road no 12", ("jones avenue road", "avenue road"), ()),
        ("suzie in landau way", ("landau way",), ("suzie",)),
        ("12 overstreet", (), ("overstreet",)),
        ("simon drives a grey skoda, mill lane", ("mill lane",), ("simon", "grey", "skoda")),
    ],
)
def test_what_may_be_a_name_is_left_one(text, street, words):
    asked = understand(text, TODAY)
    assert asked.place.streets in (street, asked.place.streets[-1:])
    assert not asked.place.door
    assert asked.words in (words, asked.readings()[-1].words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sheila whiskey romeo india golf hotel tango", ("sheila", "wright")),
        ("victoria charlie oscar oscar kilo", ("victoria", "cook")),
        ("dragos B-A-R-B-U", ("dragos", "barbu")),
        ("piotr k o w a l", ("piotr", "kowal")),
        ("mike oscar victor", ("mike", "oscar", "victor")),
        ("j r r carter", ("j", "r", "r", "carter")),
        ("MURPHY/SEAN/030280", ("murphy", "sean")),
        ("murphy/sean/3/2/1980", ("murphy", "sean")),
    ],
)
def test_a_name_may_be_spelt_or_stand_between_strokes(text, words):
    asked = understand(text, TODAY)
    assert asked.words == words
    assert asked.dates_of_birth == (("1980-02-03",) if "80" in text else ())


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("G K 6 1 T O X", "VRM", "GK61TOX"),
        ("GK57-NGW", "VRM", "GK57NGW"),
        ("0 7 7 0 0 9 0 0 1 2 3", "PHONE", "+447700900123"),
        ("441632960625", "PHONE", "+441632960625"),
        ("cli 01632960128", "PHONE", "+441632960128"),
        ("call from 01632 960128", "PHONE", "+441632960128"),
        ("345/08B", "CRO", "000345/08B"),
        ("2401TW01001234L", "ASN", "24/01TW/01/1234L"),
    ],
)
def test_a_number_is_read_in_every_form(text, label, value):
    asked = understand(text, TODAY)
    assert asked.identifiers.get(label) == (value,)
    assert not asked.words


@pytest.mark.parametrize(
    ("text", "plate"), [("GX??YTB", "GX??YTB"), ("partial plate EX18 C", "EX18C"), ("oil 4213", "OIL4213")]
)
def test_a_part_of_a_plate_is_read_in_every_form(text, plate):
    assert understand(text, TODAY).plate == plate


@pytest.mark.parametrize(
    ("text", "code"),
    [("khatoon me233rd", "ME23 3RD"), ("khatoon me23 3rd", "ME23 3RD"), ("khatoon me23 3rd may", "")],
)
def test_a_postcode_may_end_like_an_ordinal(text, code):
    assert understand(text, TODAY).place.postcode == code


def test_letters_alone_may_be_a_plate():
    assert "VV10ZNW" in [
        value for way in understand("VVIOZNW", TODAY).ways for value in way.identifiers.get("VRM", ())
    ]


def test_two_names_may_be_run_together():
    asked = understand("nathanwhite", TODAY)
    assert ("nathan", "white") in [way.words for way in asked.ways]
    assert understand("braithwaite", TODAY).otherwise == ()


def test_a_vehicle_described_is_no_name():
    asked = understand("Simon drives a green Skoda Octavia", TODAY)
    assert asked.vehicle == ("green", "skoda", "octavia")
    assert ("simon",) in [way.words for way in asked.ways]
    assert understand("brown mill lane", TODAY).vehicle == ()


@pytest.mark.parametrize(
    ("text", "sex"),
    [("Mrs Vosper", "2"), ("miss j ali", "2"), ("mr ali", "1"), ("white male ali", "1"), ("ali", ""), ("male and female ali", "")],
)  # fmt: skip
def test_a_title_tells_the_sex(text, sex):
    assert sex_said(text) == understand(text, TODAY).sex == sex


@pytest.mark.parametrize(
    ("text", "words"),
    [("tithe barn, pengate", ("tithe", "barn", "pengate")), ("murphy, sean", ("sean", "murphy"))],
)
def test_a_house_before_its_village_is_no_surname(text, words):
    assert understand(text, TODAY).words == words


@pytest.mark.parametrize(
    "text",
    [
        "can you check asha osman", "Details for Asha Osman", "any trace on asha osman please", "suspect asha osman", "name check on asha osman",
        "what have we got on asha osman", "caller is asha osman", "is asha osman known to us", "looking for asha osman",
    ],
)  # fmt: skip
def test_what_is_asked_is_nobody_s_name(text):
    assert set(understand(text, TODAY).words) - {"is"} == {"asha", "osman"}


def test_a_name_like_what_is_asked_is_one():
    assert understand("can yilmaz", TODAY).words == ("can", "yilmaz")
    assert understand("possibly", TODAY).words == ("possibly",)
