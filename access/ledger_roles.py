"""PostgreSQL: the role by which the application adds to the ledger. It owns nothing there, and so can undo nothing."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Connection

from access.ledger_tables import EVIDENCE, lock
from access.migrations import Database, upgrade, version_table


class RoleError(ValueError):
    """The role cannot be given the ledger like that; the message says why."""


def migrate(url: str, role: str) -> None:
    """Bring the ledger's database up to date as its owner, and let a role add to it and read it, and no more.

    url: the owner's, of PostgreSQL. Raises RoleError, and leaves the role as it was.
    """
    upgrade(Database.LEDGER, url)
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        if not _there(connection, role):
            raise RoleError(f"there is no role {role} in this database")
        grant_application_role(connection, role)
        if more := still_may(connection, role):
            raise RoleError(f"{role} may do more to the ledger than add to it: {more}")


def grant_application_role(connection: Connection, role: str) -> None:
    """Let a role add to the ledger and read it, and no more: no UPDATE, DELETE or TRUNCATE.

    `FOR UPDATE` asks for the UPDATE privilege, so the role has that on the lock row's one column, and
    the lock row holds nothing.
    """
    quoted = connection.dialect.identifier_preparer.quote(role)
    tables, revision = ", ".join(table.name for table in EVIDENCE), version_table(Database.LEDGER)
    for statement in (
        f"REVOKE ALL ON {tables}, {lock.name}, {revision} FROM {quoted}",
        f"GRANT SELECT, INSERT ON {tables} TO {quoted}",
        f"GRANT SELECT, UPDATE (held) ON {lock.name} TO {quoted}",
        f"GRANT SELECT ON {revision} TO {quoted}",
    ):
        connection.exec_driver_sql(statement)


def still_may(connection: Connection, role: str) -> str | None:
    """By what a role could change the ledger all the same, in words; None where it cannot."""
    owned = sa.text(
        "SELECT 1 FROM pg_class WHERE oid = CAST(:t AS regclass) AND pg_has_role(:r, relowner, 'MEMBER')"
    )
    change = sa.text("SELECT has_table_privilege(:r, :t, 'UPDATE, DELETE, TRUNCATE, TRIGGER')")
    for table in EVIDENCE:
        asked = {"r": role, "t": table.name}
        if connection.scalar(owned, asked):
            return f"it is the owner of {table.name}, or one of theirs"
        if connection.scalar(change, asked):
            return f"it may change {table.name} by what it is granted elsewhere"
    return None


def _there(connection: Connection, role: str) -> bool:
    return bool(connection.scalar(sa.text("SELECT 1 FROM pg_roles WHERE rolname = :r"), {"r": role}))
