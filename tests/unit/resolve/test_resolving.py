"""The store resolved in batch and on arrival: the same edges, only changes written, people's words never touched."""

import threading
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from indexer.demo.town import Town
from indexer.pole import parse
from indexer.resolve import register
from indexer.resolve.arrival import Arrivals
from indexer.resolve.batch import resolve
from indexer.resolve.edges import Edge, Edges, put_edges
from indexer.store import Store
from indexer.store_tables import edge, person, person_key, unresolved
from tests.support.burying import delete

RECORDS = [made.record for made in Town(40, date(2026, 1, 1)).made()]


@pytest.fixture
def edges(store: Store) -> Iterator[Edges]:
    made = Edges(store.url, migrate=False)
    yield made
    made.close()


@pytest.fixture
def arrivals(store: Store) -> Iterator[Arrivals]:
    made = Arrivals(store.url)
    yield made
    made.close()


def index(store: Store) -> None:
    """Do what the worker does with the outbox."""
    while jobs := store.lease(1_000):
        store.done({job.id: job.revision for job in jobs})


def every(store: Store) -> dict[tuple[str, str], tuple[Any, ...]]:
    engine = sa.create_engine(store.url)
    with engine.begin() as connection:
        found = connection.execute(sa.select(edge)).all()
    engine.dispose()
    return {
        (f"{r.a_record}~{r.a_place}", f"{r.b_record}~{r.b_place}"): (
            r.score,
            r.decision,
            r.reasons,
            r.decided,
        )
        for r in found
    }


def content(store: Store) -> dict[tuple[str, str], tuple[Any, ...]]:
    return {pair: row[:3] for pair, row in every(store).items()}


def number(store: Store, table: sa.Table) -> int:
    engine = sa.create_engine(store.url)
    with engine.begin() as connection:
        found = connection.scalar(sa.select(sa.func.count()).select_from(table))
    engine.dispose()
    return int(found or 0)


def test_a_batch_and_arrivals_in_any_order_come_to_the_same_edges(store: Store, arrivals: Arrivals) -> None:
    store.put(map(parse, RECORDS))
    index(store)
    assert arrivals.waiting() == len(RECORDS)
    assert arrivals.drain() == len(RECORDS)
    arrived = every(store)
    assert sum(row[1] == "join" for row in arrived.values()) > 30
    found = resolve(store.url)
    assert (found.written, found.dropped, arrivals.waiting()) == (0, 0, 0)
    assert every(store) == arrived


def test_a_second_run_writes_nothing_and_a_first_makes_up_for_missing_arrivals(store: Store) -> None:
    store.put(map(parse, RECORDS))
    first = resolve(store.url)
    assert first.written == first.join + first.review + first.apart > 30
    before, people = every(store), number(store, person)
    again = resolve(store.url)
    assert (again.written, again.dropped) == (0, 0)
    assert (every(store), number(store, person)) == (before, people)


def test_splits_and_joins_survive_three_runs_and_a_load_of_the_records_again(
    store: Store, edges: Edges, arrivals: Arrivals
) -> None:
    store.put(map(parse, RECORDS))
    resolve(store.url)
    joined = next(pair for pair, row in sorted(every(store).items()) if row[1] == "join")
    strangers = sorted(("CRIS/x~1", joined[0]))
    store.put(
        [parse(RECORDS[0] | {"system": "CRIS", "ref": "x", "people": [{"names": [], "role": "victim"}]})]
    )
    edges.judge(*joined, "split", "mary", "seen both at once")
    edges.judge(*strangers, "join", "john", "he said so")
    for run in range(3):
        store.put([parse(one | {"version": run + 2}) for one in RECORDS])
        index(store)
        arrivals.drain()
        resolve(store.url)
        words = {(one.a, one.b): (one.decision, one.by) for one in edges.touching([*joined, *strangers])}
        assert words[joined] == ("apart", "mary")
        assert words[strangers[0], strangers[1]] == ("join", "john")


def test_what_is_no_longer_so_is_dropped_and_what_is_deleted_forgotten(
    store: Store, edges: Edges, arrivals: Arrivals
) -> None:
    store.put(map(parse, RECORDS))
    resolve(store.url)
    (a, b), _ = next(item for item in sorted(every(store).items()) if item[1][1] == "join")
    record_id = b.rpartition("~")[0]
    edges.put([Edge("CRIS/none~1", "PNC/none~1", 0.9, "join", decided=1.0)])
    assert resolve(store.url).dropped == 1
    changed = store.get(record_id)
    assert changed is not None
    nobody = changed.as_json() | {"people": [], "version": 9}
    store.put([parse(nobody)])
    index(store)
    arrivals.drain()
    assert edges.touching([b]) == []
    delete(store, a.rpartition("~")[0])
    index(store)
    arrivals.drain()
    assert edges.touching([a]) == []
    engine = sa.create_engine(store.url)
    with engine.begin() as connection:
        left = set(connection.scalars(sa.select(person.c.record)))
        stray = connection.scalar(
            sa.select(sa.func.count()).where(person_key.c.number.not_in(sa.select(person.c.number)))
        )
    engine.dispose()
    assert left.isdisjoint({record_id, a.rpartition("~")[0]})
    assert stray == 0


@pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
def test_a_pair_that_arrives_while_the_store_is_resolved_stands(
    store: Store, edges: Edges, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A batch has read what was computed before it began when an arrival writes one of these pairs anew."""
    old, new = Edge("CRIS/1~1", "PNC/1~1", 0.9, "join", decided=1.0), Edge("CRIS/1~1", "PNC/1~1", 0.8, "join")
    edges.put([old, Edge("CRIS/1~1", "PNC/2~1", 0.9, "join", decided=1.0)])
    alone = register.alone

    def arriving(connection: sa.Connection) -> None:
        monkeypatch.setattr(register, "alone", alone)
        alone(connection)
        put_edges(connection, [new])

    monkeypatch.setattr(register, "alone", arriving)
    assert resolve(store.url).dropped == 1
    assert [(one.b, one.score) for one in edges.touching(["CRIS/1~1"])] == [("PNC/1~1", 0.8)]


def test_a_record_that_cannot_be_compared_keeps_no_other_waiting(
    store: Store, arrivals: Arrivals, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    store.put(map(parse, RECORDS[:40]))
    index(store)
    poison = next(one for one in RECORDS[:40] if one.get("people"))
    told = f"{poison['system']}/{poison['ref']}"
    sound = register.person_of
    monkeypatch.setattr(
        register, "person_of", lambda m, p: 1 / 0 if m.startswith(f"{told}~") else sound(m, p)
    )
    assert (arrivals.drain(), arrivals.waiting()) == (40, 0)
    assert content(store)
    assert not any(told in end for pair in content(store) for end in pair)
    assert told in caplog.text


def test_arrivals_go_on_until_told_to_stop(store: Store, arrivals: Arrivals) -> None:
    store.put(map(parse, RECORDS[:40]))
    index(store)
    stop = threading.Event()
    running = threading.Thread(target=arrivals.run, args=(stop, 0.01))
    running.start()
    deadline = time.monotonic() + 20
    while arrivals.waiting() and time.monotonic() < deadline:
        time.sleep(0.02)
    stop.set()
    running.join(5)
    assert (arrivals.waiting(), running.is_alive()) == (0, False)


def test_arrivals_go_on_whatever_goes_wrong(
    store: Store, arrivals: Arrivals, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    store.put(map(parse, RECORDS[:40]))
    index(store)
    due, stop = register.due, threading.Event()

    def once(*_: object) -> dict[str, int]:
        monkeypatch.setattr(register, "due", due)
        raise ValueError("nobody foresaw this")

    monkeypatch.setattr(register, "due", once)
    running = threading.Thread(target=arrivals.run, args=(stop, 0.01, 0.01))
    running.start()
    deadline = time.monotonic() + 20
    while arrivals.waiting() and time.monotonic() < deadline:
        time.sleep(0.02)
    stop.set()
    running.join(5)
    assert (arrivals.waiting(), running.is_alive()) == (0, False)
    assert "nobody foresaw this" in caplog.text


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_arrivals_in_postgresql(store: Store) -> None:
    store.put(map(parse, RECORDS[:40]))
    index(store)
    assert number(store, unresolved) == 40
    made = Arrivals(store.url)
    assert (made.drain(), made.step()) == (40, 0)
    made.close()
    arrived = content(store)
    assert arrived
    assert resolve(store.url).written == 0
    assert content(store) == arrived
