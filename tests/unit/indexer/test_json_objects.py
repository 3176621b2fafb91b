"""What is no export of objects is said to be none, and every entry of one that is counts, whatever it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from indexer.load import LoadResult, load
from indexer.sources import SYSTEMS, json_cutter
from indexer.sources.json_objects import JsonObjects
from indexer.sources.system import System
from indexer.store import Store
from tests.unit.indexer.source_packs import Pack

ARRAYS = [s for s in SYSTEMS if isinstance(s.medium, JsonObjects) and not s.medium.lines]
pytestmark = pytest.mark.parametrize("system", ARRAYS, ids=lambda s: s.code)


def envelope(system: System) -> str:
    assert isinstance(system.medium, JsonObjects)
    return system.medium.envelope


def objects(system: System, folder: Path) -> list[str]:
    """Three good objects, as the system writes them."""
    whole = json.loads(Pack(system, folder).write().main.read_text())
    return [json.dumps(one) for one in whole[envelope(system)]]


def loaded(system: System, folder: Path, store: Store, content: str) -> LoadResult:
    file = folder / "export.json"
    file.write_text(content, "utf-8")
    return load(store, system.code, [file])


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('CRIME REF,TITLE\n1,"a [b] c"\n', "begins with neither { nor ["),
        ('<?xml version="1.0"?><Records>[{}]</Records>', "begins with neither { nor ["),
        ("hello [x] world", "begins with neither { nor ["),
        ("\ufeff \n x[{}]", "begins with neither { nor ["),
        ('"text"', "begins with neither { nor ["),
        ("", "there is no array"),
        (" \n\n", "there is no array"),
        ('{"a": [1, 2]}', "there is no array"),
        ('{"a": [{"ref": "1"}]}', "there is no array"),
        ('{"a": {"ENVELOPE": [{}]}}', "there is no array"),
        ('{"a": "ENVELOPE", "b": [{}]}', "there is no array"),
        ('{"ENVELOPE": null}', "there is no array"),
        ('{"ENVELOPE": "[{}]"}', "there is no array"),
        ('{"ref": "1", "people": [{}]}\n{"ref": "2", "people": [{}]}', "there is no array"),
    ],
)
def test_what_is_no_array_of_objects_cannot_be_read(
    system: System, tmp_path: Path, store: Store, content: str, why: str
) -> None:
    result = loaded(system, tmp_path, store, content.replace("ENVELOPE", envelope(system)))
    assert (result.rows, result.exit_code) == (0, 2)
    assert why in result.unreadable[0]
    assert "export.json" in result.unreadable[0]
    if why == "there is no array":
        assert f"“{envelope(system)}”" in result.unreadable[0]


@pytest.mark.parametrize("content", ["[]", '{"ENVELOPE": []}', ' \n{"of": [1, [2]], "ENVELOPE" :\n [ ]}'])
def test_an_array_of_nothing_is_an_empty_export(
    system: System, tmp_path: Path, store: Store, content: str
) -> None:
    result = loaded(system, tmp_path, store, content.replace("ENVELOPE", envelope(system)))
    assert (result.rows, result.exit_code) == (0, 0)


@pytest.mark.parametrize("around", ["[%s]", '{"of": [{"a": 1}, 2], "ENVELOPE": [%s], "end": [3]}'])
def test_entries_that_are_no_objects_are_rejected_by_their_place(
    system: System, tmp_path: Path, store: Store, around: str
) -> None:
    one, two, three = objects(system, tmp_path)
    inside = f'1, "a, ]b\\"", {one}, [2, {{"x": [3]}}],\nnull,\n {two}, true, {three}, nonsense'
    result = loaded(system, tmp_path, store, around.replace("ENVELOPE", envelope(system)) % inside)
    assert (result.loaded, result.rejected) == (3, 6)
    told = {(entry.line, entry.field): entry.reason for entry in store.quarantined()}
    assert told == {
        (1, "[0]"): "it is a number, not an object",
        (1, "[1]"): "it is text, not an object",
        (1, "[3]"): "it is a list, not an object",
        (2, "[4]"): "it is null, not an object",
        (3, "[6]"): "it is true or false, not an object",
        (3, "[8]"): "the entry is not JSON: Expecting value at character 1",
    }


def test_an_empty_object_is_rejected_beside_what_is_none(
    system: System, tmp_path: Path, store: Store
) -> None:
    result = loaded(system, tmp_path, store, "[1,2,{}]")
    assert (result.loaded, result.rejected, result.exit_code) == (0, 3, 1)
    assert sum(store.quarantine_counts().values()) == 3


@pytest.mark.parametrize("stray", ["}", "]]", "}]}"])
def test_a_bracket_too_many_loses_no_object(system: System, tmp_path: Path, store: Store, stray: str) -> None:
    one, two, three = objects(system, tmp_path)
    content = f'{{"{envelope(system)}": [{one}{stray.replace("]", "")}, {two}, {three}]}}{stray}'
    result = loaded(system, tmp_path, store, content)
    assert result.loaded == 3
    assert result.rejected >= 1


def test_what_stands_after_the_end_is_told(system: System, tmp_path: Path, store: Store) -> None:
    one, two, three = objects(system, tmp_path)
    result = loaded(system, tmp_path, store, f"[{one}, {two}, {three}]\n and more")
    assert (result.loaded, result.rejected) == (3, 1)


@pytest.mark.parametrize("piece", [1, 2, 7])
def test_it_is_all_the_same_however_it_is_read(
    system: System, tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch, piece: int
) -> None:
    monkeypatch.setattr(json_cutter, "_PIECE", piece)
    one, two, three = objects(system, tmp_path)
    content = (
        f'\n{{"of": ["x", {{"y": "z"}}], "{envelope(system)}" : [1, {one},\n"a,b" ,{two}, [], {three}]}}'
    )
    result = loaded(system, tmp_path, store, content)
    assert (result.loaded, result.rejected, result.unreadable) == (3, 3, [])
