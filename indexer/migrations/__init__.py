"""Alembic migrations of the record store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy.engine import make_url

VERSION_TABLE = "store_revision"
_LOCK = 7346153  # any number that nobody else locks by


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the store to a revision, making it where it is new. Harmless when it is already there."""
    _run(url, lambda config: command.upgrade(config, revision))


def downgrade(url: str, revision: str) -> None:
    """Take the store back to a revision; `base` removes everything that the migrations made."""
    _run(url, lambda config: command.downgrade(config, revision))


def current(url: str) -> str | None:
    """The revision that the store stands at; None where it has none."""
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        return MigrationContext.configure(
            connection, opts={"version_table": VERSION_TABLE}
        ).get_current_revision()


def _run(url: str, act: Callable[[Config], None]) -> None:
    engine = _engine(url)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                # Two processes that start together: the second waits, then finds nothing left to do.
                connection.execute(sa.text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            config.attributes["connection"] = connection
            act(config)
    finally:
        engine.dispose()


def _engine(url: str) -> sa.Engine:
    engine = sa.create_engine(url, poolclass=sa.NullPool, **_patience(url))
    if engine.dialect.name == "sqlite":
        # SQLite's driver commits before a table is made unless told not to; ours holds it all in one.
        sa.event.listen(engine, "connect", lambda c, _r: setattr(c, "isolation_level", None))
        sa.event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _patience(url: str) -> dict[str, dict[str, int]]:
    return {"connect_args": {"timeout": 30}} if make_url(url).get_backend_name() == "sqlite" else {}
