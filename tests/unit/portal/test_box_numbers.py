"""Numbers typed in part or with a slip."""

from datetime import date

import pytest

from indexer.resolve.scorer import PersonQuery, score
from nlp.identifying import checks
from portal.search import clauses
from portal.search.box import numbers, phones, police_numbers
from portal.search.box.looks import plain_words
from portal.search.box.question import understand
from portal.services.risk.people import query_of

TODAY = date(2026, 3, 2)
PERSON = {
    "names": [{"forenames": "Sean", "surname": "Murphy"}],
    "dates_of_birth": ["1980-02-03"],
    "identifiers": {"phone": ["07700 900123"], "pnc_id": "2008/1234567R"},
}


def reasons(text):
    return max(
        (score(query_of(way), PERSON) for way in understand(text, TODAY).readings()), key=lambda m: m.score
    ).reasons


@pytest.mark.parametrize(
    ("text", "end", "words"),
    [
        ("murphy phone ending 900123", "900123", ("murphy",)), ("murphy mob ends in 0123", "0123", ("murphy",)),
        ("...900123", "900123", ()), ("murphy last 4 digits 0123", "0123", ("murphy",)), ("ending 0123 s murphy avenue road", "0123", ("s", "murphy")),
    ],
)  # fmt: skip
def test_the_end_of_a_telephone_number_is_no_name_and_no_house(text, end, words):
    asked = understand(text, TODAY)
    assert asked.identifiers["PHONE_END"] == (end,)
    assert asked.place.building_key == ""
    assert set(words) <= {word for way in asked.readings() for word in way.words}
    assert not {"ending", "ends", "last", "digits"} & set(asked.words)
    assert "PHONE ends the same: +447700900123" in reasons(text)


def test_the_end_of_a_plate_is_no_telephone_s():
    assert "PHONE_END" not in understand("vrm ending 123", TODAY).identifiers


def test_an_end_is_asked_for_by_its_key():
    asked = [str(clause) for clause in clauses.for_identifiers(understand("murphy 0123", TODAY))]
    assert any("PHONE_END:0123" in clause for clause in asked)


def test_figures_that_may_be_a_date_may_be_an_end():
    person = {**PERSON, "identifiers": {"phone": ["07700 120380"]}}
    asked = understand("120380", TODAY)
    best = max(score(query_of(way), person).score for way in asked.readings())
    assert asked.dates_of_birth == ("1980-03-12",)
    assert best == score(PersonQuery(identifiers={"PHONE_END": ("120380",)}), person).score > 0.3


@pytest.mark.parametrize("typed", ["murphy 07700900133", "07700 900132 sean"])
def test_a_telephone_number_with_a_slip(typed):
    assert "PHONE one figure off: +447700900123" in reasons(typed)
    (phone,) = understand(typed, TODAY).identifiers["PHONE"]
    assert "+447700900123" in phones.near_phones(phone)
    assert phone not in phones.near_phones(phone)


@pytest.mark.parametrize(
    "typed", ["07700900133", "07700 900132", "0770090012", "077009001233", "077700900123", "o7700 90O133"]
)
def test_a_telephone_number_alone_with_a_slip_is_possible_at_most(typed):
    near = numbers.with_slips(understand(typed, TODAY).identifiers)["PHONE_NEAR"]
    assert any("+447700900123" in phones.near_phones(phone) for phone in near)
    match = score(query_of(understand(typed, TODAY)), PERSON)
    assert (match.reasons, match.strength) == (("PHONE one figure off: +447700900123",), "possible")


@pytest.mark.parametrize(
    "typed", ["07700900...", "07700900", "0770 0900***", "07700900xxx", "murphy 077009…"]
)
def test_the_beginning_of_a_telephone_number(typed):
    assert "PHONE begins the same: +447700900123" in reasons(typed)
    asked = [str(clause) for clause in clauses.for_identifiers(understand(typed, TODAY))]
    assert any("PHONE:+4477009" in clause for clause in asked)


def test_ten_figures_that_are_an_nhs_number_may_be_a_telephone_s_without_one():
    assert understand("0739981285", TODAY).identifiers["PHONE_NEAR"] == ("+44739981285",)


def test_two_slips_of_a_telephone_number_are_another():
    assert not any("PHONE" in reason for reason in reasons("murphy 07700 900144"))


@pytest.mark.parametrize("text", ["2008/1234567", "08/1234567", "20081234567R"])
def test_a_pnc_id_without_its_letter_is_told_by_its_figures(text):
    assert understand(text, TODAY).identifiers["PNC_ID"] == ("2008/1234567R",)


@pytest.mark.parametrize("text", ["2008/1234587R", "2008/1243567R", "2008/1234567S", "murphy 08/1234587R"])
def test_a_pnc_id_with_a_slip(text):
    asked = understand(text, TODAY)
    (typed,) = asked.identifiers["PNC_NEAR"]
    assert "PNC_ID" not in asked.identifiers
    assert "2008/1234567R" in police_numbers.near_pnc_ids(typed)
    assert "PNC ID one character off: 2008/1234567R" in reasons(text)
    assert asked.as_json()["identifiers"] == {}


def test_the_ids_near_a_slip_are_few_and_right():
    near = police_numbers.near_pnc_ids("2008/1234587R")
    assert len(near) < 20
    assert all(checks.pnc_letter(one[:4], one[5:-1]) == one[-1] for one in near)


def test_a_national_insurance_number_in_pieces_is_no_pnc_id():
    assert "PNC_ID" not in understand("BH 47 29 32 A", TODAY).identifiers


@pytest.mark.parametrize(
    ("text", "plate", "words"),
    [
        ("AG64 Ali", "AG64", ("ali",)), ("NA03 Suk Yee", "NA03", ("suk", "yee")), ("McDermott OZF", "OZF", ("mcdermott",)),
        ("DRB Matthews", "DRB", ("matthews",)), ("AW19 red fiat 500", "AW19", ()), ("WNS green vauxhall corsa", "WNS", ()),
    ],
)  # fmt: skip
def test_a_part_of_a_plate_is_one_reading_of_several(text, plate, words):
    asked = understand(text, TODAY)
    assert (plate, words) in [(way.plate, way.words) for way in asked.readings()]
    assert (plate, words) != (asked.plate, asked.words)


@pytest.mark.parametrize(
    "text", ["AB12 CDE", "john LEE", "smith van der berg", "jones ford", "john brown 12 avenue road", "john ford 12 avenue road"]
)  # fmt: skip
def test_a_name_or_a_whole_plate_is_not_taken_apart(text):
    assert understand(text, TODAY).otherwise == ()


def test_capitals_of_a_plate_s_shape_are_no_word():
    assert understand("Nicholas YWS8RBP", TODAY).plate == "YWS8RBP"
    assert "yarborough road" in understand("12 yar6orough road", TODAY).place.streets


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("marshal1 sean", "marshall sean"), ("russel1 road", "russell road"), ("peterbrown1@example.com", "peterbrown1@example.com"),
        ("@peterbrown1", "@peterbrown1"), ("peterbrown1", "peterbrown1"), ("flat5", "flat5"), ("r0ads1de@example.com", "r0ads1de@example.com"),
    ],
)  # fmt: skip
def test_a_figure_of_a_mail_or_a_handle_is_no_letter(typed, plain):
    assert plain_words(typed) == plain


@pytest.mark.parametrize(
    ("typed", "start"),
    [
        ("adeyinkafolasade27", "adeyinkafolasade27@"), ("J.Smith84", "j.smith84@"), ("@s_antoniou", "s_antoniou@"), ("email samirakhan", "samirakhan@"),
        ("khan j_smith@gmail", "j_smith@gmail"),
    ],
)  # fmt: skip
def test_what_stands_before_the_at_is_an_address_in_part(typed: str, start: str) -> None:
    ways = understand(typed, TODAY).ways
    assert [way.identifiers["EMAIL_START"] for way in ways if "EMAIL_START" in way.identifiers] == [(start,)]


@pytest.mark.parametrize(
    "typed",
    ["murphy", "weston-matthews", "AB12CDE", "j.smith@example.org", "12a.mill lane", "st johns 12", "030280"],
)
def test_what_else_is_typed_is_no_address_in_part(typed: str) -> None:
    assert not any("EMAIL_START" in way.identifiers for way in understand(typed, TODAY).ways)


def test_a_cro_number_may_lack_its_check_letter() -> None:
    assert understand("249050/96", TODAY).identifiers == {"CRO": ("249050/96G",)}
    assert understand("012345/08", TODAY).identifiers["CRO"] == ("012345/08V",)
    assert "CRO" not in understand("2314567/24", TODAY).identifiers
    assert "CRO" not in understand("khan 10/1990", TODAY).identifiers


def test_a_pnc_id_without_its_year_is_asked_for_in_the_years_that_its_letter_is_right_for():
    asked = understand("1234567r", TODAY)
    assert asked.identifiers["PNC_SERIAL"] == ("1234567R",)
    found = police_numbers.of_serial("1234567R")
    assert "2008/1234567R" in found
    assert len(found) < 12
    assert "pnc_serial" not in asked.as_json()["identifiers"]
    assert "PNC_SERIAL" not in understand("1234567", TODAY).identifiers
