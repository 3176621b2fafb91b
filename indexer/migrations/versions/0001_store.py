"""The record store: records, what is left of deleted ones, outbox, quarantine and feeds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "record",
        sa.Column("id", sa.String(512), primary_key=True),
        sa.Column("system", sa.String(64), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(16), nullable=False),
        sa.Column("guarded", sa.LargeBinary(16), nullable=False),
        sa.Column("handling", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("stored_at", sa.Float(), nullable=False),
    )
    op.create_index("ix_record_system", "record", ["system"])
    op.create_table(
        "tombstone",
        sa.Column("id", sa.String(512), primary_key=True),
        sa.Column("system", sa.String(64), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(16), nullable=True),
        sa.Column("authority", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Float(), nullable=False),
    )
    _outbox()
    _quarantine()
    op.create_table(
        "feed",
        sa.Column("system", sa.String(64), primary_key=True),
        sa.Column("as_of", sa.String(40), nullable=True),
        sa.Column("loaded_at", sa.Float(), nullable=False),
        sa.Column("loaded", sa.BigInteger(), nullable=False),
        sa.Column("unchanged", sa.BigInteger(), nullable=False),
        sa.Column("rejected", sa.BigInteger(), nullable=False),
    )


def downgrade() -> None:
    for table in ("feed", "quarantine", "outbox", "tombstone", "record"):
        op.drop_table(table)


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.String(512), primary_key=True),
        sa.Column("system", sa.String(64), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("deletion", sa.Boolean(), nullable=False),
        sa.Column("withhold", sa.Boolean(), nullable=False),
        sa.Column("due", sa.Float(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("enqueued", sa.Float(), nullable=False),
    )
    op.create_index("ix_outbox_due", "outbox", ["due", "attempts"])
    withheld = sa.text("withhold")
    op.create_index("ix_outbox_withhold", "outbox", ["id"], sqlite_where=withheld, postgresql_where=withheld)


def _quarantine() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "quarantine",
        sa.Column("number", number, primary_key=True, autoincrement=True),
        sa.Column("key", sa.LargeBinary(16), nullable=False, unique=True),
        sa.Column("stage", sa.String(10), nullable=False),
        sa.Column("system", sa.String(64), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("record", sa.String(512), nullable=True),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("row", sa.Text(), nullable=True),
        sa.Column("handling", sa.Text(), nullable=True),
        sa.Column("first_at", sa.Float(), nullable=False),
        sa.Column("last_at", sa.Float(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
    )
    op.create_index("ix_quarantine_system", "quarantine", ["system"])
