"""The first page, the purpose, the theme, the keys."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from access.identity import Role
from access.purposes import PurposeError, parse
from portal.presenters.here import services
from portal.views.door import asker, current_purpose, identity_needed, keep_purpose, note_purpose
from portal.views.shell import THEMES, home_of, keep_theme, local_address

PURPOSE_MESSAGES = {
    "code": "Choose a policing purpose",
    "reason": "Give a reason of 3 to 250 characters",
    "reference": "Give a reference of at most 100 characters, or leave it empty",
}


def routes(pages: Blueprint) -> None:
    """Name the addresses."""
    pages.add_url_rule("/", "home", home)
    pages.add_url_rule("/keys", "keys", keys)
    pages.add_url_rule("/theme", "theme", theme, methods=["POST"])
    pages.add_url_rule("/printed", "printed", printed, methods=["POST"])
    pages.add_url_rule("/purpose", "purpose", purpose, methods=["GET", "POST"])


def home() -> Response | str:
    """To where this person's work begins; a question asked of the first page is a look-up."""
    identity = identity_needed()
    if identity.role is Role.PARTNER:
        return _by_machine()
    if request.args.get("q"):
        return redirect(url_for("pages.risk", q=request.args["q"]), 303)
    return redirect(home_of(identity), 303)


def _by_machine() -> str:
    """What somebody of a partner force finds: no page is theirs, and this says what is."""
    return render_template(
        "error.html",
        title="Partner forces ask by machine",
        lines=[
            "Your force's own software files requests and collects the answers, with a client that an administrator here made for it. "
            "Pages of records are open to this force's people only."
        ],
        links=[{"href": url_for("api.docs"), "text": "How a request is made"}],
    )


def keys() -> str:
    """The keys as a page of their own, for those without script."""
    identity_needed()
    return render_template("keys.html")


def theme() -> Response:
    """Light or dark, kept on this computer."""
    chosen = request.form.get("theme", "")
    response = redirect(local_address(request.form.get("next")), 303)
    if chosen in THEMES:
        keep_theme(response, chosen)
    return response


def printed() -> tuple[str, int]:
    """A page went to paper: an act of its own, naming the answer that stands on it."""
    services().prints.printed(asker(), request.form.get("of", ""), request.form.get("card"))
    return "", 204


def purpose() -> Response | tuple[str, int] | str:
    """Why somebody looks: asked once, kept for the session's pages, then on with what was asked."""
    identity_needed()
    onward = local_address(request.values.get("next"))
    if request.method != "POST":
        kept = current_purpose()
        return _purpose_page(
            onward, {"code": kept.code, "reason": kept.reason, "reference": kept.reference} if kept else {}
        )
    given = {name: request.form.get(name, "") for name in ("code", "reason", "reference")}
    try:
        chosen = parse(given["code"], given["reason"], given["reference"])
    except PurposeError as error:
        return _purpose_page(
            onward, given, {error.field: PURPOSE_MESSAGES.get(error.field, error.message)}
        ), 422
    keep_purpose(chosen)
    note_purpose(asker())
    return redirect(onward, 303)


def _purpose_page(onward: str, given: Mapping[str, str | None], errors: dict[str, str] | None = None) -> str:
    asked = onward != "/"
    return render_template("purpose.html", next=onward, given=given, errors=errors or {}, carrying_on=asked)
