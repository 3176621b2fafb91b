"""The worker's parts: one that ends by itself ends the worker, with an error; what can be tried again is."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from indexer import tasks, worker
from indexer.home import Home


@pytest.fixture(autouse=True)
def reads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "Reader", lambda: None)


def started(home: Home, seconds: float = 20) -> threading.Event:
    """Run a worker that finds no engine, and stop it after so many seconds."""
    stop, bells = threading.Event(), tasks.Bells()
    clock = threading.Timer(seconds, stop.set)
    clock.start()
    try:
        worker.run(home, {}, stop, bells)
    finally:
        clock.cancel()
    return stop


@pytest.mark.parametrize("part", ["_resolve", "_take"])
def test_a_part_that_fails_ends_the_worker(
    part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(worker, part, lambda *_: 1 / 0)
    with pytest.raises(worker.PartEnded, match="ended by itself"):
        started(Home.open(tmp_path / "home"))
    assert "ZeroDivisionError" in caplog.text


def test_a_part_that_just_returns_ends_the_worker_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_resolve", lambda *_: None)
    with pytest.raises(worker.PartEnded, match="resolving ended by itself"):
        started(Home.open(tmp_path / "home"))


def test_a_worker_that_is_told_to_stop_ends_well(tmp_path: Path) -> None:
    assert started(Home.open(tmp_path / "home"), 0.5).is_set()


def test_who_keeps_the_worker_is_told_by_its_exit_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SIGHTLINE_HOME", str(Home.open(tmp_path / "home").path))
    monkeypatch.setattr(worker, "_until_told", lambda: (threading.Event(), tasks.Bells()))
    monkeypatch.setattr(worker, "_resolve", lambda *_: 1 / 0)
    assert worker.main([]) == 1
    assert capsys.readouterr().err == "worker: resolving ended by itself\n"


def test_an_incoming_folder_that_cannot_be_made_is_made_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(worker, "_AGAIN", 0.05)
    home = Home.open(tmp_path / "home")
    blocked = home.file("incoming")
    blocked.write_text("a file stands where the folder should be")
    threading.Timer(0.5, blocked.unlink).start()
    started(home, 2)
    assert (blocked / "pole").is_dir()
    assert caplog.text.count("cannot be made") == 1
