"""`sightline index`: how the index stands; `reindex` has the commands that work on it."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime

import click

from indexer.store import Store
from portal.commands import reindex
from portal.commands.context import Context, Output, command


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


for name, run in (("rebuild", reindex.rebuild), ("reconcile", reindex.reconcile), ("drop", reindex.drop)):
    index.command(name)(run)


def _instant(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
