"""What an account looks like from outside, and what may be written into one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from hashlib import sha256

from access.forces import RULE, is_force
from access.identity import Role
from access.markings import TIERS

USER_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
_NAME = re.compile(r"\S(?:.{0,98}\S)?")


class AccountError(ValueError):
    """What was asked for cannot be. field: which part of it; message: why."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


class Unchanged(Enum):
    """What is not told stays as it is, where None tells something."""

    AS_IT_IS = "as it is"


UNCHANGED = Unchanged.AS_IT_IS


class NotActive(LookupError):  # noqa: N818
    """No such account, or one that is disabled or expired: one answer for all of them."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account as administrators see it. expires and the times: UTC; ends: when a group or compartment lapses, if ever."""

    user: str
    role: Role
    force: str
    groups: frozenset[str]
    compartments: frozenset[str]
    ends: Mapping[tuple[str, str], datetime]
    tier: str
    sensitive: bool
    active: bool
    expires: datetime | None
    locked_until: datetime | None


@dataclass(frozen=True, slots=True)
class Client:
    """A partner force's client, less its secret."""

    client_id: str
    force: str
    active: bool
    created: datetime
    last_used: datetime | None


def checked_user(value: str) -> str:
    """A user name as it may be given: a warrant number or the like."""
    return _checked("user", USER_NAME, value, "letters, digits and . _ @ -, at most 64")


def checked_force(value: str) -> str:
    """A force code."""
    if not is_force(value):
        raise AccountError("force", f"must be a force's code: {RULE}")
    return value


def checked_name(kind: str, value: str) -> str:
    """The name of a group or a compartment. `*` is the audience of everyone in a force: nobody holds it."""
    if value == "*":
        raise AccountError(kind, "* means everyone and cannot be held")
    return _checked(kind, _NAME, value, "1 to 100 characters")


def checked_role(value: Role | str) -> Role:
    """A role by its name."""
    try:
        return Role(value)
    except ValueError:
        raise AccountError("role", "must be one of " + ", ".join(Role)) from None


def checked_tier(value: str) -> str:
    """The highest marking that somebody may see."""
    if value not in TIERS:
        raise AccountError("tier", "must be one of " + ", ".join(TIERS))
    return value


def digest(secret: str) -> str:
    """What is kept of a client's secret."""
    return sha256(secret.encode(errors="surrogatepass")).hexdigest()


def _checked(field: str, pattern: re.Pattern[str], value: str, rule: str) -> str:
    if not pattern.fullmatch(value):
        raise AccountError(field, f"must be {rule}")
    return value
