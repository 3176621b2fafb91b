"""Under which keys two meet who may be one though most of what tells them is spoilt."""

from typing import Any

import pytest

from indexer.resolve.keys import keys_of_person
from indexer.resolve.persons import person_of, said


def keys(forename: str, surname: str, **told: Any) -> frozenset[str]:
    name = {"kind": "birth", "forenames": forename, "surname": surname}
    return keys_of_person(person_of("CRIS/1~1", {"names": [name], **told}))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # a letter and a figure wrong
        (("Ashok", "Popat", "1996-01-09"), ("Ashok", "Poatt", "1997-01-09")),
        (("Rajedh", "Raichura", "2003-03-19"), ("Rajesh", "Raichura", "2003-03-18")),
    ],
)
def test_a_slip_in_a_name_and_another_in_the_birth(one, other):
    a, b = (keys(forename, surname, dates_of_birth=[born]) for forename, surname, born in (one, other))
    assert a & b


def test_an_age_told_meets_the_births_that_it_leaves_open():
    told = keys("Asif", "Rafiq", living="1975/1984")
    assert told & keys("Asif", "Rafiq", dates_of_birth=["1979-09-19"])
    assert not told & keys("Asif", "Rafiq", dates_of_birth=["1969-09-19"])
    assert not keys("Asif", "Rafiq", living="/2016") & keys("Asif", "Rafiq", dates_of_birth=["1979-09-19"])


def test_an_age_that_leaves_too_much_open_meets_nobody():
    assert not keys("Asif", "Rafiq", living="1940/2010") & keys(
        "Asif", "Rafiq", dates_of_birth=["1979-09-19"]
    )


def test_what_is_kept_of_somebody_says_by_which_keys_they_are_found():
    assert '"keys":' in said({"names": []})
