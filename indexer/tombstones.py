"""Tombstones leave the index, once nothing older can come any more.

A tombstone document keeps a late older version out, which Elasticsearch itself would only do for a minute. It stays as
long as the outbox holds something for its id, and then for longer than any lease may last: no worker writes what it took
under a lease that has run out (`drain`), so that nothing older is on its way by then.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import islice

from indexer.store import Store
from indexer.writer import Writer

LONGEST_LEASE = 3_600.0  # seconds; the worker takes no longer one
KEPT_SECONDS = 2 * LONGEST_LEASE
_PAGE = 500


def sweep(store: Store, writer: Writer, kept: float = KEPT_SECONDS) -> int:
    """Take out the tombstones of what was deleted more than `kept` seconds ago; gives how many. Raises EngineAway."""
    standing, swept = writer.tombstones(), 0
    while some := list(islice(standing, _PAGE)):
        swept += _sweep(store, writer, some, time.time() - kept)
    return swept


def _sweep(store: Store, writer: Writer, ids: Sequence[str], before: float) -> int:
    old = store.quiet_since(ids, before)
    if old:
        writer.remove(old)
    return len(old)
