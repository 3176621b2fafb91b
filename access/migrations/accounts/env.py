"""Alembic's door to the accounts' migrations."""

from access.accounts import Base
from access.migrations.environment import run

run(Base.metadata)
