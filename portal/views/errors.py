"""When a page cannot be given: plain words, the right status, nothing of what is hidden."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from access.gateway import CursorError, EngineUnavailable
from access.ledger import LedgerDamaged
from access.permit import Denied, LedgerUnavailable, PermitExpired, PurposeMissing
from portal.services.errors import Busy, Conflict, Invalid, NotFound
from portal.views import again

TITLES = {
    400: ("The request could not be read", "Go back, and try again."),
    403: ("Your role does not open this page", "If your work needs it, ask your supervisor."),
    404: ("Nothing here that you may see", "Either there is no such page or record, or it is not open to you. Both read the same."),
    405: ("The request could not be read", "Go back, and try again."),
    409: ("Not now", "The state of this has changed. Load it again."),
    413: ("Too much was sent", "Send less at once."),
    422: ("That could not be understood", ""),
    429: ("Too many tries", "Wait a minute, and try again."),
    500: ("Something went wrong", "It has been noted. Try again; if it goes on, tell the control room's support."),
    503: ("Sightline cannot answer now", "Nothing was searched and nothing is shown. Use the systems themselves, and try again in a minute."),
}  # fmt: skip
# Fields as a sentence begins; of the others, which no form has wrong, the name is told.
FIELDS = {"q": "What you asked"}
LEDGER = "The ledger cannot be written, and without it nothing is opened."
ENGINE = "The search engine does not answer."
BUSY = "Texts of others are still being read. Try again in a minute."
LATE = "It took longer than it may, and was stopped. Try again in a minute."

Page = tuple[str, int]


def page(status: int, *more: str, reference: str | None = None) -> Page:
    """An error page and its status."""
    title, advice = TITLES.get(status, TITLES[500])
    lines = [line for line in (*more, advice) if line]
    links = [{"href": url_for("pages.home"), "text": "To the first page"}]
    return render_template("error.html", title=title, lines=lines, links=links, reference=reference), status


def stale() -> Page:
    """A form of a page that was opened before the session began, or is of no page of ours."""
    lines = ["Nothing was done with what you sent. Load the page again, and send it once more."]
    links = [{"href": url_for("pages.home"), "text": "To the first page"}]
    return render_template("error.html", title="The page was out of date", lines=lines, links=links), 403


def handlers(pages: Blueprint) -> None:
    """What the pages' own views may raise."""
    pages.register_error_handler(PurposeMissing, _to_purpose)
    ledger = (LedgerUnavailable, LedgerDamaged)
    late = (Busy, PermitExpired, EngineUnavailable)
    for known in (Denied, NotFound, Conflict, Invalid, CursorError, *ledger, *late):
        pages.register_error_handler(known, _in_words)


def for_error(error: HTTPException) -> Page:
    """The page for an error outside of any view: an address that is not there, a fault."""
    return page(error.code or 500)


def said_of(error: Invalid) -> str:
    """What is wrong with an input, as a sentence."""
    named = FIELDS.get(error.field)
    return f"{named} {error.message}." if named else f"{error.field}: {error.message}."


def _in_words(error: Exception) -> Page:
    match error:
        case Denied():
            return page(403, reference=error.audit_id)
        case Invalid():
            return page(422, said_of(error))
        case CursorError():
            return page(422, "This page of the results has gone stale. Search again.")
        case Conflict():
            return page(409, str(error))
        case LedgerUnavailable():
            return page(503, LEDGER)
        case LedgerDamaged():
            return page(503, f"The ledger is damaged: {error}. Have it verified.")
        case Busy():
            return page(503, BUSY)
        case PermitExpired():
            return page(503, LATE)
        case EngineUnavailable():
            return page(503, ENGINE)
    return page(404)


def _to_purpose(_: PurposeMissing) -> Response | Page:
    """Ask why, then go on with what was asked."""
    if again.applies():
        return again.page("purpose", 422)
    onward = request.full_path.rstrip("?") if request.method == "GET" else url_for("pages.home")
    return redirect(url_for("pages.purpose", next=onward), 303)
