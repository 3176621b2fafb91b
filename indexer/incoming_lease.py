"""Whose turn a system's incoming folder is: a lease that its holder renews while it loads, and that a death lets run out."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from uuid import uuid4

from sqlalchemy.exc import SQLAlchemyError

from indexer import store_feeds
from indexer.store import Store

log = logging.getLogger(__name__)

LEASE_SECONDS = 60.0


class Lease:
    """A folder that is ours, or was."""

    def __init__(self, store: Store, system: str, seconds: float) -> None:
        self.system, self.holder = system, uuid4().hex
        self._store, self._seconds = store, seconds
        self._until = 0.0

    @property
    def held(self) -> bool:
        """Whether it is still ours, for all we know."""
        return time.monotonic() < self._until

    def claim(self) -> bool:
        """Take it, or take it for longer."""
        asked = time.monotonic()
        with self._store.delivering() as connection:
            ours = store_feeds.claim(connection, self.system, self.holder, self._seconds)
        self._until = asked + self._seconds if ours else 0.0
        return ours

    def let_go(self) -> None:
        """Give it back."""
        with self._store.delivering() as connection:
            store_feeds.let_go(connection, self.system, self.holder)

    def renew(self, over: threading.Event) -> None:
        """Keep it until `over`, or until another has it."""
        while not over.wait(self._seconds / 4):
            with suppress(SQLAlchemyError):  # it is tried again while the lease lasts
                if not self.claim():
                    log.warning("%s: its incoming folder was taken over", self.system)
                    return


@contextmanager
def leased(store: Store, system: str, seconds: float = LEASE_SECONDS) -> Iterator[Lease | None]:
    """A system's folder for as long as the block runs; None where another process has it."""
    lease, over = Lease(store, system, seconds), threading.Event()
    if not lease.claim():
        yield None
        return
    renewing = threading.Thread(target=lease.renew, args=(over,), name=f"lease-{system}", daemon=True)
    renewing.start()
    try:
        yield lease
    finally:
        over.set()
        renewing.join()
        lease.let_go()
