"""The town as nine systems export it: what is read from the exports is what its POLE-1 lines say."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from indexer.demo.town import Town
from indexer.load import load
from indexer.sources import SYSTEMS
from indexer.sources.system import System
from indexer.store import Store

TODAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("town")


@pytest.fixture(scope="module")
def rows(folder: Path) -> dict[str, int]:
    return Town(300, TODAY).export(folder)


@pytest.fixture(scope="module")
def wanted() -> dict[str, dict[str, Any]]:
    records: dict[str, dict[str, Any]] = defaultdict(dict)
    for made in Town(300, TODAY).made():
        records[made.record["system"]][made.record["ref"]] = filled(made.record)
    return records


def filled(value: Any) -> Any:
    """Without what says nothing: absent, null and empty read alike."""
    if isinstance(value, dict):
        return {k: v for k, part in value.items() if (v := filled(part)) not in (None, [], {})}
    return [filled(part) for part in value] if isinstance(value, list) else value


def lower(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: lower(part) for k, part in value.items()}
    if isinstance(value, list):
        return [lower(part) for part in value]
    return value.casefold() if isinstance(value, str) else value


def items(system: System, folder: Path) -> Iterator[Any]:
    for unit in system.units([folder / system.code]):
        yield from system.read(unit, "01")


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda s: s.code)
def test_an_export_gives_the_records_that_it_was_made_from(
    system: System, folder: Path, rows: dict[str, int], wanted: dict[str, dict[str, Any]]
) -> None:
    read = list(items(system, folder))
    assert [item.errors for item in read if item.errors] == []
    found = {item.raw["ref"]: filled(item.raw) for item in read}
    same = lower if system.code == "custody" else filled
    assert found.keys() == wanted[system.system].keys()
    for ref, record in found.items():
        assert same(record) == same(wanted[system.system][ref])
    assert sum(item.rows for item in read) == rows[system.system]


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda s: s.code)
def test_every_row_is_loaded_and_a_second_time_nothing_is(
    system: System, folder: Path, rows: dict[str, int], wanted: dict[str, dict[str, Any]], store: Store
) -> None:
    first = load(store, system.code, [folder / system.code])
    assert (first.loaded, first.unchanged, first.rejected) == (rows[system.system], 0, 0)
    again = load(store, system.code, [folder / system.code])
    assert (again.loaded, again.unchanged, again.rejected) == (0, rows[system.system], 0)
    assert not store.quarantined()
    assert all(store.get(f"{system.system}/{ref}") for ref in wanted[system.system])


def test_the_same_town_gives_the_same_bytes(folder: Path, rows: dict[str, int], tmp_path: Path) -> None:
    Town(300, TODAY).export(tmp_path)
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 20
    for path in files:
        assert (tmp_path / path.relative_to(folder)).read_bytes() == path.read_bytes()


def test_each_system_dresses_its_files_in_its_own_way(folder: Path, rows: dict[str, int]) -> None:
    assert (folder / "copa" / "case_files.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (folder / "ewms" / "warrants.csv.gz").read_bytes().startswith(b"\x1f\x8b")
    assert b"windows-1252" in (folder / "custody" / "custody.xml").read_bytes()[:60]
    assert b"\r\n" in (folder / "cris" / "crimes.csv").read_bytes()
    assert json.loads((folder / "pnc" / "pnc.json").read_text("utf-8"))["nominals"]
    assert json.loads((folder / "truth.json").read_text("utf-8"))["people"]


def test_an_empty_town_exports_files_that_hold_nothing(store: Store, tmp_path: Path) -> None:
    assert set(Town(0, TODAY).export(tmp_path).values()) == {0}
    for system in SYSTEMS:
        assert load(store, system.code, [tmp_path / system.code]).exit_code == 0


@pytest.mark.parametrize("code", [s.code for s in SYSTEMS if s.medium.splits])
def test_the_files_of_one_export_may_be_named_one_by_one(
    code: str, folder: Path, rows: dict[str, int], store: Store
) -> None:
    named = sorted(path for path in (folder / code).iterdir() if path.is_file())
    result = load(store, code, named)
    assert (result.exit_code, result.loaded, result.rejected) == (0, rows[code.upper()], 0)


def test_a_file_that_is_not_there_keeps_no_other_from_being_read(
    folder: Path, rows: dict[str, int], store: Store
) -> None:
    result = load(store, "pnc", [folder / "pnc" / "none.json", folder / "pnc"])
    assert (result.exit_code, result.loaded) == (2, rows["PNC"])
    assert "none.json: there is no such file" in result.unreadable[0]


def test_a_record_sent_twice_alike_in_one_file_is_unchanged(
    folder: Path, store: Store, tmp_path: Path
) -> None:
    whole = json.loads((folder / "pnc" / "pnc.json").read_text("utf-8"))
    first = whole["nominals"][0]
    (tmp_path / "pnc.json").write_text(json.dumps({**whole, "nominals": [first, first]}))
    result = load(store, "pnc", [tmp_path / "pnc.json"])
    assert (result.loaded, result.unchanged, result.rejected) == (1, 1, 0)
