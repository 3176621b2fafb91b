"""What the ledger's triggers are, word for word: made by the migrations, and looked for by verify.

A change here needs a migration that brings older ledgers to it.
"""

from __future__ import annotations

from typing import NamedTuple

EVIDENCE = ("ledger_event", "ledger_body", "ledger_subject", "ledger_seal", "ledger_node", "ledger_erasure")
ERASABLE = ("ledger_body", "ledger_subject")
# What a row is the same row by: a second insert of it would be a replacement.
KEYS = {
    "ledger_event": "seq = NEW.seq OR id = NEW.id",
    "ledger_body": "seq = NEW.seq",
    "ledger_subject": "seq = NEW.seq AND subject = NEW.subject",
    "ledger_seal": "size = NEW.size",
    "ledger_node": "level = NEW.level AND idx = NEW.idx",
    "ledger_erasure": "seq = NEW.seq",
}


class Sqlite(NamedTuple):
    """A trigger of SQLite. sql: the statement that makes it, which the database keeps."""

    name: str
    table: str
    sql: str


class Postgresql(NamedTuple):
    """A trigger of PostgreSQL. when: BEFORE what, and for each what; function: the one that it executes."""

    name: str
    table: str
    when: str
    each: str
    function: str

    @property
    def sql(self) -> str:
        """The statement that makes it."""
        return (
            f"CREATE TRIGGER {self.name} BEFORE {self.when} ON {self.table} "
            f"FOR EACH {self.each} EXECUTE FUNCTION {self.function}()"
        )


# PostgreSQL: the bodies of the functions that its triggers execute, in PL/pgSQL.
FUNCTIONS = {
    "ledger_refuse": "BEGIN RAISE EXCEPTION '% is insert-only', TG_TABLE_NAME; END",
    "ledger_erase_only": (
        "BEGIN IF NOT EXISTS (SELECT 1 FROM ledger_erasure e WHERE e.seq = OLD.seq) THEN "
        "RAISE EXCEPTION '% is insert-only', TG_TABLE_NAME; END IF; RETURN OLD; END"
    ),
    "ledger_erasure_only": (
        "BEGIN "
        "IF NOT EXISTS (SELECT 1 FROM ledger_event e WHERE e.seq = NEW.by_seq AND e.kind = 'ledger.erased') "
        "OR EXISTS (SELECT 1 FROM ledger_event e WHERE e.seq = NEW.seq AND e.kind = 'ledger.erased') THEN "
        "RAISE EXCEPTION 'an erasure needs its own sealed event'; END IF; RETURN NEW; END"
    ),
}


def sqlite() -> list[Sqlite]:
    """Every trigger of a ledger in SQLite."""
    made = []
    for table in EVIDENCE:
        refuse = f"SELECT RAISE(ABORT, '{table} is insert-only')"
        unless = "WHEN NOT EXISTS (SELECT 1 FROM ledger_erasure e WHERE e.seq = OLD.seq)"
        when = unless if table in ERASABLE else ""
        # INSERT OR REPLACE deletes without asking the DELETE trigger.
        there = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {KEYS[table]})"  # noqa: S608  (own constants)
        for act, how in (
            ("no_update", f"BEFORE UPDATE ON {table}"),
            ("no_delete", f"BEFORE DELETE ON {table} {when}"),
            ("no_replace", f"BEFORE INSERT ON {table} {there}"),
        ):
            name = f"{table}_{act}"
            made.append(Sqlite(name, table, f"CREATE TRIGGER {name} {how} BEGIN {refuse}; END"))
    only = (
        "CREATE TRIGGER ledger_erasure_only BEFORE INSERT ON ledger_erasure WHEN NOT EXISTS "
        "(SELECT 1 FROM ledger_event e WHERE e.seq = NEW.by_seq AND e.kind = 'ledger.erased') "
        "OR EXISTS (SELECT 1 FROM ledger_event e WHERE e.seq = NEW.seq AND e.kind = 'ledger.erased') "
        "BEGIN SELECT RAISE(ABORT, 'an erasure needs its own sealed event'); END"
    )
    return [*made, Sqlite("ledger_erasure_only", "ledger_erasure", only)]


def postgresql() -> list[Postgresql]:
    """Every trigger of a ledger in PostgreSQL."""
    made = []
    for table in EVIDENCE:
        delete = "ledger_erase_only" if table in ERASABLE else "ledger_refuse"
        made += [
            Postgresql(f"{table}_no_update", table, "UPDATE", "ROW", "ledger_refuse"),
            Postgresql(f"{table}_no_delete", table, "DELETE", "ROW", delete),
            Postgresql(f"{table}_no_truncate", table, "TRUNCATE", "STATEMENT", "ledger_refuse"),
        ]
    return [
        *made,
        Postgresql("ledger_erasure_only", "ledger_erasure", "INSERT", "ROW", "ledger_erasure_only"),
    ]
