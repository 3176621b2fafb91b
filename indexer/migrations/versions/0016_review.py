"""The pairs that wait for a person's word have an index of their own, in the order in which they are read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
_NAME = "ix_edge_review"
_WAITING = sa.text("decision = 'review'")
_ENDS = ["a_record", "a_place", "b_record", "b_place"]


def upgrade() -> None:
    op.create_index(_NAME, "edge", _ENDS, sqlite_where=_WAITING, postgresql_where=_WAITING)


def downgrade() -> None:
    op.drop_index(_NAME, "edge")
