"""What a feed leaves empty is no error, and nobody behind the door meets a gap."""

from typing import Any

import pytest

from indexer.pole import RecordErrors, parse, parse_own
from indexer.pole_blanks import NOT_STATED, parse_fed

from .samples import full, small


def test_what_holds_no_blanks_is_kept_as_it_came() -> None:
    assert parse_fed(full()).as_json() == full()


@pytest.mark.parametrize("name", ["people", "objects", "locations", "links", "flags"])
def test_null_in_a_list_is_nothing(name: str) -> None:
    assert parse_fed(small() | {name: [None]}).as_json()[name] == []


@pytest.mark.parametrize(
    ("name", "blank"),
    [
        ("names", {"kind": "alias", "forenames": None, "surname": "", "text": None}),
        ("names", {}),
        ("dates_of_birth", None),
        ("markers", {"code": None, "text": " "}),
        ("orders", {"kind": None, "conditions": None, "until": None}),
        ("assessments", {"kind": "", "score": None}),
        ("addresses", None),
    ],
)
def test_an_entry_of_a_person_that_says_nothing_is_left_out(name: str, blank: Any) -> None:
    whole = full()["people"][0]
    person = whole | {name: [*whole[name], blank]}
    assert parse_fed(small(people=[person])).as_json()["people"] == [whole]


def test_a_number_without_value_and_a_link_to_no_record_are_left_out() -> None:
    person = {"identifiers": {"phone": [None], "other": [{"kind": "passport", "value": None}]}}
    links = [{"role": "linked", "to": None}, {"to": {"system": "CRIS", "ref": None}}, {"role": "repeat"}]
    made = parse_fed(small(people=[person], links=links)).as_json()
    assert made["people"] == [{"identifiers": {"phone": [], "other": []}}]
    assert made["links"] == []


@pytest.mark.parametrize(
    ("name", "entry", "field"),
    [
        ("markers", {"text": "Violent to police"}, "code"),
        ("orders", {"kind": None, "conditions": "Not to enter Avenue Road"}, "kind"),
        ("assessments", {"score": 15, "band": "high"}, "kind"),
    ],
)
def test_what_says_something_but_not_which_it_is_stands(name: str, entry: dict[str, Any], field: str) -> None:
    made = parse_fed(small(people=[{name: [entry]}])).as_json()
    assert made["people"] == [{name: [entry | {field: NOT_STATED}]}]


def test_half_a_point_is_none() -> None:
    place = {"address": "12 Avenue Road", "lat": 51.41, "lon": None}
    made = parse_fed(small(locations=[place]))
    assert (made.locations[0].address, made.locations[0].lat) == ("12 Avenue Road", None)


def test_people_keep_their_places() -> None:
    made = parse_fed(small(people=[{}, {"names": [{"surname": None}]}, {"names": [{"surname": "Murphy"}]}]))
    assert [len(person.names) for person in made.people] == [0, 0, 1]


def test_errors_name_the_places_as_they_were_given() -> None:
    with pytest.raises(RecordErrors, match=r"people\[1\]\.role: must be text"):
        parse_fed(small(people=[None, {"role": 3}]), 4)


def test_a_required_field_is_still_needed() -> None:
    with pytest.raises(RecordErrors, match="title: is missing"):
        parse_fed(small(title=None, people=[None]))


def test_a_grading_in_part_stands_where_it_is_fed_and_not_where_it_is_written() -> None:
    raw = small(grading={"source": "2", "intelligence": None})
    assert parse_fed(raw).as_json() == parse(raw).as_json()
    with pytest.raises(
        RecordErrors, match=r"grading\.intelligence: is missing; grading\.handling: is missing"
    ):
        parse_own(raw)


@pytest.mark.parametrize("blank", ["", "  ", None])
def test_a_blank_of_the_handling_is_absent(blank: Any) -> None:
    handling = small()["handling"] | {
        "unit": blank,
        "descriptor": blank,
        "visible_from": blank,
        "visible_until": blank,
    }
    made = parse_fed(small(handling=handling)).handling
    assert (made.unit, made.descriptor, made.visible_from, made.visible_until) == (None, None, None, None)
    with pytest.raises(RecordErrors):
        parse_fed(small(handling=handling | {"force": ""}))


def test_a_day_with_a_time_of_day_is_that_day() -> None:
    marker = {"code": "VI", "set_on": "2022-01-01T00:00:00Z", "review_on": "2025-01-01T10:30:00+01"}
    person = {"dates_of_birth": ["1980-02-03T00:00:00", "1980-02"], "markers": [marker]}
    (made,) = parse_fed(small(people=[person])).people
    assert made.dates_of_birth == ("1980-02-03", "1980-02")
    assert (made.markers[0].set_on, made.markers[0].review_on) == ("2022-01-01", "2025-01-01")
    with pytest.raises(RecordErrors):
        parse_fed(small(people=[{"dates_of_birth": ["1980-02-30T00:00:00"]}]))


OLDER = {"source": "B", "intelligence": "2", "handling": "4"}


@pytest.mark.parametrize("given", [OLDER, "B/2/4", "B24"])
def test_an_older_grading_is_mapped_and_kept(given: Any) -> None:
    made = parse_fed(small(grading=given)).grading
    assert made
    assert (made.source, made.intelligence, made.handling) == ("1", "A", "C")
    assert made.conditions == ("5x5x5:4",)
    assert made.original == OLDER


def test_a_grading_of_neither_kind_is_refused() -> None:
    with pytest.raises(RecordErrors, match="grading"):
        parse_fed(small(grading={"source": "B", "intelligence": "A", "handling": "P"}))
