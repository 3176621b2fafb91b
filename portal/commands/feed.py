"""`sightline feed`: what the systems deliver by themselves, and how often they should."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import asdict

import click

from access.events import EventKind
from indexer import store_feeds
from indexer.feed_status import SystemStatus, statuses
from indexer.incoming import Incoming, Taken, incoming_of, prepare
from indexer.incoming_files import SETTLE_SECONDS
from portal.commands.context import Context, Failure, Output, command
from portal.commands.ledger import note, tell_owed

_WORDS = {"none": 0.0, "usual": None}


@click.group("feed")
def feed() -> None:
    """Take what the systems deliver into their folders, and say how that goes."""


@feed.command("scan")
@command
def scan(context: Context, out: Output) -> int:
    """Look into the incoming folders once, load what is whole, and move it to done/ or failed/.

    Whoever serves the instance does so every few seconds. Exit code: 2 where a delivery could not be read, 1 where every
    row of one was rejected, else 0.
    """
    home = context.home()
    folder = incoming_of(home, context.environment)
    try:
        prepare(folder)
    except OSError as error:
        raise Failure(
            f"{folder} cannot be made: {error.strerror}; set SIGHTLINE_INCOMING to another"
        ) from None
    with closing(context.store(home)) as store:
        incoming = Incoming(store, folder, home.force)
        if incoming.unsettled():
            time.sleep(SETTLE_SECONDS)  # what was put there a moment ago may still be written
        taken = incoming.scan()
        left, pending = incoming.unsettled() + sum(incoming.waiting().values()), store.pending()
        tell_owed(context, home, store)
    for one in taken:
        out.line(str(one))
    out.line(f"{len(taken)} taken, {left} left for later; {pending} records wait for the index")
    out.result({"taken": [asdict(one) for one in taken], "left": left, "pending": pending})
    return _exit_code(taken)


@feed.command("list")
@command
def list_(context: Context, out: Output) -> None:
    """For each system: whether it is on time, how far its data reach, and its last delivery."""
    home = context.home()
    with closing(context.store(home)) as store:
        found = statuses(store)
        folder = incoming_of(home, context.environment)
        waiting = Incoming(store, folder, home.force).waiting()
    heads = ("system", "status", "as_of", "loaded_at", "every", "delivery", "outcome", "reason")
    out.table(heads, (_row(one) for one in found))
    for code, number in waiting.items():
        out.line(f"{number} in {folder / code} not taken yet")
    systems = {one.system: one.as_json() for one in found}
    out.result({"systems": systems, "incoming": str(folder), "waiting": waiting})


@feed.command("expect")
@click.argument("system", metavar="SYSTEM")
@click.argument("seconds", metavar="SECONDS|none|usual")
@command
def expect(context: Context, out: Output, system: str, seconds: str) -> None:
    """Say how many seconds may lie between two loads of SYSTEM (CRIS, PNC, …) before its data count as late.

    usual: a day for a system that delivers by itself, and nothing for one that is loaded by hand.
    """
    try:
        number = _WORDS[seconds] if seconds in _WORDS else float(seconds)
    except ValueError:
        number = -1.0
    if number is not None and not 0 <= number <= 1e9:
        raise Failure("say a number of seconds, none or usual", 2)
    home = context.home()
    with closing(context.store(home)) as store, store.delivering() as connection:
        store_feeds.expect(connection, system.upper(), number)
    note(context, home, EventKind.FEED_LOADED, {"system": system.upper(), "expected": seconds})
    out.line(f"{system.upper()}: {seconds}")
    out.result({"system": system.upper(), "expected_seconds": number})


def _row(one: SystemStatus) -> tuple[object, ...]:
    last = one.delivery
    every = f"{last.interval:g} s" if last and last.interval else None
    told = (last.name, last.outcome, last.reason) if last else (None, None, None)
    return one.system, one.status, one.as_of, one.loaded_at, every, *told


def _exit_code(taken: list[Taken]) -> int:
    outcomes = {one.outcome for one in taken}
    if store_feeds.Delivered.FAILED in outcomes:
        return 2
    return 1 if store_feeds.Delivered.REJECTED in outcomes else 0
