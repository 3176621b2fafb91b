"""What a despatcher typed, taken apart."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.box.question import LONGEST, understand

TODAY = date(2026, 11, 23)


def read(text: str):
    return understand(text, TODAY)


@pytest.mark.parametrize(
    ("text", "words", "born"),
    [
        ("murphy 3/2/80 peckham", ("murphy", "peckham"), ("1980-02-03",)),
        ("MURPHY, Sean 3 Feb 1980", ("sean", "murphy"), ("1980-02-03",)),
        ("sean murphy 03021980", ("sean", "murphy"), ("1980-02-03",)),
        ("sean murphy 030280", ("sean", "murphy"), ("1980-02-03",)),
        ("19800203 sean murphy", ("sean", "murphy"), ("1980-02-03",)),
        ("sean murphy 1980", ("sean", "murphy"), ("1980",)),
        ("Mr J Smith dob 1/1/80", ("j", "smith"), ("1980-01-01",)),
        ("o'neill 12.12.70", ("oneill",), ("1970-12-12",)),
        ("grant dale 04/30/2006", (), ("2006-04-30",)),
        ("April May", ("april", "may"), ()),
        ("murphy 4th july", ("murphy",), ()),
        ("murphy 3 feb", ("murphy",), ()),
    ],
)
def test_names_and_dates_of_birth_in_any_form(text, words, born):
    found = read(text)
    assert (found.words, found.dates_of_birth) == (words, born)


def test_a_street_without_a_number_leaves_open_where_the_name_ends():
    found = read("Jones Avenue Road")
    assert found.place.streets == ("jones avenue road", "avenue road")
    readings = [(reading.name, reading.place.streets) for reading in found.readings()]
    assert readings == [
        ("", ("jones avenue road",)),
        ("jones", ("avenue road",)),
        ("jones avenue road", ()),
    ]


def test_a_word_that_leads_to_a_street_is_no_name():
    readings = [(r.name, r.place.streets) for r in read("Zofia of Kingfisher Crescent").readings()]
    assert ("zofia", ("kingfisher crescent",)) in readings
    assert ("zofia kingfisher crescent", ()) in readings


def test_a_year_before_a_street_is_no_house():
    found = read("andrew born 1987 mill lane")
    assert (found.words, found.dates_of_birth) == (("andrew",), ("1987",))
    assert (found.place.building_key, found.place.streets) == ("", ("mill lane",))


def test_a_name_that_looks_like_a_street_is_a_name_too():
    assert ("keira wood", ()) in [(r.name, r.place.streets) for r in read("keira wood 1990").readings()]


@pytest.mark.parametrize(
    ("text", "flat", "building", "outward", "words"),
    [
        ("flat 2 12 avenue rd se20", "2/12 avenue road", "12 avenue road", "SE20", ()),
        ("12 avenue road", "", "12 avenue road", "", ()),
        ("24 acacia ave croydon smith", "", "24 acacia avenue", "", ("croydon", "smith")),
        ("Flat B, 19 Ropewalk Yard", "b/19 ropewalk yard", "19 ropewalk yard", "", ()),
        ("jones se20", "", "", "SE20", ("jones",)),
        ("murphy flat 2 tennyson house", "2/tennyson house", "tennyson house", "", ("murphy",)),
        ("14b tennyson house se20", "14b/tennyson house", "tennyson house", "SE20", ()),
        ("7 milton lodge", "", "7 milton lodge", "", ()),
        (
            "nadine of Flat 51, St Johns Court, Mill Lane SE20",
            "51/st johns court mill lane",
            "st johns court mill lane",
            "SE20",
            ("nadine",),
        ),
        ("st johns court flat 2", "2/st johns court", "st johns court", "", ()),
        ("kings court 12 flat 3", "3/12 kings court", "12 kings court", "", ()),
        ("claire at 8 a mill lane", "", "8a mill lane", "", ("claire",)),
        ("113-115 mill lane jones", "", "113-115 mill lane", "", ("jones",)),
        ("d0rset gardens", "", "", "", ()),
        ("12 june avenue khan", "", "12 june avenue", "", ("khan",)),
        ("khan 3 May Road", "", "3 may road", "", ("khan",)),
    ],
)
def test_addresses(text, flat, building, outward, words):
    found = read(text)
    assert (found.place.flat_key, found.place.building_key, found.place.outward, found.words) == (
        flat,
        building,
        outward,
        words,
    )


@pytest.mark.parametrize(
    ("text", "sector"), [("BR1 8 Phillips", "BR1 8"), ("phillips br1 8", "BR1 8"), ("BR1 8 mill lane", "")]
)
def test_a_postcode_without_its_last_letters(text, sector):
    assert read(text).place.sector == sector


def test_figures_that_stand_for_letters_are_letters():
    assert read("C0nor Murphy").words == ("conor", "murphy")
    assert read("jones king5 drive").place.streets[-1] == "kings drive"
    assert read("flat5 12 mill lane").place.building_key == "12 mill lane"


@pytest.mark.parametrize(
    ("text", "words"),
    [("MERLIN 24PAC012345", ()), ("cris 2314567/24", ()), ("custody ref 01TW/1234/24", ()), ("merlin ab12cde", ("merlin",)), ("cris 3/2/1980", ("cris",)), ("merlin 12 mill lane", ("merlin",))],
)  # fmt: skip
def test_a_system_before_a_reference_is_no_name(text, words):
    assert read(text).words == words


def test_a_building_s_name_alone_may_be_a_street_s_or_a_person_s():
    readings = [(r.name, r.place.streets) for r in read("murphy tennyson house").readings()]
    assert readings == [
        ("", ("murphy tennyson house",)),
        ("murphy", ("tennyson house",)),
        ("murphy tennyson house", ()),
    ]
    assert read("frank hall").words == ("frank", "hall")


def test_a_number_with_a_part_of_a_street_is_kept():
    found = read("jones 12 avenue")
    assert (found.words, found.numbers) == (("jones", "avenue"), ("12",))


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("AB12 CDE", "VRM", "AB12CDE"),
        ("07700 900123", "PHONE", "+447700900123"),
        ("08/1234567R", "PNC_ID", "2008/1234567R"),
        ("CRRT00000456", "CRIMINT_REF", "CRRT00000456"),
        ("2314567/24", "CRIS_REF", "2314567/24"),
    ],
)
def test_identifiers_in_their_normal_form(text, label, value):
    found = read(text)
    assert found.identifiers == {label: (value,)}
    assert value in found.all_references
    assert found.words == ()


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("03 02 1980 murphy", ("1980-02-03",)),
        ("murphy sean b. 3.2.80", ("1980-02-03",)),
        ("murphy b 3/2/80", ("1980-02-03",)),
        ("murphy aged 44", ("1981-11-24/1982-11-23",)),
        ("murphy 44 yrs", ("1981-11-24/1982-11-23",)),
        ("0208 123 456 murphy", ()),
    ],
)
def test_dates_with_blanks_and_ages(text, born):
    found = read(text)
    assert found.dates_of_birth == born
    assert found.words[:1] == ("murphy",)
    assert set(found.words) <= {"murphy", "sean"}


@pytest.mark.parametrize(
    ("text", "words", "streets", "more"),
    [
        ('name:jones street:"avenue road"', ("jones",), ("avenue road",), {}),
        ("street:jones", (), ("jones",), {}),
        ("street:2", (), ("2",), {}),
        ('name:"jones avenue road"', ("jones", "avenue", "road"), (), {}),
        ("murphy born:2/3/1980", ("murphy",), (), {"dates_of_birth": ("1980-03-02",)}),
        ("plate:kat", (), (), {"plate": "KAT"}),
        ("plate:ab12cde", (), (), {"identifiers": {"VRM": ("AB12CDE",)}}),
        ("ref:030280", (), (), {"references": ("030280",), "dates_of_birth": ()}),
        ("name:", (), (), {}),
    ],
)
def test_what_somebody_says_it_is_is_taken_as_that(text, words, streets, more):
    found = read(text)
    assert (found.words if text != "name:" else (), found.place.streets) == (words, streets)
    assert {name: getattr(found, name) for name in more} == more


def test_a_part_of_a_plate():
    assert read("AB12").plate == "AB12"
    assert read("12 CDE").plate == "12CDE"
    assert read("sean AB12 murphy").plate == "AB12"  # it may be a postcode's beginning as well
    assert read("SE20 7RT").plate == ""


def test_references_of_unknown_shape_are_kept_as_they_stand():
    assert read("AS-2026-0000091").references == ("AS-2026-0000091",)
    assert "W250001304" in read("w250001304").references


def test_what_was_understood_is_told_as_the_contract_has_it():
    told = read("murphy 3/2/80 AB12 CDE flat 2 12 avenue rd se20").as_json()
    assert told == {
        "names": ["murphy"],
        "dates_of_birth": ["1980-02-03"],
        "identifiers": {"vrm": ["AB12CDE"]},
        "address": "flat 2 12 avenue rd SE20",
        "references": [],
        "plate": None,
        "numbers": [],
        "text": "murphy 3/2/80 AB12 CDE flat 2 12 avenue rd se20",
    }


@given(st.text(max_size=400))
def test_whatever_is_typed_is_read(text):
    found = read(text)
    assert len(found.text) <= LONGEST
    assert found.readings()
    found.as_json()
