"""The disclosure officer's pages: the queue, one request, the preview, the sending."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.presenters.here import services
from portal.services.request_store import MOST_DECIDED
from portal.views import desk_words
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
    found = services().requests.one(asker(), id)
    return _sent_page(found) if "sent" in found else _request_page(found, request.form, {})


def preview(id: str) -> str | tuple[str, int]:
    """The package exactly as the partner will get it, from the decisions given."""
    identity_needed()
    found = services().requests.candidates(asker(), id)
    errors = desk_words.missing(found["items"], request.form)
    if errors:
        return _request_page(found, request.form, errors), 422
    decisions = desk_words.decisions(found["items"], request.form)
    return _preview_page(found, services().requests.preview(asker(), id, decisions), stale=False)


def send(id: str) -> Response | tuple[str, int]:
    """Send what was previewed, after a fresh log-in."""
    identity_needed()
    found = services().requests.candidates(asker(), id)
    errors = desk_words.missing(found["items"], request.form)
    if errors:
        return _request_page(found, request.form, errors), 422
    decisions = desk_words.decisions(found["items"], request.form)
    if not fresh_log_in():
        return _preview_page(found, services().requests.preview(asker(), id, decisions), stale=True), 401
    services().requests.decide(asker(), id, decisions)
    return redirect(url_for("pages.requests_queue", decided=id), 303)


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
        return _request_page(
            found, request.form, {"refusal": "Give the reason for refusing the request"}
        ), 422
    services().requests.refuse(asker(), id, reason)
    return redirect(url_for("pages.requests_queue", decided=id), 303)


def _request_page(found: Mapping[str, Any], given: Given, errors: Mapping[str, str]) -> str:
    return render_template(
        "requests/request.html",
        r=desk_words.request_view(found["request"]),
        items=desk_words.item_views(found["items"], given),
        namesakes=found.get("namesakes"),
        more=found.get("more"),
        unread=found.get("unread"),
        choices=desk_words.CHOICES,
        errors=errors,
        marking=found.get("marking"),
        audit_id=found.get("audit_id"),
    )


def _sent_page(found: Mapping[str, Any]) -> str:
    return render_template(
        "requests/sent.html",
        r=desk_words.request_view(found["request"]),
        sent=desk_words.sent_view(found["sent"]),
        marking=found.get("marking"),
        audit_id=found.get("audit_id"),
    )


def _preview_page(found: Mapping[str, Any], package: Mapping[str, Any], *, stale: bool) -> str:
    return render_template(
        "requests/preview.html",
        r=desk_words.request_view(found["request"]),
        package=desk_words.package_view(package),
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
