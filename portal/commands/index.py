"""`sightline index`: how the index stands, and making it anew."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from functools import partial

import click

from access.events import EventKind
from indexer.home import Home
from indexer.lifecycle import Lifecycle
from indexer.rebuild import Rebuild
from indexer.store import Store
from indexer.writer import EngineAway, Writer, connect
from nlp.reader import Reader
from portal.commands.context import Context, Failure, Output, command
from portal.commands.engine import Engine, engine
from portal.commands.ledger import note


@click.group("index")
def index() -> None:
    """Rebuild, check and describe the search index."""


@index.command("status")
@command
def status(context: Context, out: Output) -> None:
    """For each system: last load, how far its data reach, counts; and what waits for the index."""
    home = context.home()
    with closing(Store(context.records_url(home))) as store:
        counts, feeds, kept = store.counts(), store.feeds(), store.quarantine_counts()
        pending, given_up = store.pending(), store.given_up()
    systems = {
        name: {
            "records": counts.get(name, 0),
            "as_of": feeds[name].as_of if name in feeds else None,
            "loaded_at": _instant(feeds[name].loaded_at) if name in feeds else None,
            "last_load": dict(feeds[name].counts) if name in feeds else None,
            "quarantine": kept.get(name, 0),
        }
        for name in sorted({*counts, *feeds, *kept})
    }
    heads = ("system", "records", "as_of", "loaded_at", "quarantine")
    out.table(heads, ((name, *(one[head] for head in heads[1:])) for name, one in systems.items()))
    out.line(f"{pending} records wait for the index; {given_up} could not be indexed")
    out.result({"systems": systems, "pending": pending, "not_indexed": given_up, "instance": home.instance})


@index.command("rebuild")
@command
def rebuild(context: Context, out: Output) -> None:
    """Build the index anew beside the live one, from the record store, and swap it in."""
    home = context.home()
    with home.try_lock("rebuild") as ours:
        if not ours:
            raise Failure("a rebuild is on its way already; wait for it")
        with engine(home, context.environment) as running:
            records = _rebuild(context, out, home, running)
    note(context, home, EventKind.INDEX_REBUILT, {"records": records})
    out.line(f"rebuilt: {records} records")
    out.result({"records": records})


def _rebuild(context: Context, out: Output, home: Home, running: Engine) -> int:
    user, password = running.must_write()
    with (
        closing(Store(context.records_url(home))) as store,
        closing(connect(running.url, user, password, ca_certs=running.ca_certs)) as client,
        out.bar("Rebuilding", sum(store.counts().values()), " records") as bar,
    ):
        lifecycle = Lifecycle(client, home.prefix)
        try:
            return Rebuild(
                lifecycle, partial(Writer, client), store, Reader(), lambda done: bar.update(done - bar.n)
            ).run()
        except EngineAway as error:
            raise Failure(f"{error}; the live index is as it was") from None


@index.command("reconcile")
@command
def reconcile(context: Context, out: Output) -> None:
    """Compare the index with the record store, id by id."""
    context.home()
    out.note("Not in this version: `sightline index rebuild` makes the index anew from the record store.")
    raise Failure("reconcile is not in this version")


def _instant(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
