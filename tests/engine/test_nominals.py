"""Golden nominals and links on a real engine: composed for the reader, from what they may see and nothing else."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from access.permit import Denied
from indexer.local_es import Server
from indexer.resolve.edges import Edge, Edges, Why
from portal.services.errors import Invalid, NotFound

from .lookup_desk import LookupDesk, lookup_desk, record

FLAT = {"role": "home", "address": "Flat 2, 12 Avenue Road", "postcode": "SE20 7RT"}
QUAY = {"role": "home", "address": "3 Quay Street", "postcode": "SE20 3QQ"}
WHY = (Why("surname the same: Murphy", 6.0, "name"), Why("date of birth the same", 8.5, "born"))
SECRET = {"compartments": ["OP-OTHER"]}
CRIS, CUSTODY, PNC, HIDDEN = "CRIS/1~1", "CUSTODY/2~1", "PNC/3~1", "CRIMINT/9~1"


def person(forenames: str, surname: str, born: str | None = "1980-02-03", **more: Any) -> dict[str, Any]:
    named = [{"kind": "birth", "forenames": forenames, "surname": surname}]
    return {"role": "suspect", "names": named, "dates_of_birth": [born] if born else [], **more}


def edge(a: str, b: str, decision: Any = "join", score: float = 0.97, why: tuple[Why, ...] = WHY) -> Edge:
    a, b = sorted((a, b))
    return Edge(a, b, score, decision, "batch", why, None, 5.0)


SEAN = person("Sean", "Murphy", identifiers={"phone": ["07700 900123"]}, addresses=[FLAT])
RECORDS = [
    record(
        "1", title="Threats", people=[SEAN, person("Carla", "Jones", "1985-05-05", role="victim")],
        objects=[{"role": "used-in", "type": "vehicle", "identifiers": {"vrm": "AB12 CDE"}, "description": "Silver Ford Focus"}],
        locations=[{"role": "occurred-at", "address": "7 Mill Lane", "postcode": "SE20 1AA"}],
    ),
    record("2", "CUSTODY", people=[person("SHAUN", "MURFY", "1980-03-02", sex="1")]),
    record(
        "3", "PNC", kind="person", title="Murphy, Sean",
        people=[person(
            "Sean", "Murphy", sex="1",
            identifiers={"pnc_id": "2008/1234567R", "other": [{"kind": "photo reference", "value": "IMG-77"}]},
            markers=[{"code": "FI", "text": "Firearms", "set_on": "2022-01-01", "review_on": "2025-01-01"}],
        )],
    ),
    record("4", "EWMS", people=[person("Sean", "Murphy", "1991-11-17")]),
    record("5", "AIRSPACE", people=[person("Tom", "Reid", "1979-01-01", addresses=[FLAT])]),
    record("9", "CRIMINT", kind="report", people=[person("Sean", "Murphy"), person("Vic", "Stone")], handling=SECRET),
    record("10", "PND", people=[person("S", "Murphy")], handling={"releasable_to": []}),
]  # fmt: skip
EDGES = [
    edge(CRIS, CUSTODY), edge(CUSTODY, PNC), edge("EWMS/4~1", PNC, "review", 0.7),
    edge(HIDDEN, CRIS), edge(HIDDEN, "PND/10~1"),
]  # fmt: skip


@pytest.fixture(scope="module")
def desk(es: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LookupDesk]:
    with lookup_desk(es, f"{es.prefix}n{uuid4().hex[:10]}-", tmp_path_factory.mktemp("nominals")) as made:
        made.put(RECORDS)
        edges = Edges(made.services.settings.records_url, migrate=False)
        edges.put(EDGES)
        yield made
        edges.close()


def nominal(desk: LookupDesk, id_: str, role: str = "analyst", **grants: Any) -> dict[str, Any]:
    return desk.services.nominals.nominal(desk.asker(role, **grants), id_)


def links(desk: LookupDesk, id_: str, role: str = "analyst", **grants: Any) -> dict[str, Any]:
    return desk.services.links.links(desk.asker(role, **grants), id_)


@pytest.mark.parametrize("id_", [CRIS, CUSTODY, PNC])
def test_any_members_id_leads_to_the_one_nominal(desk: LookupDesk, id_: str) -> None:
    found = nominal(desk, id_)
    assert found["id"] == CRIS
    assert [one["id"] for one in found["members"]] == [CRIS, CUSTODY, PNC]
    assert found["best_name"] == "Sean Murphy"


def test_every_value_has_its_sources_and_conflicts_are_shown(desk: LookupDesk) -> None:
    found = nominal(desk, CRIS)
    born = {one["value"]: [s["system"] for s in one["sources"]] for one in found["dates_of_birth"]}
    assert born == {"1980-02-03": ["CRIS", "PNC"], "1980-03-02": ["CUSTODY"]}
    assert [c["about"] for c in found["conflicts"]] == ["date of birth", "name"]
    assert [(i["kind"], i["value"]) for i in found["identifiers"]] == [
        ("PHONE", "+447700900123"),
        ("PNC_ID", "2008/1234567R"),
    ]
    assert [p["value"] for p in found["photos"]] == ["IMG-77"]
    (home,) = found["addresses"]
    assert (home["address"], home["current"], home["place"]) == (
        FLAT["address"],
        True,
        "place:2/12 avenue road@SE20",
    )


def test_markers_have_age_and_review_and_the_band_follows(desk: LookupDesk) -> None:
    found = nominal(desk, CRIS)
    (marker,) = found["markers"]
    assert (marker["code"], marker["review_overdue"], marker["source"]["system"]) == ("FI", True, "PNC")
    assert found["band"] == "high"


def test_what_it_is_made_of_is_said_with_reasons_and_weights(desk: LookupDesk) -> None:
    found = nominal(desk, CRIS)
    assert [(e["a"], e["b"]) for e in found["edges"]] == [(CRIS, CUSTODY), (CUSTODY, PNC)]
    assert found["edges"][0]["reasons"][0] == {
        "text": "date of birth the same",
        "weight": 8.5,
        "about": "born",
    }
    (suggestion,) = found["suggestions"]
    assert (suggestion["member"]["id"], suggestion["decision"]) == ("EWMS/4~1", "review")


def test_associates_are_those_met_in_records_and_at_addresses(desk: LookupDesk) -> None:
    found = {one["title"]: one for one in nominal(desk, CRIS)["associates"]}
    assert set(found) == {"Carla Jones", "Tom Reid"}
    (met,) = found["Carla Jones"]["ties"]
    assert (met["role"], met["their_role"], met["through"]["title"]) == ("suspect", "victim", "Threats")
    (shared,) = found["Tom Reid"]["ties"]
    assert shared["through"]["kind"] == "location"


def test_a_tie_cites_the_records_that_say_it_and_not_the_newest_of_the_place(desk: LookupDesk) -> None:
    phone, later = {"phone": ["07700 900555"]}, {"from": "2026-11-20T10:00:00Z"}
    ada, lauren = (
        person(name, "Quist", None, identifiers=phone, addresses=[QUAY]) for name in ("Ada", "Lauren")
    )
    desk.put(
        [
            record("41", people=[ada], occurred={"from": "2026-01-01T10:00:00Z"}),
            record("42", "EWMS", people=[lauren], occurred={"from": "2026-02-01T10:00:00Z"}),
            record("43", title="Broken window", locations=[QUAY], occurred=later),
            record("44", "COPA", people=[person("Bo", "Lund", None, identifiers=phone)], occurred=later),
        ]
    )
    made = nominal(desk, "CRIS/41~1")
    found = {one["title"]: {tie["through"]["kind"]: tie for tie in one["ties"]} for one in made["associates"]}
    both = [{"system": "EWMS", "ref": "42"}, {"system": "CRIS", "ref": "41"}]
    assert [tie["records"] for tie in found["Lauren Quist"].values()] == [both, both]
    assert found["Bo Lund"]["phone"]["records"] == [{"system": "COPA", "ref": "44"}, both[1]]
    (met,) = nominal(desk, CRIS)["associates"][0]["ties"]
    assert met["records"] == [{"system": "CRIS", "ref": "1"}], "one record that says both is enough"


def test_two_readers_get_two_nominals_from_the_same_records(desk: LookupDesk) -> None:
    more = nominal(desk, CRIS, compartments=frozenset({"OP-OTHER"}))
    less = nominal(desk, CRIS)
    assert more["id"] == HIDDEN
    assert [one["id"] for one in more["members"]] == [HIDDEN, CRIS, CUSTODY, PNC, "PND/10~1"]
    assert [one["id"] for one in less["members"]] == [CRIS, CUSTODY, PNC]
    assert "Vic Stone" in [one["title"] for one in more["associates"]]


def test_what_only_a_hidden_record_joins_stays_apart(desk: LookupDesk) -> None:
    assert [one["id"] for one in nominal(desk, "PND/10~1")["members"]] == ["PND/10~1"]


@pytest.mark.parametrize("ask", [nominal, links])
@pytest.mark.parametrize("absent", ["CRIMINT/8~1", "CRIS/1~7", "CRIS/1~0", "nonsense", "CRIMINT/9~x"])
def test_hidden_and_absent_are_one(desk: LookupDesk, ask: Any, absent: str) -> None:
    said = []
    for id_ in (HIDDEN, absent):
        with pytest.raises(NotFound) as raised:
            ask(desk, id_)
        said.append(str(raised.value))
    assert said[0] == said[1]


def test_a_number_that_may_not_be_seen_joins_nothing(desk: LookupDesk) -> None:
    """Health service numbers need a permission; what they alone join is joined for those who have it."""
    nhs = {"identifiers": {"nhs": "943 476 5919"}}
    desk.put(
        [
            record("31", people=[person("Ada", "Quill", None, **nhs)]),
            record("32", people=[person("A", "Q", None, **nhs)]),
        ]
    )
    edges = Edges(desk.services.settings.records_url, migrate=False)
    edges.put([edge("CRIS/31~1", "CRIS/32~1", why=(Why("NHS the same: 9434765919", 14.0, "identifier"),))])
    edges.close()
    assert len(nominal(desk, "CRIS/31~1")["members"]) == 2
    plain = nominal(desk, "CRIS/31~1", "despatcher")
    assert len(plain["members"]) == 1
    del plain["audit_id"]  # random: any three figures may stand in it
    assert "NHS" not in str(plain)
    assert "943" not in str(plain)


# --------------------------------------------------------------------------------------- judging


def judge(
    desk: LookupDesk, a: str, b: str, word: str, role: str = "analyst", **grants: Any
) -> dict[str, Any]:
    body = {"a": a, "b": b, "word": word, "reason": "seen both files"}
    return desk.services.nominals.judge(desk.asker(role, **grants), body)


def test_a_persons_word_holds_at_once_and_stands_in_the_ledger(desk: LookupDesk) -> None:
    said = judge(desk, "EWMS/4~1", PNC, "join")
    assert (said["decision"], said["by"]) == ("join", "u-analyst")
    assert "EWMS/4~1" in [one["id"] for one in nominal(desk, CRIS)["members"]]
    judge(desk, "EWMS/4~1", PNC, "split")
    found = nominal(desk, CRIS)
    assert "EWMS/4~1" not in [one["id"] for one in found["members"]]
    assert [(j["decision"], j["reason"]) for j in found["judgements"]] == [("apart", "seen both files")]
    rows = [e.kind for e in desk.services.ledger.events(size=50).events if e.kind.startswith("nominal.")]
    assert rows == ["nominal.split", "nominal.joined"]


def test_one_judges_only_what_one_sees(desk: LookupDesk) -> None:
    for other in (HIDDEN, "CRIMINT/8~1"):
        with pytest.raises(NotFound):
            judge(desk, CRIS, other, "veto")
    with pytest.raises(Denied):
        judge(desk, CRIS, PNC, "split", role="officer")
    with pytest.raises(Invalid):
        judge(desk, CRIS, CRIS, "join")
    assert [one["id"] for one in nominal(desk, CRIS)["members"]] == [CRIS, CUSTODY, PNC]


def test_the_queue_holds_pairs_of_visible_ends_alone(desk: LookupDesk) -> None:
    desk.put(
        [record(f"q{n}", people=[person("Pat", "Lowe")], handling=SECRET if n % 2 else {}) for n in range(60)]
    )
    edges = Edges(desk.services.settings.records_url, migrate=False)
    ids = sorted(f"CRIS/q{n}~1" for n in range(60))
    edges.put([edge(a, b, "review", 0.6) for a, b in itertools.pairwise(ids)])
    edges.put([edge("CRIS/q0~1", "CRIS/q2~1", "review", 0.6)])
    edges.close()
    found = desk.services.nominals.queue(desk.asker("supervisor"))
    ends = [one[end] for one in found["pairs"] for end in ("a", "b")]
    assert ends
    assert not [end for end in ends if end.startswith("CRIS/q") and int(end[6:-2]) % 2]
    assert ("CRIS/q0~1", "CRIS/q2~1") in [(one["a"], one["b"]) for one in found["pairs"]]


# ----------------------------------------------------------------------------------------- links


def test_an_address_finds_its_people_vehicles_phones_and_events(desk: LookupDesk) -> None:
    found = links(desk, "place:12 avenue road")
    kinds = {node["kind"]: node["title"] for node in found["nodes"]}
    assert kinds["person"]
    assert {node["title"] for node in found["nodes"] if node["kind"] == "person"} >= {
        "Sean Murphy",
        "Tom Reid",
    }
    flat = links(desk, "place:2/12 avenue road@SE20")
    assert {node["kind"] for node in flat["nodes"]} >= {"person", "phone", "event", "location"}
    assert flat["root"] == "place:2/12 avenue road@SE20"
    scene = links(desk, "place:7 mill lane")
    assert "VRM:AB12CDE" in [node["id"] for node in scene["nodes"]]


def test_a_vehicle_leads_to_whoever_is_met_with_it(desk: LookupDesk) -> None:
    found = links(desk, "VRM:AB12CDE")
    assert {"Sean Murphy", "Carla Jones"} <= {node["title"] for node in found["nodes"]}
    (used,) = [e for e in found["edges"] if "VRM:AB12CDE" in (e["from"], e["to"])]
    assert (used["role"], used["confidence"], used["records"]) == (
        "used-in",
        "stated",
        [{"system": "CRIS", "ref": "1"}],
    )


def test_a_record_and_a_member_have_links_too(desk: LookupDesk) -> None:
    assert links(desk, "CRIS/1")["root"] == "CRIS/1"
    found = links(desk, CUSTODY)
    assert found["root"] == CRIS
    assert "Carla Jones" in [node["title"] for node in found["nodes"]]


@pytest.mark.parametrize(
    "id_", ["place:9 nowhere street", "VRM:ZZ99ZZZ", "PHONE:", "place:", "CRIMINT/9", "CRIMINT/8", ""]
)
def test_a_key_that_nothing_visible_names_is_not_there(desk: LookupDesk, id_: str) -> None:
    with pytest.raises(NotFound):
        links(desk, id_)


# ----------------------------------------------------------------------------------------- cards

QUICK = person("Bartholomew", "Quick", "1977-01-01")
TIED = [
    record("51", people=[QUICK]),
    record("52", "PNC", kind="person", people=[person("Barty", "Quigg", "1979-09-09", markers=[{"code": "XP", "text": "Explosives"}])]),
    record("53", "EWMS", people=[person("Bartholomew", "Quick", "1990-12-12")]),
    record("54", "CRIMINT", people=[person("B", "Kwik", "1978-10-10", markers=[{"code": "FI", "text": "Firearms"}])], handling=SECRET),
]  # fmt: skip


def cards_of(desk: LookupDesk, q: str, **grants: Any) -> dict[str, dict[str, Any]]:
    """The person cards of an answer, by nominal."""
    return {c["nominal"]: c for c in desk.risk(q, **grants)["cards"] if c["kind"] == "person"}


@pytest.fixture(scope="module")
def tied(desk: LookupDesk) -> LookupDesk:
    desk.put(TIED)
    edges = Edges(desk.services.settings.records_url, migrate=False)
    edges.put([edge("CRIS/51~1", "PNC/52~1"), edge("CRIS/51~1", "CRIMINT/54~1")])
    edges.close()
    return desk


def test_a_card_holds_what_its_nominals_other_records_warn_of(tied: LookupDesk) -> None:
    cards = cards_of(tied, "bartholomew quick 1/1/77")
    card = cards["CRIS/51~1"]
    assert card["records"] == [{"system": "CRIS", "ref": "51"}, {"system": "PNC", "ref": "52"}]
    assert [w["code"] for w in card["warnings"]] == ["XP"]
    assert card["band"] == "high"
    assert [(j["system"], j["score"]) for j in card["joined"]] == [("PNC", 0.97)]


def test_a_namesakes_card_has_none_of_it(tied: LookupDesk) -> None:
    card = cards_of(tied, "bartholomew quick 1/1/77")["EWMS/53~1"]
    assert (card["warnings"], card["records"]) == ([], [{"system": "EWMS", "ref": "53"}])


def test_a_hidden_record_puts_nothing_on_a_card(tied: LookupDesk) -> None:
    assert "54" not in str(cards_of(tied, "bartholomew quick 1/1/77")["CRIS/51~1"])
    more = cards_of(tied, "bartholomew quick 1/1/77", compartments=frozenset({"OP-OTHER"}))["CRIMINT/54~1"]
    assert [w["code"] for w in more["warnings"]] == ["FI", "XP"]


def test_whom_somebody_has_said_to_be_two_have_two_cards(tied: LookupDesk) -> None:
    tied.put(
        [record(n, people=[person("Una", "Marsh", "1971-02-02", addresses=[FLAT])]) for n in ("61", "62")]
    )
    assert list(cards_of(tied, "una marsh 2/2/71")) == ["CRIS/61~1"]
    judge(tied, "CRIS/61~1", "CRIS/62~1", "veto")
    assert sorted(cards_of(tied, "una marsh 2/2/71")) == ["CRIS/61~1", "CRIS/62~1"]


def test_every_cards_nominal_leads_to_one(tied: LookupDesk) -> None:
    for id_ in cards_of(tied, "sean murphy"):
        assert nominal(tied, id_)["id"] <= id_
