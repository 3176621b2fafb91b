"""From a file to an answer, with the worker as a process of its own: loaded is found, whoever is killed in between."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from indexer.home import Home
from indexer.load import load, wait_until_searchable
from indexer.local_es import Server
from nlp.reader import Reader
from tests.engine.index_instance import Instance, instance
from tests.engine.worker_process import worker
from tests.unit.indexer.samples import full, small
from tests.unit.indexer.test_graph_csv import NODES, RELATIONS, ROWS

BAT = "A baseball bat is kept behind the front door. The address is 12 Avenue Road. No firearms seen."


@pytest.fixture
def one(es: Server, index_prefix: str, tmp_path: Path) -> Iterator[Instance]:
    with instance(es, index_prefix, tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def lines(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_a_report_is_read_and_found_by_what_it_says(one: Instance, reader: Reader, tmp_path: Path) -> None:
    report = small(
        "CRRT00000001", "CRIMINT", kind="report", text=BAT, sanitised_text="A weapon is kept at the address."
    )
    load(one.store, "pole", [lines(tmp_path / "a.jsonl", report, full())])
    one.drained(reader)
    assert one.ids({"term": {"full.fact": "WE:affirmed"}}) >= {"CRIMINT/CRRT00000001"}
    assert "CRIMINT/CRRT00000001" in one.ids({"match_phrase": {"full.stems": "basebal bat"}})
    assert "CRIMINT/CRRT00000001" in one.ids({"term": {"full.place.building": "12 avenue road"}})
    assert "CRIMINT/CRRT00000001" not in one.ids({"match_phrase": {"open.stems": "basebal bat"}})
    assert "CRIMINT/CRRT00000001" not in one.ids({"term": {"open.place.building": "12 avenue road"}})
    found = one.source("CRIMINT/CRRT00000001")
    assert found is not None
    fact = next(f for f in found["full"]["reading"]["facts"] if f["code"] == "WE")
    assert (fact["assertion"], fact["placement"]) == ("affirmed", "behind the front door")
    assert found["full"]["reading"]["model"]["name"]


def test_every_node_of_a_graph_is_found_and_classes_count_as_in_the_file(
    one: Instance, reader: Reader, tmp_path: Path
) -> None:
    folder = tmp_path / "graph"
    folder.mkdir()
    for name, text in (NODES | RELATIONS).items():
        (folder / name).write_text(text, "utf-8")
    assert load(one.store, "graph-csv", [folder]).loaded == ROWS
    one.drained(reader)
    assert one.versions() == {s.id: s.revision for batch in one.store.scan() for s in batch}
    counted = one.client.search(
        index=one.alias,
        size=0,
        aggs={"c": {"terms": {"field": "classification"}}},
        query={"term": {"kind": "event"}},
    )["aggregations"]["c"]["buckets"]
    assert {b["key"]: b["doc_count"] for b in counted} == Counter(["Public order", "Drugs"])
    assert "GRAPH/2" in one.ids({"term": {"links": "GRAPH/9"}})
    assert "GRAPH/2" in one.ids({"term": {"open.ident": "PHONE:+447700900123"}})
    assert "GRAPH/2" in one.ids({"match_phrase": {"open.stems": "0 070 893 3322"}})


# ---------------------------------------------------------------------------------- the process


def test_the_worker_brings_in_what_is_loaded_and_stops_when_told(
    es: Server, at_home: tuple[Home, Instance], tmp_path: Path
) -> None:
    home, made = at_home
    rows = [small(str(n), text=BAT if n % 10 == 0 else None) for n in range(200)]
    with worker(home, es) as process:
        load(made.store, "pole", [lines(tmp_path / "a.jsonl", *rows)])
        told: list[int] = []
        assert wait_until_searchable(made.store, progress=told.append, alive=lambda: process.poll() is None)
        assert told[-1] == 0
        assert len(made.versions()) == 200
        assert len(made.ids({"term": {"full.fact": "WE:affirmed"}})) == 20
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def test_killed_workers_lose_nothing_and_do_nothing_twice(
    es: Server, at_home: tuple[Home, Instance], tmp_path: Path
) -> None:
    home, made = at_home
    load(made.store, "pole", [lines(tmp_path / "a.jsonl", *(small(str(n)) for n in range(4_000)))])
    for _ in range(2):
        with worker(home, es, SIGHTLINE_LEASE_SECONDS="1") as process:
            before = made.store.pending()
            while made.store.pending() == before:
                time.sleep(0.01)
            process.kill()
    load(
        made.store,
        "pole",
        [lines(tmp_path / "b.jsonl", *(small(str(n), version=2) for n in range(0, 4_000, 7)))],
    )
    with worker(home, es, SIGHTLINE_LEASE_SECONDS="1") as process:
        assert wait_until_searchable(made.store, alive=lambda: process.poll() is None)
    assert made.versions() == {s.id: s.revision for batch in made.store.scan() for s in batch}
    assert made.store.quarantined() == []


def test_waiting_ends_where_the_worker_has(at_home: tuple[Home, Instance], tmp_path: Path) -> None:
    _, made = at_home
    load(made.store, "pole", [lines(tmp_path / "a.jsonl", small())])
    assert not wait_until_searchable(made.store, alive=lambda: False)


def test_a_worker_without_its_settings_says_which(tmp_path: Path) -> None:
    for environment, words in (
        ({}, "SIGHTLINE_HOME is not set"),
        ({"SIGHTLINE_HOME": str(tmp_path / "none")}, "no Sightline instance"),
    ):
        run = subprocess.run(
            [sys.executable, "-m", "indexer.worker"],
            env={"PATH": os.environ["PATH"], **environment},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 2
        assert words in run.stderr
