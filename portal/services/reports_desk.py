"""The reader in the portal: one for the process, made when the first report is written, one text at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nlp.reader import Reader, Reading


class ReadingRoom:
    """Where texts are read. make: makes the reader, which takes seconds and some 200 MB; so not before it is needed."""

    def __init__(self, make: Callable[[], Reader]) -> None:
        self._make = make
        self._reader: Reader | None = None
        self._lock = threading.Lock()  # spaCy's memory zone is one for all threads

    def read(self, text: str, on: date) -> Reading:
        """Read a text. Raises TextRefusedError."""
        with self._lock:
            if self._reader is None:
                self._reader = self._make()
            return self._reader.read(text, on)

    def warm(self) -> None:
        """Make the reader in the background, where it is not made yet."""
        if self._reader is None and not self._lock.locked():
            threading.Thread(target=self._make_it, name="reader", daemon=True).start()

    def _make_it(self) -> None:
        with self._lock:
            if self._reader is None:
                self._reader = self._make()
