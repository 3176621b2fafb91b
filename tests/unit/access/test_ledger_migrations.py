"""The migrations of the ledger and of the accounts, up and down, on SQLite and PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from access import ledger_guards, ledger_tables
from access.accounts import Base
from access.ledger import EventFilter
from access.migrations import Database, current, downgrade, upgrade, version_table

NEWEST = {Database.LEDGER: "0002", Database.ACCOUNTS: "0002"}
METADATA = {Database.LEDGER: ledger_tables.metadata, Database.ACCOUNTS: Base.metadata}


def tables(url):
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    return set(sa.inspect(engine).get_table_names())


@pytest.mark.parametrize("database", list(Database))
def test_up_down_and_up_again(url, database):
    assert current(database, url) is None
    upgrade(database, url)
    assert current(database, url) == NEWEST[database]
    assert set(METADATA[database].tables) < tables(url)
    downgrade(database, url, "base")
    assert current(database, url) is None
    assert tables(url) == {version_table(database)}
    upgrade(database, url)
    upgrade(database, url)
    assert current(database, url) == NEWEST[database]


@pytest.mark.filterwarnings("ignore:.*expression-based index")
@pytest.mark.parametrize("database", list(Database))
def test_the_migrations_make_what_the_code_describes(url, database):
    upgrade(database, url)
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        options = {"version_table": version_table(database), "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        differences = compare_metadata(context, METADATA[database])
    # An index over an expression cannot be compared on SQLite; the accounts' tests hold theirs, the next one the ledger's.
    by_expression = {"ux_account_person_username", "ix_ledger_event_any_case"}
    assert [d for d in differences if getattr(d[1], "name", "") not in by_expression] == []


@pytest.mark.filterwarnings("ignore:.*expression-based index")
def test_a_user_s_events_are_found_by_an_index_whatever_the_case(url):
    upgrade(Database.LEDGER, url)
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    which = sa.select(ledger_tables.event.c.seq).where(*EventFilter(user="PC204").clauses())
    asked = which.order_by(ledger_tables.event.c.seq.desc()).limit(51)
    plan = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET enable_seqscan = off")  # an empty table is read whole else
        written = asked.compile(engine, compile_kwargs={"literal_binds": True})
        told = str(connection.exec_driver_sql(plan + str(written)).all())
    assert "ix_ledger_event_any_case" in told


def test_both_fit_into_one_database(url):
    for database in Database:
        upgrade(database, url)
    downgrade(Database.ACCOUNTS, url, "base")
    assert current(Database.LEDGER, url) == NEWEST[Database.LEDGER]
    engine = ledger_tables.reading_engine(url)
    with engine.begin() as connection:
        assert ledger_guards.wrong(connection) == {}
    engine.dispose()


def test_processes_that_start_together_do_not_trip_over_each_other(url):
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: upgrade(Database.ACCOUNTS, url), range(2)))
    assert current(Database.ACCOUNTS, url) == NEWEST[Database.ACCOUNTS]


def test_nothing_half_made_is_left(sqlite_url):
    engine = sa.create_engine(sqlite_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE ledger_seal (size INTEGER)")
    with pytest.raises(sa.exc.OperationalError):
        upgrade(Database.LEDGER, sqlite_url)
    assert tables(sqlite_url) == {"ledger_seal"}
