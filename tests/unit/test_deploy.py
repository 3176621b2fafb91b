"""PostgreSQL as the containers have it, without containers: the script that makes its roles, and who may do what to the ledger."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from access.events import Event, EventKind
from access.ledger import Ledger, LedgerOutdated
from access.ledger_tables import EVIDENCE
from access.migrations import Database, downgrade
from portal.cli import sightline
from tests.support import servers

ROOT = Path(__file__).parents[2]
NAMES = ("RECORDS", "ACCOUNTS", "LEDGER", "LEDGER_PORTAL")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A server of its own, since roles and names of databases are those of a whole server; the script ran twice on it."""
    with servers.postgres() as url:
        host = str(sa.make_url(url).query["host"])
        passwords = {f"{name}_PASSWORD": f"it's {name}" for name in NAMES}
        for _ in range(2):
            subprocess.run(
                [ROOT / "deploy/postgres.sh"],
                check=True,
                capture_output=True,
                env={**os.environ, **passwords, "PGHOST": host},
            )
        yield url


def url_of(server: str, role: str, database: str = "ledger") -> str:
    made = sa.make_url(server).set(username=role, database=database)
    return made.render_as_string(hide_password=False)


def migrate(server: str, role: str = "ledger_portal") -> Result:
    environment = {"SIGHTLINE_LEDGER_URL": url_of(server, "ledger")}
    return CliRunner().invoke(sightline, ["audit", "migrate", "--role", role], env=environment)


def opened(server: str, folder: Path) -> Ledger:
    """As the portal opens it."""
    return Ledger.open(url_of(server, "ledger_portal"), folder / "key", folder / "heads")


@pytest.fixture
def ledger(server: str, tmp_path: Path) -> Iterator[Ledger]:
    assert migrate(server).exit_code == 0
    with closing(opened(server, tmp_path)) as made:
        yield made


def refused(server: str, statement: str, role: str = "ledger_portal") -> str:
    """What the database says to a statement that must not be done."""
    engine = sa.create_engine(url_of(server, role), poolclass=sa.NullPool)
    with pytest.raises(sa.exc.DBAPIError) as caught, engine.begin() as connection:
        connection.exec_driver_sql(statement)
    return str(caught.value.orig)


def test_the_portal_cannot_make_a_ledger_and_says_who_can(server: str, tmp_path: Path) -> None:
    for revision in ("base", "0001"):
        assert migrate(server).exit_code == 0
        downgrade(Database.LEDGER, url_of(server, "ledger"), revision)
        with pytest.raises(LedgerOutdated, match="sightline audit migrate"):
            opened(server, tmp_path)
    assert migrate(server).exit_code == 0
    opened(server, tmp_path).close()


def test_the_portal_adds_to_the_ledger_and_verifies_it(ledger: Ledger) -> None:
    first = ledger.record(Event(EventKind.LOGOUT, user="P1", subjects=("CRIS/1",)))
    assert ledger.event(first).user == "P1"
    assert ledger.verify() == []


@pytest.mark.parametrize("table", [table.name for table in EVIDENCE])
def test_and_can_change_and_take_away_nothing_of_it(ledger: Ledger, server: str, table: str) -> None:
    ledger.record(Event(EventKind.LOGOUT, user="P1", subjects=("CRIS/1",)))
    column = next(c.name for t in EVIDENCE if t.name == table for c in t.columns)
    for statement in (
        f"UPDATE {table} SET {column} = {column}",
        f"DELETE FROM {table}",
        f"TRUNCATE {table}",
        f"ALTER TABLE {table} DISABLE TRIGGER ALL",
        f"ALTER TABLE {table} ADD COLUMN more TEXT",
        f"DROP TRIGGER {table}_no_update ON {table}",
        f"CREATE TRIGGER mine BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
        f"DROP TABLE {table}",
    ):
        said = refused(server, statement)
        assert "permission denied" in said or "must be owner" in said, f"{statement}: {said}"
    assert ledger.verify() == []


@pytest.mark.parametrize(
    "statement",
    [
        "SET ROLE ledger",
        "SET session_replication_role = replica",  # would pass the triggers
        "CREATE TABLE public.mine (n int)",
        "CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
        "ALTER ROLE ledger_portal SUPERUSER",
        "DROP FUNCTION ledger_refuse() CASCADE",
    ],
)
def test_nor_get_at_it_another_way(ledger: Ledger, server: str, statement: str) -> None:
    said = refused(server, statement)
    assert any(word in said for word in ("permission denied", "must be owner", "must be superuser")), said
    assert ledger.verify() == []


@pytest.mark.parametrize(("role", "database"), [("ledger_portal", "records"), ("records", "ledger")])
def test_each_role_reaches_its_own_database_alone(server: str, role: str, database: str) -> None:
    engine = sa.create_engine(url_of(server, role, database), poolclass=sa.NullPool)
    with pytest.raises(sa.exc.OperationalError, match="permission denied for database"):
        engine.connect()


@pytest.mark.parametrize(
    ("role", "said"), [("ledger", "owner"), ("postgres", "owner"), ("nobody", "there is no role")]
)
def test_a_role_that_could_change_it_is_given_nothing(server: str, role: str, said: str) -> None:
    told = migrate(server, role)
    assert (told.exit_code, said in told.output) == (1, True), told.output
    assert migrate(server).exit_code == 0, "the owner is still the owner"


@pytest.mark.parametrize("url", ["", "sqlite:///ledger.db"])
def test_a_database_without_roles_is_not_migrated_so(url: str) -> None:
    told = CliRunner().invoke(
        sightline, ["audit", "migrate", "--role", "x"], env={"SIGHTLINE_LEDGER_URL": url}
    )
    assert (told.exit_code, "no other has roles" in told.output) == (1, True)
