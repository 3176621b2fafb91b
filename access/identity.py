"""Who is asking: a frozen value, free of the database, that every decision is made from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is employed to do; one role a person."""

    DESPATCHER = "despatcher"
    OFFICER = "officer"
    ANALYST = "analyst"
    SUPERVISOR = "supervisor"
    DISCLOSURE = "disclosure"
    PARTNER = "partner"
    AUDITOR = "auditor"
    RECORDS_MANAGER = "records-manager"
    ADMINISTRATOR = "administrator"


class Via(StrEnum):
    """How somebody got in: a person's session, another force's bearer token, or a job run for a person."""

    SESSION = "session"
    TOKEN = "token"  # noqa: S105  (a way of logging in, not a secret)
    JOB = "job"


@dataclass(frozen=True, slots=True)
class Identity:
    """One person or partner client, as they stand at this request.

    user: the user name (a warrant number), or a partner's client id; force: two-digit force code;
    groups, compartments: plain names; tier: the highest marking that they may see; sensitive: cleared
    for OFFICIAL-SENSITIVE; session: an opaque id of the log-in; address: the network address.
    Read anew for every request and every job (`access.accounts.Accounts.identity`), never kept.
    """

    user: str
    role: Role
    force: str
    groups: frozenset[str] = frozenset()
    compartments: frozenset[str] = frozenset()
    tier: str = "OFFICIAL"
    sensitive: bool = False
    via: Via = Via.SESSION
    session: str = ""
    address: str = ""
