"""A deletion as a source system sends it, of one record."""

from __future__ import annotations

from indexer.store import Store
from indexer.store_delete import Burial
from indexer.store_put import Outcome


def delete(store: Store, id_: str, version: int | None = None, authority: str | None = None) -> bool:
    """Delete a record, leaving a tombstone; false where it stands at a later version, or is not there.

    version: the source's, which may come before the record itself does (and then keeps it out).
    """
    there = id_ in store.get_many([id_])
    return store.delete_many([Burial(id_, version, authority)]) == [Outcome.LOADED] and there
