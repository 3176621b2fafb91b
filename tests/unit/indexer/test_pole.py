"""POLE-1: what is taken is given back as it came, and what is wrong is named with its field and line."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from access.handling import Handling
from indexer.pole import RecordErrors, RecordId, parse
from indexer.pole_page import HANDLING, page
from indexer.pole_values import moment

from .samples import full, small

ROOT = Path(__file__).parents[3]


def errors(raw: dict[str, Any], line: int | None = 7) -> dict[str, str]:
    with pytest.raises(RecordErrors) as caught:
        parse(raw, line)
    assert caught.value.line == line
    return {e.field: e.message for e in caught.value.errors}


def test_the_contracts_example_goes_in_and_comes_out_as_it_was() -> None:
    record = parse(full())
    assert record.as_json() == full()
    assert record.id == "CRIS/2314567/24"
    assert record.people[0].names[1].words == "Spud"
    assert parse(record.as_json()) == record


def test_the_required_fields_are_enough_and_the_version_is_one() -> None:
    record = parse(small())
    assert record.version == 1
    assert record.as_json()["version"] == 1
    assert record.people == ()


@pytest.mark.parametrize("field", ["descriptor", "unit", "visible_from", "sensitive"])
@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**70, {1, 2}])
def test_what_no_json_holds_is_no_handling(field: str, value: object) -> None:
    raw = small()
    raw["handling"][field] = value
    assert f"handling.{field}" in errors(raw)


@pytest.mark.parametrize("name", ["system", "ref", "kind", "title", "recorded", "handling"])
@pytest.mark.parametrize("absent", [True, False])
def test_a_required_field_may_be_neither_absent_nor_null(name: str, absent: bool) -> None:
    raw = small() | {name: None}
    if absent:
        del raw[name]
    assert errors(raw)[name] == "is missing"


@pytest.mark.parametrize(
    "name", ["tier", "sensitive", "force", "audience", "compartments", "denied", "releasable_to"]
)
def test_handling_without_a_required_field_is_refused(name: str) -> None:
    raw = small()
    del raw["handling"][name]
    assert f"handling.{name}" in errors(raw)


@pytest.mark.parametrize("tier", ["SECRET", "TOP SECRET", "official", "", None, 1])
def test_any_tier_but_official_is_refused(tier: object) -> None:
    raw = small()
    raw["handling"]["tier"] = tier
    assert "handling.tier" in errors(raw)


def test_unknown_fields_are_named_wherever_they_stand() -> None:
    raw = full(colour="red")
    raw["people"][0]["names"][1]["forename"] = "Sean"
    raw["handling"]["caveat"] = "UK"
    raw["links"][0]["to"]["id"] = 1
    assert errors(raw).keys() == {
        "colour",
        "people[0].names[1].forename",
        "handling.caveat",
        "links[0].to.id",
    }


def test_the_error_says_line_field_and_reason() -> None:
    with pytest.raises(RecordErrors, match=r"^line 12: title: may not be empty$"):
        parse(small(title="  "), 12)


def test_grading_c_needs_a_condition() -> None:
    grading = {"source": "1", "intelligence": "A", "handling": "C", "conditions": []}
    assert "grading.conditions" in errors(small(grading=grading))
    assert "grading.conditions" in errors(small(grading=grading | {"conditions": [" "]}))
    assert parse(small(grading=grading | {"handling": "P"})).grading


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "crime"),
        ("system", "A/B"),
        ("version", 0),
        ("version", True),
        ("version", "3"),
        ("version", 1.0),
        ("recorded", "02/03/2024"),
        ("recorded", "2024-02-31"),
        ("recorded", "2024-03-02T25:00:00Z"),
        ("recorded", "20240302"),
        ("recorded", 2024),
        ("title", "x" * 2001),
        ("text", "x" * 1_000_001),
        ("text", "a\x00b"),
        ("text", "\ud83d"),
        ("flags", "hate"),
        ("statement", "rumour"),
        ("ref", "é" * 300),
    ],
)
def test_a_wrong_value_is_refused_by_name(field: str, value: object) -> None:
    assert list(errors(small() | {field: value})) == [field]


@pytest.mark.parametrize(
    ("place", "field"),
    [
        ({"lat": 90.1, "lon": 0}, "lat"),
        ({"lat": 0, "lon": -180.5}, "lon"),
        ({"lat": 51.5}, "lon"),
        ({"lon": 0.1}, "lat"),
        ({"lat": float("nan"), "lon": 0}, "lat"),
        ({"lat": "51", "lon": 0}, "lat"),
    ],
)
def test_a_point_is_whole_and_on_the_globe(place: dict[str, Any], field: str) -> None:
    assert list(errors(small(locations=[place]))) == [f"locations[0].{field}"]
    assert list(errors(small(people=[{"addresses": [place]}]))) == [f"people[0].addresses[0].{field}"]


def test_partial_dates_and_offsets_are_kept_as_given() -> None:
    dates = ["1980", "1980-02", "1980-02-03"]
    record = parse(small(recorded="2024-03-02T08:10:00+01:00", people=[{"dates_of_birth": dates}]))
    assert record.as_json()["people"][0]["dates_of_birth"] == dates
    assert moment(record.recorded).isoformat() == "2024-03-02T07:10:00+00:00"
    assert moment("1980-02").isoformat() == "1980-02-01T00:00:00+00:00"
    assert moment("1980").isoformat() == "1980-01-01T00:00:00+00:00"


def test_unknown_roles_markers_and_systems_are_kept() -> None:
    raw = small(system="XYZ", people=[{"role": "bystander", "markers": [{"code": "ZZ"}]}])
    assert parse(raw).as_json() == raw | {"version": 1}


def test_a_name_needs_words() -> None:
    assert list(errors(small(people=[{"names": [{"kind": "alias"}]}]))) == ["people[0].names[0]"]


def test_an_older_grading_is_kept_in_either_shape() -> None:
    grading = {"source": "1", "intelligence": "A", "handling": "P"}
    for original in ("B24", {"source": "B", "intelligence": "2"}):
        assert (
            parse(small(grading=grading | {"original": original})).as_json()["grading"]["original"]
            == original
        )


def test_every_problem_of_a_record_is_told_at_once() -> None:
    found = errors(full(title="", recorded="yesterday", people=[{"role": 3}, 4]))
    assert found.keys() == {"title", "recorded", "people[0].role", "people[1]"}


def test_the_page_is_the_one_that_the_definition_writes() -> None:
    assert (ROOT / "docs" / "pole-1.md").read_text("utf-8") == page()


def test_the_page_tells_every_field_of_handling() -> None:
    assert HANDLING.keys() == {f.name for f in fields(Handling)}


@pytest.mark.parametrize(
    "given", ["2024-03-02T08:10:00+01", "2024-03-02T08:10:00,5Z", "2024-03-02T08", "2024-03-02T08Z"]
)
def test_a_time_is_taken_in_every_form_that_iso_8601_gives_it_with_its_dashes(given: str) -> None:
    assert parse(small(recorded=given)).recorded == given
    handling = small()["handling"] | {"visible_from": given}
    assert parse(small(handling=handling)).handling.visible_from


def test_an_id_is_parted_at_its_first_slash() -> None:
    one = RecordId.parse("CRIS/2314567/24")
    assert (one.system, one.ref, str(one)) == ("CRIS", "2314567/24", "CRIS/2314567/24")
    assert one.as_json() == {"system": "CRIS", "ref": "2314567/24"}
    assert RecordId.parse("CRIS") == RecordId("CRIS", "")
