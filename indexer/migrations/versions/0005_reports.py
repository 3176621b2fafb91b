"""Reports under way, each for the person who writes it alone, and what officers put right in what was read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "report_draft",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("user", sa.String(64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.Float(), nullable=False),
        sa.Column("filing", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_report_draft_user", "report_draft", ["user"])
    op.create_table(
        "correction",
        sa.Column("id", sa.String(512), primary_key=True),
        sa.Column("user", sa.String(64), nullable=False),
        sa.Column("made_at", sa.Float(), nullable=False),
        sa.Column("handling", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("correction")
    op.drop_index("ix_report_draft_user", "report_draft")
    op.drop_table("report_draft")
