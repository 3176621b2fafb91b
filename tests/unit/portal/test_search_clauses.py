"""The clauses of a risk lookup."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from access.queries import AtLeast, Best, Find, Not, Prefix, Term, Terms, Weighted
from indexer.resolve.query import PersonQuery
from portal.search import clauses, risk
from portal.search.box.question import understand

TODAY = date(2026, 11, 23)


def leaves(clause):
    """(field, weight) of every leaf, with the weight that it carries."""
    if isinstance(clause, Weighted):
        return [(field, weight * clause.weight) for field, weight in leaves(clause.clause)]
    if isinstance(clause, Not):
        return leaves(clause.clause)
    parts = getattr(clause, "clauses", None)
    return (
        [leaf for part in parts for leaf in leaves(part)] if parts else [(getattr(clause, "field", ""), 1.0)]
    )


def test_a_word_is_asked_for_as_it_stands_by_form_by_sound_and_by_spelling():
    asked = clauses.for_word("shaun")
    assert isinstance(asked, Best)
    worth: dict[str, float] = {}
    for field, weight in leaves(asked):
        worth[field] = max(worth.get(field, 0), weight)
    assert worth["name.parts"] > worth["name.nick"] > worth["name.phonetic"] > worth["name.trigrams"]
    assert worth["place.parts"] < worth["name.trigrams"]


def test_two_letters_turned_leave_neither_trigrams_nor_sound_and_are_asked_for_as_words():
    assert clauses.turned(("nsah",)) == ("nash", "nsha", "snah")
    assert clauses.turned(("ng", "aab")) == ("aba",)
    (asked,) = [w for w in clauses.for_word("nsah").clauses if "nash" in getattr(w.clause, "values", ())]
    assert (asked.clause.field, asked.weight) == ("name.parts", 2)


def test_trigrams_ask_for_six_tenths_and_for_less_at_half_the_worth():
    ways = [
        w
        for w in clauses.for_word("montgomery").clauses
        if isinstance(w, Weighted) and isinstance(w.clause, AtLeast)
    ]
    ways = [w for w in ways if w.clause.field == "name.trigrams"]
    assert [(w.clause.minimum, len(w.clause.values)) for w in ways] == [(6, 10)]
    long = [
        w.clause
        for w in clauses.for_word("wolstenholme").clauses
        if getattr(getattr(w, "clause", None), "field", "") == "name.trigrams"
    ]
    assert [(asked.minimum, len(asked.values)) for asked in long] == [(8, 12), (6, 12)]
    short = [
        w
        for w in clauses.for_word("smith").clauses
        if isinstance(w, Weighted) and isinstance(w.clause, AtLeast)
    ]
    assert [(w.clause.minimum, w.weight) for w in short if w.clause.field == "name.trigrams"] == [
        (3, 2),
        (2, 1),
    ]


@pytest.mark.parametrize(
    "near",
    [
        "1980-03-02",
        "1981-02-03",
        "1978-02-03",
        "1990-02-03",
        "1980-02-08",
        "1980-02-13",
        "1980-12-03",
        "1980-02-04",
        "1908-02-03",
    ],
)
def test_near_dates_hold_the_usual_slips(near):
    assert near in clauses.near_dates("1980-02-03")


@pytest.mark.parametrize(("born", "near"), [("0001-01-01", "0001-01-02"), ("9999-12-31", "9999-12-30")])
def test_the_first_and_the_last_day_have_near_dates_too(born, near):
    assert near in clauses.near_dates(born)


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)))
def test_near_dates_are_dates_few_and_not_the_date_itself(born):
    near = clauses.near_dates(born.isoformat())
    assert born.isoformat() not in near
    assert len(near) <= 60
    assert all(date.fromisoformat(value) for value in near)


def test_a_part_of_a_plate_is_looked_for_from_its_beginning_and_within():
    found = list(clauses.for_plates(understand("12CD", TODAY)))
    first, within = found
    assert isinstance(first.clause, Prefix)
    assert first.clause.value == "VRM:12CD"
    half, whole = within.clauses
    assert (half.clause.minimum, whole.clause.minimum) == (1, 2)
    assert (
        half.weight < whole.weight
    )  # what has all of a part is no further than those who have a colour's name
    assert half.clause.values == whole.clause.values == ("12c", "2cd")


def test_a_whole_plate_is_looked_for_with_a_character_misread():
    found = list(clauses.for_plates(understand("AB12 CDE", TODAY)))
    near, turned = (weighted.clause for weighted in found)
    assert (near.minimum, len(near.values)) == (4, 7)
    assert "VRM:AB12CED" in turned.values


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("gorclon", "gordon"), ("srnith", "smith"), ("edvvards", "edwards"), ("hapmden", "hampden")],
)
def test_letters_that_are_turned_or_look_like_others_are_put_right(typed, meant):
    assert meant in clauses.turned((typed,))


def test_a_street_with_two_letters_turned_is_looked_for():
    asked = understand("smith hapmden road", TODAY).with_street("hapmden road")
    assert any(
        "hampden" in weighted.clause.values
        for weighted in clauses.street(asked.place).clauses
        if isinstance(weighted.clause, Terms)
    )


def test_a_question_of_nothing_finds_nothing():
    (only,) = risk.first_round(understand("...", TODAY))
    assert only.query == Terms("id", ())


def test_on_a_named_street_those_who_live_there_are_asked_for_apart():
    everyone, there = risk.first_round(understand("jones avenue road", TODAY))
    assert ("place.street", 3.0) in leaves(there.query)
    assert ("name.parts", 4.0) in leaves(everyone.query)


def test_words_that_may_be_a_name_or_a_street_are_asked_for_as_both():
    asked = risk.first_round(understand("keira wood", TODAY))
    leaf_values = {value for way in asked[0].query.clauses for value in way.clauses[0].clause.values}
    assert leaf_values >= {"keira", "wood"}
    assert len(asked) == 2


def test_other_records_of_somebody_are_found_by_what_only_they_have():
    known = PersonQuery(
        ("Sean Murphy",), ("1980-02-03",), {"PNC_ID": ("2008/1234567R",), "PHONE": ("+447700900123",)}
    )
    (asked,) = risk.bearing_on_people([[known, known]])
    fields = {field for field, _ in leaves(asked.query)}
    assert fields == {"ident", "dob", "name.phonetic"}
    assert len(asked.query.clauses) == 2  # the same way is asked once
    idents = next(w.clause for w in asked.query.clauses if isinstance(w.clause, Terms))
    assert idents.values == ("PNC_ID:2008/1234567R",)  # a telephone is shared by households


def test_nobody_is_followed_by_a_name_alone():
    assert risk.bearing_on_people([[PersonQuery(("Sean Murphy",), ("1980",))]]) == []


def test_what_was_seen_is_not_asked_for_again():
    less = risk.besides(["CRIS/1", "CRIS/2", "CRIS/1"])(Find(Term("place.building", "12 avenue road")))
    assert less.filters == (Not(Terms("id", ("CRIS/1", "CRIS/2"))),)


WORDS = [
    "flat",
    "unit",
    "2",
    "14b",
    "house",
    "tennyson",
    "murphy",
    "street:2",
    "street:-",
    'name:""',
    "road",
    "se20",
    "plate:?",
    "the",
]


@given(st.text(max_size=40) | st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join))
@example("flat a 44 -")
@example("flat b 9 /")
@example("jones born:0001-01-01/9999-12-31")
@example("jones born:1980-13-01/1980-14-01")
@example("jones born:1990-01-01/1980-01-01")
@example(" ".join(f"0770090{number:04}" for number in range(25)))
def test_whatever_is_typed_can_be_asked(text):
    """A question that the gateway would refuse is an error page in the middle of a call."""
    risk.first_round(understand(text, TODAY))


def test_a_word_longer_than_any_name_can_be_asked():
    assert leaves(clauses.for_word("a" * 1_999))


def test_a_year_counts_for_less_than_a_name():
    (ways,) = clauses.for_dates(("1958",))
    assert [(way.clause.value, way.weight) for way in ways.clauses] == [("1958", 1)]
