"""A rebuild: from the store alone, all of it, what changed meanwhile included; nothing left behind where it fails."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from indexer import assemble
from indexer.drain import Drain
from indexer.lifecycle import Lifecycle
from indexer.local_es import Server
from indexer.mapping import alias, building
from indexer.pole import Record, parse
from indexer.rebuild import Disagreement, Rebuild
from indexer.store import Store
from indexer.tombstones import sweep
from indexer.writer import Writer, connect
from tests.engine.index_instance import Instance, NothingToRead, forget
from tests.support.burying import delete

HANDLING = {
    "tier": "OFFICIAL",
    "sensitive": False,
    "force": "01",
    "audience": ["*"],
    "compartments": [],
    "denied": [],
    "releasable_to": [],
}


def record(number: int, version: int = 1, title: str = "Theft") -> Record:
    return parse(
        {"system": "CRIS", "ref": str(number), "kind": "event", "title": title, "version": version,
         "recorded": "2024-03-02T08:10:00Z", "handling": HANDLING}
    )  # fmt: skip


@pytest.fixture
def instance(es: Server, index_prefix: str, tmp_path: Path) -> Iterator[Instance]:
    store, client = Store(f"sqlite:///{tmp_path}/records.db"), connect(es.url, *es.writer)
    made = Instance(store, client, Lifecycle(client, index_prefix), index_prefix)
    made.lifecycle.ensure()
    yield made
    client.close()
    store.close()


def rebuild(instance: Instance, progress: Callable[[int], object] = lambda _: None) -> Rebuild:
    return instance.rebuild(progress)


def names(instance: Instance) -> set[str | None]:
    """Every index of the instance."""
    return set(instance.client.indices.get(index=f"{instance.alias}-*"))


def everything(instance: Instance) -> dict[str, int]:
    found = instance.client.search(
        index=instance.alias, size=1000, version=True, query={"exists": {"field": "kind"}}
    )
    return {hit["_source"]["id"]: hit["_version"] for hit in found["hits"]["hits"]}


def test_everything_is_there_and_the_old_one_is_kept_until_it_is_dropped(instance: Instance) -> None:
    instance.store.put([record(n) for n in range(1200)])
    before = instance.lifecycle.live()
    assert rebuild(instance).run() == 1200
    assert instance.lifecycle.live() != before
    assert instance.client.count(index=alias(instance.prefix))["count"] == 1200
    assert names(instance) == {before, instance.lifecycle.live()}
    assert instance.lifecycle.drop_old() == [before]
    assert names(instance) == {instance.lifecycle.live()}


def test_what_changes_meanwhile_is_in_the_new_one(instance: Instance) -> None:
    instance.store.put([record(n) for n in range(600)])
    instance.drained()
    done = []

    def meanwhile(written: int) -> None:
        if written >= 500 and not done:
            done.append(written)
            instance.store.put([record(1, 2, "Robbery"), record(9001)])
            delete(instance.store, "CRIS/2")
            instance.drained()  # the worker brings it to the live index, and calls it done

    rebuild(instance, meanwhile).run()
    assert done
    found = everything(instance)
    stored = {one.id: one.revision for batch in instance.store.scan() for one in batch}
    assert found == stored
    source = instance.source("CRIS/1")
    assert source
    assert "Robbery" in source["record"]["title"]
    assert "CRIS/9001" in found
    assert "CRIS/2" not in found
    assert instance.faults() == []


def test_a_worker_that_took_its_batch_before_the_rebuild_began_does_no_harm(instance: Instance) -> None:
    instance.store.put([record(n) for n in range(20)])
    instance.drained()
    instance.store.put([record(1, 2, "Late")])
    delete(instance.store, "CRIS/2")
    late = instance.drain().take()
    assert late
    instance.store.put([record(1, 3, "Later")])
    instance.store.put([record(2, 2, "Back")])
    instance.drained()

    def meanwhile(written: int) -> None:
        instance.drain().finish(late)

    rebuild(instance, meanwhile).run()
    assert instance.faults() == []
    assert everything(instance)["CRIS/2"] == 3


def test_what_the_new_index_lacks_is_mended_before_the_swap(instance: Instance) -> None:
    instance.store.put([record(n) for n in range(20)])
    instance.drained()

    def lose(written: int) -> None:
        if written == 20:  # the first walk, not its mending
            instance.client.indices.put_settings(
                index=building(instance.alias), settings={"gc_deletes": "0ms"}
            )
            instance.client.delete(index=building(instance.alias), id="CRIS/7", refresh=True)
            time.sleep(1)  # the engine forgets a deletion's version by a clock of its own, at a refresh
            instance.client.indices.refresh(index=building(instance.alias))

    assert rebuild(instance, lose).run() == 20
    assert instance.faults() == []


def test_an_index_that_holds_what_the_store_does_not_is_not_swapped_in(instance: Instance) -> None:
    instance.store.put([record(n) for n in range(5)])
    instance.drained()
    live = instance.lifecycle.live()

    def spoil(written: int) -> None:
        instance.client.index(index=building(instance.alias), id="CRIS/stray", document={"id": "CRIS/stray"})

    with pytest.raises(Disagreement, match=r"CRIS/stray \(stray\)"):
        rebuild(instance, spoil).run()
    assert names(instance) == {live} == {instance.lifecycle.live()}


def test_what_the_engine_refuses_is_reported_and_stops_nothing(
    instance: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    instance.store.put([record(n) for n in range(5)])
    instance.drained()
    made = assemble.document

    def unmapped(one: Record, revision: int, readings: assemble.Readings) -> dict[str, Any]:
        return made(one, revision, readings) | ({"unmapped": 1} if one.ref == "3" else {})

    monkeypatch.setattr(assemble, "document", unmapped)
    rebuild(instance).run()
    assert instance.store.pending() == 1, "what could not be written is the worker's to report"
    instance.drained()
    assert [entry.record for entry in instance.store.quarantined()] == ["CRIS/3"]
    assert instance.faults() == []


def test_what_a_killed_build_left_behind_is_cleared_by_the_next(instance: Instance) -> None:
    instance.store.put([record(n) for n in range(5)])
    instance.drained()
    live = instance.lifecycle.live()
    killed = instance.lifecycle.building()
    half_built = killed.__enter__()  # and nobody ever leaves it
    instance.store.put([record(9)])
    instance.drained()
    rebuild(instance).run()
    assert names(instance) == {live, instance.lifecycle.live()}
    assert not instance.client.indices.exists_alias(name=building(instance.alias))
    assert instance.lifecycle.live() == half_built, "its number is free again"
    assert instance.faults() == []


def test_a_tombstone_stays_until_nothing_older_can_come_and_then_goes(instance: Instance) -> None:
    instance.store.put([record(n) for n in range(4)])
    instance.drained()
    delete(instance.store, "CRIS/1")
    delete(instance.store, "CRIS/2")
    instance.drained()
    writer = Writer(instance.client, instance.alias)
    assert sweep(instance.store, writer) == 0, "its lease may still run"
    instance.store.requeue(["CRIS/2"])
    assert sweep(instance.store, writer, kept=0) == 1
    instance.client.indices.refresh(index=instance.alias)
    assert instance.versions() == {"CRIS/0": 1, "CRIS/2": 2, "CRIS/3": 1}
    assert instance.faults() == []
    instance.drained()
    instance.store.put([record(2, 2)])  # comes back between the look and the removal
    instance.drained()
    writer.remove({"CRIS/2": 2})
    instance.client.indices.refresh(index=instance.alias)
    assert instance.versions()["CRIS/2"] == 3


def test_a_worker_that_slept_over_its_lease_writes_nothing(instance: Instance) -> None:
    instance.store.put([record(1)])
    slept = Drain(instance.store, NothingToRead(), Writer(instance.client, instance.alias), lease_seconds=0.2)
    batch = slept.take()
    assert batch
    time.sleep(0.3)
    delete(instance.store, "CRIS/1")
    instance.drained()
    sweep(instance.store, Writer(instance.client, instance.alias), kept=0)
    forget(instance.client, instance.alias)
    slept.finish(batch)
    instance.client.indices.refresh(index=instance.alias)
    assert instance.versions() == {}


def test_a_worker_that_slept_just_before_it_wrote_buries_again_what_it_raised(instance: Instance) -> None:
    instance.store.put([record(1)])

    class Sleeper(Writer):
        """Stopped after its lease was looked at, and woken when the tombstone was gone."""

        def write(self, documents: Any) -> Any:
            delete(instance.store, "CRIS/1")
            instance.drained()
            sweep(instance.store, Writer(instance.client, instance.alias), kept=0)
            forget(instance.client, instance.alias)
            return super().write(documents)

    writer = Sleeper(instance.client, instance.alias)
    Drain(instance.store, NothingToRead(), writer, lease_seconds=0.25).step()
    assert instance.store.check.withheld() == ["CRIS/1"]
    instance.drained()
    assert instance.versions() == {"CRIS/1": 2}


def test_a_failed_one_leaves_the_live_one_as_it_was(instance: Instance) -> None:
    instance.store.put([record(n) for n in range(10)])
    instance.drained()
    live = instance.lifecycle.live()

    def fail(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(instance, fail).run()
    assert instance.lifecycle.live() == live
    assert list(instance.client.indices.get(index=f"{instance.alias}-*")) == [live]
    assert len(everything(instance)) == 10
