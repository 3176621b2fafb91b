"""The worker: `python -m indexer.worker` drains the outbox of one instance until it is told to stop (SIGTERM, SIGINT).

It reads its settings from the environment: SIGHTLINE_HOME; SIGHTLINE_RECORDS_URL where the record store is not the
home's own; ELASTICSEARCH_URL with ELASTICSEARCH_WRITER_USER and ELASTICSEARCH_WRITER_PASSWORD, without which it uses the
home's local Elasticsearch, once somebody has started it; SIGHTLINE_LEASE_SECONDS (60), after which the work of a worker
that died is done by another. It alone holds the writing password.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from indexer.drain import Drain
from indexer.home import Home, HomeError
from indexer.lifecycle import Lifecycle
from indexer.local_es import LocalElasticsearch
from indexer.mapping import alias
from indexer.store import Store
from indexer.store_outbox import LEASE_SECONDS
from indexer.writer import EngineAway, Writer, connect
from nlp.reader import Reader

log = logging.getLogger("indexer.worker")

_WAIT = 0.5  # seconds between looks for an engine that is not there yet


@dataclass(frozen=True, slots=True)
class Engine:
    """Where documents are written, and as whom."""

    url: str
    user: str
    password: str = field(repr=False)
    ca_certs: str | None = None


class SettingsError(Exception):
    """The environment does not say what it must; one line that tells what to set."""


def main() -> int:
    """Run until told to stop; 0 then, 2 where the settings are wrong."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("elastic_transport").setLevel(logging.ERROR)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        home = Home.open(_needed(os.environ, "SIGHTLINE_HOME"), create=False)
        run(home, os.environ, stop)
    except (HomeError, SettingsError) as error:
        print(f"worker: {error}", file=sys.stderr)
        return 2
    return 0


def run(home: Home, environment: Mapping[str, str], stop: threading.Event) -> None:
    """Drain the outbox of this home until `stop` is set."""
    store = Store(environment.get("SIGHTLINE_RECORDS_URL") or home.records_url)
    reader = Reader()
    engine = _engine(home, environment, stop)
    if engine is None:
        return
    client = connect(engine.url, engine.user, engine.password, ca_certs=engine.ca_certs)
    lifecycle = Lifecycle(client, home.prefix)
    if _ensured(lifecycle, stop):
        log.info("ready")
        writer = Writer(client, alias(home.prefix))
        Drain(store, reader, writer, lease_seconds=_lease_seconds(environment)).run(stop)
    client.close()
    store.close()


def _engine(home: Home, environment: Mapping[str, str], stop: threading.Event) -> Engine | None:
    if url := environment.get("ELASTICSEARCH_URL"):
        user = _needed(environment, "ELASTICSEARCH_WRITER_USER")
        password = _needed(environment, "ELASTICSEARCH_WRITER_PASSWORD")
        return Engine(url, user, password, environment.get("ELASTICSEARCH_CA_CERTS"))
    local = LocalElasticsearch(home)
    while not stop.is_set():
        if server := local.find():
            return Engine(server.url, *server.writer)
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


def _lease_seconds(environment: Mapping[str, str]) -> float:
    given = environment.get("SIGHTLINE_LEASE_SECONDS") or str(LEASE_SECONDS)
    try:
        seconds = float(given)
    except ValueError:
        seconds = 0
    if not 0 < seconds <= 3_600:
        raise SettingsError("SIGHTLINE_LEASE_SECONDS must be a number of seconds, up to 3600")
    return seconds


def _needed(environment: Mapping[str, str], name: str) -> str:
    if value := environment.get(name):
        return value
    raise SettingsError(f"{name} is not set")


if __name__ == "__main__":
    sys.exit(main())
