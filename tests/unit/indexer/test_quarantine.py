"""The quarantine keeps place, reason and hash always, the row only under handling that could be read."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from indexer import migrations
from indexer.load import load
from indexer.pole_values import FieldError
from indexer.quarantine import Fault
from indexer.retry import Retried, retry
from indexer.store import Store
from indexer.store_content import compact
from indexer.store_tables import quarantine

from .samples import HANDLING, small

NOTHING = Retried().as_json()
WRONG = (FieldError("title", "is missing"),)


@pytest.fixture
def store(either_store: Store) -> Store:
    return either_store


def kept(store: Store, row: object) -> Any:
    store.quarantine([Fault("TEST", "a.jsonl", 3, WRONG, row)])
    (entry,) = store.quarantined()
    return entry


def test_a_row_under_its_handling_is_kept(store: Store) -> None:
    entry = kept(store, small())
    assert (entry.system, entry.file, entry.line) == ("TEST", "a.jsonl", 3)
    assert (entry.field, entry.reason) == ("title", "is missing")
    assert '"Something seen"' in entry.row


@pytest.mark.parametrize(
    "row",
    [
        small(handling=HANDLING | {"tier": "SECRET"}),
        small(handling=HANDLING | {"tier": "TOP SECRET", "note": 1}),
        small(handling={}),
        small(handling=None),
        small(handling="OFFICIAL"),
        '{"title": "half a line',
        ["a", "list"],
        small(text="x" * 300_000),
    ],
)
def test_anything_else_is_known_by_its_hash_alone(store: Store, row: object) -> None:
    entry = kept(store, row)
    assert entry.row is None
    assert len(entry.hash) == 64


def test_the_hash_of_a_line_is_the_hash_of_its_text(store: Store) -> None:
    assert kept(store, "{broken").hash == hashlib.sha256(b"{broken").hexdigest()


def test_the_same_row_again_is_counted_not_doubled(store: Store) -> None:
    kept(store, "x")
    assert kept(store, "x").times == 2
    assert store.quarantine_counts() == {"TEST": 1}


def test_every_reason_is_told_with_its_field(store: Store) -> None:
    errors = (FieldError("title", "is missing"), FieldError("ref", "may not be empty"))
    store.quarantine([Fault("TEST", "f", 1, errors, "x")])
    (entry,) = store.quarantined("TEST")
    assert entry.reason == "is missing; ref: may not be empty"
    assert store.quarantined("OTHER") == []


def test_names_that_cannot_be_stored_do_not_stop_it(store: Store) -> None:
    store.quarantine([Fault("TEST", "a\x00\udcff", 1, (FieldError("\x00", "wrong"),), "\ud800")])
    assert store.quarantined()[0].reason == "wrong"


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "ab\ud800cd"},
        {"title": "\udfff", "text": "a\x00b"},
        {"version": 2**70},
        {"version": 1.0},
        {"kind": "rumour", "title": "Café \N{GRINNING FACE}", "text": 'She said "no" \\ud800'},
        {"\udead": 1},
    ],
)
def test_a_retry_meets_the_very_same_row_and_leaves_it_standing_once(
    store: Store, tmp_path: Path, changes: dict[str, Any]
) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps(small() | changes))
    assert load(store, "pole", [file]).rejected == 1
    (before,) = store.quarantined()
    assert retry(store).as_json() == NOTHING | {"rejected": 1}
    (after,) = store.quarantined()
    assert (after.number, after.hash, after.row, after.reason) == (
        before.number,
        before.hash,
        before.row,
        before.reason,
    )
    assert after.times == 2
    assert store.counts() == {}


def test_a_row_that_was_kept_as_something_else_is_not_tried(store: Store) -> None:
    kept(store, small(title="ab\ud800cd"))
    with sa.create_engine(store.url).begin() as connection:
        connection.execute(sa.update(quarantine).values(row=compact(small(title="ab?cd"))))
    assert retry(store).as_json() == NOTHING | {"not_kept": 1}
    assert store.counts() == {}
    assert store.quarantine_counts() == {"TEST": 1}


def test_a_file_with_a_name_that_cannot_be_stored_stands_once_after_a_retry(store: Store) -> None:
    store.quarantine([Fault("TEST", "a\udcff", 1, WRONG, small(kind="rumour"))])
    retry(store)
    assert store.quarantine_counts() == {"TEST": 1}


def test_no_number_is_given_twice(store: Store) -> None:
    first = kept(store, "a").number
    store.forget([first])
    assert kept(store, "b").number > first


def test_a_quarantine_of_before_keeps_its_rows_and_numbers(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'records.db'}"
    migrations.upgrade(url, "0013")
    store = Store(url, migrate=False)
    kept(store, "a")
    store.close()
    migrations.upgrade(url)
    store = Store(url, migrate=False)
    (entry,) = store.quarantined()
    assert kept(store, "a").number == entry.number  # by its key, which is unique still
    store.forget([entry.number])
    assert kept(store, "b").number > entry.number
    store.close()
