"""`sightline users`: who may log in, as what, and with which grants."""

from __future__ import annotations

import click

from access.events import EventKind
from access.identity import Role
from portal.commands.accounts import new_password, open_accounts, shown
from portal.commands.context import Context, Failure, Output, command
from portal.commands.ledger import note

ROLES = [role.value for role in Role]


@click.group("users")
def users() -> None:
    """Add, disable and list people."""


@users.command("add")
@click.argument("name")
@click.option("--role", required=True, type=click.Choice(ROLES))
@click.option("--force", help="Their force's code (the instance's own unless given).")
@click.option("--group", "groups", multiple=True, help="A group that they are in; may be given again.")
@click.option("--compartment", "compartments", multiple=True, help="A compartment held; may be given again.")
@click.option("--tier", default="OFFICIAL", show_default=True)
@click.option("--sensitive", is_flag=True, help="Cleared for sensitive records.")
@click.option("--password", help="In a demo instance only; else one is made and told once.")
@command
def add(
    context: Context,
    out: Output,
    name: str,
    role: str,
    force: str | None,
    groups: tuple[str, ...],
    compartments: tuple[str, ...],
    tier: str,
    sensitive: bool,
    password: str | None,
) -> None:
    """Add NAME, who logs in with it."""
    home = context.home(create=True)
    if password is not None and not home.demo:
        raise Failure("--password is for demo instances: leave it out, and a password is made and told once")
    word = password or new_password()
    with open_accounts(context, home) as accounts:
        made = accounts.add(
            name,
            role,
            force or home.force,
            groups=groups,
            compartments=compartments,
            tier=tier,
            sensitive=sensitive,
            password=word,
            by="command line",
        )
    note(context, home, EventKind.USER_ADDED, shown(made))
    told = {} if password else {"password": word}
    out.line(f"Added {made.user} ({made.role.value}, force {made.force})")
    for value in told.values():
        out.line(f"Password, told this once: {value}")
    out.result({**shown(made), **told})


@users.command("disable")
@click.argument("name")
@command
def disable(context: Context, out: Output, name: str) -> None:
    """Close NAME's account; its sessions end."""
    home = context.home()
    with open_accounts(context, home) as accounts:
        made = accounts.disable(name)
    note(context, home, EventKind.USER_DISABLED, {"user": made.user})
    out.line(f"Disabled {made.user}")
    out.result(shown(made))


@users.command("list")
@command
def list_(context: Context, out: Output) -> None:
    """List every account with its grants."""
    with open_accounts(context, context.home()) as accounts:
        found = [shown(account) for account in accounts.list()]
    heads = ("user", "role", "force", "groups", "compartments", "tier", "sensitive", "active")
    out.table(heads, (tuple(_word(account[head]) for head in heads) for account in found))
    out.result({"users": found})


def _word(value: object) -> object:
    if isinstance(value, list):
        return ",".join(value)
    return ("yes" if value else "no") if isinstance(value, bool) else value
