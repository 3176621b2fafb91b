"""`sightline index rebuild | reconcile | drop`: the index made anew, compared with the record store, and its old copies removed."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from functools import partial
from typing import Any

import click

from access.events import EventKind
from indexer.hidden_risks import Watch, WatchError
from indexer.home import Home
from indexer.lifecycle import Lifecycle
from indexer.rebuild import Disagreement, Rebuild
from indexer.reconcile import Counts, Fault, IndexCopy, Kind, Reconcile, repair
from indexer.store import Store
from indexer.writer import EngineAway, Writer, connect
from nlp.reader import Reader
from portal.commands.context import Context, Failure, Output, command
from portal.commands.engine import engine
from portal.commands.ledger import note

NAMED = 100  # faults that are named; all are counted


@contextmanager
def _opened(context: Context, home: Home) -> Iterator[tuple[Lifecycle, Any, Store]]:
    """The indices and the record store, as the indexer's user. Raises Failure."""
    with engine(home, context.environment) as running:
        client = connect(running.url, *running.must_write(), ca_certs=running.ca_certs)
        with closing(client), closing(Store(context.records_url(home))) as store:
            try:
                yield Lifecycle(client, home.prefix), client, store
            except EngineAway as error:
                raise Failure(f"{error}; the live index is as it was") from None


@contextmanager
def _alone(home: Home) -> Iterator[None]:
    """Be the one command that builds or removes this home's indices. Raises Failure."""
    with home.try_lock("rebuild") as ours:
        if not ours:
            raise Failure("a rebuild is on its way already; wait for it")
        yield


def _watch(context: Context) -> Watch:
    try:
        return Watch.of(context.environment)
    except WatchError as error:
        raise Failure(str(error)) from None


@command
def rebuild(context: Context, out: Output) -> None:
    """Build the index anew from the record store, beside the live one; swap it in once the two agree.

    The index that was live is kept until `sightline index drop`.
    """
    home = context.home()
    with _alone(home), _opened(context, home) as (lifecycle, client, store):
        with out.bar("Rebuilding", sum(store.counts().values()), " records") as bar:
            parts = partial(Writer, client, beside=()), partial(IndexCopy, client)
            run = Rebuild(
                lifecycle, *parts, store, Reader(), lambda done: bar.update(done - bar.n), _watch(context)
            )  # fmt: skip
            try:
                records = run.run()
            except Disagreement as error:
                raise Failure(f"{error}; the live index is as it was") from None
        live, kept = lifecycle.live(), lifecycle.old()
    note(context, home, EventKind.INDEX_REBUILT, {"records": records, "index": live})
    out.line(f"rebuilt: {records} records in {live}, ids and versions as in the record store")
    if kept:
        out.line(f"kept: {', '.join(kept)} (`sightline index drop` removes what is kept)")
    out.result({"records": records, "index": live, "kept": kept})


@command
def drop(context: Context, out: Output) -> None:
    """Remove the indices that a rebuild has replaced."""
    home = context.home()
    with _alone(home), _opened(context, home) as (lifecycle, _, _):
        if lifecycle.live() is None:
            raise Failure("there is no live index; make one by `sightline index rebuild`")
        dropped = lifecycle.drop_old()
    if dropped:
        note(context, home, EventKind.INDEX_REBUILT, {"dropped": dropped})
    out.line(f"removed: {', '.join(dropped)}" if dropped else "there is nothing to remove")
    out.result({"dropped": dropped})


@click.option("--repair", "mend", is_flag=True, help="Put what is wrong back into the outbox.")
@command
def reconcile(context: Context, out: Output, mend: bool) -> int:
    """Compare the index with the record store, id by id and version by version.

    What waits in the outbox is no fault. Exit code: 0 where the two agree, else 1, also where --repair has seen to it:
    the indexer has yet to do the work, so ask again.
    """
    home = context.home()
    with _opened(context, home) as (lifecycle, client, store):
        with home.try_lock("rebuild") as ours:
            if ours:
                lifecycle.clear()  # what a rebuild that was killed left behind
        if lifecycle.live() is None:
            raise Failure("there is no live index; make one by `sightline index rebuild`")
        with out.bar("Comparing", sum(store.counts().values()), " ids") as bar:
            run = Reconcile(store, IndexCopy(client, lifecycle.alias), lambda done: bar.update(done - bar.n))
            named: list[Fault] = []
            found = _naming(run.faults(), named, out)
            mended = repair(store, found) if mend else _only_read(found)
    if mended:
        note(context, home, EventKind.INDEX_REBUILT, {"repaired": mended})
    _tell(out, run.counts, named, mended)
    return 0 if run.counts.agree else 1


def _only_read(faults: Iterator[Fault]) -> int:
    deque(faults, maxlen=0)
    return 0


def _naming(faults: Iterator[Fault], named: list[Fault], out: Output) -> Iterator[Fault]:
    """Name the first faults as they are found."""
    for fault in faults:
        if len(named) < NAMED:
            named.append(fault)
            out.line(f"{fault.kind}: {fault.id} (store {fault.store or '-'}, index {fault.index or '-'})")
        yield fault


def _tell(out: Output, counts: Counts, named: list[Fault], mended: int) -> None:
    wrong = {kind.value: number for kind, number in counts.faults.items()}
    if sum(wrong.values()) > len(named):
        out.line(f"… and {sum(wrong.values()) - len(named)} more")
    out.line(
        f"{counts.records} records and {counts.tombstones} deletions compared with {counts.documents} documents"
    )
    out.line(
        f"{counts.waiting} wait for the index; {counts.not_indexed} could not be indexed (see the quarantine)"
    )
    out.line(
        "store and index agree"
        if counts.agree
        else ", ".join(f"{n} {kind}" for kind, n in wrong.items() if n)
    )
    if mended:
        out.line(f"{mended} put into the outbox; ask again when the indexer has done its work")
    if counts.faults[Kind.TWICE]:
        out.line("what stands there twice goes by `sightline index rebuild`")
    out.result(
        {"agree": counts.agree, "records": counts.records, "deletions": counts.tombstones}
        | {"documents": counts.documents, "waiting": counts.waiting, "not_indexed": counts.not_indexed}
        | {"faults": wrong, "named": [asdict(fault) for fault in named], "repaired": mended}
    )
