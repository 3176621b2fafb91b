"""`sightline index`: how the index stands; `reindex` has the commands that work on it."""

from __future__ import annotations

from contextlib import closing

import click

from indexer.feed_status import SystemStatus, statuses
from portal.commands import reindex
from portal.commands.context import Context, Output, command


@click.group("index")
def index() -> None:
    """Rebuild, check and describe the search index."""


@index.command("status")
@command
def status(context: Context, out: Output) -> None:
    """For each system: last load, how far its data reach, counts; and what waits for the index, how long already."""
    home = context.home()
    with closing(context.store(home)) as store:
        found = statuses(store)
        pending, given_up = store.pending(), store.given_up()
    heads = ("system", "status", "as_of", "loaded_at", "records", "loaded", "unchanged", "rejected")
    out.table((*heads, "waiting", "lag_s", "not_indexed", "quarantine"), (_row(one) for one in found))
    oldest = max((one.lag for one in found if one.lag is not None), default=None)
    since = "" if oldest is None else f", the oldest for {oldest:.1f} s"
    out.line(f"{pending} records wait for the index{since}; {given_up} could not be indexed")
    out.result(
        {"systems": {one.system: one.as_json() for one in found}, "pending": pending}
        | {"lag_seconds": None if oldest is None else round(oldest, 1), "not_indexed": given_up}
        | {"instance": home.instance}
    )


def _row(one: SystemStatus) -> tuple[object, ...]:
    last = one.feed.counts if one.feed else {}
    counts = (last.get(name) for name in ("loaded", "unchanged", "rejected"))
    lag = None if one.lag is None else f"{one.lag:.1f}"
    told = (one.system, one.status, one.as_of, one.loaded_at, one.records, *counts)
    return *told, one.waiting.records, lag, one.waiting.not_indexed, one.quarantine


for name, run in (("rebuild", reindex.rebuild), ("reconcile", reindex.reconcile), ("drop", reindex.drop)):
    index.command(name)(run)
