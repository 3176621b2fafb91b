"""Log-in by Flask-Security over the accounts of `access`: warrant number and password, second factor, lock-out, ledger."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, g, redirect, request, session, url_for
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import user_logged_out
from flask_security import (
    RoleMixin,
    Security,
    SQLAlchemySessionUserDatastore,
    UserMixin,
    UsernameUtil,
    hash_password,
    user_authenticated,
    user_failed_authn,
)
from flask_wtf import CSRFProtect
from sqlalchemy.orm import scoped_session, sessionmaker
from werkzeug.wrappers import Response

from access.account_values import USER_NAME
from access.accounts import Accounts, Person
from access.events import Event, EventKind
from portal.wiring import Services

FAILED_LOG_INS = "20 per minute"
LOCKED = "The account is locked for a while after too many tries."


class User(Person, UserMixin):  # type: ignore[misc]
    """A person as the log-in library sees one, on the table of `access.accounts`."""

    roles: list[object] = []  # type: ignore[assignment]  # noqa: RUF012  (roles are ours: access.permissions)

    def is_locked(self, form_error: list[str] | None = None) -> bool:
        """Too many failures in a row lock the account for a while; the right password does not tell."""
        accounts: Accounts = current_app.extensions["sightline"].accounts
        locked = accounts.locked(self.username)
        if locked and form_error is not None:
            form_error.append(LOCKED)
        return locked


class WarrantNumber(UsernameUtil):
    """A user name is what accounts take for one: a warrant number or the like (the library's own rule is narrower)."""

    def normalize(self, username: str) -> str | None:
        """As typed, less the blanks around it; None for what no account is called."""
        return username.strip() if USER_NAME.fullmatch(username.strip()) else None

    def validate(self, username: str) -> tuple[str | None, str | None]:
        """(what is wrong with it, the normal form)."""
        normal = self.normalize(username)
        return (None, normal) if normal else ("That is not a user name.", None)


class NoRole(RoleMixin):
    """The library's own roles are not used."""

    name = ""


def install(app: Flask, services: Services) -> None:
    """Give the app its log-in."""
    _configure(app, services)
    db = scoped_session(sessionmaker(services.accounts.engine))
    app.teardown_appcontext(lambda _error: db.remove())
    CSRFProtect(app)
    Security(app, SQLAlchemySessionUserDatastore(db, User, NoRole), username_util_cls=WarrantNumber)
    services.accounts.hash_with(_hashed_by(app))
    _limit(app)
    user_authenticated.connect(_succeeded, app)
    user_failed_authn.connect(_failed, app)
    user_logged_out.connect(_left, app)
    app.after_request(_unknown_user)


def _configure(app: Flask, services: Services) -> None:
    settings = services.settings
    app.config.update(
        SECURITY_PASSWORD_SALT=settings.password_salt,
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106
        SECURITY_PASSWORD_LENGTH_MIN=15,
        SECURITY_JOIN_USER_ROLES=False,
        SECURITY_USERNAME_ENABLE=True,
        SECURITY_USERNAME_REQUIRED=True,
        SECURITY_USERNAME_MIN_LENGTH=1,
        SECURITY_USERNAME_MAX_LENGTH=64,
        SECURITY_USER_IDENTITY_ATTRIBUTES=[{"username": {"mapper": _as_user_name, "case_insensitive": True}}],
        SECURITY_TRACKABLE=True,
        SECURITY_RETURN_GENERIC_RESPONSES=True,
        SECURITY_SEND_PASSWORD_CHANGE_EMAIL=False,
        SECURITY_FRESHNESS_ALLOW_AUTH_TOKEN=False,
        SECURITY_REMEMBER_COOKIE=False,
        SECURITY_CSRF_IGNORE_UNAUTH_ENDPOINTS=True,
        SECURITY_CSRF_COOKIE_NAME=f"sightline-csrf-{settings.instance}",
        SECURITY_CSRF_COOKIE={"samesite": "Lax", "httponly": False, "secure": not settings.demo},
        SECURITY_POST_LOGIN_VIEW="/",
        SECURITY_POST_LOGOUT_VIEW="/login",
        SECURITY_UNAUTHORIZED_VIEW=None,
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
        SECURITY_TWO_FACTOR=not settings.demo,
        SECURITY_TWO_FACTOR_REQUIRED=not settings.demo,
        SECURITY_TWO_FACTOR_ENABLED_METHODS=["authenticator"],
        SECURITY_TWO_FACTOR_ALWAYS_VALIDATE=True,
        SECURITY_TWO_FACTOR_RESCUE_EMAIL=False,
        SECURITY_TOTP_SECRETS={1: settings.secret_key},
        SECURITY_TOTP_ISSUER="Sightline",
    )


def _as_user_name(given: str) -> str:
    return given.strip()


def _limit(app: Flask) -> None:
    """Failed log-ins from one address are slowed down, whoever they are for."""
    limiter = Limiter(get_remote_address, app=app, storage_uri="memory://", headers_enabled=False)
    guarded = limiter.limit(
        FAILED_LOG_INS, deduct_when=lambda response: response.status_code in {400, 401, 403}
    )
    app.view_functions["security.login"] = guarded(app.view_functions["security.login"])  # type: ignore[assignment]


def hasher(salt: str) -> Callable[[str], str]:
    """The library's way of hashing passwords, without a running portal."""
    app = Flask("hasher")
    app.config.update(
        SECRET_KEY=secrets.token_hex(16),
        SECURITY_PASSWORD_SALT=salt,
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106
        SECURITY_JOIN_USER_ROLES=False,
        SECURITY_USER_IDENTITY_ATTRIBUTES=[{"username": {"mapper": _as_user_name}}],
    )
    Security(
        app,
        SQLAlchemySessionUserDatastore(scoped_session(sessionmaker()), User, NoRole),
        register_blueprint=False,
    )

    return _hashed_by(app)


def _hashed_by(app: Flask) -> Callable[[str], str]:
    def hashed(password: str) -> str:
        with app.app_context():
            return str(hash_password(password))

    return hashed


def to_login() -> Response:
    """To the log-in, and from there back."""
    onward = request.full_path.rstrip("?")
    return redirect(
        url_for("security.login", next=onward) if onward != "/" else url_for("security.login"), 303
    )


# ------------------------------------------------------------------------------------------ ledger


def _note(kind: EventKind, user: str, **details: object) -> None:
    where = {"address": request.remote_addr or "", "session": session.get("sid", "")}
    current_app.extensions["sightline"].ledger.record(
        Event(kind, user=user[:64], details={**where, **details})
    )
    g.log_in_noted = True


def _succeeded(_app: Flask, user: User, **_more: Any) -> None:
    session["sid"] = secrets.token_hex(8)
    current_app.extensions["sightline"].accounts.log_in_succeeded(user.username)
    _note(EventKind.LOGIN_SUCCEEDED, user.username)


def _failed(_app: Flask, user: User, **more: Any) -> None:
    locked = current_app.extensions["sightline"].accounts.log_in_failed(user.username)
    _note(
        EventKind.LOGIN_LOCKED if locked else EventKind.LOGIN_FAILED,
        user.username,
        by=str(more.get("auth_type")),
    )


def _left(_app: Flask, user: User, **_more: Any) -> None:
    _note(EventKind.LOGOUT, getattr(user, "username", ""))


def _unknown_user(response: Any) -> Any:
    """A log-in for an account that is not there, or is closed, fails without a signal: it is recorded here."""
    tried = request.endpoint == "security.login" and request.method == "POST"
    if tried and not g.get("log_in_noted"):
        body = request.get_json(silent=True) if request.is_json else request.form
        user = str((body or {}).get("username") or "")
        kind = EventKind.RATE_LIMITED if response.status_code == 429 else EventKind.LOGIN_FAILED
        if response.status_code != 503 and not (response.status_code < 400 and session.get("sid")):
            _note(kind, user)
    return response
