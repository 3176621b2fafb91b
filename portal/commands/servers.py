"""The engine and the indexer of a home, as long as a command needs them: one process of a home keeps them."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from types import TracebackType

from indexer.home import Home
from indexer.local_es import LocalElasticsearch, LocalEsError
from portal.commands.context import Context
from portal.commands.engine import EngineAccess, given, local
from portal.commands.processes import OF_THE_PORTAL, Child, Deaths, passed_on

LOCK = "serve"
LOOK_SECONDS = 1.0


class Servers:
    """Elasticsearch (unless the environment names one) and the worker, started, watched and stopped.

    Without the writer's password there is no worker: somebody else keeps it then. index_at_once: start the worker with
    the engine, and not when it is asked for.
    """

    def __init__(
        self, context: Context, home: Home, note: Callable[[str], None], *, index_at_once: bool = False
    ) -> None:
        self._context, self._home, self._note = context, home, note
        self._index_at_once = index_at_once
        self._local: LocalElasticsearch | None = None
        self._worker: Child | None = None
        self.deaths = Deaths(note)
        self.engine: EngineAccess

    def __enter__(self) -> Servers:
        try:
            self._start()
            if self._index_at_once:
                self.index()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Stop the worker, then the engine."""
        if self._worker:
            self._worker.stop()
        if self._local:
            self._local.stop()

    def watch(self) -> bool:
        """Start again what died. True where the engine is elsewhere now. Raises Failure, LocalEsError."""
        moved = self._watch_engine()
        if self._worker and not self._worker.alive:
            self.deaths.count("the indexer", self._worker.last_words())
            self._start_worker()
        return moved

    def goes_on(self) -> bool:
        """Start again what died. True, or raises Failure, LocalEsError."""
        self.watch()
        return True

    def index(self) -> None:
        """Start the worker, if it does not run and is ours to start."""
        if self._worker is None and (self._local or self.engine.writer):
            self._start_worker()

    def _start(self) -> None:
        if named := given(self._context.environment):
            self.engine = named
            return
        self._local = local(self._home, self._context.environment)
        if self._index_at_once:
            self.index()  # it reads its model while the engine starts, and finds it by the home
        if not self._local.find():
            self._note("Starting Elasticsearch …")
        self._use(self._local)

    def _use(self, running: LocalElasticsearch) -> None:
        server = running.start()
        self.engine = EngineAccess(server.url, server.reader, server.writer)

    def _watch_engine(self) -> bool:
        if self._local is None or self._local.running:
            return False
        self.deaths.count("Elasticsearch", f"its log: {self._local.place.logs}")
        before = self.engine.url
        self._local.stop()
        try:
            self._local.port = int(before.rpartition(":")[2])
            self._use(self._local)
        except LocalEsError:  # somebody has taken the port
            self._local.port = 0
            self._use(self._local)
        if self.engine.url == before:
            return False
        if self._worker:
            self._worker.stop()
            self._start_worker()
        return True

    def _start_worker(self) -> None:
        own = {} if self._local else self.engine.for_worker()
        kept = passed_on(self._context.environment, self._home.path)
        redis = {name: value for name, value in self._context.environment.items() if name == "REDIS_URL"}
        environment = {name: value for name, value in kept.items() if name not in OF_THE_PORTAL} | own | redis
        self._worker = Child("worker", ["-m", "indexer.worker"], environment, self._home.log)


class Indexing:
    """Sees that somebody indexes a home while a command waits: whoever serves it, or else servers of our own.

    Nothing is started before it is asked whether it goes on.
    """

    def __init__(self, context: Context, home: Home, note: Callable[[str], None]) -> None:
        self._context, self._home, self._note = context, home, note
        self._held = ExitStack()
        self._own: Servers | None = None
        self._look_again = 0.0

    def __enter__(self) -> Indexing:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._held.close()

    def goes_on(self) -> bool:
        """Start servers where nobody keeps any; start again what died. True, or raises Failure, LocalEsError."""
        if time.monotonic() >= self._look_again:
            self._look_again = time.monotonic() + LOOK_SECONDS
            self._look()
        return True

    def _look(self) -> None:
        if self._own:
            self._own.watch()
            return
        with ExitStack() as trying:
            if trying.enter_context(self._home.try_lock(LOCK)):
                self._own = trying.enter_context(
                    Servers(self._context, self._home, self._note, index_at_once=True)
                )
                self._held = trying.pop_all()
