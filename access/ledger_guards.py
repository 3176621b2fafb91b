"""The ledger's tables and the triggers that keep their rows, and whether they still stand as they were made."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Connection

from access import ledger_triggers
from access.ledger_tables import metadata
from access.ledger_triggers import FUNCTIONS

GONE = "missing or switched off: rows can be changed"
OTHER = "not as it was made: rows can be changed"
# PostgreSQL keeps when a trigger fires in one number (catalog/pg_trigger.h).
_BEFORE, _ROW = 2, 1
_BITS = {"INSERT": 4, "DELETE": 8, "UPDATE": 16, "TRUNCATE": 32}
# The tables are those that this connection's statements reach; a function counts with its language and its body.
_TRIGGERS = sa.text("""
    SELECT t.tgname, c.relname, t.tgtype, p.proname, btrim(p.prosrc) AS body, l.lanname,
           t.tgqual IS NULL AND t.tgnargs = 0 AND cardinality(t.tgattr::int2[]) = 0 AS plain
    FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_proc p ON p.oid = t.tgfoid
    JOIN pg_language l ON l.oid = p.prolang
    WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND c.oid = to_regclass(quote_ident(c.relname))
""")


def wrong(connection: Connection) -> dict[str, str]:
    """The triggers that do not stand as the migrations made them, by name: what is wrong with each."""
    if connection.dialect.name == "postgresql":
        expected, standing = _made_by_postgresql(), _in_postgresql(connection)
    else:
        expected, standing = _made_by_sqlite(), _in_sqlite(connection)
    return {
        name: GONE if name not in standing else OTHER
        for name, made in sorted(expected.items())
        if standing.get(name) != made
    }


def missing_tables(connection: Connection) -> list[str]:
    """Those of the ledger's tables that are gone."""
    return sorted(set(metadata.tables) - set(sa.inspect(connection).get_table_names()))


def _made_by_sqlite() -> dict[str, tuple[object, ...]]:
    return {one.name: (one.table, _in_one_line(one.sql)) for one in ledger_triggers.sqlite()}


def _in_sqlite(connection: Connection) -> dict[str, tuple[object, ...]]:
    rows = connection.execute(sa.text("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"))
    return {row.name: (row.tbl_name, _in_one_line(row.sql)) for row in rows}


def _in_one_line(sql: str) -> str:
    """A trigger's text, less its white space and the quotes that SQLite puts around a table that was renamed and back."""
    return " ".join(sql.replace('"', "").split())


def _made_by_postgresql() -> dict[str, tuple[object, ...]]:
    return {
        one.name: (
            one.table,
            _BEFORE + _BITS[one.when] + (_ROW if one.each == "ROW" else 0),
            one.function,
            FUNCTIONS[one.function],
            "plpgsql",
            True,
        )
        for one in ledger_triggers.postgresql()
    }


def _in_postgresql(connection: Connection) -> dict[str, tuple[object, ...]]:
    return {row[0]: tuple(row[1:]) for row in connection.execute(_TRIGGERS)}
