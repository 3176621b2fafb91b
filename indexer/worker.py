"""The worker: `python -m indexer.worker` drains the outbox of one instance, and loads what its systems deliver, until it is
told to stop (SIGTERM, SIGINT). `python -m indexer.worker beat` is the clock of workers that share a Redis.

It reads its settings from the environment: SIGHTLINE_HOME; SIGHTLINE_RECORDS_URL where the record store is not the
home's own; SIGHTLINE_INCOMING where deliveries do not come to the home's `incoming`; ELASTICSEARCH_URL with
ELASTICSEARCH_WRITER_USER and ELASTICSEARCH_WRITER_PASSWORD, without which it uses the home's local Elasticsearch, once
somebody has started it; REDIS_URL, where nudges come from; SIGHTLINE_POLL_SECONDS (0.2, with a Redis 1), between two looks
into the outbox that nobody asked for; SIGHTLINE_LEASE_SECONDS (60), after which the work of a worker that died is done by
another; SIGHTLINE_DESPATCHER_GROUPS, _COMPARTMENTS and _SENSITIVE, what every despatcher holds (`hidden_risks`). It alone
holds the writing password.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from indexer import incoming, tasks
from indexer.drain import Drain
from indexer.hidden_risks import Watch, WatchError
from indexer.home import Home, HomeError
from indexer.lifecycle import Lifecycle
from indexer.local_es import LocalElasticsearch
from indexer.look_alikes import LookAlikes
from indexer.mapping import alias
from indexer.memory import settle
from indexer.resolve.arrival import Arrivals
from indexer.store import Store
from indexer.store_notices import NoticeStore
from indexer.store_outbox import LEASE_SECONDS
from indexer.writer import EngineAway, Writer, connect
from nlp.reader import Reader

log = logging.getLogger("indexer.worker")

YOUNG_OBJECTS = 50_000  # between two of the collector's rounds
_LEAVE = 10.0  # seconds that a load gets to end between two of its batches
_WAIT = 0.5  # seconds between looks for an engine that is not there yet
_AGAIN = 5.0  # seconds between tries to make the incoming folders


@dataclass(frozen=True, slots=True)
class WriterAccess:
    """Where documents are written, and as whom."""

    url: str
    user: str
    password: str = field(repr=False)
    ca_certs: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says beside the engine. idle: seconds between two looks into the outbox that nobody asked
    for; lease: seconds; redis: None where there is none; watch: what every despatcher holds."""

    records_url: str
    incoming: Path
    redis: str | None
    idle: float
    lease: float
    watch: Watch

    @classmethod
    def of(cls, home: Home, environment: Mapping[str, str]) -> Settings:
        """Raises SettingsError."""
        redis = environment.get("REDIS_URL") or None
        return cls(
            environment.get("SIGHTLINE_RECORDS_URL") or home.records_url,
            incoming.incoming_of(home, environment),
            redis,
            _seconds(environment, "SIGHTLINE_POLL_SECONDS", 1.0 if redis else 0.2),
            _seconds(environment, "SIGHTLINE_LEASE_SECONDS", LEASE_SECONDS),
            _watch(environment),
        )


class SettingsError(Exception):
    """The environment does not say what it must; one line that tells what to set."""


class PartEnded(Exception):  # noqa: N818  (it is what happened)
    """A thread of the worker ended though nobody told it to: whoever keeps the worker starts it anew."""


class Parts:
    """What the worker does beside draining, each in a thread of its own. Where one ends before `stop` is set, all stop:
    a worker that goes on draining while it resolves or takes nothing looks healthy and is not."""

    def __init__(self, stop: threading.Event, bells: tasks.Bells) -> None:
        self._stop, self._bells = stop, bells
        self._ended: list[str] = []

    def start(self, name: str, do: Callable[..., None], *given: object) -> threading.Thread:
        """Do something in a thread, which does not keep the process from ending."""
        thread = threading.Thread(target=self._do, args=(name, do, *given), name=name, daemon=True)
        thread.start()
        return thread

    def check(self) -> None:
        """Raises PartEnded where one ended by itself."""
        if self._ended:
            raise PartEnded(f"{self._ended[0]} ended by itself")

    def _do(self, name: str, do: Callable[..., None], *given: object) -> None:
        try:
            do(*given)
        except BaseException:
            log.exception("%s failed", name)
        if not self._stop.is_set():
            self._ended.append(name)
            self._stop.set()
            self._bells.ring()


def main(arguments: Sequence[str]) -> int:
    """Run until told to stop; 0 then, 1 where a part of it ended by itself, 2 where the settings are wrong."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for chatty in ("elastic_transport", "alembic", "celery.worker.strategy", "celery.app.trace"):
        logging.getLogger(chatty).setLevel(logging.ERROR)
    try:
        if list(arguments) == ["beat"]:
            return _beat(_needed(os.environ, "REDIS_URL"))
        if arguments:
            raise SettingsError("the only argument that there is is: beat")
        home = Home.open(_needed(os.environ, "SIGHTLINE_HOME"), create=False)
        run(home, os.environ, *_until_told())
    except (HomeError, SettingsError) as error:
        print(f"worker: {error}", file=sys.stderr)
        return 2
    except PartEnded as error:
        print(f"worker: {error}", file=sys.stderr)
        return 1
    return 0


def _until_told() -> tuple[threading.Event, tasks.Bells]:
    """What is set when the process is to stop, and the bells that wake its threads."""
    stop, bells = threading.Event(), tasks.Bells()

    def end(*_: object) -> None:
        stop.set()
        bells.ring()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    return stop, bells


def _beat(url: str) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # the clock sleeps between two beats: wake it
    tasks.beat(url).start()
    return 0


def run(home: Home, environment: Mapping[str, str], stop: threading.Event, bells: tasks.Bells) -> None:
    """Drain the outbox of this home, and take its deliveries, until `stop` is set. Raises PartEnded."""
    settings, parts = Settings.of(home, environment), Parts(stop, bells)
    store = Store(settings.records_url, committed=bells.outbox.set, by="worker")
    if settings.redis:
        parts.start("listening", tasks.listen, tasks.listener(settings.redis, bells), stop)
    parts.start("resolving", _resolve, settings.records_url, stop)
    taking = parts.start("incoming", _take, store, home, settings, stop, bells)
    reader = Reader()
    if engine := _engine(home, environment, stop):
        client = connect(engine.url, engine.user, engine.password, ca_certs=engine.ca_certs)
        if _ensured(Lifecycle(client, home.prefix), stop):
            log.info("ready")
            settle(YOUNG_OBJECTS)
            writer = Writer(client, alias(home.prefix))
            drain = Drain(store, reader, writer, lease_seconds=settings.lease, watch=settings.watch)
            notices = NoticeStore(settings.records_url)
            looking = parts.start("look-alikes", LookAlikes(store, notices, writer).run, stop)
            drain.run(stop, settings.idle, _rest(bells.outbox))
            looking.join(_LEAVE)
            notices.close()
        client.close()
    taking.join(_LEAVE)  # it stops between two batches
    store.close()
    parts.check()


def _take(store: Store, home: Home, settings: Settings, stop: threading.Event, bells: tasks.Bells) -> None:
    """Load what comes to the incoming folders."""
    told = False
    while not stop.is_set() and not _prepared(settings.incoming, told=told):
        told = True
        stop.wait(_AGAIN)
    alone = tasks.SCAN_SECONDS
    inside = incoming.Incoming(store, settings.incoming, home.force, stop=stop)
    incoming.watch(inside, stop, bells.incoming, (alone, 3 * alone))


def _prepared(folder: Path, *, told: bool) -> bool:
    """Make the incoming folders; false, and told once, where they cannot be made now."""
    try:
        incoming.prepare(folder)
    except OSError as error:
        if not told:
            log.error(
                "%s cannot be made (%s): nothing is taken from there; trying again", folder, error.strerror
            )
        return False
    return True


def _resolve(url: str, stop: threading.Event) -> None:
    """Compare the people of what was indexed with others'."""
    arrivals = Arrivals(url)
    arrivals.run(stop)
    arrivals.close()


def _rest(bell: threading.Event) -> Callable[[float], None]:
    """How to wait for a number of seconds, or for the bell. What rings after the wait ends it the next time."""

    def rest(seconds: float) -> None:
        bell.wait(seconds)
        bell.clear()

    return rest


def _engine(home: Home, environment: Mapping[str, str], stop: threading.Event) -> WriterAccess | None:
    if url := environment.get("ELASTICSEARCH_URL"):
        user = _needed(environment, "ELASTICSEARCH_WRITER_USER")
        password = _needed(environment, "ELASTICSEARCH_WRITER_PASSWORD")
        return WriterAccess(url, user, password, environment.get("ELASTICSEARCH_CA_CERTS"))
    local = LocalElasticsearch(home)
    while not stop.is_set():
        if server := local.find():
            return WriterAccess(server.url, *server.writer)
        stop.wait(_WAIT)
    return None


def _ensured(lifecycle: Lifecycle, stop: threading.Event) -> bool:
    """Make the index if there is none, as soon as the engine answers."""
    told = False
    while not stop.is_set():
        try:
            lifecycle.ensure()
            if lifecycle.outdated():
                log.warning("the index was made by another version; run: sightline index rebuild")
            return True
        except EngineAway as error:
            if not told:
                log.warning("%s; waiting for it", error)
            told = True
            stop.wait(_WAIT)
    return False


def _watch(environment: Mapping[str, str]) -> Watch:
    try:
        return Watch.of(environment)
    except WatchError as error:
        raise SettingsError(str(error)) from None


def _seconds(environment: Mapping[str, str], name: str, usual: float) -> float:
    try:
        seconds = float(environment.get(name) or usual)
    except ValueError:
        seconds = 0
    if not 0 < seconds <= 3_600:
        raise SettingsError(f"{name} must be a number of seconds, up to 3600")
    return seconds


def _needed(environment: Mapping[str, str], name: str) -> str:
    if value := environment.get(name):
        return value
    raise SettingsError(f"{name} is not set")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
