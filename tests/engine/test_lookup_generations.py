"""Namesakes of whom a question says that the younger or the elder is meant."""

from __future__ import annotations

from typing import Any

import pytest

from .lookup_desk import LookupDesk, desk_with, record
from .test_lookup_asked import person

RECORDS = [
    record("E1", people=[person("John Peters", "1950-03-04", "2 Oak Road, SE20 1AA")]),
    record("E2", people=[person("John Peters", "1985-06-07", "2 Oak Road, SE20 1AA")]),
    record("E3", people=[person("John Peters", None, "9 Elm Road, SE20 1AB")]),
    record("T1", people=[person("Amir Sand", "1970-01-02")]),
    record("T2", people=[person("Amir Sand", "1975-01-02")]),
    record("S1", people=[person("John Senior", "1962-01-02")]),
    record("H1", people=[person("Carl Dunn", "1950-01-02")], handling={"compartments": ["OP-LARCH"]}),
    record("H2", people=[person("Carl Dunn", "1991-08-17")]),
]


desk = desk_with(RECORDS)


def people(desk: LookupDesk, text: str, **grants: Any) -> list[tuple[str, float, bool]]:
    """The people of the cards: reference, score, and whether a generation is among the reasons."""
    cards = [card for card in desk.risk(text, **grants)["cards"] if card["kind"] == "person"]
    return [
        (
            c["records"][0]["ref"],
            c["match"]["score"],
            any("of that name: born" in r for r in c["match"]["reasons"]),
        )
        for c in cards
    ]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("john peters junior", "E2"), ("john peters snr", "E1"), ("john peters the younger", "E2"), ("John Peters, the elder", "E1"), ("peters senior", "E1"),
        ("john peters jnr 2 oak road", "E2"), ("john peters junior 4/3/1950", "E1"),
    ],
)  # fmt: skip
def test_the_younger_or_the_elder_comes_first(desk: LookupDesk, text: str, first: str) -> None:
    assert people(desk, text)[0][0] == first


def test_it_counts_for_little_and_says_why(desk: LookupDesk) -> None:
    cards = [card for card in desk.risk("john peters junior")["cards"] if card["kind"] == "person"]
    assert "the younger of that name: born 1985, another 1950" in cards[0]["match"]["reasons"]
    scores = {ref: score for ref, score, _ in people(desk, "john peters junior")}
    assert 0 < scores["E2"] - scores["E1"] < 0.05
    assert {score for _, score, _ in people(desk, "john peters")} == {scores["E1"]}


def test_dates_that_do_not_tell_father_from_son_change_nothing(desk: LookupDesk) -> None:
    assert people(desk, "amir sand junior") == people(desk, "amir sand")
    assert people(desk, "john senior")[0][0] == "S1"


def test_a_namesake_whom_the_reader_may_not_see_makes_nobody_the_younger(desk: LookupDesk) -> None:
    assert people(desk, "carl dunn junior") == people(desk, "carl dunn")
    cleared = people(desk, "carl dunn junior", compartments=frozenset({"OP-LARCH"}))
    assert [(ref, told) for ref, _, told in cleared] == [("H2", True), ("H1", False)]
