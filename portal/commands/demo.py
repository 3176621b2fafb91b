"""`sightline demo`: an invented town, exported as its nine systems would, loaded once, with an account of every role, and served."""

from __future__ import annotations

import secrets
import shutil
from contextlib import closing
from datetime import UTC, date, datetime
from typing import Any

import click

from access.accounts import Accounts
from access.events import EventKind
from indexer.demo.town import GRANTS, Grant, Town
from indexer.home import Home, HomeError
from indexer.sources import SYSTEMS
from indexer.store import Store
from portal.commands.accounts import open_accounts
from portal.commands.context import Context, Output, command
from portal.commands.ledger import note
from portal.commands.load import take, until_searchable
from portal.commands.resolve import run as resolve_nominals
from portal.commands.servers import Servers
from portal.commands.supervise import keeping, serve

NOTE = "demo.json"
FORCES = ("45", "46", "01")  # the two partners are the first of these that are not the instance's own
PARTNER = Grant("partner", sensitive=False)


@click.command("demo")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--people", default=500, show_default=True, type=click.IntRange(0), help="How many live in the town."
)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day that the town stands at (today).")
@click.option("--no-serve", is_flag=True, help="Make and load it only.")
@command
def demo(
    context: Context, out: Output, port: int, host: str, people: int, today: datetime | None, no_serve: bool
) -> None:
    """Make, load and serve a synthetic town. What was loaded once is served as it is."""
    home = context.home(demo=True)
    if not home.demo:
        raise HomeError(f"{home.path} is not a demo's home; set SIGHTLINE_HOME to another")
    make = _Town(context, out, home, people, today.date() if today else datetime.now(UTC).date())
    if no_serve:
        with keeping(home, out), Servers(context, home, out.note, index_at_once=not make.done) as servers:
            make.load(servers)
        out.result({"home": str(home.path), "accounts": str(home.accounts_file), **(home.read(NOTE) or {})})
        return
    try:
        serve(context, out, home, host, port, make.load, index_at_once=not make.done)
    except KeyboardInterrupt:
        out.note("Stopped.")


class _Town:
    """The town of one demo: generated, loaded and peopled with accounts, unless it was before."""

    def __init__(self, context: Context, out: Output, home: Home, people: int, today: date) -> None:
        self._context, self._out, self._home = context, out, home
        self._people, self._today = people, today

    @property
    def done(self) -> bool:
        """Whether an earlier start loaded it."""
        return self._home.read(NOTE) is not None

    def load(self, servers: Servers) -> None:
        """Do what was not done yet."""
        if not self._home.accounts_file.exists():
            self._make_accounts()
        before = self._home.read(NOTE)
        if before is None:
            self._load(servers)
        elif before.get("people") != self._people:
            self._out.note(
                f"This demo holds a town of {before.get('people')} people; `make clean` makes room for another"
            )
        self._out.line(f"Accounts and passwords: {self._home.accounts_file}")

    def _load(self, servers: Servers) -> None:
        counts = {"loaded": 0, "unchanged": 0, "rejected": 0}
        if self._people:
            counts = self._load_town(servers)
            resolve_nominals(self._context, self._home, self._out)
        made = {"people": self._people, "today": self._today.isoformat(), **counts}
        note(self._context, self._home, EventKind.FEED_LOADED, {"system": "demo", **made})
        self._home.write(NOTE, made)

    def _load_town(self, servers: Servers) -> dict[str, int]:
        folder = self._home.file("town")
        shutil.rmtree(folder, ignore_errors=True)
        self._out.note(f"Making a town of {self._people} people …")
        Town(self._people, self._today, self._home.force).export(folder)
        counts = dict.fromkeys(("loaded", "unchanged", "rejected"), 0)
        with closing(Store(self._context.records_url(self._home))) as store:
            for system in SYSTEMS:
                own = (folder / system.code,)
                result = take(store, system.code, own, self._home, self._out, servers.watch)
                counts = {name: count + getattr(result, name) for name, count in counts.items()}
            until_searchable(store, self._out, servers.goes_on)
        self._out.line(", ".join(f"{name} {count}" for name, count in counts.items()))
        return counts

    def _make_accounts(self) -> None:
        with open_accounts(self._context, self._home) as accounts:
            there = {account.user for account in accounts.list()}
            people = [self._person(accounts, name, GRANTS[name], name in there) for name in GRANTS]
            people.append(self._person(accounts, "partner", PARTNER, "partner" in there))
            clients = [_client(accounts, force) for force in self._partners()]
        details = {
            "users": [person["username"] for person in people],
            "clients": [c["client_id"] for c in clients],
        }
        note(self._context, self._home, EventKind.USER_ADDED, details)
        self._home.write("accounts.json", {"accounts": people, "clients": clients})

    def _partners(self) -> list[str]:
        return [force for force in FORCES if force != self._home.force][:2]

    def _person(self, accounts: Accounts, name: str, grant: Grant, there: bool) -> dict[str, str]:
        password = secrets.token_urlsafe(12)
        if there:  # an earlier start was interrupted before it could tell the passwords
            accounts.set_password(name, password)
        else:
            accounts.add(
                name,
                grant.role,
                self._partners()[0] if grant is PARTNER else self._home.force,
                groups=grant.groups,
                compartments=grant.compartments,
                sensitive=grant.sensitive,
                password=password,
                by="demo",
            )
        return {"role": grant.role, "username": name, "password": password}


def _client(accounts: Accounts, force: str) -> dict[str, Any]:
    client_id, secret = accounts.add_client(force)
    return {"force": force, "client_id": client_id, "client_secret": secret}
