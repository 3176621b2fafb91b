"""A deed between its two rows: what is meant is sealed before it is done, and that it was done before anybody is answered.

The first row holds everything about the deed and does not claim it: no ledger, no deed. The second is written only where
the deed was done, so that what lost a race or failed is nowhere said to have happened. Where the process dies or the
ledger goes in between, the first stands alone under a permit that was never completed (`Ledger.inspect`), and the record
store, which keeps the audit id, tells which it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from access.events import Event, EventKind
from access.ledger import Ledger


@contextmanager
def deed(ledger: Ledger, done: Event) -> Iterator[None]:
    """The frame in which something is done. done: the row that says so.

    A block that raises has done nothing, and leaves the first row alone. Raises LedgerUnavailable: from the first row
    nothing was done; from the second it was, and no answer may leave.
    """
    ledger.record(_meant(done))
    yield
    ledger.record(done)


def _meant(done: Event) -> Event:
    return replace(done, kind=EventKind.DEED_INTENDED, details={**done.details, "deed": done.kind.value})
