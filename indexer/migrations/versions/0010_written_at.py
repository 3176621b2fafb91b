"""What was written here of late, which every new record is compared with, read from an index."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_index("ix_written_at", "written", ["at"])


def downgrade() -> None:
    op.drop_index("ix_written_at", "written")
