"""Which records are due for review, and what is kept of a review."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from indexer import migrations, retention
from indexer.pole import parse
from indexer.retention import By, Due, FirstReview, RetentionStore, Said
from indexer.store import Store
from indexer.store_tables import record as records
from tests.support.burying import delete
from tests.unit.indexer.samples import small

TODAY = "2026-11-29"
FIRST = FirstReview({0: 6, 1: 10, 2: 10, 3: 6, 4: 6})


def dated(ref: str, on: str | None, version: int = 1) -> Any:
    return parse(small(ref, version=version, retention={"group": 2, "review_on": on}))


@pytest.fixture
def reviews(either_store: Store) -> Iterator[RetentionStore]:
    made = RetentionStore(either_store.url, FIRST)
    yield made
    made.close()


def undated(ref: str, recorded: str, group: int | None = None, **more: Any) -> Any:
    return parse(small(ref, recorded=recorded, **({"retention": {"group": group}} if group else {}), **more))


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
    delete(either_store, first.id)
    assert reviews.one(first.id, "2030-01-01") is None
    either_store.put([dated("a", "2020-01-01", 2)])
    assert [(one.id, one.said) for one in due(reviews)] == [(first.id, None), (second.id, None)]


def test_of_two_reviews_the_second_must_know_of_the_first(
    either_store: Store, reviews: RetentionStore
) -> None:
    either_store.put([dated("a", "2020-01-01")])
    (one,) = due(reviews)
    first, second = (Said(one.revision, "amend", why, None, "rm", at) for why, at in (("x", 1.5), ("y", 2.5)))
    assert reviews.keep(one.id, first)
    assert not reviews.keep(one.id, second)
    assert not either_store.dispose(one.id, 1, "review", None)
    assert not either_store.dispose(one.id, 2, "review", 1.5), "it stands at another version"
    assert reviews.keep(one.id, second, 1.5)
    assert not either_store.dispose("TEST/none", 1, "review", None)
    assert either_store.buried(["TEST/none"]) == {}
    assert either_store.dispose(one.id, 1, "review", 2.5)
    assert either_store.get(one.id) is None


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
    either_store.put([undated("e", "2018-02"), undated("f", "2018-02-03T04:05:06Z", 3)])
    columns = (records.c.review_on, records.c.force, records.c.review_group, records.c.recorded_on)
    asked = sa.select(records.c.id, *columns).order_by(records.c.id)
    engine = sa.create_engine(either_store.url)
    with engine.connect() as connection:
        before = connection.execute(asked).all()
    engine.dispose()
    migrations.downgrade(either_store.url, "0010")
    migrations.upgrade(either_store.url)
    with engine.connect() as connection:
        after = connection.execute(asked).all()
    engine.dispose()
    assert after == before
    assert [row.review_on for row in after] == ["2020-01-01", "2020-05-01", "2020-05-06", None, None, None]
    assert [tuple(row)[2:] for row in after[4:]] == [("01", 0, "2018-02-01"), ("01", 3, "2018-02-03")]


def test_what_names_no_day_is_due_by_the_rule_in_its_place(
    either_store: Store, reviews: RetentionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    either_store.put(
        [
            undated("a", "2020-11-29T23:00:00Z"),
            undated("b", "2020-11-30"),
            undated("c", "2016-11-29", 1),
            undated("d", "2016-12", 2),
            undated("e", "2019-03-01", 3),
            undated("f", "2012", 4),
            undated("g", "2012-01-01", 4),
            undated("h", "2012-01-01", 4),
            dated("i", "2022-05-01"),
            dated("j", "2099-01-01"),
        ]
    )
    assert [(one.id[5:], one.since, one.by) for one in due(reviews)] == [
        ("f", "2018-01-01", By.RULE),
        ("g", "2018-01-01", By.RULE),
        ("h", "2018-01-01", By.RULE),
        ("i", "2022-05-01", By.RECORD),
        ("e", "2025-03-01", By.RULE),
        ("a", "2026-11-29", By.RULE),
        ("c", "2026-11-29", By.RULE),
    ]
    for ref, there in {"a": True, "b": False, "d": False, "j": False}.items():
        assert (reviews.one(f"TEST/{ref}", TODAY) is not None) is there, ref
    assert [one.id for some in reviews.due(TODAY, "45") for one in some] == []


def test_a_rule_holds_at_once_and_a_record_that_names_a_day_leaves_it(
    either_store: Store, reviews: RetentionStore
) -> None:
    either_store.put([undated("a", "2018-01-01"), undated("b", "2018-01-01", 3)])
    assert ids(reviews) == ["a", "b"]
    later = RetentionStore(either_store.url, FirstReview({**FIRST.years, 3: 20}))
    assert [one.id for some in later.due(TODAY, "01") for one in some] == ["TEST/a"]
    later.close()
    either_store.put([dated("a", "2030-01-01", 2)])
    assert ids(reviews) == ["b"]


def test_what_was_retained_by_the_rule_comes_back_on_its_day(
    either_store: Store, reviews: RetentionStore
) -> None:
    either_store.put([undated("a", "2015-01-01"), undated("b", "2016-01-01"), undated("c", "2017-01-01")])
    first, second, _ = due(reviews)
    assert reviews.keep(first.id, Said(first.revision, "retain", "x", "2026-11-01", "rm", 1.0))
    assert reviews.keep(second.id, Said(second.revision, "amend", "y", None, "rm", 1.0))
    assert [(one.id[5:], one.since, one.by) for one in due(reviews)] == [
        ("b", "2022-01-01", By.RULE), ("c", "2023-01-01", By.RULE), ("a", "2026-11-01", By.REVIEW),
    ]  # fmt: skip
    assert (reviews.next_on(first.id), reviews.next_on(second.id)) == ("2026-11-01", None)


def test_each_way_is_read_by_an_index(store: Store) -> None:
    """A million records are gone through no further than somebody reads, whatever other forces hold."""
    made, plans = RetentionStore(store.url, FIRST), list[str]()

    def explained(connection: Any, _cursor: Any, text: str, given: Any, *_: Any) -> None:
        if text.startswith("SELECT"):
            plan = connection.connection.cursor().execute(f"EXPLAIN QUERY PLAN {text}", given)
            plans.append(str(plan.fetchall()))

    sa.event.listen(made._reader, "before_cursor_execute", explained)
    assert list(made.due(TODAY, "01")) == []
    made.close()
    assert len(plans) == 2 + len(retention.GROUPS)
    assert not [plan for plan in plans if "SCAN" in plan or "TEMP B-TREE" in plan]
