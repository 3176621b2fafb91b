"""Where the fault tests play: a home on the run's engine, its processes, and the question whether anything was lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from indexer.home import Home
from indexer.local_es import Server
from indexer.pole import Record, parse
from indexer.reconcile import Counts, IndexCopy, Reconcile
from tests.engine.index_instance import Instance
from tests.unit.indexer.samples import small

ROOT = Path(__file__).resolve().parents[2]
LEASE_SECONDS = "2"
WAIT_SECONDS = 120.0


def some(count: int, start: int = 0, **changes: Any) -> list[Record]:
    """Records without a text to be read."""
    return [parse(small(f"{n:07}", **changes)) for n in range(start, start + count)]


@dataclass
class Scene:
    """A home, what is in it, and the engine that it works with."""

    home: Home
    made: Instance
    es: Server
    more: dict[str, str] = field(default_factory=dict)  # of the environment

    def start(self, *words: str, point: str = "never", nth: int = 1) -> subprocess.Popen[bytes]:
        """Start `python -m WORDS`, to be killed at a point."""
        log = (self.home.log / "process.log").open("ab")
        return subprocess.Popen(
            [sys.executable, "-m", "tests.faults.dying", point, str(nth), *words],
            env=self._environment(),
            cwd=ROOT,
            stdout=log,
            stderr=log,
        )

    def dies(self, *words: str, point: str, nth: int = 1) -> None:
        """Run it until it is killed at that point."""
        process = self.start(*words, point=point, nth=nth)
        try:
            assert process.wait(WAIT_SECONDS) == -signal.SIGKILL, self.log()
        finally:
            process.kill()

    def runs(self, *words: str) -> None:
        """Run it to a good end."""
        process = self.start(*words)
        assert process.wait(WAIT_SECONDS) == 0, self.log()

    @contextmanager
    def worker(self) -> Iterator[subprocess.Popen[bytes]]:
        """A worker that nothing happens to."""
        process = self.start("indexer.worker")
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def settle(self, seconds: float = WAIT_SECONDS) -> None:
        """Wait, with a worker, until nothing is left to be indexed."""
        with self.worker() as process:
            self.wait(process, seconds)

    def wait(self, worker: subprocess.Popen[bytes], seconds: float = WAIT_SECONDS) -> None:
        """Wait until nothing is left to be indexed."""
        until = time.monotonic() + seconds
        while self.made.store.pending():
            assert worker.poll() is None, self.log()
            assert time.monotonic() < until, f"{self.made.store.pending()} still wait\n{self.log()}"
            time.sleep(0.05)

    def log(self) -> str:
        """The last lines of what the processes said."""
        return "\n".join((self.home.log / "process.log").read_text().splitlines()[-20:])

    def _environment(self) -> dict[str, str]:
        names = ("USER", "PASSWORD", "WRITER_USER", "WRITER_PASSWORD")
        engine = dict(zip(names, (*self.es.reader, *self.es.writer), strict=True))
        return {
            "PATH": os.environ["PATH"],
            "SIGHTLINE_HOME": str(self.home.path),
            "SIGHTLINE_LEASE_SECONDS": LEASE_SECONDS,
            "ELASTICSEARCH_URL": self.es.url,
            **{f"ELASTICSEARCH_{name}": value for name, value in engine.items()},
            **self.more,
        }


def reported(made: Instance) -> Counts:
    """What every acknowledged record must be, at any moment: found as it stands, or reported as not yet indexed."""
    run = Reconcile(made.store, IndexCopy(made.client, made.alias))
    faults = list(run.faults())
    assert faults == []
    return run.counts


def nothing_lost(made: Instance, ids: Iterable[str]) -> None:
    """All of it is found, at the store's revisions, and none of it twice."""
    counts = reported(made)
    left = (counts.waiting, counts.not_indexed, made.store.quarantined())
    assert left == (0, 0, []), left
    stored = {one.id: one.revision for batch in made.store.scan() for one in batch}
    assert set(stored) == set(ids)
    copies = [(copy.id, copy.version) for copy in IndexCopy(made.client, made.alias).every()]
    assert len(copies) == len(dict(copies)) == counts.documents
    assert {id_: version for id_, version in copies if id_ in stored} == stored
