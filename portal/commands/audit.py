"""`sightline audit`: whether the ledger was tampered with, its events, proofs to take away, and the erasure of a body."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

import click
from sqlalchemy.exc import SQLAlchemyError

from access import ledger_roles
from access.events import EventKind, event_of
from access.ledger import (
    EventNotFound,
    Inspection,
    Ledger,
    LedgerDamaged,
    LedgerMissing,
    LedgerUnavailable,
    Problem,
    SizeError,
)
from access.ledger_proofs import ConsistencyProof, InclusionProof
from indexer.home import Home
from portal.commands.context import Context, Failure, Output, command
from portal.commands.ledger import operator, standing_ledger

LONGEST_REASON = 250  # characters, as of a purpose


@click.group("audit")
def audit() -> None:
    """Verify and export the ledger; prove an event, and that it only grew; erase a body; migrate it."""


@audit.command("verify")
@command
def verify(context: Context, out: Output) -> int:
    """Read the whole ledger again; exit 1 and name each row that was edited, removed, inserted or moved.

    What cannot be read, or is not there, is told and left as it is.
    """
    home = context.home()
    try:
        with standing_ledger(context, home) as ledger:
            problems = ledger.verify()
            seen = _seen(ledger, problems)
            if seen:
                _note_verified(ledger, home, problems, seen, out)
    except LedgerMissing as error:
        problems, seen = [Problem("ledger", f"missing: {error}")], None
    for problem in problems:
        out.line(f"{problem.row}: {problem.what}")
    size = seen.size if seen else 0
    out.line(
        f"{len(problems)} problems" if problems else f"The ledger holds: {size} events, nothing is wrong"
    )
    out.result(
        {
            "ok": not problems,
            "events": size,
            "unfinished": len(seen.unfinished) if seen else 0,
            "problems": [asdict(problem) for problem in problems],
        }
    )
    return 1 if problems else 0


def _seen(ledger: Ledger, problems: list[Problem]) -> Inspection | None:
    """What else the ledger tells; None where nothing more can be read of it, or be added to it."""
    if any(problem.row.startswith("table ") or problem.row == "ledger" for problem in problems):
        return None
    try:
        return ledger.inspect()
    except (LedgerUnavailable, LedgerDamaged):
        if not problems:
            raise
        return None


def _note_verified(
    ledger: Ledger, home: Home, problems: list[Problem], seen: Inspection, out: Output
) -> None:
    details = {"problems": len(problems), "size": seen.size}
    try:
        ledger.record(event_of(EventKind.LEDGER_VERIFIED, operator(home), details=details))
    except LedgerUnavailable as error:
        if not problems:
            raise
        # Tampering may be what keeps the ledger from going on: it is told all the same.
        out.note(f"This verification could not be recorded: {error}")


@audit.command("migrate")
@click.option("--role", required=True, help="The role by which the portal opens the ledger.")
@command
def migrate(context: Context, out: Output, role: str) -> None:
    """Bring the ledger's PostgreSQL up to date as its owner, and let a role add to it and read it, and no more.

    SIGHTLINE_LEDGER_URL is the owner's here, and the role's everywhere else.
    """
    url = context.environment.get("SIGHTLINE_LEDGER_URL", "")
    if not url.startswith("postgresql"):
        raise Failure(
            "SIGHTLINE_LEDGER_URL must be the owner's, of a PostgreSQL database: no other has roles"
        )
    try:
        ledger_roles.migrate(url, role)
    except ledger_roles.RoleError as error:
        raise Failure(str(error)) from None
    except SQLAlchemyError as error:
        raise Failure(f"the ledger's database cannot be brought up to date: {type(error).__name__}") from None
    out.line(f"The ledger is up to date; {role} may add to it and read it, and no more")
    out.result({"role": role})


@contextmanager
def _evidence(context: Context, home: Home) -> Iterator[Ledger]:
    try:
        with standing_ledger(context, home) as ledger:
            yield ledger
    except LedgerMissing as error:
        raise Failure(f"the ledger is missing: {error}") from None


@audit.command("export")
@command
def export(context: Context, out: Output) -> None:
    """Print every event as a JSON line, oldest first, and a last line with a signed head that covers them."""
    home = context.home()
    with _evidence(context, home) as ledger:
        ledger.record(event_of(EventKind.LEDGER_EXPORTED, operator(home)))
        lines = ledger.export()
        if out.as_json:
            *events, head = (json.loads(line) for line in lines)
            out.result({"events": events, **head})
            return
        for line in lines:
            out.line(line)


@audit.command("proof")
@click.argument("event")
@command
def proof(context: Context, out: Output, event: str) -> None:
    """Print the proof that EVENT (its id) is in the ledger, under a head signed now."""
    home = context.home()
    with _evidence(context, home) as ledger:
        try:
            made = ledger.inclusion(event)
        except EventNotFound:
            raise Failure(f"there is no event {event}") from None
        except LedgerDamaged as error:
            raise Failure(f"no proof can be made: {error}; run: sightline audit verify") from None
        _show(made, ledger, out)


@audit.command("consistency")
@click.option("--from", "first", type=int, required=True, help="Events that the first head covers.")
@click.option("--to", "second", type=int, help="Events that the second covers (all there are).")
@command
def consistency(context: Context, out: Output, first: int, second: int | None) -> None:
    """Print the proof that the ledger of one head begins with that of another, by the events that they cover."""
    home = context.home()
    with _evidence(context, home) as ledger:
        try:
            made = ledger.consistency_of(first, second)
        except SizeError as error:
            raise Failure(f"no proof can be made: --{error}") from None
        _show(made, ledger, out)


@audit.command("erase")
@click.argument("events", nargs=-1, required=True)
@click.option(
    "--reason", required=True, help="On whose authority and why; it stays for good, so it names nobody."
)
@click.option("--yes", is_flag=True, help="Do not ask whether it is meant.")
@command
def erase(context: Context, out: Output, events: tuple[str, ...], reason: str, yes: bool) -> None:
    """Delete what the EVENTS (their ids) say, for good; that they were, when and whose, and this erasure, stay.

    In PostgreSQL the portal's role may not: SIGHTLINE_LEDGER_URL is the owner's here.
    """
    reason = " ".join(reason.split())
    if not 3 <= len(reason) <= LONGEST_REASON:
        raise Failure(f"--reason must be 3 to {LONGEST_REASON} characters")
    ids = list(dict.fromkeys(events))
    if not yes:
        click.confirm(f"Erase what {len(ids)} events say? Nothing brings it back.", abort=True, err=True)
    home = context.home()
    with _evidence(context, home) as ledger:
        event = event_of(EventKind.LEDGER_ERASED, operator(home), details={"reason": reason})
        try:
            by = ledger.erase(ids, event)
        except EventNotFound as error:
            raise Failure(f"nothing was erased: there is no event {error}") from None
        except ValueError as error:
            raise Failure(f"nothing was erased: {error}") from None
    out.line(f"Erased what {len(ids)} events say; event {by} tells of it")
    out.result({"erased": ids, "event": by})


def _show(made: InclusionProof | ConsistencyProof, ledger: Ledger, out: Output) -> None:
    """A proof, whether it holds, and the key to check that with."""
    shown = {
        **made.as_json(),
        "holds": made.holds(ledger.public_key),
        "public_key": ledger.public_key.public_bytes_raw().hex(),
    }
    out.line(json.dumps(shown, indent=2))
    out.result(shown)
