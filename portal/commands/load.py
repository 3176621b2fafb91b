"""`sightline load`: a system's files into the record store, and from there into the index."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import click

from access.events import EventKind
from indexer.home import Home
from indexer.load import LoadResult, UnknownSystem, wait_until_searchable
from indexer.load import load as load_files
from indexer.sources import SOURCES
from indexer.store import Store
from portal.commands.context import Context, Failure, Output, command
from portal.commands.ledger import note, tell_owed
from portal.commands.servers import Indexing


@click.command("load", short_help="Load a system's files")
@click.argument("system", metavar="SYSTEM")
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--wait/--no-wait", default=True, help="Return when every row is searchable (the default).")
@command
def load(context: Context, out: Output, system: str, files: tuple[Path, ...], wait: bool) -> int:
    """Load FILEs of SYSTEM; what cannot be taken goes to the quarantine with its reason.

    Exit code: 0; 1 where every row was rejected; 2 where a file could not be read at all.
    """
    if system.lower() not in SOURCES:
        raise Failure(f"no such system: {system}; known are {', '.join(SOURCES)}", 2)
    home = context.home(create=True)
    store = context.store(home)
    with closing(store), Indexing(context, home, out.note) as indexing:
        result = take(store, system, files, home, out, indexing.goes_on if wait else _nothing)
        if wait and store.pending():
            until_searchable(store, out, indexing.goes_on)
        tell_owed(context, home, store)
    details = {"system": system, "files": [str(file) for file in files], **result.as_json()}
    note(context, home, EventKind.FEED_LOADED, details)
    _tell(out, home, result)
    return result.exit_code


def take(
    store: Store, system: str, files: tuple[Path, ...], home: Home, out: Output, begun: Callable[[], object]
) -> LoadResult:
    """Load files into the store with a bar. begun: called as soon as there is something new, and after every batch.

    Raises Failure.
    """
    with out.bar(f"Loading {system.upper()}") as bar:

        def move(result: LoadResult) -> None:
            bar.update(result.rows - bar.n)
            if result.loaded:
                begun()

        try:
            return load_files(store, system, files, force=home.force, progress=move)
        except UnknownSystem as error:
            raise Failure(str(error), 2) from None


def until_searchable(store: Store, out: Output, alive: Callable[[], bool]) -> None:
    """Wait, with a bar, until all that the store holds is found by searches."""
    with out.bar("Indexing", store.pending(), " records") as bar:

        def waiting(left: int) -> None:
            bar.total = max(bar.total or 0, left)
            bar.update(bar.total - left - bar.n)

        wait_until_searchable(store, progress=waiting, alive=alive)


def _nothing() -> None:
    return


def _tell(out: Output, home: Home, result: LoadResult) -> None:
    for why in result.unreadable:
        out.note(f"Cannot be read: {why}")
    place = f"quarantine: {home.path} (sightline quarantine list)"
    out.line(f"loaded {result.loaded}, unchanged {result.unchanged}, rejected {result.rejected}; {place}")
    out.result({**result.as_json(), "quarantine": str(home.path)})
