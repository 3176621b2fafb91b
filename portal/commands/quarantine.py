"""`sightline quarantine`: the rows that could not be taken, and trying them again."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict
from typing import Any

import click

from access.events import EventKind
from indexer.feed_status import instant
from indexer.quarantine import Entry
from indexer.retry import retry as again
from portal.commands.context import Context, Failure, Output, command
from portal.commands.ledger import note, tell_owed
from portal.commands.load import until_searchable
from portal.commands.servers import Indexing


@click.group("quarantine")
def quarantine() -> None:
    """Look at the rows that could not be taken, and try them again."""


@quarantine.command("list")
@click.option("--system", help="Only this system's.")
@click.option("--after", default=0, help="Only rows with a higher number.")
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1, 10_000))
@command
def list_(context: Context, out: Output, system: str | None, after: int, limit: int) -> None:
    """List rows with place and reason, the oldest first."""
    store = context.store(context.home())
    entries, counts = store.quarantined(system, after, limit), store.quarantine_counts()
    store.close()
    rows = ((e.number, e.system, _place(e), e.field, e.reason) for e in entries)
    out.table(("number", "system", "place", "field", "reason"), rows)
    out.line(f"{sum(counts.values())} rows in quarantine")
    out.result({"total": sum(counts.values()), "systems": counts, "rows": [_shown(e) for e in entries]})


@quarantine.command("show")
@click.argument("number", type=int)
@command
def show(context: Context, out: Output, number: int) -> None:
    """Show one row with its content, where its handling lets it be kept."""
    home = context.home()
    store = context.store(home)
    found = next((e for e in store.quarantined(None, number - 1, 1) if e.number == number), None)
    store.close()
    if found is None:
        raise Failure(f"there is no row {number} in quarantine")
    note(
        context,
        home,
        EventKind.QUARANTINE_READ,
        {"number": number, "system": found.system, "hash": found.hash},
    )
    shown = {**_shown(found), "row": found.row}
    for name, value in shown.items():
        out.line(f"{name}: {'' if value is None else value}")
    out.result(shown)


def _place(entry: Entry) -> str:
    return f"{entry.file}:{entry.line}" if entry.file else entry.record or ""


def _shown(entry: Entry) -> dict[str, Any]:
    made = asdict(entry)
    del made["row"]
    return made | {name: instant(made[name]) for name in ("first_at", "last_at")}


@quarantine.command("retry")
@click.option("--system", help="Only this system's rows.")
@click.option("--wait/--no-wait", default=True, help="Return when what came in is searchable (the default).")
@command
def retry(context: Context, out: Output, system: str | None, wait: bool) -> None:
    """Try the rows again: those that are kept whole, and the records that could not be indexed.

    What comes in leaves the quarantine. What does not stays, with its reason of today.
    """
    home = context.home()
    store = context.store(home)
    with closing(store), Indexing(context, home, out.note) as indexing:
        made = again(store, system)
        if wait and store.pending():
            until_searchable(store, out, indexing.goes_on)
        left = sum(store.quarantine_counts().values())
        tell_owed(context, home, store)
    note(context, home, EventKind.QUARANTINE_RETRIED, {"system": system, **made.as_json()})
    out.line(
        f"loaded {made.loaded}, unchanged {made.unchanged}, rejected {made.rejected}, indexed again {made.requeued}"
    )
    if made.not_kept:
        out.line(f"{made.not_kept} are known by their hash only: mend their file and load it again")
    out.line(f"{left} rows in quarantine")
    out.result({**made.as_json(), "total": left})
