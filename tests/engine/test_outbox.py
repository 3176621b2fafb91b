"""From the store into the index: what was acknowledged is found, or is reported as not yet indexed."""

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from indexer import assemble, store_outbox
from indexer.drain import Drain, Text
from indexer.local_es import Server
from indexer.pole import Record, parse
from indexer.writer import EngineAway, Writer, connect
from nlp.reader import Reader
from tests.engine.index_instance import Instance, NothingToRead, instance
from tests.support.burying import delete
from tests.unit.indexer.samples import HANDLING, small


@pytest.fixture
def one(es: Server, index_prefix: str, tmp_path: Path) -> Iterator[Instance]:
    with instance(es, index_prefix, tmp_path) as made:
        yield made


def a(ref: str = "1", **changes: Any) -> Record:
    return parse(small(ref, **changes))


def test_what_is_put_is_found_at_its_revision(one: Instance) -> None:
    one.store.put([a(str(n)) for n in range(120)])
    assert one.drained(batch=50) == 120
    assert one.store.pending() == 0
    assert one.versions() == {f"TEST/{n}": 1 for n in range(120)}
    one.store.put([a("7", version=2, title="Amended")])
    one.drained()
    found = one.source("TEST/7")
    assert found is not None
    assert (found["title"], found["_version"]) == ("Amended", 2)


def test_a_tightened_record_is_withheld_until_searches_find_it_so(one: Instance) -> None:
    one.store.put([a()])
    one.drained()
    one.store.put([a(version=2, handling=HANDLING | {"audience": []})])
    assert one.store.check.withheld() == ["TEST/1"]
    one.drained()
    assert one.store.check.withheld() == []
    found = one.source("TEST/1")
    assert found is not None
    assert found["handling"]["readers"] == []


def test_a_deleted_record_leaves_a_tombstone_that_is_nobodys(one: Instance) -> None:
    one.store.put([a(title="Personal content")])
    one.drained()
    delete(one.store, "TEST/1")
    assert one.store.check.withheld() == ["TEST/1"]
    one.drained()
    assert one.store.check.withheld() == []
    assert one.source("TEST/1") == {"id": "TEST/1", "revision": 2, "_version": 2}
    one.store.put([a(version=2)])
    one.drained()
    assert one.versions() == {"TEST/1": 3}


def test_a_late_repeat_does_no_harm(one: Instance) -> None:
    one.store.put([a()])
    late = one.drain().take()
    assert late is not None
    one.store.put([a(version=2, title="Later")])
    one.drained()
    one.drain().finish(late)
    found = one.source("TEST/1")
    assert found is not None
    assert (found["title"], one.store.pending()) == ("Later", 0)


def test_while_the_engine_is_away_nothing_is_lost_or_blamed(one: Instance) -> None:
    one.store.put([a(str(n)) for n in range(5)])
    away = Drain(
        one.store, NothingToRead(), Writer(connect("http://127.0.0.1:9", "a", "b", timeout=2), one.alias)
    )
    for _ in range(store_outbox.MOST_ATTEMPTS + 2):
        with pytest.raises(EngineAway):
            away.step()
    assert one.store.pending() == 5
    assert one.drained() == 5
    assert len(one.versions()) == 5
    assert one.store.quarantined() == []


def test_what_the_engine_refuses_is_reported_and_its_old_copy_stays_withheld(
    one: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    one.store.put([a("1"), a("2")])
    one.drained()
    made = assemble.document

    def unmapped(record: Record, revision: int, readings: assemble.Readings) -> dict[str, Any]:
        return made(record, revision, readings) | ({"unmapped": 1} if record.ref == "1" else {})

    monkeypatch.setattr(assemble, "document", unmapped)
    one.store.put([a("1", version=2, handling=HANDLING | {"audience": []}), a("2", version=2)])
    one.drained()
    assert (one.store.pending(), one.store.given_up()) == (0, 1)
    (entry,) = one.store.quarantined()
    assert (entry.stage, entry.record) == ("index", "TEST/1")
    assert one.store.check.withheld() == ["TEST/1"], "the index still shows what may no longer be seen"
    monkeypatch.undo()
    one.store.put([a("1", version=3, handling=HANDLING | {"audience": []})])
    one.drained()
    assert (one.store.given_up(), one.store.quarantined(), one.store.check.withheld()) == (0, [], [])


def test_a_worker_that_dies_after_the_engine_took_a_record_does_not_die_of_it(
    one: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """What nothing in the worker catches."""

    def killed(_: Writer) -> None:
        raise Killed

    one.store.put([a(str(n)) for n in range(40)])
    monkeypatch.setattr(Writer, "refresh", killed)
    for _ in range(store_outbox.MOST_ATTEMPTS * 3):
        with suppress(Killed):
            Drain(one.store, NothingToRead(), Writer(one.client, one.alias), 64, lease_seconds=0.3).step()
        time.sleep(0.31)
    monkeypatch.undo()
    one.drained()
    assert (one.store.quarantined(), len(one.versions())) == ([], 40)


def test_a_record_that_kills_its_workers_ends_in_quarantine_and_its_neighbours_do_not(
    one: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """What nothing in the worker catches."""

    made, deaths = assemble.document, 0

    def kills(record: Record, *rest: Any) -> dict[str, Any]:
        if record.ref == "7":
            raise Killed
        return made(record, *rest)

    monkeypatch.setattr(assemble, "document", kills)
    one.store.put([a(str(n)) for n in range(40)])
    while one.store.pending():
        try:
            Drain(one.store, NothingToRead(), Writer(one.client, one.alias), 64, lease_seconds=0.5).step()
        except Killed:
            deaths += 1
    assert deaths == store_outbox.MOST_ATTEMPTS
    assert len(one.versions()) == 39
    assert [entry.record for entry in one.store.quarantined()] == ["TEST/7"]


def test_a_record_that_cannot_be_assembled_stands_alone_in_quarantine(
    one: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = assemble.document

    def fails(record: Record, *rest: Any) -> dict[str, Any]:
        if record.ref == "3":
            raise ZeroDivisionError("secret words")
        return made(record, *rest)

    monkeypatch.setattr(assemble, "document", fails)
    one.store.put([a(str(n)) for n in range(6)])
    one.drained()
    assert len(one.versions()) == 5
    (entry,) = one.store.quarantined()
    assert entry.record == "TEST/3"
    assert "secret" not in entry.reason


def test_a_text_that_cannot_be_read_is_found_by_its_words_and_said_to_be_unread(one: Instance) -> None:
    class Choking:
        def read_many(self, texts: Iterable[Text]) -> Iterator[Any]:
            raise ValueError("too long")

    one.store.put([a(text="a machete under the bed")])
    one.drained(Choking())
    assert one.ids({"term": {"open.stems": "machet"}}) == {"TEST/1"}
    assert "could not be read" in one.store.quarantined()[0].reason


def test_a_text_that_the_reader_refuses_is_said_to_be_unread_and_harms_no_other(one: Instance) -> None:
    no_time = Reader(seconds=-1.0)  # whatever is read in sections is refused
    one.store.put(
        [a("long", text="a machete under the bed. " * 1_000), a("short", text="A machete under the bed.")]
    )
    one.drained(no_time)
    (entry,) = one.store.quarantined()
    assert entry.record == "TEST/long"
    assert "could not be read" in entry.reason
    assert one.ids({"term": {"open.stems": "machet"}}) == {"TEST/long", "TEST/short"}
    assert one.ids({"term": {"open.fact": "WE:affirmed"}}) == {"TEST/short"}


def test_several_workers_at_once_do_everything_once(one: Instance) -> None:
    one.store.put([a(str(n), version=v) for v in (1, 2) for n in range(300)])
    stop = threading.Event()
    workers = [threading.Thread(target=one.drain(batch=20).run, args=(stop, 0.01)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for n in range(300):
        one.store.put([a(str(n), version=3, title=f"third {n}")])
    while one.store.pending():
        stop.wait(0.05)
    stop.set()
    for worker in workers:
        worker.join()
    assert one.versions() == {s.id: s.revision for batch in one.store.scan() for s in batch}
