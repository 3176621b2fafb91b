"""A record store of its own for each test: in SQLite, or in each of the databases that it runs on (`on_both`)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.store import Store


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty record store."""
    url = f"sqlite:///{tmp_path / 'records.db'}"
    if getattr(request, "param", "sqlite") == "postgresql":
        url = request.getfixturevalue("postgres").replace("postgresql://", "postgresql+psycopg://")
    made = Store(url)
    yield made
    made.close()
