"""Vehicles told by what they look like: beside a street, beside whose they are, and alone."""

from datetime import date
from types import SimpleNamespace

import pytest

from portal.search.box import vehicles
from portal.search.box.question import understand
from portal.services.risk.described import described
from portal.services.risk.things import things

TODAY = date(2026, 12, 1)
PLATE = "KN12 BDF"


def _hit(description="Silver Vauxhall Vivaro", home="12 Mill Lane"):
    people = [{"role": "keeper", "names": [{"kind": "birth", "forenames": "Jan", "surname": "Lund"}], "addresses": [{"role": "home", "address": home}]}]  # fmt: skip
    record = {
        "people": people,
        "objects": [{"type": "vehicle", "description": description, "identifiers": {"vrm": PLATE}}],
    }
    return SimpleNamespace(record=record, mentions=[], system="PNC", ref="VEH1")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("silver vivaro mill lane", ("silver", "vivaro")), ("jan lunds maroon a3", ("maroon", "a3")), ("silver 308 mill lane", ("silver", "308")),
        ("white ford park road", ("white", "ford")), ("red partner gladstone st", ("red", "partner")), ("grey model 3 mill lane", ("grey", "model", "3")), ("purple octavia mill lane", ("purple", "octavia")),
    ],
)  # fmt: skip
def test_a_vehicle_is_told_by_its_colour_and_its_model(text, told):
    assert vehicles.told(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "brown adam mill lane",
        "green 45 mill lane",
        "white ford road",
        "silver up mill lane",
        "jan white",
        "red golf close",
    ],
)
def test_names_streets_and_houses_are_no_vehicle(text):
    assert vehicles.told(text) == ()


def test_a_name_beside_a_vehicle_is_no_end_of_its_plate():
    assert vehicles.without("jan silver vivaro") == "jan"
    assert vehicles.without("silver vivaro kbd") == "*kbd"


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("silver vivaro", ["vehicle described so: silver vivaro"]),
        ("silver vivaro mill lane", ["vehicle described so: silver vivaro", "street of the record: mill lane"]),
        ("jan lunds silver vivaro", ["vehicle described so: silver vivaro", "somebody of the record: Jan Lund"]),
    ],
)  # fmt: skip
def test_it_is_weighed_by_what_it_looks_like_where_it_is_and_whose(text, reasons):
    found = things(understand(text, TODAY), [_hit()])
    assert [thing.title for thing in found] == [f"Silver Vauxhall Vivaro {PLATE}"]
    assert sorted(found[0].match.reasons) == sorted(reasons)
    assert found[0].match.strength != "strong"


@pytest.mark.parametrize(
    "text", ["silver astra mill lane", "white vivaro", "jan lund", "silver vauxhall corsa", "vivaro"]
)
def test_one_of_which_something_else_is_said_is_not_meant(text):
    assert not list(described(understand(text, TODAY), _hit()))


def test_another_s_vehicle_elsewhere_is_told_by_its_looks_alone():
    found = things(understand("pia brock silver vivaro high street", TODAY), [_hit()])
    assert found[0].match.reasons == ("vehicle described so: silver vivaro",)


@pytest.mark.parametrize(
    ("text", "plate"),
    [
        ("audi tt 66 reg", "66"), ("20 plate white clio jones", "20"), ("blue yamaha r1 55 reg", "55"), ("66 reg ab12", "AB12"),
        ("NN plate white", ""), ("plate red", ""), ("x2 veh mill lane", ""), ("1st flr", ""),
    ],
)  # fmt: skip
def test_when_a_vehicle_was_registered_is_a_part_of_its_plate(text, plate):
    asked = understand(text, TODAY)
    assert (asked.plate, dict(asked.identifiers)) == (plate, {})


@pytest.mark.parametrize("text", ["jones white ford", "maroon ford", "jones blue vw"])
def test_a_colour_before_a_make_is_a_vehicle_and_no_street(text):
    asked = understand(text, TODAY)
    assert not asked.place
    assert asked.vehicle == tuple(text.removeprefix("jones ").split())


def test_a_street_may_be_called_like_a_vehicle():
    assert "white ford road" in understand("jones white ford road", TODAY).place.streets
    assert understand("room 12 st mungo house", TODAY).place.building_key == "st mungo house"
    assert understand("rm 12 st mungo house", TODAY).place.building_key == "st mungo house"
    assert not understand("1st flr", TODAY).place
