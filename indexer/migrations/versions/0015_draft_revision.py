"""A draft has a revision, and the name of the page that wrote it last: a save over a newer one is refused."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("report_draft", sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("report_draft", sa.Column("page", sa.String(32), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("report_draft", "page")
    op.drop_column("report_draft", "revision")
