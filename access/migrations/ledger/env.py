"""Alembic's door to the ledger's migrations."""

from access.ledger_tables import metadata
from access.migrations.environment import run

run(metadata)
