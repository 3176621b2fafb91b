"""A rebuild: from the store alone, all of it, what changed meanwhile included; nothing left behind where it fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from indexer.lifecycle import Lifecycle
from indexer.local_es import Server
from indexer.mapping import alias
from indexer.pole import parse
from indexer.rebuild import Rebuild
from indexer.store import Store
from indexer.writer import Writer, connect
from tests.engine.index_instance import Instance, NothingToRead

HANDLING = {
    "tier": "OFFICIAL",
    "sensitive": False,
    "force": "01",
    "audience": ["*"],
    "compartments": [],
    "denied": [],
    "releasable_to": [],
}


def record(number: int, version: int = 1, title: str = "Theft") -> object:
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
    writing = partial(Writer, instance.client)
    return Rebuild(instance.lifecycle, writing, instance.store, NothingToRead(), progress)


def everything(instance: Instance) -> dict[str, int]:
    found = instance.client.search(
        index=instance.alias, size=1000, version=True, query={"exists": {"field": "kind"}}
    )
    return {hit["_source"]["id"]: hit["_version"] for hit in found["hits"]["hits"]}


def test_everything_is_there_and_the_old_one_is_gone(instance: Instance) -> None:
    instance.store.put([record(n) for n in range(1200)])
    before = instance.lifecycle.live()
    assert rebuild(instance).run() == 1200
    assert instance.lifecycle.live() != before
    assert instance.client.count(index=alias(instance.prefix))["count"] == 1200
    names = list(instance.client.indices.get(index=f"{instance.alias}-*"))
    assert names == [instance.lifecycle.live()]


def test_what_changes_meanwhile_is_in_the_new_one(instance: Instance) -> None:
    instance.store.put([record(n) for n in range(600)])
    instance.drained()
    done = []

    def meanwhile(written: int) -> None:
        if written >= 500 and not done:
            done.append(written)
            instance.store.put([record(1, 2, "Robbery"), record(9001)])
            instance.store.delete("CRIS/2")
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
