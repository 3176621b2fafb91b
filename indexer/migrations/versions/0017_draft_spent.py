"""A draft is spent with the record that is made of it: none is half saved any more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.drop_column("report_draft", "filing")


def downgrade() -> None:
    op.add_column(
        "report_draft", sa.Column("filing", sa.Boolean(), nullable=False, server_default=sa.false())
    )
