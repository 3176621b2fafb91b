"""What is written here: who wrote which version, the search tokens spent on it, and notices to owners of look-alikes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "written",
        sa.Column("id", sa.String(512), primary_key=True),
        sa.Column("version", sa.BigInteger(), primary_key=True),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("user", sa.String(64), nullable=False),
        sa.Column("force", sa.String(10), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("audit_id", sa.String(64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("tokens", sa.Text(), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("checked", sa.Float(), nullable=True),
    )
    op.create_index("ix_written_user", "written", ["user"])
    op.create_index("ix_written_checked", "written", ["checked"])
    op.create_table(
        "spent",
        sa.Column("token", sa.LargeBinary(32), primary_key=True),
        sa.Column("id", sa.String(512), nullable=False),
        sa.Column("expires", sa.Float(), nullable=False),
    )
    op.create_table(
        "notice",
        sa.Column("key", sa.String(32), primary_key=True),
        sa.Column("id", sa.String(512), nullable=False),
        sa.Column("other", sa.String(512), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("done_at", sa.Float(), nullable=True),
        sa.Column("done_by", sa.String(64), nullable=True),
        sa.Column("word", sa.Text(), nullable=True),
        sa.UniqueConstraint("id", "other", name="uq_notice_pair"),
    )
    op.create_index("ix_notice_other", "notice", ["other"])


def downgrade() -> None:
    for table in ("notice", "spent", "written"):
        op.drop_table(table)
