"""PostgreSQL and Redis of a test run's own: real servers, on this machine, gone when the run is."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

WAIT_SECONDS = 60
_SETPRIV = "/usr/bin/setpriv"


def program(name: str, package: str, pattern: str = "") -> str:
    """A program's path, by the PATH or by a pattern of paths (the newest). Fails the test run loudly without it."""
    kept = sorted(Path("/").glob(pattern.removeprefix("/")))[::-1] if pattern else []
    found = next(map(str, kept), None) or shutil.which(name)
    if not found:
        pytest.fail(
            f"{name} is needed for this test: install the package {package} (`make setup` does)",
            pytrace=False,
        )
    return found


@contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL reached by a socket in its own folder, as its superuser; gives the URL of its own database."""
    user = _ordinary_user("postgres")
    with _folder("sl-pg-", user) as folder:
        command = [
            _postgres("initdb"),
            "-D",
            "data",
            "-U",
            "postgres",
            "-A",
            "trust",
            "--no-sync",
            "-E",
            "UTF8",
        ]
        _run([*_as(user), *command, "--locale=C"], folder)
        options = ["-c", "fsync=off", "-c", "listen_addresses=", "-c", f"unix_socket_directories={folder}"]
        serve = [*_as(user), "--pdeathsig", "INT", _postgres("postgres"), "-D", "data", *options]
        ready = [_postgres("pg_isready"), "-q", "-h", str(folder)]
        with _running([_SETPRIV, *serve] if not user else serve, folder, lambda: _succeeds(ready)):
            yield f"postgresql+psycopg://postgres@/postgres?host={folder}"


@contextmanager
def redis() -> Iterator[str]:
    """A Redis on a free loopback port, keeping nothing; gives its URL."""
    server = program("redis-server", "redis-server")
    port = free_port()
    options = ["--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no"]
    with (
        _folder("sl-redis-", None) as folder,
        _running([_SETPRIV, "--pdeathsig", "TERM", server, *options], folder, lambda: _listens(port)),
    ):
        yield f"redis://127.0.0.1:{port}/0"


def free_port() -> int:
    """A loopback port that nobody listens at."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


@contextmanager
def database(server: str) -> Iterator[str]:
    """The URL of an empty database in a PostgreSQL server, for as long as the block lasts. server: its superuser's URL."""
    name = f"t_{uuid4().hex}"
    admin = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    yield sa.make_url(server).set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


def _postgres(name: str) -> str:
    return program(name, "postgresql", f"/usr/lib/postgresql/*/bin/{name}")


def _ordinary_user(name: str) -> str | None:
    """Whom a server that refuses root runs as."""
    return name if os.geteuid() == 0 else None


def _as(user: str | None) -> list[str]:
    return [_SETPRIV, "--reuid", user, "--regid", user, "--clear-groups"] if user else []


@contextmanager
def _folder(prefix: str, user: str | None) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    try:
        if user:
            shutil.chown(folder, user, user)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(command: list[str], folder: Path, ready: Callable[[], bool]) -> Iterator[None]:
    log = folder / "server.log"
    with log.open("wb") as out:
        server = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
    try:
        until = time.monotonic() + WAIT_SECONDS
        while not ready():
            if server.poll() is not None or time.monotonic() > until:
                pytest.fail(
                    f"{command[-1]} did not start: {log.read_text('utf-8', 'replace')[-500:]}", pytrace=False
                )
            time.sleep(0.1)
        yield
    finally:
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _run(command: list[str], folder: Path) -> None:
    made = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if made.returncode:
        pytest.fail(f"{Path(command[-1]).name} failed: {made.stderr[-500:]}", pytrace=False)


def _succeeds(command: list[str]) -> bool:
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True).returncode == 0


def _listens(port: int) -> bool:
    with socket.socket() as tried:
        tried.settimeout(1)
        return tried.connect_ex(("127.0.0.1", port)) == 0
