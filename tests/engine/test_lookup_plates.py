"""Vehicles by a part of a registration that looks like something other, and people by a vehicle of their record."""

from __future__ import annotations

import pytest

from .lookup_desk import LookupDesk, desk_with, record
from .test_lookup_asked import car, person

CROWD = [
    record(f"C{at}", people=[person(f"{first} {last}", f"{1950 + at}-02-03")])
    for at, (first, last) in enumerate(
        (f, s) for f in ("Frank", "Freya", "Faisal", "Fiona", "Feliks", "Farah", "Florin") for s in ("Marsh", "Lowe", "Moore", "Lynch", "Meyer", "Lamb", "Mills")
    )
]  # fmt: skip
RECORDS = [
    *CROWD,
    record("V1", people=[person("Cara Dunmore", "1991-03-01")], objects=[car("BO12FML", "Gold Mini Cooper")]),
    record("V2", objects=[car("HA06MAR", "Orange Vauxhall Corsa")]),
    record("V3", objects=[car("YJ26MAB", "Green Mercedes C220")]),
    record("V4", objects=[car("KF08BPB", "White BMW 320")]),
    record("V5", objects=[car("EX54XNL", "White Kia Sportage")]),
    record("V6", objects=[car("WL16ORU", "Yellow Honda Civic")]),
    record("V7", objects=[car("NV21OCY", "Gold Land Rover Discovery")]),
    record("V8", objects=[car("LU16OCY", "Grey Vauxhall Corsa")]),
    record(
        "V9", people=[person("Thomas Ellis", "1984-04-19")], objects=[car("GF14JLV", "Grey Toyota Yaris")]
    ),
    record("W1", people=[person("Thomas Ellis", "1951-12-02")]),
    record("P1", people=[person("Rasa Nikolov", "1981-01-04", identifiers={"phone": ["0161 496 0741"]})]),
]


desk = desk_with(RECORDS)


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("FML", "V1"), ("gold fml", "V1"), ("HA MAR", "V2"), ("ha mar", "V2"), ("J26MA8", "V3"), ("KFO88", "V4"), ("ex5x4nl", "V5"), ("honda oru", "V6"),
        ("LU.. OCY", "V8"), ("hao6", "V2"), ("0ru yellow honda civic", "V6"), ("496 0741", "P1"),
    ],
)  # fmt: skip
def test_the_vehicle_comes_first(desk: LookupDesk, text: str, ref: str) -> None:
    assert [source["ref"] for source in desk.first(text)["records"]] == [ref]


def test_a_vehicle_of_the_record_tells_namesakes_apart(desk: LookupDesk) -> None:
    people = [card for card in desk.risk("thomas ellis GF14 JLV")["cards"] if card["kind"] == "person"]
    assert [card["records"][0]["ref"] for card in people[:2]] == ["V9", "W1"]
    assert people[0]["match"]["strength"] == "strong"
    assert "vehicle of the record: GF14JLV" in people[0]["match"]["reasons"]
