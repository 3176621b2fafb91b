"""Notices: new records that look like ones that their writers could not see, and what is to be put right in one's own."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.presenters.here import services
from portal.services.errors import Invalid
from portal.views.door import asker, identity_needed


def routes(pages: Blueprint) -> None:
    """Name the addresses."""
    pages.add_url_rule("/notices", "notices", notices)
    pages.add_url_rule("/notices/<id>", "notice", settle, methods=["POST"])


def notices() -> str:
    """Those that wait, the newest first."""
    return _page({})


def settle(id: str) -> Response | tuple[str, int]:
    """Say what became of one."""
    identity_needed()
    try:
        services().notices.settle(asker(), id, request.form.get(f"word-{id}"))
    except Invalid as error:
        return _page({f"word-{id}": f"It {error.message}"}), 422
    return redirect(url_for("pages.notices"), 303)


def _page(errors: Mapping[str, str]) -> str:
    identity_needed()
    found = services().notices.open(asker())
    return render_template(
        "notices.html",
        notices=found["notices"],
        amendments=found["amendments"],
        errors=errors,
        marking=found["marking"],
        audit_id=found["audit_id"],
    )
