"""A nudge: the outbox has something new, look at once. Never needed and never waited for; the outbox is the truth.

Where the messenger is away, a nudge is left out for a while that grows, so that a load of a thousand batches is held up by
a handful of tries and not by a thousand.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable

log = logging.getLogger(__name__)

_PAUSE, _LONGEST_PAUSE = 5.0, 60.0  # seconds between tries while the messenger is away


class Nudge:
    """Sends nudges by `send`; calling it never raises."""

    def __init__(self, send: Callable[[], object]) -> None:
        self._send = send
        self._lock = threading.Lock()
        self._quiet_until = -math.inf
        self._pause = 0.0

    def __call__(self) -> None:
        """Nudge, unless the messenger was away a moment ago."""
        if time.monotonic() < self._quiet_until:
            return
        try:
            self._send()
        except Exception as error:  # whatever the library raises: what was committed stands without it
            self._failed(error)
        else:
            self._succeeded()

    def _failed(self, error: Exception) -> None:
        with self._lock:
            if not self._pause:
                log.warning("no nudges for now (%s); the indexer finds its work all the same", _word(error))
            self._pause = min(self._pause * 2 or _PAUSE, _LONGEST_PAUSE)
            self._quiet_until = time.monotonic() + self._pause

    def _succeeded(self) -> None:
        with self._lock:
            if self._pause:
                log.info("nudges go out again")
            self._pause = 0.0


def _word(error: Exception) -> str:
    """What happened, without an address: it may hold a password."""
    return type(error).__name__
