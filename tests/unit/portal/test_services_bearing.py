"""On which card a fact is put, and on which it is not."""

from __future__ import annotations

import pytest

from indexer.resolve.places import keys_of
from portal.services.risk.bearing import Bearing, Level, target_of

from .hits import FLAT, TODAY, address, fact, hit, person

JONES = target_of(keys_of("Flat 2, 12 Avenue Road", "SE20 7RT"))
MILL = target_of(keys_of("5 Mill Lane", "SE20 1AA"))


def told(report, target):
    return [f["term"] for f in Bearing(report, TODAY).facts_at(target)]


@pytest.mark.parametrize(
    ("written", "postcode", "level"),
    [
        ("Flat 2, 12 Avenue Rd", "SE20 7RT", Level.SAME),
        ("2/12 Avenue Road", None, Level.SAME),
        ("Flat 1, 12 Avenue Road", "SE20 7RT", Level.OTHER_FLAT),
        ("12 Avenue Road", None, Level.FLAT_NOT_STATED),
        ("14 Avenue Road", "SE20 7RT", Level.STREET),
        ("Flat 2, 12 Avenue Road", "M1 4BT", Level.ELSEWHERE),
        ("12 Avenue Close", "SE20 7RT", Level.ELSEWHERE),
    ],
)
def test_how_near_two_addresses_are(written, postcode, level):
    assert JONES.level(keys_of(written, postcode)) is level


@pytest.mark.parametrize(
    ("written", "postcode", "level"),
    [
        ("14 Kestrel House, Dover Road", "SE20 7RT", Level.SAME),
        ("14 KESTREL HSE, BIRDS ESTATE", "SE20 7RT", Level.SAME),
        ("14 Kestrel House", None, Level.SAME),
        ("15 Kestrel House, Birds Estate", "SE20 7RT", Level.ELSEWHERE),
        ("14 Kestrel House", "M1 4BT", Level.ELSEWHERE),
    ],
)
def test_a_flat_is_the_same_whatever_stands_behind_its_building(written, postcode, level):
    flat = target_of(keys_of("Flat 14 Kestrel House, Dover Road", "SE20 7RT"))
    assert flat.level(keys_of(written, postcode)) is level
    said = "A bat is kept behind the door."
    report = hit(text=said, facts=[fact("WE", "bat", said, said)])
    report.record["locations"] = [{"address": written, "postcode": postcode}]
    assert Bearing(report, TODAY).level(flat) is level
    assert told(report, flat) == (["bat"] if level is Level.SAME else [])


def test_a_fact_belongs_to_the_address_of_its_own_sentence():
    first, second = "The subject lives at 5 Mill Lane.", "A bat is kept at Flat 2, 12 Avenue Road."
    text = f"{first} {second}"
    report = hit(
        text=text,
        mentions=[address("5 Mill Lane", text), address("Flat 2, 12 Avenue Road", text)],
        facts=[fact("WE", "bat", text, second)],
    )
    assert told(report, JONES) == ["bat"]
    assert told(report, MILL) == []


def test_else_to_the_last_address_named_before_it():
    a, b, c, d = "Visited 5 Mill Lane.", "A knife was seen.", "Then Flat 2, 12 Avenue Road.", "A dog barked."
    text = f"{a} {b} {c} {d}"
    report = hit(
        text=text,
        mentions=[address("5 Mill Lane", text), address("Flat 2, 12 Avenue Road", text)],
        facts=[fact("WE", "knife", text, b), fact("DOG", "dog", text, d)],
    )
    assert (told(report, MILL), told(report, JONES)) == (["knife"], ["dog"])


def test_a_fact_before_the_first_address_is_that_addresss():
    text = "A bat is kept by the door. This is at Flat 2, 12 Avenue Road."
    report = hit(
        text=text,
        mentions=[address("Flat 2, 12 Avenue Road", text)],
        facts=[fact("WE", "bat", text, "A bat is kept by the door.")],
    )
    assert told(report, JONES) == ["bat"]


def test_where_the_text_names_no_address_the_records_own_place_counts():
    text = "Male made threats with a bat."
    report = hit(
        text=text,
        locations=[{"role": "occurred-at", "address": "5 Mill Lane", "postcode": "SE20 1AA"}],
        people=[person(addresses=[FLAT])],
        facts=[fact("WE", "bat", text, text)],
    )
    assert (told(report, MILL), told(report, JONES)) == (["bat"], [])


def test_else_the_home_of_those_whom_it_is_about_and_not_their_victims():
    text = "Detained person says he carries a knife."
    victim = person(
        "Ann", "Hill", role="victim", addresses=[{"address": "5 Mill Lane", "postcode": "SE20 1AA"}]
    )
    report = hit(
        text=text, people=[person(addresses=[FLAT]), victim], facts=[fact("WE", "knife", text, text)]
    )
    assert (told(report, JONES), told(report, MILL)) == (["knife"], [])


def test_what_is_said_of_the_building_is_told_on_the_flats_card():
    text = "A bat is kept at 12 Avenue Road."
    report = hit(text=text, mentions=[address("12 Avenue Road", text)], facts=[fact("WE", "bat", text, text)])
    assert told(report, JONES) == ["bat"]
    other = "A bat is kept at Flat 1, 12 Avenue Road."
    report = hit(
        text=other,
        mentions=[address("Flat 1, 12 Avenue Road", other)],
        facts=[fact("WE", "bat", other, other)],
    )
    assert told(report, JONES) == []


def test_an_address_that_ended_is_no_home():
    moved = person(addresses=[{**FLAT, "to": "2020-01-01"}])
    assert list(Bearing(hit(people=[moved]), TODAY).residents(JONES)) == []
    assert list(Bearing(hit(people=[person(addresses=[FLAT])]), TODAY).residents(JONES))


def test_a_fact_said_of_somebody_named_is_theirs_alone():
    text = "MURPHY was seen with a knife."
    murphy, jones = person(), person("Gareth", "Jones", "1983-06-14")
    report = hit(text=text, people=[murphy, jones], facts=[fact("WE", "knife", text, text, subject="MURPHY")])
    bearing = Bearing(report, TODAY)
    assert [f["term"] for f in bearing.facts_of(murphy)] == ["knife"]
    assert list(bearing.facts_of(jones)) == []


def test_a_fact_said_of_nobody_named_is_the_only_subjects():
    text = "He carries a knife."
    murphy, victim = person(), person("Ann", "Hill", role="victim")
    report = hit(text=text, people=[murphy, victim], facts=[fact("WE", "knife", text, text, subject="He")])
    bearing = Bearing(report, TODAY)
    assert [f["term"] for f in bearing.facts_of(murphy)] == ["knife"]
    assert list(bearing.facts_of(victim)) == []
    two = hit(text=text, people=[murphy, person("Declan")], facts=[fact("WE", "knife", text, text)])
    assert list(Bearing(two, TODAY).facts_of(murphy)) == []


@pytest.mark.parametrize(
    ("subject", "whose"),
    [
        ("DP", "suspect"),
        ("The male", "suspect"),
        ("the driver", "suspect"),
        ("he", "suspect"),
        ("she", None),
        ("his brother", None),
        ("unknown male", None),
        ("two males", None),
        ("victim", "victim"),
        ("caller", None),
        ("Hill", "victim"),
    ],
)
def test_a_bare_word_is_for_the_one_person_whom_it_can_be_for(subject, whose):
    text = "There is a knife."
    murphy, hill = person(sex="1"), person("Ann", "Hill", role="victim", sex="2")
    report = hit(text=text, people=[murphy, hill], facts=[fact("WE", "knife", text, text, subject=subject)])
    bearing = Bearing(report, TODAY)
    assert [p["role"] for p in (murphy, hill) if list(bearing.facts_of(p))] == ([whose] if whose else [])


def test_of_two_whom_a_record_is_about_a_bare_word_is_for_the_one_of_its_sex():
    text = "She carries a knife."
    him, her = person(sex="1"), person("Ann", "Hill", sex="2")
    report = hit(text=text, people=[him, her], facts=[fact("WE", "knife", text, text, subject="She")])
    bearing = Bearing(report, TODAY)
    assert [f["term"] for f in bearing.facts_of(her)] == ["knife"]
    assert list(bearing.facts_of(him)) == []


@pytest.mark.parametrize(
    ("between", "born"),
    [
        (", born ", ("1983-08-15",)),
        (" (DOB: ", ("1983-08-15",)),
        (" was seen on ", ()),
        (" born here, left ", ()),
    ],
)
def test_whom_a_text_alone_names_is_born_when_it_says_so_right_behind_the_name(between, born):
    name, day = "Tyrell Francis", "15/08/1983"
    said = f"A man named {name}{between}{day} deals there."
    at = said.index(day)
    report = hit(
        text=said,
        mentions=[
            {"label": "PERSON", "start": 12, "end": 12 + len(name), "text": name, "value": None},
            {"label": "DATE", "start": at, "end": at + len(day), "text": day, "value": "1983-08-15"},
        ],
    )
    (held,) = Bearing(report, TODAY).in_text
    assert held.born == born


@pytest.mark.parametrize(("name", "people"), [("Upper Norwell", 0), ("Ursula Norwell", 1)])
def test_a_town_of_the_record_s_own_addresses_is_nobody_that_its_text_names(name, people):
    said = f"Stopped in {name}."
    at = said.index(name)
    report = hit(
        text=said,
        people=[person(addresses=[{"role": "home", "address": "12 Mill Lane, Upper Norwell"}])],
        mentions=[{"label": "PERSON", "start": at, "end": at + len(name), "text": name, "value": name}],
    )
    assert len(Bearing(report, TODAY).in_text) == people
