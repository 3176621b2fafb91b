"""Whom a partner asks about: by every name and date of birth that they give, and by nothing that says nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
import sqlalchemy as sa

from indexer.store_tables import request
from tests.functional.test_partner_requests import body, decide, filed, record
from tests.support.house import House

NAMES = [
    "Sean / Shaun Murphy", "Sean - Murphy", "Sean \U0001f600 Murphy", "Sean \u200b Murphy", "Sean \x01 Murphy",
]  # fmt: skip


@pytest.fixture
def held(empty: House) -> House:
    empty.put(
        [
            record("B1", people=[person("Barnabus", "Thistledown", "1971-03-04")]),
            record("B2", people=[person("Barnabus", "Thistledown", "1985-11-12")]),
            record("M1", people=[person("Sean", "Murphy", "1980-02-03")]),
            record("H1", people=[person("Barnabus", "Thistledown", "1971-03-04")], handling={"audience": []}),
        ]
    )
    return empty


def person(forenames: str, surname: str, born: str) -> dict[str, Any]:
    names = [{"kind": "birth", "forenames": forenames, "surname": surname}]
    return {"role": "named-in", "names": names, "dates_of_birth": [born]}


def subject(*names: object, born: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"names": list(names), "dates_of_birth": list(born), "identifiers": {}, "address": None}


def shown(house: House, id_: str) -> list[str]:
    """The references on the disclosure officer's page, in its order."""
    client = house.person("dis1", "disclosure", sensitive=True)
    with client.session_transaction() as session:
        session["purpose"] = {"code": "PREVENT", "reason": "partner request", "reference": None}
    page = client.get(f"/requests/{id_}")
    assert page.status_code == 200, page.text
    places = {ref: page.text.find(f"Drug supply {ref}") for ref in ("B1", "B2", "M1", "H1")}
    return sorted((ref for ref in places if places[ref] >= 0), key=places.__getitem__)


@pytest.mark.parametrize("name", NAMES)
def test_a_word_that_says_nothing_blocks_no_request(held: House, name: str) -> None:
    id_ = filed(held, held.partner("45"), subject=subject(name))
    assert shown(held, id_) == ["M1"]
    assert decide(held, id_, {"M1": "sanitised"}).status_code == 303


@pytest.mark.parametrize("name", ["-", "*", {"text": "-"}, {}])
def test_a_name_that_says_nothing_names_nobody(held: House, name: object) -> None:
    asked = body(subject=subject(name))
    refused = held.app.test_client().post(
        "/api/v1/intelligence-requests", json=asked, headers=held.partner("45")
    )
    assert (refused.status_code, refused.get_json()["field"]) == (422, "subject")


@pytest.mark.parametrize("name", ["-", {"text": "-"}, "\0"])
def test_a_request_of_that_kind_that_was_taken_before_is_decided(held: House, name: object) -> None:
    id_ = filed(held, held.partner("45"))
    engine = sa.create_engine(held.services.settings.records_url)
    with engine.begin() as connection:
        old = json.dumps(body(subject=subject(name)))
        connection.execute(sa.update(request).where(request.c.id == id_).values(body=old))
    engine.dispose()
    assert shown(held, id_) == []
    assert decide(held, id_, {}).status_code == 303


def test_every_name_is_asked_for(held: House) -> None:
    headers = held.partner("45")
    for names in (
        ["Zzz Unknownperson", "Barnabus Thistledown"],
        ["Barnabus Thistledown", "Zzz Unknownperson"],
    ):
        assert shown(held, filed(held, headers, subject=subject(*names))) == ["B1", "B2"]
    both = subject("Sean Murphy", "Barnabus Thistledown", born=("1980-02-03",))
    assert shown(held, filed(held, headers, subject=both))[0] == "M1"


def test_another_date_of_birth_makes_no_fewer_candidates(held: House) -> None:
    headers, name = held.partner("45"), "Barnabus Thistledown"
    found = [
        set(shown(held, filed(held, headers, subject=subject(name, born=born))))
        for born in (("1971-03-04",), ("1985-11-12",), ("1971-03-04", "1985-11-12"))
    ]
    assert found[2] >= found[0] | found[1] == {"B1", "B2"}
