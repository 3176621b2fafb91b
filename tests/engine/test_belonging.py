"""Addresses and vehicles on a real engine: what is known elsewhere of those who live there, abuse somebody there, or drive it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from indexer.local_es import Server
from indexer.resolve.edges import Edge, Edges, Why

from .lookup_desk import LookupDesk, lookup_desk, record

ROPEWALK = {"role": "home", "address": "Flat B, 19 Ropewalk Yard", "postcode": "SE6 3ZB"}
MILL = {"role": "home", "address": "7 Mill Lane", "postcode": "SE20 1AA"}
ELM = {"role": "home", "address": "3 Elm Close", "postcode": "SE20 1AA"}
INCIDENT = {"role": "occurred-at", "address": "7 Mill Lane", "postcode": "SE20 1AA"}
SECRET = {"compartments": ["OP-OTHER"]}


def person(forenames: str, surname: str, born: str, **more: Any) -> dict[str, Any]:
    named = [{"kind": "birth", "forenames": forenames, "surname": surname}]
    return {"role": "suspect", "names": named, "dates_of_birth": [born], **more}


def marked(code: str) -> list[dict[str, str]]:
    return [{"code": code, "text": code}]


GOLF = {
    "role": "seen",
    "type": "vehicle",
    "identifiers": {"vrm": "LB22 KXN"},
    "description": "Grey Volkswagen Golf",
}
KYLE = ("Kyle", "Marden", "2001-08-19")
RECORDS = [
    record("1", "CRIMINT", kind="report", people=[person(*KYLE, role="named-in", addresses=[ROPEWALK])], objects=[GOLF]),
    record("2", "EWMS", status="outstanding", title="Warrant: arrest, no bail", people=[person(*KYLE)]),
    record("3", "CUSTODY", people=[person(*KYLE, markers=marked("ES"))]),
    record("4", "CRIMINT", kind="report", people=[person(*KYLE, markers=marked("FI"))], handling=SECRET),
    record(
        "5", flags=["domestic-abuse", "repeat-victim"], locations=[INCIDENT], occurred={"from": "2026-11-10T09:00:00Z"},
        people=[person("Carla", "Jones", "1985-05-05", role="victim", addresses=[MILL]), person("Lee", "Stone", "1979-07-07")],
    ),
    record("6", "PNC", kind="person", people=[person("Lee", "Stone", "1979-07-07", markers=marked("VI"))]),
    record(
        "7", locations=[INCIDENT], title="Burglary", occurred={"from": "2026-11-11T09:00:00Z"},
        people=[person("Vic", "Marsh", "1990-01-01"), person("Carla", "Jones", "1985-05-05", role="victim", addresses=[MILL])],
    ),
    record("8", "PNC", kind="person", people=[person("Vic", "Marsh", "1990-01-01", markers=marked("WE"))]),
    record(
        "10", flags=["domestic-abuse"], locations=[{**INCIDENT, "address": "3 Elm Close"}], occurred={"from": "2026-11-12T09:00:00Z"},
        people=[person("Ida", "Moss", "1982-03-03", role="victim"), person("Sean", "Tully", "1981-04-04", addresses=[ELM | {"to": "2025"}])],
    ),
    record("11", "PNC", kind="person", people=[person("Sean", "Tully", "1981-04-04", markers=marked("VI"))]),
    record("12", "PNC", kind="person", people=[person("Shaun", "Tully", "1981-04-04", addresses=[ELM])]),
    record("9", "EWMS", status="withdrawn", title="Warrant: failed to appear", people=[person("Una", "Reid", "1988-02-02")]),
]  # fmt: skip
JOINED = [
    ("CRIMINT/1~1", "EWMS/2~1"), ("CRIMINT/1~1", "CUSTODY/3~1"), ("CRIMINT/1~1", "CRIMINT/4~1"), ("CRIS/5~2", "PNC/6~1"),
    ("CRIS/7~1", "PNC/8~1"), ("CRIS/10~2", "PNC/11~1"),
]  # fmt: skip
KEPT_APART = [("CRIS/10~2", "PNC/12~1"), ("PNC/11~1", "PNC/12~1")]


@pytest.fixture(scope="module")
def desk(es: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LookupDesk]:
    with lookup_desk(es, f"{es.prefix}b{uuid4().hex[:10]}-", tmp_path_factory.mktemp("belonging")) as made:
        made.put(RECORDS)
        edges = Edges(made.services.settings.records_url, migrate=False)
        why = (Why("PNC ID the same", 20.0, "identifier"),)
        edges.put([Edge(*sorted(pair), 0.97, "join", "batch", why, None, 5.0) for pair in JOINED])
        for one, other in KEPT_APART:
            edges.judge(one, other, "veto", "asmith", "his cousin")
        yield made
        edges.close()


def told(card: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(w["code"], w.get("tie")) for w in card["warnings"]]


def test_what_other_records_say_of_a_resident_stands_on_the_home(desk: LookupDesk) -> None:
    card = desk.first("flat b 19 ropewalk yard")
    assert card["kind"] == "location"
    assert told(card) == [("ES", "lives here")]
    assert [(s["kind"], s["source"]["ref"]) for s in card["status"]] == [("wanted", "2")]
    assert set(card["band_reasons"]) >= {
        "Escape, contagion, self-harm, suicide, offends against vulnerable people"
    }


def test_what_a_hidden_record_says_of_a_resident_does_not(desk: LookupDesk) -> None:
    assert "FI" not in {
        w["code"] for c in desk.risk("flat b 19 ropewalk yard")["cards"] for w in c["warnings"]
    }
    (card, *_) = desk.risk("flat b 19 ropewalk yard", compartments=frozenset({"OP-OTHER"}))["cards"]
    assert ("FI", "lives here") in told(card)


def test_whoever_drives_a_vehicle_brings_their_warrant_to_its_card(desk: LookupDesk) -> None:
    card = desk.first("LB22 KXN")
    assert card["kind"] == "object"
    assert [s["kind"] for s in card["status"]] == ["wanted"]
    assert told(card) == [("ES", "of the same record")]


def test_who_is_held_to_abuse_somebody_at_an_address_is_told_there_and_a_burglar_is_not(
    desk: LookupDesk,
) -> None:
    card = desk.first("7 mill lane")
    assert told(card) == [("VI", "suspect in domestic abuse here")]
    people = {link["title"]: link["role"] for link in card["links"] if link["kind"] == "person"}
    assert people == {"Carla Jones, born 1985-05-05": "victim", "Lee Stone, born 1979-07-07": "suspect"}
    context = {c["kind"]: c["text"] for c in card["context"]}
    assert context["domestic-abuse"] == "Domestic abuse: 1 in twelve months"
    assert context["repeat-victim"] == "Repeat victim: Carla Jones"


def test_who_was_kept_apart_from_a_resident_does_not_live_there(desk: LookupDesk) -> None:
    card = desk.first("3 elm close")
    assert told(card) == [("VI", "suspect in domestic abuse here")]


def test_every_record_that_a_card_names_is_in_the_ledger(desk: LookupDesk) -> None:
    answer = desk.risk("flat b 19 ropewalk yard")
    done = [e for e in desk.services.ledger.events().events if e.audit_id == answer["audit_id"]]
    shown = {
        f"{s['source']['system']}/{s['source']['ref']}" for card in answer["cards"] for s in card["status"]
    }
    assert shown
    assert shown <= {subject for event in done for subject in event.subjects}


def test_a_withdrawn_warrant_is_nobody_s_status(desk: LookupDesk) -> None:
    card = desk.first("una reid 2/2/88")
    assert (card["status"], card["band"]) == ([], "none")
