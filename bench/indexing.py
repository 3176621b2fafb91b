"""From outbox to index against the bare tools in the same run, in turns; and how long a record waits to be found.

    python -m bench.indexing [--records 20000] [--reports 1500] [--seconds 60]

- Structured records: leased, assembled, written, refreshed and marked by the worker's own loop, against
  `elasticsearch.helpers.parallel_bulk` of the very same documents, made beforehand, refreshed at its end.
- Reports: the same from outbox to index with the reading of their texts, against `nlp.pipe` of those texts alone.
- Lag: a worker process beside a load of 100 structured records a second; from the commit until searches find them.

The town is synthetic.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import spacy
from elasticsearch import Elasticsearch, helpers
from spacy.language import Language

from bench.reading import reports as unlike
from indexer import assemble
from indexer.assemble import Readings
from indexer.demo.town import Town
from indexer.drain import Drain
from indexer.home import Home
from indexer.lifecycle import Lifecycle
from indexer.local_es import LocalElasticsearch, Server
from indexer.memory import settle
from indexer.pole import Record, parse
from indexer.store import Store
from indexer.worker import YOUNG_OBJECTS
from indexer.writer import Writer, connect
from nlp.pipeline.model import UNUSED, best_model
from nlp.reader import Reader

ROUNDS = 3
A_SECOND = 100
PUT_EVERY = 0.1  # seconds
LOOK_EVERY = 0.02


@dataclass
class Place:
    """An engine, and a home on it."""

    home: Home
    server: Server
    client: Elasticsearch

    @contextmanager
    def index(self, name: str) -> Iterator[Lifecycle]:
        """An empty index of its own, gone afterwards."""
        lifecycle = Lifecycle(self.client, f"{self.server.prefix}{name}-")
        lifecycle.ensure()
        yield lifecycle
        self.client.indices.delete(index=str(lifecycle.live()))


@contextmanager
def place() -> Iterator[Place]:
    """A place of this run's own."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home.open(Path(folder) / "home")
        local = LocalElasticsearch(home, "1g", environment=os.environ)
        try:
            server = local.start()
            client = connect(server.url, *server.writer)
            yield Place(home, server, client)
            client.close()
        finally:
            local.purge()


def records(count: int, *, reports: bool) -> list[Record]:
    """So many structured records, or reports with a text, of the town."""
    town = Town(max(1_000, count * 4), datetime.now(UTC).date())
    wanted = (row.record for row in town.made() if bool(row.record.get("text")) is reports)
    parsed = (parse(record) for record in islice(wanted, count))
    return list({record.id: record for record in parsed}.values())  # in a large town two may share a number


# ------------------------------------------------------------------------------------------ how fast


def bulked(at: Place, documents: Sequence[dict[str, Any]]) -> float:
    """Seconds that the bare client takes for these documents, until searches find them."""
    with at.index("bare") as lifecycle:
        actions = ({"_index": lifecycle.alias, "_id": made["id"], "_source": made} for made in documents)
        bare = Elasticsearch(at.server.url, basic_auth=at.server.writer, request_timeout=120)
        began = time.perf_counter()
        for _ in helpers.parallel_bulk(bare, actions):
            pass
        bare.indices.refresh(index=lifecycle.alias)
        taken = time.perf_counter() - began
        bare.close()
    return taken


def drained(at: Place, given: Sequence[Record], reader: Reader) -> float:
    """Seconds that the worker's loop takes for these records, from the outbox until all are marked as indexed."""
    with at.index("ours") as lifecycle, tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{folder}/records.db")
        store.put(given)
        stop = threading.Event()
        watch = threading.Thread(target=stop_when_empty, args=(store, stop))
        drain = Drain(store, reader, Writer(at.client, lifecycle.alias))
        began = time.perf_counter()
        watch.start()
        drain.run(stop)
        taken = time.perf_counter() - began
        watch.join()
        assert at.client.count(index=lifecycle.alias)["count"] == len(given)
        store.close()
    return taken


def stop_when_empty(store: Store, stop: threading.Event) -> None:
    """Say stop as soon as nothing waits."""
    while store.pending():
        time.sleep(0.1)
    stop.set()


def piped(bare: Language, texts: Sequence[str]) -> float:
    """Seconds that the bare model takes for these texts."""
    began = time.perf_counter()
    with bare.memory_zone():
        for _ in bare.pipe(texts):
            pass
    return time.perf_counter() - began


def told(what: str, count: int, ours: float, bare: float) -> None:
    """Print a line: rates and their ratio."""
    print(
        f"{what:<20} {count:>6}  {count / ours:8.0f} /s ours  {count / bare:8.0f} /s bare  ratio {bare / ours:.2f}",
        flush=True,
    )


def structured(at: Place, count: int) -> None:
    """Structured records against the bare bulk, the better of some rounds each."""
    given = records(count, reports=False)
    documents = [assemble.document(record, 1, Readings()) for record in given]
    reader, ours, bare = Reader(), list[float](), list[float]()
    settle(YOUNG_OBJECTS)
    for _ in range(ROUNDS):
        bare.append(bulked(at, documents))
        ours.append(drained(at, given, reader))
    told("structured records", len(given), min(ours), min(bare))


def read(at: Place, count: int) -> None:
    """Reports against the bare pipe, the better of some rounds each."""
    base, texts = records(count, reports=True), unlike(count)
    given = [
        parse(record.as_json() | {"text": text, "sanitised_text": None})
        for record, text in zip(base, texts, strict=False)
    ]
    reader, ours, bare = Reader(), list[float](), list[float]()
    bare_nlp = spacy.load(best_model(), exclude=list(UNUSED))
    settle(YOUNG_OBJECTS)
    for _ in range(ROUNDS):
        bare.append(piped(bare_nlp, texts))
        ours.append(drained(at, given, reader))
    told("reports", len(given), min(ours), min(bare))


# ------------------------------------------------------------------------------------------ how soon


def lag(at: Place, seconds: int) -> None:
    """Print how long records wait that come a hundred a second."""
    store = Store(at.home.records_url)
    Lifecycle(at.client, at.server.prefix).ensure()
    given = iter(records(A_SECOND * seconds, reports=False))
    with worker(at):
        store.put([parse(warm(n)) for n in range(50)])
        while store.pending():
            time.sleep(0.1)
        waited = sorted(steady(store, given))
    store.close()
    shares = "  ".join(
        f"p{share} {waited[len(waited) * share // 100] * 1000:.0f} ms" for share in (50, 95, 99)
    )
    print(
        f"{'lag':<20} {len(waited):>6}  {A_SECOND}/s for {seconds} s  {shares}  worst {waited[-1] * 1000:.0f} ms"
    )


def steady(store: Store, given: Iterator[Record]) -> list[float]:
    """Put records at the steady rate; gives how long each of them waited, in seconds."""
    put: dict[str, float] = {}
    waited: list[float] = []
    due = time.perf_counter()
    while some := list(islice(given, int(A_SECOND * PUT_EVERY))):
        store.put(some)
        put |= dict.fromkeys((record.id for record in some), time.perf_counter())
        due += PUT_EVERY
        while time.perf_counter() < due:
            waited += found(store, put)
            time.sleep(LOOK_EVERY)
    while put:
        waited += found(store, put)
        time.sleep(LOOK_EVERY)
    return waited


def found(store: Store, put: dict[str, float]) -> Iterable[float]:
    """Take out of `put` what the outbox holds no more; gives how long that waited."""
    held = store.held(list(put))
    now = time.perf_counter()
    return [now - put.pop(id_) for id_, one in held.items() if one.reported is None]


def warm(number: int) -> dict[str, Any]:
    """A record that only wakes the worker."""
    handling = {"tier": "OFFICIAL", "sensitive": False, "force": "01", "audience": ["*"]}
    none: dict[str, list[str]] = {"compartments": [], "denied": [], "releasable_to": []}
    return {
        "system": "BENCH", "ref": str(number), "kind": "event", "title": "Theft", "recorded": "2024-03-02T08:10:00Z",
        "handling": handling | none,
    }  # fmt: skip


@contextmanager
def worker(at: Place) -> Iterator[None]:
    """The worker, as a process of its own."""
    user, password = at.server.writer
    settings = {
        "SIGHTLINE_HOME": str(at.home.path),
        "ELASTICSEARCH_URL": at.server.url,
        "ELASTICSEARCH_WRITER_USER": user,
        "ELASTICSEARCH_WRITER_PASSWORD": password,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "indexer.worker"], env={"PATH": os.environ["PATH"], **settings}
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--reports", type=int, default=1_500)
    parser.add_argument("--seconds", type=int, default=60)
    given = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f}")
    with place() as at:
        if given.records:
            structured(at, given.records)
        if given.reports:
            read(at, given.reports)
        if given.seconds:
            lag(at, given.seconds)


if __name__ == "__main__":
    main()
