"""The page of a decided request: what was sent, by whom and when; nothing that the package did not hold, and nothing hidden."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from indexer.store_tables import reading_engine, request, sent
from tests.functional.test_partner_requests import body, decide, filed, record
from tests.support.burying import delete
from tests.support.house import House


@pytest.fixture
def held(empty: House) -> House:
    empty.put([record("A1"), record("A2"), record("A3", handling={"releasable_to": []})])
    return empty


def officer(house: House, user: str, **grants: Any) -> FlaskClient:
    client = house.person(user, "disclosure", **grants)
    with client.session_transaction() as session:
        session["purpose"] = {"code": "PREVENT", "reason": "partner request", "reference": None}
    return client


def answered(house: House) -> str:
    id_ = filed(house, house.partner("45"))
    sent = decide(house, id_, {"A1": "sanitised", "A2": "withheld", "A3": "withheld"})
    assert sent.status_code == 303, sent.text
    return id_


def shown(client: FlaskClient, id_: str) -> str:
    found = client.get(f"/requests/{id_}")
    assert found.status_code == 200, found.text
    return found.text


def rows_of(house: House, page: str) -> list[str]:
    found = re.search(r"\b[0-9a-f]{32}\b", page)
    assert found, "the page names its audit id"
    return house.rows(found[0])


def test_what_was_sent_is_shown_and_no_content_that_was_not(held: House) -> None:
    id_ = answered(held)
    page = shown(officer(held, "dis1"), id_)
    assert re.search(r"Answered by dis1 on <time[^>]*>\d+ \w+ \d{4}, \d\d:\d\d", page)
    for said in (
        "CRIMINT+ A1",
        "Drug supply A1",
        "BAPTISTE, Tyrone",
        "Baptiste sells crack.",
        "originator",
        "sanitised text",
    ):
        assert said in page, said
    for kept in ("Drug supply A2", "Drug supply A3", "Source says", "REG 7"):
        assert kept not in page, kept
    assert rows_of(held, page) == ["permit.granted", "permit.completed"]
    done = next(
        e for e in held.services.ledger.events(size=10).events if e.action == "request-sent" and e.subjects
    )
    assert set(done.subjects) == {"CRIMINT/A1", "CRIMINT/A2", "CRIMINT/A3"}


def test_what_was_withheld_and_why_is_told_in_the_house_to_who_may_see_the_record(held: House) -> None:
    id_ = answered(held)
    page = shown(officer(held, "dis1"), id_)
    told = page[page.index("What was decided, and why") :]
    assert told.count("weighed") == 3
    assert told.count("withheld") == 2
    assert "CRIMINT+ A2" in told
    held.put([record("A2", version=2, handling={"compartments": ["OP-HERON"]})])
    assert "CRIMINT+ A2" not in shown(officer(held, "dis1"), id_)
    held.put([record("A2", version=3, handling={"sensitive": False})])
    assert "CRIMINT+ A2" in shown(officer(held, "dis1"), id_)
    assert "CRIMINT+ A2" not in shown(officer(held, "dis2", sensitive=False), id_), "looser than it was then"


def test_it_needs_the_role_and_a_purpose(held: House) -> None:
    id_ = answered(held)
    assert held.person("ana", "analyst", sensitive=True).get(f"/requests/{id_}").status_code in (303, 403)
    bare = held.person("dis9", "disclosure", sensitive=True).get(f"/requests/{id_}")
    assert bare.status_code == 303
    assert "/purpose" in bare.headers["Location"]


def test_who_may_not_see_the_record_reads_the_same_as_where_nothing_was_sent(held: House) -> None:
    headers = held.partner("45")
    with_one, without = filed(held, headers), filed(held, headers)
    decide(held, with_one, {"A1": "released", "A2": "withheld", "A3": "withheld"})
    decide(held, without, {"A1": "withheld", "A2": "withheld", "A3": "withheld"})
    uncleared = officer(held, "dis2", sensitive=False)
    pages = [shown(uncleared, id_) for id_ in (with_one, without)]
    masked = [
        re.sub(r"[0-9a-f]{24,}|\d\d:\d\d(:\d\d)?|csrf_token\" value=\"[^\"]*", "", one) for one in pages
    ]
    assert "No items, as far as you may see." in pages[0]
    assert masked[0] == masked[1]


def test_what_was_tightened_since_is_told_to_who_sees_it_and_gone_for_who_does_not(held: House) -> None:
    id_ = answered(held)
    held.put([record("A1", version=2, handling={"releasable_to": []})])
    page = shown(officer(held, "dis1"), id_)
    assert "Not given any more" in page
    assert "1 of these is not given any more" in page
    held.put([record("A1", version=3, handling={"compartments": ["OP-HERON"]})])
    page = shown(officer(held, "dis1"), id_)
    assert "Drug supply A1" not in page
    assert "not given any more" not in page


def test_what_was_sent_under_a_tighter_handling_is_not_opened_by_a_looser_one(held: House) -> None:
    id_ = answered(held)
    held.put([record("A1", version=2, text="-", sanitised_text="-", handling={"sensitive": False})])
    assert "No items, as far as you may see." in shown(officer(held, "dis2", sensitive=False), id_)
    page = shown(officer(held, "dis1"), id_)
    assert "Baptiste sells crack." in page
    assert "audience" not in page, "the handling of then leaves with no answer"


def test_what_was_deleted_since_is_shown_to_nobody_and_kept_nowhere(held: House) -> None:
    id_ = answered(held)
    delete(held.services.store, "CRIMINT/A1")
    assert "Drug supply A1" not in shown(officer(held, "dis1"), id_)
    engine = reading_engine(held.services.store.url)
    with engine.begin() as connection:
        (kept,) = connection.scalars(sa.select(request.c.package))
        assert connection.execute(sa.select(sent)).all() == []
    engine.dispose()
    assert "crack" not in kept
    (item,) = json.loads(kept)["items"]
    assert (item["record"], item["decision"]) == ({"system": "CRIMINT", "ref": "A1"}, "sanitised")


def test_a_refused_request_says_who_refused_it_and_why_to_the_house_alone(held: House) -> None:
    headers = held.partner("45")
    id_ = filed(held, headers, reference="45/REQ/9")
    client = officer(held, "dis1", sensitive=True)
    token = client.get(f"/requests/{id_}").text.split('name="csrf_token" value="')[1].split('"')[0]
    form = {"csrf_token": token, "refusal": "no lawful basis for this"}
    assert client.post(f"/requests/{id_}/refuse", data=form).status_code == 303
    page = shown(client, id_)
    assert "Refused by dis1" in page
    assert "no lawful basis for this" in page
    told = held.app.test_client().get(f"/api/v1/intelligence-requests/{id_}", headers=headers)
    assert told.get_json()["status"] == "refused"
    assert told.get_json()["decided"]
    assert "lawful" not in told.text
    assert "dis1" not in told.text


def test_the_partner_learns_when_it_was_answered_and_by_no_name(held: House) -> None:
    headers, client = held.partner("45"), held.app.test_client()
    id_ = filed(held, headers)
    at = f"/api/v1/intelligence-requests/{id_}"
    assert client.get(at, headers=headers).get_json()["decided"] is None
    decide(held, id_, {"A1": "released", "A2": "withheld", "A3": "withheld"})
    status, package = client.get(at, headers=headers), client.get(f"{at}/package", headers=headers)
    assert status.get_json()["decided"]
    assert "dis1" not in status.text + package.text
    (item,) = package.get_json()["items"]
    assert set(item) == {"record", "decision", "grading", "conditions", "marking", "originator", "expires"}
    assert body()["reference"] == package.get_json()["request"]["reference"]
