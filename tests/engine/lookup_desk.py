"""Lookup without the web: the services over an index and a record store of a test's own, as of a fixed day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from access.identity import Identity, Role
from access.purposes import parse as purpose
from indexer.drain import Drain
from indexer.home import Home
from indexer.lifecycle import Lifecycle
from indexer.local_es import Server
from indexer.mapping import alias
from indexer.pole import parse
from indexer.writer import Writer, connect
from portal.search.facets import SearchQuery
from portal.services.asker import Asker
from portal.wiring import Services, build
from tests.engine.index_instance import NothingToRead
from tests.support.house import settings_of

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
HANDLING = {
    "tier": "OFFICIAL", "sensitive": False, "force": "01", "audience": ["*"], "compartments": [], "denied": [],
    "releasable_to": [],
}  # fmt: skip


def record(ref: str, system: str = "CRIS", **more: Any) -> dict[str, Any]:
    """A small POLE-1 record that everybody of the force may see."""
    handling = HANDLING | more.pop("handling", {})
    return {
        "system": system, "ref": ref, "kind": "event", "title": f"Record {ref}", "recorded": "2026-11-02T09:20:00Z",
        "handling": handling, **more,
    }  # fmt: skip


@dataclass
class LookupDesk:
    """Services, and who asks them."""

    services: Services
    writer: Writer

    def put(self, records: Iterable[Mapping[str, Any]], reader: Any = None) -> None:
        """Take records, and index them."""
        batch = [parse(made, None) for made in records]
        assert not self.services.store.put(batch).rejected
        drain = Drain(self.services.store, reader or NothingToRead(), self.writer, 1_000)
        while drain.step():
            pass

    def asker(self, role: str = "despatcher", **grants: Any) -> Asker:
        """Somebody of force 01, cleared for sensitive records unless said otherwise."""
        who = Identity(f"u-{role}", Role(role), "01", **{"sensitive": True, **grants})
        return Asker(who, purpose("LIFE", "call to the address", "CAD 1/2"))

    def risk(self, q: str, role: str = "despatcher", **grants: Any) -> dict[str, Any]:
        """The cards for a question."""
        return self.services.lookup.risk(self.asker(role, **grants), q)

    def first(self, text: str) -> dict[str, Any]:
        """The best card for a question that must have one."""
        cards = self.risk(text)["cards"]
        assert cards, text
        return dict(cards[0])

    def search(
        self, q: str = "", role: str = "analyst", cleared: Mapping[str, Any] | None = None, **more: Any
    ) -> dict[str, Any]:
        """A faceted search."""
        return self.services.lookup.search(self.asker(role, **(cleared or {})), SearchQuery(q, **more))


@contextmanager
def lookup_desk(es: Server, prefix: str, folder: Path) -> Iterator[LookupDesk]:
    """A desk in a folder, with its own index under `prefix`; all of it is gone afterwards."""
    home = Home.open(folder, create=True, demo=True)
    client = connect(es.url, *es.writer)
    Lifecycle(client, prefix).ensure()
    services = build(settings_of(home, prefix, es), lambda: NOW)
    try:
        yield LookupDesk(services, Writer(client, alias(prefix)))
    finally:
        services.close()
        if names := list(client.indices.get(index=f"{prefix}*")):
            client.indices.delete(index=names)
        client.close()


def desk_with(records: Sequence[Mapping[str, Any]]) -> Callable[..., Iterator[LookupDesk]]:
    """A module's fixture: a desk with these records, indexed once."""

    @pytest.fixture(scope="module")
    def desk(es: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LookupDesk]:
        with lookup_desk(es, f"{es.prefix}d{uuid4().hex[:10]}-", tmp_path_factory.mktemp("desk")) as made:
            made.put(records)
            yield made

    return desk
