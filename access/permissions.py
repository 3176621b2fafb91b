"""Who may do what: one table, permission to named predicates. Whatever it does not name is denied.

Every rule says both *who* (the role) and *how they got in* (session, token or job), so that the
narrowest way is the default: a partner's token reaches requests and nothing else, a job reaches what
jobs are for. Which of the permitted records somebody sees is not decided here but by handling.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from access.identity import Identity, Role, Via

Predicate = Callable[[Identity], bool]


class Permission(StrEnum):
    """Something that may be done."""

    SEARCH = "search"
    RISK = "risk"
    RECORD = "record"
    NOMINAL = "nominal"
    FULL_INTELLIGENCE = "full-intelligence"
    SOURCE_IDENTITY = "source-identity"
    SENSITIVE_PERSONAL = "sensitive-personal"
    REPORT_CREATE = "report-create"
    RECORD_CREATE = "record-create"
    RECORD_AMEND = "record-amend"
    NOMINAL_JUDGE = "nominal-judge"
    WARNING_PUBLISH = "warning-publish"
    ALERT = "alert"
    EXPORT = "export"
    PRINT = "print"
    REQUEST_FILE = "request-file"
    REQUEST_READ = "request-read"
    REQUEST_DECIDE = "request-decide"
    AUDIT_READ = "audit-read"
    USERS_MANAGE = "users-manage"
    RECORDS_REVIEW = "records-review"
    FEEDS_READ = "feeds-read"


def in_session(identity: Identity) -> bool:
    """A person who has logged in."""
    return identity.via is Via.SESSION and identity.role is not Role.PARTNER


def in_session_or_job(identity: Identity) -> bool:
    """A person who has logged in, or a job that runs for one."""
    return in_session(identity) or (identity.via is Via.JOB and identity.role is not Role.PARTNER)


def by_partner_token(identity: Identity) -> bool:
    """Another force's client, by its bearer token."""
    return identity.via is Via.TOKEN and identity.role is Role.PARTNER


def _one_of(name: str, *roles: Role) -> Predicate:
    def predicate(identity: Identity) -> bool:
        return identity.role in roles

    predicate.__name__ = name
    return predicate


# Whose work is with records at all: not the auditor, who reads the ledger, nor the administrator.
works_with_records = _one_of(
    "works_with_records",
    Role.DESPATCHER,
    Role.OFFICER,
    Role.ANALYST,
    Role.SUPERVISOR,
    Role.DISCLOSURE,
    Role.RECORDS_MANAGER,
)
meets_the_public = _one_of("meets_the_public", Role.DESPATCHER, Role.OFFICER, Role.ANALYST, Role.SUPERVISOR)
# The whole text of a report: those who assess, supervise or disclose intelligence, and those who must
# weigh it for retention. Officers and despatchers work from the sanitised text.
handles_intelligence = _one_of(
    "handles_intelligence", Role.ANALYST, Role.SUPERVISOR, Role.DISCLOSURE, Role.RECORDS_MANAGER
)
# Ethnicity, health and the like, where strictly necessary (Data Protection Act 2018, section 35(5)).
needs_sensitive_personal_data = _one_of(
    "needs_sensitive_personal_data",
    Role.OFFICER,
    Role.ANALYST,
    Role.SUPERVISOR,
    Role.DISCLOSURE,
    Role.RECORDS_MANAGER,
)
writes_records = _one_of("writes_records", Role.OFFICER, Role.ANALYST, Role.SUPERVISOR)
assesses = _one_of("assesses", Role.ANALYST, Role.SUPERVISOR)
takes_data_out = _one_of("takes_data_out", Role.ANALYST, Role.SUPERVISOR, Role.DISCLOSURE)
supervises = _one_of("supervises", Role.SUPERVISOR)
discloses = _one_of("discloses", Role.DISCLOSURE)
audits = _one_of("audits", Role.AUDITOR)
keeps_records = _one_of("keeps_records", Role.RECORDS_MANAGER)
administers = _one_of("administers", Role.ADMINISTRATOR)

# All predicates of a row must hold.
TABLE: dict[Permission, tuple[Predicate, ...]] = {
    Permission.SEARCH: (in_session_or_job, works_with_records),
    Permission.RISK: (in_session, meets_the_public),
    Permission.RECORD: (in_session_or_job, works_with_records),
    Permission.NOMINAL: (in_session_or_job, works_with_records),
    Permission.FULL_INTELLIGENCE: (in_session_or_job, handles_intelligence),
    Permission.SOURCE_IDENTITY: (in_session, supervises),
    Permission.SENSITIVE_PERSONAL: (in_session_or_job, needs_sensitive_personal_data),
    Permission.REPORT_CREATE: (in_session, writes_records),
    Permission.RECORD_CREATE: (in_session, writes_records),
    Permission.RECORD_AMEND: (in_session, writes_records),
    Permission.NOMINAL_JUDGE: (in_session, assesses),
    Permission.WARNING_PUBLISH: (in_session, assesses),
    Permission.ALERT: (in_session_or_job, writes_records),
    Permission.EXPORT: (in_session_or_job, takes_data_out),
    Permission.PRINT: (in_session, works_with_records),
    Permission.REQUEST_FILE: (by_partner_token,),
    Permission.REQUEST_READ: (by_partner_token,),
    Permission.REQUEST_DECIDE: (in_session, discloses),
    Permission.AUDIT_READ: (in_session, audits),
    Permission.USERS_MANAGE: (in_session, administers),
    Permission.RECORDS_REVIEW: (in_session, keeps_records),
    Permission.FEEDS_READ: (in_session, administers),
}


def permits(identity: Identity, permission: Permission | str) -> bool:
    """Whether this identity may do that. Unknown permissions and empty rules are denied."""
    rules = TABLE.get(permission) if isinstance(permission, Permission) else None
    return bool(rules) and all(rule(identity) for rule in rules or ())
