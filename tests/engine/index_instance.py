"""A record store and an index of one test's own, on the real engine."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from elasticsearch import Elasticsearch

from indexer.drain import Drain, Text
from indexer.home import Home
from indexer.lifecycle import Lifecycle
from indexer.local_es import Server
from indexer.mapping import alias
from indexer.rebuild import Rebuild
from indexer.reconcile import Fault, IndexCopy, Reconcile
from indexer.store import Store
from indexer.writer import Writer, connect


def home_of(es: Server, folder: Path) -> Home:
    """A home made in a folder, whose index names the server lets its users touch."""
    folder.mkdir()
    settings = {"instance": es.prefix.split("-")[1], "force": "01", "demo": False}
    (folder / "settings.json").write_text(json.dumps(settings))
    return Home.open(folder)


class NothingToRead:
    """The reader of tests whose records have no text: it says so when it is asked all the same."""

    def read_many(self, texts: Iterable[Text]) -> Iterator[Any]:
        raise AssertionError(f"these records should have no text: {list(texts)}")


@dataclass
class Instance:
    """What a worker works with."""

    store: Store
    client: Elasticsearch
    lifecycle: Lifecycle
    prefix: str

    @property
    def alias(self) -> str:
        return alias(self.prefix)

    def drain(self, reader: Any = None, batch: int = 500) -> Drain:
        return Drain(self.store, reader or NothingToRead(), Writer(self.client, self.alias), batch)

    def drained(self, reader: Any = None, batch: int = 500) -> int:
        """Drain until nothing is due; gives how many jobs that were."""
        drain, jobs = self.drain(reader, batch), 0
        while taken := drain.step():
            jobs += taken
        return jobs

    def rebuild(self, progress: Callable[[int], object] = lambda _: None, reader: Any = None) -> Rebuild:
        """A rebuild that is yet to run."""
        parts = partial(Writer, self.client, beside=()), partial(IndexCopy, self.client)
        return Rebuild(self.lifecycle, *parts, self.store, reader or NothingToRead(), progress)

    def faults(self) -> list[Fault]:
        """At what store and index do not agree."""
        return list(Reconcile(self.store, IndexCopy(self.client, self.alias)).faults())

    def source(self, id_: str) -> dict[str, Any] | None:
        """What searches find under an id."""
        found = self.client.search(index=self.alias, query={"term": {"id": id_}}, version=True)["hits"][
            "hits"
        ]
        return found[0]["_source"] | {"_version": found[0]["_version"]} if found else None

    def ids(self, query: dict[str, Any]) -> set[str]:
        found = self.client.search(index=self.alias, query=query, size=1_000, source=["id"])
        return {hit["_source"]["id"] for hit in found["hits"]["hits"]}

    def versions(self) -> dict[str, int]:
        """Every document's id and version."""
        found = self.client.search(
            index=self.alias, query={"match_all": {}}, size=10_000, version=True, source=False
        )
        return {hit["_id"]: hit["_version"] for hit in found["hits"]["hits"]}


def forget(client: Elasticsearch, index: str, *ids: str) -> None:
    """Take documents out as if they had never been there: else the engine remembers a deletion's version for a while."""
    client.indices.put_settings(index=index, settings={"index.gc_deletes": "0ms"})
    for id_ in ids:
        client.delete(index=index, id=id_, refresh=True)
    for _ in range(3):
        time.sleep(0.3)  # the engine's clock for this ticks slowly
        client.indices.refresh(index=index)


@contextmanager
def instance(es: Server, prefix: str, folder: Path) -> Iterator[Instance]:
    """An empty store and an empty index; both gone afterwards."""
    store = Store(f"sqlite:///{folder / 'records.db'}")
    client = connect(es.url, *es.writer)
    lifecycle = Lifecycle(client, prefix)
    lifecycle.ensure()
    try:
        yield Instance(store, client, lifecycle, prefix)
    finally:
        if names := list(client.indices.get(index=f"{prefix}*")):
            client.indices.delete(index=names)
        client.close()
        store.close()
