"""A new record's form: from what is typed to POLE-1 and back, and each field checked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from indexer.pole import parse
from portal.services.errors import Reason
from portal.views import new_words as words

TODAY = date(2026, 3, 4)
HANDLING = {
    "tier": "OFFICIAL", "sensitive": True, "force": "01", "audience": ["*"], "compartments": [], "denied": [],
    "releasable_to": [],
}  # fmt: skip
SEAN: dict[str, Any] = {
    "names": [
        {"kind": "birth", "forenames": "Sean", "surname": "Murphy"},
        {"kind": "alias", "text": "Spud"},
        {"kind": "married", "surname": "Byrne"},
    ],
    "dates_of_birth": ["1980-02-03", "1980-03-02"],
    "identifiers": {"pnc_id": "2008/1234567R", "phone": ["07700 900123", "07700 900456"], "asn": "x"},
    "addresses": [
        {"role": "home", "address": "12 Avenue Road", "postcode": "SE20 7RT", "lat": 51.4, "lon": 0.1}
    ],
    "markers": [{"code": "VI"}],
}


def typed(kind: str = "person", **values: str) -> dict[str, str]:
    return words.given(kind, values)


def test_what_is_typed_is_a_record() -> None:
    form = typed(
        forenames=" Sean ", surname="Murphy", alias="Spud", date_of_birth="3/2/1980", phone="07700 900123",
        address="12 Avenue Road", postcode="SE20 7RT", role="suspect", details="tall", text="Seen.\n\nTwice.",
        **{"from": "CUSTODY/11/2~3"},
    )  # fmt: skip
    made = words.record("person", form, TODAY)
    (person,) = made["people"]
    assert person["names"] == [
        {"kind": "birth", "forenames": "Sean", "surname": "Murphy"}, {"kind": "alias", "text": "Spud"},
    ]  # fmt: skip
    assert person["dates_of_birth"] == ["1980-02-03"]
    assert person["addresses"] == [{"role": "home", "address": "12 Avenue Road", "postcode": "SE20 7RT"}]
    assert (person["role"], person["description"], made["text"]) == ("suspect", "tall", "Seen.\n\nTwice.")
    assert made["links"] == [{"role": "made-from", "to": {"system": "CUSTODY", "ref": "11/2"}}]
    parse({**made, "system": "X", "ref": "1", "title": "t", "recorded": "2026-01-01", "handling": HANDLING})


@pytest.mark.parametrize("kind", ["object", "location"])
def test_objects_and_places_too(kind: str) -> None:
    form = typed(
        kind, type="vehicle", vrm="AB12 CDE", imei="", address="7 Pilgrim Court", postcode="SE20 8AA"
    )
    made = words.record(kind, form, TODAY)
    parse({**made, "system": "X", "ref": "1", "title": "t", "recorded": "2026-01-01", "handling": HANDLING})
    list_name = {"object": "objects", "location": "locations"}[kind]
    assert words.given(kind, words.typed_of(kind, made[list_name][0])) == form


def test_a_form_is_filled_from_a_record() -> None:
    form = words.given("person", words.typed_of("person", SEAN))
    assert (form["forenames"], form["surname"], form["alias"]) == ("Sean", "Murphy", "Spud")
    assert (form["date_of_birth"], form["phone"], form["postcode"]) == (
        "3 2 1980",
        "07700 900123",
        "SE20 7RT",
    )
    again = words.subject("person", form, TODAY)
    assert again["dates_of_birth"] == ["1980-02-03"]


def test_a_form_is_filled_from_a_nominal() -> None:
    nominal = {
        "id": "CUSTODY/1~1",
        "names": [
            {"value": "Sean Murphy", "kind": "birth", "forenames": "Sean", "surname": "Murphy"},
            {"value": "Spud", "kind": "alias", "forenames": None, "surname": None},
        ],
        "dates_of_birth": [{"value": "1980-02-03"}, {"value": "1980-03-02"}],
        "identifiers": [
            {"kind": "PHONE", "value": "+447700900123"}, {"kind": "PNC_ID", "value": "2008/1234567R"},
            {"kind": "PASSPORT", "value": "1"},
        ],
        "addresses": [{"address": "12 Avenue Road", "postcode": "SE20 7RT", "role": "home"}],
    }  # fmt: skip
    form = words.given("person", words.typed_of_nominal(nominal))
    assert (form["forenames"], form["surname"], form["alias"]) == ("Sean", "Murphy", "Spud")
    assert (form["date_of_birth"], form["pnc_id"], form["phone"]) == (
        "3 2 1980",
        "2008/1234567R",
        "+447700900123",
    )
    assert form["address"] == "12 Avenue Road"
    assert words.errors("person", form, TODAY) == {}


def test_amending_keeps_what_the_form_does_not_show() -> None:
    form = words.given("person", words.typed_of("person", SEAN)) | {
        "surname": "Murphey",
        "phone": "07700 900789",
    }
    made = words.over("person", SEAN, form, {"surname", "phone"}, TODAY)
    assert [name.get("surname") or name.get("text") for name in made["names"]] == ["Murphey", "Spud", "Byrne"]
    assert made["identifiers"] == {
        "pnc_id": "2008/1234567R", "phone": ["07700 900789", "07700 900456"], "asn": "x",
    }  # fmt: skip
    assert made["dates_of_birth"] == SEAN["dates_of_birth"]
    assert (made["addresses"], made["markers"]) == (SEAN["addresses"], SEAN["markers"])
    moved = words.over("person", SEAN, form | {"address": "1 Mill Lane"}, {"address"}, TODAY)
    assert moved["addresses"][0]["address"] == "1 Mill Lane"


def test_a_field_that_is_checked_is_called_as_its_rule() -> None:
    assert all(field.check in ("", field.name) for fields in words.SUBJECT.values() for field in fields)


@pytest.mark.parametrize(
    ("rule", "value", "reads", "wrong"),
    [
        ("pnc_id", "08/1234567R", "2008/1234567R", ""),
        ("pnc_id", "2008/1234567A", "", "check letter"),
        ("nino", "AB123456C", "", ""),
        ("nhs", "943 476 5918", "", "check digit"),
        ("vrm", "ab12 cde", "AB12CDE", ""),
        ("vrm", "AB", "", "number plate"),
        ("postcode", "se207rt", "SE20 7RT", ""),
        ("postcode", "SE2", "", "postcode"),
        ("phone", "07700900123", "07700 900123", ""),
        ("phone", "0770", "", "telephone"),
        ("date_of_birth", "3 2 1980", "3 Feb 1980", ""),
        ("date_of_birth", "1980", "", ""),
        ("date_of_birth", "31/2/1980", "", "date of birth"),
        ("date_of_birth", "1/1/2030", "", "future"),
        ("date_of_birth", "yesterday", "", "date of birth"),
        ("email", "", "", ""),
        ("colour", "red", "", ""),
    ],
)
def test_each_field_is_checked(rule: str, value: str, reads: str, wrong: str) -> None:
    said = words.check(rule, value, TODAY)
    assert said[0] == reads
    assert wrong in said[1]
    assert bool(said[1]) == bool(wrong)


def test_what_is_wrong_stands_at_its_field() -> None:
    assert list(words.errors("person", typed(postcode="x", pnc_id="1"), TODAY)) == ["pnc_id", "postcode"]
    assert list(words.errors("person", typed(), TODAY)) == ["forenames"]
    found = words.named(
        [("people[0].identifiers.pnc_id", "is wrong"), ("people[0].names", "differs"), ("reason", "x")]
    )
    assert found == {"pnc_id": "Is wrong", "forenames": "Differs", "reason": "X"}


def test_what_is_too_long_is_told_and_not_cut() -> None:
    assert words.errors("person", typed(forenames="Ada" * 101), TODAY) == {
        "forenames": "Must have at most 300 characters: 303 were given"
    }


@pytest.mark.parametrize(
    ("reason", "why"), [(Reason.EXPIRED, "too old"), (Reason.NOT_THEIRS, "log-in has changed")]
)
def test_a_search_that_does_not_count_any_more_is_told_without_its_token(reason: Reason, why: str) -> None:
    said = words.searched_again(reason)
    assert why in said
    assert "Nothing that you typed is lost" in said
    assert "token" not in said


@pytest.mark.parametrize("member", ["", "x", "CUSTODY/1", "CUSTODY/1~", "~1", "CUSTODY/1~x", "/1~1"])
def test_what_is_no_member_fills_nothing(member: str) -> None:
    assert words.place_of_member(member) is None


def test_a_member_is_found() -> None:
    assert words.place_of_member("CRIS/12~3/24~2") == ("CRIS", "12~3/24", 2)


def test_what_is_to_be_saved_is_shown_as_it_is_read() -> None:
    typed = dict.fromkeys((field.name for field in words.SUBJECT["person"]), "")
    typed |= {
        "surname": "Murphy",
        "date_of_birth": "3 2 1980",
        "postcode": "se207rt",
        "phone": "+447700900123",
        "pnc_id": "not one",
    }
    assert dict(words.rows("person", typed)) == {
        "Surname": "Murphy", "Date of birth": "3 Feb 1980", "PNC ID": "not one", "Telephone": "07700 900123", "Postcode": "SE20 7RT",
    }  # fmt: skip
