"""Accounts as the command line uses them: passwords hashed as the portal will check them."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from typing import Any

from access.account_values import AccountError
from access.accounts import Account, Accounts
from indexer.home import Home
from portal.app import password_hasher
from portal.commands.context import Context, Failure
from portal.views.dates import LOCAL


@contextmanager
def open_accounts(context: Context, home: Home) -> Iterator[Accounts]:
    """The instance's accounts. What cannot be done raises Failure."""
    accounts = Accounts.open(context.accounts_url(home), password_hasher(home.password_salt))
    try:
        yield accounts
    except AccountError as error:
        raise Failure(str(error)) from None
    finally:
        accounts.close()


def new_password() -> str:
    """A password of 128 random bits, to be typed by a person."""
    return secrets.token_urlsafe(16)


def shown(account: Account) -> dict[str, Any]:
    """An account for programs; never its password."""
    return {
        "user": account.user,
        "role": account.role.value,
        "force": account.force,
        "groups": sorted(account.groups),
        "compartments": sorted(account.compartments),
        "tier": account.tier,
        "sensitive": account.sensitive,
        "active": account.active,
        "expires": account.expires.isoformat() if account.expires else None,
        "ends": [
            {"kind": kind, "name": name, "until": until.isoformat()}
            for (kind, name), until in sorted(account.ends.items())
        ],
    }


def end_of(day: datetime | None) -> datetime | None:
    """The moment at which what holds through this day ends. Raises Failure for a day that has passed."""
    if day is None:
        return None
    end = datetime.combine(day.date() + timedelta(days=1), time(), LOCAL).astimezone(UTC)
    if end <= datetime.now(UTC):
        raise Failure("--until: has passed")
    return end
