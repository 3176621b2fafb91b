"""The incoming folders: `<incoming>/<system>/` holds what a system delivers; what is whole is loaded and moved to `done/`.

One pass is one function, whoever asks for it: Celery's beat, the worker's own clock or `sightline feed scan`. A crash before
the move has a delivery loaded again, which changes nothing.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from indexer import store_feeds, store_owed
from indexer.home import Home
from indexer.incoming_files import DONE, FAILED, SETTLE_SECONDS, Arrival, Mark, arrivals
from indexer.incoming_lease import LEASE_SECONDS, Lease, leased
from indexer.load import LoadResult, load
from indexer.sources import SOURCES, Source, System
from indexer.sources.csv_folder import CsvFolder
from indexer.store import Store
from indexer.store_feeds import Delivered

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 5


def incoming_of(home: Home, environment: Mapping[str, str]) -> Path:
    """Where an instance's systems deliver: SIGHTLINE_INCOMING, or `incoming` in its home."""
    return Path(environment.get("SIGHTLINE_INCOMING") or home.file("incoming"))


def prepare(folder: Path) -> None:
    """Make the folders that systems deliver to. Raises OSError."""
    for code in SOURCES:
        (folder / code).mkdir(mode=0o700, parents=True, exist_ok=True)


class _Interrupted(Exception):  # noqa: N818  (it is no error)
    """The load was broken off between two batches: we are to stop, or the folder is another's by now."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A delivery that was taken, and what came of it."""

    system: str
    name: str
    outcome: Delivered
    reason: str | None = None
    counts: Mapping[str, int] = field(default_factory=lambda: {"loaded": 0, "unchanged": 0, "rejected": 0})

    def __str__(self) -> str:
        told = ", ".join(f"{name} {number}" for name, number in self.counts.items())
        return f"{self.system} {self.name}: {self.outcome}; {told}" + (
            f" ({self.reason})" if self.reason else ""
        )


class Incoming:
    """The incoming folders of one instance. Any number of processes may look into them."""

    def __init__(
        self,
        store: Store,
        folder: Path,
        force: str,
        *,
        stop: threading.Event | None = None,
        settle: float = SETTLE_SECONDS,
        lease: float = LEASE_SECONDS,
    ) -> None:
        """force: the instance's own; stop: ends a load between two batches; settle: seconds that a delivery must have
        been left alone; lease: seconds after which the folder of a process that died is another's."""
        self._store, self._folder, self._force = store, folder, force
        self._stop, self._settle, self._lease = stop or threading.Event(), settle, lease
        self._stuck: set[Mark] = set()  # loaded, and could not be moved away

    def scan(self) -> list[Taken]:
        """One pass over all systems; what was taken, in order."""
        return [taken for source in SOURCES.values() for taken in self._system(source)]

    def unsettled(self) -> int:
        """How many deliveries are there that may still be written."""
        at_all = sum(len(self._arrivals(source, settle=0)) for source in SOURCES.values())
        return at_all - sum(self.waiting().values())

    def waiting(self) -> dict[str, int]:
        """How many deliveries are whole and not taken yet, by the word of `sightline load`."""
        found = {code: len(self._arrivals(source)) for code, source in SOURCES.items()}
        return {code: number for code, number in found.items() if number}

    def _arrivals(self, source: Source, settle: float | None = None) -> list[Arrival]:
        inside, settle = self._folder / source.code, self._settle if settle is None else settle
        found = arrivals(inside, together=_of_several_files(source), settle=settle)
        return [one for one in found if one.mark not in self._stuck]

    def _system(self, source: Source) -> Iterator[Taken]:
        if self._stop.is_set() or not self._arrivals(source):
            return
        with leased(self._store, source.system, self._lease) as lease:
            for arrival in self._arrivals(source) if lease else ():  # looked at anew: others were here before
                if lease and (taken := self._take(source, arrival, lease)):
                    log.info("%s", taken)
                    yield taken

    def _take(self, source: Source, arrival: Arrival, lease: Lease) -> Taken | None:
        """Load a delivery and move it away; None where it is left for the next pass."""
        if self._stop.is_set():
            return None
        with self._store.delivering() as connection:
            attempts = store_feeds.begin(connection, source.system, lease.holder, arrival.name)
        if not attempts:
            return None
        if attempts > MOST_ATTEMPTS:
            why = f"given up after {MOST_ATTEMPTS} attempts that never came to an end"
            taken: Taken | None = Taken(source.system, arrival.name, Delivered.FAILED, why)
        else:
            taken = self._load(source, arrival, lease)
        if taken is None or arrival.changed():
            self._leave(lease)
            return None
        return self._away(taken, source, arrival, lease)

    def _load(self, source: Source, arrival: Arrival, lease: Lease) -> Taken | None:
        def go_on(_: LoadResult) -> None:
            if self._stop.is_set() or not lease.held:
                raise _Interrupted

        try:
            result = load(self._store, source.code, arrival.paths, force=self._force, progress=go_on)
        except _Interrupted:
            return None
        except SQLAlchemyError as error:  # the store is away or busy: it is no fault of the delivery
            log.warning("%s %s: left for later (%s)", source.system, arrival.name, type(error).__name__)
            return None
        except Exception as error:
            log.exception("%s %s could not be loaded", source.system, arrival.name)
            return Taken(
                source.system, arrival.name, Delivered.FAILED, f"it broke the loader: {type(error).__name__}"
            )
        return self._judged(source, arrival, result)

    def _judged(self, source: Source, arrival: Arrival, result: LoadResult) -> Taken:
        counts = {"loaded": result.loaded, "unchanged": result.unchanged, "rejected": result.rejected}
        if result.unreadable:
            inside = f"{self._folder / source.code}/"
            why = "; ".join(text.replace(inside, "") for text in result.unreadable)
            return Taken(source.system, arrival.name, Delivered.FAILED, why, counts)
        if result.exit_code:
            why = "every row was rejected: see the quarantine"
            return Taken(source.system, arrival.name, Delivered.REJECTED, why, counts)
        if not result.rows and isinstance(source, System):  # nothing new is news, too
            self._store.fed(source.system, None, counts)
        return Taken(source.system, arrival.name, Delivered.LOADED, None, counts)

    def _leave(self, lease: Lease) -> None:
        """Leave a delivery for the next pass, without counting this one."""
        with self._store.delivering() as connection:
            store_feeds.leave(connection, lease.system, lease.holder)

    def _away(self, taken: Taken, source: Source, arrival: Arrival, lease: Lease) -> Taken | None:
        """Note what came of it, then move it: a crash in between has it loaded again, and not forgotten."""
        if not self._note(taken, lease):
            return None
        place = FAILED if taken.outcome is Delivered.FAILED else DONE
        try:
            arrival.move(self._folder / source.code / place, datetime.now(UTC).date())
        except OSError as error:
            self._stuck.add(arrival.mark)
            why = f"loaded, but it cannot be moved to {place}/: {error.strerror}"
            taken = Taken(taken.system, taken.name, Delivered.FAILED, why, taken.counts)
            self._note(taken, lease)
        return taken

    def _note(self, taken: Taken, lease: Lease) -> bool:
        """And owe the ledger its row."""
        told = (taken.outcome, taken.reason, taken.counts)
        with self._store.delivering() as connection:
            ours = store_feeds.settle(connection, lease.system, lease.holder, *told)
            if ours:
                store_owed.owe(connection, store_owed.FED, self._store.by, details=_told(taken))
        return ours


def _told(taken: Taken) -> dict[str, object]:
    """A delivery as the ledger keeps it."""
    return {"scan": True, **asdict(taken), "outcome": taken.outcome.value}


def _of_several_files(source: Source) -> bool:
    """Whether files that lie side by side are those of one export."""
    return isinstance(source, System) and isinstance(source.medium, CsvFolder)


def watch(incoming: Incoming, stop: threading.Event, bell: threading.Event, periods: Sequence[float]) -> None:
    """Scan until `stop`: whenever the bell rings, and by our own clock. periods: seconds between two looks while
    nobody rings, and while somebody does, in case they fall silent."""
    alone, rung = periods
    period = alone
    while not stop.is_set():
        try:
            incoming.scan()
        except Exception:  # the next pass tries again, and the draining goes on
            log.exception("a look into the incoming folders failed")
        period = rung if bell.wait(period) else alone
        bell.clear()
