"""The disclosure officer's pages on the way out: what leaves is read before, what was sent is said, and no lapse loses decisions."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal.services.requests.source import tick
from tests.functional.test_partner_requests import filed, record
from tests.functional.test_requests_sent import officer
from tests.support.house import PASSWORD, House

TYRONE = {
    "role": "named-in", "names": [{"kind": "birth", "forenames": "Tyrone", "surname": "Baptiste"}], "dates_of_birth": ["1994-01-25"],
    "identifiers": {"pnc_id": "2008/1234567R", "phone": ["07700 900123"]},
    "addresses": [{"role": "home", "address": "Flat 4, 7 Pilgrim Court", "postcode": "SE20 7RT"}],
}  # fmt: skip
DECISIONS = {"item-1": "sanitised", "item-1-reason": "weighed with care", "item-1-conditions": "A1, S2",
             "item-1-checked": tick("CRIMINT/A1", record("A1"), "")}  # fmt: skip
LONG_AGO = 1_000_000_000


@pytest.fixture
def held(empty: House) -> House:
    empty.put([record("A1", people=[TYRONE])])
    return empty


@pytest.fixture
def desk(held: House) -> FlaskClient:
    return officer(held, "dis1", sensitive=True)


def token_of(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found[1]


def kept_in(page: str) -> dict[str, str]:
    """The decisions that a page carries along."""
    found = re.findall(r'<input type="hidden" name="(item-[^"]+)" value="([^"]*)">', page)
    return {name: html.unescape(value) for name, value in found}


def lapse(client: FlaskClient) -> None:
    """As if the password had been given long ago."""
    with client.session_transaction() as session:
        session["fs_paa"] = LONG_AGO


def posted(client: FlaskClient, at: str, token: str, **form: Any) -> Any:
    return client.post(at, data={"csrf_token": token, **DECISIONS, **form})


def test_all_that_leaves_is_readable_in_the_preview(held: House, desk: FlaskClient) -> None:
    at = f"/requests/{filed(held, held.partner('45'))}"
    page = posted(desk, f"{at}/preview", token_of(desk.get(at).text)).text
    readable = re.sub(r"<details.*?</details>", "", page, flags=re.DOTALL)
    for said in (
        "BAPTISTE, Tyrone", "25 Jan 1994", "2008/1234567R", "07700 900123", "Flat 4, 7 Pilgrim Court, SE20 7RT", "role home",
        "Baptiste sells crack.", "45/REQ/1", "A1, S2",
    ):  # fmt: skip
        assert said in readable, said
    assert "Source says" not in page


def test_that_it_was_sent_is_said_once_and_of_what_is_decided_alone(held: House, desk: FlaskClient) -> None:
    id_, other = (filed(held, held.partner("45")) for _ in range(2))
    token = token_of(desk.get(f"/requests/{id_}").text)
    sent = posted(desk, f"/requests/{id_}/send", token)
    assert (sent.status_code, sent.location) == (303, f"/requests?decided={id_}")
    assert re.search(
        r'role="status">.*Sent to force 45: Tyrone Baptiste', desk.get(sent.location).text, re.DOTALL
    )
    refused = posted(desk, f"/requests/{other}/refuse", token, refusal="no lawful basis")
    assert "Refused to force 45: Tyrone Baptiste" in desk.get(refused.location).text
    open_ = filed(held, held.partner("45"))
    for address in ("/requests", f"/requests?decided={open_}", "/requests?decided=nothing"):
        assert "to force 45:" not in desk.get(address).text


def test_decisions_outlive_a_fresh_log_in_that_lapsed(held: House, desk: FlaskClient) -> None:
    id_ = filed(held, held.partner("45"))
    at = f"/requests/{id_}"
    preview = posted(desk, f"{at}/preview", token_of(desk.get(at).text)).text
    lapse(desk)
    refused = desk.post(f"{at}/send", data={"csrf_token": token_of(preview), **kept_in(preview)})
    assert (refused.status_code, "Not sent yet" in refused.text) == (401, True)
    assert kept_in(refused.text) == DECISIONS
    onward = re.search(r'href="(/verify[^"]+)" target="_blank"', refused.text)
    assert onward
    verify = html.unescape(onward[1])
    again = desk.post(verify, data={"password": PASSWORD, "csrf_token": token_of(desk.get(verify).text)})
    assert (again.status_code, again.location) == (302, f"{at}/afresh")
    assert "nothing that you decided is lost" in desk.get(again.location).text
    sent = desk.post(f"{at}/send", data={"csrf_token": token_of(refused.text), **kept_in(refused.text)})
    assert sent.status_code == 303, sent.text
    assert "weighed with care" in str(decisions_of(held))


def decisions_of(house: House) -> Any:
    (deed,) = [
        event for event in house.services.ledger.events(size=50).events
        if event.action == "request-decide" and event.kind == "permit.granted"
    ]  # fmt: skip
    assert deed.details
    return deed.details["query"]


def test_decisions_can_be_changed_after_the_lapse_too(held: House, desk: FlaskClient) -> None:
    at = f"/requests/{filed(held, held.partner('45'))}"
    token = token_of(desk.get(at).text)
    lapse(desk)
    page = posted(desk, at, token).text
    assert 'value="weighed with care"' in page
    assert re.search(r'value="sanitised" checked', page)


@pytest.mark.parametrize("step", ["", "/preview", "/send"])
def test_a_session_that_ended_gives_the_decisions_back(held: House, desk: FlaskClient, step: str) -> None:
    at = f"/requests/{filed(held, held.partner('45'))}"
    stranger = held.app.test_client()
    lost = posted(stranger, f"{at}{step}", "stale")
    assert lost.status_code == 401
    assert kept_in(lost.text) == DECISIONS
    assert f'action="{at}{step}"' in lost.text
    stale = posted(desk, f"{at}{step}", "stale")
    assert (stale.status_code, kept_in(stale.text)) == (403, DECISIONS)
    assert desk.get("/requests").text.count("data-item") == 1, "nothing was done with it"
