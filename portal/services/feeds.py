"""How each system stands for a reader: whether it answered, how far its data reaches, how many visible records met the question."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from access.gateway import Hit, Reading
from access.identity import Identity
from access.queries import Everything, Find
from indexer.pole import SYSTEMS

# For how long a reader is taken to see something of all nine systems, and of those only that were found.
ALL_SEEN, SOME_SEEN = 60.0, 1.0  # seconds
MOST_READERS = 1_000


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


def by_system(hits: Iterable[Hit]) -> Counter[str]:
    """How many records of each system."""
    return Counter(hit.system for hit in hits)


class Systems:
    """How the systems stand. One for a process; thread-safe.

    A system of which a reader may see nothing at all is not loaded, for them: a feed that brings hidden records only
    changes nothing. A system whose data stand still is late: it was searched as far as its data reach, and nothing found there
    says less. That there is a tenth system at all may be what nobody should know: it is named where records of it are shown.
    """

    def __init__(self, feeds: Feeds, clock: Callable[[], float] = time.monotonic) -> None:
        """clock: seconds, never running back."""
        self._feeds, self._clock = feeds, clock
        self._kept: dict[Identity, tuple[float, frozenset[str]]] = {}

    def told(self, reading: Reading, counts: Mapping[str, int]) -> list[dict[str, Any]]:
        """All nine systems, and any other of which something answers. counts: of records that are shown."""
        feeds, seen = self._feeds.feeds(), self._seen(reading) | counts.keys()
        names = [*SYSTEMS, *sorted(counts.keys() - set(SYSTEMS))]
        return [
            _system(name, feeds.get(name) if name in seen else None, counts.get(name, 0)) for name in names
        ]

    def _seen(self, reading: Reading) -> frozenset[str]:
        """Of which systems this reader may see anything. Who sees less than nine is asked for anew, whatever is hidden."""
        now, who = self._clock(), reading.identity
        until, seen = self._kept.get(who, (now, frozenset()))
        if now < until:
            return seen
        (found,) = reading.find_all((Find(Everything(), size=0, facets=("system",), paged=False),))
        seen = frozenset(value.value for value in found.facets["system"])
        if len(self._kept) >= MOST_READERS:
            self._kept = {}
        self._kept[who] = (now + (ALL_SEEN if seen.issuperset(SYSTEMS) else SOME_SEEN), seen)
        return seen


def _system(name: str, feed: FeedState | None, count: int) -> dict[str, Any]:
    if feed is None:  # what is written here has no feed: it shows where something of it may be seen
        status, as_of = "answered" if count else "not loaded", None
    else:
        status, as_of = "late" if feed.late() else "answered", feed.as_of
    return {"system": name, "status": status, "as_of": as_of, "count": count}
