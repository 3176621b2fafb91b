"""The records manager's reviews: what is due and may be seen, what decides, retained, put right first or disposed of."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from access.ledger import LedgerUnavailable
from access.partial_dates import years_on
from indexer.store_tables import reading_engine, retention_review, tombstone
from portal.views import words
from tests.functional.test_partner_requests import record as report
from tests.support.house import House, ask, tell

TODAY = datetime.now(UTC).date()
OLD = years_on(TODAY, -11).isoformat()
CAR = {"type": "vehicle", "identifiers": {"vrm": "AB12 CDE"}}
QUESTIONS = ("harm", "vulnerable", "trust", "links", "substance", "mental")
NO = dict.fromkeys(QUESTIONS, "no") | {f"{name}-why": "nothing known" for name in QUESTIONS}


def due(ref: str, on: str | None = None, group: int | None = 3, **more: Any) -> dict[str, Any]:
    """A report of long ago whose review was due a month ago."""
    since = on or (TODAY - timedelta(days=30)).isoformat()
    return report(ref, recorded=f"{OLD}T10:00:00Z", retention={"group": group, "review_on": since}, **more)


def manager(house: House, user: str = "rm", **grants: Any) -> FlaskClient:
    client = house.person(user, "records-manager", **({"sensitive": True} | grants))
    with client.session_transaction() as session:
        session["purpose"] = {"code": "DUTY", "reason": "reviews of the month", "reference": None}
    return client


def shown(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.text


def masked(page: str) -> str:
    """Without what every page has of its own: tokens, audit id, times of day."""
    page = re.sub(r'name="csrf_token" value="[^"]*"', "", page)
    return re.sub(r'csrf-token"? content="[^"]*"|[0-9a-f]{24,}|\d\d:\d\d', "", page)


def decided(client: FlaskClient, ref: str, **form: str) -> Any:
    page = shown(client, f"/retention/CRIMINT/{ref}")
    hidden = {
        name: page.split(f'name="{name}" value="')[1].split('"')[0]
        for name in ("csrf_token", "revision", "reviewed")
    }
    usual = {"reason": "weighed", "next_on": years_on(TODAY, 5).isoformat()}
    return client.post(f"/retention/CRIMINT/{ref}", data=hidden | NO | usual | form)


def events(house: House, kind: str) -> list[Any]:
    return [one for one in house.services.ledger.events(size=100).events if one.kind == kind]


def kept(house: House, table: Any) -> list[Any]:
    engine = reading_engine(house.services.store.url)
    with engine.begin() as connection:
        rows = list(connection.execute(sa.select(table)))
    engine.dispose()
    return rows


@pytest.fixture
def held(empty: House) -> House:
    empty.put(
        [
            due("D1", people=[]),
            due("D2", (TODAY - timedelta(days=400)).isoformat(), 2, people=[]),
            due("D3", (TODAY + timedelta(days=1)).isoformat(), people=[]),
            report("D4"),
        ]
    )
    return empty


def test_what_is_due_stands_in_the_queue_the_longest_overdue_first(held: House) -> None:
    page = shown(manager(held), "/retention")
    assert "2 reviews due." in page
    assert page.index("CRIMINT+ D2") < page.index("CRIMINT+ D1")
    assert "Group 2: other sexual, violent or serious" in page
    assert "supply D3" not in page
    assert "supply D4" not in page
    (row,) = [e for e in events(held, "permit.completed") if e.action == "review"]
    assert set(row.subjects) == {"CRIMINT/D1", "CRIMINT/D2"}


def test_what_names_no_day_is_due_by_the_rule_and_says_so(held: House) -> None:
    client = manager(held)
    recorded = years_on(TODAY, -8)
    held.put([report("R1", recorded=f"{recorded}T10:00:00Z", people=[]), due("R2", people=[])])
    page = shown(client, "/retention")
    assert "4 reviews due." in page
    row = page.split("supply R1")[0].rpartition("<tr")[2]
    assert "by the rule; the record names no day" in row
    assert "by the rule" not in page.split("supply R2")[0].rpartition("<tr")[2]
    said = f"by the rule: 6 years after it was recorded, on {words.day(recorded.isoformat())}. The record names no day"
    for path in ("/retention/CRIMINT/R1", "/records/CRIMINT/R1"):
        assert said in shown(client, path), path
    assert "No group given" in shown(client, "/records/CRIMINT/R1")
    told = ask(client, "/records/CRIMINT/R1").get_json()["review"]
    on = years_on(recorded, 6).isoformat()
    assert told == {"on": on, "by": "rule", "rule": {"years": 6, "recorded": recorded.isoformat()}}
    assert "retention" not in ask(client, "/records/CRIMINT/R1").get_json(), (
        "nothing is written into the record"
    )
    assert ask(client, "/records/CRIMINT/R2").get_json()["review"]["by"] == "record"
    assert decided(client, "R1", decision="retain").status_code == 303
    assert "supply R1" not in shown(client, "/retention")
    kept_on = {"on": years_on(TODAY, 5).isoformat(), "by": "review", "rule": None}
    assert ask(client, "/records/CRIMINT/R1").get_json()["review"] == kept_on
    assert "as its last review said" in shown(client, "/records/CRIMINT/R1")


def test_of_another_force_s_record_no_review_is_said(held: House) -> None:
    held.put([report("F1", people=[], handling={"force": "45", "releasable_to": ["01"]})])
    assert ask(manager(held), "/records/CRIMINT/F1").get_json()["review"] is None


def test_what_may_not_be_seen_is_neither_shown_nor_counted(held: House) -> None:
    before = shown(manager(held), "/retention")
    held.put(
        [
            due("H1", people=[], handling={"compartments": ["OP-HERON"]}),
            due("H2", people=[], handling={"denied": ["rm"]}),
            due("H3", people=[], handling={"force": "45", "releasable_to": ["01"]}),
        ]
    )
    after = shown(manager(held), "/retention")
    assert "2 reviews due." in after
    assert masked(before) == masked(after)
    for hidden in ("H1", "H2", "H3", "NOSUCH", "D3"):
        assert manager(held).get(f"/retention/CRIMINT/{hidden}").status_code == 404
    other = manager(held, "rm2", compartments=("OP-HERON",))
    assert "4 reviews due." in shown(other, "/retention"), "the comparison is not blind"


def test_retained_it_is_gone_from_the_queue_until_its_day(held: House) -> None:
    client = manager(held)
    answer = decided(
        client, "D1", decision="retain", reason="still of use", links="yes", **{"links-why": "a gang"}
    )
    assert answer.status_code == 303, answer.text
    assert "supply D1" not in shown(client, "/retention")
    (event,) = events(held, "record.retained")
    assert event.subjects == ("CRIMINT/D1",)
    assert event.details["answers"]["links"] == {"yes": True, "why": "a gang"}
    assert held.rows(event.audit_id) == [
        "permit.granted",
        "deed.intended",
        "record.retained",
        "permit.completed",
    ]
    (row,) = kept(held, retention_review)
    assert (row.id, row.decision, row.next_on) == ("CRIMINT/D1", "retain", years_on(TODAY, 5).isoformat())


def test_to_be_put_right_it_waits_until_something_changed(held: House) -> None:
    client = manager(held)
    assert decided(client, "D1", decision="amend", reason="date of birth is wrong").status_code == 303
    page = shown(client, "/retention")
    assert "2 reviews due, 1 of them waits for an amendment." in page
    assert "date of birth is wrong" in page
    held.put([due("D1", people=[], version=2, status="corrected")])
    page = shown(client, "/retention")
    assert "2 reviews due." in page
    assert "date of birth is wrong" in shown(client, "/retention/CRIMINT/D1"), (
        "what was said before stands there"
    )


def asked_of(client: FlaskClient) -> list[str]:
    answer = ask(client, "/notices")
    assert answer.status_code == 200, answer.text
    return [f"{one['record']['system']}/{one['record']['ref']}" for one in answer.get_json()["amendments"]]


def of_mind(client: FlaskClient) -> FlaskClient:
    """With a purpose for the pages."""
    with client.session_transaction() as session:
        session["purpose"] = {"code": "DUTY", "reason": "what waits for me", "reference": None}
    return client


def test_who_is_asked_to_put_a_record_right_is_told_where_they_may_see_it(held: House) -> None:
    """The supervisors of its force; a hidden record is nobody's notice, as if nothing had been asked."""
    held.put([due("D5", people=[], handling={"compartments": ["OP-HERON"]})])
    rm = manager(held, compartments=("OP-HERON",))
    owner, colleague = (held.person(user, "supervisor", sensitive=True) for user in ("sgt", "sgt2"))
    before = ask(owner, "/notices").get_json()
    assert decided(rm, "D5", decision="amend", reason="date of birth is wrong").status_code == 303
    after = ask(owner, "/notices").get_json()
    assert before | {"audit_id": ""} == after | {"audit_id": ""}, "who may not see it is told nothing"
    assert decided(rm, "D1", decision="amend", reason="says Baptiste, is Batiste").status_code == 303
    assert asked_of(owner) == ["CRIMINT/D1"]
    cleared = held.person("insp", "supervisor", sensitive=True, compartments=("OP-HERON",))
    assert sorted(asked_of(cleared)) == ["CRIMINT/D1", "CRIMINT/D5"]
    for user, role, force in (
        ("pc7", "officer", "01"),
        ("ana", "analyst", "01"),
        ("sgt45", "supervisor", "45"),
    ):
        assert asked_of(held.person(user, role, force, sensitive=True)) == [], user
    page = of_mind(owner).get("/notices").text
    assert "Asked by rm" in page
    assert "says Baptiste, is Batiste" in page
    assert "It is put right in CRIMINT+" in page
    (notice,) = ask(owner, "/notices").get_json()["amendments"]
    (hidden,) = [
        a["id"] for a in ask(cleared, "/notices").get_json()["amendments"] if a["id"] != notice["id"]
    ]
    refused = [tell(owner, f"/notices/{key}", {"word": "mine"}) for key in (hidden, "0" * 24)]
    assert [answer.status_code for answer in refused] == [404, 404]
    assert len({json.dumps(answer.get_json() | {"audit_id": ""}) for answer in refused}) == 1
    assert tell(owner, f"/notices/{notice['id']}", {"word": " "}).status_code == 422
    assert tell(owner, f"/notices/{notice['id']}", {"word": "with the source's desk"}).status_code == 200
    assert tell(colleague, f"/notices/{notice['id']}", {"word": "late"}).status_code == 409
    assert asked_of(colleague) == []
    review = shown(rm, "/retention/CRIMINT/D1")
    assert "with the source&#39;s desk" in review
    assert "sgt" in review


def test_a_notice_of_an_amendment_ends_with_what_it_was_about(held: House) -> None:
    rm, owner = manager(held), held.person("sgt", "supervisor", sensitive=True)
    decided(rm, "D1", decision="amend", reason="first")
    decided(rm, "D2", decision="amend", reason="second")
    assert sorted(asked_of(owner)) == ["CRIMINT/D1", "CRIMINT/D2"]
    held.put([due("D1", people=[], version=2, status="corrected")])
    assert asked_of(owner) == ["CRIMINT/D2"], "what was changed waits for nobody"
    decided(rm, "D1", decision="amend", reason="still wrong")
    assert sorted(asked_of(owner)) == ["CRIMINT/D1", "CRIMINT/D2"], "asked anew, told anew"
    decided(rm, "D2", decision="retain", reason="right after all")
    assert asked_of(owner) == ["CRIMINT/D1"]
    decided(rm, "D1", decision="dispose", sure="yes")
    assert asked_of(owner) == []


def test_who_wrote_a_record_here_is_told_and_amends_it(empty: House) -> None:
    author, other = (empty.person(user, "officer", sensitive=True) for user in ("pc7", "pc8"))
    found = tell(author, "/matches", {"kind": "object", **CAR}).get_json()
    body = {"kind": "object", "title": "Blue Focus", "objects": [CAR], "token": found["token"]}
    body["retention"] = {"group": 3, "review_on": "2020-01-01"}
    ref = tell(author, "/records", body).get_json()["ref"]
    empty.put([])
    rm = manager(empty)
    page = shown(rm, f"/retention/SIGHTLINE/{ref}")
    form = {
        name: page.split(f'name="{name}" value="')[1].split('"')[0] for name in ("csrf_token", "revision")
    }
    said = NO | form | {"decision": "amend", "reason": "it is silver"}
    assert rm.post(f"/retention/SIGHTLINE/{ref}", data=said).status_code == 303
    assert (asked_of(author), asked_of(other)) == ([f"SIGHTLINE/{ref}"], [])
    assert f'href="/amend/{ref}"' in of_mind(author).get("/notices").text
    page = author.get(f"/amend/{ref}").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    form = {
        "csrf_token": token,
        "version": "1",
        "title": "Silver Focus",
        "sensitive": "yes",
        "vrm": "AB12 CDE",
        "type": "vehicle",
    }
    assert author.post(f"/amend/{ref}", data=form | {"reason": "colour"}).status_code == 200
    assert asked_of(author) == []


def test_disposed_of_it_leaves_a_tombstone_and_no_content(held: House) -> None:
    client = manager(held)
    decided(client, "D1", decision="amend", reason="first put right")
    unsure = decided(client, "D1", decision="dispose")
    assert unsure.status_code == 422
    assert "Tick that you know that it cannot be undone" in unsure.text
    answer = decided(client, "D1", decision="dispose", reason="no more use", sure="yes")
    assert answer.status_code == 303, answer.text
    assert "CRIMINT/D1" not in held.services.store.get_many(["CRIMINT/D1"])
    assert kept(held, retention_review) == []
    (event,) = events(held, "record.disposed")
    (grave,) = kept(held, tombstone)
    assert grave.authority == f"review by rm, audit {event.audit_id}"
    assert grave.digest is not None
    assert "supply D1" not in shown(client, "/retention")
    assert ask(client, "/records/CRIMINT/D1").status_code == 404
    held.put([due("D1", people=[])])
    assert held.services.store.get("CRIMINT/D1") is None, "sent again, it does not come back"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"group": 2, "recorded": f"{years_on(TODAY, -7)}T10:00:00Z"}, "10 clear years have not passed"),
        ({"recorded": f"{years_on(TODAY, -5)}T10:00:00Z"}, "6 years have not passed"),
        ({"group": 1}, "group 1 is kept until everybody in it is 100"),
    ],
)
def test_what_must_be_kept_is_not_disposed_of(empty: House, more: dict[str, Any], said: str) -> None:
    group, recorded = more.get("group", 3), more.get("recorded")
    made = due("D1", group=group)
    empty.put([made | ({"recorded": recorded} if recorded else {})])
    client = manager(empty)
    page = shown(client, "/retention/CRIMINT/D1")
    assert said in page
    assert 'value="dispose"' not in page, "it is not offered"
    refused = decided(client, "D1", decision="dispose", sure="yes")
    assert refused.status_code == 422
    assert said in refused.text
    assert events(empty, "record.disposed") == []
    assert empty.services.store.get("CRIMINT/D1")


def test_who_came_to_notice_again_is_kept_for_another_clear_period(held: House) -> None:
    """By visible records alone: a hidden one that is newer changes nothing."""
    again = years_on(TODAY, -3)
    held.put([due("D5"), report("N1", recorded=f"{again}T10:00:00Z")])
    held.put([report("N2", recorded=f"{TODAY}T00:00:00Z", handling={"compartments": ["OP-HERON"]})])
    edges = held.services.nominals._edges
    edges.judge("CRIMINT/D5~1", "CRIMINT/N1~1", "join", "ana", "same man")
    edges.judge("CRIMINT/D5~1", "CRIMINT/N2~1", "join", "ana", "same man")
    client = manager(held)
    page = shown(client, "/retention/CRIMINT/D5")
    assert "came to notice again" in page
    assert "CRIMINT+ N1" in page
    assert "/records/CRIMINT/N2" not in page
    assert f'value="{years_on(again, 6)}"' in page, "the next review is when the clear period ends"
    assert decided(client, "D5", decision="dispose", sure="yes").status_code == 422


def test_every_answer_says_why_and_one_that_is_yes_speaks_for_keeping(held: House) -> None:
    client = manager(held)
    for answer in ("yes", "no"):
        silent = decided(client, "D1", decision="retain", harm=answer, **{"harm-why": " "})
        assert silent.status_code == 422
        assert "Say why: Is there evidence of a capacity to cause serious harm?" in silent.text
    kept_ = decided(
        client, "D1", decision="dispose", sure="yes", harm="yes", **{"harm-why": "two convictions"}
    )
    assert kept_.status_code == 422
    assert "an answer that is yes speaks for keeping" in kept_.text
    (ticked,) = re.findall(r'<input[^>]*name="sure"[^>]*>', kept_.text)
    assert "checked" not in ticked, "it is ticked anew for each try"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"decision": ""}, "Choose whether it is retained, put right or disposed of"),
        ({"reason": " "}, "Say why you decide so"),
        ({"harm": ""}, "Answer yes or no: Is there evidence of a capacity"),
        ({"next_on": TODAY.isoformat()}, "Give the day of the next review"),
        ({"next_on": "2999-01-01"}, "Give the day of the next review"),
        ({"next_on": "soon"}, "Give the day of the next review"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_comes_back(
    held: House, change: dict[str, str], said: str
) -> None:
    answer = decided(manager(held), "D1", **({"decision": "retain", "links-why": "typed before"} | change))
    assert answer.status_code == 422
    assert said in answer.text
    assert "typed before" in answer.text
    assert kept(held, retention_review) == []


def test_what_was_told_of_late_is_kept_from_then_on(empty: House) -> None:
    """A report of last year about what happened long ago, and an end that nobody knows."""
    late = f"{years_on(TODAY, -1)}T10:00:00Z"
    empty.put(
        [
            due("D1", people=[], occurred={"from": "1980", "to": "1983"}) | {"recorded": late},
            due("D2", people=[], occurred={"from": "2001-01-01", "to": "9999-12-31"}),
        ]
    )
    client = manager(empty)
    for ref in ("D1", "D2"):
        assert "6 years have not passed" in shown(client, f"/retention/CRIMINT/{ref}")
        assert decided(client, ref, decision="dispose", sure="yes").status_code == 422


def test_the_ledger_keeps_what_was_said_and_no_token(held: House) -> None:
    client = manager(held)
    assert decided(client, "D1", decision="retain", reason="of\0 use", other="x").status_code == 303
    (asked,) = [
        e
        for e in held.services.ledger.events(size=50).events
        if (e.details or {}).get("query", {}).get("said")
    ]
    said = asked.details["query"]["said"]
    assert set(said) - set(NO) == {
        "decision",
        "reason",
        "next_on",
        "revision",
        "reviewed",
    }
    assert said["reason"] == "of use"


def test_a_record_that_changed_under_the_review_is_read_again(held: House) -> None:
    client = manager(held)
    page = shown(client, "/retention/CRIMINT/D1")
    hidden = {n: page.split(f'name="{n}" value="')[1].split('"')[0] for n in ("csrf_token", "revision")}
    held.put([due("D1", people=[], version=2, status="corrected")])
    form = hidden | NO | {"reason": "weighed", "sure": "yes"}
    for decision in ("retain", "dispose"):
        later = {"decision": decision, "next_on": years_on(TODAY, 5).isoformat()}
        assert client.post("/retention/CRIMINT/D1", data=form | later).status_code == 409
    assert held.services.store.get("CRIMINT/D1")
    assert events(held, "record.disposed") == []


@pytest.mark.parametrize("decision", ["retain", "amend", "dispose"])
def test_what_somebody_else_reviewed_meanwhile_is_read_again(held: House, decision: str) -> None:
    first, second = manager(held), manager(held, "rm2")
    page = shown(second, "/retention/CRIMINT/D1")
    names = ("csrf_token", "revision", "reviewed")
    read = {name: page.split(f'name="{name}" value="')[1].split('"')[0] for name in names}
    assert decided(first, "D1", decision="amend", reason="put the name right first").status_code == 303
    usual = {"reason": "weighed", "next_on": years_on(TODAY, 5).isoformat(), "sure": "yes"}
    late = second.post("/retention/CRIMINT/D1", data=read | NO | usual | {"decision": decision})
    assert late.status_code == 409
    assert held.services.store.get("CRIMINT/D1")
    (row,) = kept(held, retention_review)
    assert (row.decision, row.by) == ("amend", "rm")
    assert decided(second, "D1", decision=decision, sure="yes").status_code == 303, "once it was read"


@pytest.mark.parametrize("decision", ["retain", "amend", "dispose"])
def test_what_loses_a_race_is_nowhere_said_to_have_been_done(
    held: House, monkeypatch: pytest.MonkeyPatch, decision: str
) -> None:
    """The record changes after it was looked at, in the moment before the word is kept."""
    client, record = manager(held), held.services.ledger.record

    def meanwhile(event: Any) -> str:
        if event.kind == "deed.intended":
            held.put([due("D1", people=[], version=2, status="corrected")])
        return record(event)

    monkeypatch.setattr(held.services.ledger, "record", meanwhile)
    assert decided(client, "D1", decision=decision, sure="yes").status_code == 409
    assert held.services.store.get("CRIMINT/D1"), "it stands"
    assert kept(held, retention_review) == []
    (meant,) = events(held, "deed.intended")
    assert held.rows(meant.audit_id) == ["permit.granted", "deed.intended", "permit.completed"]
    (after,) = [e for e in events(held, "permit.completed") if e.audit_id == meant.audit_id]
    assert after.details["outcome"] == "refused"
    auditor = held.person("aud", "auditor")
    with auditor.session_transaction() as session:
        session["purpose"] = {"code": "DUTY", "reason": "dip sample", "reference": None}
    assert "About to be done" in shown(auditor, "/audit")
    assert held.services.ledger.verify() == []


def test_without_the_ledger_nothing_is_disposed_of(held: House, monkeypatch: pytest.MonkeyPatch) -> None:
    client, record = manager(held), held.services.ledger.record

    def away(event: Any) -> str:
        if event.kind == "deed.intended":
            raise LedgerUnavailable("away")
        return record(event)

    monkeypatch.setattr(held.services.ledger, "record", away)
    assert decided(client, "D1", decision="dispose", sure="yes").status_code == 503
    assert held.services.store.get("CRIMINT/D1")


def test_it_is_the_records_manager_s_alone_and_for_a_purpose(held: House) -> None:
    for role in ("analyst", "supervisor", "administrator", "auditor"):
        client = held.person(f"x-{role}", role)
        with client.session_transaction() as session:
            session["purpose"] = {"code": "DUTY", "reason": "looking around", "reference": None}
        for path in ("/retention", "/retention/CRIMINT/D1"):
            assert client.get(path).status_code == 403
    bare = held.person("rm9", "records-manager", sensitive=True).get("/retention")
    assert "/purpose" in bare.headers["Location"]


def test_asking_for_the_head_of_a_review_is_no_word(held: House) -> None:
    """It carries no token, whatever form comes with it."""
    client = manager(held)
    page = shown(client, "/retention/CRIMINT/D1")
    revision = page.split('name="revision" value="')[1].split('"')[0]
    form = NO | {"revision": revision, "reason": "weighed", "decision": "dispose", "sure": "yes"}
    assert client.head("/retention/CRIMINT/D1", data=form).status_code == 200
    assert client.post("/retention/CRIMINT/D1", data=form).status_code == 403
    assert held.services.store.get("CRIMINT/D1")
    assert events(held, "record.disposed") == []


def test_each_review_is_confirmed_once_and_what_was_disposed_of_stands_in_a_list_of_ones_own(
    held: House,
) -> None:
    client, other = manager(held), manager(held, "rm_2")
    assert "You have disposed of no record." in shown(client, "/retention/disposed")
    assert decided(client, "D1", decision="retain").status_code == 303
    until = words.day(years_on(TODAY, 5).isoformat())
    page = shown(client, "/retention")
    assert re.search(rf'role="status">.*CRIMINT\+ D1: retained until {until}', page)
    assert "D1: retained" not in shown(client, "/retention")
    assert decided(client, "D2", decision="dispose", sure="yes").status_code == 303
    assert "CRIMINT+ D2: disposed of. Recorded under the audit id" in shown(client, "/retention")
    (grave,) = kept(held, tombstone)
    listed = shown(client, "/retention/disposed")
    for said in ("CRIMINT/D2", grave.authority, bytes(grave.digest).hex()):
        assert said in listed
    assert "Drug supply" not in listed
    assert "CRIMINT/D2" not in shown(other, "/retention/disposed"), "who might see it is not known any more"
