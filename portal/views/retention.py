"""The records manager's pages: what is due for review, and the review of one record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from portal.presenters.here import services
from portal.services.errors import Invalid, Invalids
from portal.services.retention.rules import NotDisposable
from portal.services.retention.service import MOST_DISPOSED
from portal.views import retention_words
from portal.views.door import asker, identity_needed

_SAID = "retention_said"


def routes(pages: Blueprint) -> None:
    """Name the addresses."""
    pages.add_url_rule("/retention", "retention", queue)
    pages.add_url_rule("/retention/disposed", "retention_disposed", disposed)
    pages.add_url_rule("/retention/<system>/<path:ref>", "retention_review", review, methods=["GET", "POST"])


def queue() -> str:
    """What is due, the longest overdue first."""
    identity_needed()
    found = services().retention.queue(asker())
    return render_template(
        "retention/queue.html",
        said=session.pop(_SAID, None),
        due=found["due"],
        summary=retention_words.summary(found["due"], more=found["more"]),
        marking=found["marking"],
        audit_id=found["audit_id"],
    )


def disposed() -> str:
    """What this records manager disposed of: tombstones."""
    identity_needed()
    found = services().retention.disposed(asker())
    return render_template("retention/disposed.html", most=MOST_DISPOSED, **found)


def review(system: str, ref: str) -> Response | str | tuple[str, int]:
    """One record with what decides about it; or what was said of it."""
    identity_needed()
    if request.method != "POST":
        return _page(system, ref, {}, {})
    try:
        done = services().retention.decide(asker(), system, ref, request.form.to_dict())
    except Invalid as error:
        told = error.errors if isinstance(error, Invalids) else ((error.field, error.message),)
        against = error.against if isinstance(error, NotDisposable) else None
        return _page(system, ref, request.form, retention_words.problems(told, against)), 422
    session[_SAID] = retention_words.done_words(done)  # told once, to who did it
    return redirect(url_for("pages.retention"), 303)


def _page(system: str, ref: str, given: Mapping[str, str], errors: Mapping[str, str]) -> str:
    found: dict[str, Any] = services().retention.one(asker(), system, ref)
    return render_template(
        "retention/review.html",
        r=found,
        g=retention_words.grounds_view(found["grounds"]),
        choices=retention_words.choices(found["grounds"]),
        given=given,
        errors=errors,
        marking=found["marking"],
        audit_id=found["audit_id"],
    )
