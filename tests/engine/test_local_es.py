"""The genuine server: who may do what, found again with its data, gone with its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from elasticsearch import ApiError, AuthenticationException, AuthorizationException, Elasticsearch

from indexer.home import Home
from indexer.local_es import LocalElasticsearch, LocalEsError, Server

STARTED = """
import os, sys, time
from indexer.local_es import LocalElasticsearch
from indexer.home import Home
server = LocalElasticsearch(Home.open(sys.argv[1]), environment=os.environ).start()
print(server.url, flush=True)
time.sleep(600)
"""


def client(server: Server, user: tuple[str, str]) -> Elasticsearch:
    return Elasticsearch(server.url, basic_auth=user)


@pytest.fixture
def index(es: Server, index_prefix: str) -> str:
    name = f"{index_prefix}records"
    writer = client(es, es.writer)
    writer.indices.create(
        index=name, mappings={"dynamic": "strict", "properties": {"word": {"type": "keyword"}}}
    )
    writer.index(index=name, id="1", document={"word": "pear"}, refresh=True)
    return name


def test_the_reader_reads_and_nothing_else(es: Server, index: str) -> None:
    reader = client(es, es.reader)
    assert reader.search(index=index)["hits"]["total"]["value"] == 1
    for act in (
        lambda: reader.index(index=index, document={"word": "plum"}),
        lambda: reader.delete(index=index, id="1"),
        lambda: reader.indices.delete(index=index),
        lambda: reader.indices.create(index=f"{index}-2"),
        lambda: reader.indices.get_alias(index=index),
        lambda: reader.cluster.health(),
        lambda: reader.search(index="somebody-elses"),
    ):
        with pytest.raises(AuthorizationException):
            act()


def test_the_writer_writes_and_reads_back_in_its_own_indices_only(es: Server, index: str) -> None:
    writer = client(es, es.writer)
    assert writer.count(index=index)["count"] == 1
    writer.indices.put_alias(index=index, name=f"{index}-alias")
    assert writer.indices.exists_alias(name=f"{index}-alias")
    assert writer.cluster.health()["number_of_nodes"] == 1
    for act in (
        lambda: writer.index(index="somebody-elses", document={"word": "plum"}),
        lambda: writer.indices.create(index="somebody-elses"),
        lambda: writer.cluster.put_settings(persistent={"action.auto_create_index": True}),
    ):
        with pytest.raises(AuthorizationException):
            act()


def test_no_index_makes_itself(es: Server, index_prefix: str) -> None:
    with pytest.raises(ApiError, match="index_not_found"):
        client(es, es.writer).index(index=f"{index_prefix}new", document={"word": "plum"})


def test_nobody_else_gets_in(es: Server) -> None:
    for user in (("elastic", "changeme"), (es.reader[0], "x"), (es.writer[0], es.reader[1])):
        with pytest.raises(AuthenticationException):
            client(es, user).security.authenticate()
    with pytest.raises(AuthenticationException):
        Elasticsearch(es.url).search(index="*")


def test_passwords_do_not_print(es: Server) -> None:
    assert es.reader[1] not in repr(es)
    assert es.writer[1] not in repr(es)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home in a folder that only its owner may enter, as a checkout may be."""
    tmp_path.chmod(0o700)
    home = Home.open(tmp_path / "home")
    yield home
    LocalElasticsearch(home).purge()


def test_found_running_and_found_again_with_its_data(home: Home) -> None:
    first = LocalElasticsearch(home, "384m", environment=os.environ)
    assert first.find() is None
    with first as server:
        assert first.owned
        pid = int(first.place.pid.read_text())
        assert (Path(f"/proc/{pid}").stat().st_uid == 0) is False
        assert f"{first.place.tmp}".encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
        writer = client(server, server.writer)
        writer.indices.create(index=f"{home.prefix}records")
        writer.index(index=f"{home.prefix}records", id="1", document={"word": "pear"}, refresh=True)
        second = LocalElasticsearch(home)
        with second as same:
            assert same == server
            assert not second.owned
        assert first.running  # a guest does not put out the light
    assert first.find() is None
    assert not Path(f"/proc/{pid}").exists()

    with LocalElasticsearch(home, "384m", environment=os.environ) as server:
        assert client(server, server.reader).count(index=f"{home.prefix}records")["count"] == 1


def test_gone_with_its_parent_even_when_that_is_killed(home: Home) -> None:
    local = LocalElasticsearch(home)
    with subprocess.Popen(
        [sys.executable, "-c", STARTED, str(home.path)], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout
        url = parent.stdout.readline().strip()
        found = local.find()
        assert found is not None
        assert found.url == url
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    until = time.monotonic() + 20
    while local._still_there() and time.monotonic() < until:
        time.sleep(0.1)
    assert not local._still_there()
    assert local.find() is None


def test_a_taken_port_says_so(home: Home, es: Server) -> None:
    port = int(es.url.rpartition(":")[2])
    with pytest.raises(LocalEsError, match=f"^port {port} is taken; choose another"):
        LocalElasticsearch(home, "384m", environment=os.environ, port=port).start()


def test_a_death_at_the_start_is_told_in_one_line(home: Home) -> None:
    local = LocalElasticsearch(home, "1k", environment=os.environ)
    with pytest.raises(LocalEsError) as told:
        local.start()
    assert "\n" not in str(told.value)
    assert "heap" in str(told.value).lower(), told.value
    assert not local.owned
