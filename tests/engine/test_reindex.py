"""`sightline index rebuild | reconcile | drop` as an operator types it, beside an engine that the environment names."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer.home import Home
from indexer.local_es import Server
from indexer.pole import parse
from indexer.pole_values import FieldError
from indexer.quarantine import Fault
from tests.engine.index_instance import Instance, forget, instance
from tests.support.instance import Run, run
from tests.unit.indexer.samples import small

Sightline = Callable[..., Run]


@pytest.fixture
def home(es: Server, tmp_path: Path) -> Home:
    """A home whose index names the test's server lets its users touch."""
    folder = tmp_path / "home"
    folder.mkdir()
    settings = {"instance": es.prefix.split("-")[1], "force": "01", "demo": False}
    (folder / "settings.json").write_text(json.dumps(settings))
    return Home.open(folder)


@pytest.fixture
def one(es: Server, home: Home) -> Iterator[Instance]:
    with instance(es, home.prefix, home.path) as made:
        yield made


def named(es: Server) -> dict[str, str]:
    """The environment that names the test's server."""
    return {
        "ELASTICSEARCH_URL": es.url,
        **dict(zip(("ELASTICSEARCH_USER", "ELASTICSEARCH_PASSWORD"), es.reader, strict=True)),
        **dict(zip(("ELASTICSEARCH_WRITER_USER", "ELASTICSEARCH_WRITER_PASSWORD"), es.writer, strict=True)),
    }


@pytest.fixture
def sightline(es: Server, home: Home) -> Sightline:
    return lambda *words: run(home.path, *words, **named(es))


def test_reconcile_says_what_is_wrong_and_repairs_it(one: Instance, sightline: Sightline) -> None:
    one.store.put([parse(small(str(n))) for n in range(5)])
    waiting = sightline("index", "reconcile", "--json")
    assert waiting.code == 0
    assert waiting.json["waiting"] == 5
    one.drained()
    forget(one.client, one.alias, "TEST/3")
    told = sightline("index", "reconcile")
    assert told.code == 1
    assert "missing: TEST/3 (store 1, index -)" in told.out
    made = sightline("index", "reconcile", "--repair", "--json")
    assert made.code == 1
    assert made.json["faults"]["missing"] == made.json["repaired"] == 1
    assert made.json["named"] == [{"kind": "missing", "id": "TEST/3", "store": 1, "index": None}]
    one.drained()
    agreed = sightline("index", "reconcile")
    assert agreed.code == 0
    assert "store and index agree" in agreed.out


def test_rebuild_keeps_the_old_index_until_drop(one: Instance, sightline: Sightline) -> None:
    one.store.put([parse(small(str(n))) for n in range(5)])
    one.drained()
    old = one.lifecycle.live()
    made = sightline("index", "rebuild", "--json")
    assert made.code == 0, made.err
    assert made.json == {"records": 5, "index": one.lifecycle.live(), "kept": [old]}
    assert sightline("index", "drop", "--json").json == {"dropped": [old]}
    assert sightline("index", "drop").out == "there is nothing to remove\n"


def test_a_second_rebuild_at_the_same_time_is_refused(
    home: Home, one: Instance, sightline: Sightline
) -> None:
    with home.lock("rebuild"):
        for words in (("index", "rebuild"), ("index", "drop")):
            refused = sightline(*words)
            assert refused.code == 1
            assert refused.err.strip() == "Error: a rebuild is on its way already; wait for it"
        assert sightline("index", "reconcile").code == 0


def test_reconcile_clears_what_a_killed_rebuild_left_and_never_one_on_its_way(
    es: Server, home: Home, one: Instance, sightline: Sightline
) -> None:
    killed = one.lifecycle.building()
    half_built = killed.__enter__()  # and nobody ever leaves it
    with home.lock("rebuild"):
        sightline("index", "reconcile")
        assert one.client.indices.exists(index=half_built)
    assert sightline("index", "reconcile").code == 0
    assert not one.client.indices.exists(index=half_built)


def test_without_an_engine_or_an_index_it_says_so(home: Home, es: Server) -> None:
    away = run(home.path, "index", "reconcile", **named(es) | {"ELASTICSEARCH_URL": "http://127.0.0.1:9"})
    assert away.code == 1
    assert away.err.startswith("Error: the search engine does not answer")
    none = run(home.path, "index", "reconcile", **named(es))
    assert none.code == 1
    assert "there is no live index" in none.err


def test_quarantine_retry_brings_in_what_is_right_by_now(one: Instance, sightline: Sightline) -> None:
    mended = Fault("TEST", "a.jsonl", 1, (FieldError("title", "is not known"),), small("1"))
    wrong = Fault("TEST", "a.jsonl", 2, (FieldError("kind", "is not known"),), small("2", kind="rumour"))
    one.store.quarantine([mended, wrong])
    made = sightline("quarantine", "retry", "--json")
    assert made.code == 0, made.err
    assert (made.json["loaded"], made.json["rejected"], made.json["total"]) == (1, 1, 1)
    assert one.versions() == {"TEST/1": 1}, "it returns when what came in is searchable"
    assert "1 rows in quarantine" in sightline("quarantine", "retry", "--system", "CRIS").out
