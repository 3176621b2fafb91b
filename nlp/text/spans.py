"""Which characters of a text are taken already, for choosing spans that do not overlap."""

from collections.abc import Iterable


class Taken:
    """The taken characters of a text of a given length."""

    __slots__ = ("_marks",)

    def __init__(self, length: int, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._marks = bytearray(length)
        for start, end in spans:
            self.take(start, end)

    def free(self, start: int, end: int) -> bool:
        """Whether none of the characters is taken."""
        return not any(self._marks[start:end])

    def take(self, start: int, end: int) -> None:
        """Mark the characters as taken."""
        self._marks[start:end] = b"\1" * (end - start)
