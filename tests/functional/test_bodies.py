"""What a JSON body may not hold is refused before anything reads it, with its row; what was kept before blinds nobody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from access.events import Event, EventKind
from portal.services.requests.store import OPEN, Filed
from tests.functional.test_doors import kinds, portal
from tests.support.house import PURPOSE, House, ask

WRITES = (
    "/api/v1/matches", "/api/v1/records", "/api/v1/reports", "/api/v1/nominals/judgements", "/api/v1/notices/x",
    "/api/v1/warnings/CRIS/1/publish", "/api/v1/warnings/CRIS/1/decline", "/api/v1/retention/CRIS/1",
    "/api/v1/audit/sample/x", "/api/v1/intelligence-requests",
)  # fmt: skip
NO_NUMBERS = ("NaN", "Infinity", "-Infinity", "1e999", "-1e999", "9" * 5_000, "1" + "0" * 400, str(2**63))
NO_TEXTS = ("\ud800", "a \udfff b", "\0", "a\0b")


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[House]:
    with portal(tmp_path, demo=True) as made:
        yield made


def told(client: FlaskClient, path: str, body: str | bytes) -> TestResponse:
    token = {"X-CSRF-Token": getattr(client, "csrf_token", "")}
    return client.post(path, data=body, headers={**PURPOSE, **token}, content_type="application/json")


def refused(answer: TestResponse) -> dict[str, Any]:
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json"), answer.text
    made: dict[str, Any] = json.loads(answer.data)
    return made


@pytest.mark.parametrize("path", WRITES)
def test_numbers_that_are_none_are_refused_by_every_write(demo: House, path: str) -> None:
    client = demo.person("an1", "analyst", sensitive=True)
    for number in NO_NUMBERS:
        for body in (f'{{"kind": "location", "lat": {number}}}', f"[[{number}]]"):
            said = refused(told(client, path, body))
            assert "number" in said["detail"]
            assert demo.rows(said["audit_id"]) == ["permit.denied"]


@pytest.mark.parametrize("path", WRITES)
def test_text_that_is_none_is_refused_by_every_write_with_its_place(demo: House, path: str) -> None:
    client = demo.person("an1", "analyst", sensitive=True)
    for text in NO_TEXTS:
        places = {
            "subject.names[1]": {"subject": {"names": ["x", text]}},
            "subject": {"subject": {text: 1}},
            "body": text,
        }
        for field, body in places.items():
            said = refused(told(client, path, json.dumps(body)))
            assert (said["field"], demo.rows(said["audit_id"])) == (field, ["permit.denied"])


def test_whole_characters_outside_the_first_plane_are_text(demo: House) -> None:
    client = demo.person("an1", "analyst", sensitive=True)
    assert told(client, "/api/v1/matches", json.dumps({"kind": "\U0001f600"})).status_code == 422
    assert told(client, "/api/v1/matches", str(2**63 - 1)).status_code == 422


@pytest.mark.parametrize("path", WRITES)
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "latin-1"])
def test_a_body_that_is_no_utf_8_is_refused_by_every_write(demo: House, path: str, encoding: str) -> None:
    client = demo.person("an1", "analyst", sensitive=True)
    said = refused(told(client, path, '{"kind": "Café"}'.encode(encoding)))
    assert said["detail"] == "The body is not valid JSON."
    assert demo.rows(said["audit_id"]) == ["permit.denied"]


def test_a_body_that_is_no_json_or_too_deep_is_said_to_be(demo: House) -> None:
    client = demo.person("an1", "analyst", sensitive=True)
    assert refused(told(client, "/api/v1/matches", "{"))["detail"] == "The body is not valid JSON."
    assert "deeply" in refused(told(client, "/api/v1/matches", '{"a":' * 50_000))["detail"]


def test_a_partner_and_somebody_unknown_are_refused_alike(demo: House) -> None:
    client, body = demo.app.test_client(), json.dumps({"subject": {"names": ["\ud800"]}})
    at = "/api/v1/intelligence-requests"
    said = refused(client.post(at, data=body, headers=demo.partner("45"), content_type="application/json"))
    assert demo.rows(said["audit_id"]) == ["permit.denied"]
    assert "audit_id" not in refused(told(client, at, body))


@pytest.mark.parametrize("password", ["\ud800", "\0", "a \udc00"])
def test_a_log_in_with_such_a_password_has_failed_and_is_counted(demo: House, password: str) -> None:
    client, body = demo.app.test_client(), json.dumps({"username": "pc1", "password": password})
    answer = client.post("/login", data=body, content_type="application/json")
    assert "password" in refused(answer)["detail"]
    assert kinds(demo, "pc1") == ["login.failed"]
    for _ in range(20):
        answer = client.post("/login", data=body, content_type="application/json")
    assert answer.status_code == 429


def test_a_token_in_a_body_is_no_fault(demo: House) -> None:
    for path in ("/api/v1/matches", "/login", "/logout"):
        answer = told(demo.app.test_client(), path, json.dumps({"auth_token": "\ud800"}))
        assert answer.status_code == 400, (path, answer.text)


def test_what_was_kept_before_blinds_neither_queue_nor_audit(demo: House) -> None:
    half = "a \ud800 b"
    subject = {"names": [half], "dates_of_birth": [], "identifiers": {}, "address": None}
    body = {
        "subject": subject,
        "urgency": "routine",
        "purpose": {"code": "LIFE", "reason": half},
        "reference": half,
    }
    at = "2026-03-01T08:00:00Z"
    store = demo.services.requests._store
    store.add(Filed("f" * 24, "45", "c", OPEN, at, at, None, None, body, None, None))
    demo.services.ledger.record(
        Event(EventKind.PERMIT_GRANTED, "an1", details={"query": {"q": half}, "reason": half})
    )
    for user, role, pages in (("dis1", "disclosure", ("/requests",)), ("au2", "auditor", ("/audit",))):
        client = demo.person(user, role, sensitive=True)
        with client.session_transaction() as session:
            session["purpose"] = {"code": "DUTY", "reason": "looking after it", "reference": None}
        for page in pages:
            answer = client.get(page)
            assert (answer.status_code, "a \\ud800 b" in answer.text) == (200, True), page
    events = ask(demo.person("au2", "auditor"), "/audit/events")
    assert events.status_code == 200
