"""How each system's deliveries come in: what is expected, who is at it, and what became of the last one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "delivery",
        sa.Column("system", sa.String(64), primary_key=True),
        sa.Column("expected", sa.Float(), nullable=True),
        sa.Column("holder", sa.String(32), nullable=True),
        sa.Column("leased_until", sa.Float(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(10), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("at", sa.Float(), nullable=True),
        sa.Column("loaded", sa.BigInteger(), nullable=False),
        sa.Column("unchanged", sa.BigInteger(), nullable=False),
        sa.Column("rejected", sa.BigInteger(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("delivery")
