"""No purpose, no look. No ledger, no answer. Who may do what, and what errors say."""

from __future__ import annotations

import base64
import json
import re
from hashlib import sha256
from typing import Any
from urllib.parse import quote

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.support.house import PASSWORD, House, answered, ask, tell

READS = (
    "/risk?q=jones",
    "/search?q=jones",
    "/records/CRIMINT/CRRT00000456",
    "/nominals/CRIS/2000011%2F26~1",
    "/links/CRIS/2000011%2F26",
)
GRANTED, COMPLETED = "permit.granted", "permit.completed"


@pytest.fixture(scope="module")
def analyst(town: House):
    return town.person("an1", "analyst", sensitive=True)


@pytest.mark.parametrize("path", READS)
def test_every_look_has_its_two_rows(town: House, analyst, path: str) -> None:
    assert town.rows(answered(analyst, path)["audit_id"]) == [GRANTED, COMPLETED]


@pytest.mark.parametrize("path", READS)
def test_without_a_purpose_nothing_is_looked_at_and_that_is_recorded(town: House, analyst, path: str) -> None:
    answer = analyst.get(f"/api/v1{path}")
    assert answer.status_code == 422
    assert town.rows(answer.get_json()["audit_id"]) == ["permit.purpose-missing"]


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [("X-Purpose-Code", "FUN", "X-Purpose-Code"), ("X-Purpose-Reason", "x", "X-Purpose-Reason")],
)
def test_a_purpose_that_is_none_is_refused_by_its_field(analyst, name: str, value: str, field: str) -> None:
    answer = ask(analyst, "/search?q=jones", {name: value})
    assert answer.status_code == 422
    assert answer.get_json()["field"] == field
    assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/search?q=jones&sytem=CRIS", "sytem"),
        ("/search?from=junk", "from"),
        ("/search?from=2024-03-01Tjunk", "from"),
        ("/search?near=here", "near"),
        ("/search?near=91,0,100", "near"),
        ("/search?near=51,0,-5", "near"),
        ("/search?cursor=abc", "cursor"),
        ("/search?size=1000", "size"),
        ("/search?sort=best", "sort"),
        ("/risk?q=", "q"),
        ("/risk?q=" + "a" * 400, "q"),
    ],
)
def test_bad_input_is_named(analyst, path: str, field: str) -> None:
    answer = ask(analyst, path)
    assert answer.status_code == 422, answer.text
    assert answer.get_json()["field"] == field


def test_nobody_is_asked_to_log_in(town: House) -> None:
    client = town.app.test_client()
    assert ask(client, "/risk?q=jones").status_code == 401
    page = client.get("/search")
    assert page.status_code == 303
    assert "/login" in page.headers["Location"]


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_some_roles_have_no_key_to_records(town: House, role: str) -> None:
    client = town.person(f"x-{role}", role, sensitive=True)
    for path in READS:
        answer = ask(client, path)
        assert answer.status_code == 403
        assert town.rows(answer.get_json()["audit_id"]) == ["permit.denied"]


def test_rights_change_with_the_next_request(town: House) -> None:
    client = town.person("an-changing", "analyst", sensitive=True)
    before = answered(client, "/search?q=")["total"]
    town.services.accounts.change("an-changing", sensitive=False)
    assert answered(client, "/search?q=")["total"] < before
    town.services.accounts.disable("an-changing")
    assert ask(client, "/search?q=").status_code == 401


def test_log_in_takes_json_without_a_token_and_no_foreign_page(town: House) -> None:
    town.person("pc9", "officer")
    given = {"username": "pc9", "password": PASSWORD}
    fresh = town.app.test_client()
    foreign = fresh.post("/login", json=given, headers={"Origin": "https://elsewhere.example"})
    assert foreign.status_code == 403
    assert fresh.post("/login", json={**given, "password": "wrong password here"}).status_code in (400, 401)
    own = fresh.post("/login", json=given, headers={"Origin": "http://localhost"})
    assert own.status_code == 200
    kinds = [e.kind for e in town.services.ledger.events(size=20).events if e.user == "pc9"]
    assert {"login.failed", "login.succeeded"} <= set(kinds)


def test_five_failures_lock_the_account(town: House) -> None:
    town.person("pc10", "officer")
    client = town.app.test_client()
    for _ in range(5):
        client.post("/login", json={"username": "pc10", "password": "wrong password here"})
    assert client.post("/login", json={"username": "pc10", "password": PASSWORD}).status_code >= 400
    kinds = [e.kind for e in town.services.ledger.events(size=20).events if e.user == "pc10"]
    assert "login.locked" in kinds


def test_a_write_from_a_session_needs_its_token(town: House, analyst) -> None:
    assert analyst.post("/purpose", data={"code": "LIFE", "reason": "no token"}).status_code == 403


def test_answers_carry_strict_headers(town: House, analyst) -> None:
    headers = ask(analyst, "/search?q=jones").headers
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_the_description_is_served_and_names_what_is_needed(town: House) -> None:
    spec = town.app.test_client().get("/api/v1/openapi.json").get_json()
    for path in ("/api/v1/risk", "/api/v1/search", "/api/v1/intelligence-requests"):
        assert path in spec["paths"]
    headers = {p["name"] for p in spec["paths"]["/api/v1/risk"]["get"]["parameters"] if p["in"] == "header"}
    assert {"X-Purpose-Code", "X-Purpose-Reason", "X-Reference"} <= headers


@pytest.fixture
def auditor(town: House):
    return town.person("aud1", "auditor")


def test_an_auditor_reads_events_heads_and_proofs(town: House, auditor, analyst) -> None:
    seen = answered(analyst, "/records/CRIMINT/CRRT00000456")["audit_id"]
    events = answered(auditor, f"/audit/events?audit_id={seen}")["events"]
    assert [e["kind"] for e in events] == [COMPLETED, GRANTED]
    assert events[0]["subjects"] == ["restricted"]
    town.services.ledger.ship()
    proof = answered(auditor, f"/audit/proofs/{events[0]['id']}")
    assert proof["head"]["size"] > proof["seq"]
    assert answered(auditor, "/audit/heads")["heads"]
    assert ask(auditor, "/audit/proofs/nothing").status_code == 404


def follows(first: dict[str, Any], second: dict[str, Any], path: list[str]) -> bool:
    """RFC 9162, 2.1.4.2, for sizes that differ: whether the second tree begins with the first. By no code of ours."""
    steps = [bytes.fromhex(step) for step in path]
    if first["size"] & (first["size"] - 1) == 0:
        steps.insert(0, bytes.fromhex(first["root"]))
    fn, sn = first["size"] - 1, second["size"] - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = steps[0]
    for step in steps[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = (sha256(b"\x01" + step + old).digest() for old in (fr, sr))
            while not (fn == 0 or fn & 1):
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = sha256(b"\x01" + sr + step).digest()
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and (fr.hex(), sr.hex()) == (first["root"], second["root"])


def signed(head: dict[str, Any], key: str) -> bool:
    """Whether that public key signed the head, as docs/ledger.md says; raises where it did not."""
    said = [head[name] for name in ("format", "size", "root", "at", "key")]
    body = json.dumps(said, separators=(",", ":")).encode()
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(base64.b64decode(head["signature"]), body)
    return True


@pytest.fixture
def by_hand(town: House, monkeypatch: pytest.MonkeyPatch):
    """The town's ledger, which ships its heads only when it is told to."""
    monkeypatch.setattr(town.services.ledger._committer, "_ship", lambda: None)
    return town.services.ledger


def heads_page(auditor, path: str = "/audit/heads") -> str:
    with auditor.session_transaction() as session:
        session["purpose"] = {"code": "DUTY", "reason": "monthly check", "reference": None}
    answer = auditor.get(path)
    assert answer.status_code == 200
    return answer.text


def test_an_auditor_proves_that_the_ledger_only_grew(town: House, auditor, by_hand) -> None:
    by_hand.ship()
    (old,) = [h for h in answered(auditor, "/audit/heads?size=1")["heads"] if h["shipped"]]
    answered(auditor, "/audit/events?user=nobody")
    proof = answered(auditor, f"/audit/heads/proof?from={old['size']}")
    assert {**proof["first"], "shipped": True} == old
    assert proof["second"]["size"] > old["size"]
    assert follows(proof["first"], proof["second"], proof["path"])
    assert not follows({**old, "root": "00" * 32}, proof["second"], proof["path"])
    assert all(signed(head, proof["public_key"]) for head in (proof["first"], proof["second"]))
    assert town.rows(proof["audit_id"]) == [GRANTED, COMPLETED]
    between = answered(auditor, f"/audit/heads/proof?from=3&to={old['size']}")
    assert follows(between["first"], between["second"], between["path"])
    event = answered(auditor, "/audit/events?size=1")["events"][0]["id"]
    assert answered(auditor, f"/audit/proofs/{event}")["public_key"] == proof["public_key"]


@pytest.mark.parametrize(
    ("asked", "field"),
    [("", "from"), ("?to=2", "from"), ("?from=0", "from"), ("?from=x", "from"), ("?from=999999999", "from"),
     ("?from=3&to=2", "to"), ("?from=3&to=999999999", "to"), ("?from=1&size=2", "size")],
)  # fmt: skip
def test_a_proof_between_sizes_that_are_none_is_refused_by_name(
    town: House, auditor, asked: str, field: str
) -> None:
    answer = ask(auditor, f"/audit/heads/proof{asked}")
    assert (answer.status_code, answer.get_json()["field"]) == (422, field)


def test_a_head_that_did_not_arrive_is_shown_as_that(town: House, auditor, by_hand) -> None:
    for _ in range(3):
        answered(auditor, "/audit/events?user=nobody")
        by_hand.ship()
    first = answered(auditor, "/audit/heads?size=2")
    here, *arrived = first["heads"]
    assert (here["shipped"], [head["shipped"] for head in arrived]) == (False, [True, True])
    assert here["size"] == arrived[0]["size"] + first["uncovered"]
    assert arrived[0]["size"] > arrived[1]["size"]
    assert (first["uncovered_since"] is None, first["late"]) == (False, False)
    second = answered(auditor, f"/audit/heads?size=2&before={first['next']}")
    assert all(head["shipped"] and head["size"] < arrived[1]["size"] for head in second["heads"])
    folder = by_hand.shelf.path.parent
    aside = folder.rename(folder.with_name("aside"))
    folder.write_text("a plain file")
    try:
        lost = answered(auditor, "/audit/heads")
        page = heads_page(auditor)
    finally:
        folder.unlink()
        aside.rename(folder)
    assert [head["shipped"] for head in lost["heads"]] == [False]
    assert lost["uncovered"] == lost["heads"][0]["size"]
    assert "No head has been signed yet" not in page
    assert "not yet" in page
    assert "not covered by a head that has arrived outside" in page


def test_older_heads_are_a_page_away(auditor, by_hand) -> None:
    for _ in range(60):
        by_hand.shelf.put(by_hand.head())
    page = heads_page(auditor)
    older = re.search(r'href="(/audit/heads\?before=\d+)"', page)
    assert older
    assert page.count('class="sl-code"') <= 2 * 51
    assert "Older heads" in page
    assert "not yet" not in heads_page(auditor, older[1])


WRITTEN = ("CRIS/2000011/26", "CRIS 2000011/26", "cris/2000011/26", "Cris  2000011/26", " CRIS / 2000011/26 ")


@pytest.mark.parametrize("record", WRITTEN)
def test_an_auditor_finds_a_look_however_the_record_is_written(town: House, auditor, record: str) -> None:
    looker = town.person("Looker7", "analyst", sensitive=True)
    seen = answered(looker, "/records/CRIS/2000011%2F26")["audit_id"]
    found = answered(auditor, f"/audit/events?size=20&subject={quote(record)}&user=LOOKER7")["events"]
    assert seen in {event["audit_id"] for event in found}
    page = auditor_page(auditor, f"/audit?subject={quote(record)}&user=looker7")
    assert (page.status_code, "No event fits" in page.text) == (200, False)


def test_the_plus_of_a_system_s_name_is_taken(town: House, auditor, analyst) -> None:
    seen = answered(analyst, "/records/CRIMINT/CRRT00000456")["audit_id"]
    found = answered(auditor, f"/audit/events?subject={quote('CRIMINT+ crrt00000456')}")["events"]
    assert seen in {event["audit_id"] for event in found}


@pytest.mark.parametrize("until", ["2026-03-01", "2026-03-02"])
def test_a_period_that_ends_before_it_begins_is_named(auditor, until: str) -> None:
    asked = f"since=2026-03-02&until={until}"
    refused = ask(auditor, f"/audit/events?{asked}")
    assert (refused.status_code, refused.get_json()["field"]) == (422, "since")
    page = auditor_page(auditor, f"/audit?{asked}")
    assert page.status_code == 422
    assert '<a href="#since">From must be before the end</a>' in page.text
    assert "No event fits" not in page.text


def auditor_page(auditor, address: str):
    with auditor.session_transaction() as session:
        session["purpose"] = {"code": "DUTY", "reason": "audit of looks", "reference": None}
    return auditor.get(address)


def test_a_nul_which_postgresql_takes_nowhere_is_no_fault(town: House, auditor, analyst) -> None:
    for path in ("/records/CRIMINT/a%00", "/nominals/CRIMINT%2Fa%00~1", "/audit/proofs/a%00"):
        assert ask(analyst, path).status_code == 404
    assert ask(town.app.test_client(), "/intelligence-requests/a%00", town.partner("45")).status_code == 404
    refused = ask(auditor, "/audit/events?user=a%00")
    assert (refused.status_code, refused.get_json()["field"]) == (422, "user")
    chair = {"type": "chair", "identifiers": {"serial": "4711-0815"}}
    refused = tell(analyst, "/records", {"kind": "object", "objects": [chair], "reason": "a\0b"})
    assert (refused.status_code, refused.get_json()["field"]) == (400, "reason")


def test_the_ledger_verifies_and_names_a_row_that_was_edited(town: House, tmp_path) -> None:
    ledger = town.services.ledger
    ledger.ship()
    assert ledger.verify() == []


# Last: it breaks the ledger of an instance of its own.
def test_with_a_ledger_that_cannot_be_written_nothing_is_answered(empty: House) -> None:
    empty.put([_record()])
    client = empty.person("an1", "analyst", sensitive=True)
    assert answered(client, "/search?q=")["total"] == 1
    engine = sa.create_engine(empty.services.settings.ledger_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE ledger_event RENAME TO ledger_event_away")
    engine.dispose()
    for path in ("/risk?q=jones", "/search?q=", "/records/CRIS/1"):
        answer = ask(client, path)
        assert answer.status_code == 503
        assert "Jones" not in answer.text
    page = client.get("/search?q=")
    assert page.status_code in (303, 503)
    assert "Jones" not in page.text


def _record() -> dict[str, object]:
    return {
        "system": "CRIS", "ref": "1", "kind": "event", "title": "Theft, Jones", "recorded": "2026-01-01T00:00:00Z",
        "handling": {"tier": "OFFICIAL", "sensitive": False, "force": "01", "audience": ["*"], "compartments": [],
                     "denied": [], "releasable_to": []},
    }  # fmt: skip
