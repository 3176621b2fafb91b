"""Before and after every request: who it is, whether a write is really theirs, and the headers of every answer."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, g, request, session
from flask_security import current_user, logout_user
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf
from werkzeug.exceptions import Forbidden, NotFound, Unauthorized
from werkzeug.wrappers import Response

from access.accounts import NotActive
from access.events import Action, EventKind, event_of
from access.identity import Identity, Via
from portal.api import oauth
from portal.api.problems import problem
from portal.presenters import bodies
from portal.presenters.login import AFRESH, CODE, LOG_IN, note, typed_user
from portal.wiring import Services

WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
# The doors ask a log-in's form for its token, JSON needs none; a partner's token request carries its own secret.
UNGUARDED = frozenset({"security.login", "api.token", "static"})
HALF_WAY = frozenset({"security.two_factor_setup"})  # where nobody is logged in yet
# They look at bodies themselves, where failures are counted.
DOORS = frozenset({LOG_IN, AFRESH, CODE})
OPEN = frozenset({"static", "healthz"})
# All that a partner's token leads to: requests, their packages, and what anybody may read of the API.
FOR_TOKENS = frozenset(
    {"api.file_request", "api.request_status", "api.request_package", "api.token", "api.docs", "openapi.spec"}
)
FOR_A_YEAR = "max-age=31536000"
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
    csrf: CSRFProtect = app.extensions["csrf"]

    def before() -> Response | None:
        g.identity = None
        if request.endpoint in OPEN:
            return None
        if "\0" in request.path:  # no record's or request's id has one, and PostgreSQL takes none
            raise NotFound
        g.identity = _by_token(services) if oauth.bearer() is not None else _person(services)
        _own_origin(services, g.identity)
        if g.identity and g.identity.via is Via.TOKEN:
            if request.endpoint not in FOR_TOKENS:
                return _not_for_tokens(services, g.identity)
        elif (
            request.method in WRITES
            and request.endpoint not in UNGUARDED
            and (g.identity or _half_way_form())
        ):
            _own_write(services, g.identity, csrf)
        return _unread(services, g.identity)

    headers = HEADERS if services.settings.demo else {**HEADERS, "Strict-Transport-Security": FOR_A_YEAR}
    app.before_request(before)
    app.after_request(lambda response: _headers(response, headers))
    app.jinja_env.globals.setdefault("csrf_token", generate_csrf)


def _half_way_form() -> bool:
    return request.endpoint in HALF_WAY and not request.is_json


def _own_origin(services: Services, identity: Identity | None) -> None:
    """A write that a page of another origin makes is refused; one without an Origin comes from no page."""
    origin = request.headers.get("Origin")
    if request.method in WRITES and origin and not _is_ours(origin):
        if request.endpoint == "security.login":
            note(EventKind.LOGIN_FAILED, typed_user(), by="origin", origin=origin[:200])
        elif identity:
            _denied(services, identity, {"path": request.path[:200], "by": "origin", "origin": origin[:200]})
        raise Forbidden("The request comes from another site.")


def _is_ours(origin: str) -> bool:
    """Whether an Origin is this portal's own: scheme, host and port, and nothing else."""
    try:
        scheme, host, *rest = urlsplit(origin)
    except ValueError:
        return False
    return (scheme, host) == (request.scheme, request.host) and not any(rest)


def _own_write(services: Services, identity: Identity | None, csrf: CSRFProtect) -> None:
    """A write without the token that its own page was given may be another site's doing."""
    try:
        csrf.protect()
    except CSRFError:
        if identity:
            _denied(services, identity, {"path": request.path[:200], "by": "token"})
        raise


def _unread(services: Services, identity: Identity | None) -> Response | None:
    """The refusal of a body that nobody after this should have to read; None where it is right."""
    if request.method not in WRITES or request.endpoint in {None, *DOORS}:
        return None
    try:
        bodies.check()
    except bodies.NotRead as wrong:
        more = {"field": wrong.where} if wrong.where else {}
        if identity:
            said = {"path": request.path[:200], "by": "body"}
            more["audit_id"] = _denied(services, identity, dict(said))
        return problem(400, wrong.message, **more)
    return None


def _denied(
    services: Services, identity: Identity, details: dict[str, object], action: Action | None = None
) -> str:
    """Note a refusal; gives its audit id."""
    event = event_of(EventKind.PERMIT_DENIED, identity, action=action, details=details)
    return services.ledger.record(event)


def _by_token(services: Services) -> Identity:
    """Who sent the bearer token. One that is worth nothing is no log-in, whatever cookie comes with it."""
    found = oauth.identity(services)
    if found is None:
        raise Unauthorized("The token is not valid, or no longer.")
    return found


def _not_for_tokens(services: Services, partner: Identity) -> Response:
    """One refusal for whatever a token does not open, there or not; what was tried stands in the ledger."""
    tried = request.view_args or {}
    record = {"system", "ref"} <= set(tried)
    details: dict[str, object] = {"query": dict(tried) if record else {"path": request.path[:200]}}
    audit_id = _denied(services, partner, details, Action.RECORD if record else None)
    return problem(403, "A partner's token opens requests only.", audit_id=audit_id)


def _person(services: Services) -> Any:
    """Who is logged in, with their rights as they stand now."""
    if not current_user.is_authenticated:
        if "_user_id" in session:  # it was ended; written anew, its cookie would last on
            session.clear()
        return None
    try:
        return services.accounts.identity(
            current_user.username, session=session.get("sid", ""), address=request.remote_addr or ""
        )
    except NotActive:
        logout_user()
        return None


def _headers(response: Any, headers: dict[str, str]) -> Any:
    for name, value in headers.items():
        response.headers.setdefault(name, value)
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response
