"""Store and index compared: every kind of difference is named, what is on its way is none, and what is wrong is mended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from indexer.local_es import Server
from indexer.pole import parse
from indexer.reconcile import Fault, IndexCopy, Kind, Reconcile, repair
from indexer.store import Store
from indexer.store_standing import Held
from tests.engine.index_instance import Instance, forget, instance
from tests.support.burying import delete
from tests.unit.indexer.samples import small


@pytest.fixture(params=["sqlite", "postgresql"])
def one(es: Server, index_prefix: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Instance]:
    with instance(es, index_prefix, tmp_path) as made:
        if request.param == "postgresql":
            made.store.close()
            made.store = Store(request.getfixturevalue("postgres"))
        yield made


def put(one: Instance, *refs: str, **changes: Any) -> None:
    one.store.put([parse(small(ref, **changes)) for ref in refs])


def compared(one: Instance) -> tuple[list[Fault], Reconcile]:
    run = Reconcile(one.store, IndexCopy(one.client, one.alias))
    return list(run.faults()), run


def spoil(one: Instance, id_: str, version: int, **more: Any) -> None:
    """Put a copy into the index that the store knows nothing of."""
    one.client.index(index=one.alias, id=id_, document={"id": id_, "revision": version} | more, version=version,
                     version_type="external", refresh=True)  # fmt: skip


def drop(one: Instance, id_: str) -> None:
    forget(one.client, one.alias, id_)


def test_what_agrees_is_no_fault_in_whatever_order_ids_sort(one: Instance) -> None:
    # Where code points, UTF-16 and the locale's order part: capitals, marks, accents, beyond the basic plane.
    put(
        one,
        *(str(n) for n in range(50)),
        "a",
        "B",
        "b",
        "Z",
        "é",
        "e",
        "_",
        "-",
        "ß",
        "\ufffd",
        "\U0001f600",
        "z/1",
    )
    one.drained()
    faults, run = compared(one)
    assert faults == []
    assert (run.counts.records, run.counts.documents, run.counts.agree) == (62, 62, True)


def test_every_kind_of_difference_is_named_and_mended(one: Instance) -> None:
    put(one, *(str(n) for n in range(8)))
    delete(one.store, "TEST/7")
    one.drained()
    put(one, "1", version=2)
    one.store.done({"TEST/1": 2})  # stale: called indexed, and is not
    drop(one, "TEST/2")
    spoil(one, "TEST/3", 9)
    spoil(one, "TEST/unknown", 4)
    drop(one, "TEST/7")  # a tombstone that has gone is none
    one.client.index(index=one.alias, id="TEST/no-id", document={"revision": 1}, refresh=True)
    faults, run = compared(one)
    assert {(fault.kind, fault.id, fault.store, fault.index) for fault in faults} == {
        (Kind.STALE, "TEST/1", 2, 1),
        (Kind.MISSING, "TEST/2", 1, None),
        (Kind.TOO_NEW, "TEST/3", 1, 9),
        (Kind.STRAY, "TEST/unknown", None, 4),
        (Kind.STRAY, "TEST/no-id", None, 1),
    }
    assert not run.counts.agree
    assert repair(one.store, faults) == 5
    assert set(one.store.check.withheld()) == {"TEST/1", "TEST/3", "TEST/unknown", "TEST/no-id"}
    faults, run = compared(one)
    assert [fault.kind for fault in faults if fault.kind not in (Kind.TOO_NEW, Kind.STRAY)] == []
    one.drained()
    faults, run = compared(one)
    assert faults == []
    stored = {s.id: s.revision for batch in one.store.scan() for s in batch}
    assert (len(stored), stored["TEST/3"]) == (7, 10)
    found = one.versions()
    assert {id_: found[id_] for id_ in stored} == stored
    assert one.source("TEST/unknown") == {"id": "TEST/unknown", "revision": 5, "_version": 5}


def test_what_the_outbox_reports_is_waiting_and_no_fault(one: Instance) -> None:
    put(one, "1", "2", "3")
    one.drained()
    put(one, "1", version=2)
    put(one, "4")
    delete(one.store, "TEST/2")
    faults, run = compared(one)
    assert (faults, run.counts.waiting, run.counts.not_indexed) == ([], 3, 0)


def test_a_copy_that_outlived_its_deletion_is_stale(one: Instance) -> None:
    put(one, "1")
    one.drained()
    delete(one.store, "TEST/1")
    one.store.done({"TEST/1": 2})
    faults, _ = compared(one)
    assert [(fault.kind, fault.store, fault.index) for fault in faults] == [(Kind.STALE, 2, 1)]
    repair(one.store, faults)
    one.drained()
    assert one.versions() == {"TEST/1": 2}


def test_what_changes_while_it_is_compared_is_no_fault(one: Instance) -> None:
    put(one, *(f"{n:05}" for n in range(6_000)))
    one.drained()

    def meanwhile(ids: int) -> None:
        if ids == 5_000:
            put(one, "00001", "05500", version=2)
            put(one, "new")
            delete(one.store, "TEST/05600")
            one.drained()

    run = Reconcile(one.store, IndexCopy(one.client, one.alias), meanwhile)
    assert list(run.faults()) == []


@pytest.mark.parametrize("when", ["before", "after"])
def test_what_is_indexed_between_the_looks_is_no_fault(
    one: Instance, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    put(one, "1", "2")
    one.store.done({"TEST/1": 1})
    held = one.store.held

    def meanwhile() -> None:
        put(one, "1", version=2)
        put(one, "3")
        one.drained()

    def looking(ids: Sequence[str]) -> dict[str, Held]:
        if when == "before":
            meanwhile()
        found = held(ids)
        if when == "after":
            meanwhile()
        return found

    monkeypatch.setattr(one.store, "held", looking)
    assert compared(one)[0] == []


def test_a_record_that_comes_again_after_it_was_a_stray_is_taken(one: Instance) -> None:
    spoil(one, "TEST/1", 3)
    faults, _ = compared(one)
    repair(one.store, faults)
    put(one, "1", title="Back")
    one.drained()
    found = one.source("TEST/1")
    assert found
    assert (found["title"], found["_version"]) == ("Back", 5)
    assert compared(one)[0] == []


def test_only_ids_and_versions_are_asked_for(one: Instance, monkeypatch: pytest.MonkeyPatch) -> None:
    put(one, "1", title="Personal content")
    one.drained()
    drop(one, "TEST/1")
    put(one, "2", title="Personal content")
    one.drained()
    answers, search = list[str](), one.client.search

    def listening(**asked: Any) -> Any:
        answer = search(**asked)
        answers.append(str(answer.body))
        return answer

    monkeypatch.setattr(one.client, "search", listening)
    with statements_of(one) as statements:
        assert len(compared(one)[0]) == 1
    assert answers
    assert not [answer for answer in answers if "Personal" in answer or "_source" in answer]
    assert statements
    assert not [statement for statement in statements if "body" in statement]


@contextmanager
def statements_of(one: Instance) -> Iterator[list[str]]:
    """The statements that the store's reader runs meanwhile."""
    seen: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    sa.event.listen(one.store._reader, "before_cursor_execute", note)
    yield seen
    sa.event.remove(one.store._reader, "before_cursor_execute", note)
