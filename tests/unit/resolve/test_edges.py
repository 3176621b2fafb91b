"""Edges: what was computed, and people's words on it, which survive everything that is computed or loaded later."""

from collections.abc import Iterator
from copy import deepcopy
from itertools import pairwise
from typing import Any

import pytest
import sqlalchemy as sa

from indexer.pole import parse
from indexer.resolve.edges import Edge, Edges, UnknownMember, Why
from indexer.store import Store
from tests.support.burying import delete
from tests.unit.indexer.samples import small

A, B, C = "CRIS/1~1", "CUSTODY/2/24~1", "PNC/a~b~2"


on_both = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def edges(store: Store) -> Iterator[Edges]:
    made = Edges(store.url, migrate=False)
    yield made
    made.close()


def person(surname: str, born: str = "1980-02-03", **identifiers: Any) -> dict[str, Any]:
    return {
        "names": [{"kind": "birth", "forenames": "Sean", "surname": surname}],
        "dates_of_birth": [born],
        "identifiers": identifiers,
    }


def put(store: Store, id_: str, *people: dict[str, Any], version: int = 1) -> None:
    system, _, ref = id_.partition("/")
    store.put([parse(small(ref, system, people=deepcopy(list(people)), version=version))])


def computed(a: str, b: str, decision: Any = "join", score: float = 0.97, by: str = "batch") -> Edge:
    return Edge(a, b, score, decision, by, (Why("surname the same: Murphy", 6.0, "name"),), None, 5.0)


def decided(edges: Edges, *members: str) -> list[tuple[str, str, str, str]]:
    return [(one.a, one.b, one.decision, one.by) for one in edges.touching(members)]


@on_both
def test_an_edge_comes_back_as_it_was_put_from_either_end(edges: Edges) -> None:
    one = computed(A, B)
    assert edges.put([one]) == 1
    assert edges.touching([A]) == edges.touching([B]) == edges.touching([A, B, A]) == [one]
    assert edges.touching(["CRIS/1~2", "CUSTODY/2/24", "CRIS/1~x", "nonsense"]) == []


def test_an_edge_put_again_replaces_the_old_one(edges: Edges) -> None:
    edges.put([computed(A, B), computed(A, C)])
    edges.put([computed(A, B, "review", 0.6, "arrival")])
    assert decided(edges, A) == [(A, B, "review", "arrival"), (A, C, "join", "batch")]


@on_both
def test_what_was_computed_of_a_record_is_forgotten_with_it(edges: Edges) -> None:
    edges.put([computed(A, B), computed(B, C), computed(A, C)])
    edges.forget("CUSTODY/2/24")
    assert decided(edges, A, B, C) == [(A, C, "join", "batch")]
    edges.forget("PNC/a~b")
    assert decided(edges, A, B, C) == []


def test_a_computed_edge_is_no_persons_and_has_its_smaller_member_first(edges: Edges) -> None:
    with pytest.raises(ValueError, match="computed"):
        edges.put([computed(A, B, by="mary")])
    with pytest.raises(ValueError, match="smaller"):
        edges.put([computed(B, A)])


@pytest.fixture
def three(store: Store) -> Store:
    put(store, "CRIS/1", person("Murphy", pnc_id="2008/1234567R"), person("Kelly"))
    put(store, "CUSTODY/2/24", person("Murphie"))
    return store


@pytest.mark.parametrize(("word", "decision"), [("join", "join"), ("split", "apart"), ("veto", "apart")])
def test_a_persons_word_wins_over_what_is_computed_before_and_after(
    three: Store, edges: Edges, word: str, decision: str
) -> None:
    edges.put([computed(A, B, "review")])
    said = edges.judge(B, A, word, "mary", " seen both ")
    assert (said.a, said.b, said.decision, said.by, said.reason) == (A, B, decision, "mary", "seen both")
    for again in ("join", "apart", "review"):
        edges.put([computed(A, B, again, 0.5)])
        assert decided(edges, A) == [(A, B, decision, "mary")]
    edges.forget("CRIS/1")
    (left,) = edges.touching([B])
    assert (left.decision, left.by, left.score, left.reasons) == (decision, "mary", 0.0, ())


@on_both
def test_the_last_word_holds_and_every_word_is_kept(three: Store, edges: Edges) -> None:
    for word, user in (("join", "mary"), ("split", "john"), ("join", "ann")):
        edges.judge(A, B, word, user, f"says {user}")
    assert decided(edges, B) == [(A, B, "join", "ann")]
    assert [(said.word, said.user) for said in edges.history(B, A)] == [
        ("join", "mary"),
        ("split", "john"),
        ("join", "ann"),
    ]


def test_a_word_needs_two_people_who_are_there_a_user_and_a_reason(three: Store, edges: Edges) -> None:
    for a, b, word, user, reason in (
        (A, A, "join", "mary", "x"),
        (A, B, "merge", "mary", "x"),
        (A, B, "join", "batch", "x"),
        (A, B, "join", "", "x"),
        (A, B, "join", "mary", "  "),
        ("CRIS/1", B, "join", "mary", "x"),
    ):
        with pytest.raises(ValueError, match=r"member|word"):
            edges.judge(a, b, word, user, reason)
    for gone in ("CRIS/1~3", "CRIS/none~1"):
        with pytest.raises(UnknownMember):
            edges.judge(gone, B, "join", "mary", "x")
    assert edges.history(A, B) == []


def test_a_word_follows_the_person_when_a_record_orders_its_people_otherwise(
    three: Store, edges: Edges
) -> None:
    edges.judge(A, B, "join", "mary", "seen both")
    put(three, "CRIS/1", person("Kelly"), person("Murphy", pnc_id="2008/1234567R"), version=2)
    assert decided(edges, "CRIS/1~2") == decided(edges, B) == [("CRIS/1~2", B, "join", "mary")]
    assert decided(edges, A) == []
    put(three, "CRIS/1", person("Kelly"), version=3)
    assert decided(edges, B) == []  # about nobody who is there
    put(three, "CRIS/1", person("Murphy", "1980-02-04"), person("Kelly"), version=4)
    assert decided(edges, B) == [(A, B, "join", "mary")]  # corrected, and still who has most in common


def test_a_word_on_the_only_person_of_a_record_stays_on_them_whatever_is_corrected(
    three: Store, edges: Edges
) -> None:
    edges.judge(A, B, "veto", "mary", "not him")
    put(three, "CUSTODY/2/24", person("Brown", "1971-01-01"), version=2)
    assert decided(edges, A) == [(A, B, "apart", "mary")]


def test_a_word_rests_while_its_record_is_away_and_holds_when_it_is_loaded_again(
    three: Store, edges: Edges
) -> None:
    edges.judge(A, B, "join", "mary", "seen both")
    delete(three, "CUSTODY/2/24", 1)
    assert decided(edges, A) == []
    put(three, "CUSTODY/2/24", person("Murphie"), version=2)
    assert decided(edges, A) == [(A, B, "join", "mary")]


@on_both
def test_words_can_be_added_only(three: Store, edges: Edges) -> None:
    edges.judge(A, B, "join", "mary", "seen both")
    statements = (
        "UPDATE judgement SET word = 'split'",
        "DELETE FROM judgement",
    )
    engine = sa.create_engine(three.url)
    replace = "INSERT OR REPLACE INTO judgement SELECT * FROM judgement"
    for statement in (*statements, replace if engine.dialect.name == "sqlite" else "TRUNCATE judgement"):
        with pytest.raises(sa.exc.DBAPIError, match="insert-only"), engine.begin() as connection:
            connection.execute(sa.text(statement))
    engine.dispose()
    assert decided(edges, A) == [(A, B, "join", "mary")]


@on_both
def test_a_page_of_what_waits_is_read_by_its_index(store: Store, edges: Edges) -> None:
    """Not by going through the joins, which are many times as many."""
    ids = [f"CRIS/{n:05}~1" for n in range(4_000)]
    edges.put(computed(a, b, "review" if n % 100 == 0 else "join") for n, (a, b) in enumerate(pairwise(ids)))
    asked: list[tuple[str, Any]] = []

    def keep(connection: Any, cursor: Any, statement: str, values: Any, *_: Any) -> None:
        asked.append((statement, values))

    sa.event.listen(sa.Engine, "before_cursor_execute", keep)
    for after in (None, (ids[1_000], ids[1_001])):
        assert len(edges.review(10, after)) == 10
    sa.event.remove(sa.Engine, "before_cursor_execute", keep)
    waiting = [(statement, values) for statement, values in asked if "'review'" in statement]
    assert len(waiting) == 2
    for statement, values in waiting:
        plan = plan_of(store, statement, values)
        assert "ix_edge_review" in plan, plan
        assert "sort" not in plan.lower().replace("b-tree", "sort"), plan


def plan_of(store: Store, statement: str, values: Any) -> str:
    engine = sa.create_engine(store.url)
    explain = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}[engine.dialect.name]
    with engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")
        plan = connection.exec_driver_sql(explain + statement, values).all()
    engine.dispose()
    return str(plan)


@on_both
def test_what_waits_for_a_person_comes_in_pages_and_goes_once_somebody_has_spoken(
    three: Store, edges: Edges
) -> None:
    edges.put([computed(A, B, "review"), computed(A, C, "join"), computed("CRIS/1~2", B, "review")])
    first = edges.review(limit=1)
    assert [(one.a, one.b) for one in first] == [(A, B)]
    assert [(one.a, one.b) for one in edges.review(after=(A, B))] == [("CRIS/1~2", B)]
    edges.judge(A, B, "veto", "mary", "brothers")
    assert [(one.a, one.b) for one in edges.review()] == [("CRIS/1~2", B)]
