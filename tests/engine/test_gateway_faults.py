"""An engine in trouble: a proxy before the real one that refuses, stalls, breaks off or answers in part."""

from __future__ import annotations

import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.error import HTTPError

import pytest

from access.gateway import Engine, EngineUnavailable, Gateway
from access.queries import Find

from .gateway_corpus import ANALYST, CURSOR_KEY, Clock, Library, Paper, Schema, ledger_in, library

Answer = tuple[int, bytes]
Trouble = Callable[[Answer], Answer]


def busy(_: Answer) -> Answer:
    return 429, b'{"error": "es_rejected_execution_exception", "status": 429}'


def away(_: Answer) -> Answer:
    return 503, b""


def one_busy(answer: Answer) -> Answer:
    """HTTP says that all is well; the one search inside was rejected."""
    return 200, b'{"took": 1, "responses": [{"error": {"type": "rejected"}, "status": 429}]}'


def broken_off(answer: Answer) -> Answer:
    return answer[0], answer[1][: len(answer[1]) // 2]


def in_part(answer: Answer) -> Answer:
    return answer[0], answer[1].replace(b'"failed":0', b'"failed":1')


def too_slow(answer: Answer) -> Answer:
    return answer[0], answer[1].replace(b'"timed_out":false', b'"timed_out":true')


def stalled(answer: Answer) -> Answer:
    time.sleep(1.5)
    return answer


def well(answer: Answer) -> Answer:
    return answer


@contextmanager
def proxy(target: str, *troubles: Trouble) -> Iterator[tuple[str, list[int]]]:
    """Passes requests on, and each answer through the next trouble; the last one stays. Gives URL and statuses."""
    left, statuses = list(troubles), list[int]()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            passed = {name: value for name, value in self.headers.items() if name.lower() != "host"}
            request = urllib.request.Request(target + self.path, body, passed)
            try:
                with urllib.request.urlopen(request) as answer:
                    real, headers = (answer.status, answer.read()), answer.headers
            except HTTPError as error:
                real, headers = (error.code, error.read()), error.headers
            status, content = (left.pop(0) if len(left) > 1 else left[0])(real)
            statuses.append(status)
            self.send_response(status)
            self.send_header("X-Elastic-Product", headers["X-Elastic-Product"])
            self.send_header("Content-Type", headers["Content-Type"])
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", statuses
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def shelf(es: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    clock = Clock()
    papers = [Paper("1"), Paper("2")]
    with (
        ledger_in(tmp_path_factory.mktemp("ledger"), clock) as permits,
        library(es, papers, permits, clock) as made,
    ):
        yield made


def total(es: Any, shelf: Library, url: str) -> int:
    engine = Engine(url, *es.reader, timeout=1.0)
    try:
        gateway = Gateway(engine, Schema(shelf.index), shelf.store, CURSOR_KEY, shelf.clock)
        return gateway.open(shelf.permit(ANALYST)).find(Find()).total
    finally:
        engine.close()


@pytest.mark.parametrize("trouble", [busy, away, one_busy])
def test_a_busy_engine_is_asked_again(es: Any, shelf: Library, trouble: Trouble):
    with proxy(es.url, trouble, trouble, well) as (url, statuses):
        assert total(es, shelf, url) == 2
        assert len(statuses) == 3


@pytest.mark.parametrize("trouble", [busy, away, one_busy])
def test_but_not_for_ever(es: Any, shelf: Library, trouble: Trouble):
    with proxy(es.url, trouble) as (url, statuses), pytest.raises(EngineUnavailable, match="busy"):
        total(es, shelf, url)
    assert len(statuses) == 3


@pytest.mark.parametrize("trouble", [broken_off, in_part, too_slow, stalled])
def test_a_part_of_an_answer_is_none(es: Any, shelf: Library, trouble: Trouble):
    with proxy(es.url, trouble) as (url, _), pytest.raises(EngineUnavailable) as caught:
        total(es, shelf, url)
    assert "CRIS" not in str(caught.value)
    assert caught.value.__cause__ is None, "nothing of the question or the answer goes to a log"


def test_the_proxy_itself_changes_nothing(es: Any, shelf: Library):
    with proxy(es.url, well) as (url, statuses):
        assert total(es, shelf, url) == 2
        assert statuses == [200]
