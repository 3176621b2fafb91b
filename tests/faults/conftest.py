"""A scene on the run's engine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.home import Home
from indexer.local_es import Server
from tests.engine.index_instance import instance
from tests.faults.scene import Scene


@pytest.fixture
def scene(es: Server, tmp_path: Path) -> Iterator[Scene]:
    """A home whose index names the run's server lets its users touch."""
    folder = tmp_path / "home"
    folder.mkdir()
    settings = {"instance": es.prefix.split("-")[1], "force": "01", "demo": False}
    (folder / "settings.json").write_text(json.dumps(settings))
    home = Home.open(folder)
    with instance(es, home.prefix, folder) as made:
        yield Scene(home, made, es)
