"""Records written here that look like one that their writer was not shown: found after the save, by the worker.

Whoever makes a record is answered from what they may see alone; this runs later and elsewhere, so that a hidden record
changes nothing for them, not even the time that it takes. Those who may see both records are told (`store_notices`).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from indexer import assemble
from indexer.assemble import Readings
from indexer.resolve.query import STRONG
from indexer.resolve.subjects import LISTS, subjects, weigher
from indexer.store import Store, StoredRecord
from indexer.store_notices import NoticeStore, Unchecked
from indexer.writer import EngineAway

log = logging.getLogger(__name__)

Json = Mapping[str, Any]
AT_ONCE = 20
MOST_CANDIDATES = 1_000
SECONDS = 1.0  # between two looks for what was written
_AWAY = 5.0  # seconds until the next try, where something went wrong
_YEARS = 2  # a date of birth may be this far off and still speak for somebody


class FindsIds(Protocol):
    """What `indexer.writer.Writer` does."""

    def alike(self, ways: Sequence[Json], limit: int) -> list[str]:
        """The ids of records that meet any of these clauses."""
        ...


class LookAlikes:
    """Compares what was written with everything that there is."""

    def __init__(self, store: Store, notices: NoticeStore, index: FindsIds) -> None:
        self._store, self._notices, self._index = store, notices, index

    def step(self) -> int:
        """Compare some records; gives how many. Raises EngineAway: they are compared the next time."""
        waiting = self._notices.unchecked(AT_ONCE)
        for one in waiting:
            stored = self._store.get(one.id)
            self._notices.found(one, self._like(one, stored) if stored else ())
        return len(waiting)

    def run(self, stop: threading.Event, seconds: float = SECONDS) -> None:
        """Compare until `stop`. Whatever goes wrong is tried again."""
        while not stop.is_set():
            pause = seconds
            try:
                if self.step() == AT_ONCE:
                    pause = 0.0
            except EngineAway:
                pause = _AWAY  # the drain says so in the log
            except Exception:
                log.exception("look-alikes could not be compared; trying again")
                pause = _AWAY
            stop.wait(pause)

    def _like(self, one: Unchecked, stored: StoredRecord) -> list[str]:
        """The ids of the records that look strongly like it and that its writer was not shown."""
        ways = list(_ways(stored))
        found = self._index.alike(ways, MOST_CANDIDATES) if ways else []
        ids = [id_ for id_ in found if id_ != one.id and id_ not in one.seen]
        own = stored.as_json()
        return [id_ for id_, other in self._store.get_many(ids).items() if _strong(own, other.as_json())]


def _strong(own: Json, other: Json) -> bool:
    """Whether anybody or anything of one record is strongly somebody or something of the other."""
    return any(
        weigh(held).score >= STRONG
        for kind in LISTS
        if kind != "location"
        or own["kind"] == "location"  # that two events share a place makes them no one record
        for weigh in [weigher(kind, subject) for subject in subjects(kind, own)]
        for held in subjects(kind, other)
    )


def _ways(stored: StoredRecord) -> Iterator[Json]:
    """Where look-alikes may be: by a number; by a name's sound and a birth of about that year, or the same building; for a
    place, by the building."""
    document = assemble.document(stored.record(), stored.revision, Readings(None, None))
    view: Json = document.get("full") or {}
    idents = [ident for ident in view.get("ident") or () if not ident.startswith("REF:")]
    sounds = (view.get("name") or {}).get("phonetic") or []
    buildings = (view.get("place") or {}).get("building") or []
    years = sorted({year for born in document.get("dob") or () for year in _about(str(born))})
    if idents:
        yield _terms("full.ident", idents)
    for field, values in (("dob", years), ("full.place.building", buildings)):
        if sounds and values:
            yield {"bool": {"filter": [_terms("full.name.phonetic", sounds), _terms(field, values)]}}
    if buildings and stored.as_json()["kind"] == "location":
        yield _terms("full.place.building", buildings)


def _terms(field: str, values: Any) -> Json:
    return {"terms": {field: [values] if isinstance(values, str) else list(values)}}


def _about(born: str) -> list[str]:
    year = int(born[:4])
    return [f"{each:04}" for each in range(year - _YEARS, year + _YEARS + 1)]
