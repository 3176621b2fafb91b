"""The migrations of the ledger and of the accounts, up and down, on SQLite and PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from access import ledger_guards, ledger_tables
from access.accounts import Base
from access.migrations import Database, current, downgrade, upgrade, version_table

METADATA = {Database.LEDGER: ledger_tables.metadata, Database.ACCOUNTS: Base.metadata}


def tables(url):
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    return set(sa.inspect(engine).get_table_names())


@pytest.mark.parametrize("database", list(Database))
def test_up_down_and_up_again(url, database):
    assert current(database, url) is None
    upgrade(database, url)
    assert current(database, url) == "0001"
    assert set(METADATA[database].tables) < tables(url)
    downgrade(database, url, "base")
    assert current(database, url) is None
    assert tables(url) == {version_table(database)}
    upgrade(database, url)
    upgrade(database, url)
    assert current(database, url) == "0001"


@pytest.mark.filterwarnings("ignore:.*expression-based index")
@pytest.mark.parametrize("database", list(Database))
def test_the_migrations_make_what_the_code_describes(url, database):
    upgrade(database, url)
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        options = {"version_table": version_table(database), "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        differences = compare_metadata(context, METADATA[database])
    # An index over an expression cannot be compared on SQLite; the accounts' tests hold it.
    assert [d for d in differences if getattr(d[1], "name", "") != "ux_account_person_username"] == []


def test_both_fit_into_one_database(url):
    for database in Database:
        upgrade(database, url)
    downgrade(Database.ACCOUNTS, url, "base")
    assert current(Database.LEDGER, url) == "0001"
    engine = ledger_tables.reading_engine(url)
    with engine.begin() as connection:
        assert ledger_guards.missing(connection) == []
    engine.dispose()


def test_processes_that_start_together_do_not_trip_over_each_other(url):
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: upgrade(Database.ACCOUNTS, url), range(2)))
    assert current(Database.ACCOUNTS, url) == "0001"


def test_nothing_half_made_is_left(sqlite_url):
    engine = sa.create_engine(sqlite_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE ledger_seal (size INTEGER)")
    with pytest.raises(sa.exc.OperationalError):
        upgrade(Database.LEDGER, sqlite_url)
    assert tables(sqlite_url) == {"ledger_seal"}
