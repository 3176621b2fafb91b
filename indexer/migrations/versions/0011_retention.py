"""The day on which a record is to be reviewed, beside the record, and what was said at its review."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
_NAME = "ix_record_review_on"
_THERE = sa.text("review_on IS NOT NULL")
# A partial date counts from its first day.
_FILL = {
    "sqlite": "json_extract(body, '$.retention.review_on')",
    "postgresql": "(CAST(body AS jsonb) #>> '{retention,review_on}')",
}


def upgrade() -> None:
    op.add_column("record", sa.Column("review_on", sa.String(10), nullable=True))
    said = _FILL[op.get_bind().dialect.name]
    op.execute(f"UPDATE record SET review_on = substr({said} || '-01-01', 1, 10) WHERE {said} IS NOT NULL")  # noqa: S608
    op.create_index(_NAME, "record", ["review_on"], sqlite_where=_THERE, postgresql_where=_THERE)
    op.create_table(
        "retention_review",
        sa.Column("id", sa.String(512), primary_key=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("decision", sa.String(10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("next_on", sa.String(10), nullable=True),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("retention_review")
    op.drop_index(_NAME, "record")
    op.drop_column("record", "review_on")
