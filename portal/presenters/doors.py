"""The views that take a credential: how often one may be tried, what is recorded of it, and what a machine may send.

The library's views know nothing of a ledger, count nothing by address and do not ask for the lock when a second factor
or a fresh password is given. What stands around them here does, and a try that cannot be recorded opens nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, current_app, g, make_response, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_security import current_user, logout_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadRequest, Forbidden, TooManyRequests
from werkzeug.wrappers import Response

from access.events import EventKind
from access.identity import Identity
from access.ledger import LedgerUnavailable
from portal.api.problems import problem
from portal.presenters import bodies
from portal.presenters.errors import answer
from portal.presenters.here import services
from portal.presenters.login import AFRESH, CODE, LOCKED, LOG_IN, WRONG, User, note, typed_user
from portal.services.errors import Invalid
from portal.views.door import PURPOSE_KEY
from portal.wiring import Services

FAILURES = "20 per minute"  # of one address, whoever they are for
REQUESTS = "600 per minute"  # of one asker, outside demo instances
OPEN = frozenset({"static", "healthz"})
# Of those who are not logged in; the guard asks everybody else for the token.
FORMS = frozenset({LOG_IN, CODE})
TOKEN = "api.token"  # noqa: S105

View = Callable[..., Any]


def install(app: Flask, services: Services) -> None:
    """Stand at the doors. Comes after the guard, which knows who asks."""
    limiter = Limiter(
        _who,
        app=app,
        storage_uri="memory://",
        headers_enabled=False,
        default_limits=[] if services.settings.demo else [REQUESTS],
        default_limits_exempt_when=lambda: request.endpoint in OPEN,
        default_limits_per_method=False,
    )
    slowed = limiter.limit(
        FAILURES,
        key_func=get_remote_address,
        methods=["POST"],
        deduct_when=lambda _: bool(g.get("refused_credential")),
    )
    for endpoint in (LOG_IN, AFRESH, CODE):
        if endpoint in app.view_functions:
            app.view_functions[endpoint] = slowed(_watched(app.view_functions[endpoint]))
    app.view_functions[TOKEN] = slowed(app.view_functions[TOKEN])  # type: ignore[assignment]
    app.register_error_handler(TooManyRequests, lambda _: _too_many(limiter))


def _who() -> str:
    identity = g.get("identity")
    return f"{identity.via}:{identity.user}" if isinstance(identity, Identity) else get_remote_address()


def _too_many(limiter: Limiter) -> Any:
    """A request that came too often: recorded, and answered as any other error."""
    try:
        who = typed_user() or getattr(g.get("identity"), "user", "")
        note(EventKind.RATE_LIMITED, who, path=request.path[:200])
    except LedgerUnavailable as unavailable:
        return answer(unavailable)
    limit = limiter.current_limit
    seconds = max(1, limit.reset_at - int(time.time())) if limit else None
    return answer(TooManyRequests("Too many tries. Wait a minute.", retry_after=seconds))


def _watched(view: View) -> View:
    @wraps(view)
    def watched(**arguments: Any) -> Response:
        if request.method != "POST":
            return make_response(view(**arguments))
        try:
            return _tried(view, arguments)
        except LedgerUnavailable:
            session.clear()  # what cannot be recorded has opened nothing
            raise

    return watched


def _tried(view: View, arguments: dict[str, Any]) -> Response:
    _well_formed()
    if request.endpoint in FORMS and not request.is_json:
        _own_form()
    if request.endpoint == LOG_IN:
        _leave_first()
    else:
        _not_locked()
    response = make_response(view(**arguments))
    if not g.get("log_in_noted"):
        _note_outcome(response)
    return _as_problem(response) if request.is_json and response.status_code >= 400 else response


def _as_problem(response: Response) -> Response:
    """The library's refusal in the shape of every other. Of a log-in it is one and the same, whatever was wrong."""
    said = (response.get_json(silent=True) or {}).get("response") or {}
    told = WRONG if request.endpoint == LOG_IN else " ".join(map(str, said.get("errors") or ()))
    return problem(response.status_code, told or None)


def _well_formed() -> None:
    if not request.is_json:
        return
    wrong: Exception | None = None
    if not isinstance(request.get_json(silent=True), dict):
        wrong = Invalid("body", "must be a JSON object")
    else:
        try:
            bodies.check()
        except bodies.NotRead as unread:
            _note_failure(by="body")
            wrong = BadRequest(f"{unread.where} {unread.message}")
    if wrong:
        g.refused_credential = True
        raise wrong


def _own_form() -> None:
    """A form comes from a page of ours, whose token it carries. JSON takes none: no page of another site sends it unasked.

    The library lets every form of somebody who is not logged in pass.
    """
    try:
        current_app.extensions["csrf"].protect()
    except CSRFError:
        g.refused_credential = True
        _note_failure(by="token")
        raise


def _note_failure(by: str) -> None:
    """Record a try that the library never sees."""
    second = request.endpoint == CODE
    kind = EventKind.SECOND_FACTOR_FAILED if second else EventKind.LOGIN_FAILED
    note(kind, typed_user() or _half_way(), by=by)


def _leave_first() -> None:
    """A program that logs in on a live session starts a new one; nothing of the old is carried over.

    A form carries the live session's token, and the library sends somebody who is logged in on to the first page.
    """
    if current_user.is_authenticated and request.is_json:
        logout_user()
        g.log_in_noted = False
    if not current_user.is_authenticated:
        for key in (PURPOSE_KEY, "sid"):
            session.pop(key, None)


def _not_locked() -> None:
    """The lock holds for second factors and fresh passwords too, or it could be got round by them."""
    accounts = services().accounts
    user = _half_way()
    if user and accounts.locked(user):
        note(EventKind.LOGIN_LOCKED, user)
        session.clear()  # whoever is half way in starts anew; a session that stands is ended too
        raise Forbidden(LOCKED)


def _half_way() -> str:
    """Whose second factor or fresh password is asked for."""
    if current_user.is_authenticated:
        return str(current_user.username)
    if not (known := session.get("tf_user_id")):
        return ""
    found: User | None = current_app.extensions["security"].datastore.find_user(fs_uniquifier=known)
    return found.username if found else ""


def _note_outcome(response: Response) -> None:
    """Record what the library gave no signal of: an account that is not there, or closed; a password given afresh."""
    succeeded = response.status_code == 302 or (response.is_json and response.status_code == 200)
    if request.endpoint == AFRESH and succeeded:
        note(EventKind.LOGIN_REFRESHED, str(current_user.username))
    elif request.endpoint == LOG_IN and not succeeded:
        g.refused_credential = True
        note(EventKind.LOGIN_FAILED, typed_user())
