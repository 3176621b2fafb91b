"""What every look asks of the records it is about to show, read from an index alone instead of from their pages.

On SQLite only: there the whole record stands on the page. PostgreSQL keeps long bodies apart, and takes no index entry of
more than a third of a page, which a long list of people denied would be.
"""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
_NAME = "ix_record_current"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.create_index(_NAME, "record", ["id", "revision", "handling"])


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.drop_index(_NAME, "record")
