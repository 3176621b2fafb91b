"""The quarantine tried again: what was refused for a reason that is mended comes in, and its row leaves."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from indexer import assemble, retry
from indexer import load as loading
from indexer.drain import Text
from indexer.load import load
from indexer.local_es import Server
from indexer.pole import Record, RecordErrors, parse
from indexer.pole_values import FieldError
from nlp.reader import Reader
from tests.engine.index_instance import Instance, instance
from tests.support.burying import delete
from tests.unit.indexer.samples import small

Json = dict[str, Any]


@pytest.fixture
def one(es: Server, index_prefix: str, tmp_path: Path) -> Iterator[Instance]:
    with instance(es, index_prefix, tmp_path) as made:
        yield made


def lines(path: Path, *rows: Json) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def refusing(raw: Any, line: int | None = None) -> Record:
    """The reader of a version that did not know something yet."""
    if raw["ref"] in ("1", "2"):
        raise RecordErrors([FieldError("title", "is not known")], line)
    return parse(raw, line)


def test_a_row_whose_reason_is_mended_comes_in_and_leaves(
    one: Instance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "parse_fed", refusing)
    rows = [small(str(n)) for n in range(4)] + [{**small("no-handling"), "handling": None}]
    load(one.store, "pole", [lines(tmp_path / "a.jsonl", *rows)])
    assert len(one.store.quarantined()) == 3
    one.drained()
    monkeypatch.setattr(retry, "parse_fed", refusing)
    assert retry.retry(one.store) == retry.Retried(rejected=2, not_kept=1)
    assert [entry.times for entry in one.store.quarantined()] == [2, 2, 1]
    monkeypatch.setattr(retry, "parse_fed", parse)
    assert retry.retry(one.store) == retry.Retried(loaded=2, not_kept=1)
    (left,) = one.store.quarantined()
    assert left.row is None
    one.drained()
    assert set(one.versions()) == {f"TEST/{n}" for n in range(4)}
    assert retry.retry(one.store) == retry.Retried(not_kept=1)


def test_a_row_that_is_still_wrong_stays_with_its_reason_of_today(
    one: Instance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "parse_fed", refusing)
    load(one.store, "pole", [lines(tmp_path / "a.jsonl", small("1", title="Other"), small("2"))])
    one.store.put([parse(small("1"))])
    assert retry.retry(one.store) == retry.Retried(loaded=1, rejected=1)
    (left,) = one.store.quarantined()
    assert (left.line, left.reason) == (1, "is stored already with other content")


def test_what_the_engine_refused_is_indexed_once_it_takes_it(
    one: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = assemble.document

    def unmapped(record: Record, revision: int, readings: assemble.Readings) -> Json:
        return made(record, revision, readings) | {"unmapped": 1}

    monkeypatch.setattr(assemble, "document", unmapped)
    one.store.put([parse(small("1"))])
    one.drained()
    assert (one.store.given_up(), len(one.store.quarantined())) == (1, 1)
    retry.retry(one.store)
    one.drained()
    assert [entry.times for entry in one.store.quarantined()] == [2], "tried, and refused again"
    monkeypatch.undo()
    assert retry.retry(one.store) == retry.Retried(requeued=1)
    one.drained()
    assert (one.store.given_up(), one.store.quarantined(), one.faults()) == (0, [], [])
    assert set(one.versions()) == {"TEST/1"}


def test_a_text_that_could_not_be_read_is_read_again(one: Instance) -> None:
    class Choking:
        def read_many(self, texts: Iterable[Text]) -> Iterator[Any]:
            raise ValueError("no memory")

    one.store.put([parse(small("1", text="A baseball bat is kept behind the front door."))])
    one.drained(Choking())
    assert len(one.store.quarantined()) == 1
    retry.retry(one.store)
    assert one.store.check.withheld() == [], "its copy says nothing that it must not"
    one.drained(Reader())
    assert one.store.quarantined() == []
    assert one.ids({"term": {"full.fact": "WE:affirmed"}}) == {"TEST/1"}


def test_a_row_of_a_record_that_is_gone_goes_with_it(one: Instance, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assemble, "document", lambda *_: 1 / 0)
    one.store.put([parse(small("1"))])
    one.drained()
    monkeypatch.undo()
    delete(one.store, "TEST/1")
    assert retry.retry(one.store).requeued == 1
    one.drained()
    assert one.store.quarantined() == []
    assert one.faults() == []
