"""What the ledger says of a request that was refused: that it was, or that it could not be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from access import purposes
from access.events import EventKind
from access.identity import Identity, Role
from access.ledger import Ledger
from access.permit import Permits
from indexer import migrations
from portal.services.asker import Asker, Desk
from portal.services.errors import Conflict, NotFound
from portal.services.requests.service import Requests
from portal.services.requests.store import OPEN, Filed, RequestStore

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
ASKER = Asker(
    Identity("dis1", Role.DISCLOSURE, "01", sensitive=True), purposes.parse("PREVENT", "partner request")
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = Ledger.open(f"sqlite:///{tmp_path}/ledger.db", tmp_path / "key", ship_every=3600.0)
    yield made
    made.close()


@pytest.fixture
def requests(ledger: Ledger, tmp_path: Path) -> Iterator[Requests]:
    url = f"sqlite:///{tmp_path}/records.db"
    migrations.upgrade(url)
    store = RequestStore(url)
    store.add(Filed("one", "45", "45-client", OPEN, "2026", "2026", None, None, {"subject": {}}, None, None))
    nothing = cast(Any, SimpleNamespace())
    desk = Desk(Permits(ledger, lambda: NOW), nothing, nothing)
    yield Requests(desk, store, nothing, "01", lambda: NOW, nothing)
    store.close()


def outcome(ledger: Ledger) -> str:
    last = ledger.events(size=1).events[0]
    assert last.kind == EventKind.PERMIT_COMPLETED
    return str(last.details["outcome"])


def test_a_request_that_was_refused_reads_as_refused(requests: Requests, ledger: Ledger) -> None:
    requests.refuse(ASKER, "one", "no lawful basis")
    assert outcome(ledger) == "refused"


def test_a_refusal_of_what_is_not_there_reads_as_not_found(requests: Requests, ledger: Ledger) -> None:
    with pytest.raises(NotFound):
        requests.refuse(ASKER, "none", "no lawful basis")
    assert outcome(ledger) == "not-found"


def test_a_refusal_that_came_too_late_reads_as_failed(requests: Requests, ledger: Ledger) -> None:
    requests.refuse(ASKER, "one", "no lawful basis")
    with pytest.raises(Conflict):
        requests.refuse(ASKER, "one", "no lawful basis")
    assert outcome(ledger) == "failed"
