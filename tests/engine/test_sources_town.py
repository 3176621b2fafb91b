"""From each system's export to an answer: every record that the truth names is found by its reference."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from indexer.demo.town import Town
from indexer.load import load
from indexer.local_es import Server
from indexer.sources import SYSTEMS
from nlp.reader import Reader
from tests.engine.index_instance import Instance, instance


@pytest.fixture
def one(es: Server, index_prefix: str, tmp_path: Path) -> Iterator[Instance]:
    with instance(es, index_prefix, tmp_path) as made:
        yield made


def test_the_nine_exports_are_searchable_record_for_record(one: Instance, tmp_path: Path) -> None:
    rows = Town(60, date(2026, 3, 2)).export(tmp_path / "town")
    for system in SYSTEMS:
        result = load(one.store, system.code, [tmp_path / "town" / system.code])
        assert (result.loaded, result.unchanged, result.rejected) == (rows[system.system], 0, 0)
    one.drained(Reader())
    truth = json.loads((tmp_path / "town" / "truth.json").read_text("utf-8"))
    named = {entry.split("#")[0] for person in truth["people"] for entry in person["records"]}
    named |= {risk["record"] for risk in truth["risks"]} | {one_["record"] for one_ in truth["restricted"]}
    found = one.versions()
    assert named <= found.keys()
    assert found == {stored.id: stored.revision for batch in one.store.scan() for stored in batch}
    for system in SYSTEMS:
        result = load(one.store, system.code, [tmp_path / "town" / system.code])
        assert (result.loaded, result.unchanged, result.rejected) == (0, rows[system.system], 0)
    assert one.drained() == 0


def test_a_bat_behind_a_door_is_found_in_what_crimint_exported(one: Instance, tmp_path: Path) -> None:
    Town(1, date(2026, 3, 2)).export(tmp_path / "town")
    load(one.store, "crimint", [tmp_path / "town" / "crimint"])
    one.drained(Reader())
    assert "CRIMINT/CRRT00000456" in one.ids({"term": {"full.fact": "WE:affirmed"}})
