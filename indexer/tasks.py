"""Celery on Redis: who says "look at once", to the worker that drains the outbox and looks into the incoming folders.

A message holds nothing but its name. Losing one loses nothing: the worker looks by itself, if a little later.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from typing import Any

from celery import Celery
from celery.beat import Scheduler, Service

from indexer.nudge import Nudge

log = logging.getLogger(__name__)

QUEUE = "sightline"
DRAIN, SCAN = "sightline.drain", "sightline.scan"
SCAN_SECONDS = 10.0  # between two looks into the incoming folders
_STALE = 60.0  # seconds after which a message is dropped unread
_ANSWER_WITHIN = 0.3  # seconds that Redis may take; a load waits for it
_AGAIN = 5.0  # seconds before a listener that ended is started anew

_BROKER: dict[str, Any] = {
    "socket_connect_timeout": _ANSWER_WITHIN,
    "socket_timeout": _ANSWER_WITHIN,
    "max_retries": 0,  # Celery's own retries hold `delay` up for 0.8 s and more
}


@dataclass(slots=True)
class Bells:
    """What wakes a worker's threads: something new in the outbox, or a look into the incoming folders due."""

    outbox: threading.Event = field(default_factory=threading.Event)
    incoming: threading.Event = field(default_factory=threading.Event)

    def ring(self) -> None:
        """Wake all of them."""
        self.outbox.set()
        self.incoming.set()


def sender(url: str) -> Celery:
    """The app of a process that only sends. url: `redis://…`."""
    app = _app(url)
    app.conf.update(broker_transport_options=_BROKER, broker_connection_timeout=_ANSWER_WITHIN)
    return app


def nudge(url: str) -> Nudge:
    """What tells the workers behind a Redis that something was committed."""
    app = sender(url)
    return Nudge(lambda: app.send_task(DRAIN, retry=False, expires=_STALE))


def listener(url: str, bells: Bells) -> Celery:
    """The app of a worker: its tasks ring its bells."""
    app = _app(url)

    def drain() -> None:
        """Records were committed."""
        bells.outbox.set()

    def scan() -> None:
        """A look into the incoming folders is due."""
        bells.incoming.set()

    app.task(name=DRAIN)(drain)
    app.task(name=SCAN)(scan)
    return app


def listen(app: Celery, stop: threading.Event) -> None:
    """Take messages until `stop`; without Redis, wait for it. Runs in a thread that may be left behind."""
    while not stop.is_set():
        worker = app.WorkController(
            pool="solo", without_gossip=True, without_mingle=True, without_heartbeat=True
        )
        try:
            worker.start()
        except (Exception, SystemExit):  # it listens for others' sake: the worker goes on draining
            log.exception("listening for nudges ended; trying again")
        stop.wait(_AGAIN)


def beat(url: str) -> Service:
    """The clock that has one of the workers look into the incoming folders; it keeps nothing."""
    app = _app(url)
    entry = {"task": SCAN, "schedule": SCAN_SECONDS, "options": {"expires": SCAN_SECONDS}}
    app.conf.update(beat_schedule={"scan": entry})
    return Service(app, scheduler_cls=Scheduler)


def _app(url: str) -> Celery:
    app = Celery("sightline", broker=url, set_as_current=False)
    app.conf.update(
        accept_content=["json"],
        beat_enable_remote_control=False,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        enable_utc=True,
        task_default_queue=QUEUE,
        task_ignore_result=True,
        task_publish_retry=False,
        task_send_sent_event=False,
        timezone="UTC",
        worker_enable_remote_control=False,
        worker_hijack_root_logger=False,
    )
    return app
