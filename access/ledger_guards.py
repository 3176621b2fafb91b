"""The ledger's tables and the triggers that keep their rows, and whether they still stand."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Connection

from access.ledger_tables import EVIDENCE, metadata


def expected(dialect: str) -> set[str]:
    """The names of the triggers that the migrations make."""
    last = "no_truncate" if dialect == "postgresql" else "no_replace"
    acts = ("no_update", "no_delete", last)
    return {f"{table.name}_{act}" for table in EVIDENCE for act in acts} | {"ledger_erasure_only"}


def missing(connection: Connection) -> list[str]:
    """Those that are gone or switched off."""
    dialect = connection.dialect.name
    query = (
        "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')"
        if dialect == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    standing = set(connection.execute(sa.text(query)).scalars())
    return sorted(expected(dialect) - standing)


def missing_tables(connection: Connection) -> list[str]:
    """Those of the ledger's tables that are gone."""
    return sorted(set(metadata.tables) - set(sa.inspect(connection).get_table_names()))
