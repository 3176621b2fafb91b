"""The ledger's codes in words, for the auditor's pages. No Flask."""

from __future__ import annotations

from access.events import Action, EventKind

ACTION_WORDS: dict[str, str] = {
    Action.RISK: "Risk lookup", Action.SEARCH: "Search", Action.SUGGEST: "Suggestions", Action.RECORD: "Record",
    Action.NOMINAL: "Nominal", Action.LINKS: "Links", Action.MATCH: "Search before a record is made", Action.ALERT: "Alert",
    Action.EXPORT: "Export", Action.PRINT: "Print", Action.REPORT_CREATE: "Write a report", Action.RECORD_CREATE: "Make a record",
    Action.RECORD_AMEND: "Amend a record", Action.NOTICE: "Notices", Action.NOMINAL_JUDGE: "Judge who is one person",
    Action.WARNING_PUBLISH: "Hidden dangers", Action.REQUEST: "File a request", Action.REQUEST_STATUS: "Status of a request",
    Action.REQUEST_PACKAGE: "Package of a request", Action.REQUEST_QUEUE: "Requests", Action.REQUEST_CANDIDATES: "Candidates of a request",
    Action.REQUEST_DECIDE: "Decide a request", Action.REQUEST_SENT: "What a request was answered", Action.REVIEW: "Review of retention", Action.DISPOSE: "Disposal",
    Action.AUDIT: "Audit", Action.USERS: "People", Action.FEEDS: "Feeds",
}  # fmt: skip
_KINDS: dict[str, str] = {
    EventKind.PERMIT_GRANTED: "Permitted",
    EventKind.PERMIT_DENIED: "Refused",
    EventKind.PERMIT_PURPOSE_MISSING: "Refused: no purpose",
    EventKind.PERMIT_COMPLETED: "Completed",
}


def kind_words(kind: str) -> str:
    """A kind of event in words: `second-factor.set` as Second factor set."""
    return _KINDS.get(kind) or kind.replace(".", " ").replace("-", " ").capitalize()


def action_words(action: str) -> str:
    """An action in words: `request-queue` as Requests."""
    return ACTION_WORDS.get(action) or action.replace("-", " ").capitalize()


FILTERS = {"kind_words": kind_words, "action_words": action_words}
