"""Memory stays flat over many records: the worker's while it indexes them, and that of comparing them all.

How many: SIGHTLINE_SOAK_RECORDS (1,000,000).
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from indexer.reconcile import IndexCopy, Reconcile
from tests.faults.scene import Scene, some

RECORDS = int(os.environ.get("SIGHTLINE_SOAK_RECORDS") or 1_000_000)
PART = 20_000
GROWTH = 64  # MiB: what caches of words and names may still take after the first tenth


def resident(process: int | str) -> float:
    """Resident memory of a process, MiB."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


@pytest.mark.slow
@pytest.mark.timeout(10_800)
def test_memory_is_flat_over_a_million_records(scene: Scene) -> None:
    store, told = scene.made.store, list[float]()
    with scene.worker() as worker:
        for start in range(0, RECORDS, PART):
            store.put(some(PART, start))
            while store.pending() > PART:
                time.sleep(0.1)
                assert worker.poll() is None, scene.log()
            told.append(resident(worker.pid))
        scene.wait(worker, 600)
        told.append(resident(worker.pid))
    tenth = max(2, len(told) // 10)
    print(f"worker, MiB: {[round(size) for size in told[:: max(1, len(told) // 20)]]}")
    assert max(told[tenth:]) - told[tenth] < GROWTH, told
    compared: list[float] = []
    run = Reconcile(
        store, IndexCopy(scene.made.client, scene.made.alias), lambda _: compared.append(resident("self"))
    )
    assert list(run.faults()) == []
    assert run.counts.records == run.counts.documents == RECORDS // PART * PART
    print(f"reconcile, MiB: {[round(size) for size in compared[:: max(1, len(compared) // 20)]]}")
    tenth = max(2, len(compared) // 10)
    assert max(compared[tenth:]) - compared[tenth] < GROWTH, compared
