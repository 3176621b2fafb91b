"""A home with an index of its own, for tests that run the worker as a process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.home import Home
from indexer.local_es import Server
from tests.engine.index_instance import Instance, home_of, instance


@pytest.fixture
def at_home(es: Server, tmp_path: Path) -> Iterator[tuple[Home, Instance]]:
    """A home whose index names the test's server lets its users touch."""
    folder = tmp_path / "home"
    home = home_of(es, folder)
    with instance(es, home.prefix, folder) as made:
        yield home, made
