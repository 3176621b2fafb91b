"""The gateway on a real Elasticsearch: what is found, by whom, in what order, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from access.events import Action
from access.gateway import CursorError, Engine, EngineUnavailable, FacetValue, Gateway, PermitError
from access.identity import Role
from access.permit import Permits
from access.purposes import parse
from access.queries import (
    All,
    AnyOf,
    AtLeast,
    Best,
    Everything,
    Find,
    Not,
    Order,
    Phrase,
    Prefix,
    QueryError,
    Range,
    Term,
    Terms,
    Weighted,
    Within,
)

from .gateway_corpus import (
    ANALYST,
    CURSOR_KEY,
    DESPATCHER,
    NOBODY,
    OPEN,
    OTHER_FORCE,
    ROBBER_HUNTER,
    ROBBERY,
    Clock,
    Library,
    Paper,
    Schema,
    ledger_in,
    library,
    trigrams,
)

Shelve = Callable[..., Library]


@pytest.fixture(scope="module")
def town(es: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library that tests only read."""
    clock = Clock()
    with (
        ledger_in(tmp_path_factory.mktemp("ledger"), clock) as permits,
        library(es, TOWN, permits, clock) as made,
    ):
        yield made


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def permits(tmp_path: Path, clock: Clock) -> Iterator[Permits]:
    with ledger_in(tmp_path, clock) as made:
        yield made


@pytest.fixture
def shelve(es: Any, permits: Permits, clock: Clock) -> Iterator[Shelve]:
    """Fills libraries that are gone after the test."""
    with ExitStack() as stack:
        yield lambda *papers, **kw: stack.enter_context(library(es, papers, permits, clock, **kw))


def ids(found: Any) -> list[str]:
    return [hit.ref for hit in found.hits]


def ask(shelf: Library, clause: Any, identity: Any = ANALYST, **more: Any) -> Any:
    return shelf.read(identity).find(Find(clause, **more))


# ---------------------------------------------------------------------------------------- clauses

TOWN = (
    Paper("1", "a bat behind the front door", names=("Sean", "Murphy"), geo=(51.41, -0.06), when="2024-01-05"),
    Paper("2", "front garden and back door", names=("Shaun", "Murphy"), kind="event", when="2024-02-05"),
    Paper("3", "a bat flew out of the loft", kind="location", flags=("hazard",), geo=(51.42, -0.06), when="2024-03-05"),
    Paper("4", "nothing to see", system="PNC", idents=("CRO:1", "NHS:9434765919"), when="1999-12-31T23:59:59Z"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        (Everything(), "1234"),
        (Term("kind", "event"), "2"),
        (Term("revision", 1), "1234"),
        (Term("stems", "bat"), "13"),
        (Terms("kind", ("event", "location")), "23"),
        (Terms("kind", ()), ""),
        (Prefix("words", "fl"), "3"),
        (Phrase("stems", ("front", "door")), "1"),
        (Phrase("stems", ("door", "front")), ""),
        (Range("when", "2024-02", "2024-03"), "2"),
        (Range("when", gte="2024-02-05"), "23"),
        (Range("when", lt="2000"), "4"),
        (Within("place.geo", 51.41, -0.06, 500), "1"),
        (Within("place.geo", 51.41, -0.06, 2000), "13"),
        (AtLeast("name.trigrams", trigrams("shaun"), 4), "2"),
        (AtLeast("name.trigrams", trigrams("murphey"), 4), "12"),
        (All((Term("stems", "bat"), Term("stems", "door"))), "1"),
        (All((Term("stems", "bat"), Not(Term("stems", "door")))), "3"),
        (AnyOf((Term("stems", "bat"), Term("stems", "garden"))), "123"),
        (AnyOf((Term("stems", "bat"), Term("stems", "front"), Term("stems", "garden")), 2), "12"),
        (All((Term("stems", "bat"), AnyOf((Term("kind", "location"),), 0))), "13"),
        (AnyOf((), 1), ""),
        (Best((Term("stems", "bat"), Term("stems", "garden"))), "123"),
        (Not(Everything()), ""),
        (Weighted(Term("stems", "bat"), 3), "13"),
    ],
)  # fmt: skip
def test_what_a_clause_finds(town: Library, clause, found):
    assert sorted(ids(ask(town, clause))) == list(found)
    as_filter = ask(town, Everything(), filters=(clause,))
    assert (ids(as_filter), as_filter.total) == (list(found), len(found))


def test_what_a_match_is_worth(town: Library):
    clause = All(
        (
            Term("stems", "bat"),
            AnyOf((Weighted(Term("stems", "door"), 2.03), Weighted(Term("stems", "loft"), 0.5)), 0),
            AnyOf((Weighted(Best((Term("name.parts", "sean"), Term("name.parts", "murphy"))), 4),), 0),
            Not(Term("stems", "nothing")),
        )
    )
    assert [(hit.ref, hit.score) for hit in ask(town, clause).hits] == [("1", 7.0), ("3", 1.5)]


def test_equal_scores_go_by_id(shelve: Shelve):
    shelf = shelve(*(Paper(ref) for ref in ("b", "a", "d", "c")), shards=3)
    assert ids(ask(shelf, Term("stems", "bat"))) == ["a", "b", "c", "d"]


def test_newest_first(shelve: Shelve):
    whens = {"a": "2024-01-01", "b": None, "c": "2024-05-01", "d": None, "e": "1012-01-01", "f": "2024-01-01"}
    shelf = shelve(*(Paper(ref, when=when) for ref, when in whens.items()))
    find = Find(order=Order.NEWEST, size=2)
    seen, pages = [], 0
    while True:
        found = shelf.read(ANALYST).find(find)
        seen += ids(found)
        pages += 1
        if not found.next:
            break
        find = replace(find, after=found.next)
    assert (seen, pages) == (list("cafebd"), 3)
    assert found.total == 6


def test_counts(shelve: Shelve):
    shelf = shelve(
        Paper(
            "1", "knife and bat", mentions=("WEAPON:KNIFE", "WEAPON:BAT"), flags=("b",), classification="X"
        ),
        Paper("2", "knife", mentions=("WEAPON:KNIFE",), flags=("a", "b"), when="2024-04-30T23:59:59Z"),
        Paper("3", "gun", mentions=("WEAPON:GUN",), handling=NOBODY, classification="SECRET OPERATION"),
    )
    found = ask(
        shelf,
        Everything(),
        facets=("system", "kind", "classification", "flag", "mention"),
        months=True,
        size=0,
    )
    assert found.hits == ()
    assert found.next is None
    assert found.total == 2
    assert found.facets == {
        "system": (FacetValue("CRIS", 2),),
        "kind": (FacetValue("report", 2),),
        "classification": (FacetValue("X", 1),),
        "flag": (FacetValue("b", 2), FacetValue("a", 1)),
        "mention": (FacetValue("WEAPON:KNIFE", 2), FacetValue("WEAPON:BAT", 1)),
    }
    assert found.months == (FacetValue("2024-03", 1), FacetValue("2024-04", 1))


def test_at_most_a_hundred_values(shelve: Shelve):
    shelf = shelve(*(Paper(f"{n:03}", flags=(f"f{n:03}",)) for n in range(120)))
    values = ask(shelf, Everything(), facets=("flag",)).facets["flag"]
    assert [v.value for v in values] == [f"f{n:03}" for n in range(100)]


# ------------------------------------------------------------------------------------- who sees what


def test_each_sees_their_own(shelve: Shelve):
    shelf = shelve(
        Paper("open"),
        Paper("robbery", handling=ROBBERY),
        Paper("sensitive", handling=replace(OPEN, sensitive=True)),
        Paper("released", handling=replace(ROBBERY, releasable_to=("45",))),
        Paper("denied", handling=replace(OPEN, denied=("1001",))),
        Paper("nobody", handling=NOBODY),
    )
    seen = {
        ANALYST: {"open", "sensitive"},
        ROBBER_HUNTER: {"open", "sensitive", "robbery", "released", "denied"},
        DESPATCHER: {"open", "denied"},
        OTHER_FORCE: {"released"},
    }
    for identity, expected in seen.items():
        found = ask(shelf, Everything(), identity, facets=("kind",))
        assert set(ids(found)) == expected
        assert found.total == len(expected) == found.facets["kind"][0].count


def test_a_reader_has_one_view(shelve: Shelve):
    shelf = shelve(
        Paper(
            "1",
            "the neighbour saw a machete",
            sanitised="a blade is held",
            mentions=("WEAPON:MACHETE", "WEAPON:BLADE"),
        )
    )
    for identity, word, other in ((ANALYST, "machete", "blade"), (DESPATCHER, "blade", "machete")):
        assert ids(ask(shelf, Term("stems", other), identity)) == []
        assert ids(ask(shelf, Prefix("words", other[:4]), identity)) == []
        found = ask(shelf, Term("stems", word), identity, facets=("mention",))
        hit = found.hits[0]
        assert found.facets["mention"] == (FacetValue(f"WEAPON:{word.upper()}", 1),)
        assert [m["label"] for m in hit.mentions] == [f"WEAPON:{word.upper()}"]
        assert word in hit.facts[0]["quote"]
    assert "machete" not in repr(shelf.read(DESPATCHER).find(Find()))
    assert shelf.read(DESPATCHER).find(Find()).hits[0].record["text"] is None


def test_a_hit_is_stripped_and_marked(shelve: Shelve):
    shelf = shelve(Paper("1", handling=replace(OPEN, sensitive=True, descriptor="PERSONAL DATA")))
    hit = ask(shelf, Everything(), replace(DESPATCHER, sensitive=True)).hits[0]
    assert hit.marking == "OFFICIAL-SENSITIVE [PERSONAL DATA]"
    assert hit.record["handling"] == {"tier": "OFFICIAL", "sensitive": True}
    assert "source_identity" not in hit.record
    assert "ethnicity" not in hit.record["people"][0]
    assert (hit.id, hit.system, hit.ref, hit.kind, hit.title, hit.revision, hit.source_force) == (
        "CRIS/1", "CRIS", "1", "report", "Paper 1", 1, "01",
    )  # fmt: skip
    supervisor = replace(ANALYST, role=Role.SUPERVISOR)
    assert ask(shelf, Everything(), supervisor).hits[0].record["source_identity"] == "the neighbour"


def test_an_nhs_number_finds_nobody_for_those_who_may_not_see_it(town: Library):
    wanted = Term("ident", "NHS:9434765919")
    assert ids(ask(town, wanted, ANALYST)) == ["4"]
    assert ids(ask(town, wanted, DESPATCHER)) == []
    assert ids(ask(town, Term("ident", "CRO:1"), DESPATCHER)) == ["4"]


# ------------------------------------------------------------------------------------------- paging


def pages(shelf: Library, find: Find, identity: Any = ANALYST) -> list[list[str]]:
    made = []
    while True:
        found = shelf.read(identity).find(find)
        made.append(ids(found))
        if found.next is None:
            return made
        find = replace(find, after=found.next)


def test_pages_follow_one_another(shelve: Shelve):
    shelf = shelve(
        *(Paper(f"{n:02}", "bat " * (n % 3 > 0) + "door " * (n % 3 > 1)) for n in range(25)), shards=2
    )
    find = Find(AnyOf((Term("stems", "bat"), Term("stems", "door"), Weighted(Everything(), 0.2))), size=4)
    made = pages(shelf, find)
    assert [len(page) for page in made] == [4, 4, 4, 4, 4, 4, 1]
    assert [ref for page in made for ref in page] == ids(shelf.read(ANALYST).find(replace(find, size=100)))
    assert len({ref for page in made for ref in page}) == 25
    assert [len(page) for page in pages(shelf, replace(find, size=25))] == [25]


def test_a_cursor_is_one_reader_s_for_one_purpose_and_question(shelve: Shelve):
    shelf = shelve(*(Paper(str(n)) for n in range(6)))
    find = Find(Term("stems", "bat"), size=2)
    cursor = shelf.read(ANALYST).find(find).next
    assert ids(shelf.read(ANALYST).find(replace(find, after=cursor, size=3))) == ["2", "3", "4"]
    for identity in (ROBBER_HUNTER, replace(ANALYST, role=Role.DESPATCHER), replace(ANALYST, force="45")):
        with pytest.raises(CursorError):
            shelf.read(identity).find(replace(find, after=cursor))
    with pytest.raises(CursorError):
        shelf.read(ANALYST, parse("JUSTICE", "Another purpose")).find(replace(find, after=cursor))
    for other in (Find(Term("stems", "door"), size=2), replace(find, order=Order.NEWEST)):
        with pytest.raises(CursorError):
            shelf.read(ANALYST).find(replace(other, after=cursor))


def test_the_next_page_is_asked_with_the_rights_of_its_own_moment(shelve: Shelve):
    shelf = shelve(*(Paper(str(n), handling=ROBBERY) for n in range(6)))
    find = Find(size=2)
    cursor = shelf.read(ROBBER_HUNTER).find(find).next
    moved = replace(ROBBER_HUNTER, groups=frozenset())
    found = shelf.read(moved).find(replace(find, after=cursor))
    assert (found.hits, found.total) == ((), 0)


# --------------------------------------------------------------------------------------------- fetch


def test_fetch_gives_what_may_be_seen_in_the_order_asked(shelve: Shelve):
    shelf = shelve(*(Paper(str(n)) for n in range(5)), Paper("hidden", handling=NOBODY))
    wanted = ["CRIS/3", "CRIS/hidden", "CRIS/1", "CRIS/absent", "CRIS/3", "", "x" * 900]
    assert [hit.ref for hit in shelf.read(ANALYST).fetch(wanted)] == ["3", "1"]
    assert shelf.read(ANALYST).fetch([]) == []


def test_fetch_goes_beyond_a_page(shelve: Shelve):
    shelf = shelve(*(Paper(f"{n:03}") for n in range(450)))
    wanted = [f"CRIS/{n:03}" for n in range(449, -1, -1)]
    assert [hit.id for hit in shelf.read(ANALYST).fetch(wanted)] == wanted
    with pytest.raises(QueryError):
        shelf.read(ANALYST).fetch(str(n) for n in range(2_001))


def test_several_questions_are_answered_in_their_order(town: Library):
    finds = [Find(Term("kind", "event")), Find(size=0), Find(Term("kind", "nothing")), Find(size=1)]
    found = town.read(ANALYST).find_all(finds)
    assert [(ids(f), f.total) for f in found] == [(["2"], 1), ([], 4), ([], 0), (["1"], 4)]
    assert town.read(ANALYST).find_all([]) == []


def test_rows_hold_what_a_list_shows_and_are_the_reader_s_like_any_answer(shelve: Shelve):
    shelf = shelve(Paper("1", "a bat", when="2024-01-05"), Paper("2", "a bat", ROBBERY))
    rows, whole = shelf.read(ANALYST).find_all(
        [Find(Term("stems", "bat"), rows=True), Find(Term("stems", "bat"))]
    )
    (row,), (hit,) = rows.hits, whole.hits
    assert (row.record, row.mentions, row.facts) == ({}, (), ())
    assert hit.record["text"] == "a bat"
    assert (row.id, row.title, row.when, row.marking) == (hit.id, hit.title, hit.when, hit.marking)
    assert ids(ask(shelf, Term("stems", "bat"), ROBBER_HUNTER, rows=True)) == ["1", "2"]


def test_hits_far_below_the_best_are_left_out_of_a_share(shelve: Shelve):
    shelf = shelve(Paper("1", "bat door"), Paper("2", "bat"), Paper("3", "door"))
    clause = AnyOf((Weighted(Term("stems", "bat"), 4), Weighted(Term("stems", "door"), 2)))
    shares = {share: ids(ask(shelf, clause, paged=False, share=share)) for share in (0.0, 0.5, 0.7)}
    assert shares == {0.0: ["1", "2", "3"], 0.5: ["1", "2"], 0.7: ["1"]}


# ---------------------------------------------------------------------------------- the record store


def test_what_is_withheld_is_in_no_answer(shelve: Shelve):
    shelf = shelve(*(Paper(str(n), flags=("f",)) for n in range(5)))
    shelf.store.waiting = {"CRIS/2", "CRIS/never-indexed"}
    found = ask(shelf, Everything(), facets=("flag",), months=True)
    assert ids(found) == ["0", "1", "3", "4"]
    assert found.total == found.facets["flag"][0].count == found.months[0].count == 4
    assert shelf.read(ANALYST).fetch(["CRIS/2"]) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda store: store.papers.pop("CRIS/2"),
        lambda store: store.papers.update({"CRIS/2": Paper("2", handling=NOBODY)}),
        lambda store: store.papers.update({"CRIS/2": Paper("2", revision=0)}),
    ],
    ids=["deleted", "tightened", "of a revision that the store does not know"],
)
def test_a_stale_copy_is_in_no_answer_though_nobody_withheld_it(shelve: Shelve, change):
    shelf = shelve(*(Paper(str(n), flags=("f",)) for n in range(5)))
    change(shelf.store)
    found = ask(shelf, Everything(), size=3, facets=("flag",))
    assert ids(found) == ["0", "1", "3"]
    assert found.total == found.facets["flag"][0].count == 4
    assert found.next
    assert shelf.read(ANALYST).fetch(["CRIS/2", "CRIS/1"])[0].ref == "1"


def test_a_copy_older_than_the_record_is_still_the_reader_s(shelve: Shelve):
    shelf = shelve(Paper("1"))
    newer = replace(OPEN, sensitive=True)
    shelf.store.papers["CRIS/1"] = Paper("1", revision=7, handling=newer)
    hit = ask(shelf, Everything()).hits[0]
    assert (hit.revision, hit.marking) == (1, "OFFICIAL-SENSITIVE")
    assert ask(shelf, Everything(), DESPATCHER).hits == ()


def test_a_store_that_forgot_everything_is_no_empty_answer(shelve: Shelve):
    shelf = shelve(*(Paper(f"{n:03}") for n in range(100)))
    shelf.store.papers.clear()
    with pytest.raises(EngineUnavailable):
        ask(shelf, Everything(), size=5)


def test_a_loosened_record_waits_for_the_index(shelve: Shelve):
    shelf = shelve(Paper("1", handling=NOBODY))
    shelf.store.papers["CRIS/1"] = Paper("1")
    assert ask(shelf, Everything()).total == 0


# ------------------------------------------------------------------------------------------- permits


def test_a_permit_opens_once(shelve: Shelve):
    shelf = shelve(Paper("1"))
    permit = shelf.permit(ANALYST)
    reading = shelf.gateway.open(permit)
    assert len(reading.find_all([Find(), Find()])) == 2
    with pytest.raises(PermitError):
        shelf.gateway.open(permit)


def test_nothing_but_a_permit_for_reading_opens(shelve: Shelve):
    shelf = shelve(Paper("1"))
    administrator = replace(ANALYST, role=Role.ADMINISTRATOR)
    users = shelf.permit(administrator, None, Action.USERS)
    audit = shelf.permit(replace(ANALYST, role=Role.AUDITOR), action=Action.AUDIT)
    for wrong in (users, audit, None, ANALYST, object()):
        with pytest.raises(PermitError):
            shelf.gateway.open(wrong)  # type: ignore[arg-type]


def test_a_reading_ends_with_its_permit(shelve: Shelve, clock: Clock):
    shelf = shelve(Paper("1"))
    late = shelf.permit(ANALYST)
    reading = shelf.read(ANALYST)
    reading.find(Find())
    clock.forward(31)
    with pytest.raises(PermitError):
        reading.find(Find())
    with pytest.raises(PermitError):
        reading.fetch(["CRIS/1"])
    with pytest.raises(PermitError):
        shelf.gateway.open(late)


# -------------------------------------------------------------------------------- no whole answer, none


def test_an_engine_that_is_not_there(shelve: Shelve, clock: Clock):
    shelf = shelve(Paper("1"))
    nowhere = Gateway(
        Engine("http://127.0.0.1:9", "u", "p"), Schema(shelf.index), shelf.store, CURSOR_KEY, clock
    )
    assert not nowhere.ready()
    assert shelf.gateway.ready()
    with pytest.raises(EngineUnavailable):
        nowhere.open(shelf.permit(ANALYST)).find(Find())


def test_an_index_that_is_not_there_and_a_wrong_password(es: Any, shelve: Shelve, clock: Clock):
    shelf = shelve(Paper("1"))
    for engine, index in (
        (shelf.engine, shelf.index + "x"),
        (Engine(es.url, es.reader[0], "wrong"), shelf.index),
    ):
        gateway = Gateway(engine, Schema(index), shelf.store, CURSOR_KEY, clock)
        with pytest.raises(EngineUnavailable):
            gateway.open(shelf.permit(ANALYST)).find(Find())


def test_a_lost_shard_is_no_answer(shelve: Shelve, clock: Clock):
    shelf = shelve(Paper("1"))
    lost = shelf.index + "-lost"
    shelf.writer.indices.create(
        index=lost,
        settings={"number_of_replicas": 0, "index.routing.allocation.require._name": "nobody"},
        wait_for_active_shards="0",
        timeout="0s",
    )
    try:
        schema = Schema(f"{shelf.index},{lost}")
        gateway = Gateway(shelf.engine, schema, shelf.store, CURSOR_KEY, clock)
        with pytest.raises(EngineUnavailable):
            gateway.open(shelf.permit(ANALYST)).find(Find())
    finally:
        shelf.writer.indices.delete(index=lost)


def test_an_unknown_field_is_refused_before_anything_is_asked(shelve: Shelve):
    shelf = shelve(Paper("1"))
    for name in ("handling.readers", "record.text", "open.stems", "suggest"):
        with pytest.raises(QueryError):
            ask(shelf, Term(name, "x"))
    assert shelf.store.asked == 0
