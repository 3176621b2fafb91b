"""Which records are due for review, and what is kept of a review."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from indexer import migrations, retention
from indexer.pole import parse
from indexer.retention import Due, RetentionStore, Said
from indexer.store import Store
from indexer.store_tables import record as records
from tests.unit.indexer.samples import small

TODAY = "2026-11-29"


def dated(ref: str, on: str | None, version: int = 1) -> Any:
    return parse(small(ref, version=version, retention={"group": 2, "review_on": on}))


@pytest.fixture
def reviews(either_store: Store) -> Iterator[RetentionStore]:
    made = RetentionStore(either_store.url)
    yield made
    made.close()


def due(reviews: RetentionStore) -> list[Due]:
    return [one for some in reviews.due(TODAY, "01") for one in some]


def ids(reviews: RetentionStore) -> list[str]:
    return [one.id.partition("/")[2] for one in due(reviews)]


def test_what_has_come_is_due_the_longest_overdue_first(
    either_store: Store, reviews: RetentionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    days = {
        "a": TODAY,
        "b": "2026-11-30",
        "c": None,
        "d": "2026",
        "e": "2020-05",
        "f": "2020-05-01",
        "g": "2027",
    }
    either_store.put([dated(ref, on) for ref, on in days.items()] + [parse(small("h"))])
    assert ids(reviews) == ["e", "f", "d", "a"]
    assert [one.since for one in due(reviews)] == ["2020-05-01", "2020-05-01", "2026-01-01", TODAY]


def test_another_force_s_records_are_not_gone_through(either_store: Store, reviews: RetentionStore) -> None:
    """Whatever of theirs looks like ours: millions may stand here for the national systems."""
    theirs = small("a")["handling"] | {"force": "45", "releasable_to": ["01"], "unit": '"force":"01"'}
    either_store.put(
        [parse(small("a", handling=theirs, retention={"review_on": "2020"})), dated("b", "2020")]
    )
    assert ids(reviews) == ["b"]
    assert [one.id for some in reviews.due(TODAY, "45") for one in some] == ["TEST/a"]


def test_a_record_that_says_another_day_is_due_on_that(either_store: Store, reviews: RetentionStore) -> None:
    either_store.put([dated("a", "2020-01-01")])
    either_store.put([dated("a", "2030-01-01", 2)])
    assert ids(reviews) == []


def test_a_review_holds_until_its_day_and_ends_with_the_record(
    either_store: Store, reviews: RetentionStore
) -> None:
    either_store.put([dated("a", "2020-01-01"), dated("b", "2020-01-01")])
    (first, second) = due(reviews)
    said = Said(first.revision, "retain", "still of use", "2030-01-01", "rm", 1.0)
    assert reviews.keep(first.id, said)
    assert [one.id for one in due(reviews)] == [second.id]
    assert reviews.one(first.id, TODAY) is None
    again = reviews.one(first.id, "2030-01-01")
    assert again
    assert (again.since, again.said) == ("2030-01-01", said)
    either_store.delete(first.id)
    assert reviews.one(first.id, "2030-01-01") is None
    either_store.put([dated("a", "2020-01-01", 2)])
    assert [(one.id, one.said) for one in due(reviews)] == [(first.id, None), (second.id, None)]


def test_what_was_said_of_a_record_as_it_stands_no_more_is_not_kept(
    either_store: Store, reviews: RetentionStore
) -> None:
    either_store.put([dated("a", "2020-01-01")])
    (before,) = due(reviews)
    either_store.put([dated("a", "2020-02-01", 2)])
    assert not reviews.keep(before.id, Said(before.revision, "retain", "x", "2030-01-01", "rm", 1.0))
    assert not reviews.keep("TEST/none", Said(1, "retain", "x", "2030-01-01", "rm", 1.0))
    assert ids(reviews) == ["a"]


def test_records_that_stood_before_are_given_their_day(either_store: Store, reviews: RetentionStore) -> None:
    either_store.put([dated("a", "2020"), dated("b", "2020-05"), dated("c", "2020-05-06"), dated("d", None)])
    migrations.downgrade(either_store.url, "0010")
    migrations.upgrade(either_store.url)
    engine = sa.create_engine(either_store.url)
    with engine.connect() as connection:
        found = {id_: on for id_, on in connection.execute(sa.select(records.c.id, records.c.review_on))}  # noqa: C416
    engine.dispose()
    assert sorted(found.values(), key=str) == ["2020-01-01", "2020-05-01", "2020-05-06", None]
