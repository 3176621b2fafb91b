"""Sessions that were ended before they would have lapsed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "account_ended_session",
        sa.Column("session", sa.String(64), primary_key=True),
        sa.Column("until", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_account_ended_session_until", "account_ended_session", ["until"])


def downgrade() -> None:
    op.drop_table("account_ended_session")
