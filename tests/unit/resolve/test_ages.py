"""When somebody was born of whom a record gives no date of birth, and who is kept apart by it."""

import pytest

from indexer.resolve.ages import agree, living, may_meet, minor
from indexer.resolve.pairs import compare, edge_of
from indexer.resolve.persons import Person, person_of

RECORDED = {"recorded": "2017-04-25T10:00:00Z"}


@pytest.mark.parametrize(
    ("description", "between"),
    [
        ("IC6 male, looks 54, heavy build", "1954/1971"),
        ("64 yrs approx", "1947/1958"),
        ("aged about 26", "1985/1996"),
        ("age 26", "1988/1993"),
        ("44yo", "1970/1975"),
        ("30-35 years", "1979/1989"),
        ("M mid 40s", "1965/1978"),
        ("20s", "1983/2001"),
        ("5'10, 12 stone, scar on cheek", "/2017"),
        ("", "/2017"),
    ],
)
def test_an_age_leaves_years_open(description, between):
    assert living({"role": "victim", "description": description}, RECORDED) == between


@pytest.mark.parametrize(
    ("role", "between"),
    [("suspect", "/2007"), ("detained", "/2007"), ("driver", "/2003"), ("victim", "/2017"), (None, "/2017")],
)
def test_who_is_suspected_was_ten(role, between):
    assert living({"role": role}, RECORDED) == between


def test_the_earliest_day_of_a_record_counts():
    assert living({"role": "victim"}, {**RECORDED, "occurred": {"from": "2009-01-02", "to": None}}) == "/2009"


def test_a_date_of_birth_says_more():
    assert living({"dates_of_birth": ["1980"], "description": "aged 44"}, RECORDED) is None
    assert living({"role": "victim"}, {}) is None


def test_a_child_is_one_when_the_record_is_made():
    assert minor({"dates_of_birth": ["2010-05-01"]}, RECORDED)
    assert not minor({"dates_of_birth": ["1990-05-01"]}, RECORDED)
    assert not minor({"dates_of_birth": ["2019-05-01"]}, RECORDED)


def test_years_and_births():
    assert agree(("1990-02-03",), "1988/1993")
    assert agree(("1990",), "/1990")
    assert not agree(("2022-02-12",), "1954/1971")
    assert may_meet("1954/1971", "/2017")
    assert may_meet("/1960", "1954/1971")
    assert not may_meet("1990/1995", "/1980")


DOOR = [{"role": "home", "address": "40 London Road", "postcode": "CR0 1PL"}]
PHONE = {"phone": ["07700 900123"]}


def one(member: str, recorded: str, forename: str = "Radoslaw", **other: object) -> Person:
    told = {
        "role": "victim",
        "names": [{"kind": "birth", "forenames": forename, "surname": "Lewandowski"}],
        "addresses": DOOR,
        **other,
    }
    record = {"recorded": recorded}
    between, child = living(told, record), minor(told, record)
    return person_of(member, {**told, "living": between, "minor": child})


def decided(a: Person, b: Person) -> str | None:
    edge = edge_of(a, b, compare(a, b), "arrival")
    return edge.decision if edge else None


def test_somebody_seen_to_be_old_is_not_joined_to_the_child_of_the_name():
    child = one("MERLIN/1~1", "2025-10-28", dates_of_birth=["2022-02-12"])
    assert decided(one("CRIS/2~1", "2024-04-25", description="looks 54"), child) != "join"
    assert decided(one("CRIS/3~1", "2024-04-25", description="looks 3"), child) == "join"


def test_nobody_is_born_after_the_record_that_speaks_of_them():
    child = one("MERLIN/1~1", "2025-10-28", dates_of_birth=["2022-02-12"])
    assert decided(one("CRIS/2~1", "2017-04-25"), child) != "join"
    assert decided(one("CRIS/3~1", "2023-04-25"), child) == "join"


def test_a_child_and_an_adult_of_one_name_are_two_in_thin_records_too():
    child = one("MERLIN/1~1", "2023-11-20", dates_of_birth=["2023-01-15"])
    assert decided(child, one("PND/2~1", "2015-09-22", dates_of_birth=["1999-08-10"])) != "join"


def test_two_children_of_one_day_and_two_forenames_are_twins_in_thin_records_too():
    a, b = (
        one(f"MERLIN/{n}~1", "2024-10-28", name, dates_of_birth=["2022-07-16"])
        for n, name in ((1, "Michal"), (2, "Karolina"))
    )
    assert decided(a, b) != "join"


@pytest.mark.parametrize(
    ("forename", "surname", "decision"), [("Kavitha", "Thaavrajah", "join"), ("Sarah", "Smith", "review")]
)
def test_a_rare_name_is_joined_though_a_figure_of_the_birth_is_off(forename, surname, decision):
    a, b = (
        person_of(
            member,
            {
                "names": [{"kind": "birth", "forenames": forename, "surname": surname}],
                "dates_of_birth": [born],
                "sex": "2",
            },
        )
        for member, born in (("CRIS/1~1", "1974-11-02"), ("COPA/2~1", "1974-11-07"))
    )
    assert decided(a, b) == decision
