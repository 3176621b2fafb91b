"""Lines as despatchers type them, found in the index: numbers in words, plates that are houses, halves of postcodes, vehicles on a
street, blocks and short streets misspelt, two surnames."""

from __future__ import annotations

import pytest

from .lookup_desk import LookupDesk, desk_with, record
from .test_lookup_asked import car, person, spot

RECORDS = [
    record("N1", locations=[spot("14 Marlborough Road, Penge", "SE20 8AA")]),
    record("N2", locations=[spot("3 Marlborough Road, Penge", "SE20 8AA")]),
    record("N3", locations=[spot("9 Seven Sisters Road", "N4 2AA")]),
    record("N4", locations=[spot("21 Mill Lane", "SE20 8AB"), spot("1 Mill Lane", "SE20 8AB")]),
    record("P1", locations=[spot("42 Yew Tree Close, Penge", "SE20 8AC")]),
    record("P2", people=[person("Donna Wood", "1981-07-12", "58b St Norbert Road, SE20 6US")]),
    record("P3", objects=[car("WOD 58C", "Red Mini")]),
    record("P4", people=[person("Gary Hunt", "1998-03-03")]),
    record("P5", people=[person("Simon Hunt", "1971-03-03")]),
    record("P6", locations=[spot("19 St Mary's Road", "SE15 2AA")]),
    record("C1", people=[person("Rory Nolan", "1993-06-12", "56 Tennyson Street, SE20 3SZ")]),
    record("C2", people=[person("Ciara Nolan", "1979-03-13", "2 Rose Walk, SE15 4AA")]),
    record("C3", people=[person("Carys Nolan", "1974-03-13")]),
    record("V1", people=[person("Ray Goodfellow", "1992-04-19", "54 Blenheim Grove, SE15 7TX")], objects=[car("AB12 CDE", "Grey Nissan Qashqai")]),
    record("V2", people=[person("Ann Other", "1992-05-19", "50 Blenheim Grove, SE15 7TX")], objects=[car("AB13 YGT", "Grey Ford Focus")]),
    record("V3", people=[person("Taiwo Fashola", "2004-02-29")], objects=[car("WV13 YGT", "Blue Peugeot 208")]),
    record("V4", people=[person("Folasade Fashola", "1973-11-05")]),
    record("V5", objects=[car("NP66 TWR", "Orange VW Golf")]),
    record("B1", people=[person("Layla Bouazizi", "2003-05-11", "Flat 31, Gilkes Court, Lugard Road, SE8 1UH")]),
    record("B2", people=[person("Layla Boutros", "2013-02-26", "4 Gordon Street, SE8 1UJ")]),
    record("B3", people=[person("Omar Dirir", "1983-05-11", "Flat 28, Runnymede House, Old Kiln Lane, SE8 1UK")]),
    record("B4", locations=[spot("First Floor Flat, 171 Lugard Road", "SE8 1UH")]),
    record("B5", locations=[spot("Ground Floor Flat, 171 Lugard Road", "SE8 1UH")]),
    record("B6", locations=[spot("23 Alder Grove", "SE15 7YD")]),
    record("B7", locations=[spot("63 St Asaph Road", "SE6 4JF")]),
    record("S1", people=[person("Jade Smythe", "1988-01-02")]),
    record("S2", people=[person("Jade Lovelace", "1988-01-02")]),
    record("S3", people=[person("Saoirse O'Connor", "1971-09-22", "8 Melrose Avenue, SE13 8QA")]),
    record("S4", people=[person("David Blackburn", "1961-09-22", "8 Fairlawn Park, SE13 8QB")]),
    record("S5", people=[person("Chloe Blackburn", "1964-09-22", "8 Fairlawn Park, SE13 8QB")]),
    record("S6", people=[person("Ayaan Cilmi", "1990-09-22")]),
]  # fmt: skip


desk = desk_with(RECORDS)


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("fourteen marlborough road", "N1"), ("no.14 marlborough rd", "N1"), ("three marlborough road penge", "N2"), ("seven sisters road", "N3"),
        ("twenty one mill lane", "N4"), ("units to 42 yew tree cl", "P1"), ("wod 58b st norbert road", "P2"), ("wod 58c", "P3"), ("HUNT GAZ 1998", "P4"),
        ("e 19 st mary's rd", "P6"), ("nolan se2o 3sz", "C1"), ("nolan 3sz", "C1"), ("nolan 4aa", "C2"),
        ("grey nissan qashqai blenheim grove", "V1"), ("blenheim gr grey nissan qashqai", "V1"), ("fashola ygt", "V3"), ("orange vw golf ending twr", "V5"),
        ("layla gilkkes court", "B1"), ("flat 31 gilkkes court", "B1"), ("28 runnymede court old kiln ln", "B3"), ("171 lugard rd first floor flat", "B4"),
        ("171 lugard road gff", "B5"), ("23 aler gr", "B6"), ("63 stasaph road", "B7"),
        ("jade jones formerly lovelace", "S2"), ("saoirse o`connor melrose avenue", "S3"), ("saoirse 0connor melrose avenue", "S3"),
        ("ayaan elmi", "S6"), ("laylabouazizi lugard road", "B1"),
    ],
)  # fmt: skip
def test_what_is_meant_comes_first(desk: LookupDesk, text: str, ref: str) -> None:
    assert ref in {r["ref"] for r in desk.first(text)["records"]}


@pytest.mark.parametrize("text", ["nolan 9qq", "nolan 9qq se20"])
def test_half_a_postcode_that_fits_nobody_costs_nothing(desk: LookupDesk, text: str) -> None:
    other = {card["title"]: card["match"]["score"] for card in desk.risk(text.replace(" 9qq", ""))["cards"]}
    assert {card["title"]: card["match"]["score"] for card in desk.risk(text)["cards"]} == other


def test_each_of_a_couple_is_found_as_if_alone(desk: LookupDesk) -> None:
    cards = desk.risk("david and chloe blackburn fairlawn pk")["cards"]
    people = {ref["ref"] for card in cards if card["kind"] == "person" for ref in card["records"]}
    assert people == {"S4", "S5"}
    assert "not in the record: and" not in str(cards)
    assert cards[0]["kind"] == "person"


def test_a_surname_that_somebody_had_before_costs_nothing(desk: LookupDesk) -> None:
    both = desk.risk("jade smythe nee lovelace 02/01/1988")["cards"]
    alone = desk.first("jade smythe 02/01/1988")
    assert {card["match"]["score"] for card in both[:2]} == {alone["match"]["score"]}
