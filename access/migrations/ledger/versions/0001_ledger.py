"""The ledger: events, bodies, seals, and the triggers that keep them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from access import ledger_triggers
from access.ledger_triggers import EVIDENCE, FUNCTIONS

revision = "0001"
down_revision = None


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
        for function in FUNCTIONS:
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
    for trigger in ledger_triggers.sqlite():
        op.execute(trigger.sql)


def _postgresql_guards() -> None:
    for name, body in FUNCTIONS.items():
        op.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$")
    for trigger in ledger_triggers.postgresql():
        op.execute(trigger.sql)
