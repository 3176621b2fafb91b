"""What was understood can be put right: every correction is a question that is read as it says."""

from __future__ import annotations

from datetime import date

import pytest

from portal.search.box.corrections import parts
from portal.search.box.question import understand

TODAY = date(2026, 11, 23)


def others(q: str) -> dict[tuple[str, str], str]:
    """The other readings of a question: what of it would be what, and the question that says so."""
    read = understand(q, TODAY).as_json()
    return {(way.kind, way.value): way.q for part in parts(read) for way in part.others}


@pytest.mark.parametrize(
    ("q", "kind", "value", "then"),
    [
        ("jones avenue road", "name and street", "jones, avenue road", {"names": ["jones"], "address": "avenue road"}),
        ("jones avenue road", "name", "jones avenue road", {"names": ["jones avenue road"], "address": None}),
        ("keira wood", "name", "keira wood", {"names": ["keira wood"], "address": None}),
        ("sean murphy 3/2/80", "born", "1980-03-02", {"names": ["sean murphy"], "dates_of_birth": ["1980-03-02"]}),
        ("sean murphy 3/2/80", "born", "1980", {"dates_of_birth": ["1980"]}),
        ("sean murphy 3/2/80", "left out", "1980-02-03", {"names": ["sean murphy"], "dates_of_birth": []}),
        ("jones", "street", "jones", {"names": [], "address": "jones"}),
        ("abc", "plate", "ABC", {"names": [], "plate": "ABC"}),
        ("AB12 CDE", "name", "AB12CDE", {"identifiers": {}, "names": ["ab12cde"]}),
        ("030280", "reference", "030280", {"references": ["030280"], "dates_of_birth": []}),
        ("900123x", "reference", "900123X", {"references": ["900123X"], "plate": None}),
        ("AB12", "plate", "AB12", {"plate": "AB12", "address": None}),
        ("07700 900123", "reference", "+447700900123", {"references": ["+447700900123"]}),
    ],
)  # fmt: skip
def test_a_correction_is_read_as_it_says(q: str, kind: str, value: str, then: dict[str, object]) -> None:
    ways = others(q)
    assert (kind, value) in ways, ways
    read = understand(ways[kind, value], TODAY)
    assert {name: read.as_json()[name] for name in then} == then
    assert read.readings() == [read] or not read.place.streets


def test_figures_read_in_two_ways_are_one_of_them_once_somebody_says_which() -> None:
    ways = others("AB1 2")
    assert ways["plate", "AB1"] == "2 plate:AB1"  # a house's number may stand beside it
    assert ("reference", "900123") not in others("900123")


def test_a_correction_keeps_the_other_parts() -> None:
    q = others("sean murphy 3/2/80 se20 7rt")["born", "1980-03-02"]
    read = understand(q, TODAY)
    assert (read.name, read.place.postcode) == ("sean murphy", "SE20 7RT")


def test_a_correction_keeps_the_house_s_number() -> None:
    ways = others("jones 12 avenue")
    read = understand(ways["street", "jones avenue"], TODAY)
    assert (read.place.streets, read.numbers) == (("jones avenue",), ("12",))
    assert understand(ways["left out", "12"], TODAY).numbers == ()
    (part,) = [
        part for part in parts(understand("jones 12 avenue", TODAY).as_json()) if part.kind == "number"
    ]
    assert part.value == "12"


def test_what_was_put_right_can_be_put_right_again() -> None:
    q = others("jones avenue road")["name and street", "jones, avenue road"]
    assert others(q)["name", "avenue road"] == 'name:jones name:"avenue road"'
