"""A house with the synthetic town in it, shared by the tests of a module."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from indexer.demo.town import Town
from indexer.local_es import Server
from tests.support.house import House, house


@pytest.fixture(scope="module")
def town(es: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A small town as it stands today, loaded."""
    with house(es, f"{es.prefix}f{uuid4().hex[:10]}-", tmp_path_factory.mktemp("town")) as made:
        made.put(entry.record for entry in Town(60, datetime.now(UTC).date()).made())
        yield made


@pytest.fixture
def empty(es: Server, index_prefix: str, tmp_path: object) -> Iterator[House]:
    """A house without records."""
    with house(es, index_prefix, tmp_path) as made:  # type: ignore[arg-type]
        yield made
