"""Alembic migrations of the two databases that this room owns: the ledger's and the accounts'."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy.engine import make_url

HERE = Path(__file__).parent


class Database(StrEnum):
    """Which of the two; also the name of its folder."""

    LEDGER = "ledger"
    ACCOUNTS = "accounts"


def upgrade(database: Database, url: str, revision: str = "head") -> None:
    """Bring the database to a revision, making it where it is new. Harmless when it is already there."""
    _run(database, url, lambda config: command.upgrade(config, revision))


def downgrade(database: Database, url: str, revision: str) -> None:
    """Take the database back to a revision; `base` removes everything that the migrations made."""
    _run(database, url, lambda config: command.downgrade(config, revision))


def current(database: Database, url: str) -> str | None:
    """The revision that the database stands at; None where it has none."""
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        options = {"version_table": version_table(database)}
        return MigrationContext.configure(connection, opts=options).get_current_revision()


def version_table(database: Database) -> str:
    """Each database's own, so that both may stand in one PostgreSQL database."""
    return f"{database.value}_revision"


def _run(database: Database, url: str, act: Callable[[Config], None]) -> None:
    engine = _engine(url)
    config = Config()
    config.set_main_option("script_location", str(HERE / database.value).replace("%", "%%"))
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                # Two processes that start together: the second waits, then finds nothing left to do.
                connection.execute(sa.text("SELECT pg_advisory_xact_lock(7346152)"))
            config.attributes["connection"] = connection
            config.attributes["version_table"] = version_table(database)
            act(config)
    finally:
        engine.dispose()


def _engine(url: str) -> sa.Engine:
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    if make_url(url).get_backend_name() == "sqlite":
        # SQLite's driver commits before a table is made unless told not to; ours holds it all in one.
        sa.event.listen(engine, "connect", lambda c, _r: setattr(c, "isolation_level", None))
        sa.event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine
