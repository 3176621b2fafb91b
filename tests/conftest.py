"""Real servers that tests share: one Elasticsearch, PostgreSQL and Redis for a whole run, started when first asked for.

Where a program is missing, the test fails and says what to install; nothing is skipped and nothing is faked.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from indexer.home import Home
from indexer.local_es import LocalElasticsearch, Server
from tests.support import servers

SHORT_LIVED = (
    "-XX:TieredStopAtLevel=1",
)  # half the processor's time at the start, for a server that is soon gone


@pytest.fixture(scope="session")
def es(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The genuine Elasticsearch: url, reader and writer (name and password), prefix of its index names."""
    home = Home.open(tmp_path_factory.mktemp("es-home"))
    local = LocalElasticsearch(home, "512m", environment=os.environ, jvm=SHORT_LIVED)
    try:
        yield local.start()
    finally:
        local.purge()


@pytest.fixture
def index_prefix(es: Server) -> str:
    """A prefix of this test's own, within what the server's users may touch."""
    return f"{es.prefix}t{uuid4().hex[:12]}-"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of the run's PostgreSQL, as its superuser."""
    with servers.postgres() as url:
        yield url


@pytest.fixture
def postgres(postgres_server: str) -> Iterator[str]:
    """The URL of an empty database of this test's own."""
    with servers.database(postgres_server) as url:
        yield url


@pytest.fixture(scope="session")
def redis_server() -> Iterator[str]:
    """The URL of the run's Redis."""
    with servers.redis() as url:
        yield url


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser's program."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.fail(
            "a browser is needed for this test: install the package chromium (`make setup` does)",
            pytrace=False,
        )
    return Path(found)
