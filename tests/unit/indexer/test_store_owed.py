"""What the ledger is owed: deletions by record, and deliveries; each sealed by whoever has the ledger."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from access.events import EventKind
from access.ledger import EventFilter, Ledger, LedgerUnavailable
from indexer import store_owed
from indexer.incoming import Incoming, prepare
from indexer.load import load
from indexer.pole import parse
from indexer.store import Store
from indexer.store_delete import Burial
from indexer.store_owed import DELETED, FED, MOST_SUBJECTS, Owed
from portal.services.audit.owed import event_of, seal_owed
from tests.unit.indexer.samples import small


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    key = tmp_path / "keys" / "ledger.pem"
    key.parent.mkdir()
    made = Ledger.open(f"sqlite:///{tmp_path / 'ledger.db'}", key, tmp_path / "heads")
    yield made
    made.close()


def taken(store: Store, most: int = 100) -> list[Owed]:
    with store.delivering() as connection:
        return store_owed.take(connection, most)


def test_the_kinds_are_the_ledgers() -> None:
    assert {DELETED, FED} == {EventKind.RECORD_DELETED.value, EventKind.FEED_LOADED.value}


def deletion(ref: str, **more: Any) -> dict[str, Any]:
    return {
        "system": "TEST",
        "ref": ref,
        "recorded": "2026-01-02T00:00:00Z",
        "version": 2,
        "deleted": True,
        **more,
    }


def test_a_deletion_by_a_feed_is_owed_by_record(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [small("1"), small("2"), deletion("1", authority="court"), deletion("2"), deletion("absent")]
    path.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    load(store, "pole", [path])
    assert [(one.kind, one.subjects, one.details) for one in taken(store)] == [
        (DELETED, ("TEST/2",), {}),
        (DELETED, ("TEST/1",), {"authority": "court"}),
    ]
    load(store, "pole", [path])
    assert taken(store) == []


def test_many_are_several_rows(store: Store) -> None:
    with store.delivering() as connection:
        store_owed.owe(connection, DELETED, "x", [f"T/{n}" for n in range(MOST_SUBJECTS + 1)])
    assert [len(one.subjects) for one in taken(store)] == [MOST_SUBJECTS, 1]


def test_a_delivery_is_owed_with_what_came_of_it(store: Store, tmp_path: Path) -> None:
    prepare(tmp_path)
    (tmp_path / "pole" / "a.jsonl").write_text(json.dumps(small("1")), "utf-8")
    Incoming(store, tmp_path, "01", settle=0.0).scan()
    (one,) = taken(store)
    assert (one.kind, one.by, one.subjects) == (FED, "indexer", ())
    assert one.details["name"] == "a.jsonl"
    assert one.details["outcome"] == "loaded"
    assert one.details["counts"] == {"loaded": 1, "unchanged": 0, "rejected": 0}


def test_what_is_sealed_is_owed_no_more_and_what_is_not_stays(store: Store, ledger: Ledger) -> None:
    store.put([parse(small("1")), parse(small("2"))])
    store.delete_many([Burial("TEST/1")])
    with pytest.raises(LedgerUnavailable):
        seal_owed(store, Broken())  # type: ignore[arg-type]
    assert seal_owed(store, ledger) == 1
    assert seal_owed(store, ledger) == 0
    (event,) = ledger.events(EventFilter(subjects=("TEST/1",))).events
    assert (event.kind, event.user) == ("record.deleted", "indexer")


def test_the_row_says_when_it_was_done() -> None:
    event = event_of(Owed(1, DELETED, "worker", 0.0, ("TEST/1",), {"authority": "court"}))
    assert event.details == {"authority": "court", "done_at": "1970-01-01T00:00:00+00:00"}
    assert (event.user, event.subjects) == ("worker", ("TEST/1",))


class Broken:
    def record(self, _event: object) -> str:
        raise LedgerUnavailable("away")
