"""`sightline audit`: whether the ledger was tampered with, its events, and the proof that one is in it."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from access.events import EventKind, event_of
from access.ledger import EventNotFound, LedgerDamaged, LedgerUnavailable
from portal.commands.context import Context, Failure, Output, command
from portal.commands.ledger import open_ledger, operator


@click.group("audit")
def audit() -> None:
    """Verify and export the ledger; prove an event."""


@audit.command("verify")
@command
def verify(context: Context, out: Output) -> int:
    """Read the whole ledger again; exit 1 and name each row that was edited, removed, inserted or moved."""
    home = context.home()
    with open_ledger(context, home) as ledger:
        problems = ledger.verify()
        seen = ledger.inspect()
        details = {"problems": len(problems), "size": seen.size}
        try:
            ledger.record(event_of(EventKind.LEDGER_VERIFIED, operator(home), details=details))
        except LedgerUnavailable as error:
            if not problems:
                raise
            # Tampering may be what keeps the ledger from going on: it is told all the same.
            out.note(f"This verification could not be recorded: {error}")
    for problem in problems:
        out.line(f"{problem.row}: {problem.what}")
    out.line(
        f"{len(problems)} problems" if problems else f"The ledger holds: {seen.size} events, nothing is wrong"
    )
    out.result(
        {
            "ok": not problems,
            "events": seen.size,
            "unfinished": len(seen.unfinished),
            "problems": [asdict(problem) for problem in problems],
        }
    )
    return 1 if problems else 0


@audit.command("export")
@command
def export(context: Context, out: Output) -> None:
    """Print every event as a JSON line, oldest first, and a last line with a signed head that covers them."""
    home = context.home()
    with open_ledger(context, home) as ledger:
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
    with open_ledger(context, home) as ledger:
        try:
            made = ledger.inclusion(event)
        except EventNotFound:
            raise Failure(f"there is no event {event}") from None
        except LedgerDamaged as error:
            raise Failure(f"no proof can be made: {error}; run: sightline audit verify") from None
        shown = {
            **made.as_json(),
            "holds": made.holds(ledger.public_key),
            "public_key": ledger.public_key.public_bytes_raw().hex(),
        }
    out.line(json.dumps(shown, indent=2))
    out.result(shown)
