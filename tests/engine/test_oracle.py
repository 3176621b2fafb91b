"""Three judges of one policy: the predicate in Python, the clause on Elasticsearch, and Elasticsearch's own
document-level security on a trial licence. They must agree on every document for every reader."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import bcrypt
import pytest
from elasticsearch import AuthenticationException, AuthorizationException, Elasticsearch, helpers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from access.handling import MAPPING, TIERS, Handling, clause, index_fields, visible
from access.identity import Identity, Role
from indexer.local_es import LocalElasticsearch

from .gateway_corpus import NOW

# Few names, so that they meet; and those that could be mistaken for the index's own signs.
NAMES = ["robbery", "fraud", "Robbery", ":robbery", "*", "**", "/", ":", "01/*", ">01", "/:x", "ß"]
FORCES = ["01", "45", "1", "011"]
USERS = ["1001", "jo.bloggs", "Jo.Bloggs", "ＪＯ.bloggs", "*", ":*", "10011", "STRASSE", "straße"]
SECOND = timedelta(seconds=1)
TIMES = [
    None,
    NOW - timedelta(days=36_500),
    NOW - SECOND,
    NOW,
    NOW + timedelta(milliseconds=1),
    NOW + timedelta(milliseconds=999),
    NOW + SECOND,
    datetime(9999, 12, 31, tzinfo=UTC),
    datetime(1, 1, 1, tzinfo=UTC),
]

names = st.lists(st.sampled_from(NAMES), max_size=3, unique=True)
handlings = st.builds(
    Handling,
    tier=st.sampled_from([*TIERS, "OFFICIAL", "OFFICIAL"]),
    sensitive=st.booleans(),
    force=st.sampled_from(FORCES),
    audience=st.one_of(st.just(("*",)), names.map(tuple)),
    compartments=st.one_of(st.just(()), names.map(tuple)),
    denied=st.one_of(st.just(()), st.lists(st.sampled_from(USERS), max_size=2).map(tuple)),
    releasable_to=st.lists(st.sampled_from(FORCES), max_size=2).map(tuple),
    visible_from=st.sampled_from(TIMES),
    visible_until=st.sampled_from(TIMES),
)
identities = st.builds(
    Identity,
    user=st.sampled_from([*USERS, ""]),
    role=st.sampled_from(Role),
    force=st.sampled_from([*FORCES, *FORCES, "", "01/", "*"]),
    groups=names.map(frozenset),
    compartments=st.lists(st.sampled_from(NAMES), max_size=6).map(frozenset),
    tier=st.sampled_from([*TIERS, "OFFICIAL", "COSMIC"]),
    sensitive=st.booleans(),
)
moments = st.sampled_from([NOW, NOW + timedelta(milliseconds=500), NOW + SECOND, NOW.astimezone()])

READER = Identity("1001", Role.ANALYST, "01", frozenset({"robbery"}), frozenset({"OAK"}), sensitive=True)
OPEN = Handling("OFFICIAL", False, "01", ("*",))


@pytest.fixture(scope="module")
def client(es: Any) -> Iterator[Elasticsearch]:
    with Elasticsearch(es.url, basic_auth=es.writer) as made:
        yield made


@pytest.fixture(scope="module")
def index(es: Any, client: Elasticsearch) -> Iterator[str]:
    name = f"{es.prefix}oracle-{uuid4().hex[:12]}"
    _create(client, name)
    yield name
    client.indices.delete(index=name)


def _create(client: Elasticsearch, name: str) -> None:
    properties = {"batch": {"type": "keyword"}, "number": {"type": "integer"}, "handling": MAPPING}
    client.indices.create(
        index=name,
        settings={"number_of_shards": 1, "number_of_replicas": 0, "refresh_interval": "-1"},
        mappings={"dynamic": "strict", "properties": properties},
    )


def fill(client: Elasticsearch, index: str, documents: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Index these and give the query that is about them alone."""
    batch = uuid4().hex
    helpers.bulk(
        client,
        [
            {"_index": index, "batch": batch, "number": number, "handling": fields}
            for number, fields in enumerate(documents)
        ],
    )
    client.indices.refresh(index=index)
    return {"term": {"batch": batch}}


def numbers(client: Elasticsearch, index: str, *filters: Mapping[str, Any]) -> set[int]:
    answer = client.search(
        index=index, query={"bool": {"filter": list(filters)}}, size=1000, source=False, fields=["number"]
    )
    return {hit["fields"]["number"][0] for hit in answer["hits"]["hits"]}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(handlings, min_size=10, max_size=40),
    st.lists(identities, min_size=4, max_size=8),
    moments,
)
def test_the_clause_says_what_the_predicate_says(
    client: Elasticsearch, index: str, papers: list[Handling], readers: list[Identity], now: datetime
):
    batch = fill(client, index, [index_fields(handling) for handling in papers])
    for reader in readers:
        expected = {n for n, handling in enumerate(papers) if visible(reader, handling, now)}
        assert numbers(client, index, batch, clause(reader, now)) == expected


def test_both_let_some_through_and_keep_some_out(client: Elasticsearch, index: str):
    """A control: agreeing on nobody would be agreeing, too."""
    papers = [OPEN, replace(OPEN, audience=("fraud",)), replace(OPEN, compartments=("OAK",), sensitive=True)]
    batch = fill(client, index, [index_fields(handling) for handling in papers])
    assert numbers(client, index, batch, clause(READER, NOW)) == {0, 2}


@pytest.mark.parametrize("field", list(MAPPING["properties"]))
def test_handling_without_a_field_is_nobody_s(client: Elasticsearch, index: str, field: str):
    whole = index_fields(OPEN)
    broken = [
        {name: value for name, value in whole.items() if name != field},
        whole | {field: None},
        whole | {field: []},
    ]
    batch = fill(client, index, [whole, *broken])
    assert numbers(client, index, batch, clause(READER, NOW)) == {0}


def test_no_handling_is_nobody_s(client: Elasticsearch, index: str):
    batch = fill(client, index, [index_fields(OPEN), {}])
    assert numbers(client, index, batch, clause(READER, NOW)) == {0}


# ------------------------------------------------------------------- Elasticsearch's own document security

PAPERS = [
    OPEN,
    replace(OPEN, sensitive=True),
    replace(OPEN, audience=()),
    replace(OPEN, audience=("robbery",)),
    replace(OPEN, audience=("fraud", "homicide")),
    replace(OPEN, force="45"),
    replace(OPEN, force="45", releasable_to=("01", "46")),
    replace(OPEN, force="45", audience=(), releasable_to=("01",), compartments=("OAK",)),
    replace(OPEN, compartments=("OAK",)),
    replace(OPEN, compartments=("OAK", "ELM")),
    replace(OPEN, denied=("1001",)),
    replace(OPEN, denied=("1002",), audience=("robbery",)),
    replace(OPEN, tier="SECRET"),
    replace(OPEN, visible_from=NOW + SECOND),
    replace(OPEN, visible_until=NOW),
    replace(OPEN, visible_from=NOW, visible_until=NOW + SECOND),
]
READERS = [
    READER,
    replace(READER, user="1002", sensitive=False, compartments=frozenset()),
    replace(READER, user="1003", groups=frozenset({"fraud"}), compartments=frozenset({"OAK", "ELM"})),
    replace(READER, user="1004", force="45"),
    replace(READER, user="1005", force="46", tier="SECRET"),
    replace(READER, user="1006", groups=frozenset(), tier="SECRET"),
]
PASSWORD = uuid4().hex


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of this test's own on a trial licence, with a user for each reader whose role holds the clause."""
    server = LocalElasticsearch(tmp_path_factory.mktemp("oracle"), heap="256m", environment=os.environ)
    try:
        running = server.start()
        _add_users(server.place.config, running.prefix)
        with _client(running.url, "root") as root:
            _until_known(root)
            root.license.post_start_trial(acknowledge=True)
            _create(root, f"{running.prefix}dls")
            fill(root, f"{running.prefix}dls", [index_fields(handling) for handling in PAPERS])
        yield f"{running.url} {running.prefix}dls"
    finally:
        server.purge()


def _client(url: str, user: str) -> Elasticsearch:
    return Elasticsearch(url, basic_auth=(user, PASSWORD))


def _add_users(config: Path, prefix: str) -> None:
    """The file realm is read anew when its files change."""
    roles = {
        f"dls_{reader.user}": {
            "indices": [
                {"names": [f"{prefix}*"], "privileges": ["read"], "query": json.dumps(clause(reader, NOW))}
            ]
        }
        for reader in READERS
    }
    hashed = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()
    users = ["root", *(reader.user for reader in READERS)]
    _append(config / "roles.yml", (f"{name}: {json.dumps(role)}" for name, role in roles.items()))
    _append(config / "users_roles", ["superuser:root", *(f"dls_{user}:{user}" for user in users[1:])])
    _append(config / "users", (f"{user}:{hashed}" for user in users))


def _append(file: Path, lines: Any) -> None:
    file.write_text(file.read_text() + "\n".join(lines) + "\n")


def _until_known(root: Elasticsearch) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with suppress(AuthenticationException, AuthorizationException):
            root.cluster.health()
            return
        time.sleep(0.2)
    pytest.fail("the server did not take the new users")


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.user)
def test_elasticsearch_s_own_document_security_agrees(secured: str, reader: Identity):
    url, index = secured.split()
    expected = {n for n, handling in enumerate(PAPERS) if visible(reader, handling, NOW)}
    assert 0 < len(expected) < len(PAPERS), "a control"
    with _client(url, reader.user) as theirs, _client(url, "root") as root:
        assert numbers(root, index, clause(reader, NOW)) == expected
        assert numbers(theirs, index, {"match_all": {}}) == expected
        assert theirs.count(index=index)["count"] == len(expected)
        assert numbers(root, index, {"match_all": {}}) == set(range(len(PAPERS))), (
            "a control: they are all there"
        )
