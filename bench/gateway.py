"""What the gateway adds to a search: the same bodies through it and sent bare, in turn, in one run.

    python -m bench.gateway [--documents 100000] [--rounds 200]

Prints for each kind of question the p50 and p95 of both in milliseconds and their ratios. The gateway's
time holds everything that it does: clause, rendering, two questions to a record store (SQLite here), the
check of each hit, stripping, cursors. The permit's ledger row comes before and is not in it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from elasticsearch import Elasticsearch, helpers

from access import gateway, handling
from access.gateway import Current, Reading
from access.queries import AnyOf, AtLeast, Best, Everything, Find, Order, Term, Terms, Weighted
from indexer.local_es import LocalElasticsearch
from tests.engine.gateway_corpus import OPEN, ROBBER_HUNTER, Clock, Library, Paper, ledger_in, trigrams

SYLLABLES = (
    "mur",
    "phy",
    "jon",
    "son",
    "har",
    "ris",
    "wil",
    "kins",
    "oko",
    "ro",
    "smi",
    "ley",
    "ba",
    "ker",
    "tho",
    "mas",
)
WORDS = tuple(a + b for a in SYLLABLES for b in ("ed", "ing", "er", "s", "y", "le"))
RECORD = {
    "tier": "OFFICIAL",
    "sensitive": False,
    "force": "01",
    "compartments": [],
    "denied": [],
    "releasable_to": [],
}


def papers(count: int) -> Iterator[Paper]:
    """Invented people with reports of 40 words; a fifth of them hidden from the reader."""
    rng = random.Random(1)
    for number in range(count):
        names = tuple("".join(rng.choices(SYLLABLES, k=2)) for _ in range(2))
        hidden = rng.random() < 0.2
        yield Paper(
            ref=f"{number:07}/24",
            text=" ".join(rng.choices(WORDS, k=40)),
            names=names,
            kind=rng.choice(("person", "event", "report")),
            system=rng.choice(("CRIS", "CRIMINT", "PNC", "MERLIN")),
            classification=f"Class {rng.randrange(60)}",
            flags=(f"flag-{rng.randrange(12)}",),
            when=f"20{rng.randrange(10, 24)}-{rng.randrange(1, 13):02}-11",
            handling=replace(OPEN, audience=("homicide",)) if hidden else OPEN,
        )


class SqlCheck:
    """A record store of two columns, in SQLite as in a small instance."""

    def __init__(self, file: Path) -> None:
        self._db = sqlite3.connect(file)
        self._db.execute("CREATE TABLE record (id TEXT PRIMARY KEY, revision INTEGER, handling TEXT)")
        self._db.execute("CREATE TABLE waiting (id TEXT PRIMARY KEY)")

    def fill(self, rows: Iterable[Paper]) -> None:
        stored = ((p.id, 1, json.dumps(RECORD | {"audience": p.handling.audience})) for p in rows)
        self._db.executemany("INSERT INTO record VALUES (?, ?, ?)", stored)
        self._db.commit()

    def withheld(self) -> Sequence[str]:
        return [row[0] for row in self._db.execute("SELECT id FROM waiting")]

    def current(self, ids: Sequence[str]) -> Mapping[str, Current]:
        marks = ",".join("?" * len(ids))
        rows = self._db.execute(f"SELECT id, revision, handling FROM record WHERE id IN ({marks})", list(ids))
        return {id_: Current(revision, _handling(stored)) for id_, revision, stored in rows}


@lru_cache(maxsize=4096)
def _handling(stored: str) -> handling.Handling:
    return handling.parse(json.loads(stored))


def questions(rng: random.Random) -> Iterator[tuple[str, Callable[[], Find]]]:
    """One of each kind, new at every call so that no cache answers."""

    def name() -> Find:
        parts = ["".join(rng.choices(SYLLABLES, k=2)) for _ in range(2)]
        one = [
            Best(
                (
                    Weighted(Term("name.parts", part), 3),
                    AtLeast("name.trigrams", grams := trigrams(part), max(1, len(grams) * 6 // 10)),
                )
            )
            for part in parts
        ]
        return Find(AnyOf(tuple(one)), size=100)

    def text() -> Find:
        words = rng.sample(WORDS, 3)
        clauses = tuple(Weighted(Term("stems", word), 1 + rng.random()) for word in words)
        return Find(AnyOf(clauses), facets=("system", "kind", "classification", "flag"), months=True)

    def newest() -> Find:
        return Find(Everything(), (Term("stems", rng.choice(WORDS)),), order=Order.NEWEST)

    def by_id() -> Find:
        ids = tuple(f"CRIS/{rng.randrange(100_000):07}/24" for _ in range(20))
        return Find(Everything(), (Terms("id", ids),), size=20)

    yield "name candidates, 100 taken", name
    yield "text, four facets and months, 20 taken", text
    yield "newest first, 20 taken", newest
    yield "20 ids", by_id


def timed(call: Callable[[], Any]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def compare(reading: Reading, bare: Elasticsearch, index: str, find: Find) -> tuple[float, float]:
    """Milliseconds of the gateway and of its own body sent bare, in random order."""
    body = reading._renderer.body(find, [handling.clause(reading.identity, reading._clock())], [], None)
    calls: dict[str, Callable[[], Any]] = {
        "gateway": lambda: reading.find(find),
        "bare": lambda: bare.search(index=index, **body),
    }
    taken = {name: timed(calls[name]) for name in random.sample(sorted(calls), 2)}
    return taken["gateway"], taken["bare"]


def report(name: str, times: list[tuple[float, float]]) -> str:
    ours, bare = (statistics.quantiles(column, n=20) for column in zip(*times, strict=True))
    return (
        f"{name:<40} p50 {ours[9]:6.2f} / {bare[9]:6.2f} ms = {ours[9] / bare[9]:.2f}"
        f"   p95 {ours[18]:6.2f} / {bare[18]:6.2f} ms = {ours[18] / bare[18]:.2f}"
    )


def fill(shelf: Library, count: int) -> None:
    actions = ({"_index": shelf.index, "_id": p.id, "_source": p.document()} for p in papers(count))
    patient = shelf.writer.options(request_timeout=300)
    for _ in helpers.parallel_bulk(patient, actions, thread_count=2, chunk_size=1000):
        pass
    patient.indices.refresh(index=shelf.index)
    patient.indices.forcemerge(index=shelf.index, max_num_segments=5)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=200)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        server = LocalElasticsearch(home / "instance", heap="1g", environment=os.environ)
        try:
            measure(server.start(), home, given.documents, given.rounds)
        finally:
            server.purge()


def measure(es: Any, folder: Path, documents: int, rounds: int) -> None:
    clock = Clock()
    with ledger_in(folder, clock) as permits:
        shelf = Library(es, (), permits, clock)
        fill(shelf, documents)
        check = SqlCheck(folder / "records.db")
        check.fill(papers(documents))
        opener = gateway.Gateway(shelf.engine, shelf.gateway._schema, check, bytes(32), clock)
        reading = opener.open(shelf.permit(ROBBER_HUNTER))
        print(f"{documents:,} documents, {rounds} rounds: gateway / bare = ratio")
        for name, question in questions(random.Random(2)):
            times = [compare(reading, shelf.reader, shelf.index, question()) for _ in range(rounds + 30)]
            print(report(name, times[30:]), flush=True)
        shelf.close()


if __name__ == "__main__":
    main()
