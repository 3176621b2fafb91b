"""Sealing what the ledger is owed: what the indexer's processes, which have no ledger, have loaded and deleted."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from access.events import Event, EventKind
from access.ledger import Ledger, LedgerUnavailable
from indexer import store_owed
from indexer.store import Store
from indexer.store_owed import Owed

log = logging.getLogger(__name__)

SECONDS = 5.0  # between two looks of the portal's
_AT_ONCE = 20


def seal_owed(store: Store, ledger: Ledger) -> int:
    """Seal all that is owed; how many rows. Raises LedgerUnavailable: what is left stays owed."""
    done = 0
    while owed := _taken(store):
        sealed: list[int] = []
        try:
            for one in owed:
                ledger.record(event_of(one))
                sealed.append(one.number)
        finally:
            with store.delivering() as connection:
                store_owed.settle(connection, sealed, [one.number for one in owed[len(sealed) :]])
            done += len(sealed)
    return done


def _taken(store: Store) -> list[Owed]:
    with store.delivering() as connection:
        return store_owed.take(connection, _AT_ONCE)


def event_of(owed: Owed) -> Event:
    """What is owed as the ledger keeps it. It is sealed later than it was done, and says when that was."""
    at = datetime.fromtimestamp(owed.at, UTC).isoformat(timespec="seconds")
    details = {**owed.details, "done_at": at}
    return Event(EventKind(owed.kind), user=owed.by, subjects=owed.subjects, details=details)


class Teller:
    """Seals what is owed every few seconds, in a thread of its own."""

    def __init__(self, store: Store, ledger: Ledger, seconds: float = SECONDS) -> None:
        self._store, self._ledger, self._seconds = store, ledger, seconds
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="owed", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """End; what is left is owed still."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(self._seconds)

    def _run(self) -> None:
        while not self._stop.wait(self._seconds):
            try:
                seal_owed(self._store, self._ledger)
            except (LedgerUnavailable, SQLAlchemyError) as error:  # the next look tries again
                log.warning("what the ledger is owed waits (%s)", type(error).__name__)
            except Exception:
                log.exception("what the ledger is owed could not be sealed")
