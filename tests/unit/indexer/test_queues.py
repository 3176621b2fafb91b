"""Queues read what they show, and not everything that ever was: partner requests, and tasks of hidden dangers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest
import sqlalchemy as sa

from access.gateway import Hit
from access.identity import Identity, Role
from indexer.hidden_risks import BY_HANDLING, HiddenRisk
from indexer.store import Store
from indexer.store_tables import request, warning_task, writing_engine
from indexer.store_warnings import DECLINED, Seen
from portal.services.asker import Asker
from portal.services.requests.store import ANSWERED, MOST_DECIDED, OPEN, Filed, RequestStore
from portal.services.warnings.queue import MOST_DECIDED as MOST_TASKS
from portal.services.warnings.queue import WarningsQueue, Watching

NOW = datetime(2026, 3, 4, tzinfo=UTC)


@pytest.fixture
def requests(either_store: Store) -> Iterator[RequestStore]:
    made = RequestStore(either_store.url)
    yield made
    made.close()


def filed(made: RequestStore, id_: str, due: str) -> None:
    made.add(Filed(id_, "45", "client", OPEN, "2026-01-01", due, None, None, {"n": id_}, None, None))


def test_every_open_request_is_listed_and_of_the_decided_the_last(
    requests: RequestStore, either_store: Store
) -> None:
    for n in range(MOST_DECIDED + 5):
        filed(requests, f"d{n:03d}", f"2026-01-{n % 28 + 1:02d}")
        requests.decide(f"d{n:03d}", ANSWERED, f"2026-02-01T00:{n // 60:02d}:{n % 60:02d}Z", "dis1", [], None)
    filed(requests, "late", "2026-03-02")
    filed(requests, "soon", "2026-03-01")
    unread(either_store)
    listed = requests.queue()
    newest = [f"d{n:03d}" for n in reversed(range(5, MOST_DECIDED + 5))]
    assert [one.id for one in listed] == ["soon", "late", *newest]
    assert (listed[0].body, listed[2].decided_by) == ({"n": "soon"}, "dis1")


def unread(store: Store) -> None:
    """Make every package something that cannot be read: the queue does not."""
    engine = writing_engine(store.url)
    with engine.begin() as connection:
        connection.execute(sa.update(request).values(package="{", decisions="{"))
    engine.dispose()


# ------------------------------------------------------------------------------------ hidden dangers


def decided(store: Store, number: int) -> list[str]:
    """So many tasks that were declined one after the other, oldest first: the ids of their records."""
    ids = [f"CRIMINT/{n:04d}" for n in range(number)]
    store.watch(Seen(risks={id_: HiddenRisk(id_, 1, "01", BY_HANDLING, ("WE",), "d") for id_ in ids}))
    engine = writing_engine(store.url)
    with engine.begin() as connection:
        for n, id_ in enumerate(ids):
            change = sa.update(warning_task).where(warning_task.c.record == id_)
            connection.execute(
                change.values(status=DECLINED, closed=1e9 + 60 * (n // 2), closed_by="dc", reason="known")
            )
    engine.dispose()
    return ids


class Reads:
    """A reader's door to the records that `sees` lets through; asked: the ids of every question."""

    def __init__(self, sees: Callable[[str], bool]) -> None:
        self.sees, self.asked = sees, list[list[str]]()

    def fetch(self, ids: Sequence[str]) -> list[Hit]:
        self.asked.append(list(ids))
        return [hit(id_) for id_ in ids if self.sees(id_)]


def hit(id_: str) -> Hit:
    system, ref = id_.split("/")
    record: dict[str, Any] = {"system": system, "ref": ref}
    return cast(
        Hit, SimpleNamespace(id=id_, system=system, ref=ref, title=ref, marking="OFFICIAL", record=record)
    )


def told(store: Store, reads: Reads) -> list[str]:
    """The records of the decided tasks that the queue shows."""
    who = Identity("dc", Role.ANALYST, "01")
    permit = SimpleNamespace(audit_id="a", identity=who)
    look = SimpleNamespace(
        reading=reads, permit=permit, audit_id="a", returned=lambda _: None, systems=lambda _: []
    )

    @contextmanager
    def looking(*_: Any) -> Iterator[Any]:
        yield look

    desk = cast(Any, SimpleNamespace(look=looking))
    nothing = cast(Any, None)
    queue = WarningsQueue(desk, store, store.check, nothing, nothing, Watching(), lambda: NOW, nothing)
    shown = queue.tasks(Asker(who, None))["decided"]
    return [f"{row['record']['system']}/{row['record']['ref']}" for row in shown]


def test_the_tasks_decided_last_are_read_and_no_more(either_store: Store) -> None:
    ids, reads = decided(either_store, 5 * MOST_TASKS), Reads(lambda _: True)
    assert told(either_store, reads) == ids[: -MOST_TASKS - 1 : -1]
    assert len({id_ for asked in reads.asked for id_ in asked}) == 2 * MOST_TASKS


def test_they_are_read_on_where_those_are_hidden(either_store: Store) -> None:
    ids = decided(either_store, 5 * MOST_TASKS)
    seen = set(ids[: MOST_TASKS // 2]) | {ids[-1]}
    reads = Reads(seen.__contains__)
    assert told(either_store, reads) == [ids[-1], *reversed(ids[: MOST_TASKS // 2])]
    assert sorted({id_ for asked in reads.asked for id_ in asked}) == ids
