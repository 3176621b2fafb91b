"""`deleted.csv`: the deletions of the nine systems, whose formats have no word for one."""

import gzip
from pathlib import Path

import pytest

from indexer.load import load
from indexer.sources import SYSTEMS
from indexer.sources.system import System
from indexer.store import Store
from tests.unit.indexer.source_packs import Pack

HEAD = "ref,version,authority\n"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda s: s.code)
def test_every_system_s_records_can_be_deleted(system: System, store: Store, tmp_path: Path) -> None:
    pack = Pack(system, tmp_path)
    path = pack.write().folder
    assert load(store, system.code, [path]).loaded == pack.rows
    gone = write(tmp_path / "lists" / "deleted.csv", HEAD + "R1/24,1,reviewed\nR2/24,3,\nR9/24,2,\n")
    result = load(store, system.code, [gone])
    assert (result.loaded, result.unchanged, result.rejected) == (3, 0, 0)
    assert [s.id for batch in store.scan() for s in batch] == [f"{system.system}/R3/24"]
    again = load(store, system.code, [path, gone])
    assert (again.loaded, again.unchanged, again.unreadable) == (0, pack.rows + 3, [])


def test_a_list_is_found_in_the_folder_of_an_export(store: Store, tmp_path: Path) -> None:
    pack = Pack(next(s for s in SYSTEMS if s.code == "cris"), tmp_path)
    pack.write()
    folder = pack.folder
    (folder / "deleted-03.csv.gz").write_bytes(gzip.compress((HEAD + "R1/24,1,\n").encode()))
    result = load(store, "cris", [folder])
    assert (result.loaded, result.unreadable) == (pack.rows + 1, [])
    assert "CRIS/R1/24" not in {s.id for batch in store.scan() for s in batch}


def test_what_is_wrong_with_a_row_is_told_and_deletes_nothing(store: Store, tmp_path: Path) -> None:
    pack = Pack(next(s for s in SYSTEMS if s.code == "pnc"), tmp_path)
    load(store, "pnc", [pack.write().folder])
    gone = write(tmp_path / "deleted.csv", HEAD + "R1/24,,\nR2/24,first,\n,1,\nR3/24,1\n")
    assert load(store, "pnc", [gone]).rejected == 4
    assert {(e.line, e.field) for e in store.quarantined()} == {
        (2, "version"),
        (3, "version"),
        (4, "ref"),
        (5, ""),
    }
    assert store.counts() == {"PNC": 3}


@pytest.mark.parametrize("text", ["ref\nR1/24\n", "ref,version,reason\nR1/24,1,x\n", ""])
def test_a_list_with_other_columns_is_not_read_at_all(store: Store, tmp_path: Path, text: str) -> None:
    result = load(store, "cris", [write(tmp_path / "deleted.csv", text)])
    assert result.exit_code == 2
    assert store.counts() == {}


def test_a_folder_of_lists_and_notes_alone_is_whole(store: Store, tmp_path: Path) -> None:
    write(tmp_path / "deleted.csv", HEAD + "R1/24,1,\n")
    write(tmp_path / "manifest.txt", "one list\n")
    assert load(store, "crimint", [tmp_path]).exit_code == 0


def test_an_empty_folder_beside_a_csv_export_spoils_nothing(store: Store, tmp_path: Path) -> None:
    (empty := tmp_path / "empty").mkdir()
    pack = Pack(next(s for s in SYSTEMS if s.code == "cris"), tmp_path)
    result = load(store, "cris", [pack.write().folder, empty])
    assert (result.exit_code, result.rejected) == (0, 0)
    assert result.loaded
