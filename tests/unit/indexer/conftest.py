"""A record store of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(f"sqlite:///{tmp_path / 'records.db'}")
    yield made
    made.close()
