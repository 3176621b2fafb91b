"""The ledger's codes in words, for the auditor's pages. No Flask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from access.events import Action, EventKind
from portal.services.audit.dip_sample import ASK, JUSTIFIED, UNJUSTIFIED
from portal.services.audit.masks import RESTRICTED

ACTION_WORDS: dict[str, str] = {
    Action.RISK: "Risk lookup", Action.SEARCH: "Search", Action.SUGGEST: "Suggestions", Action.RECORD: "Record",
    Action.NOMINAL: "Nominal", Action.LINKS: "Links", Action.MATCH: "Search before a record is made", Action.ALERT: "Alert",
    Action.EXPORT: "Export", Action.PRINT: "Print", Action.REPORT_CREATE: "Write a report", Action.RECORD_CREATE: "Make a record",
    Action.RECORD_AMEND: "Amend a record", Action.NOTICE: "Notices", Action.NOMINAL_JUDGE: "Judge who is one person",
    Action.WARNING_PUBLISH: "Hidden dangers", Action.WARNING_AMEND: "Put a warning right",
    Action.WARNING_WITHDRAW: "Withdraw a warning", Action.REQUEST: "File a request", Action.REQUEST_STATUS: "Status of a request",
    Action.REQUEST_PACKAGE: "Package of a request", Action.REQUEST_QUEUE: "Requests", Action.REQUEST_CANDIDATES: "Candidates of a request",
    Action.REQUEST_DECIDE: "Decide a request", Action.REQUEST_SENT: "What a request was answered", Action.REVIEW: "Review of retention", Action.DISPOSE: "Disposal",
    Action.AUDIT: "Audit", Action.USERS: "People", Action.FEEDS: "Feeds",
}  # fmt: skip
_KINDS: dict[str, str] = {
    EventKind.PERMIT_GRANTED: "Permitted",
    EventKind.PERMIT_DENIED: "Refused",
    EventKind.PERMIT_PURPOSE_MISSING: "Refused: no purpose",
    EventKind.PERMIT_COMPLETED: "Completed",
    EventKind.DEED_INTENDED: "About to be done",
}

NAMED = 5  # records of a look that are named, and not only counted
VERDICT_WORDS: dict[str, str] = {
    JUSTIFIED: "Justified: purpose and look fit",
    ASK: "To be asked about",
    UNJUSTIFIED: "Not justified: to be followed up",
}


def drawn_words(looks: Sequence[Mapping[str, Any]], asked: str) -> str:
    """`10 looks drawn, 3 reviewed.`"""
    if not looks:
        return "No look in that time."
    reviewed = sum(bool(one["verdicts"]) for one in looks)
    fewer = f" {asked} were asked for: no more were met." if str(len(looks)) != asked else ""
    return f"{len(looks)} {'look' if len(looks) == 1 else 'looks'} drawn, {reviewed} reviewed.{fewer}"


def records_words(subjects: Sequence[str]) -> str:
    """`CRIS/2314567/24, CRIS/2314568/24 and 9 that are restricted`: a few by name, the rest by number."""
    named = [one for one in subjects if one != RESTRICTED]
    closed, more = len(subjects) - len(named), len(named[NAMED:])
    said = [
        *named[:NAMED],
        *([f"{more} more"] if more else []),
        *([f"{closed} restricted"] if closed else []),
    ]
    return " and ".join(filter(None, (", ".join(said[:-1]), said[-1]))) if said else ""


def verdict_words(verdict: str) -> str:
    """What an auditor said of a look."""
    return VERDICT_WORDS.get(verdict, verdict)


def kind_words(kind: str) -> str:
    """A kind of event in words: `second-factor.set` as Second factor set."""
    return _KINDS.get(kind) or kind.replace(".", " ").replace("-", " ").capitalize()


def action_words(action: str) -> str:
    """An action in words: `request-queue` as Requests."""
    return ACTION_WORDS.get(action) or action.replace("-", " ").capitalize()


FILTERS = {"kind_words": kind_words, "action_words": action_words, "verdict_words": verdict_words}
