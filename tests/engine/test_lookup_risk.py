"""Risk lookup over a town of nine systems: what was planted is found on the right card, and not on another's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from uuid import uuid4

import pytest

from indexer.demo.life import Made
from indexer.demo.town import Town
from indexer.local_es import Server
from tests.support.house import reader

from .lookup_desk import TODAY, LookupDesk, lookup_desk, record


@pytest.fixture(scope="module")
def town() -> list[Made]:
    return list(Town(150, TODAY).made())


@pytest.fixture(scope="module")
def desk(es: Server, town: list[Made], tmp_path_factory: pytest.TempPathFactory) -> Iterator[LookupDesk]:
    with lookup_desk(es, f"{es.prefix}k{uuid4().hex[:10]}-", tmp_path_factory.mktemp("risk")) as made:
        made.put((entry.record for entry in town), reader())
        yield made


def open_to_all(made: Made) -> bool:
    handling = made.record["handling"]
    return handling["audience"] == ["*"] and not handling["compartments"] and handling["force"] == "01"


def test_the_joneses_by_name_and_street(desk: LookupDesk) -> None:
    answer = desk.risk("Jones Avenue Road")
    assert answer["cards"][0]["match"]["strength"] == "strong"  # though many are called so
    card = answer["cards"][0]
    assert (card["kind"], card["band"]) == ("location", "high")
    bat = card["warnings"][0]
    assert (bat["code"], bat["placement"], bat["source"]["system"]) == (
        "WE",
        "behind the front door",
        "CRIMINT",
    )
    assert answer["interpreted"]["names"] == ["jones"]
    assert answer["interpreted"]["address"] == "Avenue Road"


def test_beside_a_strong_address_a_weak_one_is_no_answer(desk: LookupDesk, town: list[Made]) -> None:
    written = {p["address"] for m in town if open_to_all(m) for p in m.record.get("locations") or ()}
    flats = sorted(address for address in written if address.startswith("Flat "))[:20]
    assert flats
    for flat in flats:
        places = [c["match"]["strength"] for c in desk.risk(flat)["cards"] if c["kind"] == "location"]
        assert places, flat
        assert places[0] != "strong" or "weak" not in places, (flat, places)


def test_a_telephone_leads_to_all_that_is_held_of_its_user(desk: LookupDesk) -> None:
    cards = desk.risk("07700 900123")["cards"]
    murphy = next(card for card in cards if card["title"].startswith("Sean Patrick Murphy"))
    assert "PNC" in {r["system"] for r in murphy["records"]}  # which does not hold the number
    assert any(w["code"] == "VI" for w in murphy["warnings"])
    assert murphy["joined"]


def test_a_person_whom_only_a_report_names_is_found(desk: LookupDesk) -> None:
    desk.put(
        [
            record(
                "CRRT90000001",
                "CRIMINT",
                kind="report",
                text="Dwayne TOLLIVER keeps a machete under his bed.",
            )
        ],
        reader(),
    )
    card = desk.risk("dwayne tolliver")["cards"][0]
    assert "named in the text only" in card["match"]["reasons"]
    assert (card["nominal"], card["band"]) == (None, "high")


def test_counts_are_of_the_records_on_the_cards(desk: LookupDesk) -> None:
    answer = desk.risk("sean murphy 3/2/80")
    shown = {
        (r["system"], r["ref"])
        for card in answer["cards"]
        for r in [
            *card["records"],
            *(w["source"] for w in card["warnings"]),
            *(x for near in card["near"].values() for x in near),
        ]
    }
    assert {s["system"]: s["count"] for s in answer["systems"] if s["count"]} == Counter(
        system for system, _ in shown
    )


def test_the_ledger_names_every_record_on_the_cards(desk: LookupDesk) -> None:
    answer = desk.risk("Jones Avenue Road")
    events = [e for e in desk.services.ledger.events(size=50).events if e.audit_id == answer["audit_id"]]
    assert len(events) == 2
    told = {id_ for event in events for id_ in event.subjects or ()}
    assert {f"{r['system']}/{r['ref']}" for card in answer["cards"] for r in card["records"]} <= told


@pytest.mark.parametrize("text", ["zzyzx quxley", "08081 570999", "AB12 CDE", "9 Nowhere Street", "..."])
def test_nothing_found_is_an_answer(desk: LookupDesk, text: str) -> None:
    answer = desk.risk(text)
    assert answer["cards"] == []
    assert len(answer["systems"]) == 9
    assert all(s["count"] == 0 for s in answer["systems"])
    assert answer["marking"] == "OFFICIAL"


def test_plates_whole_in_part_and_misread(desk: LookupDesk) -> None:
    for text in ("LB22 KXN", "lb22kxn", "LB22", "22KXN", "LB22 KXM", "L822 KXN"):
        card = desk.risk(text)["cards"][0]
        assert (card["kind"], "LB22" in card["title"].replace(" ", "")) == ("object", True), text
    assert desk.risk("LB22 KXN")["cards"][0]["match"]["strength"] == "strong"
    assert desk.risk("LB22 KXM")["cards"][0]["match"]["strength"] != "strong"
