"""The auditor's dip sample: drawn by a seed, the same for everybody, with a word on each look that stands in the ledger."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient

from tests.functional.test_partner_requests import record
from tests.functional.test_retention import due, manager
from tests.support.house import House, ask

NOW = datetime.now(UTC)


def auditor(house: House, user: str = "aud") -> FlaskClient:
    client = house.person(user, "auditor")
    with client.session_transaction() as session:
        session["purpose"] = {"code": "DUTY", "reason": "monthly dip sample", "reference": None}
    return client


@pytest.fixture
def looked(empty: House) -> House:
    """A house in which two people looked, twelve times in all."""
    empty.put([record("A1")])
    for n in range(8):
        ask(empty.person("ana", "analyst", sensitive=True), f"/search?q=baptiste+{n}")
    for n in range(4):
        ask(empty.person("pc7", "officer", sensitive=True), f"/risk?q=baptiste+{n}")
    ask(empty.person("pc7", "officer"), "/suggest?q=bapt")
    return empty


def drawing(**more: str) -> dict[str, str]:
    usual = {
        "since": (NOW - timedelta(hours=1)).isoformat(),
        "until": (datetime.now(UTC) - timedelta(milliseconds=50)).isoformat(),
        "number": "5",
        "seed": "a1",
    }
    return usual | more


def address(parts: dict[str, str]) -> str:
    return f"/audit/sample?{urlencode(parts)}"


def looks(page: str) -> list[str]:
    return re.findall(r'id="look-([0-9a-f]{32})"', page)


def judged(client: FlaskClient, parts: dict[str, str], look: str, verdict: str, note: str = "") -> Any:
    page = client.get(address(parts)).text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    form = {"csrf_token": token, **parts, f"verdict-{look}": verdict, f"note-{look}": note}
    return client.post(f"/audit/sample/{look}", data=form)


def test_without_a_seed_one_is_drawn_and_the_address_is_the_sample(looked: House) -> None:
    answer = auditor(looked).get("/audit/sample")
    assert answer.status_code == 302
    assert re.search(r"since=.*until=.*number=10&seed=[0-9a-f]{8}", answer.headers["Location"])
    assert auditor(looked).get(answer.headers["Location"]).status_code == 200


def test_the_same_drawing_gives_the_same_looks_to_everybody_and_later(looked: House) -> None:
    parts = drawing()
    first = auditor(looked).get(address(parts))
    assert first.status_code == 200, first.text
    drawn = looks(first.text)
    assert len(drawn) == 5
    ask(looked.person("ana", "analyst", sensitive=True), "/search?q=later")
    assert looks(auditor(looked, "aud2").get(address(parts)).text) == drawn
    others = {tuple(looks(auditor(looked).get(address(parts | {"seed": f"b{n}"})).text)) for n in range(4)}
    assert others != {tuple(drawn)}


def test_all_looks_and_nothing_else_can_be_drawn(looked: House) -> None:
    page = auditor(looked).get(address(drawing(number="50"))).text
    assert len(looks(page)) == 12
    assert "12 looks drawn, 0 reviewed. 50 were asked for: no more were met." in page
    assert "Suggestions" not in page
    assert page.count("Risk lookup") == 4
    assert "restricted" in page, "what is sensitive is named to no auditor"
    assert "CRIMINT/A1" not in page


def test_no_look_names_a_restricted_record_to_an_auditor(looked: House) -> None:
    """Neither by what was asked nor by what was returned; nor does a review of retention."""
    looked.put([record("A2", handling={"sensitive": False}), due("D1", people=[])])
    ana = looked.person("ana", "analyst", sensitive=True)
    for ref in ("A1", "A2"):
        for path in (f"/nominals/CRIMINT%2F{ref}~1", f"/links/CRIMINT%2F{ref}~1", f"/records/CRIMINT/{ref}"):
            assert ask(ana, path).status_code == 200
    assert manager(looked).get("/retention/CRIMINT/D1").status_code == 200
    client = auditor(looked)
    drawn = client.get(address(drawing(number="50"))).text
    assert "Review of retention" in drawn, "whose looks are all reviews is drawn, too"
    for page in (
        client.get(address(drawing(number="50"))),
        client.get("/audit"),
        ask(client, "/audit/events"),
    ):
        assert page.status_code == 200
        assert "CRIMINT/A2" in page.text, "the comparison is not blind"
        assert "CRIMINT/A1" not in page.text
        assert "CRIMINT/D1" not in page.text


def test_a_verdict_stands_in_the_ledger_and_on_the_sample(looked: House) -> None:
    parts, client = drawing(), auditor(looked)
    look = looks(client.get(address(parts)).text)[2]
    answer = judged(client, parts, look, "ask", "why four times in a minute?")
    assert answer.status_code == 303, answer.text
    assert answer.headers["Location"].endswith(f"#look-{look}")
    page = auditor(looked, "aud2").get(address(parts)).text
    assert "5 looks drawn, 1 reviewed." in page
    assert "why four times in a minute?" in page
    (event,) = [e for e in looked.services.ledger.events(size=50).events if e.kind == "look.reviewed"]
    assert (event.user, event.subjects) == ("aud", (f"look:{look}",))
    assert event.details is not None
    assert (event.details["verdict"], event.details["of"]) in {("ask", "ana"), ("ask", "pc7")}
    assert looked.rows(event.audit_id) == ["permit.granted", "look.reviewed", "permit.completed"]
    assert judged(client, parts, look, "justified").status_code == 303
    again = client.get(address(parts)).text
    assert "why four times in a minute?" in again, "nothing is overwritten"
    assert f"look:{look}" in client.get(f"/audit?subject={quote(f'look:{look}')}").text


def test_a_verdict_needs_a_choice_a_note_and_a_look_of_the_sample(looked: House) -> None:
    parts, client = drawing(), auditor(looked)
    page = client.get(address(parts)).text
    look = looks(page)[0]
    bare = judged(client, parts, look, "")
    assert bare.status_code == 422
    assert "Choose what you say of this look" in bare.text
    silent = judged(client, parts, look, "not-justified")
    assert silent.status_code == 422
    assert "Say what is to be asked, or why it was not justified" in silent.text
    everything = looks(client.get(address(parts | {"number": "50"})).text)
    outside = next(one for one in everything if one not in looks(page))
    assert judged(client, parts, outside, "justified").status_code == 404
    assert not [e for e in looked.services.ledger.events(size=50).events if e.kind == "look.reviewed"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"until": (NOW + timedelta(days=1)).isoformat()}, "Give the end as a date and time that has passed"),
        ({"since": "soon"}, "Give the beginning as a date and time before the end"),
        ({"number": "500"}, "Draw between 1 and 50 looks"),
        ({"number": "²"}, "Draw between 1 and 50 looks"),
        ({"number": "000199999"}, "Draw between 1 and 50 looks"),
        ({"number": "0001" + "9" * 5_000}, "Draw between 1 and 50 looks"),
        ({"since": "0001-01-01T00:00+14:00"}, "Give the beginning as a date and time before the end"),
        ({"seed": "x" * 41}, "Give a seed of 1 to 40 characters, or draw another sample"),
    ],
)
def test_what_is_wrong_with_a_drawing_is_said(empty: House, change: dict[str, str], said: str) -> None:
    answer = auditor(empty).get(address(drawing(**change)))
    assert answer.status_code == 422
    assert said in answer.text


def test_it_is_the_auditor_s_alone_and_for_a_purpose(looked: House) -> None:
    for role in ("analyst", "administrator", "supervisor"):
        assert looked.person(f"a-{role}", role).get(address(drawing())).status_code in (302, 303, 403)
    officer = looked.person("pc7", "officer")
    with officer.session_transaction() as session:
        session["purpose"] = {"code": "LIFE", "reason": "call to the address", "reference": None}
    assert officer.get(address(drawing())).status_code == 403
    bare = looked.person("aud9", "auditor").get(address(drawing()))
    assert "/purpose" in bare.headers["Location"]
