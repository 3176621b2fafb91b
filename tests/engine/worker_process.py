"""The worker as a process of its own, killed at the end."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.home import Home
from indexer.local_es import Server

ROOT = Path(__file__).parents[2]


@contextmanager
def worker(home: Home, es: Server, *words: str, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    """`python -m indexer.worker WORDS` for a home; more: further settings. What it says goes to the home's worker.log."""
    user, password = es.writer
    environment = {
        "PATH": os.environ["PATH"],
        "SIGHTLINE_HOME": str(home.path),
        "ELASTICSEARCH_URL": es.url,
        "ELASTICSEARCH_WRITER_USER": user,
        "ELASTICSEARCH_WRITER_PASSWORD": password,
        **more,
    }
    with (home.log / "worker.log").open("ab") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "indexer.worker", *words], env=environment, cwd=ROOT, stderr=out
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
