"""Dates, sums, addresses and vehicles as notebooks write them, and the figures that are none of these."""

import pytest


def _mentions(reader, text):
    return [(m.label, m.text) for m in reader.read(text).mentions]


@pytest.mark.parametrize(
    ("text", "label", "said"),
    [
        ("Kyle Botham dob 29 02 2004", "DATE", "29 02 2004"),
        ("ADEYEMI-FINCH, Tobias b.1999-12-31.", "DATE", "1999-12-31"),
        ("attempt in cell 03/2019", "DATE", "03/2019"),
        ("DOB 1980-02 APPROX", "DATE", "1980-02"),
        ("on the 1st day of August 2024", "DATE", "1st day of August 2024"),
        ("I paid five hundred pounds deposit", "MONEY", "five hundred pounds"),
        ("sort 11 22 96, acc 00483920", "SORT_CODE", "11 22 96"),
        ("LKA 70C GRANTHAM ROAD", "ADDRESS", "70C GRANTHAM ROAD"),
        ("Access to 45 Nightingale Hse please", "ADDRESS", "45 Nightingale Hse"),
        ("FEMALE LEFT ADDRESS 8 RIVERSIDE AFTER ARGUMENT", "ADDRESS", "8 RIVERSIDE"),
        ("moving in with her nan, 2a Weavers Fold.", "ADDRESS", "2a Weavers Fold"),
        ("across the road at 17 hawthorn drive. hes got", "ADDRESS", "17 hawthorn drive"),
        (
            "moved out of Apt 12, The Malthouse, 90 Quay Rd on the 17th",
            "ADDRESS",
            "Apt 12, The Malthouse, 90 Quay Rd",
        ),
        ("VEH AT UNIT 2 GASWORKS LANE", "ADDRESS", "UNIT 2 GASWORKS LANE"),
        (
            "keyholder for Unit 6, Birchwell Trading Estate is out",
            "ADDRESS",
            "Unit 6, Birchwell Trading Estate",
        ),
        ("seen on a quad bike by the barn", "VEHICLE", "quad bike"),
        ("two Land Rovers by the barn", "VEHICLE", "Land Rovers"),
    ],
)
def test_found(reader, text, label, said):
    assert (label, said) in _mentions(reader, text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("seen by 2 close friends and 3 drive away", "ADDRESS"),
        ("4 Riverside Ward staff came", "ADDRESS"),
        ("a hundred times and two thousand people", "MONEY"),
        ("some sort of 11 22 96 number", "SORT_CODE"),
        ("M2 neg on search", "VRM"),
        ("between 2010-12 he was away", "DATE"),
    ],
)
def test_left_alone(reader, text, label):
    assert label not in [found for found, _ in _mentions(reader, text)]


def test_a_date_of_birth_in_brackets_ends_no_sentence(reader):
    (fact,) = reader.read("Daniel Harwood (b. 14/07/1988) is storing a shotgun under the bath.").facts
    assert (fact.subject, fact.placement) == ("Daniel Harwood", "under the bath")


def test_a_heading_with_a_day_is_of_the_name_behind_it(reader):
    (fact,) = reader.read("Missing since Tuesday 16/01/2024 0745: Elwyn Thacker, 71, male").facts
    assert fact.subject == "Elwyn Thacker"
