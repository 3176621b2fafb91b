"""Searching through rebuilds under constant loading, from the outside: no request fails, none returns a mixture, none less."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from indexer.drain import Drain
from indexer.lifecycle import Lifecycle
from indexer.local_es import Server
from indexer.rebuild import Rebuild
from indexer.reconcile import IndexCopy, Reconcile
from indexer.store import Store
from indexer.writer import Writer, connect
from tests.engine.index_instance import NothingToRead
from tests.faults.scene import some
from tests.support.house import House, ask, house

STEP = 50  # records that come in at once
SEARCHERS = 3
REBUILDS = 3


@pytest.fixture
def one(es: Server, index_prefix: str, tmp_path: Path) -> Iterator[House]:
    with house(es, index_prefix, tmp_path) as made:
        yield made


@dataclass
class Coming:
    """What has come in: put counts what the store was given, found what was called indexed."""

    store: Store
    drain: Drain
    put: int = 0
    found: int = 0
    stop: threading.Event = field(default_factory=threading.Event)

    def load(self, count: int = STEP) -> None:
        """Put records, and index them."""
        self.put += count
        self.store.put(some(count, self.put - count))
        while self.drain.step():
            pass
        self.found = self.put

    def run(self) -> None:
        """Load all the time."""
        while not self.stop.is_set():
            self.load()


@dataclass
class Searcher:
    """Somebody who searches all the time."""

    client: FlaskClient
    coming: Coming
    asked: int = 0
    wrong: list[str] = field(default_factory=list)

    def run(self) -> None:
        while not self.coming.stop.is_set():
            floor = self.coming.found
            answer = ask(self.client, "/search?q=")
            self.asked += 1
            if answer.status_code != 200:
                self.wrong.append(f"{answer.status_code}: {answer.text[:200]}")
            else:
                self.wrong += self._wrong(answer.get_json(), floor, self.coming.put)

    def _wrong(self, answer: dict[str, Any], floor: int, most: int) -> Iterator[str]:
        total = answer["total"]
        if not floor <= total <= most:
            yield f"a total of {total}, not {floor} to {most}"
        for name in ("system", "kind"):
            if (counted := sum(value["count"] for value in answer["facets"][name])) != total:
                yield f"{counted} by {name}, but a total of {total}"
        refs = [hit["ref"] for hit in answer["hits"]]
        if len(set(refs)) != len(refs):
            yield f"twice: {refs}"


@contextmanager
def running(*runs: Any) -> Iterator[None]:
    threads = [threading.Thread(target=run) for run in runs]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for thread in threads:
            thread.join()


def test_no_search_sees_a_rebuild(one: House, es: Server, index_prefix: str) -> None:
    client, store = connect(es.url, *es.writer), one.services.store
    lifecycle = Lifecycle(client, index_prefix)
    coming = Coming(store, Drain(store, NothingToRead(), one.writer))
    coming.load(500)
    searchers = [Searcher(one.person(f"analyst-{n}", "analyst"), coming) for n in range(SEARCHERS)]
    parts = partial(Writer, client, beside=()), partial(IndexCopy, client)
    lives = {lifecycle.live()}
    with running(coming.run, *(searcher.run for searcher in searchers)):
        try:
            for _ in range(REBUILDS):
                Rebuild(lifecycle, *parts, store, NothingToRead()).run()
                lives.add(lifecycle.live())
        finally:
            coming.stop.set()
    assert [wrong for searcher in searchers for wrong in searcher.wrong] == []
    assert min(searcher.asked for searcher in searchers) > 5 * REBUILDS
    assert len(lives) == REBUILDS + 1
    assert coming.put > 500 + REBUILDS * STEP
    assert list(Reconcile(store, IndexCopy(client, lifecycle.alias)).faults()) == []
    client.close()
