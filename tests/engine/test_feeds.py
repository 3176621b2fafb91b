"""Feeds: deliveries into folders, deletions, and nudges over a real Redis, with the worker as a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from indexer import tasks
from indexer.home import Home
from indexer.load import load
from indexer.local_es import Server
from indexer.pole import parse
from indexer.store import Store
from tests.engine.index_instance import Instance
from tests.engine.worker_process import ROOT, worker
from tests.support import servers
from tests.unit.indexer.samples import small

IDLE = "30"  # seconds: a worker that is so lazy has been woken


@pytest.fixture
def redis() -> Iterator[str]:
    """A Redis that this test may stop and flush."""
    with servers.redis() as url:
        yield url


def until(holds: Callable[[], object], home: Home, seconds: float = 60) -> float:
    """Wait for something; gives how long that took."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < seconds, (home.log / "worker.log").read_text()
        time.sleep(0.02)
    return time.monotonic() - began


def said(home: Home, words: str) -> Callable[[], bool]:
    return lambda: words in (home.log / "worker.log").read_text()


def lines(path: Path, *rows: dict[str, Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def deliver(home: Home, system: str, name: str, *rows: dict[str, Any]) -> Path:
    """Put a file in place as a system does: written beside, then renamed."""
    made = lines(home.path / "incoming" / system / f".{name}", *rows)
    return made.rename(made.with_name(name))


def command(home: Home, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("SIGHTLINE_", "ELASTICSEARCH_"))}
    return subprocess.run(
        [sys.executable, "-m", "portal.cli", *words],
        env={**kept, "SIGHTLINE_HOME": str(home.path), **more},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


# ---------------------------------------------------------------------------------------- nudges


def test_a_nudge_wakes_a_worker_at_once_also_after_redis_was_flushed(
    es: Server, at_home: tuple[Home, Instance], redis: str
) -> None:
    home, made = at_home
    store = Store(made.store.url, committed=tasks.nudge(redis))
    with worker(home, es, REDIS_URL=redis, SIGHTLINE_POLL_SECONDS=IDLE):
        until(said(home, "ready"), home)
        time.sleep(2)  # it has looked once, and rests
        for n in range(3):
            store.put([parse(small(str(n)))])
            assert until(lambda: not made.store.pending(), home) < 3
        port = redis.rpartition(":")[2].partition("/")[0]
        subprocess.run(["redis-cli", "-p", port, "flushall"], check=True, capture_output=True)
        store.put([parse(small("flushed"))])
        assert until(lambda: not made.store.pending(), home) < 3
    store.close()
    assert len(made.versions()) == 4


def test_without_redis_a_load_is_as_fast_and_the_poller_drains(
    es: Server, at_home: tuple[Home, Instance], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    home, made = at_home
    nobody = f"redis://127.0.0.1:{servers.free_port()}/0"
    tasks.nudge(nobody)()  # the library's import is no part of a load
    plain, nudging = Store(made.store.url), Store(made.store.url, committed=tasks.nudge(nobody))
    took = {}
    for name, store in (("plain", plain), ("nudging", nudging)):
        path = lines(tmp_path / f"{name}.jsonl", *(small(f"{name}{n}") for n in range(20_000)))
        began = time.monotonic()
        assert load(store, "pole", [path]).loaded == 20_000
        took[name] = time.monotonic() - began
        store.close()
    assert took["nudging"] < took["plain"] * 1.5 + 0.5, took
    assert sum("no nudges for now" in message for message in caplog.messages) == 2, "once for each of the two"
    with worker(home, es, REDIS_URL=nobody) as process:
        until(lambda: not made.store.pending(), home, 120)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def test_a_redis_that_comes_later_and_goes_again_is_used_while_it_is_there(
    es: Server, at_home: tuple[Home, Instance]
) -> None:
    home, made = at_home
    port = servers.free_port()
    url = f"redis://127.0.0.1:{port}/0"
    with worker(home, es, REDIS_URL=url, SIGHTLINE_POLL_SECONDS="3"):
        until(said(home, "ready"), home)
        made.store.put([parse(small("1"))])
        until(lambda: not made.store.pending(), home)
        options = ["--port", str(port), "--save", "", "--appendonly", "no"]
        started = subprocess.Popen([servers.program("redis-server", "redis-server"), *options], stdout=-3)
        try:
            nudge = tasks.nudge(url)
            until(lambda: _heard(made, nudge), home, 120)
        finally:
            started.kill()
            started.wait()
        made.store.put([parse(small("2"))])
        until(lambda: not made.store.pending(), home)


def _heard(made: Instance, nudge: Callable[[], None]) -> bool:
    """Whether a nudge has a record indexed sooner than the worker would look by itself."""
    time.sleep(0.5)
    made.store.put([parse(small(f"n{time.monotonic()}"))])
    nudge()
    began = time.monotonic()
    while made.store.pending():
        time.sleep(0.02)
    return time.monotonic() - began < 0.5


def test_beat_has_a_worker_look_into_the_folders(
    es: Server, at_home: tuple[Home, Instance], redis: str
) -> None:
    home, made = at_home
    entry = tasks.beat(redis).app.conf.beat_schedule["scan"]
    assert (entry["task"], entry["schedule"]) == (tasks.SCAN, tasks.SCAN_SECONDS)
    with (
        worker(home, es, REDIS_URL=redis) as process,
        worker(home, es, "beat", REDIS_URL=redis) as clock,
    ):
        until(said(home, "ready"), home)
        deliver(home, "pole", "a.jsonl", small("1"))
        until(lambda: (home.path / "incoming" / "pole" / "done").exists(), home, 40)
        until(lambda: "TEST/1" in made.versions(), home)
        for one in (clock, process):
            one.send_signal(signal.SIGTERM)
            assert one.wait(20) == 0


# ------------------------------------------------------------------------------------- deliveries


def test_a_delivery_is_taken_without_redis_and_told(es: Server, at_home: tuple[Home, Instance]) -> None:
    home, made = at_home
    with worker(home, es):
        until(said(home, "ready"), home)
        inside = home.path / "incoming" / "pole"
        deliver(home, "pole", "a.jsonl", small("1"), small("2"), {"system": "TEST", "ref": "3"})
        half = lines(inside / "b.jsonl.part", small("4"))
        until(lambda: list(inside.glob("done/*/a.jsonl")), home, 40)
        until(lambda: not made.store.pending(), home)
        assert half.exists()
    assert made.versions().keys() == {"TEST/1", "TEST/2"}
    told = json.loads(command(home, "feed", "list", "--json").stdout)["systems"]["POLE"]["delivery"]
    counts = {"loaded": 2, "unchanged": 0, "rejected": 1}
    assert told == {"name": "a.jsonl", "outcome": "loaded", "reason": None, "at": told["at"], **counts}


def test_a_correction_and_a_deletion_reach_the_index_in_whatever_order(
    es: Server, at_home: tuple[Home, Instance]
) -> None:
    home, made = at_home
    gone = {"system": "TEST", "deleted": True, "version": 2}
    deliver(home, "pole", "1.jsonl", {**gone, "ref": "early"}, small("late", version=2), small("stays"))
    assert command(home, "feed", "scan").returncode == 0
    made.drained()
    deliver(home, "pole", "2.jsonl", small("early", version=1), {**gone, "ref": "late"})
    assert command(home, "feed", "scan").returncode == 0
    assert list(made.store.check.withheld()) == ["TEST/late"], "hidden before the index knows"
    made.drained()
    found = made.ids({"exists": {"field": "kind"}})
    assert found == {"TEST/stays"}
    deliver(home, "pole", "3.jsonl", small("early", version=3, title="Corrected"), small("late", version=1))
    assert command(home, "feed", "scan").returncode == 0
    made.drained()
    assert made.ids({"exists": {"field": "kind"}}) == {"TEST/stays", "TEST/early"}


def test_status_tells_lag_counts_and_quarantine(at_home: tuple[Home, Instance]) -> None:
    home, made = at_home
    deliver(home, "pole", "a.jsonl", small("1"), small("2", "PNC"), {"system": "PNC", "ref": "3"})
    scanned = command(home, "feed", "scan", "--json")
    assert json.loads(scanned.stdout)["taken"][0]["counts"] == {"loaded": 2, "unchanged": 0, "rejected": 1}
    time.sleep(1)
    told = json.loads(command(home, "index", "status", "--json").stdout)
    pnc, cris = told["systems"]["PNC"], told["systems"]["CRIS"]
    assert (pnc["status"], pnc["records"], pnc["waiting"], pnc["quarantine"]) == ("on time", 1, 1, 1)
    assert 1 <= pnc["lag_seconds"] < 60
    assert (cris["status"], cris["records"], cris["lag_seconds"]) == ("not loaded", 0, None)
    assert told["lag_seconds"] >= pnc["lag_seconds"]
    made.drained()
    told = json.loads(command(home, "index", "status", "--json").stdout)
    assert (told["pending"], told["lag_seconds"], told["systems"]["PNC"]["lag_seconds"]) == (0, None, None)
    assert "PNC" in command(home, "index", "status").stdout
    assert command(home, "feed", "expect", "pnc", "0.001").returncode == 0
    assert json.loads(command(home, "index", "status", "--json").stdout)["systems"]["PNC"]["status"] == "late"
    assert command(home, "feed", "expect", "pnc", "soon").returncode == 2
