"""Handling: what is taken at the door, who sees what, how it is said."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from access.handling import (
    MAPPING,
    AboveOfficial,
    Handling,
    HandlingError,
    clause,
    highest,
    index_fields,
    marking,
    parse,
    visible,
)
from access.identity import Identity, Role

NOW = datetime(2024, 6, 1, 12, 0, tzinfo=UTC)
OPEN = Handling("OFFICIAL", False, "01", audience=("*",))
READER = Identity("1001", Role.ANALYST, "01", groups=frozenset({"robbery"}))


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def raw(**changes: Any) -> dict[str, Any]:
    return {
        "tier": "OFFICIAL",
        "sensitive": False,
        "descriptor": None,
        "force": "01",
        "unit": "LX",
        "audience": ["*"],
        "compartments": [],
        "denied": [],
        "releasable_to": [],
        "visible_from": None,
        "visible_until": None,
    } | changes


# ---------------------------------------------------------------------------------------- the door


def test_reads_the_contract_s_shape():
    made = parse(raw(sensitive=True, descriptor="PERSONAL DATA", releasable_to=["45"]))
    assert made == Handling(
        "OFFICIAL", True, "01", ("*",), (), (), ("45",), descriptor="PERSONAL DATA", unit="LX"
    )


@pytest.mark.parametrize(
    "field", ["tier", "sensitive", "force", "audience", "compartments", "denied", "releasable_to"]
)
def test_refuses_what_is_missing(field):
    for given in (raw(**{field: None}), {k: v for k, v in raw().items() if k != field}):
        with pytest.raises(HandlingError) as caught:
            parse(given)
        assert caught.value.field == field


@pytest.mark.parametrize("tier", ["SECRET", "TOP SECRET", "Secret", "UK TOP-SECRET"])
def test_refuses_what_is_above_official_as_just_that(tier):
    with pytest.raises(AboveOfficial) as caught:
        parse(raw(tier=tier, audience="nonsense", more=1))
    assert caught.value.field == "tier"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("tier", "OFFICIAL-SENSITIVE"),
        ("tier", "official"),
        ("tier", 1),
        ("sensitive", "false"),
        ("sensitive", 0),
        ("force", ""),
        ("force", "01/45"),
        ("force", 1),
        ("audience", "*"),
        ("audience", {"*": True}),
        ("audience", [["*"]]),
        ("audience", ["robbery "]),
        ("audience", [""]),
        ("audience", ["a" * 201]),
        ("audience", ["a"] * 1001),
        ("compartments", ["*"]),
        ("compartments", [None]),
        ("denied", ["*"]),
        ("denied", ["10\x0001"]),
        ("denied", [1001]),
        ("releasable_to", ["*"]),
        ("releasable_to", ["45/x"]),
        ("releasable_to", "45"),
        ("descriptor", "A] [B"),
        ("unit", 7),
        ("visible_from", "soon"),
        ("visible_from", 20240101),
        ("visible_from", "2024-02-30"),
        ("visible_until", "2024-13"),
        ("visible_until", "2024-01-01T25:00:00Z"),
        ("visible_until", "now+1d"),
        ("readers", ["01/*"]),
    ],
)
def test_refuses_what_is_malformed(field, value):
    with pytest.raises(HandlingError) as caught:
        parse(raw(**{field: value}))
    assert caught.value.field == field


def test_refuses_what_is_no_object():
    for given in (None, [], "OFFICIAL"):
        with pytest.raises(HandlingError):
            parse(given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "start", "end"),
    [
        ("2024-03-02T08:10:00Z", at(2024, 3, 2, 8, 10), at(2024, 3, 2, 8, 10)),
        ("2024-03-02T08:10:00+01:00", at(2024, 3, 2, 7, 10), at(2024, 3, 2, 7, 10)),
        ("2024-03-02T08:10", at(2024, 3, 2, 8, 10), at(2024, 3, 2, 8, 10)),
        ("2024-03-31", at(2024, 3, 31), at(2024, 4, 1)),
        ("2024-12", at(2024, 12, 1), at(2025, 1, 1)),
        ("2024", at(2024, 1, 1), at(2025, 1, 1)),
        ("9999-12-31", at(9999, 12, 31), at(9999, 12, 31)),
    ],
)
def test_dates_begin_at_their_start_and_end_at_their_end(given, start, end):
    made = parse(raw(visible_from=given, visible_until=given))
    assert made.visible_from == start
    assert made.visible_until == end


def test_a_handling_cannot_be_made_wrong_by_hand():
    for wrong in (
        {"tier": "HIGH"},
        {"sensitive": 1},
        {"audience": "*"},
        {"force": "01/x"},
        {"denied": ["a"]},
    ):
        with pytest.raises(HandlingError):
            replace(OPEN, **wrong)


# ------------------------------------------------------------------------------------- who sees it

SECOND = timedelta(seconds=1)
CASES: list[tuple[str, dict[str, Any], dict[str, Any], bool]] = [
    ("everyone of the force", {}, {}, True),
    ("empty audience is nobody", {"audience": ()}, {}, False),
    ("an empty audience stays nobody beside a release to its own force",
     {"audience": (), "releasable_to": ("01",)}, {}, False),
    ("a shared group", {"audience": ("fraud", "robbery")}, {}, True),
    ("no shared group", {"audience": ("fraud",)}, {}, False),
    ("another force's everyone", {"force": "45"}, {}, False),
    ("another force's group of the same name", {"force": "45", "audience": ("robbery",)}, {}, False),
    ("released", {"force": "45", "releasable_to": ("01",)}, {}, True),
    ("released though its own audience is empty",
     {"force": "45", "audience": (), "releasable_to": ("01",)}, {}, True),
    ("released to others", {"force": "45", "releasable_to": ("46",)}, {}, False),
    ("sensitive", {"sensitive": True}, {}, False),
    ("sensitive, cleared", {"sensitive": True}, {"sensitive": True}, True),
    ("tier above", {"tier": "SECRET"}, {}, False),
    ("tier held", {"tier": "SECRET"}, {"tier": "SECRET"}, True),
    ("reader's tier unknown", {}, {"tier": "COSMIC"}, False),
    ("reader without a force", {}, {"force": ""}, False),
    ("reader whose force is two", {"force": "01"}, {"force": "01/"}, False),
    ("reader without a name", {}, {"user": ""}, False),
    ("compartment not held", {"compartments": ("NOBLE",)}, {}, False),
    ("compartment held", {"compartments": ("NOBLE",)}, {"compartments": frozenset({"NOBLE"})}, True),
    ("one of two compartments held",
     {"compartments": ("NOBLE", "OAK")}, {"compartments": frozenset({"OAK", "ELM"})}, False),
    ("a star is no compartment", {"compartments": ("NOBLE",)}, {"compartments": frozenset({"*"})}, False),
    ("released but compartmented",
     {"force": "45", "releasable_to": ("01",), "compartments": ("NOBLE",)}, {}, False),
    ("denied", {"denied": ("1001",)}, {}, False),
    ("denied in another spelling", {"denied": ("Jo.BLOGGS",)}, {"user": "jo.bloggs"}, False),
    ("denied, though in everything else",
     {"denied": ("1001",), "audience": ("robbery",), "releasable_to": ("01",)}, {}, False),
    ("somebody else denied", {"denied": ("1002", "100", "10011")}, {}, True),
    ("not yet", {"visible_from": NOW + SECOND}, {}, False),
    ("from now", {"visible_from": NOW}, {}, True),
    ("until now", {"visible_until": NOW}, {}, False),
    ("a moment longer", {"visible_until": NOW + SECOND}, {}, True),
    ("the unit never decides", {"unit": "XX"}, {}, True),
    ("the descriptor never decides", {"descriptor": "LOCSEN"}, {}, True),
]  # fmt: skip


@pytest.mark.parametrize(("handling", "reader", "seen"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_who_sees_it(handling, reader, seen):
    assert visible(replace(READER, **reader), replace(OPEN, **handling), NOW) is seen


def test_the_index_has_every_field_for_every_handling():
    for handling in (OPEN, Handling("OFFICIAL", True, "01")):
        made = index_fields(handling)
        assert made.keys() == MAPPING["properties"].keys()
        assert all(value not in (None, []) for name, value in made.items() if name != "readers")


def test_compartments_count_themselves_once():
    made = index_fields(replace(OPEN, compartments=("A", "B", "A")))
    assert made["compartments_needed"] == len(made["compartments"]) == 3


def test_the_clause_is_made_of_the_identity_alone_and_the_same_within_a_second():
    later = NOW + timedelta(milliseconds=900)
    assert clause(READER, NOW) == clause(READER, later) != clause(READER, NOW + SECOND)


# -------------------------------------------------------------------------------------- the words


def test_markings():
    assert marking(OPEN) == "OFFICIAL"
    assert marking(replace(OPEN, sensitive=True)) == "OFFICIAL-SENSITIVE"
    assert marking(replace(OPEN, sensitive=True, descriptor="PERSONAL DATA")) == (
        "OFFICIAL-SENSITIVE [PERSONAL DATA]"
    )


@pytest.mark.parametrize(
    ("given", "highest_of_them"),
    [
        ([], "OFFICIAL"),
        (["OFFICIAL", "OFFICIAL"], "OFFICIAL"),
        (["OFFICIAL-SENSITIVE", "OFFICIAL"], "OFFICIAL-SENSITIVE"),
        (["OFFICIAL [A]", "OFFICIAL-SENSITIVE"], "OFFICIAL-SENSITIVE"),
        (
            ["OFFICIAL-SENSITIVE [B]", "OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE [A]"],
            "OFFICIAL-SENSITIVE [A] [B]",
        ),
        (["SECRET", "OFFICIAL-SENSITIVE [A]"], "SECRET"),
    ],
)
def test_the_highest_marking(given, highest_of_them):
    assert highest(given) == highest_of_them
    assert highest([highest(given), *given]) == highest_of_them


def test_what_is_no_marking_is_not_passed_over():
    with pytest.raises(ValueError, match="not a marking"):
        highest(["OFFICIAL", "RESTRICTED"])


def test_as_json_is_what_parse_reads() -> None:
    made = parse({
        "tier": "OFFICIAL", "sensitive": True, "descriptor": "PERSONAL DATA", "force": "01", "unit": "LX", "audience": ["ci"],
        "compartments": ["op"], "denied": ["kim"], "releasable_to": ["45"], "visible_from": "2024-01-01", "visible_until": "2025",
    })  # fmt: skip
    assert parse(made.as_json()) == made
    assert json.loads(json.dumps(made.as_json())) == made.as_json()


def test_what_nothing_else_is_said_of_is_for_everybody_of_its_force() -> None:
    made = Handling.of_force("01", sensitive=True)
    assert parse(made.as_json()) == made
    assert (made.audience, made.releasable_to, marking(made)) == (("*",), (), "OFFICIAL-SENSITIVE")
