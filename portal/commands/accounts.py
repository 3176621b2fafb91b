"""Accounts as the command line uses them: passwords hashed as the portal will check them."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from access.account_values import AccountError
from access.accounts import Account, Accounts
from indexer.home import Home
from portal.app import password_hasher
from portal.commands.context import Context, Failure


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
    }
