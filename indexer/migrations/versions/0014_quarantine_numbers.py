"""The quarantine's numbers are given once: SQLite gave those of rows that had left to new ones. PostgreSQL never did."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
_INDEX = "ix_quarantine_system"


def upgrade() -> None:
    _made_anew(once=True)


def downgrade() -> None:
    _made_anew(once=False)


def _made_anew(*, once: bool) -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    op.drop_index(_INDEX, "quarantine")
    op.rename_table("quarantine", "quarantine_before")
    op.create_table(
        "quarantine",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("key", sa.LargeBinary(16), nullable=False, unique=True),
        sa.Column("stage", sa.String(10), nullable=False),
        sa.Column("system", sa.String(64), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("record", sa.String(512), nullable=True),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("row", sa.Text(), nullable=True),
        sa.Column("handling", sa.Text(), nullable=True),
        sa.Column("first_at", sa.Float(), nullable=False),
        sa.Column("last_at", sa.Float(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sqlite_autoincrement=once,
    )
    op.execute("INSERT INTO quarantine SELECT * FROM quarantine_before ORDER BY number")
    op.drop_table("quarantine_before")
    op.create_index(_INDEX, "quarantine", ["system"])
