"""Record store and index compared, id by id and version by version, both read in the order of ids and held nowhere.

A difference is only suspected where the two streams part: they were not read in the same moment. What is suspected is
looked at again, index, store, index, so that whatever was on its way meanwhile is no fault. It reads ids and versions and
nothing else, as the indexer's user.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import Any, NamedTuple

from elasticsearch import Elasticsearch

from indexer.store import Store
from indexer.store_standing import Held, Reported
from indexer.writer import asking

_PAGE = 5_000
_SUSPECTS = 500  # looked at again at once
_KEEP_ALIVE = "5m"


class Kind(StrEnum):
    """What can be wrong with an id."""

    MISSING = "missing"  # the store has it, the index does not
    STALE = "stale"  # the index has an older version
    TOO_NEW = "too new"  # the index has a version that the store never gave
    STRAY = "stray"  # the index has it, the store knows nothing of it
    TWICE = "twice"  # the index has it more than once


@dataclass(frozen=True, slots=True)
class Fault:
    """An id at which the two do not agree, with the store's revision and the index's version."""

    kind: Kind
    id: str
    store: int | None
    index: int | None


class Copy(NamedTuple):
    """A document of the index: where it comes in the order, its id, its version."""

    place: tuple[bool, str]
    id: str
    version: int


class IndexCopy:
    """The ids and versions that an index, or whatever is behind an alias, holds. Raises EngineAway."""

    def __init__(self, client: Elasticsearch, name: str) -> None:
        self._client, self._name = client, name

    def every(self) -> Iterator[Copy]:
        """Every document that searches find, by id; a stream of one point in time."""
        with asking():
            point = str(self._client.open_point_in_time(index=self._name, keep_alive=_KEEP_ALIVE)["id"])
        after: list[Any] | None = None
        try:
            while hits := self._page(point, after):
                for hit in hits:
                    place = hit["sort"][0]  # none where a document lacks even its id
                    yield Copy((place is None, place or ""), hit["_id"], hit["_version"])
                after = hits[-1]["sort"]
        finally:
            with asking():
                self._client.close_point_in_time(id=point)

    def versions(self, ids: Sequence[str]) -> dict[str, list[int]]:
        """The versions that searches find under these ids now: more than one only where something is wrong."""
        found: dict[str, list[int]] = {}
        for hit in self._search(index=self._name, query={"ids": {"values": list(ids)}}, size=2 * len(ids)):
            found.setdefault(hit["_id"], []).append(hit["_version"])
        return found

    def _page(self, point: str, after: list[Any] | None) -> list[dict[str, Any]]:
        more = {} if after is None else {"search_after": after}
        place: list[Mapping[str, Any]] = [{"id": "asc"}]
        pit = {"id": point, "keep_alive": _KEEP_ALIVE}
        return self._search(pit=pit, sort=place, size=_PAGE, **more)

    def _search(self, **asked: Any) -> list[dict[str, Any]]:
        whole: dict[str, Any] = {"track_total_hits": False, "allow_partial_search_results": False}
        with asking():
            answer = self._client.search(**asked, **whole, version=True, source=False)
        hits: list[dict[str, Any]] = answer["hits"]["hits"]
        return hits


@dataclass(slots=True)
class Counts:
    """What was compared, and what came of it. waiting, not_indexed: behind in the index, and reported so by the outbox."""

    records: int = 0
    tombstones: int = 0
    documents: int = 0
    waiting: int = 0
    not_indexed: int = 0
    faults: dict[Kind, int] = field(default_factory=lambda: dict.fromkeys(Kind, 0))

    @property
    def agree(self) -> bool:
        """Whether nothing was wrong."""
        return not any(self.faults.values())


class Reconcile:
    """One comparison. progress: told the number of ids of the store that were compared so far."""

    def __init__(
        self, store: Store, copy: IndexCopy, progress: Callable[[int], object] = lambda _: None
    ) -> None:
        self._store, self._copy, self._progress = store, copy, progress
        self.counts = Counts()

    def faults(self) -> Iterator[Fault]:
        """Everything at which store and index do not agree. Raises EngineAway."""
        suspects = self._suspects()
        while some := list(islice(suspects, _SUSPECTS)):
            for fault in self._confirmed(list(dict.fromkeys(some))):
                self.counts.faults[fault.kind] += 1
                yield fault
        self._progress(self.counts.records + self.counts.tombstones)

    def _suspects(self) -> Iterator[str]:
        """The ids at which the two streams part."""
        stored, copies = self._stored(), self._copies()
        one, copy = next(stored, None), next(copies, None)
        while one or copy:
            if copy is None or (one and (False, one[0]) < copy.place):
                assert one
                if not one[2]:  # a tombstone may have left the index
                    yield one[0]
                one = next(stored, None)
            elif one is None or copy.place < (False, one[0]):
                yield copy.id
                copy = next(copies, None)
            else:
                if (one[0], one[1]) != (copy.id, copy.version):
                    yield copy.id
                one, copy = next(stored, None), next(copies, None)

    def _stored(self) -> Iterator[tuple[str, int, bool]]:
        for one in self._store.every():
            self.counts.tombstones += one.deleted
            self.counts.records += not one.deleted
            if (self.counts.records + self.counts.tombstones) % _PAGE == 0:
                self._progress(self.counts.records + self.counts.tombstones)
            yield one

    def _copies(self) -> Iterator[Copy]:
        for copy in self._copy.every():
            self.counts.documents += 1
            yield copy

    def _confirmed(self, ids: Sequence[str]) -> Iterator[Fault]:
        # What the index has before the store is asked, the store must have given; what the store calls indexed when
        # it is asked, the index must have after.
        before = self._copy.versions(ids)
        held = self._store.held(ids)
        after = self._copy.versions(ids)
        for id_ in ids:
            if fault := self._judged(id_, before.get(id_, []), held.get(id_), after.get(id_, [])):
                yield fault

    def _judged(self, id_: str, before: list[int], held: Held | None, after: list[int]) -> Fault | None:
        if len(before) > 1:
            return Fault(Kind.TWICE, id_, held and held.revision, max(before))
        if held is None:
            return Fault(Kind.STRAY, id_, None, before[0]) if before else None
        if before and before[0] > held.revision:
            return Fault(Kind.TOO_NEW, id_, held.revision, before[0])
        return self._behind(id_, held, after)

    def _behind(self, id_: str, held: Held, after: list[int]) -> Fault | None:
        if (not after and held.deleted) or (after and after[0] >= held.revision):
            return None
        if held.reported:
            self.counts.waiting += held.reported is Reported.WAITING
            self.counts.not_indexed += held.reported is Reported.NOT_INDEXED
            return None
        return Fault(Kind.STALE if after else Kind.MISSING, id_, held.revision, after[0] if after else None)


def repair(store: Store, faults: Iterable[Fault]) -> int:
    """Put what is missing or stale back into the outbox; lift what the index has in a version of its own above that, what
    the store knows nothing of as a tombstone. Gives how many ids that were; what stands there twice needs a rebuild."""
    mended = 0
    each = iter(faults)
    while some := list(islice(each, _SUSPECTS)):
        store.requeue(_ids(some, Kind.MISSING))
        store.requeue(_ids(some, Kind.STALE), withhold=True)
        lifted = {f.id: f.index for f in some if f.kind in (Kind.STRAY, Kind.TOO_NEW) and f.index is not None}
        store.outrank(lifted)
        mended += sum(fault.kind is not Kind.TWICE for fault in some)
    return mended


def _ids(faults: Sequence[Fault], kind: Kind) -> list[str]:
    return [fault.id for fault in faults if fault.kind is kind]
