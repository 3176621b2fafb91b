"""Clusters: the surest joins first, and what the guard refuses, in whatever order the edges come."""

from random import Random

import pytest

from indexer.resolve.clusters import LARGEST, Known, clusters
from indexer.resolve.edges import Edge


def known(*members: str, **numbers: str) -> dict[str, Known]:
    return {
        one: Known(one.rpartition("~")[0], {k: frozenset([v]) for k, v in numbers.items()}) for one in members
    }


def edge(a: str, b: str, score: float = 0.9, decision: str = "join", by: str = "batch") -> Edge:
    return Edge(f"S/{a}~1", f"S/{b}~1", score, decision, by)  # type: ignore[arg-type]


def made(members: dict[str, Known], edges: list[Edge]) -> list[str]:
    shuffled = list(edges)
    Random(len(edges)).shuffle(shuffled)
    found = clusters(members, edges)
    assert found == clusters(members, shuffled)
    return ["".join(sorted(one[2] for one in group)) for group in found]


ABCD = known("S/a~1", "S/b~1", "S/c~1", "S/d~1")


def test_joins_chain_and_everybody_stands_somewhere() -> None:
    assert made(ABCD, [edge("a", "b"), edge("b", "c"), edge("c", "d", decision="review")]) == ["abc", "d"]
    assert made(ABCD, [edge("a", "x")]) == ["a", "b", "c", "d"]


def test_a_chain_between_two_numbers_is_cut_at_its_weakest_edge() -> None:
    members = ABCD | known("S/a~1", PNC_ID="1") | known("S/d~1", PNC_ID="2")
    assert made(members, [edge("a", "b", 0.9), edge("b", "c", 0.8), edge("c", "d", 0.95)]) == ["ab", "cd"]
    members |= known("S/d~1", NINO="2")
    assert made(members, [edge("a", "b", 0.9), edge("b", "c", 0.8), edge("c", "d", 0.95)]) == ["abcd"]


@pytest.mark.parametrize(
    ("father", "undated", "son", "found"),
    [
        ("1952-11-20", "", "1980-02-03", ["a", "b", "c"]),  # whose the record without a date is, nobody knows
        ("1975", "", "1980-02-03", ["a", "b", "c"]),
        ("1980-03-02", "", "1980-02-03", ["abc"]),  # one date, day and month exchanged
        ("1952-11-20", "1952-11-20", "1980-02-03", ["abc"]),  # the edge has weighed them
        ("", "", "1980-02-03", ["abc"]),
    ],
)
def test_a_record_without_a_date_of_birth_makes_father_and_son_no_one_man(
    father: str, undated: str, son: str, found: list[str]
) -> None:
    births = {"S/a~1": father, "S/b~1": undated, "S/c~1": son}
    members = {one: Known(one, {}, frozenset([born] if born else [])) for one, born in births.items()}
    assert made(members, [edge("a", "b", 0.9), edge("b", "c", 0.8)]) == found
    said = [edge("a", "c", 0.1, "join", "mary"), edge("a", "b", 0.9)]
    assert made(members, said) == ["abc"], "a person's word overrules the guard"


def test_a_chain_of_records_without_a_date_of_birth_leads_from_no_father_to_his_son() -> None:
    births = {"S/a~1": ["1952-11-20"], "S/b~1": [], "S/c~1": [], "S/d~1": ["1980-02-03"]}
    members = {one: Known(one, {}, frozenset(born)) for one, born in births.items()}
    assert made(members, [edge("a", "b", 0.9), edge("b", "c", 0.8), edge("c", "d", 0.95)]) == ["ab", "cd"]


def test_two_people_of_one_record_never_stand_in_one() -> None:
    members = ABCD | known("S/a~2")
    found = clusters(members, [edge("a", "b", 0.9), Edge("S/a~2", "S/b~1", 0.8, "join")])
    assert frozenset(["S/a~2"]) in found


def test_a_persons_word_comes_first() -> None:
    said = edge("a", "c", 0.1, "apart", "mary")
    assert made(ABCD, [edge("a", "b", 0.9), edge("b", "c", 0.8), said]) == ["ab", "c", "d"]
    members = ABCD | known("S/a~1", PNC_ID="1") | known("S/d~1", PNC_ID="2")
    assert made(members, [edge("a", "d", 0.1, "join", "mary")]) == ["ad", "b", "c"]


def test_no_cluster_grows_without_end() -> None:
    members = known(*(f"S/{n:04d}~1" for n in range(300)))
    edges = [edge(f"{n:04d}", f"{n + 1:04d}", 0.9 - n / 1e4) for n in range(299)]
    assert max(map(len, clusters(members, edges))) <= LARGEST
