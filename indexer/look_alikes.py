"""Records written here that look like one that their writer was not shown: found after the save, by the worker.

Whoever makes a record is answered from what they may see alone; this runs later and elsewhere, so that a hidden record
changes nothing for them, not even the time that it takes. Those who may see both records are told (`store_notices`).

What comes later is compared with what was written here as well. There only a record that somebody may not see who sees
the one written here is news: any other is joined to it by the edges of resolution, or waits for review, in sight of all.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from access.handling import EVERYONE, Handling
from indexer import assemble
from indexer.assemble import Readings
from indexer.resolve.query import STRONG
from indexer.resolve.subjects import LISTS, subjects, weigher
from indexer.store import Store, StoredRecord
from indexer.store_notices import NoticeStore, Unchecked
from indexer.store_written import OWN
from indexer.writer import EngineAway

log = logging.getLogger(__name__)

Json = Mapping[str, Any]
AT_ONCE, ARRIVALS_AT_ONCE = 20, 200
MOST_CANDIDATES = 1_000
SECONDS = 1.0  # between two looks for what was written
_AWAY = 5.0  # seconds until the next try, where something went wrong
_YEARS = 2  # a date of birth may be this far off and still speak for somebody


class FindsIds(Protocol):
    """What `indexer.writer.Writer` does."""

    def alike(
        self, ways: Sequence[Json], worth: Sequence[tuple[Json, float]], limit: int, system: str | None = None
    ) -> list[str]:
        """The ids of records that meet any of these clauses; where there are more, those that come to most."""
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
        return len(waiting) or self._arrivals()

    def _arrivals(self) -> int:
        """Compare some of what came later with what was made here; gives how many."""
        ids = self._notices.arrived(ARRIVALS_AT_ONCE)
        later = self._store.get_many(ids).values()
        pairs = {(made, one.id) for one in later for made in self._made_like(one)}
        seen = self._notices.seen([made for made, _ in pairs])
        self._notices.met(ids, [pair for pair in pairs if pair[1] not in seen.get(pair[0], ())])
        return len(ids)

    def _made_like(self, later: StoredRecord) -> Iterator[str]:
        """The ids of records made here that look strongly like one that came later and is seen by fewer."""
        handling = later.record().handling
        if not _narrow(handling):
            return
        other = later.as_json()
        for id_, made in self._store.get_many(self._found(later, OWN)).items():
            if not _in_sight(made.record().handling, handling) and _strong(made.as_json(), other):
                yield id_

    def _found(self, stored: StoredRecord, system: str | None = None) -> list[str]:
        """Candidates: the ids of records that may be about the same."""
        ways, worth = _ways(stored)
        return self._index.alike(ways, worth, MOST_CANDIDATES, system) if ways else []

    def run(self, stop: threading.Event, seconds: float = SECONDS) -> None:
        """Compare until `stop`. Whatever goes wrong is tried again."""
        while not stop.is_set():
            pause = seconds
            try:
                if self.step() >= AT_ONCE:
                    pause = 0.0
            except EngineAway:
                pause = _AWAY  # the drain says so in the log
            except Exception:
                log.exception("look-alikes could not be compared; trying again")
                pause = _AWAY
            stop.wait(pause)

    def _like(self, one: Unchecked, stored: StoredRecord) -> list[str]:
        """The ids of the records that look strongly like it and that its writer was not shown."""
        ids = [id_ for id_ in self._found(stored) if id_ != one.id and id_ not in one.seen]
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


def _narrow(handling: Handling) -> bool:
    """Whether a record is kept from anybody of a force that it is for: most are not, and need no comparing."""
    return EVERYONE not in handling.audience or handling.sensitive or bool(_held_back(handling))


def _held_back(handling: Handling) -> set[object]:
    """What keeps a record from people whom its audience would let see it."""
    dates = filter(None, (handling.visible_from, handling.visible_until))
    return {*handling.compartments, *handling.denied, *dates}


def _in_sight(made: Handling, later: Handling) -> bool:
    """Whether everybody of its own force who may see the one may see the other, by their handling alone."""
    if later.force != made.force:
        audience = made.force in later.releasable_to
    else:
        audience = EVERYONE in later.audience or set(made.audience) <= set(later.audience)
    cleared = made.sensitive or not later.sensitive
    return audience and cleared and _held_back(later) <= _held_back(made)


def _ways(stored: StoredRecord) -> tuple[list[Json], list[tuple[Json, float]]]:
    """Where look-alikes may be, and what speaks for each: by a number; by a name's sound and a birth of about that year,
    the same building or the same postcode; for a place, by the building."""
    document = assemble.document(stored.record(), stored.revision, Readings(None, None))
    view: Json = document.get("full") or {}
    place: Json = view.get("place") or {}
    idents = [ident for ident in view.get("ident") or () if not ident.startswith("REF:")]
    sounds = list((view.get("name") or {}).get("phonetic") or ())
    born = [str(day) for day in document.get("dob") or ()]
    beside = {
        "dob": sorted({year for day in born for year in _about(int(day[:4]))}),
        "full.place.building": list(place.get("building") or ()),
        "full.place.postcode": list(place.get("postcode") or ()),
    }
    ways = [_terms("full.ident", idents)] if idents else []
    ways += [
        _both(_terms("full.name.phonetic", sounds), _terms(f, v)) for f, v in beside.items() if sounds and v
    ]
    if beside["full.place.building"] and stored.as_json()["kind"] == "location":
        ways.append(_terms("full.place.building", beside["full.place.building"]))
    worth = [(_terms("full.name.phonetic", [sound]), 1.0) for sound in sorted(sounds)]
    worth += [(_terms(f, v), w) for f, v, w in (("full.ident", idents, 20.0), ("dob", born, 8.0)) if v]
    worth += [(_terms(field, values), 3.0) for field, values in beside.items() if values]
    return ways, worth


def _both(*clauses: Json) -> Json:
    return {"bool": {"filter": list(clauses)}}


def _terms(field: str, values: Any) -> Json:
    return {"terms": {field: list(values)}}


def _about(year: int) -> Iterator[str]:
    """A year, those about it, and those with one figure wrong or the last two the other way about."""
    yield from (f"{each:04}" for each in range(year - _YEARS, year + _YEARS + 1))
    century, ten, one = year // 100 * 100, year // 10 % 10, year % 10
    yield from (f"{century + 10 * ten + digit:04}" for digit in range(10))
    yield from (f"{century + 10 * digit + one:04}" for digit in range(10))
    yield f"{century + 10 * one + ten:04}"
