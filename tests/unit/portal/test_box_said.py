"""What is said aloud, and numbers of which a part was not typed: nothing is shown as understood that nobody typed."""

from datetime import date

import pytest

from portal.search.box.question import understand
from portal.search.box.said_aloud import put_right
from portal.services.risk.things import _in_part

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("oh double seven oh oh 9 0 0 4 4 2", "07700900442"), ("oh seven double seven oh oh nine double oh one", "0777009001"),
        ("zero seven seven treble oh nine 1 2 3 4", "07700091234"), ("o seven seven double oh 900123", "07700900123"),
    ],
)  # fmt: skip
def test_figures_said_twice_are_a_telephone_s(text, number):
    assert put_right(text) == number


@pytest.mark.parametrize(
    "text", ["flat one 2 mill lane", "double yellow 12 mill lane", "oh 12 mill lane", "07700 900123", "two 20 02 1980", "12 double street"]
)  # fmt: skip
def test_other_figures_are_left_alone(text):
    assert put_right(text) == text


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("pia dot lund71 at example dot net", "pia.lund71@example.net"), ("plund71 at mail dot example", "plund71@mail.example"),
        ("p underscore lund at sign example dot co dot uk", "p_lund@example.co.uk"), ("plund71 at example.com", "plund71@example.com"),
    ],
)  # fmt: skip
def test_an_address_said_in_words_is_an_e_mail_s(text, address):
    asked = understand(text, TODAY)
    assert (asked.identifiers["EMAIL"], asked.words) == ((address,), ())


@pytest.mark.parametrize(
    "text",
    [
        "k dot at mill lane",
        "jan lund at the dot com cafe",
        "pia lund at 12 mill lane",
        "dot lund at rose cottage",
    ],
)
def test_a_name_at_a_place_is_no_e_mail_address(text):
    assert "EMAIL" not in understand(text, TODAY).identifiers


def test_an_address_is_looked_for_at_other_domains():
    starts = [way.identifiers.get("EMAIL_START") for way in understand("plund71@example.com", TODAY).ways]
    assert starts == [None, ("plund71@",)]
    assert {len(understand(one, TODAY).ways) for one in ("info2@example.com", "p.lund@example.com")} == {1}


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [("08/221 quebec", "PNC_ID", ""), ("08/1234567 romeo", "PNC_ID", "2008/1234567R"), ("pnc 08/1234567 romeo lund", "PNC_ID", "2008/1234567R")],
)  # fmt: skip
def test_a_check_letter_is_read_by_the_radio_s_alphabet_where_it_is_right(text, label, value):
    assert understand(text, TODAY).identifiers.get(label, ("",)) == (value,)


@pytest.mark.parametrize("text", ["08/1234567 romeo street", "2/14 victor lane", "12/10 november 1980"])
def test_a_street_or_a_month_is_no_check_letter(text):
    assert put_right(text) == text


@pytest.mark.parametrize(
    ("text", "label"), [("08/1234567", "PNC_ID"), ("004512/96", "CRO"), ("4512/96", "CRO")]
)
def test_a_letter_that_nobody_typed_is_not_shown(text, label):
    asked = understand(text, TODAY)
    assert asked.identifiers[label]
    shown = asked.as_json()
    assert (shown["identifiers"], shown["references"]) == ({}, [text])


def test_a_letter_that_was_typed_is_shown():
    assert understand("08/1234567R", TODAY).as_json()["identifiers"] == {"pnc_id": ["2008/1234567R"]}


@pytest.mark.parametrize("text", ["custody 4512/25", "custody 4512/25 lund"])
def test_a_record_s_reference_is_no_cro_number(text):
    assert not understand(text, TODAY).identifiers


def test_figures_with_noughts_before_them_are_a_reference_and_no_number_abroad():
    asked = understand("00714499", TODAY)
    assert ("PHONE" in asked.identifiers, asked.references) == (False, ("00714499",))
    assert understand("00353861234567", TODAY).identifiers["PHONE"] == ("+353861234567",)


@pytest.mark.parametrize(
    ("text", "plate"),
    [("417 bdk", "417BDK"), ("rw 9127", "RW9127"), ("3318 mz", "3318MZ"), ("vrm mz 3318", "MZ3318"), ("blue toyota mz 3318", "MZ3318")],
)  # fmt: skip
def test_a_registration_without_a_year_may_stand_in_two_pieces(text, plate):
    assert plate in {way.plate for way in understand(text, TODAY).ways}


@pytest.mark.parametrize("text", ["ng 1980", "lee 4412", "12 ave", "smith 4412", "flat 9127", "rw 12"])
def test_a_name_a_year_and_a_house_s_number_are_no_such_registration(text):
    assert "".join(text.upper().split()) not in {way.plate for way in understand(text, TODAY).ways[1:]}


def test_a_short_registration_may_be_misread():
    assert _in_part("KWB8O", "KWB80").strength == "possible"
    assert _in_part("KWB8O", "KWB81") is None


def test_a_postcode_is_read_as_it_stands_and_may_be_a_registration():
    asked = understand("BL18DG", TODAY)
    assert (asked.place.postcode, asked.plate) == ("BL1 8DG", "BL18DG")
    assert understand("seI2 3rf", TODAY).place.postcode == "SE12 3RF"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("nino AB12O456", "nino AB120456"), ("ni no ab 12 34 56 c", "nino AB123456C"), ("ni number AB123456", "nino AB123456"),
        ("ni hao", "ni hao"), ("ni no 12 mill lane", "ni no 12 mill lane"), ("23 stroke nine oh oh two six eight bravo", "2023/0900268B"),
        ("23 stroke nine oh oh two six eight alpha", "23/900268 alpha"), ("12 stroke road", "12 stroke road"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_they_are(text, written):
    assert put_right(text) == written


def test_a_national_insurance_number_may_lack_its_suffix():
    asked = understand("nino AB12O456", TODAY)
    assert asked.identifiers["NINO"] == ("AB120456A", "AB120456B", "AB120456C", "AB120456D")
    assert asked.as_json()["identifiers"] == {}
    assert "NINO" not in understand("nino GB120456", TODAY).identifiers


@pytest.mark.parametrize("text", ["2023_0900268B", "2023.0900268B"])
def test_a_pnc_id_may_have_another_sign_for_its_stroke(text):
    assert understand(text, TODAY).identifiers == {"PNC_ID": ("2023/0900268B",)}


@pytest.mark.parametrize(
    ("text", "building"),
    [
        ("150 kilo echo papa lima echo romeo avenue", "150 kepler avenue"), ("7 india sierra india sierra lane", "7 isis lane"),
        ("12 victor mike mill lane", "12 victor mike mill lane"), ("12 victor road", "12 victor road"), ("12 mike victor road", "12 mike victor road"),
    ],
)  # fmt: skip
def test_a_street_is_spelt_behind_its_house(text, building):
    assert understand(text, TODAY).place.building_key == building


@pytest.mark.parametrize(
    ("text", "born", "building"),
    [
        ("male 37 skinny build", ("1988-12-02/1989-12-01",), ""),
        ("male 37 brown street", (), "37 brown street"),
    ],
)
def test_an_age_stands_before_how_somebody_looks(text, born, building):
    asked = understand(text, TODAY)
    assert (asked.dates_of_birth, asked.place.building_key) == (born, building)
