"""The auditor's events: found by audit id, role and force, with what was asked, and taken along as a table."""

from __future__ import annotations

import csv
import io

import pytest
from flask.testing import FlaskClient

from access.events import EventKind, event_of
from tests.functional.test_dip_sample import auditor
from tests.functional.test_partner_requests import record
from tests.support.house import House, answered, ask


@pytest.fixture
def looked(empty: House) -> House:
    empty.put([record("A1", handling={"sensitive": False})])
    ask(empty.person("ana", "analyst", sensitive=True), "/search?q=baptiste")
    ask(empty.person("pc7", "officer", sensitive=True), "/search?q=%3Dcmd%28%29")
    return empty


@pytest.fixture
def desk(looked: House) -> FlaskClient:
    return auditor(looked)


def body_of(page: str) -> str:
    return page[page.index("<tbody>") : page.index("</tbody>")]


def test_an_audit_id_on_paper_finds_its_rows(looked: House, desk: FlaskClient) -> None:
    made = answered(looked.person("ana", "analyst", sensitive=True), "/search?q=crack")["audit_id"]
    page = desk.get(f"/audit?audit_id={made}").text
    assert 'name="audit_id"' in page
    assert body_of(page).count("<tr") == 1
    assert "q: crack" in body_of(page)
    found = answered(auditor(looked), f"/audit/events?audit_id={made}")["events"]
    assert {one["audit_id"] for one in found} == {made}


def test_a_misspelt_filter_widens_nothing(desk: FlaskClient) -> None:
    for path in ("/audit?auditid=1", "/audit?user=ana&user=pc7", "/audit/events.csv?auditid=1"):
        refused = desk.get(path)
        assert refused.status_code == 422, path
        assert "baptiste" not in refused.text


def test_role_and_force_narrow_the_events(desk: FlaskClient) -> None:
    rows = body_of(desk.get("/audit?role=analyst&force=01").text)
    assert "q: baptiste" in rows
    assert "pc7" not in rows
    assert "No event fits" in body_of(desk.get("/audit?force=46").text)


def test_the_events_of_a_record_say_what_was_asked(desk: FlaskClient) -> None:
    rows = body_of(desk.get("/audit?subject=CRIMINT/A1").text)
    assert "q: baptiste" in rows
    assert "answered" in rows


def test_who_was_disabled_is_named(looked: House, desk: FlaskClient) -> None:
    looked.services.ledger.record(
        event_of(
            EventKind.USER_DISABLED, looked.services.accounts.identity("pc7"), details={"user": "tempdesp"}
        )
    )
    assert "user: tempdesp" in body_of(desk.get("/audit?kind=user.disabled").text)


def test_a_print_says_of_which_answer_and_which_card(looked: House, desk: FlaskClient) -> None:
    who = looked.services.accounts.identity("pc7")
    looked.services.ledger.record(event_of(EventKind.PRINTED, who, details={"of": "ab12", "card": 2}))
    rows = body_of(desk.get("/audit?kind=printed").text)
    assert "card: 2; of: ab12" in rows


def test_the_events_shown_are_taken_along_as_a_table_and_that_is_in_the_ledger(
    looked: House, desk: FlaskClient
) -> None:
    address = "/audit/events.csv?role=officer"
    assert address in desk.get("/audit?role=officer").text
    told = desk.get(address)
    assert (told.status_code, told.mimetype) == (200, "text/csv")
    (marking,), head, *rows = csv.reader(io.StringIO(told.text))
    assert marking == "OFFICIAL-SENSITIVE"
    assert {row[head.index("user")] for row in rows} == {"pc7"}
    asked = next(row[head.index("asked")] for row in rows if row[head.index("kind")] == "permit.granted")
    assert asked == "q: =cmd()"
    (event,) = (e for e in looked.services.ledger.events(size=20).events if e.kind == "ledger.exported")
    assert (event.user, event.details["query"]) == ("aud", {"role": "officer"})
    assert looked.rows(str(event.audit_id)) == ["permit.granted", "ledger.exported", "permit.completed"]


def test_it_is_auditors_alone_who_take_events_along(looked: House, desk: FlaskClient) -> None:
    officer = looked.person("ana", "analyst", sensitive=True)
    with officer.session_transaction() as session:
        session["purpose"] = {"code": "DUTY", "reason": "curious", "reference": None}
    assert officer.get("/audit/events.csv").status_code in (303, 403)
