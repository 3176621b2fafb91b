"""Faceted search and single records, on the real engine with real reading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from access.gateway import EngineUnavailable
from indexer.local_es import Server
from portal.services.errors import Invalid, NotFound
from tests.support.house import reader

from .lookup_desk import LookupDesk, lookup_desk, record

PLACE = {
    "role": "occurred-at",
    "address": "12 Avenue Road",
    "postcode": "SE20 7RT",
    "lat": 51.41,
    "lon": -0.06,
}
FAR = {**PLACE, "address": "3 Quay Street", "postcode": "M1 4BT", "lat": 53.48, "lon": -2.24}
RECORDS = [
    record("2000001/26", title="Knife found", text="Two knives were found behind the front door.", locations=[PLACE],
           classification="Possession", flags=["domestic-abuse"], occurred={"from": "2026-11-01T20:00:00Z"}),
    record("2000002/26", title="Threats", text="He was stabbed with a machete by the front gate.", locations=[FAR],
           classification="Wounding", occurred={"from": "2026-03-01T20:00:00Z"},
           links=[{"role": "linked", "to": {"system": "CRIS", "ref": "2000001/26"}},
                  {"role": "linked", "to": {"system": "CRIMINT", "ref": "CRRT00000009"}}]),
    record("CRRT00000007", "CRIMINT", kind="report", title="Visitors", text="No weapons were seen. Burglary tools lay about.",
           classification="", flags=[" "], occurred={"from": "2020-03-01T20:00:00Z"}),
    record("CRRT00000008", "CRIMINT", kind="report", title="Report", text="Source, his cousin, says Sean MURPHY sells crack.",
           sanitised_text="Sean MURPHY sells crack.",
           handling={"sensitive": True, "descriptor": "RECIPIENTS ONLY"}),
    record("CRRT00000009", "CRIMINT", kind="report", title="Hidden knife", text="A knife.", handling={"audience": ["intel"]}),
    record("PNC1", "PNC", kind="person", title="Knight", people=[
        {"role": "subject", "names": [{"kind": "birth", "forenames": "Ann", "surname": "Knight"}],
         "identifiers": {"phone": ["07700 900123"]}}]),
]  # fmt: skip


@pytest.fixture(scope="module")
def desk(es: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LookupDesk]:
    with lookup_desk(es, f"{es.prefix}s{uuid4().hex[:10]}-", tmp_path_factory.mktemp("search")) as made:
        made.put(RECORDS, reader())
        yield made


def refs(answer: dict[str, Any]) -> list[str]:
    return [hit["ref"] for hit in answer["hits"]]


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("knife", {"2000001/26", "2000002/26"}),  # knives; a machete is one
        ("knives door", {"2000001/26"}),
        ('"front door"', {"2000001/26"}),
        ('"door front"', set()),
        ("front -door", {"2000002/26"}),
        ("front NOT door", {"2000002/26"}),
        ('knife NOT "front door"', {"2000002/26"}),
        ("knife AND door", {"2000001/26"}),
        ("knives AND NOT machete", {"2000001/26"}),  # a machete is a knife, but not the other way round
        ("knife -knives", {"2000002/26"}),
        ("sean NOT cousin", {"CRRT00000008"}),  # the word is in the other text: it excludes nothing here
        ("gate OR burglary", {"2000002/26", "CRRT00000007"}),
        ("burgl*", {"CRRT00000007"}),
        ("weapon", {"2000001/26", "2000002/26", "CRRT00000007"}),
        ("system:PNC", {"PNC1"}),
        ("classification:Wounding", {"2000002/26"}),
        ("knight", {"PNC1"}),
        ("07700900123", {"PNC1"}),
        ("CRRT00000007", {"CRRT00000007"}),
        ("avenue", {"2000001/26"}),
        ("cousin", set()),  # in a text that a despatcher may not read
        ("marking:OFFICIAL sean", set()),
        ("zzyzx", set()),
        ("()", set()),
        ('""', set()),
        ("knife !!!", {"2000001/26", "2000002/26"}),
    ],
)
def test_the_grammar_on_records(desk: LookupDesk, q: str, found: set[str]) -> None:
    assert set(refs(desk.search(q, role="despatcher"))) == found


def test_the_full_text_is_searched_by_those_who_may_read_it(desk: LookupDesk) -> None:
    assert refs(desk.search("cousin", role="analyst")) == ["CRRT00000008"]
    assert refs(desk.search("sean NOT cousin", role="analyst")) == []


def test_an_exact_reference_comes_first(desk: LookupDesk) -> None:
    assert refs(desk.search("2000002/26 OR knife"))[0] == "2000002/26"


def test_an_empty_question_finds_all_newest_first_on_request(desk: LookupDesk) -> None:
    answer = desk.search("", role="despatcher", sort="newest")
    assert answer["total"] == 5
    dates = [hit["occurred"] or hit["recorded"] for hit in answer["hits"]]
    assert dates == sorted(dates, reverse=True)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"system": ("PNC",)}, {"PNC1"}),
        ({"kind": ("report", "person")}, {"CRRT00000007", "CRRT00000008", "PNC1"}),
        ({"flag": ("domestic-abuse",)}, {"2000001/26"}),
        ({"classification": ("Wounding", "Possession")}, {"2000001/26", "2000002/26"}),
        ({"mention": ("WEAPON:knife",)}, {"2000001/26", "2000002/26"}),
        ({"from_": "2026-03-01", "to": "2026-03-02"}, {"2000002/26"}),
        ({"from_": "2026-03-01", "to": "2026-03-01"}, {"2000002/26"}),
        ({"from_": "2026-03", "to": "2026-03"}, {"2000002/26"}),
        ({"from_": "2026-03-01T20:00:00Z", "to": "2026-03-01T20:00:00Z"}, {"2000002/26"}),
        ({"from_": "2026-02-28", "to": "2026-03-01T19:59:59Z"}, set()),
        ({"to": "2021"}, {"CRRT00000007"}),
        ({"to": "2020"}, {"CRRT00000007"}),
        ({"to": "2020-03-01"}, {"CRRT00000007"}),
        ({"to": "2020-02"}, set()),
        ({"near": "51.4101,-0.0601,500"}, {"2000001/26"}),
    ],
)
def test_filters(desk: LookupDesk, filters: dict[str, Any], found: set[str]) -> None:
    assert set(refs(desk.search("", role="despatcher", **filters))) == found


def test_facets_and_months_count_what_the_filters_would_find(desk: LookupDesk) -> None:
    answer = desk.search("", role="despatcher")
    for name, values in answer["facets"].items():
        if name == "month":
            assert sum(value["count"] for value in values) == answer["total"]
            continue
        for value in values:
            assert desk.search("", role="despatcher", **{name: (value["value"],)})["total"] == value["count"]
    assert {s["system"]: s["count"] for s in answer["systems"] if s["count"]} == {
        "CRIS": 2,
        "CRIMINT": 2,
        "PNC": 1,
    }


def test_the_marking_is_a_filter_with_its_descriptor(desk: LookupDesk) -> None:
    found = desk.search("", role="despatcher", marking=("OFFICIAL-SENSITIVE [RECIPIENTS ONLY]",))
    assert refs(found) == ["CRRT00000008"]
    assert found["facets"]["marking"] == [{"value": found["marking"], "count": 1}]


def test_a_blank_value_is_none_to_choose(desk: LookupDesk) -> None:
    facets = desk.search("", role="despatcher")["facets"]
    assert {value["value"] for value in facets["classification"]} == {"Possession", "Wounding"}
    assert {value["value"] for value in facets["flag"]} == {"domestic-abuse"}


def test_what_is_hidden_is_in_no_count(desk: LookupDesk) -> None:
    plain, cleared = desk.search("knife"), desk.search("knife", cleared={"groups": frozenset({"intel"})})
    assert cleared["total"] == plain["total"] + 1
    assert "CRRT00000009" in refs(cleared)


def test_pages_hold_every_hit_once(desk: LookupDesk) -> None:
    seen, cursor = [], None
    while True:
        page = desk.search("", size=2, cursor=cursor)
        seen += refs(page)
        cursor = page["next"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == page["total"]


def test_a_cursor_is_its_askers_alone(desk: LookupDesk) -> None:
    cursor = desk.search("", size=2)["next"]
    with pytest.raises(Invalid) as caught:
        desk.search("", size=2, cursor=cursor, role="supervisor")
    assert caught.value.field == "cursor"


@pytest.mark.parametrize(
    ("q", "more", "field"),
    [
        ("a*", {}, "q"),
        ("", {"near": "x"}, "near"),
        ("", {"from_": "x"}, "from"),
        ("", {"cursor": "x"}, "cursor"),
        ("", {"size": 500}, "q"),
    ],
)
def test_what_cannot_be_asked_is_named(desk: LookupDesk, q: str, more: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        desk.search(q, **more)
    assert caught.value.field in (field, "size")


def test_highlights_are_of_the_readers_own_text(desk: LookupDesk) -> None:
    (hit,) = desk.search("crack", role="despatcher")["hits"]
    assert hit["highlights"]["text"] == ["Sean MURPHY sells <mark>crack</mark>."]
    (hit,) = desk.search("crack", role="analyst")["hits"]
    assert hit["highlights"]["text"][0].startswith("Source, his cousin")


# ----------------------------------------------------------------------------------- single records


def test_a_record_with_what_is_linked_both_ways(desk: LookupDesk) -> None:
    records, asker = desk.services.records, desk.asker()
    answer = records.record(asker, "CRIS", "2000001/26")
    assert answer["title"] == "Knife found"
    assert {m["label"] for m in answer["mentions"]} >= {"WEAPON"}
    assert [(row["ref"], row["roles"]) for row in answer["linked"]] == [("2000002/26", ["linked"])]
    answer = records.record(asker, "CRIS", "2000002/26")
    assert [row["ref"] for row in answer["linked"]] == ["2000001/26"]  # and not the one that is hidden


def test_hidden_and_absent_take_the_same_steps(desk: LookupDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    from access.gateway import Engine

    asked: list[int] = []
    ask = Engine.ask
    monkeypatch.setattr(
        Engine, "ask", lambda self, alias, bodies: (asked.append(len(bodies)), ask(self, alias, bodies))[1]
    )
    said = []
    for ref in ("CRRT00000009", "CRRT99999999"):
        with pytest.raises(NotFound) as caught:
            desk.services.records.record(desk.asker(), "CRIMINT", ref)
        said.append(str(caught.value))
    assert asked[: len(asked) // 2] == asked[len(asked) // 2 :]
    assert said[0] == said[1]


def test_an_engine_that_is_away_is_no_empty_answer(desk: LookupDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    from access.gateway import Engine

    def away(*_: object) -> None:
        raise EngineUnavailable("gone")

    monkeypatch.setattr(Engine, "ask", away)
    for call in (lambda: desk.risk("jones"), lambda: desk.search("knife")):
        with pytest.raises(EngineUnavailable):
            call()
    newest = desk.services.ledger.events(size=1).events[0]
    assert (newest.details or {}).get("outcome") == "failed"
