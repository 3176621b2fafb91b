"""Somebody named in full with where they live: they come before their address; an address with a surname comes before its people."""

from __future__ import annotations

from typing import Any

import pytest

from .lookup_desk import LookupDesk, desk_with, record
from .test_lookup_asked import person

HIDDEN = {"compartments": ["OP-LARCH"]}
RECORDS = [
    record("N1", people=[person("Daniel Marlow", "1984-10-31", "75 Greenfield Lane, SE20 1AA")]),
    record("N2", people=[person("Benjamin Marlow", "1990-12-23", "75 Greenfield Lane, SE20 1AA")]),
    record("N3", people=[person("Ayse Yildiz", "1996-09-26", "Flat 22, 14 Quarry Drive, SE20 1AB")]),
    record("N4", people=[person("Huw Morgan", "1955-05-27", "80 Arundel Drive, SE20 1AC")]),
    record("N5", people=[person("Huw Morgan", "1986-01-14", "80 Arundel Drive, SE20 1AC")]),
    record("N6", people=[person("Iqra Sharif", "1996-04-25", "6 Linden Hill, SE20 1AD")], handling=HIDDEN),
    record("N7", people=[person("Omar Sharif", "1961-04-25", "6 Linden Hill, SE20 1AD")]),
    record("N8", people=[person("Rekha Joshi", "1979-08-21", "91 Milton Close, SE20 1AE")]),
    record("N10", people=[person("Berta Ovens", "1966-09-26", "Flat C, 17 Ruskin Walk, SE20 1AG")]),
    record("N11", people=[person("Karl Osei", "1981-02-11", "10 Ruskin Walk, SE20 1AG")]),
    record("N12", people=[person("Una Brett", "1972-02-11", "Flat C, 9 Ruskin Walk, SE20 1AG")]),
    record("N9", people=[person("Cy Fairley", "1990-05-11", "30 Leacroft Avenue, SE20 1AF")]),
]


desk = desk_with(RECORDS)


def first(desk: LookupDesk, text: str, **grants: Any) -> tuple[str, list[str]]:
    """Kind and references of the first card; the cards come best first."""
    cards = desk.risk(text, **grants)["cards"]
    scores = [card["match"]["score"] for card in cards]
    assert scores == sorted(scores, reverse=True)
    return cards[0]["kind"], [source["ref"] for source in cards[0]["records"]]


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("daniel marlow 75 greenfield lane", "N1"), ("dan marlow 75 greenfield ln", "N1"), ("75 greenfield lane marlow benjamin", "N2"),
        ("d marlow 75 greenfield lane", "N1"), ("daniel marlowe 75 greenfeild lane", "N1"), ("ayse yildis flat 22 14 quarry drive", "N3"),
        ("ayse yildiz 14 quarry drive", "N3"), ("huw morgan 80 arundel drive 14/1/86", "N5"), ("huw morgan 27/05/1955 80 arundel drive", "N4"),
        ("daniel marlow SE20 1AA", "N1"), ("marlow 31/10/84 greenfield lane", "N1"), ("greenfield lane benjamin 23 dec 1990", "N2"), ("rekha joshi is outside in milton close", "N8"),
        ("rekha joshi miltn close", "N8"), ("daniel marlow greenfeild lane", "N1"), ("dan marlow lives somewhere on grenfield lane", "N1"),
    ],
)  # fmt: skip
def test_who_is_named_in_full_comes_before_their_address(desk: LookupDesk, text: str, ref: str) -> None:
    assert first(desk, text) == ("person", [ref])
    cards = desk.risk(text)["cards"]
    assert any(card["kind"] == "location" for card in cards[1:])


@pytest.mark.parametrize(
    "text", ["marlow 75 greenfield lane", "75 greenfield lane", "daniel 75 greenfield lane", "marlow greenfield lane", "jason marlow greenfield close", "d marlow greenfeild lane"]
)  # fmt: skip
def test_otherwise_the_address_comes_first(desk: LookupDesk, text: str) -> None:
    kind, refs = first(desk, text)
    assert kind == "location"
    assert set(refs) <= {"N1", "N2"}


def test_a_flat_by_its_number_and_postcode(desk: LookupDesk) -> None:
    assert first(desk, "flat 22 SE20 1AB") == ("location", ["N3"])
    assert "flat and postcode the same" in str(desk.first("flat 22 SE20 1AB")["match"]["reasons"])


@pytest.mark.parametrize("text", ["flat c 17 SE20 1AG", "FLAT C, 17, se201ag"])
def test_a_flat_by_its_letter_its_house_and_postcode(desk: LookupDesk, text: str) -> None:
    assert first(desk, text) == ("location", ["N10"])
    assert desk.first(text)["match"]["strength"] == "strong"


@pytest.mark.parametrize("text", ["fairley flat 30 leacroft", "leacroft flat 9 30"])
def test_a_flat_of_a_house_on_a_street_without_its_kind(desk: LookupDesk, text: str) -> None:
    assert first(desk, text) == ("location", ["N9"])


def test_it_says_why(desk: LookupDesk) -> None:
    (card, *_) = desk.risk("daniel marlow 75 greenfield lane")["cards"]
    assert "lives at the address asked for: 75 Greenfield Lane, SE20 1AA" in card["match"]["reasons"]


def test_a_hidden_resident_leads_nothing(desk: LookupDesk) -> None:
    text = "iqra sharif 6 linden hill"
    assert first(desk, text)[1] == ["N7"]
    assert first(desk, text, compartments=frozenset({"OP-LARCH"})) == ("person", ["N6"])
