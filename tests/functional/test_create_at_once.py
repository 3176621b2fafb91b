"""Several who make one person in one instant: what searches do not find yet is held against, where its writer may see it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest

from indexer.local_es import Server
from indexer.quarantine import Fault
from portal.services.creating import matching
from tests.functional.test_search_before_create import (
    HANDLING,
    SEAN,
    compare,
    index,
    officer,
    record,
    searched,
    told,
)
from tests.support.house import House, house, tell

AT_ONCE = 6
SECRET = HANDLING | {"compartments": ["OP-HERON"]}


@pytest.fixture
def either(es: Server, tmp_path: Path, databases: dict[str, str]) -> Iterator[House]:
    """A house without records, on SQLite and on PostgreSQL."""
    with house(es, f"{es.prefix}w{uuid4().hex[:10]}-", tmp_path, databases) as made:
        yield made


def token(client: Any) -> str:
    return str(searched(client, "person", SEAN)["token"])


def test_of_those_who_make_one_person_at_once_one_does(either: House) -> None:
    ready = Barrier(AT_ONCE)
    clients = [officer(either, f"pc{n}") for n in range(AT_ONCE)]
    tokens = [token(client) for client in clients]

    def make(place: int) -> Any:
        ready.wait(30)
        return tell(clients[place], "/records", record(token=tokens[place], reason="none of them"))

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(make, range(AT_ONCE)))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * (AT_ONCE - 1)
    made = next(answer.get_json()["ref"] for answer in answers if answer.status_code == 201)
    for answer in answers:
        assert answer.status_code == 201 or f"SIGHTLINE/{made}" in answer.get_json()["detail"]
    assert either.services.store.counts() == {"SIGHTLINE": 1}
    kinds = [event.kind for event in either.services.ledger.events(size=100).events]
    assert kinds.count("record.created") == 1, "the ledger claims no record that was not made"


def test_what_searches_do_not_find_yet_sends_back_to_them(empty: House) -> None:
    first, second = officer(empty), officer(empty, "pc8")
    tokens = [token(first), token(second)]
    made = tell(first, "/records", record(token=tokens[0]))
    assert made.status_code == 201, made.text
    late = tell(second, "/records", record(token=tokens[1], reason="another Murphy"))
    assert late.status_code == 409
    assert made.get_json()["ref"] in late.get_json()["detail"]
    kinds = [event.kind for event in empty.services.ledger.events(size=50).events]
    assert kinds.count("record.created") == 1, "no row of a record that was not made"
    other = {"names": [{"text": "Aisha Khan"}], "dates_of_birth": ["1991-07-08"]}
    somebody = searched(second, "person", other)["token"]
    assert tell(second, "/records", record(subject=other, token=somebody)).status_code == 201
    index(empty)
    found = searched(second, "person", SEAN)
    assert found["candidates"][0]["record"]["ref"] == made.get_json()["ref"]
    again = tell(second, "/records", record(token=found["token"], reason="his twin"))
    assert again.status_code == 201, again.text


def test_what_is_indexed_while_one_writes_is_not_missed(
    empty: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Written before the create looks, found by searches after it looked: neither the index nor the outbox had it."""
    first, second = officer(empty), officer(empty, "pc8")
    tokens = [token(first), token(second)]
    ask: Callable[..., Any] = matching.candidates
    assert tell(first, "/records", record(token=tokens[0])).status_code == 201

    def then_indexed(*given: Any) -> Any:
        found = ask(*given)
        index(empty)
        return found

    monkeypatch.setattr(matching, "candidates", then_indexed)
    assert tell(second, "/records", record(token=tokens[1])).status_code == 409


def test_a_hidden_one_changes_nothing_and_its_owner_is_told(
    es: Server, empty: House, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("beside")
    with house(es, f"{es.prefix}d{uuid4().hex[:10]}-", folder) as beside:
        answers = []
        for at, hides in ((empty, True), (beside, False)):
            client, owner = (
                officer(at),
                at.person("ana", "analyst", sensitive=True, compartments=("OP-HERON",)),
            )
            kept = token(client)
            if hides:
                secret = record(token=token(owner), handling=SECRET)
                assert tell(owner, "/records", secret).status_code == 201
            answer = tell(client, "/records", record(token=kept))
            assert answer.status_code == 201, answer.text
            text = answer.text.replace(answer.get_json()["ref"], "REF")
            answers.append(re.sub(r'("audit_id": ?)"[^"]*"', r"\1-", text))
            visible = tell(owner, "/records", record(token=token(owner), reason="again"))
            assert visible.status_code == 409, "the comparison is not blind"
            compare(at)
            assert bool(told(owner)) == hides
            assert told(client) == []
        assert answers[0] == answers[1]


def test_what_could_not_be_indexed_stands_in_nobody_s_way_for_long(empty: House) -> None:
    client, store = officer(empty), empty.services.store
    made = tell(client, "/records", record(token=token(client)))
    (job,) = store.lease(10)
    assert store.unsearched().waiting == (f"SIGHTLINE/{made.get_json()['ref']}",)
    store.give_up(job, Fault("SIGHTLINE", "-", 1, (), {}))
    left = store.unsearched()
    assert left.waiting == ()
    assert list(store.written_since(left)) == [job.id], "written within the minute"
    assert list(store.written_since(type(left)((), left.since + 120))) == []
