"""The reader in the portal: one for the process, made when the first report is written, one text at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from portal.services.errors import Busy

if TYPE_CHECKING:
    from nlp.reader import Reader, Reading


# Somebody waits for what is read here, under a permit of 30 seconds. A text is read two or three times before it is saved.
SECONDS = 8.0  # for a long text; over them it is refused
WAIT = 12.0  # seconds until the texts of others are read


class ReadingRoom:
    """Where texts are read. make: makes the reader, which takes seconds and some 200 MB; so not before it is needed.
    wait: seconds until it must be free."""

    def __init__(self, make: Callable[[], Reader], wait: float = WAIT) -> None:
        self._make, self._wait = make, wait
        self._reader: Reader | None = None
        self._lock = threading.Lock()  # spaCy's memory zone is one for all threads

    def read(self, text: str, on: date) -> Reading:
        """Read a text. Raises TextRefusedError, and Busy where the texts of others take too long."""
        if not self._lock.acquire(timeout=self._wait):
            raise Busy("the reader is reading other texts")
        try:
            if self._reader is None:
                self._reader = self._make()
            return self._reader.read(text, on)
        finally:
            self._lock.release()

    def warm(self) -> None:
        """Make the reader in the background, where it is not made yet."""
        if self._reader is None and not self._lock.locked():
            threading.Thread(target=self._make_it, name="reader", daemon=True).start()

    def _make_it(self) -> None:
        with self._lock:
            if self._reader is None:
                self._reader = self._make()
