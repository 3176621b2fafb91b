"""A partner force asks, a person decides, the package leaves; nothing held and nothing to be released read alike."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pytest

from portal.services.requests.times import packaged
from tests.support.house import PURPOSE, House

SUBJECT = {"names": ["Tyrone Baptiste"], "dates_of_birth": ["1994-01-25"], "identifiers": {}, "address": None}


def record(ref: str, **more: Any) -> dict[str, Any]:
    handling = {
        "tier": "OFFICIAL", "sensitive": True, "force": "01", "audience": ["*"], "compartments": [], "denied": [],
        "releasable_to": ["45"],
    } | more.pop("handling", {})  # fmt: skip
    return {
        "system": "CRIMINT", "ref": ref, "kind": "report", "title": f"Drug supply {ref}", "recorded": "2026-01-05T10:00:00Z",
        "people": [{"role": "named-in", "names": [{"kind": "birth", "forenames": "Tyrone", "surname": "Baptiste"}],
                    "dates_of_birth": ["1994-01-25"]}],
        "grading": {"source": "2", "intelligence": "B", "handling": "P", "conditions": [], "original": None},
        "text": "Source says that Baptiste sells crack.", "sanitised_text": "Baptiste sells crack.",
        "source_identity": "REG 7", "handling": handling, **more,
    }  # fmt: skip


def body(**more: Any) -> dict[str, Any]:
    return {
        "subject": SUBJECT, "purpose": {"code": "PREVENT", "reason": "county line investigation"},
        "lawful_basis": "DPA 2018 s.35", "period": {"from": None, "to": None}, "urgency": "priority", "need_by": None,
        "reference": "45/REQ/1", "officer": {"name": "DS Amber Reed", "rank": "DS", "contact": "01632 960100"},
        "authoriser": "DI Cole", "contact_originator": False, **more,
    }  # fmt: skip


@pytest.fixture
def held(empty: House) -> House:
    empty.put([record("A1"), record("A2", handling={"releasable_to": []})])
    return empty


def decide(house: House, id_: str, by_ref: dict[str, str]) -> Any:
    """As the page does it: log in, state a purpose, choose, send."""
    client = house.person("dis1", "disclosure", sensitive=True)
    with client.session_transaction() as session:
        session["purpose"] = {"code": "PREVENT", "reason": "partner request", "reference": None}
    found = client.get(f"/requests/{id_}")
    assert found.status_code == 200, found.text
    token = found.text.split('name="csrf_token" value="')[1].split('"')[0]
    form = {"csrf_token": token}
    for place, ref in enumerate(sorted(by_ref, key=lambda ref: found.text.index(f"Drug supply {ref}")), 1):
        form |= {f"item-{place}": by_ref[ref], f"item-{place}-reason": "weighed"}
    form |= ticks(found.text)
    return client.post(f"/requests/{id_}/send", data=form)


def ticks(page: str) -> dict[str, str]:
    """The source checks that a request's page shows, each ticked as read."""
    return dict(re.findall(r'name="(item-\d+-checked)" value="([^"]+)"', page))


def filed(house: House, headers: dict[str, str], **more: Any) -> str:
    answer = house.app.test_client().post("/api/v1/intelligence-requests", json=body(**more), headers=headers)
    assert answer.status_code == 201, answer.text
    assert answer.get_json()["status"] == "open"
    assert answer.get_json()["due"]
    return str(answer.get_json()["id"])


def test_the_whole_way(held: House) -> None:
    headers, client = held.partner("45"), held.app.test_client()
    id_ = filed(held, headers)
    at = f"/api/v1/intelligence-requests/{id_}"
    early = client.get(f"{at}/package", headers=headers)
    assert early.status_code == 409
    assert held.rows(early.get_json()["audit_id"]) == ["permit.granted", "permit.completed"]
    sent = decide(held, id_, {"A1": "sanitised", "A2": "withheld"})
    assert sent.status_code == 303, sent.text
    assert client.get(at, headers=headers).get_json()["status"] == "answered"
    package = client.get(f"{at}/package", headers=headers).get_json()
    (item,) = package["items"]
    assert (item["decision"], item["record"]["ref"], item["originator"]) == ("sanitised", "A1", "01")
    assert item["record"]["text"] == "Baptiste sells crack."
    assert "source_identity" not in item["record"]
    assert "Source says" not in str(package)
    assert package["marking"] == "OFFICIAL-SENSITIVE"
    assert held.rows(package["audit_id"]) == ["permit.granted", "permit.completed"]


def test_what_is_not_releasable_to_the_force_can_only_be_withheld(held: House) -> None:
    headers = held.partner("45")
    id_ = filed(held, headers)
    assert decide(held, id_, {"A1": "released", "A2": "released"}).status_code == 422
    assert decide(held, id_, {"A1": "withheld", "A2": "withheld"}).status_code == 303
    package = (
        held.app.test_client().get(f"/api/v1/intelligence-requests/{id_}/package", headers=headers).get_json()
    )
    assert package["items"] == []


def test_neither_confirmed_nor_denied_reads_to_the_partner_like_withheld(held: House) -> None:
    headers, client = held.partner("45"), held.app.test_client()
    told = []
    for decision in ("withheld", "neither-confirmed-nor-denied"):
        id_ = filed(held, headers)
        assert decide(held, id_, {"A1": decision, "A2": decision}).status_code == 303
        at = f"/api/v1/intelligence-requests/{id_}"
        package, status = (client.get(path, headers=headers).get_json() for path in (f"{at}/package", at))
        package["audit_id"] = package["request"]["id"] = ""
        told.append((package, status["status"], sorted(status)))
    assert told[0] == told[1]
    assert told[0][0]["items"] == []


def test_nothing_held_reads_like_nothing_released(held: House) -> None:
    headers, client = held.partner("45"), held.app.test_client()
    nobody = filed(held, headers, subject={**SUBJECT, "names": ["Quentin Xylander"], "dates_of_birth": []})
    somebody = filed(held, headers, subject={**SUBJECT, "names": ["Quentin Xylander"], "dates_of_birth": []})
    for id_ in (nobody, somebody):
        assert decide(held, id_, {}).status_code == 303
    first, second = (
        client.get(f"/api/v1/intelligence-requests/{id_}/package", headers=headers).get_json()
        for id_ in (nobody, somebody)
    )
    for package in (first, second):
        package["audit_id"] = package["request"]["id"] = ""
    assert first == second


def test_a_token_opens_nothing_else(held: House) -> None:
    headers, client = held.partner("45"), held.app.test_client()
    for path in ("/risk?q=baptiste", "/search?q=baptiste", "/records/CRIMINT/A1", "/audit/events"):
        assert client.get(f"/api/v1{path}", headers=headers).status_code == 403
    id_ = filed(held, headers)
    other = held.partner("46")
    theirs = client.get(f"/api/v1/intelligence-requests/{id_}", headers=other)
    absent = client.get("/api/v1/intelligence-requests/ffffffffffff", headers=other)
    assert (theirs.status_code, absent.status_code) == (404, 404)


def test_nothing_without_a_purpose(held: House) -> None:
    headers, client = held.partner("45"), held.app.test_client()
    bare = {"Authorization": headers["Authorization"]}
    refused = client.post("/api/v1/intelligence-requests", json={**body(), "purpose": None}, headers=bare)
    assert refused.status_code == 422
    assert held.rows(refused.get_json()["audit_id"]) == ["permit.purpose-missing"]
    id_ = filed(held, bare)
    assert client.get(f"/api/v1/intelligence-requests/{id_}", headers=bare).status_code == 422
    assert client.get(f"/api/v1/intelligence-requests/{id_}", headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"subject": {}}, "subject"),
        ({"urgency": "soon"}, "urgency"),
        ({"lawful_basis": ""}, "lawful_basis"),
        ({"officer": {}}, "officer.name"),
        ({"surprise": 1}, "surprise"),
        ({"subject": {**SUBJECT, "dates_of_birth": ["bad"]}}, "subject.dates_of_birth"),
        ({"subject": {**SUBJECT, "dates_of_birth": ["31/31/1980"]}}, "subject.dates_of_birth"),
        ({"subject": {**SUBJECT, "dates_of_birth": ["1980-02-30"]}}, "subject.dates_of_birth"),
        ({"subject": {**SUBJECT, "dates_of_birth": ""}}, "subject.dates_of_birth"),
        ({"subject": {**SUBJECT, "identifiers": []}}, "subject.identifiers"),
        ({"subject": {**SUBJECT, "address": 12}}, "subject.address"),
        ({"contact_originator": "no"}, "contact_originator"),
        ({"contact_originator": 0}, "contact_originator"),
        ({"period": {"from": "2026-02-02", "to": "2026-02-01"}}, "period.from"),
        ({"period": {"from": "2026-03", "to": "2026-02-28"}}, "period.from"),
        ({"period": {"from": "2026-02-01 or so", "to": None}}, "period.from"),
        ({"period": {"from": None, "to": "yesterday"}}, "period.to"),
        ({"period": {"from": "2026-02-01T10:00:00Z", "to": "2026-02-01T09:00:00Z"}}, "period.from"),
        ({"purpose": "PREVENT"}, "purpose"),
        ({"need_by": "soon"}, "need_by"),
        ({"need_by": 20261130}, "need_by"),
        ({"need_by": "2026-02-30T10:00:00Z"}, "need_by"),
        ({"reference": "R\u0001"}, "reference"),
        ({"reference": "R" * 101}, "reference"),
        ({"purpose": {"code": "PREVENT", "reason": "R\u0001eason"}}, "purpose.reason"),
        ({"officer": {"name": "A" * 501}}, "officer.name"),
    ],
)
def test_what_is_missing_or_malformed_is_named(held: House, change: dict[str, Any], field: str) -> None:
    answer = held.app.test_client().post(
        "/api/v1/intelligence-requests", json=body(**change), headers=held.partner("45")
    )
    assert answer.status_code == 422
    assert answer.get_json()["field"] == field


def test_dates_may_be_partial_and_what_may_be_left_out_is(held: House) -> None:
    headers = held.partner("45")
    asked = body(
        subject={"names": ["Tyrone Baptiste"], "dates_of_birth": ["1994", "1994-01"]},
        period={"from": "2026", "to": "2026-01"},
    )
    for name in ("urgency", "need_by", "reference", "contact_originator"):
        del asked[name]
    made = held.app.test_client().post("/api/v1/intelligence-requests", json=asked, headers=headers)
    assert made.status_code == 201, made.text
    id_ = made.get_json()["id"]
    status = held.app.test_client().get(f"/api/v1/intelligence-requests/{id_}", headers=headers).get_json()
    assert datetime.fromisoformat(status["due"]) == packaged().due(
        "routine", datetime.fromisoformat(status["filed"])
    )
    assert decide(held, id_, {"A1": "released", "A2": "withheld"}).status_code == 303


def test_a_wrong_secret_gets_no_token(held: House) -> None:
    client_id, _ = held.services.accounts.add_client("45")
    form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": "wrong"}
    assert held.app.test_client().post("/api/v1/token", data=form).status_code == 401
    assert PURPOSE


def test_what_was_tightened_after_the_answer_is_in_the_package_no_more(held: House) -> None:
    headers = held.partner("45")
    id_ = filed(held, headers)
    decide(held, id_, {"A1": "released", "A2": "withheld"})
    held.put([record("A1", version=2, handling={"releasable_to": []})])
    package = (
        held.app.test_client().get(f"/api/v1/intelligence-requests/{id_}/package", headers=headers).get_json()
    )
    assert package["items"] == []


@pytest.mark.parametrize(
    "change", [{"compartments": ["OP-HERON"]}, {"visible_until": "2026-02-01T00:00:00Z"}, {"denied": []}]
)
def test_the_package_asks_of_a_record_what_the_decision_asked(held: House, change: dict[str, Any]) -> None:
    headers = held.partner("45")
    id_ = filed(held, headers)
    decide(held, id_, {"A1": "released", "A2": "withheld"})
    held.put([record("A1", version=2, handling=change)])
    package = (
        held.app.test_client().get(f"/api/v1/intelligence-requests/{id_}/package", headers=headers).get_json()
    )
    assert len(package["items"]) == (change == {"denied": []})
