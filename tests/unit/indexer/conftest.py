"""A record store of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.store import Store


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[Store]:
    made = Store(f"sqlite:///{tmp_path / 'records.db'}")
    yield made
    made.close()


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    return sqlite_store


@pytest.fixture(params=["sqlite", "postgresql"])
def either_store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """Each of the databases that the store runs on."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_store")
        return
    made = Store(request.getfixturevalue("postgres").replace("postgresql://", "postgresql+psycopg://"))
    yield made
    made.close()
