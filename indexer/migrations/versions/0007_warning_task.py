"""Dangers that no despatcher is told, as tasks of the records' owners."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "warning_task",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("record", sa.String(512), nullable=False, unique=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("force", sa.String(10), nullable=False),
        sa.Column("because", sa.String(16), nullable=False),
        sa.Column("codes", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("opened", sa.Float(), nullable=False),
        sa.Column("closed", sa.Float(), nullable=True),
        sa.Column("closed_by", sa.String(64), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("published", sa.String(512), nullable=True),
    )
    op.create_index("ix_warning_task_queue", "warning_task", ["force", "status", "opened"])
    op.create_index("ix_warning_task_published", "warning_task", ["published"])


def downgrade() -> None:
    op.drop_table("warning_task")
