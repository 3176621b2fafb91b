"""What leaves is told whole, in words: every value of a record that a partner gets stands in the readable part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from access.identity import Identity, Role, Via
from access.reader_view import reader_view
from portal.views.dates import clock_full, day
from portal.views.desk_words import package_view
from portal.views.package_words import sections
from portal.views.words import fact_label, role_words, sex_words

HOME = {"role": "home", "address": "Flat 4, 7 Pilgrim Court", "postcode": "SE20 7RT", "lat": 51.41, "lon": -0.06,
        "from": "2026-01-01", "to": None}  # fmt: skip
RECORD: dict[str, Any] = {
    "system": "CRIS", "ref": "2314567/24", "kind": "event", "title": "Threats with a weapon", "version": 3,
    "recorded": "2024-03-02T08:10:00Z", "occurred": {"from": "2024-03-01T21:00:00Z", "to": None},
    "handling": {"tier": "OFFICIAL", "sensitive": True, "descriptor": "PERSONAL DATA", "force": "01", "unit": "LX", "audience": ["*"],
                 "compartments": [], "denied": [], "releasable_to": ["45"]},
    "grading": {"source": "2", "intelligence": "B", "handling": "C", "conditions": ["A1", "S2"], "original": "4x4 B21"},
    "classification": "8N Assault with injury", "status": "open", "flags": ["domestic-abuse"], "statement": "fact",
    "retention": {"group": 2, "review_on": "2034-03-01"},
    "people": [{"role": "named-in", "names": [{"kind": "birth", "forenames": "Tyrone", "surname": "Baptiste"}, {"kind": "alias", "text": "Tiny"}],
                "dates_of_birth": ["1994-01-25"], "sex": "1", "description": "Tall, scar on the chin",
                "identifiers": {"pnc_id": "2008/1234567R", "phone": ["07700 900123"], "other": [{"kind": "passport", "value": "123456789"}]},
                "markers": [{"code": "VI", "text": "Punches", "set_on": "2022-01-02", "review_on": "2025-01-03"}],
                "orders": [{"kind": "bail", "conditions": "Not to enter Avenue Road", "from": "2024-03-02", "until": "2024-06-02"}],
                "assessments": [{"kind": "DASH", "score": 15, "band": "high", "on": "2024-03-04"}],
                "addresses": [HOME]}],
    "objects": [{"role": "used-in", "type": "vehicle", "identifiers": {"vrm": "AB12 CDE"}, "description": "Silver Ford Focus"}],
    "locations": [{"role": "occurred-at", "address": "12 Avenue Road", "postcode": "SE20 7RS", "lat": 51.42, "lon": -0.07,
                   "markers": [{"code": "DOG", "text": "Big dog"}]}],
    "text": "He waited outside.",
}  # fmt: skip


def leaves(value: object) -> Iterator[object]:
    if isinstance(value, Mapping):
        for one in value.values():
            yield from leaves(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from leaves(one)
    elif value is not None:
        yield value


def told(value: object, text: str) -> bool:
    said = str(value)
    forms = {
        said,
        said.upper(),
        said.capitalize(),
        day(said),
        clock_full(said),
        role_words(said),
        sex_words(said),
        fact_label(said),
    }
    return isinstance(value, bool) or any(form in text for form in forms)


def test_every_value_of_what_leaves_is_told() -> None:
    partner = Identity("partner", Role.PARTNER, "45", via=Via.TOKEN)
    leaving = reader_view(RECORD, partner)
    assert leaving.keys() >= {"people", "objects", "locations", "handling", "retention", "grading"}
    (item,) = package_view({"items": [{"record": leaving, "decision": "released"}]})["items"]
    rows = [*item["rows"], *(row for part in item["sections"] for row in part["rows"])]
    text = "\n".join([leaving["title"], leaving["text"], *(f"{name} {value}" for name, value in rows)])
    assert [value for value in leaves(leaving) if not told(value, text)] == []
    assert all(name and value for name, value in rows)


def test_a_person_reads_as_one_would_say_it() -> None:
    parts = dict(sections(RECORD))
    person = parts["Person: BAPTISTE, Tyrone"]
    assert ("Born", "25 Jan 1994") in person
    assert ("PNC ID", "2008/1234567R") in person
    assert ("Phone", "07700 900123") in person
    assert (
        "Addresses",
        "Flat 4, 7 Pilgrim Court, SE20 7RT; role home; latitude 51.41; longitude -0.06; from 1 Jan 2026",
    ) in person
    assert ("Names", "BAPTISTE, Tyrone; birth") in person
    assert "Place: 12 Avenue Road, SE20 7RS" in parts
    assert "Thing: vehicle" in parts


def test_a_field_that_nobody_thought_of_is_told_by_its_name() -> None:
    ((_, rows),) = sections({"new_field": {"inner": ["a", {"deep": True}]}})
    assert rows == [("New field", "inner a, deep yes")]


def test_what_is_empty_is_not_told() -> None:
    assert sections({"people": [], "flags": [], "status": None, "occurred": {"from": None}}) == []
