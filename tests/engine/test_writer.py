"""The writer on the real engine: external versions, items read one by one, no value in a reason."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from indexer.assemble import Readings, document, tombstone
from indexer.local_es import Server
from indexer.pole import parse
from indexer.writer import EngineAway, Writer, connect
from tests.engine.index_instance import Instance, instance
from tests.unit.indexer.samples import full, small


@pytest.fixture
def one(es: Server, index_prefix: str, tmp_path: Path) -> Iterator[Instance]:
    with instance(es, index_prefix, tmp_path) as made:
        yield made


def doc(ref: str = "1", revision: int = 1, **changes: Any) -> dict[str, Any]:
    return document(parse(small(ref, **changes)), revision, Readings())


def test_the_contracts_example_is_written_and_found_by_its_parts(one: Instance) -> None:
    writer = Writer(one.client, one.alias)
    assert writer.write([document(parse(full()), 4, Readings())]).done == {"CRIS/2314567/24": 4}
    writer.refresh()
    for field, value in {
        "full.name.parts": "murphy",
        "open.ident": "PHONE:+447700900123",
        "open.place.building": "12 avenue road",
        "dob": "1980-02",
        "links": "CRIMINT/CRRT00123456",
        "full.concepts": "weapon",
    }.items():
        assert one.ids({"term": {field: value}}) == {"CRIS/2314567/24"}, field
    assert one.ids({"match_phrase": {"open.stems": "basebal bat"}}) == {"CRIS/2314567/24"}
    assert one.ids({"geo_distance": {"distance": "1km", "place.geo": {"lat": 51.41, "lon": -0.06}}})


def test_an_older_revision_never_replaces_a_newer_one_and_is_done(one: Instance) -> None:
    writer = Writer(one.client, one.alias)
    writer.write([doc(revision=5, title="new")])
    written = writer.write([doc(revision=4, title="old")])
    writer.refresh()
    assert written.done == {"TEST/1": 4}
    found = one.source("TEST/1")
    assert found is not None
    assert (found["title"], found["_version"]) == ("new", 5)


def test_one_item_that_is_refused_leaves_the_others_alone(one: Instance) -> None:
    bad = doc("2") | {"surname": "Confidential"}
    written = Writer(one.client, one.alias).write([doc("1"), bad, doc("3")])
    assert written.done.keys() == {"TEST/1", "TEST/3"}
    assert written.refused.keys() == {"TEST/2"}
    assert "strict_dynamic_mapping_exception" in written.refused["TEST/2"]
    assert "Confidential" not in written.refused["TEST/2"]


def test_a_tombstone_takes_the_place_of_the_document(one: Instance) -> None:
    writer = Writer(one.client, one.alias)
    writer.write([doc(revision=1)])
    writer.write([tombstone("TEST/1", 2)])
    assert writer.write([doc(revision=1)]).done == {"TEST/1": 1}, "what comes late is done, and does nothing"
    writer.refresh()
    assert one.source("TEST/1") == {"id": "TEST/1", "revision": 2, "_version": 2}


def test_no_index_is_made_by_writing_where_there_is_none(one: Instance, index_prefix: str) -> None:
    with pytest.raises(EngineAway):
        Writer(one.client, f"{index_prefix}other").write([doc()])
    assert not one.client.indices.exists(index=f"{index_prefix}other")


def test_a_wrong_password_and_a_closed_port_are_the_engine_being_away(es: Server, one: Instance) -> None:
    for client in (
        connect(es.url, es.writer[0], "wrong"),
        connect("http://127.0.0.1:9", *es.writer, timeout=2),
    ):
        with pytest.raises(EngineAway):
            Writer(client, one.alias).write([doc()])
        with pytest.raises(EngineAway):
            Writer(client, one.alias).refresh()
        client.close()


def test_documents_go_into_an_index_beside_too(one: Instance) -> None:
    with one.lifecycle.building() as beside:
        written = Writer(one.client, one.alias, (beside,)).write([doc("1"), doc("2")])
        assert written.done.keys() == {"TEST/1", "TEST/2"}
        one.client.indices.refresh(index=beside)
        assert one.client.count(index=beside)["count"] == 2


@pytest.mark.parametrize("status", [408, 429, 503])
def test_an_item_that_the_engine_was_too_busy_for_is_not_done(
    one: Instance, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    bulk = one.client.bulk

    def busy(**asked: Any) -> Any:
        answer = bulk(**asked)
        answer.body["items"][1]["index"] = {"_id": "TEST/2", "status": status, "error": {"type": "busy"}}
        return answer

    monkeypatch.setattr(one.client, "bulk", busy)
    monkeypatch.setattr(
        one.client, "options", lambda **_: one.client
    )  # the helpers make a client of their own
    written = Writer(one.client, one.alias).write([doc("1"), doc("2")])
    assert (written.done, written.busy, written.refused) == ({"TEST/1": 1}, ["TEST/2"], {})
