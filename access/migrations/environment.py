"""What both env.py files do: run the migrations inside the transaction that the caller opened."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context


def run(metadata: sa.MetaData) -> None:
    """Called by Alembic through env.py; the connection comes from `access.migrations`."""
    attributes = context.config.attributes
    context.configure(
        connection=attributes["connection"],
        target_metadata=metadata,
        version_table=attributes["version_table"],
        transactional_ddl=True,
    )
    context.run_migrations()
