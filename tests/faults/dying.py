"""A program of ours that is killed at a named point: `python -m tests.faults.dying POINT NTH MODULE [WORD…]`.

MODULE is run as `python -m MODULE WORD…` would. When it comes to POINT for the NTH time, it kills itself with SIGKILL, so
that nothing of it is tidied up. The programs know nothing of this: what they call is wrapped from outside.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Never

import urllib3.connection

from indexer import store_outbox, store_put
from indexer.lifecycle import Lifecycle
from indexer.store import Store

Wrap = Callable[["Nth"], None]


class Nth:
    """Counts how often a point was reached, and dies there."""

    def __init__(self, nth: int) -> None:
        self._left = nth

    def reached(self) -> None:
        self._left -= 1
        if self._left == 0:
            _die()


def _die() -> Never:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("nobody survives that")


def before(owner: object, name: str) -> Wrap:
    """Die when it is called."""

    def wrap(nth: Nth) -> None:
        real = getattr(owner, name)

        def call(*given: Any, **named: Any) -> Any:
            nth.reached()
            return real(*given, **named)

        setattr(owner, name, call)

    return wrap


def after(owner: object, name: str) -> Wrap:
    """Die when it has given something."""

    def wrap(nth: Nth) -> None:
        real = getattr(owner, name)

        def call(*given: Any, **named: Any) -> Any:
            made = real(*given, **named)
            if made or made is None:
                nth.reached()
            return made

        setattr(owner, name, call)

    return wrap


def committed(nth: Nth) -> None:
    """Die when a transaction of the store has been committed, and before anybody is told."""
    real: Callable[..., AbstractContextManager[Any]] = Store._writing

    @contextmanager
    def writing(store: Store, **named: Any) -> Iterator[Any]:
        with real(store, **named) as connection:
            yield connection
        nth.reached()

    Store._writing = writing  # type: ignore[method-assign,assignment]


def sent(path: str) -> Wrap:
    """Die when a request to a path has been sent whole, and before its answer is read."""

    def wrap(nth: Nth) -> None:
        real = urllib3.connection.HTTPConnection.request

        def request(self: Any, method: str, url: str, *given: Any, **named: Any) -> Any:
            made = real(self, method, url, *given, **named)
            if url.partition("?")[0].endswith(path):
                nth.reached()
            return made

        urllib3.connection.HTTPConnection.request = request  # type: ignore[method-assign]

    return wrap


POINTS: dict[str, Wrap] = {
    "never": lambda nth: None,
    # Loading
    "pre-commit": after(store_put, "put_batch"),
    "post-commit": committed,
    # Indexing
    "leased": after(Store, "lease"),
    "bulk sent": sent("/_bulk"),
    "acknowledged but unmarked": before(Store, "done"),
    "marking, uncommitted": after(store_outbox, "done"),
    # Rebuilding
    "before the swap": before(Lifecycle, "_swap"),
    "mid-swap": sent("/_aliases"),
    "after the swap": after(Lifecycle, "_swap"),
}


def main() -> None:
    """Wrap, and run."""
    point, nth, module, *words = sys.argv[1:]
    POINTS[point](Nth(int(nth)))
    sys.argv = [module, *words]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
