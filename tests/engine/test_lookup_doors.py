"""Flats, houses with names, initials, titles and vehicles as they are asked for, which needs the index."""

from __future__ import annotations

from typing import Any

import pytest

from .lookup_desk import LookupDesk, desk_with, record


def person(name: str, address: str = "", **more: Any) -> dict[str, Any]:
    forenames, _, surname = name.rpartition(" ")
    made: dict[str, Any] = {
        "role": "subject",
        "names": [{"forenames": forenames, "surname": surname}],
        **more,
    }
    if address:
        made["addresses"] = [{"role": "home", "address": address, "postcode": "SE20 7RT"}]
    return made


def spot(address: str, **more: Any) -> dict[str, Any]:
    return {"role": "occurred-at", "address": address, "postcode": "SE20 7RT", **more}


def skoda(colour: str) -> dict[str, Any]:
    return {
        "role": "used-in",
        "type": "vehicle",
        "identifiers": {"vrm": f"AB1{len(colour)} CDE"},
        "description": f"{colour} Skoda Octavia",
    }


RECORDS = [
    record("F1", people=[person("Ana Reis", "Flat 14, Kestrel House, Dover Road")]),
    record("F2", locations=[spot("14 KESTREL HSE, BIRDS ESTATE", markers=[{"code": "WE", "text": "Axe behind the door"}])]),
    *(record(f"G{n}", locations=[spot(f"{n} Kestrel House, Birds Estate")]) for n in range(20, 80)),
    record("E1", locations=[spot("13 Skippon House, Harcourt Estate")]),
    record("E2", locations=[spot("Flat 13, Harcourt House, Fair Avenue")]),
    record("L1", locations=[spot("140D Mill Lane")]),
    record("L2", locations=[spot("Flat B, 140 Mill Lane")]),
    record("T1", locations=[spot("Ground Floor Flat, 9 Ross Close")]),
    record("T2", locations=[spot("Top Flat, 9 Ross Close")]),
    record("N1", locations=[spot("Tithe Barn, Bell Lane")]),
    record("N2", locations=[spot("Hollies, Bell Lane")]),
    record("N3", locations=[spot("4 Bell Lane")]),
    record("I1", people=[person("Dean Micklethwaite")]),
    *(record(f"J{n}", people=[person(f"{name} Micklethwaite", sex="2")]) for n, name in enumerate(["Amy", "Carol", "Edna", "Fay", "Gwen"] * 9)),
    record("V1", people=[person("Simon Yeo")], objects=[skoda("Green")]),
    record("V2", people=[person("Simon Tozer")], objects=[skoda("Blue")]),
    record("V3", people=[person("Simon Green")]),
    record("H1", people=[person("Leonie Peng", "THE GABLES STEPHENSON WAY, GUILDFORD")]),
    record("H2", locations=[spot("Plot 22, The Paddocks, Ferry Avenue, Cranleigh")]),
    record("H3", locations=[spot("Plot 23, The Paddocks, Ferry Avenue, Cranleigh")]),
    record("H4", locations=[spot("Flat 33, Wren House, Attlee Close")]),
    record("H5", locations=[spot("18C Rye Lane")]),
    *(record(f"K{n}", locations=[spot(f"{n} Church Road")], text="Seen at the corner of Church Road.") for n in range(1, 9)),
    *(record(f"M{n}", locations=[{"role": "occurred-at", "address": f"{n} Quay Road, {town}", "postcode": code}])
      for n, (town, code) in enumerate([("Penge", "SE20 4PF"), ("Walthamstow", "E17 8BN"), ("Brixton", "SW9 5BU")], 100)),
    *(record(f"B{n}", locations=[spot(f"Flat {n}, {block} Court, Quince Road")]) for n, block in enumerate(["Jade", "Dryden", "Amber"], 1)),
    *(record(f"L{n}", locations=[spot(f"{n} London Road, Walthamstow")]) for n in range(200, 245)),
    record("L109", locations=[spot("109 London Road, Camberwell")]),
    record("S8", people=[person("D Peel", "7 Quince Road")]),
    record("S9", people=[person("Balwinder Dhillon", "9 Quince Road")]),
    record("S1", people=[person("Lisa StJohn")]),
    *(record(f"S{n}", people=[person(f"{name} John")]) for n, name in enumerate(["Ali", "Ben", "Cara"], 2)),
    record("S5", people=[person("Jacob Smythe")]),
    record("S6", people=[person("Mary-Jane Smythe")]),
    record("S7", people=[person("Hugh Wolstenholme")]),
    record("P1", people=[person("Ivy Plum", "Flat 9, Bright Court, 34 Humber Avenue, Penge")]),
    record("P2", people=[person("Ida Plum", "Westering, Shelley Gardens")]),
    *(record(f"P{n}", people=[person(f"{name} West")]) for n, name in enumerate(["Ann", "Bea", "Cy"], 3)),
    *(record(f"P{n}", people=[person(f"{name} Haddad")]) for n, name in enumerate(["Omar", "Amal", "Noor"], 6)),
    record("P9", people=[person("Asa Quick", "12 Snowdon Lane", dates_of_birth=["1981-09-30"])]),
    *(record(f"Q{n}", locations=[spot(f"{n} Snowdon Lane")]) for n in range(20, 30)),
]  # fmt: skip


desk = desk_with(RECORDS)


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("flat 14 kestrel house", "F2"), ("14 kestrel house", "F2"), ("kestrel house no 14", "F2"), ("14 kestrel hse birds estate", "F2"),
        ("14 kestral house", "F2"), ("14 Kestrel House, Dover Road, SE20 7RT", "F2"), ("ana in kestrel house", "F1"), ("reis kestrel house", "F1"),
        ("flat 13 harcourt house", "E2"), ("13 harcourt hse", "E2"), ("13 skippon house", "E1"), ("harcourt house", "E2"),
        ("flat d 140 mill lane", "L1"), ("140d mill lane", "L1"), ("140b mill lane", "L2"), ("140 b mill lane", "L2"),
        ("gff 9 ross close", "T1"), ("ground floor 9 ross close", "T1"), ("top floor flat 9 ross close", "T2"),
        ("tithe barn", "N1"), ("tithe barn bell lane", "N1"), ("tihte barn bell lane", "N1"), ("hollies bell lane", "N2"), ("at tithe barn", "N1"),
        ("d micklethwaite", "I1"), ("MICKLETHWAITE D", "I1"), ("mr micklethwaite", "I1"),
        ("the gables stephenson way", "H1"), ("the gables", "H1"), ("plot 22 the paddocks ferry avenue cranleigh", "H2"),
        ("flat 33 wren attlee close", "H4"), ("18c rye street", "H5"), ("quay road walthamstow", "M101"), ("walthamstow, quay road", "M101"),
        ("dryden court quince road", "B2"), ("london road 109 camberwell", "L109"), ("dhillon quince road", "S9"),
        ("st john", "S1"), ("jake smythe", "S5"), ("woolstenhome", "S7"),
        ("9 bright court", "P1"), ("flat 9 bright court", "P1"), ("9 Bright Court, Penge", "P1"), ("westering", "P2"), ("o haddad", "P6"), ("lisa st john", "S1"),
        ("simon drives a green skoda octavia", "V1"), ("simon blue skoda", "V2"), ("simon green", "V3"),
    ],
)  # fmt: skip
def test_who_or_what_is_meant_comes_first(desk: LookupDesk, text: str, ref: str) -> None:
    assert ref in {r["ref"] for r in desk.first(text)["records"]}


def test_what_is_known_of_a_flat_is_told_however_its_address_is_written(desk: LookupDesk) -> None:
    (card,) = [
        card for card in desk.risk("flat 14 kestrel house dover road")["cards"] if card["kind"] == "location"
    ]
    assert [warning["code"] for warning in card["warnings"]] == ["WE"]
    assert {r["ref"] for r in card["records"]} == {"F1", "F2"}


def test_another_flat_s_danger_is_not_this_one_s(desk: LookupDesk) -> None:
    card = desk.first("flat 20 kestrel house")
    assert "G20" in {r["ref"] for r in card["records"]}
    assert card["warnings"] == []


def test_a_street_alone_is_answered_by_its_addresses_and_not_by_texts(desk: LookupDesk) -> None:
    cards = desk.risk("church road")["cards"]
    assert cards
    assert {card["kind"] for card in cards} == {"location"}


def test_a_house_with_no_word_of_its_own_answers_nobody(desk: LookupDesk) -> None:
    assert "H1" not in {
        r["ref"] for card in desk.risk("lena quay road penge")["cards"] for r in card["records"]
    }


def test_beside_a_likely_address_the_street_s_other_houses_do_not_hide_who_is_meant(desk: LookupDesk) -> None:
    cards = desk.risk("qiuck snowdon ln 1981")["cards"]
    assert [(card["kind"], card["title"]) for card in cards] == [
        ("location", "12 Snowdon Lane, SE20 7RT"),
        ("person", "Asa Quick, born 1981-09-30"),
    ]
