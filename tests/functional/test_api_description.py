"""The API describes itself, and what it answers is what it described."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from werkzeug.test import TestResponse

from tests.support.house import House, answered, ask

ENDPOINTS = {
    "/api/v1/risk", "/api/v1/search", "/api/v1/records/{system}/{ref}", "/api/v1/token", "/api/v1/intelligence-requests",
    "/api/v1/intelligence-requests/{id}", "/api/v1/intelligence-requests/{id}/package", "/api/v1/audit/events",
    "/api/v1/audit/heads", "/api/v1/audit/proofs/{event}", "/api/v1/warnings", "/api/v1/suggest", "/api/v1/warnings/{system}/{ref}",
    "/api/v1/warnings/{system}/{ref}/publish", "/api/v1/warnings/{system}/{ref}/decline",
    "/api/v1/warnings/published/{ref}", "/api/v1/warnings/published/{ref}/amend", "/api/v1/warnings/published/{ref}/withdraw",
    "/api/v1/nominals/{id}", "/api/v1/nominals/judgements", "/api/v1/links/{id}", "/api/v1/reports",
    "/api/v1/matches", "/api/v1/records", "/api/v1/notices", "/api/v1/notices/{id}",
    "/api/v1/retention", "/api/v1/retention/{system}/{ref}", "/api/v1/audit/sample", "/api/v1/audit/sample/{event}",
    "/api/v1/audit/heads/proof",
}  # fmt: skip
REASONED = ENDPOINTS - {"/api/v1/token", "/api/v1/intelligence-requests"}


@pytest.fixture(scope="module")
def spec(town: House) -> dict[str, Any]:
    made = town.app.test_client().get("/api/v1/openapi.json").get_json()
    assert isinstance(made, dict)
    return made


def operation(spec: dict[str, Any], path: str) -> dict[str, Any]:
    found: dict[str, Any] = next(iter(spec["paths"][path].values()))
    return found


def test_the_description_is_valid_and_whole(spec: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(spec).validate()
    assert set(spec["paths"]) - {"/healthz"} == ENDPOINTS
    assert set(spec["components"]["securitySchemes"]) == {"session", "partner"}


@pytest.mark.parametrize("path", sorted(REASONED))
def test_it_tells_how_a_purpose_is_stated_and_what_a_refusal_looks_like(
    spec: dict[str, Any], path: str
) -> None:
    told = operation(spec, path)
    headers = {p["name"]: p["required"] for p in told["parameters"] if p["in"] == "header"}
    headers.pop("X-Match-Token", None)  # the body may say it instead
    assert headers == {"X-Purpose-Code": True, "X-Purpose-Reason": True, "X-Reference": False}
    for status in ("401", "403", "422", "429", "503"):
        assert list(told["responses"][status]["content"]) == ["application/problem+json"]


def test_a_token_is_asked_for_by_a_form(spec: dict[str, Any]) -> None:
    body = operation(spec, "/api/v1/token")["requestBody"]
    assert list(body["content"]) == ["application/x-www-form-urlencoded"]


@pytest.mark.parametrize(
    ("role", "path", "described"),
    [
        ("analyst", "/risk?q=Jones%20Avenue%20Road", "/api/v1/risk"),
        ("analyst", "/risk?q=nobody%20of%20that%20name", "/api/v1/risk"),
        ("analyst", "/search?q=", "/api/v1/search"),
        ("analyst", "/search?q=weapon&kind=report", "/api/v1/search"),
        ("analyst", "/records/CRIMINT/CRRT00000456", "/api/v1/records/{system}/{ref}"),
        ("analyst", "/nominals/CRIS/2000011%2F26~1", "/api/v1/nominals/{id}"),
        ("analyst", "/links/CRIS/2000011%2F26~1", "/api/v1/links/{id}"),
        ("analyst", "/links/CRIS/2000011%2F26", "/api/v1/links/{id}"),
        ("auditor", "/audit/events", "/api/v1/audit/events"),
        ("auditor", "/audit/heads", "/api/v1/audit/heads"),
        ("auditor", "/audit/heads/proof?from=2&to=5", "/api/v1/audit/heads/proof"),
    ],
)
def test_answers_are_as_described(
    town: House, spec: dict[str, Any], role: str, path: str, described: str
) -> None:
    answer = answered(town.person(f"d-{role}", role, sensitive=True), path)
    content = operation(spec, described)["responses"]["200"]["content"]["application/json"]
    schema = {**content["schema"], "components": spec["components"]}
    assert [error.message for error in Draft202012Validator(schema).iter_errors(answer)] == []
    named = _named(spec, content["schema"])
    assert named <= set(answer), named - set(answer)


@pytest.mark.parametrize(
    ("role", "path"), [("analyst", "/risk?q=jones"), ("analyst", "/search?q="), ("analyst", "/suggest?q=jon"), ("auditor", "/audit/events?"),
                       ("analyst", "/nominals/CRIS/2000011%2F26~1?"), ("analyst", "/records/CRIMINT/CRRT00000456?")]
)  # fmt: skip
def test_parameters_that_are_not_described_are_refused_by_name(town: House, role: str, path: str) -> None:
    answer = ask(town.person(f"d-{role}", role, sensitive=True), f"{path}&sytem=CRIS")
    assert (answer.status_code, answer.get_json()["field"]) == (422, "sytem")


def test_only_lists_may_be_given_more_than_once(town: House, spec: dict[str, Any]) -> None:
    client = town.person("d-analyst", "analyst", sensitive=True)
    told = {p["name"]: p["schema"]["type"] for p in operation(spec, "/api/v1/search")["parameters"] if p["in"] == "query"}  # fmt: skip
    assert {name for name, type_ in told.items() if type_ == "array"} == {"system", "kind", "classification", "flag", "mention", "marking"}  # fmt: skip
    for name, type_ in told.items():
        answer = ask(client, f"/search?{name}=10&{name}=10")
        once = ask(client, f"/search?{name}=10")
        if type_ == "array":
            assert answer.status_code == once.status_code, name
        else:
            assert (answer.status_code, answer.get_json()["field"]) == (422, name)
            assert answer.get_json()["detail"] == "given more than once"


def _named(spec: dict[str, Any], schema: dict[str, Any]) -> set[str]:
    name = schema["$ref"].rpartition("/")[2]
    return set(spec["components"]["schemas"][name]["properties"])


def test_keys_are_in_order_at_every_depth(town: House) -> None:
    """No order of a dictionary tells what was found, or found first."""
    client = town.person("d-analyst", "analyst", sensitive=True)
    for path in (
        "/risk?q=Jones%20Avenue%20Road", "/search?q=", "/records/CRIMINT/CRRT00000456", "/nominals/CRIS/2000011%2F26~1",
        "/links/place:12%20avenue%20road",
    ):  # fmt: skip
        answer = ask(client, path).get_json()
        assert json.dumps(answer) == json.dumps(answer, sort_keys=True)


def test_a_record_tells_how_far_its_system_reaches(town: House) -> None:
    answer = answered(town.person("d-analyst", "analyst", sensitive=True), "/records/CRIMINT/CRRT00000456")
    (own,) = [one for one in answer["systems"] if one["system"] == "CRIMINT"]
    assert (own["status"], own["count"]) == ("answered", 1)


def test_hidden_and_absent_are_byte_for_byte_the_same(town: House) -> None:
    client = town.person("d-plain", "analyst", sensitive=True, groups=("public-protection",))
    _are_one(town, [ask(client, f"/records/CRIMINT/{ref}") for ref in ("CRRT00000072", "CRRT99999999")])
    for way in ("nominals", "links"):
        _are_one(town, [ask(client, f"/{way}/CRIMINT/{ref}~1") for ref in ("CRRT00000072", "CRRT99999999")])


def _are_one(town: House, pairs: list[TestResponse]) -> None:
    assert [answer.status_code for answer in pairs] == [404, 404]
    hidden, absent = (re.sub(rb'"audit_id": "\w+"', b"", answer.data) for answer in pairs)
    assert hidden == absent
    assert len({tuple(sorted(k for k, _ in answer.headers)) for answer in pairs}) == 1
    rows = [town.rows(answer.get_json()["audit_id"]) for answer in pairs]
    assert rows[0] == rows[1] == ["permit.granted", "permit.completed"]


def test_the_page_to_browse_it_has_nothing_inline(town: House) -> None:
    page = town.app.test_client().get("/api/v1/docs").text
    assert "/static/vendor/swagger-ui/" in page
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert " style=" not in page
    assert "<style" not in page
