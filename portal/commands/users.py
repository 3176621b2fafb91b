"""`sightline users`: who may log in, as what, and with which grants."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

import click

from access.account_values import UNCHANGED, Account
from access.accounts import COMPARTMENT, GROUP
from access.events import EventKind
from access.identity import Role
from indexer.hidden_risks import Watch
from portal.commands.accounts import end_of, new_password, open_accounts, shown
from portal.commands.context import Context, Failure, Output, command
from portal.commands.ledger import note

ROLES = [role.value for role in Role]
BY = "command line"


@click.group("users")
def users() -> None:
    """Add and list people, give and take what they hold, close and open accounts."""


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
            by=BY,
        )
    note(context, home, EventKind.USER_ADDED, shown(made))
    told = {} if password else {"password": word}
    out.line(f"Added {made.user} ({made.role.value}, force {made.force})")
    _tell_of_clearance(context, out, made)
    for value in told.values():
        out.line(f"Password, told this once: {value}")
    out.result({**shown(made), **told})


def _tell_of_clearance(context: Context, out: Output, made: Account) -> None:
    """Say where a despatcher is cleared for less than the instance takes every despatcher to be: of what only that hides from
    them, no task tells the owner."""
    if made.role is Role.DESPATCHER and not made.sensitive and Watch.of(context.environment).sensitive:
        out.note(
            f"Mind: {made.user} is not cleared for sensitive records, though every despatcher is taken to be: dangers in such records stay "
            "hidden from them, and no owner is asked for a warning. Clear them (users change --sensitive), or set "
            "SIGHTLINE_DESPATCHER_SENSITIVE=no for the worker."
        )


def _grants(run: Callable[..., None]) -> Callable[..., None]:
    """The options that name groups and compartments."""
    run = click.option("--compartment", "compartments", multiple=True, help="May be given again.")(run)
    return click.option("--group", "groups", multiple=True, help="May be given again.")(run)


def _until(help_: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The option that names a last day."""
    return click.option("--until", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help=help_)


@users.command("grant")
@click.argument("name")
@_grants
@_until("The last day on which it is held; without it, there is no end.")
@command
def grant(
    context: Context,
    out: Output,
    name: str,
    groups: tuple[str, ...],
    compartments: tuple[str, ...],
    until: datetime | None,
) -> None:
    """Give NAME groups and compartments, from the next request on. One that is held already gets this end."""
    home, end = context.home(), end_of(until)
    with open_accounts(context, home) as accounts:
        for kind, held in _each(groups, compartments):
            made = accounts.grant(name, kind, held, by=BY, expires=end)
            told = {"user": made.user, "kind": kind, "name": held, "until": end and end.isoformat()}
            note(context, home, EventKind.USER_GRANTED, told)
            out.line(
                f"Gave {made.user} the {kind} {held}"
                + (f" until the end of {until:%d %B %Y}" if until else "")
            )
    out.result(shown(made))


@users.command("revoke")
@click.argument("name")
@_grants
@command
def revoke(
    context: Context, out: Output, name: str, groups: tuple[str, ...], compartments: tuple[str, ...]
) -> None:
    """Take groups and compartments from NAME, from the next request on."""
    home = context.home()
    with open_accounts(context, home) as accounts:
        for kind, held in _each(groups, compartments):
            made = accounts.revoke(name, kind, held)
            note(context, home, EventKind.USER_REVOKED, {"user": made.user, "kind": kind, "name": held})
            out.line(f"Took the {kind} {held} from {made.user}")
    out.result(shown(made))


def _each(groups: Sequence[str], compartments: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What is named, by kind. Raises Failure where nothing is."""
    if not groups and not compartments:
        raise Failure("name a --group or a --compartment")
    yield from ((GROUP, name) for name in dict.fromkeys(groups))
    yield from ((COMPARTMENT, name) for name in dict.fromkeys(compartments))


@users.command("change")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES))
@click.option("--force", help="Their force's code.")
@click.option("--tier", help="The highest marking that they may see.")
@click.option(
    "--sensitive/--not-sensitive", default=None, help="Cleared for sensitive records, or no longer."
)
@_until("The last day of the account.")
@click.option("--no-end", is_flag=True, help="The account has no last day.")
@command
def change(
    context: Context,
    out: Output,
    /,
    name: str,
    until: datetime | None,
    no_end: bool,
    **given: Any,
) -> None:
    """Change what NAME is, from the next request on. What is not named stays as it is."""
    if until and no_end:
        raise Failure("--until: and --no-end exclude each other")
    home, end = context.home(), end_of(until)
    told = {field: value for field, value in given.items() if value is not None}
    told |= {"expires": end and end.isoformat()} if until or no_end else {}
    if not told:
        raise Failure("name what is to change: --role, --force, --tier, --sensitive, --until or --no-end")
    with open_accounts(context, home) as accounts:
        made = accounts.change(name, **given, expires=end if until or no_end else UNCHANGED)
    note(context, home, EventKind.USER_CHANGED, {"user": made.user, **told})
    out.line(f"Changed {made.user}: " + ", ".join(f"{field} {_told(value)}" for field, value in told.items()))
    _tell_of_clearance(context, out, made)
    out.result(shown(made))


def _told(value: object) -> object:
    return "none" if value is None else _word(value)


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


@users.command("enable")
@click.argument("name")
@command
def enable(context: Context, out: Output, name: str) -> None:
    """Open NAME's closed account again, and lift a lock; an end that has passed stays."""
    home = context.home()
    with open_accounts(context, home) as accounts:
        made = accounts.enable(name)
    note(context, home, EventKind.USER_ENABLED, {"user": made.user})
    out.line(
        f"Enabled {made.user}"
        + ("" if made.active else ", whose account has ended: change --until or --no-end")
    )
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
