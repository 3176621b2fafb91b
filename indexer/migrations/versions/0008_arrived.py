"""Records that were indexed and not yet compared with those that people have made here."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table("arrived", sa.Column("id", sa.String(512), primary_key=True))


def downgrade() -> None:
    op.drop_table("arrived")
