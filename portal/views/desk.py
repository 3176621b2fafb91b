"""The disclosure officer's pages: the queue, one request, the preview, the sending."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.presenters.here import services
from portal.services.errors import Conflict, Invalid
from portal.services.requests.items import kept
from portal.services.requests.store import MOST_DECIDED
from portal.views import desk_items, desk_words
from portal.views.door import asker, fresh_log_in, identity_needed

Given = Mapping[str, str]


def routes(pages: Blueprint) -> None:
    """Name the addresses."""
    pages.add_url_rule("/requests", "requests_queue", queue)
    pages.add_url_rule("/requests/<id>", "request_page", one, methods=["GET", "POST"])
    pages.add_url_rule("/requests/<id>/preview", "request_preview", preview, methods=["POST"])
    pages.add_url_rule("/requests/<id>/send", "request_send", send, methods=["POST"])
    pages.add_url_rule("/requests/<id>/afresh", "request_afresh", afresh)
    pages.add_url_rule("/requests/<id>/refuse", "request_refuse", refuse, methods=["POST"])


def queue() -> str:
    """Requests by time left."""
    identity_needed()
    found = services().requests.queue(asker())
    rows = [desk_words.request_view(row) for row in found["requests"]]
    waiting = [row for row in rows if row["status"] == "open"]
    last = next((row for row in rows if row["id"] == request.args.get("decided")), None)
    said = desk_words.decided_words(last)
    return render_template(
        "requests/queue.html",
        open=waiting,
        done=[row for row in rows if row["status"] != "open"],
        most_decided=MOST_DECIDED,
        summary=desk_words.queue_summary(waiting),
        decided={"id": last["id"], "said": said} if last and said else None,
        marking=found.get("marking"),
        audit_id=found.get("audit_id"),
    )


def one(id: str) -> str:
    """One request: the records that may answer it, with decisions already made filled in; or what was sent."""
    identity_needed()
    found = services().requests.one(asker(), id, desk_items.written(request.form))
    return _sent_page(found) if "sent" in found else _request_page(found, {})


def preview(id: str) -> str | tuple[str, int]:
    """The package exactly as the partner will get it, from the decisions given."""
    identity_needed()
    found, decisions, refused = _decided(id)
    return refused or _previewed(found, decisions, stale=False)


def send(id: str) -> Response | str | tuple[str, int]:
    """Send what was previewed, after a fresh log-in."""
    identity_needed()
    found, decisions, refused = _decided(id)
    if refused:
        return refused
    if not fresh_log_in():
        page = _previewed(found, decisions, stale=True)
        return (page, 401) if isinstance(page, str) else page
    try:
        services().requests.decide(asker(), id, decisions)
    except Invalid as wrong:
        return _refused(found, wrong)
    except Conflict:
        return _late(id)
    return redirect(url_for("pages.requests_queue", decided=id), 303)


Found = Mapping[str, Any]
Decisions = Sequence[Mapping[str, Any]]


def _decided(id: str) -> tuple[Found, Decisions, tuple[str, int] | None]:
    """The request with the decisions of the form; or the page that says what is missing of them."""
    found = services().requests.candidates(asker(), id, desk_items.written(request.form))
    if found["request"]["status"] != "open":
        return found, (), _late(id)
    given = desk_items.aligned(found["items"], request.form)
    if errors := desk_items.missing(found["items"], given):
        return found, (), (_request_page(found, errors), 422)
    return found, desk_items.decisions(found["items"], given), None


def _previewed(found: Found, decisions: Decisions, *, stale: bool) -> str | tuple[str, int]:
    try:
        package = services().requests.preview(asker(), found["request"]["id"], decisions)
    except Invalid as wrong:
        return _refused(found, wrong)
    return _preview_page(found, package, decisions, stale=stale)


def _late(id: str) -> tuple[str, int]:
    """Somebody was first: what they decided, and that nothing of this was."""
    return _sent_page(services().requests.one(asker(), id), late=True), 409


def _refused(found: Found, wrong: Invalid) -> tuple[str, int]:
    """What the service refused, at the record that it is about."""
    field = desk_items.field_of(found["items"], wrong.field)
    return _request_page(found, {field: f"{wrong.field}: {wrong.message}"}), 422


def afresh(id: str) -> str:
    """Logged in afresh, in a window of its own: the decisions stand in the one that it was opened from, and are sent there."""
    identity_needed()
    return render_template("requests/afresh.html", id=id)


def refuse(id: str) -> Response | tuple[str, int]:
    """Refuse a request as a whole; the reason stays in the house."""
    identity_needed()
    reason = request.form.get("refusal", "").strip()
    if not reason:
        found = services().requests.candidates(asker(), id)
        return _request_page(found, {"refusal": "Give the reason for refusing the request"}), 422
    try:
        services().requests.refuse(asker(), id, reason)
    except Conflict:
        return _late(id)
    return redirect(url_for("pages.requests_queue", decided=id), 303)


def _request_page(found: Mapping[str, Any], errors: Mapping[str, str]) -> str:
    return render_template(
        "requests/request.html",
        r=desk_words.request_view(found["request"]),
        items=desk_items.item_views(found["items"], desk_items.aligned(found["items"], request.form)),
        namesakes=found.get("namesakes"),
        more=found.get("more"),
        unread=found.get("unread"),
        choices=desk_items.CHOICES,
        errors=errors,
        marking=found.get("marking"),
        audit_id=found.get("audit_id"),
    )


def _sent_page(found: Mapping[str, Any], *, late: bool = False) -> str:
    return render_template(
        "requests/sent.html",
        late=late,
        r=desk_words.request_view(found["request"]),
        sent=desk_words.sent_view(found["sent"]),
        marking=found.get("marking"),
        audit_id=found.get("audit_id"),
    )


def _preview_page(found: Found, package: Mapping[str, Any], decisions: Decisions, *, stale: bool) -> str:
    return render_template(
        "requests/preview.html",
        r=desk_words.request_view(found["request"]),
        package=desk_words.package_view(package),
        decisions=[desk_words.house_view(kept(one)) for one in decisions],
        kept=_kept(request.form),
        stale=stale,
        verify_url=url_for(
            "security.verify", next=url_for("pages.request_afresh", id=found["request"]["id"])
        ),
        marking=package.get("marking"),
        audit_id=package.get("audit_id"),
    )


def _kept(form: Given) -> Sequence[tuple[str, str]]:
    """The decisions, to go along with the sending."""
    return [(name, value) for name, value in form.items() if name.startswith("item-")]
