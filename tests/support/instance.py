"""A served instance of a test's own: the real command in a process, asked over HTTP."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.home import Home
from indexer.local_es import LocalElasticsearch
from portal.commands.supervise import NOTE
from tests.support.servers import free_port

READY_SECONDS = 240
SIGHTLINE = (sys.executable, "-m", "portal.cli")


def environment(home: Path, **more: str) -> dict[str, str]:
    """Ours, for an instance in that home and no other."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("SIGHTLINE_", "ELASTICSEARCH_"))}
    return {**kept, "SIGHTLINE_HOME": str(home), "SIGHTLINE_ELASTICSEARCH_HEAP": "512m", **more}


@dataclass
class Run:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one JSON object that it printed."""
        made = json.loads(self.out)
        assert isinstance(made, dict)
        return made


def run(home: Path, *words: str | Path, stdin: str = "", cwd: Path | None = None, **more: str) -> Run:
    """Run `sightline WORDS` for an instance, to its end."""
    made = subprocess.run(
        [*SIGHTLINE, *map(str, words)],
        env=environment(home, **more),
        input=stdin,
        capture_output=True,
        text=True,
        cwd=cwd,
    )
    return Run(made.returncode, made.stdout, made.stderr)


@dataclass
class Instance:
    """A served instance."""

    home: Path
    url: str
    process: subprocess.Popen[str]
    log: Path

    def run(self, *words: str | Path, **more: str) -> Run:
        """Run another command for it."""
        return run(self.home, *words, **more)

    def accounts(self) -> dict[str, Any]:
        """What accounts.json holds."""
        made = json.loads((self.home / "accounts.json").read_text())
        assert isinstance(made, dict)
        return made

    def status(self, path: str) -> int:
        """What a GET answers; 0 where nothing does."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=30) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def wait(self, seconds: float = READY_SECONDS) -> float:
        """Wait until it is ready and watched over; gives how long that took."""
        began = time.monotonic()
        while self.status("/healthz") != 200 or not Home.open(self.home).file(NOTE).exists():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() - began < seconds, self.log.read_text()
            time.sleep(0.2)
        return time.monotonic() - began

    def processes(self) -> dict[int, str]:
        """Every process that this instance started, by what its command line or environment says."""
        instance, found = Home.open(self.home).instance, {}
        for entry in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
                settings = (entry / "environ").read_bytes().split(b"\0")
                if f"SIGHTLINE_HOME={self.home}".encode() in settings or instance in command:
                    found[int(entry.name)] = command
        return found

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Ask it to end; gives its exit code."""
        self.process.send_signal(number)
        return self.process.wait(60)


@contextmanager
def serving(
    home: Path, *words: str, wait: bool = True, purge: bool = True, **more: str
) -> Iterator[Instance]:
    """`sightline WORDS --port …` in a process, ready; stopped at the end, its search data removed if `purge`."""
    port, log = free_port(), home.with_name(f"{home.name}.log")
    with log.open("w") as out:
        process = subprocess.Popen(
            [*SIGHTLINE, *words, "--port", str(port)], env=environment(home, **more), stdin=subprocess.DEVNULL,
            stdout=out, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
    instance = Instance(home, f"http://127.0.0.1:{port}", process, log)
    try:
        if wait:
            instance.wait()
        yield instance
    finally:
        if process.poll() is None:
            instance.stop()
        if purge:
            remove(home)


def remove(home: Path) -> None:
    """Remove an instance with its search data."""
    with suppress(Exception):
        LocalElasticsearch(Home.open(home, create=False)).purge()
    shutil.rmtree(home, ignore_errors=True)
