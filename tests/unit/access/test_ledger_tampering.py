"""Tampering by hand, by somebody who owns the database: what is refused, and what verify then names."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa

from access import heads, ledger_guards, ledger_roles, ledger_tables, ledger_triggers
from access.events import Event, EventKind
from access.ledger import Ledger, LedgerUnavailable, Problem, utc_now
from access.ledger_rows import commit, leaf_of
from access.ledger_tables import EVIDENCE
from access.merkle import Frontier

N = 12


@pytest.fixture
def full(ledger):
    """Twelve events, each with its own seal; heads shipped after the 4th, the 8th and the last."""
    for n in range(N):
        ledger.record(Event(EventKind.LOGIN_FAILED, user=f"P{n}", subjects=(f"CRIS/{n}",), details={"n": n}))
        if n in (3, 7, N - 1):
            ledger.ship()
    assert ledger.verify() == []
    return ledger


def sql(ledger: Ledger, *statements: str) -> None:
    """As the owner of the database, past the ledger."""
    with ledger._writes.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def unguarded(ledger: Ledger, *statements: str) -> None:
    """With every trigger out of the way, put back afterwards as a careful forger would."""
    with ledger._writes.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            put_back = []
        else:
            query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            triggers = connection.exec_driver_sql(query).all()
            for name, _ in triggers:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
            put_back = [text for _, text in triggers]
        for statement in (*statements, *put_back):
            connection.exec_driver_sql(statement)


def told(ledger: Ledger) -> dict[str, str]:
    """Row (less its id) to the first thing that is said of it."""
    return {problem.row.split(" (")[0]: problem.what for problem in reversed(ledger.verify())}


def rewrite_everything(ledger: Ledger) -> None:
    """What a forger with the code does: leaves, seals and inner nodes made anew from the rows as they stand."""
    with ledger._reads.begin() as connection:
        rows = connection.execute(sa.select(ledger_tables.event).order_by(ledger_tables.event.c.seq)).all()
    leaves = [leaf_of(row._asdict(), bytes(row.commitment)) for row in rows]
    statements = ["DELETE FROM ledger_seal", "DELETE FROM ledger_node"]
    frontier = Frontier()
    for seq, leaf in enumerate(leaves):
        first, frontier = frontier.size, frontier.extend([leaf])[0]
        values = ", ".join(blob(ledger, value) for value in (frontier.root, frontier.as_bytes(), leaf))
        statements.append(f"UPDATE ledger_event SET leaf = {blob(ledger, leaf)} WHERE seq = {seq}")
        statements.append(f"INSERT INTO ledger_seal VALUES ({frontier.size}, {first}, '2999', {values})")
    unguarded(ledger, *statements)


def blob(ledger: Ledger, value: bytes) -> str:
    return f"X'{value.hex()}'" if ledger._writes.dialect.name == "sqlite" else f"'\\x{value.hex()}'"


# What the database refuses

CHANGES = [
    "UPDATE ledger_event SET role = 'nobody' WHERE seq = 3",
    "DELETE FROM ledger_event WHERE seq = 3",
    "UPDATE ledger_body SET body = '{}' WHERE seq = 3",
    "DELETE FROM ledger_body WHERE seq = 3",
    "DELETE FROM ledger_subject",
    "UPDATE ledger_subject SET subject = 'x'",
    "UPDATE ledger_seal SET at = '1999'",
    "DELETE FROM ledger_seal",
    "INSERT INTO ledger_erasure VALUES (3, 5)",
]


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_changes(full, change):
    with pytest.raises(sa.exc.DBAPIError):
        sql(full, change)
    assert full.verify() == []


@pytest.mark.parametrize("table", [table.name for table in EVIDENCE])
def test_sqlite_refuses_replacing(sqlite_ledger, table):
    for _ in range(260):
        sqlite_ledger.record(Event(EventKind.LOGOUT, subjects=("CRIS/1",)))
    sqlite_ledger.erase([sqlite_ledger.events().events[5].id], Event(EventKind.LEDGER_ERASED))
    with pytest.raises(sa.exc.DBAPIError, match="insert-only"):
        sql(sqlite_ledger, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    assert sqlite_ledger.verify() == []


def test_sqlite_refuses_replacing_by_the_other_key(sqlite_ledger):
    identifier = sqlite_ledger.record(Event(EventKind.LOGOUT))
    copy = "SELECT 99, id, audit_id, kind, at, 'x', role, force, action, purpose, commitment, leaf FROM ledger_event"
    with pytest.raises(sa.exc.DBAPIError, match="insert-only"):
        sql(sqlite_ledger, f"INSERT OR REPLACE INTO ledger_event {copy}")
    assert sqlite_ledger.event(identifier).user == ""


@pytest.mark.parametrize("table", [table.name for table in EVIDENCE])
def test_postgresql_refuses_truncating(postgres, signing_key, tmp_path, table):
    ledger = Ledger.open(postgres, tmp_path / "key", tmp_path / "heads")
    with pytest.raises(sa.exc.DBAPIError, match="insert-only"):
        sql(ledger, f"TRUNCATE {table}")
    ledger.close()


def test_in_postgresql_the_application_may_add_and_read_and_nothing_else(postgres, tmp_path):
    owner = Ledger.open(postgres, tmp_path / "key", tmp_path / "heads")
    role = f"app_{owner.head().at[-8:-1]}"
    with owner._writes.begin() as connection:
        connection.exec_driver_sql(f'CREATE ROLE "{role}" LOGIN')
        ledger_roles.grant_application_role(connection, role)
    url = sa.make_url(postgres).set(username=role).render_as_string(hide_password=False)
    application = Ledger(url, owner._key, tmp_path / "heads")
    first = application.record(Event(EventKind.LOGOUT, user="P1", subjects=("CRIS/1",)))
    assert application.event(first).user == "P1"
    assert application.verify() == []
    for table in EVIDENCE:
        column = next(iter(table.columns)).name
        for statement in (
            f"UPDATE {table.name} SET {column} = {column}",
            f"DELETE FROM {table.name}",
            f"TRUNCATE {table.name}",
            f"ALTER TABLE {table.name} DISABLE TRIGGER ALL",
        ):
            with pytest.raises(sa.exc.DBAPIError, match=r"permission denied|must be owner"):
                sql(application, statement)
    with pytest.raises(LedgerUnavailable):
        application.erase([first], Event(EventKind.LEDGER_ERASED))
    application.close()
    owner.erase([first], Event(EventKind.LEDGER_ERASED))
    assert owner.verify() == []
    owner.close()
    with sa.create_engine(postgres, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql(f'DROP OWNED BY "{role}"')
        connection.exec_driver_sql(f'DROP ROLE "{role}"')


# What verify names


@pytest.mark.parametrize("column", ["kind", "at", "user", "role", "force", "action", "purpose", "audit_id"])
def test_an_edited_head_is_named(full, column):
    unguarded(full, f"UPDATE ledger_event SET \"{column}\" = 'forged' WHERE seq = 5")
    assert list(told(full)) == ["event 5"]
    assert "edited" in told(full)["event 5"]


def test_an_edited_body_is_named(full):
    unguarded(full, "UPDATE ledger_body SET body = replace(body, '\"n\":5', '\"n\":6') WHERE seq = 5")
    assert told(full) == {"event 5": "body edited: it is not the one that was sealed"}


def test_a_body_edited_with_its_commitment_and_leaf_is_named(full):
    event = full.events(before=6, size=1).events[0]
    text = json.dumps({"details": {"n": 99}, "subjects": ["CRIS/5"]})
    commitment = commit(b"s" * 32, text)
    head = {**event.as_json(), "commitment": commitment}
    unguarded(
        full,
        f"UPDATE ledger_body SET body = '{text}', salt = {blob(full, b's' * 32)} WHERE seq = 5",
        f"UPDATE ledger_event SET commitment = {blob(full, commitment)}, "
        f"leaf = {blob(full, leaf_of(head, commitment))} WHERE seq = 5",
    )
    assert list(told(full)) == ["event 5"]


def test_an_edited_leaf_is_named(full):
    unguarded(full, f"UPDATE ledger_event SET leaf = {blob(full, bytes(32))} WHERE seq = 5")
    assert told(full) == {"event 5": "edited: the leaf hash beside it is another"}


@pytest.mark.parametrize("seq", [0, 5, N - 1])
def test_a_removed_row_is_named(full, seq):
    unguarded(full, *(f"DELETE FROM {table} WHERE seq = {seq}" for table in ("ledger_event", "ledger_body")))
    found = told(full)
    assert found[f"event {seq}"].startswith("removed")
    assert set(found) == {f"event {seq}", f"subject of event {seq}"}


def test_a_removed_body_is_named(full):
    unguarded(full, "DELETE FROM ledger_body WHERE seq = 5", "DELETE FROM ledger_subject WHERE seq = 5")
    assert told(full) == {"event 5": "body removed: no erasure event stands for it"}


def test_an_inserted_row_is_named(full):
    copy = (
        f"SELECT {N}, 'forged', audit_id, kind, at, \"user\", role, force, action, purpose, commitment, leaf"
    )
    unguarded(
        full,
        f"INSERT INTO ledger_event {copy} FROM ledger_event WHERE seq = 5",
        f"INSERT INTO ledger_body SELECT {N}, salt, body FROM ledger_body WHERE seq = 5",
    )
    assert told(full)[f"event {N}"] == "inserted: no seal covers it"
    with pytest.raises(LedgerUnavailable):
        full.record(
            Event(EventKind.LOGOUT)
        )  # its place is taken: nothing more is answered on top of a forgery


def test_a_row_inserted_before_the_others_is_named(full):
    columns = 'audit_id, kind, at, "user", role, force, action, purpose, commitment, leaf'
    unguarded(
        full,
        f"INSERT INTO ledger_event SELECT -1, 'forged', {columns} FROM ledger_event WHERE seq = 5",
        "INSERT INTO ledger_body SELECT -1, salt, body FROM ledger_body WHERE seq = 5",
    )
    assert "event -1" in told(full)


def test_rows_that_changed_places_are_named(full):
    moves = [(5, -5), (9, 5), (-5, 9)]
    tables = ("ledger_event", "ledger_body", "ledger_subject")
    unguarded(full, *(f"UPDATE {t} SET seq = {b} WHERE seq = {a}" for a, b in moves for t in tables))
    assert told(full) == {
        "event 5": "moved: it was sealed as event 9",
        "event 9": "moved: it was sealed as event 5",
    }


def test_a_row_removed_with_the_rest_closed_up_is_named(full):
    tables = ("ledger_event", "ledger_body", "ledger_subject")
    unguarded(
        full,
        *(f"DELETE FROM {t} WHERE seq = 5" for t in tables),
        *(f"UPDATE {t} SET seq = seq - 1 WHERE seq = {seq}" for seq in range(6, N) for t in tables),
    )
    found = told(full)
    assert found["event 5"] == "moved: it was sealed as event 6"
    assert found[f"event {N - 1}"].startswith("removed")


@pytest.mark.parametrize(
    ("change", "row"),
    [
        ("UPDATE ledger_seal SET root = {zero} WHERE size = 6", "seal 6"),
        ("UPDATE ledger_seal SET peaks = {zero} WHERE size = 6", "seal 6"),
        ("UPDATE ledger_seal SET leaves = {zero} WHERE size = 6", "event 5"),
        ("UPDATE ledger_seal SET first = 4 WHERE size = 6", "seal 6"),
        ("DELETE FROM ledger_seal WHERE size = 6", "seal 6"),
        ("INSERT INTO ledger_seal VALUES (100, 12, '2999', {zero}, {zero}, {zero})", "seal 100"),
        ("INSERT INTO ledger_node VALUES (8, 0, {zero})", "node 8/0"),
        ("INSERT INTO ledger_erasure VALUES (5, 4)", "erasure 5"),
        ("INSERT INTO ledger_subject VALUES (5, 'CRIS/99')", "event 5"),
        ("DELETE FROM ledger_subject WHERE seq = 5", "event 5"),
        ("INSERT INTO ledger_subject VALUES (77, 'CRIS/99')", "subject of event 77"),
    ],
)
def test_tampering_with_what_seals_is_named(full, change, row):
    unguarded(full, change.format(zero=blob(full, bytes(32))))
    assert row in told(full)


def test_a_kept_node_edited_or_removed_is_named(sqlite_ledger):
    for _ in range(256):
        sqlite_ledger.record(Event(EventKind.LOGOUT))
    unguarded(sqlite_ledger, f"UPDATE ledger_node SET hash = {blob(sqlite_ledger, bytes(32))}")
    assert told(sqlite_ledger) == {"node 8/0": "edited"}
    unguarded(sqlite_ledger, "DELETE FROM ledger_node")
    assert told(sqlite_ledger) == {"node 8/0": "removed"}


@pytest.mark.parametrize("value", ["'forged'", "X'00'", "7", "''"])
@pytest.mark.parametrize(
    ("table", "column", "key", "row"),
    [
        (table.name, column.name, table.columns[0].name, 6 if table.name == "ledger_seal" else 5)
        for table in (ledger_tables.event, ledger_tables.body, ledger_tables.subject, ledger_tables.seal)
        for column in table.columns
        if column is not table.columns[0]
        and column.name != "id"
        and (table.name, column.name) != ("ledger_seal", "at")
    ],
)
def test_whatever_sqlite_was_made_to_keep_is_named(sqlite_ledger, table, column, key, row, value):
    for n in range(8):
        sqlite_ledger.record(
            Event(EventKind.LOGOUT, f"P{n}", "officer", "01", "a", "DUTY", None, (f"CRIS/{n}",))
        )
    unguarded(sqlite_ledger, f'UPDATE {table} SET "{column}" = {value} WHERE {key} = {row}')
    found = told(sqlite_ledger)
    assert found
    assert {"event 5", "seal 6"} & set(found)


@pytest.mark.parametrize("table", [*(table.name for table in EVIDENCE), "ledger_lock"])
def test_a_dropped_table_is_named(ledger, table):
    ledger.record(Event(EventKind.LOGOUT))
    sql(ledger, f"DROP TABLE {table}{' CASCADE' if ledger._writes.dialect.name == 'postgresql' else ''}")
    assert told(ledger) == {f"table {table}": "missing"}
    if table not in ("ledger_erasure", "ledger_node", "ledger_lock"):
        with pytest.raises(LedgerUnavailable):
            ledger.record(Event(EventKind.LOGOUT, subjects=("CRIS/1",)))


def test_a_ledger_that_cannot_be_read_is_said(sqlite_ledger, tmp_path):
    sqlite_ledger.record(Event(EventKind.LOGOUT))
    sqlite_ledger.close()
    for name in ("test.db-wal", "test.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / "test.db").write_bytes(b"not a database, " * 1000)
    assert [problem.row for problem in sqlite_ledger.verify()] == ["ledger"]
    with pytest.raises(LedgerUnavailable):
        sqlite_ledger.events()
    with pytest.raises(LedgerUnavailable):
        sqlite_ledger.inspect()


# Against the shipped heads


def test_a_tail_cut_off_with_its_seals_is_named(full):
    cut = [f"DELETE FROM {t} WHERE seq >= 9" for t in ("ledger_event", "ledger_body", "ledger_subject")]
    unguarded(full, *cut, "DELETE FROM ledger_seal WHERE size > 9")
    assert list(told(full)) == ["events 9 to 11"]
    assert "removed from the end" in told(full)["events 9 to 11"]


def test_a_tail_cut_off_and_grown_anew_is_named(full):
    cut = [f"DELETE FROM {t} WHERE seq >= 9" for t in ("ledger_event", "ledger_body", "ledger_subject")]
    unguarded(full, *cut, "DELETE FROM ledger_seal WHERE size > 9")
    for _ in range(5):
        full.record(Event(EventKind.LOGOUT))
    assert list(told(full)) == ["events 8 to 11"]
    assert "rewritten" in told(full)["events 8 to 11"]


def test_an_edit_with_everything_made_anew_is_bounded_by_the_heads(full):
    unguarded(full, "UPDATE ledger_event SET \"user\" = 'forged' WHERE seq = 5")
    rewrite_everything(full)
    found = told(full)
    assert "rewritten" in found["events 4 to 7"]
    assert "event 1" not in found


def test_a_head_forged_on_the_shelf_is_named(full, tmp_path):
    line = json.loads(full.shelf.path.read_text().splitlines()[0])
    stranger = heads.sign(heads.load_key(tmp_path / "other"), line["size"], bytes(32), line["at"])
    with full.shelf.path.open("a") as file:
        file.write(json.dumps({**line, "root": "00" * 32}) + "\n")
        file.write(json.dumps(stranger.as_json()) + "\nnot json\n")
    assert told(full) == {
        "head in line 4": "not signed by the ledger's key",
        "head in line 5": "not signed by the ledger's key",
        "head in line 6": "unreadable: not JSON",
    }


def test_two_ledgers_under_one_key_are_told_apart(full):
    """A fork: the key signed two stories of the same length."""
    full.shelf.put(heads.sign(full._key, 8, bytes(32), "2026-01-01T00:00:00.000000Z"))
    assert any("rewritten" in what for what in told(full).values())


def test_a_shelf_swept_empty_is_said(full):
    full.shelf.path.unlink()
    assert told(full) == {}
    full._clock = lambda: utc_now() + timedelta(minutes=3)
    assert "no head" in told(full)["heads"]


def test_an_old_ledger_whose_heads_all_agree_holds(full):
    full._clock = lambda: utc_now() + timedelta(hours=1)
    assert full.verify() == []


def test_a_seal_of_before_its_events_is_said_and_hides_no_missing_heads(full):
    unguarded(full, "UPDATE ledger_seal SET at = '2020-01-01T00:00:00.000000Z' WHERE size = 1")
    assert told(full) == {"seal 1": "edited: its time is before that of the events that it seals"}
    unguarded(full, "UPDATE ledger_seal SET at = '2999-01-01T00:00:00.000000Z'")
    full.shelf.path.unlink()
    full._clock = lambda: utc_now() + timedelta(hours=1)
    assert "no head" in told(full)["heads"]


def test_a_missing_trigger_is_said(full):
    on_postgres = full._writes.dialect.name == "postgresql"
    on = " ON ledger_event" if on_postgres else ""
    sql(full, f"DROP TRIGGER ledger_event_no_update{on}")
    if on_postgres:
        sql(full, "ALTER TABLE ledger_body DISABLE TRIGGER ledger_body_no_delete")
    else:
        sql(full, "DROP TRIGGER ledger_body_no_delete")
    assert set(told(full)) == {"trigger ledger_event_no_update", "trigger ledger_body_no_delete"}


WEAK = {
    "sqlite": {
        "ledger_event_no_update": "BEFORE UPDATE ON ledger_event WHEN 0 BEGIN SELECT RAISE(ABORT, 'ledger_event is insert-only'); END",
        "ledger_seal_no_delete": "BEFORE DELETE ON ledger_lock BEGIN SELECT RAISE(ABORT, 'ledger_seal is insert-only'); END",
        "ledger_node_no_update": "BEFORE UPDATE OF level ON ledger_node BEGIN SELECT RAISE(ABORT, 'ledger_node is insert-only'); END",
        "ledger_subject_no_replace": "AFTER INSERT ON ledger_subject BEGIN SELECT 1; END",
    },
    "postgresql": {
        "ledger_event_no_update": "BEFORE UPDATE ON ledger_event FOR EACH ROW WHEN (false) EXECUTE FUNCTION ledger_refuse()",
        "ledger_seal_no_delete": "BEFORE DELETE ON ledger_lock FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
        "ledger_node_no_update": "BEFORE UPDATE OF level ON ledger_node FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
        "ledger_body_no_delete": "BEFORE DELETE ON ledger_body FOR EACH STATEMENT EXECUTE FUNCTION ledger_erase_only()",
    },
}  # fmt: skip


def test_a_trigger_of_the_same_name_that_keeps_nothing_is_said(full):
    dialect = full._writes.dialect.name
    weak = WEAK[dialect]
    for name, how in weak.items():
        table = next(one.name for one in EVIDENCE if name.startswith(f"{one.name}_"))
        sql(full, f"DROP TRIGGER {name}{f' ON {table}' if dialect == 'postgresql' else ''}")
        sql(full, f"CREATE TRIGGER {name} {how}")
    said = told(full)
    assert set(said) == {f"trigger {name}" for name in weak}
    assert set(said.values()) == {"not as it was made: rows can be changed"}


@pytest.mark.parametrize("url", ["postgres"], indirect=True)
def test_a_function_that_refuses_nothing_any_more_is_said(full):
    sql(
        full,
        "CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$",
    )
    assert "trigger ledger_event_no_update" in told(full)


def test_every_guard_is_expected_and_stands(full):
    with full._reads.begin() as connection:
        assert ledger_guards.wrong(connection) == {}
    for made in (ledger_triggers.sqlite(), ledger_triggers.postgresql()):
        assert len(made) == len(EVIDENCE) * 3 + 1
    assert tuple(table.name for table in EVIDENCE) == ledger_triggers.EVIDENCE


def test_a_thousand_problems_are_enough(sqlite_ledger):
    for _ in range(3):
        sqlite_ledger.record(Event(EventKind.LOGOUT))
    rows = ", ".join(f"({n}, 'x')" for n in range(100, 1300))
    sql(sqlite_ledger, f"INSERT INTO ledger_subject VALUES {rows}")
    problems = sqlite_ledger.verify()
    assert len(problems) == 1001
    assert problems[-1] == Problem("ledger", "more than 1000 problems; the first are listed")


# Erasure


def test_an_erased_body_is_gone_and_every_proof_holds(full):
    event = full.events(before=6, size=1).events[0]
    by = full.erase(
        [event.id], Event(EventKind.LEDGER_ERASED, user="RM1", details={"authority": "court order"})
    )
    erased = full.event(event.id)
    assert (erased.user, erased.details, erased.subjects) == ("P5", None, None)
    assert full.event(by).details == {"authority": "court order", "erased": [event.id]}
    assert full.verify() == []
    assert full.inclusion(event.id).holds(full.public_key)
    dump = "".join(full.export())
    assert "CRIS/5" not in dump
    assert "CRIS/6" in dump
    full.erase([event.id], Event(EventKind.LEDGER_ERASED))
    assert full.verify() == []


def test_an_erasure_cannot_be_erased_nor_be_something_else(full):
    event = full.events(size=1).events[0]
    with pytest.raises(ValueError):
        full.erase([event.id], Event(EventKind.LOGOUT))
    by = full.erase([event.id], Event(EventKind.LEDGER_ERASED))
    with pytest.raises(ValueError):
        full.erase([by], Event(EventKind.LEDGER_ERASED))
    with pytest.raises(LookupError):
        full.erase(["0" * 32], Event(EventKind.LEDGER_ERASED))


def test_a_body_removed_under_cover_of_somebody_elses_erasure_is_named(full):
    first, second = full.events(size=2).events
    full.erase([first.id], Event(EventKind.LEDGER_ERASED))
    by = full.events(size=1).events[0].seq
    sql(
        full,
        f"INSERT INTO ledger_erasure VALUES ({second.seq}, {by})",
        f"DELETE FROM ledger_body WHERE seq = {second.seq}",
        f"DELETE FROM ledger_subject WHERE seq = {second.seq}",
    )
    assert told(full) == {f"event {second.seq}": "body removed: no erasure event stands for it"}


def test_an_erasure_that_was_not_carried_out_is_said(full):
    event = full.events(size=1).events[0]
    by = full.record(Event(EventKind.LEDGER_ERASED, details={"erased": [event.id]}))
    sql(full, f"INSERT INTO ledger_erasure VALUES ({event.seq}, {full.event(by).seq})")
    assert "still stands" in told(full)[f"event {event.seq}"]
