"""Redis flushed, killed and restarted while records come in: it carries nudges, and nothing depends on it."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer import tasks
from indexer.store import Store
from tests.faults.scene import Scene, nothing_lost, some
from tests.support import servers

STEP = 200


@contextmanager
def redis(port: int, folder: Path) -> Iterator[None]:
    """A Redis at a port, killed by `kill -9` at the end."""
    options = ["--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no"]
    command = [servers.program("redis-server", "redis-server"), *options]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    try:
        said(port, b"PING\r\n")
        yield
    finally:
        process.kill()
        process.wait()


def said(port: int, command: bytes) -> bytes:
    """What it answers, as soon as it is there."""
    until = time.monotonic() + 20
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), 5) as line:
                line.sendall(command)
                return line.recv(100)
        except OSError:
            assert time.monotonic() < until
            time.sleep(0.05)


def test_redis_flushed_killed_and_restarted(scene: Scene, tmp_path: Path) -> None:
    port = servers.free_port()
    scene.more["REDIS_URL"] = url = f"redis://127.0.0.1:{port}/0"
    store, count = Store(scene.made.store.url, committed=tasks.nudge(url)), 0

    def load() -> None:
        nonlocal count
        store.put(some(STEP, count))
        count += STEP

    with scene.worker() as worker:
        with redis(port, tmp_path):
            load()
            scene.wait(worker)
            load()
            assert said(port, b"FLUSHALL\r\n") == b"+OK\r\n"
            load()
            scene.wait(worker)
            load()  # and it is killed, with whatever it holds
        load()
        scene.wait(worker)
        with redis(port, tmp_path):
            load()
            scene.wait(worker)
    store.close()
    nothing_lost(scene.made, [f"TEST/{n:07}" for n in range(count)])
