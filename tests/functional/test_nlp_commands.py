"""`sightline nlp`: the table of how well reports are read, and training that keeps no worse model."""

from __future__ import annotations

import json
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from indexer.home import Home
from indexer.pole import parse
from indexer.store import Store
from portal.services.reports.store import ReportStore, correct
from tests.support.instance import run

HANDLING = {
    "tier": "OFFICIAL", "sensitive": True, "force": "01", "audience": ["*"], "compartments": [], "denied": [],
    "releasable_to": [],
}  # fmt: skip
GOLD = Path(__file__).parents[1] / "gold"


def some(folder: Path, name: str, start: int, count: int) -> Path:
    """A few reports of a gold file."""
    made = folder / name
    with (GOLD / "dev.jsonl").open(encoding="utf-8") as lines:
        made.write_text("".join(islice(lines, start, start + count)), encoding="utf-8")
    return made


def report(ref: str) -> dict[str, Any]:
    """A report that somebody saved here."""
    return {
        "system": "SIGHTLINE", "ref": ref, "kind": "report", "title": "t", "recorded": "2026-01-01", "handling": HANDLING,
    }  # fmt: skip


def test_the_table_of_how_well_reports_are_read(tmp_path: Path) -> None:
    made = run(tmp_path, "nlp", "evaluate", some(tmp_path, "some.jsonl", 0, 12), "--json")
    assert made.code == 0, made.err
    assert made.json["facts f1"] >= 0.9
    assert made.json["dangerous_errors"] == []


def test_a_model_learns_and_is_kept_only_where_no_figure_fell(tmp_path: Path) -> None:
    learn, check = some(tmp_path, "learn.jsonl", 0, 8), some(tmp_path, "check.jsonl", 20, 12)
    into = tmp_path / "model"
    made = run(tmp_path, "nlp", "train", learn, "--check", check, "--into", into, "--rounds", "1", "--json")
    fell = any(
        made.json["after"][name] < value for name, value in made.json["before"].items() if name != "dangerous"
    )
    assert made.code == (0 if made.json["kept"] else 1), made.err
    assert made.json["kept"] or fell
    assert (into / "meta.json").exists() is made.json["kept"]
    text = tmp_path / "report.txt"
    text.write_text("John Smith has a knife.")
    assert run(tmp_path, "read", "--model", made.json["folder"], text).code == 0


def test_what_it_learns_from_it_is_not_checked_on(tmp_path: Path) -> None:
    both = some(tmp_path, "both.jsonl", 0, 3)
    made = run(tmp_path, "nlp", "train", both, "--check", both, "--into", tmp_path / "model")
    assert (made.code, "in the training files and in the checking files" in made.err) == (1, True)


def test_a_model_that_is_not_there(tmp_path: Path) -> None:
    for words in (("nlp", "evaluate", GOLD / "fresh.jsonl"), ("read", "--jsonl", GOLD / "fresh.jsonl")):
        made = run(tmp_path, *words, "--model", "nothing")
        assert (made.code, "no language model installed under: nothing" in made.err) == (1, True)


def test_corrections_are_given_to_those_only_who_may_see_their_reports(tmp_path: Path) -> None:
    home = tmp_path / "home"
    for user, role, more in (
        ("ana", "analyst", ("--sensitive",)),
        ("low", "analyst", ()),
        ("off", "officer", ("--sensitive",)),
    ):
        made = run(home, "users", "add", user, "--role", role, "--force", "01", *more)
        assert made.code == 0, made.err
    text = "Moss has a snarler in the car."
    gold = {"id": "SIGHTLINE/SL-A", "group": "corrections", "text": text, "mentions": [],
            "facts": [{"code": "FI", "start": 11, "end": 18, "assertion": "affirmed", "placement": "in the car"}]}  # fmt: skip
    url = Home.open(home).records_url
    with closing(Store(url)) as store:
        store.put([parse(report("SL-A"))])
    with closing(ReportStore(url)) as kept, kept._writes.begin() as connection:
        correct(connection, gold["id"], "off", HANDLING, gold)
        correct(connection, "SIGHTLINE/GONE", "off", HANDLING, gold | {"id": "SIGHTLINE/GONE"})
    why = ("--reason", "train the reader")
    made = run(home, "nlp", "corrections", "--as", "ana", *why)
    assert [json.loads(line) for line in made.out.splitlines()] == [gold]
    assert run(home, "nlp", "corrections", "--as", "low", *why).out == ""
    refused = run(home, "nlp", "corrections", "--as", "off", *why)
    assert (refused.code, refused.out, "may not take data out" in refused.err) == (1, "", True)
    rows = [json.loads(line) for line in run(home, "audit", "export").out.splitlines()]
    exported = [row for row in rows if row.get("action") == "export"]
    assert [row["kind"] for row in exported] == [*("permit.granted", "permit.completed") * 2, "permit.denied"]
