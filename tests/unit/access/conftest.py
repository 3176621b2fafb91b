"""Both databases for the ledger and the accounts: SQLite in a file, and the run's PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from access import migrations
from access.ledger import Ledger


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """An empty database of this test's own."""
    return f"sqlite:///{tmp_path}/test.db"


@pytest.fixture(params=["sqlite_url", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """Each test that asks for it runs on both."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def signing_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.generate()


def open_ledger(url: str, key: Ed25519PrivateKey, folder: Path, **settings: object) -> Ledger:
    migrations.upgrade(migrations.Database.LEDGER, url)
    return Ledger(url, key, folder / "heads", **settings)


@pytest.fixture
def ledger(url: str, signing_key: Ed25519PrivateKey, tmp_path: Path) -> Iterator[Ledger]:
    """A ledger on each database; heads are shipped only when the test says so (or at its close)."""
    ledger = open_ledger(url, signing_key, tmp_path, ship_every=3600.0)
    yield ledger
    ledger.close()


@pytest.fixture
def sqlite_ledger(sqlite_url: str, signing_key: Ed25519PrivateKey, tmp_path: Path) -> Iterator[Ledger]:
    ledger = open_ledger(sqlite_url, signing_key, tmp_path, ship_every=3600.0)
    yield ledger
    ledger.close()
