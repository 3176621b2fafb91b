"""How each system stands: whether it answered, how far its data reaches, and how many visible records met the question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from access.gateway import FacetValue
from indexer.pole import SYSTEMS


class FeedState(Protocol):
    """What is known of a feed."""

    @property
    def as_of(self) -> str | None: ...

    def late(self) -> bool:
        """Whether there should be newer data than there is."""
        ...


class Feeds(Protocol):
    """Where the feeds' states are kept."""

    def feeds(self) -> Mapping[str, FeedState]:
        """By system, those that were ever loaded."""
        ...


def systems(feeds: Mapping[str, FeedState], counts: Iterable[FacetValue]) -> list[dict[str, Any]]:
    """All nine systems, and any other of which something answers. Counts are of visible records alone.

    A system whose data stand still is `late`: it was searched as far as its data reach, and nothing found there says less.
    Status and as-of are of the feed, whatever its records are, and so the same for everybody. That there is a tenth system at
    all may be what nobody should know: its name is told by its visible records only.
    """
    visible = {value.value: value.count for value in counts}
    names = [*SYSTEMS, *sorted(visible.keys() - set(SYSTEMS))]
    return [_system(name, feeds.get(name), visible.get(name, 0)) for name in names]


def _system(name: str, feed: FeedState | None, count: int) -> dict[str, Any]:
    if feed is None:  # what is written here has no feed: it shows where something of it may be seen
        return {
            "system": name,
            "status": "answered" if count else "not loaded",
            "as_of": None,
            "count": count,
        }
    status = "late" if feed.late() else "answered"
    return {"system": name, "status": status, "as_of": feed.as_of, "count": count}
