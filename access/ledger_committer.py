"""The one thread of a process that writes to the ledger, in groups, and frees who waits for it.

It starts with the first event, never at import: a server forks first, and a thread does not survive that.
"""

from __future__ import annotations

import atexit
import contextlib
import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, field

from access.ledger_rows import Row

log = logging.getLogger(__name__)

GROUP = 500
CAPACITY = 2_000
WAIT_SECONDS = 5.0


class LedgerUnavailable(Exception):  # noqa: N818  (the field's name for it, said aloud in the API)
    """The ledger could not seal an event: queue full, time-out or a database's error. No ledger, no answer."""


@dataclass(slots=True)
class _Waiting:
    row: Row
    done: Future[int] = field(default_factory=Future)


class Committer:
    """Seals rows in groups of up to 500.

    seal: writes rows durably in one transaction, in order, and gives the first one's place; ship: sends
    the tree's head outside, called `ship_every` seconds after a group at the latest, and at close.
    """

    def __init__(
        self,
        seal: Callable[[Sequence[Row]], int],
        ship: Callable[[], None],
        *,
        ship_every: float,
        capacity: int = CAPACITY,
        wait: float = WAIT_SECONDS,
    ) -> None:
        self._seal, self._ship = seal, ship
        self._ship_every, self._capacity, self._wait = ship_every, capacity, wait
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = False

    def submit(self, row: Row) -> int:
        """Seal a row; returns its place once it is durable. Raises LedgerUnavailable."""
        waiting = _Waiting(row)
        try:
            self._queue_of_this_process().put_nowait(waiting)
        except queue.Full:
            raise LedgerUnavailable("the ledger's queue is full") from None
        try:
            return waiting.done.result(timeout=self._wait)
        except TimeoutError:
            # If it has not been taken up yet it never will be; if it has, a row without an answer remains.
            waiting.done.cancel()
            raise LedgerUnavailable(f"the ledger did not seal within {self._wait:g} s") from None
        except CancelledError:
            raise LedgerUnavailable("the ledger is closed") from None

    def close(self) -> None:
        """Seal what waits, ship the head, stop. Later events are refused."""
        with self._starting:
            self._closed = True
            thread = self._thread
        if thread and thread.is_alive():
            self._queue.put(None)
            thread.join(timeout=2 * self._wait)
        atexit.unregister(self.close)

    def forget_after_fork(self) -> None:
        """In a forked child: the thread stayed behind, and the lock may have been held there."""
        self._starting, self._thread = threading.Lock(), None
        atexit.unregister(self.close)

    def _queue_of_this_process(self) -> queue.Queue[_Waiting | None]:
        with self._starting:
            if self._closed:
                raise LedgerUnavailable("the ledger is closed")
            if self._thread is None or not self._thread.is_alive():
                self._start()
            return self._queue

    def _start(self) -> None:
        self._queue: queue.Queue[_Waiting | None] = queue.Queue(self._capacity)
        self._thread = threading.Thread(target=self._run, name="ledger-committer", daemon=True)
        self._thread.start()
        atexit.unregister(self.close)
        atexit.register(self.close)

    def _run(self) -> None:
        # The first head goes out at once: it covers what an earlier process sealed and could not ship.
        due: float | None = time.monotonic()
        while True:
            group, last = self._next_group(due)
            if group:
                self._seal_group(group)
                due = due or time.monotonic() + self._ship_every
            if last or (due is not None and time.monotonic() >= due):
                due = None if self._try_to_ship() else time.monotonic() + self._ship_every
            if last:
                return

    def _next_group(self, due: float | None) -> tuple[list[_Waiting], bool]:
        """What waits, up to a group's size; waits for the first until a head is due. True: the last group."""
        group: list[_Waiting] = []
        with contextlib.suppress(queue.Empty):
            waiting = self._queue.get(timeout=None if due is None else max(0.0, due - time.monotonic()))
            while waiting is not None:
                if waiting.done.set_running_or_notify_cancel():
                    group.append(waiting)
                if len(group) == GROUP:
                    return group, False
                waiting = self._queue.get_nowait()
            return group, True
        return group, False

    def _seal_group(self, group: list[_Waiting]) -> None:
        try:
            first = self._seal([waiting.row for waiting in group])
        except Exception as error:
            log.exception("the ledger could not seal %d events", len(group))
            for waiting in group:
                waiting.done.set_exception(
                    LedgerUnavailable(f"the ledger cannot write: {type(error).__name__}")
                )
            return
        for place, waiting in enumerate(group, first):
            waiting.done.set_result(place)

    def _try_to_ship(self) -> bool:
        try:
            self._ship()
        except Exception:
            log.exception("the ledger's head could not be shipped; it will be tried again")
            return False
        return True
