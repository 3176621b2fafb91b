"""Long lists a part at a time: a statement takes so many values, a transaction should be short."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")


def portions(each: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """The sequence in parts of at most `size`, in order."""
    return (each[at : at + size] for at in range(0, len(each), size))
