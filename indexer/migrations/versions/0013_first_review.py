"""Owner, review group and day of recording beside each record, by which a rule reviews those that name no day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
_OWN = sa.text("review_on IS NOT NULL")
_NONE = sa.text("review_on IS NULL")
# A partial date counts from its first day.
_FILL = {
    "sqlite": """UPDATE record SET force = json_extract(handling, '$.force'),
        review_group = coalesce(json_extract(body, '$.retention.group'), 0),
        recorded_on = substr(json_extract(body, '$.recorded') || '-01-01', 1, 10)""",
    "postgresql": """UPDATE record SET force = CAST(handling AS jsonb) ->> 'force',
        review_group = coalesce(CAST(CAST(body AS jsonb) #>> '{retention,group}' AS integer), 0),
        recorded_on = substr((CAST(body AS jsonb) ->> 'recorded') || '-01-01', 1, 10)""",
}


def upgrade() -> None:
    op.add_column("record", sa.Column("force", sa.String(16), nullable=True))
    op.add_column("record", sa.Column("review_group", sa.SmallInteger(), nullable=True))
    op.add_column("record", sa.Column("recorded_on", sa.String(10), nullable=True))
    op.execute(_FILL[op.get_bind().dialect.name])
    op.drop_index("ix_record_review_on", "record")
    own, none = ["force", "review_on", "id"], ["force", "review_group", "recorded_on", "id"]
    op.create_index("ix_record_own_review", "record", own, sqlite_where=_OWN, postgresql_where=_OWN)
    op.create_index("ix_record_first_review", "record", none, sqlite_where=_NONE, postgresql_where=_NONE)
    op.create_index("ix_retention_review_next", "retention_review", ["next_on", "id"])


def downgrade() -> None:
    op.drop_index("ix_retention_review_next", "retention_review")
    op.drop_index("ix_record_first_review", "record")
    op.drop_index("ix_record_own_review", "record")
    op.create_index("ix_record_review_on", "record", ["review_on"], sqlite_where=_OWN, postgresql_where=_OWN)
    for name in ("recorded_on", "review_group", "force"):
        op.drop_column("record", name)
