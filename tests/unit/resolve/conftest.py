"""A record store of its own for each test, on each of the databases that it runs on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.store import Store


@pytest.fixture(params=["sqlite", "postgresql"])
def either_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'records.db'}"
    url: str = request.getfixturevalue("postgres")
    return url.replace("postgresql://", "postgresql+psycopg://")


@pytest.fixture
def either_store(either_url: str) -> Iterator[Store]:
    """An empty record store."""
    made = Store(either_url)
    yield made
    made.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty record store in SQLite."""
    made = Store(f"sqlite:///{tmp_path / 'records.db'}")
    yield made
    made.close()
