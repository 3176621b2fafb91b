"""The synthetic town: the same from the same seed, dated from its day, with a truth that its records bear out."""

import json
import shutil
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from indexer.demo.town import GRANTS, Town

TODAY = date(2026, 3, 2)


def write(town: Town, folder: Path) -> dict[str, int]:
    """Write the town's records as POLE-1, a file a system, and its truth; gives the number of records a system."""
    folder.mkdir(exist_ok=True)
    lines: dict[str, list[str]] = defaultdict(list)
    for made in town.made():
        lines[made.record["system"]].append(json.dumps(made.record, ensure_ascii=False))
    for system, own in lines.items():
        (folder / f"{system}.jsonl").write_text("\n".join(own) + "\n", "utf-8")
    town.export(folder / "export")
    (folder / "export" / "truth.json").rename(folder / "truth.json")
    shutil.rmtree(folder / "export")
    return {system: len(own) for system, own in lines.items()}


@pytest.fixture(scope="module")
def town(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("town")
    write(Town(300, TODAY), folder)
    return folder


def _records(folder: Path) -> dict[str, dict]:
    lines = (line for file in folder.glob("*.jsonl") for line in file.read_text("utf-8").splitlines())
    return {f"{r['system']}/{r['ref']}": r for r in map(json.loads, lines)}


def test_the_same_seed_gives_the_same_bytes(town: Path, tmp_path: Path) -> None:
    write(Town(300, TODAY), tmp_path)
    assert all((tmp_path / file.name).read_bytes() == file.read_bytes() for file in town.iterdir())


def test_a_larger_town_begins_with_the_smaller(town: Path, tmp_path: Path) -> None:
    write(Town(400, TODAY), tmp_path)
    assert _records(town).items() <= _records(tmp_path).items()


def test_all_nine_systems_have_records_and_no_reference_twice(town: Path) -> None:
    files = sorted(file.stem for file in town.glob("*.jsonl"))
    assert files == sorted(["CRIS", "CRIMINT", "CUSTODY", "COPA", "AIRSPACE", "EWMS", "MERLIN", "PNC", "PND"])
    lines = sum(len(file.read_text("utf-8").splitlines()) for file in town.glob("*.jsonl"))
    assert lines == len(_records(town))


def test_nothing_lies_after_the_towns_day(town: Path) -> None:
    assert all(record["recorded"][:10] <= TODAY.isoformat() for record in _records(town).values())


def test_the_bat_is_three_weeks_old_and_stands_in_both_texts(town: Path) -> None:
    bat = next(r for r in _records(town).values() if "baseball bat" in (r.get("text") or ""))
    assert bat["system"] == "CRIMINT"
    assert bat["recorded"].startswith("2026-02-09")
    assert "a baseball bat is kept behind the front door" in bat["sanitised_text"]
    assert "Source" not in bat["sanitised_text"]


def test_the_truth_names_records_that_exist(town: Path) -> None:
    records, truth = _records(town), json.loads((town / "truth.json").read_text("utf-8"))
    named = {entry.split("#")[0] for person in truth["people"] for entry in person["records"]}
    named |= {risk["record"] for risk in truth["risks"]} | {rule["record"] for rule in truth["restricted"]}
    assert named <= records.keys()
    assert {"WE", "FI", "VI", "DOG"} <= {risk["code"] for risk in truth["risks"]}


def test_an_empty_town_has_no_records(tmp_path: Path) -> None:
    assert write(Town(0, TODAY), tmp_path) == {}


def test_a_role_each_has_an_account() -> None:
    roles = {grant.role for grant in GRANTS.values()}
    assert roles == {
        "despatcher",
        "officer",
        "analyst",
        "supervisor",
        "disclosure",
        "auditor",
        "records-manager",
        "administrator",
    }
