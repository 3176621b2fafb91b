"""A nominal's clusters, values and conflicts; a card's ties. Pure: no engine, no store."""

from __future__ import annotations

from typing import Any

import pytest

from access.identity import Identity, Role
from indexer.resolve.clusters import LARGEST
from indexer.resolve.edges import Edge, Why
from portal.services.links.graph import Graph
from portal.services.nominals import values
from portal.services.nominals.clusters import clusters
from portal.services.nominals.members import Seen, edges_for, people_of

from .hits import FLAT, TODAY, hit, person

DESPATCHER = Identity("d", Role.DESPATCHER, "01")
ANALYST = Identity("a", Role.ANALYST, "01")


def members(*people: dict[str, Any]) -> dict[str, Seen]:
    """A member each of records 1, 2, 3 …, the older ones first."""
    hits = [hit(str(n), people=[one], when=f"2026-01-{n:02}T00:00:00Z") for n, one in enumerate(people, 1)]
    return {seen.id: seen for made in hits for seen in people_of(made)}


def id_(number: int) -> str:
    return f"CRIS/{number}~1"


def edge(
    a: int, b: int, decision: Any = "join", score: float = 0.97, by: str = "batch", why: Any = ()
) -> Edge:
    return Edge(*sorted((id_(a), id_(b))), score, decision, by, tuple(why), "said" if by != "batch" else None)


def groups(seen: dict[str, Seen], *edges: Edge) -> list[list[int]]:
    made = clusters(seen, edges, seen)
    return sorted(sorted(int(one[5:-2]) for one in group) for group in made)


# -------------------------------------------------------------------------------------- clusters


def test_joins_make_one_and_pairs_for_review_do_not():
    seen = members(*[person()] * 4)
    assert groups(seen, edge(1, 2), edge(2, 3), edge(3, 4, "review")) == [[1, 2, 3], [4]]


def test_two_pnc_ids_are_two_people_however_they_are_chained():
    one, other = {"identifiers": {"pnc_id": "2008/1234567R"}}, {"identifiers": {"pnc_id": "1999/7654321H"}}
    seen = members(person(**one), person(), person(**other))
    assert groups(seen, edge(1, 2, score=0.99), edge(2, 3, score=0.98)) == [[1, 2], [3]]


def test_somebody_s_word_keeps_a_chain_apart_at_its_weakest_link():
    seen = members(*[person()] * 3)
    said = edge(1, 3, "apart", by="mary")
    assert groups(seen, edge(1, 2, score=0.99), edge(2, 3, score=0.95), said) == [[1, 2], [3]]
    assert groups(seen, edge(1, 2, score=0.95), edge(2, 3, score=0.99), said) == [[1], [2, 3]]


def test_somebody_s_join_holds_against_the_guard():
    seen = members(*[person(identifiers={"pnc_id": n}) for n in ("2008/1234567R", "1999/7654321H")])
    assert groups(seen, edge(1, 2)) == [[1], [2]]
    assert groups(seen, edge(1, 2, by="mary")) == [[1, 2]]


def test_two_people_of_one_record_are_two():
    both = hit("1", people=[person(), person()])
    seen = {one.id: one for one in [*people_of(both), *members(person(), person()).values()]}
    joins = [Edge("CRIS/1~1", "CRIS/2~1", 0.99, "join"), Edge("CRIS/1~2", "CRIS/2~1", 0.98, "join")]
    assert sorted(map(sorted, clusters(seen, joins, seen))) == [["CRIS/1~1", "CRIS/2~1"], ["CRIS/1~2"]]


def test_no_chain_runs_through_a_town():
    number = LARGEST + 5
    hits = [hit(str(n), people=[person()]) for n in range(1, number + 1)]
    seen = {one.id: one for made in hits for one in people_of(made)}
    made = clusters(seen, [edge(n, n + 1) for n in range(1, number)], seen)
    assert max(map(len, made)) <= LARGEST


def test_the_order_of_members_and_edges_changes_nothing():
    seen = members(*[person()] * 4)
    joins = [
        edge(1, 2, score=0.9),
        edge(2, 3, score=0.9),
        edge(3, 4, score=0.9),
        edge(1, 4, "apart", by="mary"),
    ]
    assert groups(seen, *joins) == groups(dict(reversed(seen.items())), *reversed(joins))


# --------------------------------------------------------------------- what a reader has of an edge


def test_an_edge_with_one_visible_end_is_none():
    seen = members(person())
    assert list(edges_for(ANALYST, [edge(1, 2)], seen)) == []


NUMBER = Why("NHS the same: 9434765919", 14.0, "identifier")


def test_a_number_that_may_not_be_seen_neither_joins_nor_shows():
    seen = members(person("Ada", "Quill", None), person("A", "Q", None))
    (full,) = edges_for(ANALYST, [edge(1, 2, why=[NUMBER])], seen)
    assert (full.decision, full.reasons) == ("join", (NUMBER,))
    (less,) = edges_for(DESPATCHER, [edge(1, 2, why=[NUMBER])], seen)
    assert less.decision == "apart"
    assert "NHS" not in str(less)
    (said,) = edges_for(DESPATCHER, [edge(1, 2, by="mary", why=[NUMBER])], seen)
    assert said.decision == "join"
    assert "NHS" not in str(said)


def test_what_the_rest_of_two_records_joins_is_joined_without_the_number():
    seen = members(person(), person())
    (less,) = edges_for(DESPATCHER, [edge(1, 2, why=[NUMBER])], seen)
    assert (less.decision, "NHS" in str(less)) == ("join", False)


# ---------------------------------------------------------------------------------------- values


def test_the_best_name_is_what_most_records_say_and_never_an_alias():
    spud = person(names=[{"kind": "alias", "text": "Spud"}])
    seen = list(
        members(
            person("SEAN", "MURPHY"), person("Sean", "Murphy"), person("Shaun", "Murphy"), spud, spud, spud
        ).values()
    )
    assert values.best_name(seen) == "Sean Murphy"
    assert [(v.value, len(v.members)) for v in values.names_used(seen)][-1] == ("Spud", 3)


def test_each_value_has_its_sources_the_newest_first():
    seen = list(
        members(person(born="1980-02-03"), person(born="1980-03-02"), person(born="1980-02-03")).values()
    )
    first, second = values.dates_of_birth(seen)
    assert (first.value, [s["ref"] for s in first.as_json()["sources"]]) == ("1980-02-03", ["3", "1"])
    assert (second.value, second.newest) == ("1980-03-02", "2026-01-02")


@pytest.mark.parametrize(
    ("one", "other", "about"),
    [
        ({"born": "1980-02-03"}, {"born": "1980-03-02"}, "date of birth"),
        ({"sex": "1"}, {"sex": "2"}, "sex"),
        ({"identifiers": {"cro": "012345/08V"}}, {"identifiers": {"cro": "012346/08W"}}, "CRO"),
        ({"surname": "Murphy"}, {"surname": "Jones"}, "name"),
    ],
)
def test_what_a_person_has_one_of_and_the_records_say_differently_is_a_conflict(one, other, about):
    found = values.conflicts(list(members(person(**one), person(**other)).values()))
    assert [conflict["about"] for conflict in found] == [about]
    assert len(found[0]["values"]) == 2


def test_a_year_beside_its_whole_date_and_a_middle_name_are_no_conflict():
    seen = list(
        members(person("Sean Patrick", "Murphy", "1980"), person("Sean", "Murphy", "1980-02-03")).values()
    )
    assert values.conflicts(seen) == []


def test_where_they_live_now_stands_before_where_they_lived():
    old = {
        "role": "home",
        "address": "7 Mill Lane",
        "postcode": "SE20 1AA",
        "from": "2019-01-01",
        "to": "2020-01-01",
    }
    found = values.addresses(list(members(person(addresses=[old]), person(addresses=[FLAT])).values()), TODAY)
    assert [(a["address"], a["current"]) for a in found] == [(FLAT["address"], True), ("7 Mill Lane", False)]


# ----------------------------------------------------------------------------------------- graph


def graph(*hits: Any) -> Graph:
    return Graph(hits, lambda member: member)


def test_two_towns_have_a_street_of_one_name_each():
    here = hit("1", locations=[{"address": "12 Avenue Road", "postcode": "SE20 7RT"}])
    there = hit("2", locations=[{"address": "12 Avenue Road", "postcode": "LB2 2AB"}])
    somewhere = hit("3", locations=[{"address": "12 Avenue Road"}])
    made = graph(here, there, somewhere)
    assert made.near("place:12 avenue road@SE20", 1).keys() == {"place:12 avenue road@SE20", "CRIS/1"}
    assert "place:12 avenue road" in made.nodes
    assert graph(here, somewhere).near("place:12 avenue road@SE20", 1).keys() >= {"CRIS/1", "CRIS/3"}


def test_the_persons_own_record_is_no_node_and_a_flat_is_in_its_building():
    made = graph(hit("1", "PNC", kind="person", people=[person(addresses=[FLAT])]))
    assert set(made.nodes) == {"PNC/1~1", "place:2/12 avenue road@SE20", "place:12 avenue road@SE20"}
    assert [(line.from_, line.role) for line in made.lines.values()] == [
        ("PNC/1~1", "home"),
        ("place:2/12 avenue road@SE20", "in"),
    ]
