"""The ledger: events, bodies, seals, and the triggers that keep them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

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


def _big() -> sa.types.TypeEngine[int]:
    # INTEGER PRIMARY KEY is SQLite's own row number: no second index to keep.
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _tables()
    op.execute("INSERT INTO ledger_lock (id, held) VALUES (1, 0)")
    if op.get_bind().dialect.name == "postgresql":
        _postgresql_guards()
    else:
        _sqlite_guards()


def downgrade() -> None:
    for table in ("ledger_lock", *reversed(EVIDENCE)):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for function in ("ledger_refuse", "ledger_erase_only", "ledger_erasure_only"):
            op.execute(f"DROP FUNCTION {function}()")


def _tables() -> None:
    op.create_table(
        "ledger_event",
        sa.Column("seq", _big(), primary_key=True, autoincrement=False),
        sa.Column("id", sa.String(32), nullable=False, unique=True),
        sa.Column("audit_id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("user", sa.String(200), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("force", sa.String(40), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("purpose", sa.String(40), nullable=False),
        sa.Column("commitment", sa.LargeBinary(), nullable=False),
        sa.Column("leaf", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_ledger_event_audit_id", "ledger_event", ["audit_id"])
    op.create_index("ix_ledger_event_at", "ledger_event", ["at"])
    op.create_index("ix_ledger_event_user", "ledger_event", ["user", "seq"])
    op.create_index("ix_ledger_event_kind", "ledger_event", ["kind", "seq"])
    op.create_table(
        "ledger_body",
        sa.Column("seq", _big(), primary_key=True, autoincrement=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.create_table(
        "ledger_subject",
        sa.Column("seq", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("subject", sa.String(300), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ledger_subject", "ledger_subject", ["subject", "seq"])
    op.create_table(
        "ledger_seal",
        sa.Column("size", _big(), primary_key=True, autoincrement=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("peaks", sa.LargeBinary(), nullable=False),
        sa.Column("leaves", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "ledger_node",
        sa.Column("level", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("idx", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "ledger_erasure",
        sa.Column("seq", _big(), primary_key=True, autoincrement=False),
        sa.Column("by_seq", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "ledger_lock",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("held", sa.Integer(), nullable=False),
    )


def _sqlite_guards() -> None:
    for table in EVIDENCE:
        refuse = f"SELECT RAISE(ABORT, '{table} is insert-only')"
        op.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN {refuse}; END")
        unless = "WHEN NOT EXISTS (SELECT 1 FROM ledger_erasure e WHERE e.seq = OLD.seq)"
        when = unless if table in ERASABLE else ""
        op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {when} BEGIN {refuse}; END")
        # INSERT OR REPLACE deletes without asking the DELETE trigger.
        there = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {KEYS[table]})"  # noqa: S608  (own constants)
        op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} {there} BEGIN {refuse}; END")
    op.execute(
        "CREATE TRIGGER ledger_erasure_only BEFORE INSERT ON ledger_erasure WHEN NOT EXISTS "
        "(SELECT 1 FROM ledger_event e WHERE e.seq = NEW.by_seq AND e.kind = 'ledger.erased') "
        "OR EXISTS (SELECT 1 FROM ledger_event e WHERE e.seq = NEW.seq AND e.kind = 'ledger.erased') "
        "BEGIN SELECT RAISE(ABORT, 'an erasure needs its own sealed event'); END"
    )


def _postgresql_guards() -> None:
    op.execute(
        "CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '% is insert-only', TG_TABLE_NAME; END $$"
    )
    op.execute(
        "CREATE FUNCTION ledger_erase_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF NOT EXISTS (SELECT 1 FROM ledger_erasure e WHERE e.seq = OLD.seq) THEN "
        "RAISE EXCEPTION '% is insert-only', TG_TABLE_NAME; END IF; RETURN OLD; END $$"
    )
    op.execute(
        "CREATE FUNCTION ledger_erasure_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF NOT EXISTS (SELECT 1 FROM ledger_event e WHERE e.seq = NEW.by_seq AND e.kind = 'ledger.erased') "
        "OR EXISTS (SELECT 1 FROM ledger_event e WHERE e.seq = NEW.seq AND e.kind = 'ledger.erased') THEN "
        "RAISE EXCEPTION 'an erasure needs its own sealed event'; END IF; RETURN NEW; END $$"
    )
    for table in EVIDENCE:
        delete = "ledger_erase_only" if table in ERASABLE else "ledger_refuse"
        op.execute(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION ledger_refuse()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {delete}()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
        )
    op.execute(
        "CREATE TRIGGER ledger_erasure_only BEFORE INSERT ON ledger_erasure "
        "FOR EACH ROW EXECUTE FUNCTION ledger_erasure_only()"
    )
