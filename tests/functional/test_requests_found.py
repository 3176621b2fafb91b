"""What may answer a partner's request: who says more is not told less, and each record says what it was found by."""

from __future__ import annotations

from typing import Any

import pytest

from access.purposes import parse
from portal.services.asker import Asker
from tests.functional.test_partner_requests import filed, record
from tests.functional.test_requests_named import person
from tests.support.house import House

THERE = "Flat 2, 12 Avenue Road, SE20 7RT"
MAPLE = "3 Maple Avenue, SE20 7RT"


def home(address: str) -> dict[str, Any]:
    street, code = address.rsplit(", ", 1)
    return {"role": "home", "address": street, "postcode": code}


def at(address: str) -> dict[str, Any]:
    street, code = address.rsplit(", ", 1)
    return {"role": "occurred-at", "address": street, "postcode": code}


BAT = "A baseball bat is kept behind the door. She will use it if Sean Murphy comes back."


@pytest.fixture
def held(empty: House) -> House:
    empty.put(
        [
            record("M1", people=[person("Sean Patrick", "Murphy", "1980-02-03")]),
            record("M2", people=[person("Siobhan", "Jones", "1985-05-06")], text=BAT, sanitised_text=None, locations=[at(THERE)]),
            record("M3", people=[person("Deborah", "Murphy", "1975-01-01")], text="Nothing.", sanitised_text=None),
            record("M4", people=[person("Keith", "Orchard", "1960-01-01") | {"addresses": [home(THERE)]}]),
            record("M5", people=[], title="Fly-tipping", locations=[at(MAPLE)]),
            record("M6", people=[], title="Car seen", objects=[{"role": "seen", "type": "vehicle", "identifiers": {"vrm": "AB12 CDE"}}]),
            record("H1", people=[], text=BAT, handling={"audience": []}),
        ]
    )  # fmt: skip
    return empty


def found(house: House, **subject: Any) -> dict[str, dict[str, Any]]:
    """The candidates of a request about that subject, by reference."""
    return {one["ref"]: one for one in shown(house, **subject)["items"]}


def shown(house: House, **subject: Any) -> dict[str, Any]:
    asked = {"names": [], "dates_of_birth": [], "identifiers": {}, "address": None, **subject}
    id_ = filed(house, house.partner("45"), subject=asked)
    house.person("dis1", "disclosure", sensitive=True)
    identity = house.services.accounts.identity("dis1")
    asker = Asker(identity, parse("PREVENT", "partner request", None))
    return house.services.requests.candidates(asker, id_)


@pytest.mark.parametrize(
    "subject",
    [
        {"names": ["Sean Murphy"]},
        {"names": ["Sean Patrick Murphy"]},
        {"names": ["Sean Patrick Murphy"], "dates_of_birth": ["1980-02-03"]},
        {"names": [{"forenames": "Sean Patrick", "surname": "Murphy"}], "dates_of_birth": ["1980-02-03"]},
        {"names": [{"forenames": "Sean Patrick Aloysius Ignatius", "surname": "Murphy"}], "dates_of_birth": ["1980-02-03"]},
        {"names": ["Sean Murphy"], "dates_of_birth": ["1980-02-03"], "address": "9 Elm Grove, SE20 7RT"},
    ],
)  # fmt: skip
def test_whom_a_text_alone_names_is_found_whatever_is_asked_besides(
    held: House, subject: dict[str, Any]
) -> None:
    items = found(held, **subject)
    assert set(items) - {"M4", "M5"} == {"M1", "M2"}
    assert items["M2"]["match"]["strength"] in ("possible", "weak")
    assert "named in the text only" in items["M2"]["match"]["reasons"]
    assert next(iter(items)) == "M1"


def test_a_namesake_of_another_date_of_birth_is_told_and_not_asked_to_be_decided(held: House) -> None:
    told = shown(held, names=["Sean Patrick Murphy"], dates_of_birth=["1955-12-12"])
    assert [one["ref"] for one in told["items"]] == ["M2"]
    assert told["items"][0]["match"]["strength"] in ("possible", "weak")
    assert [one["ref"] for one in told["namesakes"]] == ["M1"]


def test_the_address_of_a_named_person_brings_its_records_too(held: House) -> None:
    items = found(held, names=["Siobhan Jones"], dates_of_birth=["1985-05-06"], address=THERE)
    assert list(items) == ["M2", "M4"]
    kinds = {ref: [one["kind"] for one in item["by"]] for ref, item in items.items()}
    assert kinds == {"M2": ["person", "address"], "M4": ["address"]}


def test_an_address_alone_brings_what_stands_there_and_nothing_else(held: House) -> None:
    items = found(held, address=THERE)
    assert set(items) == {"M2", "M4"}
    assert items["M4"]["by"] == [{"kind": "address", "reason": "the address asked for"}]
    assert set(found(held, address="12 Avenu Road, SE20 7RT")) == {"M2", "M4"}
    assert set(found(held, address="SE20 7RT")) == {"M2", "M4", "M5"}


def test_a_number_brings_what_holds_it_whoever_is_named(held: House) -> None:
    items = found(held, names=["Sean Murphy"], identifiers={"vrm": "AB12 CDE"})
    assert set(items) == {"M1", "M2", "M6"}
    assert items["M6"]["by"] == [{"kind": "number", "reason": "holds the number asked for: AB12CDE"}]


def test_the_page_says_what_each_was_found_by(held: House) -> None:
    asked = {"names": ["Siobhan Jones"], "dates_of_birth": [], "identifiers": {}, "address": THERE}
    id_ = filed(held, held.partner("45"), subject=asked)
    client = held.person("dis1", "disclosure", sensitive=True)
    with client.session_transaction() as session:
        session["purpose"] = {"code": "PREVENT", "reason": "partner request", "reference": None}
    page = client.get(f"/requests/{id_}").text
    assert "address: the address asked for" in page
    assert "could not be read as one" not in page
    strange = filed(held, held.partner("45"), subject={**asked, "address": "?"})
    assert "could not be read as one" in client.get(f"/requests/{strange}").text
