"""Events are found by the user's name without regard to case, as a log-in takes it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.drop_index("ix_ledger_event_user", "ledger_event")
    op.create_index("ix_ledger_event_any_case", "ledger_event", [sa.func.lower(sa.column("user")), "seq"])


def downgrade() -> None:
    op.drop_index("ix_ledger_event_any_case", "ledger_event")
    op.create_index("ix_ledger_event_user", "ledger_event", ["user", "seq"])
