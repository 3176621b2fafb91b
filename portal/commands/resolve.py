"""`sightline resolve`: which records are of the same person."""

from __future__ import annotations

import click

from access.events import EventKind
from indexer.home import Home
from indexer.resolve.batch import NotInstalled, Resolved
from indexer.resolve.batch import resolve as resolve_all
from portal.commands.context import Context, Failure, Output, command
from portal.commands.ledger import note


@click.command("resolve")
@command
def resolve(context: Context, out: Output) -> None:
    """Find the records that are of the same person: all of them at once, by Splink with the fixed model.

    What is new or changed is written; people's words (join, split, veto) stand. New records are resolved as they come,
    without this command.
    """
    home = context.home()
    with home.try_lock("resolve") as ours:
        if not ours:
            raise Failure("nominals are being resolved already; wait for it")
        made = run(context, home, out)
    out.line(
        f"{made.people} people in records: {made.join} pairs joined, {made.review} for people to decide, "
        f"{made.apart} alike and known to be two; {made.written} written, {made.dropped} dropped"
    )
    out.result(made.as_json())


def run(context: Context, home: Home, out: Output) -> Resolved:
    """Resolve with a bar, and say so in the ledger. Raises Failure."""
    with out.bar("Resolving", unit="") as bar:
        stage = ""

        def move(what: str, done: int, total: int) -> None:
            nonlocal stage
            if what != stage:  # a bar that is not shown does not know what stands before it
                stage = what
                bar.set_description(what, refresh=False)
                bar.reset(total)
            bar.update(done - bar.n)

        try:
            made = resolve_all(context.records_url(home), move)
        except NotInstalled as error:
            raise Failure(str(error)) from None
    note(context, home, EventKind.NOMINALS_RESOLVED, made.as_json())
    return made
