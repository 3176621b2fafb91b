"""`kill -9` at every point between a file and an answer: what was acknowledged is found or reported, at once and in the end."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

import pytest

from tests.faults.scene import Scene, nothing_lost, reported, some
from tests.support.burying import delete
from tests.unit.indexer.samples import small

COUNT = 1_200  # three batches of the worker, two of the loader
EVERYTHING = {f"TEST/{n:07}" for n in range(COUNT)}


def fill(scene: Scene) -> set[str]:
    """Records that are indexed, and on top of them what is not: amended, deleted and new ones. Gives what must be found."""
    scene.made.store.put(some(COUNT // 2))
    scene.made.drained()
    scene.made.store.put(some(COUNT // 4, version=2, title="Amended"))
    scene.made.store.put(some(COUNT // 2, COUNT // 2))
    gone = {f"TEST/{n:07}" for n in range(0, COUNT // 2, 50)}
    for id_ in gone:
        delete(scene.made.store, id_)
    return EVERYTHING - gone


@pytest.mark.parametrize("nth", [1, 2])
@pytest.mark.parametrize(
    "point", ["leased", "bulk sent", "acknowledged but unmarked", "marking, uncommitted"]
)
def test_a_killed_worker(scene: Scene, point: str, nth: int) -> None:
    ids = fill(scene)
    waited = scene.made.store.pending()
    scene.dies("indexer.worker", point=point, nth=nth)
    left = scene.made.store.pending()
    assert 0 < left <= waited
    reported(scene.made)
    scene.settle()
    nothing_lost(scene.made, ids)


@pytest.mark.parametrize("point", ["pre-commit", "post-commit"])
def test_a_killed_loader(scene: Scene, tmp_path: Path, point: str) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(json.dumps(small(f"{n:07}")) + "\n" for n in range(COUNT)))
    load = ("portal.cli", "load", "pole", str(file), "--no-wait")
    scene.dies(*load, point=point)
    stored = scene.made.store.counts().get("TEST", 0)
    assert stored == scene.made.store.pending() == (0 if point == "pre-commit" else 1_000)
    reported(scene.made)
    scene.runs(*load)
    scene.settle()
    nothing_lost(scene.made, EVERYTHING)


@pytest.mark.parametrize("point", ["before the swap", "mid-swap", "after the swap"])
def test_a_killed_rebuild(scene: Scene, point: str) -> None:
    ids = fill(scene)
    scene.made.drained()
    before = scene.made.lifecycle.live()
    scene.dies("portal.cli", "index", "rebuild", point=point)
    live = scene.made.lifecycle.live()
    assert live is not None
    if point != "mid-swap":  # sent and never answered: one or the other
        assert (live == before) == (point == "before the swap")
    assert reported(scene.made).waiting == 0
    scene.made.store.put(some(1, COUNT))
    scene.made.drained()
    scene.runs("portal.cli", "index", "reconcile")
    left = set(scene.made.client.indices.get(index=f"{scene.made.alias}-*"))
    live = scene.made.lifecycle.live()  # a swap that was sent may have been made only after the kill
    assert left == {before, live}, (
        "a build that was killed is cleared by the next command; the old index is kept"
    )
    nothing_lost(scene.made, ids | {f"TEST/{COUNT:07}"})


@pytest.mark.slow
@pytest.mark.timeout(3_600)
def test_a_hundred_workers_killed_at_any_moment(scene: Scene) -> None:
    rng = random.Random(5)
    count, kills = 0, 0
    while kills < 100:
        if scene.made.store.pending() < 2_000:
            scene.made.store.put(some(4_000, count))
            scene.made.store.put(some(500, rng.randrange(count + 3_500), version=kills + 2))
            count += 4_000
        with scene.worker() as process:
            before = scene.made.store.pending()
            while scene.made.store.pending() == before:
                time.sleep(0.005)
            time.sleep(rng.random() * 1.5)
            process.kill()
            kills += 1
        reported(scene.made)
    scene.settle(600)
    nothing_lost(scene.made, {f"TEST/{n:07}" for n in range(count)})
