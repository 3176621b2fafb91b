"""What goes with a record from where else it stands: packages that were sent, and the quarantine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from indexer import migrations
from indexer.pole_values import FieldError
from indexer.quarantine import INDEX, Fault
from indexer.store import Store
from indexer.store_delete import Burial
from indexer.store_tables import quarantine, record, request, sent
from portal.services.requests.store import ANSWERED, OPEN, Filed, RequestStore
from tests.support.burying import delete
from tests.unit.indexer.test_retention import dated

WRONG = (FieldError("status", "is unknown"),)


def item(ref: str) -> dict[str, Any]:
    return {"record": {"system": "TEST", "ref": ref, "text": f"words of {ref}"}, "decision": "released"}


def filed(id_: str) -> Filed:
    return Filed(id_, "45", "c", OPEN, "2026-01-01", "2026-01-02", None, None, {}, None, None)


@pytest.fixture
def requests(either_store: Store) -> Iterator[RequestStore]:
    made = RequestStore(either_store.url)
    yield made
    made.close()


def answer(requests: RequestStore, id_: str, *refs: str) -> None:
    requests.add(filed(id_))
    package = {"items": [item(ref) for ref in refs], "notice": "no onward disclosure"}
    assert requests.decide(id_, ANSWERED, "2026-01-02", "dis", [], package)


def records_of(requests: RequestStore, id_: str) -> list[dict[str, Any]]:
    found = requests.get(id_)
    assert found is not None
    assert found.package is not None
    assert found.package["notice"] == "no onward disclosure"
    assert all(one["decision"] == "released" for one in found.package["items"])
    return [one["record"] for one in found.package["items"]]


def rows(store: Store, asked: sa.Select[Any]) -> list[Any]:
    engine = sa.create_engine(store.url)
    with engine.connect() as connection:
        found = list(connection.execute(asked))
    engine.dispose()
    return found


def test_a_record_that_ends_leaves_packages_with_its_reference(
    either_store: Store, requests: RequestStore
) -> None:
    either_store.put([dated("a", None), dated("b", None)])
    answer(requests, "r1", "a", "b")
    answer(requests, "r2", "a")
    answer(requests, "r3")
    either_store.delete_many([Burial("TEST/a"), Burial("TEST/never", 1)])
    gone, stays = {"system": "TEST", "ref": "a"}, item("b")["record"]
    assert [records_of(requests, one) for one in ("r1", "r2", "r3")] == [[gone, stays], [gone], []]
    assert rows(either_store, sa.select(sent)) == [("TEST/b", "r1")]


def test_a_record_that_ended_while_it_was_decided_is_in_no_package(
    either_store: Store, requests: RequestStore
) -> None:
    either_store.put([dated("a", None)])
    answer(requests, "r1", "a", "b")
    assert records_of(requests, "r1") == [item("a")["record"], {"system": "TEST", "ref": "b"}]
    assert rows(either_store, sa.select(sent)) == [("TEST/a", "r1")]


def test_packages_of_before_are_gone_through(either_store: Store, requests: RequestStore) -> None:
    either_store.put([dated("a", None), dated("gone before", None)])
    answer(requests, "r1", "a", "gone before")
    requests.add(filed("r2"))
    migrations.downgrade(either_store.url, "0011")
    engine = sa.create_engine(either_store.url)
    with engine.begin() as connection:
        connection.execute(sa.delete(record).where(record.c.id == "TEST/gone before"))
    engine.dispose()
    migrations.upgrade(either_store.url)
    assert records_of(requests, "r1") == [item("a")["record"], {"system": "TEST", "ref": "gone before"}]
    assert rows(either_store, sa.select(sent)) == [("TEST/a", "r1")]
    assert rows(either_store, sa.select(request.c.package).where(request.c.id == "r2")) == [(None,)]


def test_of_a_record_that_ends_the_quarantine_keeps_place_and_reason(either_store: Store) -> None:
    one, other = dated("a", None), dated("b", None)
    either_store.put([one, other])
    faults = [
        Fault("TEST", "f.jsonl", 1, WRONG, one.as_json()),
        Fault("TEST", "", 1, WRONG, one.as_json(), one.id, INDEX),
        Fault("TEST", "f.jsonl", 2, WRONG, other.as_json()),
        Fault("TEST", "f.jsonl", 3, WRONG, {"system": "TEST", "ref": "x" * 600}),
    ]
    either_store.quarantine(faults)
    either_store.quarantine(faults)
    delete(either_store, one.id)
    found = rows(either_store, sa.select(quarantine).order_by(quarantine.c.number))
    assert [(row.record, row.times) for row in found] == [(one.id, 2), (one.id, 2), (other.id, 2), (None, 2)]
    assert [row.row and json.loads(row.row)["ref"] for row in found] == [None, None, "b", None]
    assert {row.reason for row in found} == {"is unknown"}
