"""Elasticsearch killed by `kill -9` while records come in: alone, and as one of three."""

from __future__ import annotations

import json
import os
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from indexer.home import Home
from indexer.lifecycle import Lifecycle
from indexer.local_es import LocalElasticsearch, Server
from indexer.mapping import alias
from indexer.store import Store
from indexer.writer import connect
from tests.conftest import SHORT_LIVED
from tests.engine.index_instance import Instance
from tests.faults.scene import Scene, nothing_lost, some
from tests.support.cluster import Node, cluster, kill

BATCH = 250


@contextmanager
def stage(server: Server, folder: Path, replicas: int = 0) -> Iterator[Scene]:
    """A home on an engine of the test's own."""
    folder.mkdir()
    settings = {"instance": server.prefix.split("-")[1], "force": "01", "demo": False}
    (folder / "settings.json").write_text(json.dumps(settings))
    home, store = Home.open(folder), Store(f"sqlite:///{folder / 'records.db'}")
    client = connect(server.url, *server.writer)
    lifecycle = Lifecycle(client, server.prefix, replicas=replicas)
    lifecycle.ensure()
    yield Scene(home, Instance(store, client, lifecycle, server.prefix), server)
    client.close()
    store.close()


@dataclass
class Loading:
    """Records that come in all the time, as long as it is entered."""

    store: Store
    pause: float = 0.1
    count: int = 0
    _stop: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def on(self) -> Iterator[None]:
        thread = threading.Thread(target=self._run)
        thread.start()
        try:
            yield
        finally:
            self._stop.set()
            thread.join()

    @property
    def ids(self) -> list[str]:
        return [f"TEST/{n:07}" for n in range(self.count)]

    def _run(self) -> None:
        while not self._stop.wait(self.pause):
            self.store.put(some(BATCH, self.count))
            self.count += BATCH


def progress(scene: Scene, records: int = BATCH) -> None:
    """Wait until so many more are indexed than now."""
    until, goal = time.monotonic() + 90, indexed(scene) + records
    while indexed(scene) < goal:
        assert time.monotonic() < until, scene.log()
        time.sleep(0.05)


def indexed(scene: Scene) -> int:
    """How many records are called indexed, at least."""
    counted = sum(scene.made.store.counts().values())  # first: what is put in between is no more than pending
    return counted - scene.made.store.pending()


def kill_and_restart(folder: Path, kills: int) -> None:
    """A single node, killed while it is written to, and started again at the same port."""
    local = LocalElasticsearch(folder / "engine", "512m", environment=os.environ, jvm=SHORT_LIVED)
    rng = random.Random(3)
    try:
        server = local.start()
        local.port = int(server.url.rpartition(":")[2])
        with stage(server, folder / "home") as scene, scene.worker() as worker:
            loading = Loading(scene.made.store)
            with loading.on():
                for _ in range(kills):
                    progress(scene)
                    time.sleep(rng.random())
                    kill(local)
                    time.sleep(rng.random())
                    assert worker.poll() is None
                    local.start()
                progress(scene)
            scene.wait(worker)
            nothing_lost(scene.made, loading.ids)
    finally:
        local.purge()


def kill_one_of_three(folder: Path, kills: int) -> None:
    """One of three nodes killed while it is written to; searches go on at another."""
    rng = random.Random(4)
    with cluster(folder) as nodes, stage(nodes[0].answers(), folder / "home", replicas=1) as scene:
        settled(scene)
        with scene.worker() as worker, searching(scene) as searches:
            loading = Loading(scene.made.store, pause=0.3)
            with loading.on():
                for number in range(kills):
                    progress(scene)
                    victim = holder(scene, nodes) if number == 0 else nodes[rng.choice((1, 2))]
                    victim.kill()
                    progress(scene, 2 * BATCH)  # goes on with two
                    victim.launch()
                    victim.answers()
                    settled(scene)
            scene.wait(worker)
            nothing_lost(scene.made, loading.ids)
        assert searches.done > 20
        assert searches.failures == []


def holder(scene: Scene, nodes: list[Node]) -> Node:
    """A node that holds a copy of the index, the one with the primary if it is not the one that we talk to."""
    shards = scene.made.client.cat.shards(index=scene.made.alias, format="json")
    names = [str(shard["node"]) for shard in sorted(shards, key=lambda shard: str(shard["prirep"]))]
    return next(node for name in names for node in nodes[1:] if node.name == name)


def settled(scene: Scene) -> None:
    """Wait until every copy is there."""
    health = scene.made.client.cluster.health(wait_for_status="green", timeout="60s")
    assert health["status"] == "green", health


@dataclass
class Searches:
    """What became of searches that were asked all the time."""

    done: int = 0
    failures: list[str] = field(default_factory=list)


@contextmanager
def searching(scene: Scene) -> Iterator[Searches]:
    """Ask for the number of records, all the time; it may neither fail, nor be less than what was called indexed before.

    More it may be for a moment, and then less again: a refresh reaches one copy before the other.
    """
    told, stop = Searches(), threading.Event()
    client = connect(scene.es.url, *scene.es.reader)

    def run() -> None:
        while not stop.wait(0.05):
            try:
                floor = indexed(scene)
                answer = client.search(
                    index=alias(scene.es.prefix),
                    size=0,
                    track_total_hits=True,
                    allow_partial_search_results=False,
                )
                total = answer["hits"]["total"]["value"]
                if total < floor:
                    told.failures.append(f"{total} of {floor}")
                told.done += 1
            except Exception as error:
                told.failures.append(repr(error))

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield told
    finally:
        stop.set()
        thread.join()
        client.close()


def test_a_single_node_killed_and_restarted_during_a_load(tmp_path: Path) -> None:
    kill_and_restart(tmp_path, 1)


def test_one_of_three_nodes_killed_during_a_load(tmp_path: Path) -> None:
    kill_one_of_three(tmp_path, 1)


@pytest.mark.slow
@pytest.mark.timeout(1_800)
def test_a_single_node_killed_ten_times(tmp_path: Path) -> None:
    kill_and_restart(tmp_path, 10)


@pytest.mark.slow
@pytest.mark.timeout(1_800)
def test_one_of_three_nodes_killed_five_times(tmp_path: Path) -> None:
    kill_one_of_three(tmp_path, 5)
