"""The quarantine keeps place, reason and hash always, the row only under handling that could be read."""

import hashlib
from typing import Any

import pytest

from indexer.pole_values import FieldError
from indexer.quarantine import Fault
from indexer.store import Store

from .samples import HANDLING, small

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
