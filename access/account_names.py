"""Which user names there are in a force: asked where somebody writes down who must never see a record."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Engine, select

from access.account_tables import Person

MOST_ASKED = 1_000


def among(engine: Engine, names: Iterable[str], force: str) -> frozenset[str]:
    """Those of the names that are user names of a force, as they are written there. engine: of the accounts' database."""
    asked = [name for name in dict.fromkeys(names) if name.isprintable()][:MOST_ASKED]
    if not asked:
        return frozenset()
    with engine.connect() as connection:
        found = select(Person.username).where(Person.username.in_(asked), Person.force == force)
        return frozenset(connection.scalars(found))
