"""An officer saves an intelligence report; who may finds it, each in their own text, and the ledger has every step."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from indexer.drain import Drain
from tests.support.house import PURPOSE, House, answered, ask, reader

TEXT = (
    "Source, his cousin Debbie Larkin, states that Colin Ashdown (born 07/08/1979) of 14 Larch Grove, Penge, SE20 8QQ is angry "
    "with police. A baseball bat is kept behind the front door of 14 Larch Grove."
)
SANITISED = (
    "Colin Ashdown is angry with police. A baseball bat is kept behind the front door of 14 Larch Grove."
)
HANDLING = {"sensitive": False, "audience": ["*"], "compartments": [], "denied": [], "releasable_to": []}
GRADING = {"source": "2", "intelligence": "B", "handling": "P", "conditions": []}
PEOPLE = [
    {
        "role": "subject",
        "names": [{"forenames": "Colin", "surname": "Ashdown"}],
        "dates_of_birth": ["1979-08-07"],
    }
]
PLACES = [{"role": "named-in", "address": "14 Larch Grove, Penge", "postcode": "SE20 8QQ"}]


def body(**more: Any) -> dict[str, Any]:
    return {
        "text": TEXT, "sanitised_text": SANITISED, "source_identity": "Debbie Larkin, 07700 900222", "grading": GRADING,
        "handling": HANDLING, "people": PEOPLE, "locations": PLACES, **more,
    }  # fmt: skip


def token(client: FlaskClient) -> str:
    page = client.get("/keys").text
    return page.split('name="csrf_token" value="')[1].split('"')[0]


def send(client: FlaskClient, given: Any, headers: dict[str, str] | None = None) -> TestResponse:
    made = PURPOSE if headers is None else headers
    return client.post("/api/v1/reports", json=given, headers={"X-CSRF-Token": token(client), **made})


def index(house: House) -> None:
    drain = Drain(house.services.store, reader(), house.writer, 500)
    while drain.step():
        pass


@pytest.fixture
def officer(empty: House) -> FlaskClient:
    return empty.person("off1", "officer", groups=("intel",))


def test_the_bat_behind_the_door(empty: House, officer: FlaskClient) -> None:
    """What an officer reports, a despatcher reads on the card, sanitised; an analyst reads the whole."""
    saved = send(officer, body())
    assert saved.status_code == 201, saved.text
    made = saved.get_json()
    assert (made["system"], made["version"], made["status"], made["yours"]) == (
        "SIGHTLINE",
        1,
        "waiting",
        True,
    )
    done = ["permit.granted", "deed.intended", "report.created", "permit.completed"]
    assert empty.rows(made["audit_id"]) == done
    index(empty)

    despatcher = empty.person("des1", "despatcher")
    (card,) = [
        c for c in answered(despatcher, "/risk?q=14%20larch%20grove")["cards"] if c["kind"] == "location"
    ]
    (warning,) = [w for w in card["warnings"] if w["code"] == "WE"]
    assert (warning["assertion"], warning["placement"]) == ("affirmed", "behind the front door")
    assert warning["source"] == {"system": "SIGHTLINE", "ref": made["ref"]}
    at = f"/records/SIGHTLINE/{made['ref']}"
    seen = answered(despatcher, at)
    assert (seen["text"], seen["sanitised_text"]) == (None, SANITISED)
    assert "Larkin" not in str(seen) + str(card)
    assert answered(despatcher, "/search?q=larkin")["total"] == 0

    analyst = empty.person("ana1", "analyst")
    assert answered(analyst, at)["text"] == TEXT
    assert "source_identity" not in answered(analyst, at)
    (hit,) = answered(analyst, "/search?q=cousin")["hits"]
    assert hit["ref"] == made["ref"]
    assert answered(empty.person("sup1", "supervisor"), at)["source_identity"].startswith("Debbie")
    (found, *_) = answered(despatcher, "/risk?q=colin%20ashdown%207%2F8%2F1979")["cards"]
    assert (found["kind"], found["match"]["strength"]) == ("person", "strong")


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"text": " "}, "text"),
    ({"sanitised_text": None}, "sanitised_text"),
    ({"grading": None}, "grading"),
    ({"grading": GRADING | {"handling": "C"}}, "grading.conditions"),
    ({"grading": GRADING | {"source": "4"}}, "grading.source"),
    ({"handling": None}, "handling"),
    ({"handling": HANDLING | {"tier": "SECRET"}}, "handling.tier"),
    ({"handling": {"sensitive": False}}, "handling.audience"),
    ({"handling": HANDLING | {"force": "45"}}, "handling.force"),
    ({"handling": HANDLING | {"visible_until": "2020"}}, "handling.visible_until"),
    ({"handling": HANDLING | {"denied": ["nosuchuser"]}}, "handling.denied"),
    ({"handling": HANDLING | {"releasable_to": ["45", "77"]}}, "handling.releasable_to"),
    ({"occurred": {"from": "2999-01-01"}}, "occurred"),
    ({"occurred": {"from": "2020-01-01", "to": "2999-01"}}, "occurred"),
    ({"people": [{"role": "subject", "nmes": []}]}, "people[0].nmes"),
    ({"sanitised_text": TEXT}, "sanitised_text"),
    ({"title": "Bat, says Debbie Larkin"}, "title"),
    ({"people": [PEOPLE[0] | {"description": "cousin of the source"}]}, "people[0].description"),
    ({"people": [PEOPLE[0] | {"identifiers": {"pnc_id": "2008/1234567A"}}]}, "people[0].identifiers.pnc_id"),
    ({"people": [PEOPLE[0] | {"dates_of_birth": ["2999-01-01"]}]}, "people[0].dates_of_birth[0]"),
    ({"objects": [{"type": "vehicle", "identifiers": {"vrm": "no plate"}}]}, "objects[0].identifiers.vrm"),
    ({"people": 5}, "people"),
    ({"system": "PNC"}, "system"),
    ({"corrections": {"facts": [{"code": "WE", "start": 0, "end": 9_999, "assertion": "denied"}]}}, "corrections.facts[0]"),
]  # fmt: skip


def test_what_is_wrong_is_named_and_nothing_is_saved(empty: House, officer: FlaskClient) -> None:
    for more, field in WRONG:
        refused = send(officer, body(**more))
        assert (refused.status_code, refused.content_type) == (422, "application/problem+json"), field
        assert field in {one["field"] for one in refused.get_json().get("errors", [refused.get_json()])}
        (last, *_) = empty.services.ledger.events(size=1).events
        assert last.details["outcome"] == "refused"
    assert empty.services.store.counts() == {}


def test_a_person_may_say_that_a_trace_stays(officer: FlaskClient) -> None:
    given = body(sanitised_text="The neighbour saw a bat behind the door.", source_identity=None)
    told = send(officer, given)
    assert "neighbour saw" in told.get_json()["detail"]
    assert send(officer, given | {"sanitised_confirmed": ["something else"]}).status_code == 422
    assert (
        send(officer, given | {"sanitised_confirmed": ["THE neighbour  saw", "neighbour saw"]}).status_code
        == 201
    )


def test_only_those_who_write_records_may_and_only_with_purpose_and_token(
    empty: House, officer: FlaskClient
) -> None:
    for role in ("despatcher", "disclosure", "auditor", "administrator"):
        assert send(empty.person(f"no-{role}", role), body()).status_code == 403
    no_purpose = send(officer, body(), {})
    assert (no_purpose.status_code, no_purpose.get_json()["field"]) == (422, "X-Purpose-Code")
    assert officer.post("/api/v1/reports", json=body(), headers=PURPOSE).status_code == 403
    partner = empty.app.test_client().post("/api/v1/reports", json=body(), headers=empty.partner("45"))
    assert partner.status_code == 403
    assert empty.services.store.counts() == {}


def test_a_report_is_never_wider_than_the_records_it_takes_from(empty: House, officer: FlaskClient) -> None:
    source = {
        "system": "CRIMINT", "ref": "CRRT00000001", "kind": "report", "title": "t", "recorded": "2026-01-01",
        "people": PEOPLE, "handling": {
            "tier": "OFFICIAL", "sensitive": False, "force": "01", "audience": ["intel"], "compartments": [],
            "denied": ["des1"], "releasable_to": ["45"]},
    }  # fmt: skip
    hidden = source | {"ref": "HIDDEN", "handling": source["handling"] | {"audience": ["others"]}}
    empty.put([source, hidden])
    links = [{"role": "about", "to": {"system": "CRIMINT", "ref": ref}} for ref in ("CRRT00000001", "HIDDEN")]
    wide = HANDLING | {"releasable_to": ["45", "46"]}
    ref = send(officer, body(links=links, handling=wide)).get_json()["ref"]
    stored = empty.services.store.get(f"SIGHTLINE/{ref}")
    assert stored
    handling = stored.as_json()["handling"]
    assert (handling["audience"], handling["denied"], handling["releasable_to"]) == (
        ["intel"],
        ["des1"],
        ["45"],
    )
    index(empty)
    assert ask(empty.person("ana1", "analyst"), f"/records/SIGHTLINE/{ref}").status_code == 404
    alone = send(officer, body(links=links[1:], handling=wide)).get_json()["ref"]
    kept = empty.services.store.get(f"SIGHTLINE/{alone}")
    assert kept
    assert kept.as_json()["handling"]["audience"] == ["*"]  # what the writer may not see changes nothing


def test_the_ledger_holds_no_word_of_the_report(empty: House, officer: FlaskClient) -> None:
    assert send(officer, body()).status_code == 201
    send(officer, body(sanitised_text=TEXT))
    rows = str([event.details for event in empty.services.ledger.events(size=100).events])
    assert "report" in rows
    assert not any(word in rows for word in ("Larkin", "cousin", "900222", "baseball"))


def test_a_reader_that_is_busy_is_a_503_that_stands_in_the_ledger(
    empty: House, officer: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = empty.services.reports._room
    monkeypatch.setattr(room, "_wait", 0.01)
    with room._lock:
        late = send(officer, body())
    assert (late.status_code, late.content_type) == (503, "application/problem+json")
    assert outcomes(empty) == ["busy"]
    assert send(officer, body()).status_code == 201


def test_what_takes_longer_than_its_permit_is_a_503_that_stands_in_the_ledger(
    empty: House, officer: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("access.permit.LIFETIME", timedelta(0))
    late = send(officer, body())
    assert (late.status_code, late.content_type) == (503, "application/problem+json")
    assert outcomes(empty) == ["expired"]
    assert empty.services.store.counts() == {}
    assert ask(officer, "/search?q=larkin").status_code == 503
    assert outcomes(empty) == ["expired"]


def outcomes(house: House) -> list[str]:
    """What came of the last act."""
    return [house.services.ledger.events(size=1).events[0].details["outcome"]]
