"""A scene on the run's engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.local_es import Server
from tests.engine.index_instance import home_of, instance
from tests.faults.scene import Scene


@pytest.fixture
def scene(es: Server, tmp_path: Path) -> Iterator[Scene]:
    """A home whose index names the run's server lets its users touch."""
    folder = tmp_path / "home"
    home = home_of(es, folder)
    with instance(es, home.prefix, folder) as made:
        yield Scene(home, made, es)
