"""Alembic's door: run the migrations inside the transaction that `indexer.migrations` opened."""

from alembic import context

from indexer.migrations import VERSION_TABLE
from indexer.store_tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    transactional_ddl=True,
)
context.run_migrations()
