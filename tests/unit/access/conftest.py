"""Both databases for the ledger and the accounts: SQLite in a file, and a PostgreSQL of the test run's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from access import migrations
from access.ledger import Ledger


def _program(name: str) -> str:
    found = shutil.which(name) or next(
        map(str, sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))[::-1]), None
    )
    if not found:
        pytest.fail(f"{name} is needed: install PostgreSQL")
    return found


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL for this run, reached by a socket in its own folder; gives its URL."""
    folder = Path(tempfile.mkdtemp(prefix="sl-pg-"))
    user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    if user:
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder, **user}
    init = [_program("initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8"]
    subprocess.run([*init, "--locale=C"], check=True, **quiet)
    settings = ["-c", "fsync=off", "-c", "listen_addresses=", "-c", f"unix_socket_directories={folder}"]
    server = subprocess.Popen([_program("postgres"), "-D", str(data), *settings], **quiet)
    try:
        ready = [_program("pg_isready"), "-h", str(folder), "-t", "30"]
        for _ in range(100):
            if subprocess.run(ready, **quiet).returncode == 0:
                break
            if server.poll() is not None:
                pytest.fail("PostgreSQL did not start")
        yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    finally:
        server.terminate()
        server.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """An empty database of this test's own."""
    name = f"t_{uuid4().hex}"
    admin = sa.create_engine(postgres_server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    yield sa.make_url(postgres_server).set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """An empty database of this test's own."""
    return f"sqlite:///{tmp_path}/test.db"


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """Each test that asks for it runs on both."""
    return request.getfixturevalue(f"{request.param}_url")


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
