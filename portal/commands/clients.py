"""`sightline clients`: the partner forces that may file intelligence requests by machine."""

from __future__ import annotations

import click

from access.events import EventKind
from portal.commands.accounts import open_accounts
from portal.commands.context import Context, Output, command
from portal.commands.ledger import note


@click.group("clients")
def clients() -> None:
    """Add, disable and list partner forces' clients."""


@clients.command("add")
@click.argument("force")
@command
def add(context: Context, out: Output, force: str) -> None:
    """Make a client for FORCE: its id and its secret, which is told this once."""
    home = context.home(create=True)
    with open_accounts(context, home) as accounts:
        client_id, secret = accounts.add_client(force)
    note(context, home, EventKind.CLIENT_ADDED, {"force": force, "client_id": client_id})
    out.line(f"client_id: {client_id}")
    out.line(f"client_secret: {secret}")
    out.result({"force": force, "client_id": client_id, "client_secret": secret})


@clients.command("disable")
@click.argument("client_id")
@command
def disable(context: Context, out: Output, client_id: str) -> None:
    """Close CLIENT_ID; its tokens are worth nothing from the next request."""
    home = context.home()
    with open_accounts(context, home) as accounts:
        client = accounts.disable_client(client_id)
    note(context, home, EventKind.CLIENT_DISABLED, {"force": client.force, "client_id": client.client_id})
    out.line(f"Disabled {client.client_id}")
    out.result({"client_id": client.client_id, "force": client.force, "active": client.active})


@clients.command("list")
@command
def list_(context: Context, out: Output) -> None:
    """List every client; secrets are not kept."""
    with open_accounts(context, context.home()) as accounts:
        found = accounts.clients()
    out.table(("client_id", "force", "active"), ((c.client_id, c.force, c.active) for c in found))
    out.result({"clients": [{"client_id": c.client_id, "force": c.force, "active": c.active} for c in found]})
