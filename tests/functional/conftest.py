"""A house with the synthetic town in it, shared by the tests of a module."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from indexer.demo.town import Town
from indexer.local_es import Server
from tests.support import servers
from tests.support.house import House, house

DATABASES = ("records_url", "accounts_url", "ledger_url")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """Where records, accounts and ledger lie: in files, as in a demo, and in PostgreSQL, as in a force."""
    with ExitStack() as held:
        made = {}
        if request.param == "postgresql":
            server = request.getfixturevalue("postgres_server")
            made = {name: held.enter_context(servers.database(server)) for name in DATABASES}
        yield made


@pytest.fixture(scope="module")
def town(es: Server, tmp_path_factory: pytest.TempPathFactory, databases: dict[str, str]) -> Iterator[House]:
    """A small town as it stands today, loaded."""
    folder = tmp_path_factory.mktemp("town")
    with house(es, f"{es.prefix}f{uuid4().hex[:10]}-", folder, databases) as made:
        made.put(entry.record for entry in Town(60, datetime.now(UTC).date()).made())
        yield made


@pytest.fixture
def empty(es: Server, index_prefix: str, tmp_path: object) -> Iterator[House]:
    """A house without records."""
    with house(es, index_prefix, tmp_path) as made:  # type: ignore[arg-type]
        yield made
