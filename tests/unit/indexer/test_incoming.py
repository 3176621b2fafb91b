"""Incoming folders: what is whole is loaded once and moved away, what is not waits, and a crash loses nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from indexer import incoming, store_feeds
from indexer.incoming import Incoming, Taken, prepare
from indexer.incoming_files import Arrival, arrivals
from indexer.incoming_lease import leased
from indexer.sources import SYSTEMS
from indexer.store import Store
from indexer.store_feeds import Delivered
from tests.unit.indexer.samples import small
from tests.unit.indexer.source_packs import Pack

CRIS = next(system for system in SYSTEMS if system.code == "cris")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    prepare(tmp_path / "incoming")
    return tmp_path / "incoming"


def scanner(store: Store, folder: Path, **how: Any) -> Incoming:
    return Incoming(store, folder, "01", **{"settle": 0.0, **how})


def rows(folder: Path, name: str, *records: dict[str, Any]) -> Path:
    path = folder / "pole" / name
    path.write_text("".join(json.dumps(row) + "\n" for row in records), "utf-8")
    return path


def outcomes(taken: list[Taken]) -> list[tuple[str, str, str]]:
    return [(one.system, one.name, one.outcome.value) for one in taken]


def left(folder: Path) -> set[str]:
    """The files below a system's folder, without the day."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {
        "/".join((path.parts[0], *path.parts[2:])) if len(path.parts) > 1 else str(path) for path in found
    }


# ----------------------------------------------------------------------------------- what is whole


def test_what_is_not_whole_yet_is_not_there(folder: Path) -> None:
    inside = folder / "pole"
    for name in (".a.jsonl", "b.jsonl.part", "c.jsonl.tmp", "D.PART"):
        (inside / name).write_text("{}")
    for name in ("export/a.csv", "export/.hidden", "unfinished/a.csv", "unfinished/b.csv.part", "done/a.csv"):
        (inside / name).parent.mkdir(exist_ok=True)
        (inside / name).write_text("x")
    (inside / "empty").mkdir()
    (inside / "link.jsonl").symlink_to(inside / "export" / "a.csv")
    (inside / "linked").mkdir()
    (inside / "linked" / "a.csv").symlink_to(inside / "export" / "a.csv")
    os.mkfifo(inside / "pipe.jsonl")
    assert [one.name for one in arrivals(inside, together=False, settle=0)] == ["export"]
    (inside / "b.jsonl.part").rename(inside / "b.jsonl")
    assert [one.name for one in arrivals(inside, together=False, settle=0)] == ["export", "b.jsonl"]
    assert arrivals(folder / "absent", together=False) == []


def test_a_file_that_still_grows_waits_until_it_is_left_alone(folder: Path) -> None:
    path = folder / "pole" / "a.jsonl"
    with path.open("w") as growing:
        for _ in range(5):
            growing.write("{}\n")
            growing.flush()
            os.utime(path, (0, 0))  # a copy that keeps the times of what it copies
            time.sleep(0.1)
            assert arrivals(folder / "pole", together=False, settle=0.3) == []
    time.sleep(0.4)
    assert len(arrivals(folder / "pole", together=False, settle=0.3)) == 1


def test_files_of_one_export_that_lie_side_by_side_come_together(folder: Path) -> None:
    for name in ("crimes.csv", "people.csv"):
        (folder / "cris" / name).write_text("x")
    (one,) = arrivals(folder / "cris", together=True, settle=0)
    assert (one.name, len(one.paths)) == ("crimes.csv and 1 more", 2)
    (folder / "cris" / "venues.csv.part").write_text("x")
    assert arrivals(folder / "cris", together=True, settle=0) == [], "the rest of the export is on its way"


def test_the_same_name_twice_a_day_is_kept_twice(folder: Path) -> None:
    for _ in range(2):
        path = rows(folder, "a.jsonl", small())
        (one,) = arrivals(folder / "pole", together=False, settle=0)
        assert one.paths == (path,)
        one.move(folder / "pole" / "done", date(2026, 3, 1))
    day = folder / "pole" / "done" / "2026-03-01"
    assert {path.name for path in day.iterdir()} == {"a.jsonl", "2-a.jsonl"}


# ---------------------------------------------------------------------------------------- a pass


def test_a_delivery_is_loaded_and_moved_and_again_is_unchanged(store: Store, folder: Path) -> None:
    for expected in ((2, 0, 0), (0, 2, 0)):
        rows(folder, "a.jsonl", small("1"), small("2"))
        (one,) = scanner(store, folder).scan()
        assert (one.outcome, tuple(one.counts.values())) == (Delivered.LOADED, expected)
    assert left(folder / "pole") == {"done/a.jsonl", "done/2-a.jsonl"}
    assert scanner(store, folder).scan() == []
    assert store.deliveries()["POLE"].counts == {"loaded": 0, "unchanged": 2, "rejected": 0}


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda s: s.code)
def test_every_system_delivers_folders_and_lists_of_deletions(
    system: Any, store: Store, folder: Path, tmp_path: Path
) -> None:
    pack = Pack(system, tmp_path).write()
    shutil.move(pack.folder, folder / system.code / "export-03")
    (folder / system.code / "deleted.csv").write_text("ref,version\nR1/24,1\n")
    taken = scanner(store, folder).scan()
    assert [one.outcome for one in taken] == [Delivered.LOADED] * 2
    assert {s.id for batch in store.scan() for s in batch} == {f"{system.system}/R{n}/24" for n in (2, 3)}
    assert not list((folder / system.code).glob("*.csv"))


def test_the_files_of_an_export_may_come_side_by_side(store: Store, folder: Path, tmp_path: Path) -> None:
    pack = Pack(CRIS, tmp_path).write()
    for path in pack.folder.iterdir():
        shutil.move(path, folder / "cris")
    (one,) = scanner(store, folder).scan()
    assert (one.outcome, one.counts["loaded"]) == (Delivered.LOADED, pack.rows)


def test_what_cannot_be_read_goes_to_failed_and_the_rest_is_taken(store: Store, folder: Path) -> None:
    rows(folder, "a.jsonl", small("1"))
    (folder / "pole" / "b.jsonl").write_bytes(b"\x1f\x8b cut short")
    (folder / "cris" / "crimes.csv").write_text("CRIME_REF\n1\n")
    rows(folder, "c.jsonl", {"system": "TEST"})
    taken = scanner(store, folder).scan()
    assert outcomes(taken) == [
        ("POLE", "a.jsonl", "loaded"), ("POLE", "b.jsonl", "failed"), ("POLE", "c.jsonl", "rejected"),
        ("CRIS", "crimes.csv", "failed"),
    ]  # fmt: skip
    assert taken[1].reason == "b.jsonl: its compression is damaged or cut short"
    assert str(folder) not in f"{taken[3].reason}"
    assert left(folder / "pole") == {"done/a.jsonl", "failed/b.jsonl", "done/c.jsonl"}
    assert left(folder / "cris") == {"failed/crimes.csv"}
    assert store.deliveries()["CRIS"].outcome is Delivered.FAILED
    assert scanner(store, folder).scan() == []


def test_a_delivery_with_nothing_in_it_says_that_nothing_is_new(store: Store, folder: Path) -> None:
    (folder / "crimint" / "nothing.jsonl").write_text("")
    (one,) = scanner(store, folder).scan()
    assert one.outcome is Delivered.LOADED
    assert not store.feeds()["CRIMINT"].late()


def test_a_delivery_that_breaks_the_loader_is_not_tried_for_ever(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows(folder, "a.jsonl", small("1"))
    monkeypatch.setattr(incoming, "load", lambda *_, **__: 1 / 0)
    (one,) = scanner(store, folder).scan()
    assert (one.outcome, one.reason) == (Delivered.FAILED, "it broke the loader: ZeroDivisionError")
    assert left(folder / "pole") == {"failed/a.jsonl"}


def test_a_delivery_that_kills_its_loader_is_given_up_after_five(store: Store, folder: Path) -> None:
    rows(folder, "a.jsonl", small("1"))
    for _ in range(incoming.MOST_ATTEMPTS):
        with leased(store, "POLE") as lease, store.delivering() as connection:
            assert lease
            store_feeds.begin(connection, "POLE", lease.holder, "a.jsonl")
    (one,) = scanner(store, folder).scan()
    assert (one.outcome, one.reason) == (
        Delivered.FAILED,
        "given up after 5 attempts that never came to an end",
    )


def test_a_load_is_broken_off_when_the_worker_stops_and_taken_up_again(store: Store, folder: Path) -> None:
    rows(folder, "a.jsonl", *(small(str(n)) for n in range(2_500)))
    stop = threading.Event()
    stopping = Store(store.url, committed=stop.set)
    for _ in range(incoming.MOST_ATTEMPTS + 1):
        stop.clear()
        assert scanner(stopping, folder, stop=stop).scan() == [] or store.counts() == {"TEST": 2_500}
    stopping.close()
    assert scanner(store, folder).scan()[0].outcome is Delivered.LOADED
    assert store.counts() == {"TEST": 2_500}


def test_what_changes_while_it_is_read_is_read_again(store: Store, folder: Path) -> None:
    path = rows(folder, "a.jsonl", small("1"))
    more = json.dumps(small("2")) + "\n"

    def grow() -> None:
        if more not in path.read_text():
            with path.open("a") as file:
                file.write(more)

    growing = Store(store.url, committed=grow)
    assert scanner(growing, folder).scan() == []
    growing.close()
    assert path.exists()
    (one,) = scanner(store, folder).scan()
    assert one.counts["loaded"] + one.counts["unchanged"] == 2


def test_what_cannot_be_moved_is_told_and_not_loaded_for_ever(store: Store, folder: Path) -> None:
    rows(folder, "a.jsonl", small("1"))
    (folder / "pole" / "done").write_text("a file where a folder should be")
    inside = scanner(store, folder)
    (one,) = inside.scan()
    assert (one.outcome, one.reason) == (
        Delivered.FAILED,
        "loaded, but it cannot be moved to done/: Not a directory",
    )
    assert inside.scan() == []


# -------------------------------------------------------------------------------- several at once

_SCAN = """
import sys
from pathlib import Path
from indexer.incoming import Incoming
from indexer.store import Store
store = Store(sys.argv[1])
for taken in Incoming(store, Path(sys.argv[2]), "01", settle=0.0).scan():
    print(taken)
"""


def test_two_processes_at_once_take_every_delivery_once(store: Store, folder: Path) -> None:
    for number in range(12):
        rows(folder, f"{number:02}.jsonl", *(small(f"{number}-{n}") for n in range(200)))
    commands = [sys.executable, "-c", _SCAN, store.url, str(folder)]
    processes = [
        subprocess.Popen(commands, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3])
        for _ in range(3)
    ]
    told = [line for process in processes for line in process.communicate()[0].splitlines()]
    assert sorted(told) == [
        f"POLE {n:02}.jsonl: loaded; loaded 200, unchanged 0, rejected 0" for n in range(12)
    ]


def test_a_lease_is_kept_while_a_load_takes_long_and_runs_out_after_a_death(store: Store) -> None:
    with leased(store, "CRIS", seconds=0.4) as ours:
        time.sleep(1)
        assert ours
        assert ours.held
        with leased(store, "CRIS") as theirs:
            assert theirs is None
    with leased(store, "CRIS", seconds=60) as free:
        assert free
    with store.delivering() as connection:
        assert store_feeds.claim(connection, "PNC", "somebody who died", 0.3)
    with leased(store, "PNC") as early:
        assert early is None
    time.sleep(0.4)
    with leased(store, "PNC") as late:
        assert late


def test_a_folder_that_was_taken_over_is_left_to_who_has_it(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = rows(folder, "a.jsonl", small("1"))

    def robbed() -> None:
        with store.delivering() as connection:
            connection.exec_driver_sql("UPDATE delivery SET holder = 'another'")

    slow = Store(store.url, committed=robbed)
    assert scanner(slow, folder).scan() == []
    slow.close()
    assert path.exists()


def test_the_bell_has_the_folders_looked_at(store: Store, folder: Path) -> None:
    stop, bell, looked = threading.Event(), threading.Event(), threading.Semaphore(0)

    class Counted(Incoming):
        def scan(self) -> list[Taken]:
            looked.release()
            return super().scan()

    watching = threading.Thread(
        target=incoming.watch, args=(Counted(store, folder, "01"), stop, bell, (30, 60))
    )
    watching.start()
    try:
        for _ in range(3):
            assert looked.acquire(timeout=5)
            bell.set()
    finally:
        stop.set()
        bell.set()
        watching.join(5)
    assert not watching.is_alive()


def test_an_arrival_is_known_by_more_than_its_name(folder: Path) -> None:
    path = rows(folder, "a.jsonl", small())
    (one,) = arrivals(folder / "pole", together=False, settle=0)
    assert isinstance(one, Arrival)
    assert not one.changed()
    path.write_text("other")
    assert one.changed()
    path.unlink()
    assert one.changed()
