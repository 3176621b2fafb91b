"""What a report's text proposes for the record."""

from __future__ import annotations

from typing import Any

from portal.services.reports.draft import corrections_of, parts_of
from portal.services.reports.reading import Proposal, facts, proposals
from tests.support.house import reader


def read(text: str) -> dict[str, Proposal]:
    return {one.title: one for one in proposals(text, reader().read(text))}


def test_a_person_comes_once_with_what_stands_behind_the_name() -> None:
    made = read(
        "Sean MURPHY (born 03/02/1980), PNC ID 2008/1234567R, was seen. Murphy is on 07700 900123. It was 4 March 2024."
    )
    (one,) = made.values()
    assert one.pole == {
        "names": [{"forenames": "Sean", "surname": "Murphy"}], "dates_of_birth": ["1980-02-03"],
        "identifiers": {"pnc_id": "2008/1234567R", "phone": ["07700 900123"]},
    }  # fmt: skip
    assert len(one.spans) == 2


def test_an_address_takes_its_town_and_postcode_and_a_vehicle_its_plate() -> None:
    made = read(
        "At Flat 2, 12 Avenue Road, Penge, SE20 7RT a silver Ford Focus, reg AB12 CDE, was parked by Sean Murphy."
    )
    (place,) = [one for one in made.values() if one.kind == "place"]
    assert place.pole == {"address": "Flat 2, 12 Avenue Road, Penge", "postcode": "SE20 7RT"}
    (thing,) = [one for one in made.values() if one.kind == "thing"]
    assert thing.pole == {
        "type": "vehicle", "identifiers": {"vrm": "AB12CDE"}, "description": "silver Ford Focus",
    }  # fmt: skip


def test_a_key_outlives_the_words_around_it() -> None:
    before, after = (
        read("Sean Murphy has a bat."),
        read("On Friday a man called Sean Murphy had a bat and Ada Cole a dog."),
    )
    assert before["Sean Murphy"].key == after["Sean Murphy"].key
    assert len({one.key for one in after.values()}) == len(after)


def test_what_was_not_taken_or_was_misread_stays_out_and_is_learnt_from() -> None:
    text = "Sean Murphy has a bat. Ada Cole has a dog."
    found = reader().read(text)
    murphy, cole = (
        next(o for o in proposals(text, found) if o.title == name) for name in ("Sean Murphy", "Ada Cole")
    )
    take: dict[str, Any] = {"take": True, "role": "suspect", "known": "", "wrong": False}
    body = {"text": text, "decisions": {murphy.key: take, cole.key: {**take, "take": False}}}
    assert [person["role"] for person in parts_of(body, found)["people"]] == ["suspect"]
    assert corrections_of(body, found) is None  # left out is not misread
    body["decisions"][cole.key] = {**take, "wrong": True}
    assert len(parts_of(body, found)["people"]) == 1
    made = corrections_of(body, found)
    assert made
    assert not any(text[m["start"] : m["end"]] == "Ada Cole" for m in made["mentions"])
    assert any(text[m["start"] : m["end"]] == "Sean Murphy" for m in made["mentions"])


def test_a_fact_put_right_changes_that_fact_alone() -> None:
    text = "Sean Murphy has a knife in the car. He has a gun."
    found = reader().read(text)
    first, second = facts(found)
    said = {"code": "WE", "assertion": "denied", "placement": "in the boot"}
    made = corrections_of({"text": text, "put_right": {first.key: said, second.key: {"code": "none"}}}, found)
    assert made
    (gold,) = made["facts"]
    assert (gold["code"], gold["assertion"], gold["placement"]) == ("WE", "denied", "in the boot")
    assert text[gold["start"] : gold["end"]] == "knife"
