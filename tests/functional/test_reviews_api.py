"""Reviews by the API: of retention, and of looks drawn at random; the pages' own services, with their rows and refusals."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from jsonschema import Draft202012Validator

from access.partial_dates import years_on
from tests.functional.test_dip_sample import address, auditor, drawing, looked, looks  # noqa: F401
from tests.functional.test_retention import QUESTIONS, TODAY, due, events, held, kept, manager  # noqa: F401
from tests.support.house import PURPOSE, House, answered, ask, tell

ANSWERS: dict[str, Any] = {name: {"yes": False, "why": "nothing known"} for name in QUESTIONS}


def said(revision: int, **more: Any) -> dict[str, Any]:
    usual = {"decision": "retain", "reason": "still of use", "next_on": years_on(TODAY, 5).isoformat()}
    return usual | {"revision": revision, "answers": ANSWERS} | more


def as_described(house: House, answer: dict[str, Any], path: str, method: str = "get") -> None:
    spec = house.app.test_client().get("/api/v1/openapi.json").get_json()
    content = spec["paths"][path][method]["responses"]["200"]["content"]["application/json"]
    schema = {**content["schema"], "components": spec["components"]}
    assert [error.message for error in Draft202012Validator(schema).iter_errors(answer)] == []
    named = spec["components"]["schemas"][content["schema"]["$ref"].rpartition("/")[2]]["properties"]
    assert set(named) <= set(answer)


def test_the_queue_and_one_review_are_the_page_s(held: House) -> None:  # noqa: F811
    client = manager(held)
    queue = answered(client, "/retention")
    as_described(held, queue, "/api/v1/retention")
    assert [(one["ref"], one["by"]) for one in queue["due"]] == [("D2", "record"), ("D1", "record")]
    assert (queue["more"], queue["marking"]) == (False, "OFFICIAL-SENSITIVE")
    assert held.rows(queue["audit_id"]) == ["permit.granted", "permit.completed"]
    one = answered(client, "/retention/CRIMINT/D1")
    as_described(held, one, "/api/v1/retention/{system}/{ref}")
    assert set(one["questions"]) == set(QUESTIONS)
    assert one["grounds"]["against"] == []
    assert one["record"]["title"] == "Drug supply D1"


def test_a_review_by_the_api_is_kept_and_stands_in_the_ledger(held: House) -> None:  # noqa: F811
    client = manager(held)
    revision = answered(client, "/retention/CRIMINT/D1")["revision"]
    links = ANSWERS | {"links": {"yes": True, "why": "a gang"}}
    answer = tell(client, "/retention/CRIMINT/D1", said(revision, answers=links))
    assert answer.status_code == 200, answer.text
    made = answer.get_json()
    as_described(held, made, "/api/v1/retention/{system}/{ref}", "post")
    done = ["permit.granted", "deed.intended", "record.retained", "permit.completed"]
    assert held.rows(made["audit_id"]) == done
    (event,) = events(held, "record.retained")
    assert event.details["answers"]["links"] == {"yes": True, "why": "a gang"}
    assert [one["ref"] for one in answered(client, "/retention")["due"]] == ["D2"]
    again = answered(client, "/retention/CRIMINT/D2")["revision"]
    unsure = tell(client, "/retention/CRIMINT/D2", said(again, decision="dispose"))
    assert (unsure.status_code, unsure.get_json()["field"]) == (422, "sure")
    gone = tell(client, "/retention/CRIMINT/D2", said(again, decision="dispose", sure=True))
    assert gone.status_code == 200, gone.text
    assert held.services.store.get("CRIMINT/D2") is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"decision": "shred"}, "decision"),
        ({"reason": " "}, "reason"),
        ({"next_on": "soon"}, "next_on"),
        ({"next_on": ["2031-01-01"]}, "next_on"),
        ({"revision": True}, "revision"),
        ({"revision": None}, "revision"),
        ({"answers": None}, "answers.harm.yes"),
        ({"answers": ["no"]}, "answers.harm.yes"),
        ({"answers": ANSWERS | {"trust": {"yes": "perhaps"}}}, "answers.trust.yes"),
        ({"answers": ANSWERS | {"trust": {"yes": True}}}, "answers.trust.why"),
        (
            {"decision": "dispose", "sure": True, "answers": ANSWERS | {"harm": {"yes": True, "why": "x"}}},
            "decision",
        ),
    ],
)
def test_what_is_wrong_is_named_as_it_was_sent(held: House, change: dict[str, Any], field: str) -> None:  # noqa: F811
    client = manager(held)
    revision = answered(client, "/retention/CRIMINT/D1")["revision"]
    answer = tell(client, "/retention/CRIMINT/D1", said(revision) | change)
    assert (answer.status_code, answer.get_json()["field"]) == (422, field), answer.text
    assert held.services.store.get("CRIMINT/D1")


def test_a_body_that_is_no_review_is_refused_and_recorded(held: House) -> None:  # noqa: F811
    client = manager(held)
    for body in (None, [], "retain", 7, {}):
        answer = tell(client, "/retention/CRIMINT/D1", body)
        assert answer.status_code == 422, body
    assert events(held, "deed.intended") == []
    revision = answered(client, "/retention/CRIMINT/D1")["revision"]
    held.put([due("D1", people=[], version=2, status="corrected")])
    assert tell(client, "/retention/CRIMINT/D1", said(revision)).status_code == 409
    bare = client.post("/api/v1/retention/CRIMINT/D1", json=said(revision), headers=PURPOSE)
    assert bare.status_code == 403, "a write of a session carries its token"


def test_hidden_absent_and_not_due_read_the_same(held: House) -> None:  # noqa: F811
    client = manager(held)
    before = answered(client, "/retention")
    held.put([due("H1", people=[], handling={"compartments": ["OP-HERON"]})])
    after = answered(client, "/retention")
    assert json.dumps(before | {"audit_id": ""}) == json.dumps(after | {"audit_id": ""})
    ways = [
        lambda ref: ask(client, f"/retention/CRIMINT/{ref}"),
        lambda ref: tell(client, f"/retention/CRIMINT/{ref}", said(1)),
    ]
    for way in ways:
        answers = [way(ref) for ref in ("H1", "D3", "NOSUCH")]
        assert {answer.status_code for answer in answers} == {404}
        assert len({re.sub(rb'"audit_id": ?"\w+"', b"", answer.data) for answer in answers}) == 1


def test_they_are_for_whom_they_are_for_a_purpose_and_known_parameters(held: House) -> None:  # noqa: F811
    drawn = f"/audit/sample?{urlencode(drawing())}"
    for role, paths in {
        "analyst": ("/retention", "/retention/CRIMINT/D1", drawn), "administrator": ("/retention", drawn),
        "auditor": ("/retention", "/retention/CRIMINT/D1"), "records-manager": (drawn,),
    }.items():  # fmt: skip
        for path in paths:
            answer = ask(held.person(f"w-{role}", role, sensitive=True), path)
            assert answer.status_code == 403, (role, path)
            assert held.rows(answer.get_json()["audit_id"]) == ["permit.denied"]
    client = manager(held)
    bare = client.get("/api/v1/retention")
    assert bare.status_code == 422
    assert held.rows(bare.get_json()["audit_id"]) == ["permit.purpose-missing"]
    assert ask(client, "/retention?force=45").get_json()["field"] == "force"
    assert held.app.test_client().get("/api/v1/retention", headers=PURPOSE).status_code == 401
    token = held.partner("45")
    for path in ("/retention", drawn):
        assert held.app.test_client().get(f"/api/v1{path}", headers=token).status_code == 403


def test_a_sample_by_the_api_is_the_page_s(looked: House) -> None:  # noqa: F811
    client, parts = auditor(looked), drawing()
    drawn = answered(client, f"/audit/sample?{urlencode(parts)}")
    as_described(looked, drawn, "/api/v1/audit/sample")
    assert [one["look"]["id"] for one in drawn["looks"]] == looks(client.get(address(parts)).text)
    assert (drawn["number"], drawn["seed"], drawn["marking"]) == (5, "a1", "OFFICIAL-SENSITIVE")
    assert "CRIMINT/A1" not in json.dumps(drawn), "a restricted record is named to no auditor"
    assert looked.rows(drawn["audit_id"]) == ["permit.granted", "permit.completed"]
    for name in parts:
        less = {key: value for key, value in parts.items() if key != name}
        answer = ask(client, f"/audit/sample?{urlencode(less)}")
        assert (answer.status_code, answer.get_json()["field"]) == (422, name)


def test_a_verdict_by_the_api_stands_beside_the_look(looked: House) -> None:  # noqa: F811
    client, parts = auditor(looked), drawing()
    look = answered(client, f"/audit/sample?{urlencode(parts)}")["looks"][1]["look"]["id"]
    body = {**parts, "number": 5, "verdict": "ask", "note": "why four times?"}
    made = tell(client, f"/audit/sample/{look}", body)
    assert made.status_code == 200, made.text
    as_described(looked, made.get_json(), "/api/v1/audit/sample/{event}", "post")
    assert looked.rows(made.get_json()["audit_id"]) == ["permit.granted", "look.reviewed", "permit.completed"]
    (told,) = answered(client, f"/audit/sample?{urlencode(parts)}")["looks"][1]["verdicts"]
    assert (told["by"], told["verdict"], told["note"]) == ("aud", "ask", "why four times?")
    assert "why four times?" in client.get(address(parts)).text
    for change, field in (
        ({"verdict": "fine"}, "verdict"),
        ({"verdict": ["ask"]}, "verdict"),
        ({"note": None}, "note"),
        ({"number": "x"}, "number"),
    ):
        answer = tell(client, f"/audit/sample/{look}", body | change)
        assert (answer.status_code, answer.get_json()["field"]) == (422, field)
    for body_ in (None, [], "ask"):
        assert tell(client, f"/audit/sample/{look}", body_).status_code == 422
    assert tell(client, f"/audit/sample/{'0' * 32}", body).status_code == 404
    bare = client.post(f"/api/v1/audit/sample/{look}", json=body, headers=PURPOSE)
    assert bare.status_code == 403
    assert f"look:{look}" in ask(client, f"/audit/events?subject={quote(f'look:{look}')}").text
