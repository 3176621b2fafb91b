"""The record store: versions, revisions, the outbox in the same transaction, and what is withheld meanwhile."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from indexer import migrations, store_feeds, store_put
from indexer.pole import Record, parse
from indexer.pole_values import FieldError
from indexer.quarantine import INDEX, Fault
from indexer.store import Store
from indexer.store_delete import Burial
from indexer.store_feeds import Delivered
from indexer.store_put import Outcome
from indexer.store_tables import metadata, outbox, tombstone
from tests.support.burying import delete

from .samples import HANDLING, full, small


@pytest.fixture
def store(either_store: Store) -> Store:
    return either_store


def a(ref: str = "1", **changes: Any) -> Record:
    return parse(small(ref, **changes))


def drain(store: Store) -> list[str]:
    """Do what a worker does, and say which ids."""
    jobs = store.lease(1_000)
    store.done({job.id: job.revision for job in jobs})
    return [job.id for job in jobs]


def test_a_record_comes_back_as_it_was_put(store: Store) -> None:
    store.put([parse(full())])
    stored = store.get("CRIS/2314567/24")
    assert stored is not None
    assert (stored.as_json(), stored.version, stored.revision) == (full(), 3, 1)
    assert store.get("CRIS/nothing") is None


def test_the_same_again_is_unchanged_and_nothing_is_written(store: Store) -> None:
    store.put([a()])
    drain(store)
    assert store.put([a(people=[], text=None)]).outcomes == [Outcome.UNCHANGED]
    assert store.pending() == 0


def test_a_lower_version_is_unchanged_a_higher_one_loaded(store: Store) -> None:
    store.put([a(version=3, title="third")])
    assert store.put([a(version=2, title="second")]).unchanged == 1
    assert store.put([a(version=4, title="fourth")]).loaded == 1
    stored = store.get("TEST/1")
    assert stored is not None
    assert (stored.as_json()["title"], stored.version, stored.revision) == ("fourth", 4, 2)


def test_the_same_version_with_other_content_is_rejected(store: Store) -> None:
    store.put([a(title="one")])
    loaded = store.put([a(title="another"), a("2")])
    assert loaded.outcomes == [Outcome.REJECTED, Outcome.LOADED]
    assert loaded.rejected[0].record.id == "TEST/1"
    assert loaded.rejected[0].error.field == "version"
    stored = store.get("TEST/1")
    assert stored is not None
    assert stored.as_json()["title"] == "one"


def test_a_source_without_versions_replaces_what_changed(store: Store) -> None:
    store.put([a(title="one")], versioned=False)
    assert store.put([a(title="one")], versioned=False).unchanged == 1
    assert store.put([a(title="two")], versioned=False).loaded == 1
    stored = store.get("TEST/1")
    assert stored is not None
    assert (stored.version, stored.as_json()["version"], stored.revision) == (2, 2, 2)


def test_one_batch_may_hold_several_versions_of_a_record(store: Store) -> None:
    loaded = store.put([a(version=1), a(version=3, title="three"), a(version=2), a(version=3, title="other")])
    assert [o.value for o in loaded.outcomes] == ["loaded", "loaded", "unchanged", "rejected"]
    stored = store.get("TEST/1")
    assert stored is not None
    assert (stored.version, stored.revision, store.pending()) == (3, 2, 1)


def test_what_is_put_waits_in_the_outbox_until_it_is_done(store: Store) -> None:
    store.put([a(str(n)) for n in range(5)])
    assert store.pending() == 5
    jobs = store.lease(3)
    assert len(jobs) == 3
    assert len(store.lease(10)) == 2, "what is leased is nobody else's"
    assert store.lease(10) == []
    store.done({job.id: job.revision for job in jobs})
    assert store.pending() == 2


def test_a_change_while_a_worker_is_at_it_is_not_lost(store: Store) -> None:
    store.put([a()])
    (job,) = store.lease(10)
    store.put([a(version=2, title="later")])
    store.done({job.id: job.revision})
    (again,) = store.lease(10)
    assert again.revision == 2


def test_an_expired_lease_is_taken_again_and_the_attempt_counted(store: Store) -> None:
    store.put([a()])
    assert [job.attempts for job in store.lease(1, seconds=-1)] == [0]
    assert [job.attempts for job in store.lease(1, seconds=-1)] == [1]


def test_what_was_attempted_before_comes_in_ever_smaller_batches(store: Store) -> None:
    store.put([a(str(n)) for n in range(100)])
    sizes = []
    for _ in range(3):
        while jobs := store.lease(64, seconds=-1):
            sizes.append((jobs[0].attempts, len(jobs)))
            if jobs[0].attempts:
                break
            store.done({job.id: job.revision for job in jobs[32:]})
    assert (1, 8) in sizes
    assert all(size <= 64 // 8**attempts for attempts, size in sizes if attempts)


def test_released_jobs_bear_no_blame_and_retried_ones_do(store: Store) -> None:
    store.put([a()])
    store.lease(1)
    store.release(["TEST/1"], 0)
    assert [job.attempts for job in store.lease(1)] == [0]
    store.retry(["TEST/1"], 0)
    assert [job.attempts for job in store.lease(1)] == [1]


def test_what_is_given_up_is_reported_and_a_new_version_revives_it(store: Store) -> None:
    store.put([a()])
    (job,) = store.lease(1)
    store.give_up(job, Fault("TEST", "", 0, (FieldError("", "refused"),), small(), job.id, INDEX))
    assert (store.pending(), store.given_up(), store.lease(1)) == (0, 1, [])
    assert [entry.record for entry in store.quarantined()] == ["TEST/1"]
    store.put([a(version=2)])
    assert (store.pending(), store.given_up()) == (1, 0)


@pytest.mark.parametrize(
    ("changes", "withheld"),
    [
        ({"title": "Something else seen"}, False),
        ({"handling": HANDLING | {"audience": []}}, True),
        ({"handling": HANDLING | {"sensitive": True}}, True),
        ({"text": "other words"}, True),
        ({"sanitised_text": "fewer words"}, True),
        ({"source_identity": "somebody"}, True),
    ],
)
def test_a_tightened_record_is_withheld_until_it_is_indexed(
    store: Store, changes: dict[str, Any], withheld: bool
) -> None:
    store.put([a(), a("2")])
    assert store.check.withheld() == [], "what was never indexed needs no withholding"
    drain(store)
    store.put([a(version=2, **changes)])
    assert list(store.check.withheld()) == (["TEST/1"] if withheld else [])
    store.put([a(version=3, **changes, status="open")])
    assert list(store.check.withheld()) == (["TEST/1"] if withheld else []), "a later change does not end it"
    drain(store)
    assert store.check.withheld() == []


def test_a_deleted_record_is_gone_withheld_and_stays_out(store: Store) -> None:
    store.put([a(version=2)])
    drain(store)
    assert delete(store, "TEST/1")
    assert store.get("TEST/1") is None
    assert store.check.current(["TEST/1"]) == {}
    assert list(store.check.withheld()) == ["TEST/1"]
    assert store.buried(["TEST/1", "TEST/2"]) == {"TEST/1": 2}
    assert drain(store) == ["TEST/1"]
    assert store.put([a(version=2)]).unchanged == 1
    assert store.put([a(version=1, title="older")]).unchanged == 1
    assert store.put([a()], versioned=False).loaded == 0 or store.get("TEST/1") is None
    assert store.put([a(version=3)]).loaded == 1
    stored = store.get("TEST/1")
    assert stored is not None
    assert stored.revision == 3, "revisions go on where the deletion stood"


def test_a_deletion_that_comes_first_keeps_an_older_version_out(store: Store) -> None:
    assert not delete(store, "TEST/1", version=5)
    assert store.pending() == 0
    assert store.put([a(version=4)]).unchanged == 1
    assert store.put([a(version=6)]).loaded == 1


def test_a_late_deletion_of_an_older_version_is_ignored(store: Store) -> None:
    store.put([a(version=3)])
    assert not delete(store, "TEST/1", version=2)
    assert store.get("TEST/1") is not None
    assert not delete(store, "TEST/absent")


def test_deletions_and_records_come_to_the_same_in_any_order(store: Store) -> None:
    sent: list[Record | Burial] = [
        a("1", version=2), a("1", version=3), Burial("TEST/1", 2), Burial("TEST/2", 4), a("2", version=4),
        a("3", version=1), Burial("TEST/3", 5), a("3", version=6), a("4", version=2), Burial("TEST/4", 2),
    ]  # fmt: skip
    for order in (sent, sent[::-1], sent[5:] + sent[:5]):
        for one in order:
            if isinstance(one, Burial):
                store.delete_many([one])
            else:
                store.put([one])
        left = {stored.id: stored.version for batch in store.scan() for stored in batch}
        assert left == {"TEST/1": 3, "TEST/3": 6}
        assert store.delete_many([one for one in sent if isinstance(one, Burial)]) == [Outcome.UNCHANGED] * 4
        for id_ in left:
            delete(store, id_)
        with store.delivering() as connection:  # as if nothing had ever been
            for table in (tombstone, outbox):
                connection.execute(sa.delete(table))


def test_one_batch_of_deletions_may_name_an_id_twice(store: Store) -> None:
    store.put([a("1", version=2)])
    burials = [Burial("TEST/1", 1), Burial("TEST/1", 2), Burial("TEST/1", 2), Burial("TEST/1", 9)]
    outcomes = [Outcome.UNCHANGED, Outcome.LOADED, Outcome.UNCHANGED, Outcome.LOADED]
    assert store.delete_many(burials) == outcomes
    assert store.put([a("1", version=9)]).unchanged == 1
    assert store.buried(["TEST/1"]) == {"TEST/1": 2}
    assert drain(store) == ["TEST/1"]


def test_the_store_says_when_the_index_has_something_to_do(either_store: Store) -> None:
    told: list[int] = []
    store = Store(either_store.url, committed=lambda: told.append(either_store.pending()))
    store.put(a(str(n)) for n in range(1_500))
    assert told == [1_000, 1_500], "after each transaction, not before"
    delete(store, "TEST/1")
    assert len(told) == 3
    store.close()


def test_what_waits_is_told_by_system_with_the_oldest(store: Store) -> None:
    began = time.time()
    store.put([a("1"), a("2", system="PNC"), a("3", system="PNC")])
    job = next(job for job in store.lease(10) if job.id == "PNC/3")
    store.give_up(job, Fault("PNC", "", 0, (FieldError("", "x"),), {}, "PNC/3", INDEX))
    told = store.waiting()
    assert {name: (one.records, one.not_indexed) for name, one in told.items()} == {
        "TEST": (1, 0),
        "PNC": (1, 1),
    }
    assert all(one.since is not None and began <= one.since <= time.time() for one in told.values())


def test_a_folder_is_one_process_s_until_its_lease_runs_out(store: Store) -> None:
    with store.delivering() as connection:
        assert store_feeds.claim(connection, "CRIS", "a", 0.2)
        assert store_feeds.claim(connection, "CRIS", "a", 0.2)
        assert not store_feeds.claim(connection, "CRIS", "b", 60)
        assert store_feeds.claim(connection, "PNC", "b", 60)
        assert store_feeds.begin(connection, "CRIS", "a", "x.csv") == 1
        assert store_feeds.begin(connection, "CRIS", "a", "x.csv") == 2
        assert store_feeds.begin(connection, "CRIS", "b", "x.csv") == 0
    time.sleep(0.3)
    counts = {"loaded": 0, "unchanged": 0, "rejected": 0}
    with store.delivering() as connection:
        assert store_feeds.claim(connection, "CRIS", "b", 60)
        assert not store_feeds.settle(connection, "CRIS", "a", Delivered.LOADED, None, counts)
        assert store_feeds.begin(connection, "CRIS", "b", "x.csv") == 3
        assert store_feeds.settle(connection, "CRIS", "b", Delivered.FAILED, "no", counts)
        store_feeds.let_go(connection, "CRIS", "b")
        assert store_feeds.claim(connection, "CRIS", "c", 60)


def test_a_feed_is_late_when_it_does_not_report_and_when_its_delivery_failed(store: Store) -> None:
    counts = {"loaded": 1, "unchanged": 0, "rejected": 0}
    store.fed("CRIS", None, counts)
    loaded = store.feeds()["CRIS"].loaded_at
    assert not store.feeds()["CRIS"].late(loaded + 10**9), "loaded by hand: nobody expects more"
    with store.delivering() as connection:
        store_feeds.expect(connection, "CRIS", 600)
    assert not store.feeds()["CRIS"].late(loaded + 599)
    assert store.feeds()["CRIS"].late(loaded + 601)
    with store.delivering() as connection:
        store_feeds.expect(connection, "CRIS", None)
        store_feeds.claim(connection, "CRIS", "a", 60)
        store_feeds.begin(connection, "CRIS", "a", "x.csv")
    assert store.feeds()["CRIS"].late(loaded + store_feeds.DAILY + 1), "it delivers by itself"
    with store.delivering() as connection:
        store_feeds.expect(connection, "CRIS", 0)
        store_feeds.settle(connection, "CRIS", "a", Delivered.FAILED, "damaged", counts)
    assert store.feeds()["CRIS"].late(loaded)
    store.fed("CRIS", None, counts)
    assert not store.feeds()["CRIS"].late(loaded + 10**9)


def test_the_check_gives_revision_and_handling(store: Store) -> None:
    store.put([parse(full()), a()])
    current = store.check.current(["CRIS/2314567/24", "TEST/1", "TEST/9"])
    assert current.keys() == {"CRIS/2314567/24", "TEST/1"}
    assert current["CRIS/2314567/24"].handling.sensitive
    assert current["TEST/1"].revision == 1


def test_a_batch_that_fails_leaves_neither_record_nor_outbox_row(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(store_put, "enqueue", fail)
    with pytest.raises(RuntimeError):
        store.put([a()])
    assert store.get("TEST/1") is None
    assert store.pending() == 0


def test_writers_at_once_lose_nothing(store: Store) -> None:
    def put(start: int) -> None:
        other = Store(store.url, migrate=False)
        for n in range(start, start + 20):
            other.put([a(str(n % 30), version=n + 1, title=f"title {n}")])
        other.close()

    threads = [threading.Thread(target=put, args=(start,)) for start in (0, 20, 40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stored = [store.get(f"TEST/{n}") for n in range(30)]
    assert [s.version for s in stored if s] == [max(n + 1, n + 31) for n in range(30)]
    assert store.pending() == 30


def test_records_are_scanned_once_each(store: Store) -> None:
    store.put([a(str(n)) for n in range(25)])
    batches = list(store.scan(batch=10))
    assert [len(batch) for batch in batches] == [10, 10, 5]
    assert len({s.id for batch in batches for s in batch}) == 25
    assert store.counts() == {"TEST": 25}


def test_a_feed_never_reaches_less_far_than_it_did(store: Store) -> None:
    counts = {"loaded": 2, "unchanged": 1, "rejected": 0}
    store.fed("CRIS", "2026-01-02T00:00:00Z", counts)
    store.fed("CRIS", "2025-01-02T00:00:00Z", counts | {"loaded": 7})
    state = store.feeds()["CRIS"]
    assert (state.as_of, state.counts["loaded"]) == ("2026-01-02T00:00:00Z", 7)


def test_the_migrations_make_what_the_tables_say_and_take_it_away(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'records.db'}"
    migrations.upgrade(url)
    migrations.upgrade(url)
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": migrations.VERSION_TABLE})
        assert compare_metadata(context, metadata) == []
    migrations.downgrade(url, "base")
    assert set(sa.inspect(engine).get_table_names()) <= {migrations.VERSION_TABLE}
    assert migrations.current(url) is None
    engine.dispose()
