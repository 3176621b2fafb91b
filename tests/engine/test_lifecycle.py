"""Indices and their alias on the real engine."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.lifecycle import Lifecycle, shape
from indexer.local_es import Server
from indexer.mapping import FIELDS, mappings
from indexer.writer import EngineAway, connect
from tests.engine.index_instance import Instance, instance


@pytest.fixture
def one(es: Server, index_prefix: str, tmp_path: Path) -> Iterator[Instance]:
    with instance(es, index_prefix, tmp_path) as made:
        yield made


def names(one: Instance) -> set[str]:
    return set(one.client.indices.get(index=f"{one.alias}-*"))


def test_the_first_index_is_made_once_however_many_ask(one: Instance, es: Server, index_prefix: str) -> None:
    other = f"{index_prefix}race-"
    errors: list[BaseException] = []

    def ensure() -> None:
        try:
            Lifecycle(connect(es.url, *es.writer), other).ensure()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=ensure) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    made = Lifecycle(one.client, other)
    assert made.live() == f"{other}records-000001"
    assert not made.outdated()


def test_the_mapping_is_strict_all_the_way_down(one: Instance) -> None:
    live = one.lifecycle.live()
    assert live
    found = one.client.indices.get_mapping(index=live)[live]["mappings"]
    assert found["_meta"] == {"shape": shape()}

    def open_objects(properties: dict, path: str = "") -> list[str]:
        inner = [(f"{path}{name}", field) for name, field in properties.items() if "properties" in field]
        loose = [name for name, field in inner if field.get("dynamic") != "strict"]
        return loose + [n for name, field in inner for n in open_objects(field["properties"], f"{name}.")]

    assert found["dynamic"] == "strict"
    assert open_objects(found["properties"]) == []
    assert "handling" in mappings()["properties"]
    assert not {name for name in FIELDS if {"handling", "record", "reading"} & set(name.split("."))}


def test_a_built_index_takes_the_alias_in_one_step_and_the_old_one_stays(one: Instance) -> None:
    old = one.lifecycle.live()
    with one.lifecycle.building() as new:
        assert one.lifecycle.live() == old
    assert one.lifecycle.live() == new != old
    assert names(one) == {old, new}
    assert one.lifecycle.drop_old() == [old]
    assert names(one) == {new}


def test_a_build_that_fails_leaves_nothing_behind(one: Instance) -> None:
    before = names(one), one.lifecycle.live()
    with pytest.raises(KeyboardInterrupt), one.lifecycle.building():
        raise KeyboardInterrupt
    assert (names(one), one.lifecycle.live()) == before


def test_an_index_of_another_mapping_is_known_as_outdated(one: Instance) -> None:
    live = one.lifecycle.live()
    assert live
    one.client.indices.put_mapping(index=live, meta={"shape": "older"})
    assert one.lifecycle.outdated()


def test_an_engine_that_is_not_there_is_said_to_be_away(index_prefix: str) -> None:
    nowhere = Lifecycle(connect("http://127.0.0.1:9", "a", "b", timeout=2), index_prefix)
    for ask in (nowhere.ensure, nowhere.live, nowhere.drop_old):
        with pytest.raises(EngineAway):
            ask()
