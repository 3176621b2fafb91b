"""Streets of one word, towns behind streets, names of places as they are heard, and houses misspelt, found in the index."""

from __future__ import annotations

import pytest

from .lookup_desk import LookupDesk, desk_with, record
from .test_lookup_asked import person, spot

RECORDS = [
    record("A1", people=[person("Wei Peng", "1990-01-02", "3 Mill Lane, SE20 7RT")]),
    record("A2", title="Assault with injury", locations=[spot("12 Mill Lane, Penge", "SE20 7RT")]),
    record("A3", people=[person("Tom Hill", "1990-01-02", "62 All Saints Road, SE20 8AA")]),
    record("L1", locations=[spot("14 The Ridgeway, Penge", "SE20 8AB")]),
    record("L2", people=[person("Bob Dean", "1981-01-02", "12 Broadway, Penge, SE20 8AC")]),
    record("L3", locations=[spot("15 The Broadway, Penge", "SE20 8AD")]),
    record("L4", locations=[spot("9 The Mount, Penge", "SE20 8AE")]),
    record("L5", locations=[spot("21 Ridgeway Road, Croydon", "CR0 1AA")]),
    record("H1", locations=[spot("14 Gloucester Road, Penge", "SE20 8BA")]),
    record("H2", locations=[spot("3 Leicester Square, Penge", "SE20 8BB")]),
    record("H3", locations=[spot("8 Birmingham Road, Penge", "SE20 8BD")]),
    record("H4", locations=[spot("6 Worcester Street, Penge", "SE20 8BE")]),
    record("H5", locations=[spot("5 Thames Street, Penge", "SE20 8BF")]),
    record("H6", people=[person("Ivy Noakes", "1931-01-02", "4 Greenwich Park, SE20 8BG")]),
    record("H7", locations=[spot("2 Bister Close, Penge", "SE20 8BH")]),
    record(
        "H8",
        locations=[spot("7 Wooster Road, Penge", "SE20 8AH"), spot("7 Worcester Road, Penge", "SE20 8AI")],
    ),
    record(
        "H9", locations=[spot("30 Mill Lane, Worcester", "WR1 1AA"), spot("30 Mill Lane, Croydon", "CR0 1AA")]
    ),
    record("R1", locations=[spot("Rose Cottage, Littleton", "TW17 0AA")]),
    record("R2", locations=[spot("Rose Cottage, Fern Lane, Shepperton", "TW17 0AB")]),
    record("R3", people=[person("Amy Holt", "1970-01-01", "Orchard Cottage, High Street, SE20 8BJ")]),
    record("R4", locations=[spot("Treetops, Fern Lane", "TW17 0AD")]),
    record("R5", people=[person("Lee Rose", "1980-01-01", "12 Fern Lane, SE20 8BL")]),
]


desk = desk_with(RECORDS)


@pytest.mark.parametrize("text", ["assault with injury mill lane penge", "mill lane penge"])
def test_a_town_behind_a_street_is_nobody_of_a_name_like_it(desk: LookupDesk, text: str) -> None:
    cards = desk.risk(text)["cards"]
    assert cards[0]["title"] == "12 Mill Lane, Penge, SE20 7RT"
    assert not [card["title"] for card in cards if card["kind"] == "person"]


@pytest.mark.parametrize("text", ["peng mill lane", "mill lane peng"])
def test_who_is_called_nearly_as_a_town_is_found_by_their_own_name(desk: LookupDesk, text: str) -> None:
    assert "A1" in {r["ref"] for r in desk.first(text)["records"]}
    assert [card["title"] for card in desk.risk(text)["cards"] if card["kind"] == "person"]


@pytest.mark.parametrize(
    ("text", "ref", "strength"),
    [
        ("at 62 all saints road", "A3", "strong"), ("14 the ridgeway penge", "L1", "strong"), ("14 ridgeway", "L1", "strong"), ("12 broadway", "L2", "strong"),
        ("15 broadway penge", "L3", "strong"), ("15 the broadway", "L3", "strong"), ("12 the broadway", "L2", "strong"), ("9 the mount penge", "L4", "strong"),
        ("14 the ridgway penge", "L1", "possible"), ("21 ridgeway", "L5", "possible"), ("bob dean 12 broadway", "L2", "strong"),
    ],
)  # fmt: skip
def test_a_house_on_a_street_of_one_word_comes_first(
    desk: LookupDesk, text: str, ref: str, strength: str
) -> None:
    card = desk.first(text)
    assert ([r["ref"] for r in card["records"]], card["match"]["strength"]) == ([ref], strength)


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("14 gloster road", "H1"), ("gloster rd", "H1"), ("14 glostah road", "H1"), ("3 lester square", "H2"), ("8 burmingham road", "H3"), ("6 wooster street", "H4"),
        ("5 tems street", "H5"), ("ivy noakes grennich park", "H6"), ("2 bister close", "H7"), ("2 bicester close", "H7"),
    ],
)  # fmt: skip
def test_a_street_is_found_as_its_name_is_heard(desk: LookupDesk, text: str, ref: str) -> None:
    assert [r["ref"] for r in desk.first(text)["records"]] == [ref]


def test_the_street_of_the_name_as_it_was_typed_comes_before_one_that_is_said_so(desk: LookupDesk) -> None:
    titles = [card["title"] for card in desk.risk("7 wooster road")["cards"]]
    assert titles == ["7 Wooster Road, Penge, SE20 8AH", "7 Worcester Road, Penge, SE20 8AI"]


def test_a_town_behind_a_street_may_be_written_as_it_is_heard(desk: LookupDesk) -> None:
    assert desk.first("30 mill lane wooster")["title"] == "30 Mill Lane, Worcester, WR1 1AA"
    assert desk.first("30 mill lane croydon")["title"] == "30 Mill Lane, Croydon, CR0 1AA"


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("Rose Cotage, Littleton", "R1"), ("rose cottge littleton", "R1"), ("roes cottage littleton", "R1"), ("rse cottage littleton", "R1"), ("rosecottage littleton", "R1"),
        ("rose cotage fern lane", "R2"), ("rose cottgae shepperton", "R2"), ("orchad cotage high street", "R3"), ("tree tops fern lane", "R4"), ("tretops fern lane", "R4"),
    ],
)  # fmt: skip
def test_a_house_is_found_by_its_name_though_it_is_misspelt(desk: LookupDesk, text: str, ref: str) -> None:
    assert [r["ref"] for r in desk.first(text)["records"]] == [ref]


def test_who_is_called_as_a_house_is_found_as_before(desk: LookupDesk) -> None:
    assert desk.first("lee rose")["records"][0]["ref"] == "R5"
    assert desk.first("lee rose 12 fern lane")["records"][0]["ref"] == "R5"
