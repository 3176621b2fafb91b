"""Before and after every request: who it is, whether a write is really theirs, and the headers of every answer."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, g, request, session
from flask_security import current_user, logout_user
from flask_wtf.csrf import CSRFError, generate_csrf
from werkzeug.exceptions import Forbidden

from access.accounts import NotActive
from portal.api import oauth
from portal.wiring import Services

WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
# Log-in checks its own token where there is a session; a partner's token request carries its own secret.
UNGUARDED = frozenset({"security.login", "api.token", "static"})
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
        "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def install(app: Flask, services: Services) -> None:
    """Guard the app."""
    csrf = app.extensions["csrf"]

    def before() -> None:
        g.identity = None
        if request.endpoint in {"static", "healthz"}:
            return
        _own_origin()
        g.identity = oauth.identity(services) or _person(services)
        by_token = request.headers.get("Authorization", "").startswith("Bearer ")
        if request.method in WRITES and request.endpoint not in UNGUARDED and not by_token and g.identity:
            csrf.protect()

    app.before_request(before)
    app.after_request(_headers)
    app.register_error_handler(CSRFError, _no_token)
    app.jinja_env.globals.setdefault("csrf_token", generate_csrf)


def _own_origin() -> None:
    """A write that a page of another origin makes is refused; one without an Origin comes from no page."""
    origin = request.headers.get("Origin")
    if request.method in WRITES and origin and urlsplit(origin).netloc != request.host:
        raise Forbidden("The request comes from another site.")


def _person(services: Services) -> Any:
    """Who is logged in, with their rights as they stand now."""
    if not current_user.is_authenticated:
        return None
    try:
        return services.accounts.identity(
            current_user.username, session=session.get("sid", ""), address=request.remote_addr or ""
        )
    except NotActive:
        logout_user()
        return None


def _no_token(error: CSRFError) -> Any:
    return Forbidden(f"{error.description} Send it in X-CSRF-Token.")


def _headers(response: Any) -> Any:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response
