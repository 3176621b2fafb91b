"""Serving: what is started, what is found again, what is watched, and that nothing is left behind."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from indexer.home import Home
from tests.functional.test_command_line import RECORD, rows
from tests.support.instance import Instance, remove, run, serving


def until(holds: Callable[[], object], instance: Instance, seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, instance.log.read_text()
        time.sleep(0.2)


def of(instance: Instance, word: str) -> int:
    """The process whose command line has that word in it."""
    return next(
        number
        for number, command in instance.processes().items()
        if word in command and "setpriv" not in command
    )


def test_a_load_without_servers_starts_them_for_as_long_as_it_needs_them(tmp_path: Path) -> None:
    home = tmp_path / "home"
    made = run(home, "load", "pole", rows(tmp_path, RECORD), "--json")
    assert (made.code, made.json["loaded"]) == (0, 1)
    assert run(home, "index", "status", "--json").json["pending"] == 0
    more = run(home, "load", "pole", rows(tmp_path, {**RECORD, "ref": "2"}), "--no-wait", "--json")
    assert more.json["loaded"] == 1
    assert run(home, "index", "status", "--json").json["pending"] == 1
    time.sleep(1)
    assert not Instance(home, "", None, tmp_path).processes()
    remove(home)


def test_a_demo_is_loaded_once_served_again_and_stopped_whole(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with serving(home, "demo", "--people", "20", "--today", "2026-03-01", purge=False) as first:
        told = json.loads((home / "demo.json").read_text())
        assert told["loaded"] > 20
        assert told["rejected"] == 0
        accounts = first.accounts()
        names = " ".join(first.processes().values())
        assert "indexer.worker" in names
        assert "portal.cli portal" in names

        other = run(home, "serve", "--port", "1")
        assert other.code == 1
        taken = run(home, "serve", "--port", first.url.rpartition(":")[2])
        assert "cannot be had" in taken.err
        assert "choose another by --port" in taken.err
        second = run(home, "serve", "--port", "65431")
        assert f"is served already, at {first.url}" in second.err

        assert first.stop(signal.SIGINT) == 0
        assert not first.processes()
    with serving(home, "demo", "--people", "20") as again:
        assert "Loading" not in again.log.read_text()
        assert again.accounts() == accounts
        assert run(home, "index", "status", "--json").json["pending"] == 0
        again.process.kill()
        again.process.wait()
        until(lambda: not again.processes(), again, 30)


def test_what_dies_is_started_again(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with serving(home, "demo", "--people", "0") as instance:
        os.kill(of(instance, "indexer.worker"), signal.SIGKILL)
        os.kill(of(instance, "portal.cli portal"), signal.SIGKILL)
        until(lambda: instance.status("/healthz") == 200, instance)
        assert instance.run("load", "pole", rows(tmp_path, RECORD), "--json").json["loaded"] == 1
        os.kill(of(instance, "org.elasticsearch.bootstrap"), signal.SIGKILL)
        assert (
            instance.run("load", "pole", rows(tmp_path, {**RECORD, "ref": "2"}), "--json").json["loaded"] == 1
        )
        until(lambda: instance.status("/healthz") == 200, instance)


def test_two_instances_stand_side_by_side(tmp_path: Path) -> None:
    a, b = tmp_path / "a", tmp_path / "b"
    with (
        serving(a, "demo", "--people", "0", SIGHTLINE_FORCE="01") as one,
        serving(b, "demo", "--people", "0", SIGHTLINE_FORCE="45") as two,
    ):
        assert Home.open(a).prefix != Home.open(b).prefix
        assert (Home.open(a).force, Home.open(b).force) == ("01", "45")
        assert one.run("load", "pole", rows(tmp_path, RECORD), "--json").json["loaded"] == 1
        assert one.run("index", "status", "--json").json["systems"]["CRIS"]["records"] == 1
        beside = two.run("index", "status", "--json").json["systems"]
        assert {feed["records"] for feed in beside.values()} == {0}
        one.stop()
        assert two.status("/healthz") == 200
