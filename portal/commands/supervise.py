"""Serving an instance: engine, indexer and portal, each a process of its own, until somebody says stop."""

from __future__ import annotations

import http.client
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress

from indexer.home import Home
from portal.commands.context import Context, Failure, Output
from portal.commands.processes import Child, passed_on
from portal.commands.servers import LOCK, Servers

READY_SECONDS = 90.0
NOTE = "serving.json"
_PAUSE = 0.25


class PortalFailure(Failure):
    """The portal did not come up."""


class Portal:
    """The portal's process; it holds the reader's password only."""

    def __init__(self, context: Context, home: Home, host: str, port: int) -> None:
        self._context, self._home, self._host, self._port = context, home, host, port
        self._child: Child | None = None

    @property
    def url(self) -> str:
        """Where people find it."""
        return f"http://{_asked_at(self._host)}:{self._port}"

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._child is not None and self._child.alive

    @property
    def last_words(self) -> str:
        """The last line of its log."""
        return self._child.last_words() if self._child else ""

    def start(self, servers: Servers) -> None:
        """Start it and wait until it says that it is ready. Raises PortalFailure."""
        environment = passed_on(self._context.environment, self._home.path) | servers.engine.for_portal()
        command = ["-m", "portal.cli", "portal", "--host", self._host, "--port", str(self._port)]
        self._child = Child("portal", command, environment, self._home.log)
        until = time.monotonic() + READY_SECONDS
        while not healthy(self._host, self._port):
            if not self._child.alive:
                raise Failure(
                    f"the portal did not start: {self._child.last_words()} (log: {self._child.log})"
                )
            if time.monotonic() > until:
                raise PortalFailure(
                    f"the portal is not ready after {READY_SECONDS:.0f} s (log: {self._child.log})"
                )
            time.sleep(_PAUSE)

    def stop(self) -> None:
        """Stop it."""
        if self._child:
            self._child.stop()


def serve(
    context: Context,
    out: Output,
    home: Home,
    host: str,
    port: int,
    prepare: Callable[[Servers], None] = lambda _: None,
    *,
    index_at_once: bool = False,
) -> None:
    """Serve until interrupted. prepare: what is done once the engine runs, before the portal does; index_at_once: where
    that needs the indexer, which else starts when the portal is ready.

    Raises Failure, LocalEsError.
    """
    need_port(host, port)
    with ExitStack() as held:
        held.enter_context(keeping(home, out))
        servers = held.enter_context(Servers(context, home, out.note, index_at_once=index_at_once))
        prepare(servers)
        portal = Portal(context, home, host, port)
        held.callback(portal.stop)
        portal.start(servers)
        servers.index()
        home.write(NOTE, {"pid": os.getpid(), "url": portal.url})
        held.callback(home.file(NOTE).unlink, missing_ok=True)
        out.line(f"Sightline is ready at {portal.url}/ (logs in {home.log}; Ctrl-C stops it)")
        out.result({"url": portal.url, "home": str(home.path), "pid": os.getpid()})
        _watch(servers, portal)


def _watch(servers: Servers, portal: Portal) -> None:
    while True:
        time.sleep(_PAUSE)
        moved = servers.watch()
        if not portal.alive:
            servers.deaths.count("the portal", portal.last_words)
        if moved or not portal.alive:
            portal.stop()
            with suppress(PortalFailure):  # counted at the next look
                portal.start(servers)


@contextmanager
def keeping(home: Home, out: Output) -> Iterator[None]:
    """Be the one process that keeps this home's servers. Waits for a load; raises Failure where it is served."""
    with home.try_lock(LOCK) as ours:
        if ours:
            yield
            return
    if served := home.read(NOTE):
        raise Failure(f"{home.path} is served already, at {served.get('url')} by process {served.get('pid')}")
    out.note(f"Another command is at work in {home.path}; waiting for it …")
    with home.lock(LOCK):
        yield


def need_port(host: str, port: int) -> None:
    """Raises Failure where somebody listens at that port already."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as error:
            raise Failure(
                f"port {port} of {host} cannot be had ({error.strerror}); choose another by --port"
            ) from None


def healthy(host: str, port: int) -> bool:
    """Whether the portal says that it is ready."""
    connection = http.client.HTTPConnection(_asked_at(host), port, timeout=5)
    with suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    return False


def _asked_at(host: str) -> str:
    return "127.0.0.1" if host in ("0.0.0.0", "::", "") else host  # noqa: S104
