"""Every kind of event that the ledger keeps, and every action that needs a permit.

What is not named here cannot be recorded, so this page is the whole audit vocabulary.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from access.identity import Identity
from access.permissions import Permission
from access.purposes import Purpose


class EventKind(StrEnum):
    """What happened."""

    # A look or an act under a permit: before, refused, after
    PERMIT_GRANTED = "permit.granted"
    PERMIT_DENIED = "permit.denied"
    PERMIT_PURPOSE_MISSING = "permit.purpose-missing"
    PERMIT_COMPLETED = "permit.completed"
    # Coming and going
    LOGIN_SUCCEEDED = "login.succeeded"
    LOGIN_FAILED = "login.failed"
    LOGIN_LOCKED = "login.locked"
    LOGIN_REFRESHED = "login.refreshed"
    LOGOUT = "logout"
    SECOND_FACTOR_SET = "second-factor.set"
    SECOND_FACTOR_FAILED = "second-factor.failed"
    PURPOSE_CHANGED = "purpose.changed"
    TOKEN_ISSUED = "token.issued"  # noqa: S105
    TOKEN_REFUSED = "token.refused"  # noqa: S105
    RATE_LIMITED = "rate.limited"
    # What is about to be done, by the kind of the row that follows once it was: no claim that it was
    DEED_INTENDED = "deed.intended"
    # Data leaving
    PRINTED = "printed"
    # Records
    REPORT_CREATED = "report.created"
    RECORD_CREATED = "record.created"
    RECORD_AMENDED = "record.amended"
    RECORD_RETAINED = "record.retained"
    RECORD_AMENDMENT_ASKED = "record.amendment-asked"
    RECORD_DISPOSED = "record.disposed"
    RECORD_DELETED = "record.deleted"
    WARNING_PUBLISHED = "warning.published"
    WARNING_DECLINED = "warning.declined"
    WARNING_AMENDED = "warning.amended"
    WARNING_WITHDRAWN = "warning.withdrawn"
    NOMINAL_JOINED = "nominal.joined"
    NOMINAL_SPLIT = "nominal.split"
    NOMINAL_VETOED = "nominal.vetoed"
    # What somebody looked at, weighed afterwards by an auditor
    LOOK_REVIEWED = "look.reviewed"
    # Operators
    USER_ADDED = "user.added"
    USER_CHANGED = "user.changed"
    USER_GRANTED = "user.granted"
    USER_REVOKED = "user.revoked"
    USER_DISABLED = "user.disabled"
    USER_ENABLED = "user.enabled"
    CLIENT_ADDED = "client.added"
    CLIENT_DISABLED = "client.disabled"
    FEED_LOADED = "feed.loaded"
    QUARANTINE_READ = "quarantine.read"
    QUARANTINE_RETRIED = "quarantine.retried"
    INDEX_REBUILT = "index.rebuilt"
    NOMINALS_RESOLVED = "nominals.resolved"
    # The ledger itself
    LEDGER_VERIFIED = "ledger.verified"
    LEDGER_EXPORTED = "ledger.exported"
    LEDGER_ERASED = "ledger.erased"


class Action(StrEnum):
    """What a permit may be asked for."""

    RISK = "risk"
    SEARCH = "search"
    SUGGEST = "suggest"
    RECORD = "record"
    NOMINAL = "nominal"
    LINKS = "links"
    MATCH = "match"
    ALERT = "alert"
    EXPORT = "export"
    PRINT = "print"
    REPORT_CREATE = "report-create"
    RECORD_CREATE = "record-create"
    RECORD_AMEND = "record-amend"
    NOTICE = "notice"
    NOMINAL_JUDGE = "nominal-judge"
    WARNING_PUBLISH = "warning-publish"
    WARNING_AMEND = "warning-amend"
    WARNING_WITHDRAW = "warning-withdraw"
    REQUEST = "request"
    REQUEST_STATUS = "request-status"
    REQUEST_PACKAGE = "request-package"
    REQUEST_QUEUE = "request-queue"
    REQUEST_CANDIDATES = "request-candidates"
    REQUEST_DECIDE = "request-decide"
    REQUEST_SENT = "request-sent"
    REVIEW = "review"
    DISPOSE = "dispose"
    AUDIT = "audit"
    USERS = "users"
    FEEDS = "feeds"


class Outcome(StrEnum):
    """What came of an act, in the row after it; under refused, nothing was done."""

    ANSWERED = "answered"
    NOT_FOUND = "not-found"
    NOT_YET = "not-yet"
    REFUSED = "refused"
    BUSY = "busy"
    EXPIRED = "expired"
    FAILED = "failed"
    CREATED = "created"
    SAVED = "saved"
    KEPT = "kept"
    CHECKED = "checked"
    FILED = "filed"
    AMENDED = "amended"
    WITHDRAWN = "withdrawn"
    FORGOTTEN = "forgotten"
    PUBLISHED = "published"
    DECLINED = "declined"
    SETTLED = "settled"
    JUDGED = "judged"
    JOINED = "join"
    SPLIT = "split"
    VETOED = "veto"
    RETAINED = "retained"
    AMENDMENT_ASKED = "amendment-asked"
    DISPOSED = "disposed"
    PRINTED = "printed"
    EXPORTED = "exported"


# Which permission an action needs. An action that is not here is nobody's.
PERMISSION_FOR: dict[Action, Permission] = {
    Action.RISK: Permission.RISK,
    Action.SEARCH: Permission.SEARCH,
    Action.SUGGEST: Permission.SEARCH,
    Action.RECORD: Permission.RECORD,
    Action.NOMINAL: Permission.NOMINAL,
    Action.LINKS: Permission.NOMINAL,
    Action.MATCH: Permission.RECORD_CREATE,
    Action.ALERT: Permission.ALERT,
    Action.EXPORT: Permission.EXPORT,
    Action.PRINT: Permission.PRINT,
    Action.REPORT_CREATE: Permission.REPORT_CREATE,
    Action.RECORD_CREATE: Permission.RECORD_CREATE,
    Action.RECORD_AMEND: Permission.RECORD_AMEND,
    Action.NOTICE: Permission.RECORD,
    Action.NOMINAL_JUDGE: Permission.NOMINAL_JUDGE,
    Action.WARNING_PUBLISH: Permission.WARNING_PUBLISH,
    Action.WARNING_AMEND: Permission.WARNING_PUBLISH,
    Action.WARNING_WITHDRAW: Permission.WARNING_PUBLISH,
    Action.REQUEST: Permission.REQUEST_FILE,
    Action.REQUEST_STATUS: Permission.REQUEST_READ,
    Action.REQUEST_PACKAGE: Permission.REQUEST_READ,
    Action.REQUEST_QUEUE: Permission.REQUEST_DECIDE,
    Action.REQUEST_CANDIDATES: Permission.REQUEST_DECIDE,
    Action.REQUEST_DECIDE: Permission.REQUEST_DECIDE,
    Action.REQUEST_SENT: Permission.REQUEST_DECIDE,
    Action.REVIEW: Permission.RECORDS_REVIEW,
    Action.DISPOSE: Permission.RECORDS_REVIEW,
    Action.AUDIT: Permission.AUDIT_READ,
    Action.USERS: Permission.USERS_MANAGE,
    Action.FEEDS: Permission.FEEDS_READ,
}

# Acts on the instance rather than looks at people; everything else is refused without a purpose.
NO_PURPOSE_NEEDED: frozenset[Action] = frozenset({Action.USERS, Action.FEEDS})


@dataclass(frozen=True, slots=True)
class Event:
    """Something to be kept.

    user, role, force, action and purpose_code stand in the row's head, by which auditors filter; details
    (JSON values) and subjects (record ids "SYSTEM/ref") in its body, which an erasure may remove.
    audit_id: the permit's, for rows that belong to one; else the ledger gives the event's own id.
    """

    kind: EventKind
    user: str = ""
    role: str = ""
    force: str = ""
    action: str = ""
    purpose_code: str = ""
    audit_id: str | None = None
    subjects: tuple[str, ...] = ()
    details: Mapping[str, object] = field(default_factory=dict)


def event_of(
    kind: EventKind,
    identity: Identity,
    *,
    action: Action | None = None,
    purpose: Purpose | None = None,
    audit_id: str | None = None,
    subjects: tuple[str, ...] = (),
    details: Mapping[str, object] | None = None,
) -> Event:
    """An event of this person's doing, with where they did it from and why."""
    where = {"via": identity.via.value, "session": identity.session, "address": identity.address}
    why = {"reason": purpose.reason, "reference": purpose.reference} if purpose else {}
    return Event(
        kind=kind,
        user=identity.user,
        role=identity.role.value,
        force=identity.force,
        action=action.value if action else "",
        purpose_code=purpose.code.value if purpose else "",
        audit_id=audit_id,
        subjects=subjects,
        details={**where, **why, **(details or {})},
    )
