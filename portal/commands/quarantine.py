"""`sightline quarantine`: the rows that could not be taken, and trying them again."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import click

from access.events import EventKind
from indexer.quarantine import Entry
from portal.commands.context import Context, Failure, Output, command
from portal.commands.ledger import note


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
    return made | {name: _instant(made[name]) for name in ("first_at", "last_at")}


def _instant(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@quarantine.command("retry")
@command
def retry(context: Context, out: Output) -> None:  # noqa: ARG001
    """Try the rows again that are kept whole."""
    context.home()
    raise Failure("retry is not in this version: mend the file and load it again; what is right is unchanged")
