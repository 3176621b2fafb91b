"""The ledger on SQLite and PostgreSQL: what it keeps, how it is read, and that nothing is lost."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from access import heads, ledger_committer, ledger_rows, merkle, migrations
from access.events import Event, EventKind
from access.ledger import (
    EventFilter,
    EventNotFound,
    EventTooLarge,
    Ledger,
    LedgerUnavailable,
    SizeError,
    utc_now,
)
from access.ledger_rows import HEAD, commit, leaf_of
from access.surrogates import readable

from .conftest import open_ledger


def failed(user="PC204", **more):
    return Event(EventKind.LOGIN_FAILED, user=user, **more)


def test_an_event_reads_back_as_it_was_recorded(ledger):
    event = Event(
        EventKind.PRINTED,
        "A1",
        "analyst",
        "01",
        "export",
        "DUTY",
        None,
        ("CRIS/1",),
        {"page": 1, "q": "bat"},
    )
    identifier = ledger.record(event)
    found = ledger.event(identifier)
    assert (found.kind, found.user, found.role, found.force) == ("printed", "A1", "analyst", "01")
    assert (found.action, found.purpose, found.audit_id) == ("export", "DUTY", identifier)
    assert (found.subjects, found.details) == (("CRIS/1",), {"page": 1, "q": "bat"})
    assert ledger.events().events == (found,)


def test_ids_are_random(ledger):
    ids = [ledger.record(failed()) for _ in range(20)]
    assert len(set(ids)) == 20
    assert all(len(i) == 32 and int(i, 16) >= 0 for i in ids)
    assert sorted(ids) != ids


def test_an_unknown_event_is_not_found(ledger):
    with pytest.raises(EventNotFound):
        ledger.event("0" * 32)
    with pytest.raises(EventNotFound):
        ledger.inclusion("0" * 32)


def test_paging_neither_repeats_nor_skips_while_events_come(ledger):
    ids = [ledger.record(failed(f"P{i}")) for i in range(25)]
    seen, before = [], None
    while True:
        page = ledger.events(before=before, size=10)
        seen += [event.id for event in page.events]
        ledger.record(failed("late"))
        before = page.next
        if before is None:
            break
    assert seen == ids[::-1]


@pytest.mark.parametrize("size", [0, 201, -1])
def test_a_page_has_a_sensible_size(sqlite_ledger, size):
    with pytest.raises(ValueError):
        sqlite_ledger.events(size=size)


def test_filters(ledger):
    for i in range(6):
        ledger.record(failed(f"P{i % 2}", force="01" if i < 3 else "45", subjects=(f"CRIS/{i}",)))
    ledger.record(Event(EventKind.LOGOUT, user="P0"))

    def seqs(**which):
        return sorted(event.seq for event in ledger.events(EventFilter(**which)).events)

    assert seqs(user="P0") == [0, 2, 4, 6]
    assert seqs(user="P0", kind="login.failed") == [0, 2, 4]
    assert seqs(force="45") == [3, 4, 5]
    assert seqs(user="p0") == [0, 2, 4, 6]
    assert seqs(subjects=("CRIS/3",)) == [3]
    assert seqs(subjects=("CRIS/3", "CRIS/4")) == [3, 4]
    assert seqs(subjects=("CRIS/33",)) == []
    now = datetime.now(UTC)
    assert seqs(since=now + timedelta(seconds=5)) == []
    assert len(seqs(until=now + timedelta(seconds=5))) == 7


def test_the_export_can_be_recomputed_without_us(ledger):
    for i in range(5):
        ledger.record(failed(details={"n": i, "é": "\u2028\x00"}))
    *lines, last = [json.loads(line) for line in ledger.export()]
    leaves = []
    for line in lines:
        assert commit(bytes.fromhex(line["salt"]), line["body"]).hex() == line["commitment"]
        leaves.append(leaf_of({name: line[name] for name in HEAD}, bytes.fromhex(line["commitment"])))
        assert leaves[-1].hex() == line["leaf"]
    head = heads.head_of_json(last["head"])
    assert head.root == merkle.Frontier().extend(leaves)[0].root
    assert heads.holds(head, ledger.public_key)
    assert len(list(ledger.export(EventFilter(user="nobody")))) == 1


hostile = st.text(max_size=300) | st.text(st.characters(categories=["Cc", "Cs", "Zl"]), max_size=20)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hostile, st.dictionaries(hostile, st.none() | st.booleans() | st.integers() | hostile, max_size=4))
def test_whatever_was_typed_can_be_kept(ledger, user, details):
    identifier = ledger.record(failed(user, details=details, subjects=(user[:40],)))
    assert ledger.event(identifier).details == json.loads(readable(json.dumps(details)))


def test_half_a_surrogate_pair_can_be_read_and_leaves_the_seal_alone(ledger, monkeypatch):
    said = {"q": "a \ud800 b", "\udfff": ["\U0001f600", "\\ud800"]}
    old = {"q": "a \\ud800 b", "\\udfff": ["\U0001f600", "\\ud800"]}
    monkeypatch.setattr(ledger_rows, "readable", str)  # as rows were made before
    before = ledger.record(failed(details=said))
    monkeypatch.undo()
    after = ledger.record(failed(details=said))
    for identifier in (before, after):
        assert ledger.event(identifier).details == old
        assert (
            "\U0001f600" in json.dumps(ledger.event(identifier).details, ensure_ascii=False).encode().decode()
        )
    assert ledger.verify() == []
    bodies = [json.loads(line)["body"] for line in [*ledger.export()][:-1]]
    assert [json.loads(body)["details"] == said for body in bodies] == [True, False]
    assert ledger.verify() == []


def test_what_is_too_large_is_refused_and_the_ledger_goes_on(sqlite_ledger):
    with pytest.raises(EventTooLarge):
        sqlite_ledger.record(failed(details={"q": "x" * 1_000_001}))
    with pytest.raises(EventTooLarge):
        sqlite_ledger.record(failed(subjects=("x" * 301,)))
    with pytest.raises(TypeError):
        sqlite_ledger.record(failed(details={"q": object()}))
    sqlite_ledger.record(failed())
    assert len(sqlite_ledger.events().events) == 1


def test_between_events_sqlite_s_log_is_brought_home(sqlite_url, signing_key, tmp_path):
    """Seen by a copy of the file alone, without its log."""
    ledger = open_ledger(sqlite_url, signing_key, tmp_path, ship_every=0.05)
    ledger.record(failed())
    file = sa.make_url(sqlite_url).database
    deadline, found = time.monotonic() + 10, 0
    while not found and time.monotonic() < deadline:
        copy = tmp_path / "copy.db"
        copy.write_bytes(Path(file).read_bytes())
        with closing(sqlite3.connect(f"file:{copy}?immutable=1", uri=True)) as alone:
            found = alone.execute("SELECT count(*) FROM ledger_event").fetchone()[0]
        time.sleep(0.05)
    ledger.close()
    assert found == 1


# Proofs


def test_every_event_has_its_proof_at_any_size(ledger):
    ids = [ledger.record(failed()) for _ in range(9)]
    for identifier in ids:
        proof = ledger.inclusion(identifier)
        assert proof.holds(ledger.public_key)
    other = ledger.inclusion(ids[3])
    assert not type(other)(other.event, 4, other.leaf, other.path, other.head).holds(ledger.public_key)


def test_heads_are_consistent_as_the_ledger_grows(ledger):
    shipped = []
    for _ in range(7):
        ledger.record(failed())
        ledger.ship()
        shipped.append(ledger.head())
    assert [head.size for head in ledger.heads()] == [1, 2, 3, 4, 5, 6, 7]
    for first in shipped:
        for second in shipped[first.size - 1 :]:
            assert ledger.consistency(first, second).holds(ledger.public_key)
    with pytest.raises(ValueError):
        ledger.consistency(shipped[3], shipped[1])


def follows(first, second, path):
    """RFC 9162, 2.1.4.2, step by step: whether the second tree begins with the first. By no code of ours."""

    def node(left, right):
        return hashlib.sha256(b"\x01" + left + right).digest()

    if first.size == second.size:
        return not path and first.root == second.root
    path = list(path)
    if not path:
        return False
    if first.size & (first.size - 1) == 0:
        path.insert(0, first.root)
    fn, sn = first.size - 1, second.size - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for step in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node(step, fr), node(step, sr)
            while not (fn == 0 or fn & 1):
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node(sr, step)
        fn, sn = fn >> 1, sn >> 1
    return fr == first.root and sr == second.root and sn == 0


def test_consistency_by_sizes_holds_under_shipped_heads_where_there_are(ledger):
    for n in range(11):
        ledger.record(failed())
        if n in (2, 7):
            ledger.ship()
    arrived = {head.size: head for head in ledger.heads()}
    for first in range(1, 12):
        for second in (*range(first, 12), None):
            proof = ledger.consistency_of(first, second)
            assert (proof.first.size, proof.second.size) == (first, second or 11)
            assert follows(proof.first, proof.second, proof.path)
            assert proof.holds(ledger.public_key)
            assert proof.first == arrived.get(first, proof.first)
    broken = ledger.consistency_of(3, 11)
    assert not follows(broken.first, broken.second, broken.path[:-1])


@pytest.mark.parametrize(
    ("first", "second", "end"),
    [(0, 2, "from"), (4, None, "from"), (-1, 2, "from"), (2, 1, "to"), (1, 4, "to")],
)
def test_there_is_no_consistency_outside_of_the_ledger(ledger, first, second, end):
    for _ in range(3):
        ledger.record(failed())
    with pytest.raises(SizeError) as told:
        ledger.consistency_of(first, second)
    assert told.value.end == end


def test_a_forged_head_on_the_shelf_is_no_end_of_a_proof(ledger):
    for _ in range(3):
        ledger.record(failed())
    ledger.ship()
    line = json.loads(ledger.shelf.path.read_text())
    with ledger.shelf.path.open("a") as file:
        file.write(json.dumps({**line, "root": "00" * 32}, separators=(",", ":")) + "\n")
    assert ledger.consistency_of(3).first.root.hex() == line["root"]


def test_heads_are_read_in_pages_from_the_newest(ledger):
    for _ in range(12):
        ledger.record(failed())
        ledger.ship()
    with ledger.shelf.path.open("a") as file:
        file.write("x" * 5_000 + "\n")  # a line that is no head takes its place on the page, and no more
    pages, before = [], None
    while True:
        found, before = ledger.shipped(before, 5)
        pages.append([head.size for head in found])
        if before is None:
            break
    assert pages == [[12, 11, 10, 9], [8, 7, 6, 5, 4], [3, 2, 1]]
    assert ledger.shipped(0, 5) == ledger.shipped(-7, 5) == ([], None)
    assert [head.size for head in ledger.shipped(10**9, 2)[0]] == [12]


def test_coverage_tells_what_did_not_arrive(ledger):
    assert (ledger.coverage().uncovered, ledger.coverage().since) == (0, None)
    ledger.record(failed())
    ledger.ship()
    assert ledger.coverage().uncovered == 0
    ids = [ledger.record(failed()) for _ in range(2)]
    told = ledger.coverage()
    assert (told.head.size, told.shipped.size, told.uncovered, told.late) == (3, 1, 2, False)
    assert told.since == ledger.event(ids[0]).at
    ledger._clock = lambda: utc_now() + timedelta(minutes=2)
    assert ledger.coverage().late
    ledger.shelf.path.unlink()
    ledger.shelf.path.parent.rmdir()
    ledger.shelf.path.parent.write_text("a plain file")
    told = ledger.coverage()
    assert (told.shipped, told.uncovered) == (None, 3)
    assert ledger.shipped() == ([], None)
    ledger.shelf.path.parent.unlink()


def test_proofs_in_a_larger_ledger_go_by_kept_nodes(sqlite_ledger):
    with ThreadPoolExecutor(32) as pool:
        ids = list(pool.map(lambda n: sqlite_ledger.record(failed(str(n))), range(1200)))
    first = sqlite_ledger.head()
    for identifier in (ids[0], ids[600], ids[-1]):
        assert sqlite_ledger.inclusion(identifier).holds(sqlite_ledger.public_key)
    sqlite_ledger.record(failed())
    assert sqlite_ledger.consistency(first, sqlite_ledger.head()).holds(sqlite_ledger.public_key)
    assert sqlite_ledger.verify() == []


def test_nothing_is_shipped_twice(ledger):
    ledger.ship()
    assert ledger.heads() == []
    ledger.record(failed())
    ledger.ship()
    ledger.ship()
    assert [head.size for head in ledger.heads()] == [1]


def test_heads_go_out_by_themselves_and_at_the_close(sqlite_url, signing_key, tmp_path):
    migrations.upgrade(migrations.Database.LEDGER, sqlite_url)
    ledger = Ledger(sqlite_url, signing_key, tmp_path / "heads", ship_every=0.2)
    ledger.record(failed())
    deadline = time.monotonic() + 5
    while not ledger.heads() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert ledger.heads()[-1].size == 1
    ledger.record(failed())
    ledger.close()
    assert ledger.heads()[-1].size == 2


def test_a_shelf_that_cannot_be_reached_is_tried_again(sqlite_url, signing_key, tmp_path):
    migrations.upgrade(migrations.Database.LEDGER, sqlite_url)
    (tmp_path / "heads").write_text("a file in the folder's place")
    ledger = Ledger(sqlite_url, signing_key, tmp_path / "heads", ship_every=0.1)
    ledger.record(failed())
    time.sleep(0.3)
    (tmp_path / "heads").unlink()
    deadline = time.monotonic() + 5
    while not ledger.heads() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert ledger.heads()[-1].size == 1
    ledger.close()


def test_a_key_is_made_once_and_kept_to_ourselves(tmp_path):
    path = tmp_path / "keys" / "ledger.pem"
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _: heads.load_key(path).public_key().public_bytes_raw(), range(8)))
    assert len(set(keys)) == 1
    assert path.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in path.parent.iterdir()] == ["ledger.pem"]


def test_heads_of_a_former_key_still_count(url, signing_key, tmp_path):
    migrations.upgrade(migrations.Database.LEDGER, url)
    old = heads.load_key(tmp_path / "old.pem")
    before = Ledger(url, old, tmp_path / "heads")
    before.record(failed())
    before.close()
    after = Ledger(url, signing_key, tmp_path / "heads", former_keys=[old.public_key()])
    after.record(failed())
    assert after.verify() == []
    after.close()
    stranger = Ledger(url, signing_key, tmp_path / "heads")
    assert [problem.row for problem in stranger.verify()] == ["head in line 1"]
    stranger.close()


# Many at once


@pytest.mark.parametrize("writers", [400])
def test_400_writers_at_once_lose_none(ledger, writers):
    go = threading.Barrier(writers)

    def write(n):
        go.wait()
        return ledger.record(failed(f"W{n}"))

    with ThreadPoolExecutor(writers) as pool:
        ids = set(pool.map(write, range(writers)))
    kept = {json.loads(line).get("id") for line in ledger.export()} - {None}
    assert kept == ids
    assert len(ids) == writers
    assert ledger.verify() == []


def test_several_processes_share_one_tree(url, signing_key, tmp_path):
    """Two ledgers with a committer each, as two server processes have."""
    migrations.upgrade(migrations.Database.LEDGER, url)
    ledgers = [Ledger(url, signing_key, tmp_path / "heads", ship_every=0.05) for _ in range(3)]
    with ThreadPoolExecutor(30) as pool:
        ids = list(pool.map(lambda n: ledgers[n % 3].record(failed(str(n))), range(300)))
    assert len(set(ids)) == 300
    assert ledgers[0].verify() == []
    assert ledgers[0].inspect().size == 300
    for ledger in ledgers:
        ledger.close()
    assert ledgers[0].verify() == []


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.text(max_size=5), max_size=6), min_size=1, max_size=12))
def test_any_interleaving_is_sealed_whole_and_each_writer_in_order(sqlite_ledger, plans):
    def write(plan):
        return [sqlite_ledger.record(failed(text)) for text in plan]

    with ThreadPoolExecutor(len(plans)) as pool:
        written = list(pool.map(write, plans))
    for ids in written:
        places = [sqlite_ledger.event(identifier).seq for identifier in ids]
        assert places == sorted(places)
    assert sqlite_ledger.verify() == []


def test_a_forked_server_process_gets_its_own_committer(sqlite_ledger):
    sqlite_ledger.record(failed("parent"))
    child = os.fork()
    if child == 0:
        try:
            sqlite_ledger.record(failed("child"))
            os._exit(0)
        except BaseException:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    sqlite_ledger.record(failed("parent again"))
    assert [event.user for event in sqlite_ledger.events().events] == ["parent again", "child", "parent"]
    assert sqlite_ledger.verify() == []


# No ledger, no answer


def gone_table(ledger):
    with ledger._writes.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE ledger_seal RENAME TO elsewhere")


def refusing_trigger(ledger):
    refusal = (
        "CREATE TRIGGER no BEFORE INSERT ON ledger_event BEGIN SELECT RAISE(ABORT, 'no'); END"
        if ledger._writes.dialect.name == "sqlite"
        else "CREATE TRIGGER no BEFORE INSERT ON ledger_event EXECUTE FUNCTION ledger_refuse()"
    )
    with ledger._writes.begin() as connection:
        connection.exec_driver_sql(refusal)


@pytest.mark.parametrize("damage", [gone_table, refusing_trigger])
def test_a_database_that_refuses_is_unavailable(ledger, damage):
    ledger.record(failed())
    damage(ledger)
    for _ in range(2):
        with pytest.raises(LedgerUnavailable):
            ledger.record(failed())


def test_it_comes_back_when_the_database_does(ledger):
    ledger.record(failed())
    gone_table(ledger)
    with pytest.raises(LedgerUnavailable):
        ledger.record(failed())
    with ledger._writes.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO ledger_seal")
    ledger.record(failed("back"))
    assert ledger.verify() == []
    assert len(ledger.events().events) == 2


def test_a_file_made_read_only_moved_away_or_replaced_is_unavailable(sqlite_ledger, tmp_path):
    file, away = tmp_path / "test.db", tmp_path / "away.db"
    sqlite_ledger.record(failed())
    file.chmod(0o444)
    with pytest.raises(LedgerUnavailable):
        sqlite_ledger.record(failed())
    file.chmod(0o644)
    sqlite_ledger.record(failed())
    file.rename(away)
    with pytest.raises(LedgerUnavailable):
        sqlite_ledger.record(failed())
    assert not file.exists()
    file.write_bytes(b"")
    with pytest.raises(LedgerUnavailable):
        sqlite_ledger.record(failed())


def test_a_database_locked_by_somebody_is_unavailable_in_time(sqlite_url, signing_key, tmp_path, monkeypatch):
    migrations.upgrade(migrations.Database.LEDGER, sqlite_url)
    ledger = Ledger(sqlite_url, signing_key, tmp_path / "heads", wait=0.3)
    ledger.record(failed("before"))
    blocker = sa.create_engine(sqlite_url)
    with blocker.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        start = time.monotonic()
        with pytest.raises(LedgerUnavailable):
            ledger.record(failed("during"))
        assert time.monotonic() - start < 2
        connection.rollback()
    ledger.close()


def test_a_full_queue_is_unavailable_at_once():
    free = threading.Event()

    def seal(rows):
        free.wait(10)
        return 0

    committer = ledger_committer.Committer(seal, lambda: None, ship_every=3600, capacity=2, wait=5)
    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(committer.submit, None)
        time.sleep(0.2)
        waiting = [pool.submit(committer.submit, None) for _ in range(2)]
        time.sleep(0.2)
        start = time.monotonic()
        with pytest.raises(LedgerUnavailable):
            committer.submit(None)
        assert time.monotonic() - start < 0.5
        free.set()
        assert {first.result(5), *(w.result(5) for w in waiting)} == {0, 1}
    committer.close()


def test_who_gave_up_waiting_is_not_sealed_later():
    sealed, free = [], threading.Event()

    def seal(rows):
        free.wait(10)
        sealed.extend(rows)
        return len(sealed) - len(rows)

    committer = ledger_committer.Committer(seal, lambda: None, ship_every=3600, wait=0.5)
    with ThreadPoolExecutor(2) as pool:
        busy = pool.submit(committer.submit, "taken up")
        time.sleep(0.2)
        late = pool.submit(committer.submit, "gave up")
        with pytest.raises(LedgerUnavailable):
            late.result(5)
        free.set()
        with pytest.raises(LedgerUnavailable):
            busy.result(5)
    committer.submit("next")
    committer.close()
    assert sealed == ["taken up", "next"]


def test_nothing_is_taken_after_the_close(sqlite_ledger):
    sqlite_ledger.record(failed())
    sqlite_ledger.close()
    with pytest.raises(LedgerUnavailable):
        sqlite_ledger.record(failed())


def test_in_postgresql_a_ledger_must_know_where_heads_go(signing_key):
    with pytest.raises(ValueError):
        Ledger("postgresql+psycopg://nobody@/nothing", signing_key)
