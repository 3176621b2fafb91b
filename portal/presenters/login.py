"""Log-in by Flask-Security over the accounts of `access`: warrant number and password, second factor, lock-out, ledger."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import timedelta
from ipaddress import ip_address
from typing import Any, cast

from flask import Flask, g, redirect, request, session, url_for
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager, user_logged_out
from flask_security import (
    RoleMixin,
    Security,
    SQLAlchemySessionUserDatastore,
    UserMixin,
    UsernameUtil,
    hash_password,
    tf_code_confirmed,
    tf_profile_changed,
    user_authenticated,
    user_failed_authn,
)
from flask_wtf import CSRFProtect
from sqlalchemy import bindparam, select
from sqlalchemy.orm import scoped_session, sessionmaker
from werkzeug.wrappers import Response

from access.account_values import USER_NAME
from access.accounts import EndedSession, Person
from access.events import Event, EventKind
from portal.presenters.here import services
from portal.wiring import Services

# The views that take a credential.
LOG_IN, AFRESH, CODE = "security.login", "security.verify", "security.two_factor_token_validation"
SESSION_LASTS = timedelta(hours=12)  # counted from when its cookie was last written
# The same of wrong, unknown, closed and locked.
WRONG = "User name and password do not fit together. Five wrong tries in a row lock an account for fifteen minutes."
LOCKED = "The account is locked for a while after too many tries."


class User(Person, UserMixin):  # type: ignore[misc]
    """A person as the log-in library sees one, on the table of `access.accounts`."""

    roles: list[object] = []  # type: ignore[assignment]  # noqa: RUF012  (roles are ours: access.permissions)

    def is_locked(self, form_error: list[str] | None = None) -> bool:
        """Too many failures in a row lock the account for a while; the right password does not tell."""
        accounts = services().accounts
        locked = accounts.locked(self.username)
        if locked and form_error is not None:
            form_error.append(LOCKED)
        return locked

    def get_auth_token(self) -> str:
        """None: a person is known by their session alone, which ends; the library's own tokens do not."""
        return ""


class WarrantNumber(UsernameUtil):
    """A user name is what accounts take for one: a warrant number or the like (the library's own rule is narrower)."""

    def normalize(self, username: str | None) -> str | None:
        """As typed, less the blanks around it; None for what no account is called."""
        given = username.strip() if isinstance(username, str) else ""  # JSON may hold anything
        return given if USER_NAME.fullmatch(given) else None

    def validate(self, username: str | None) -> tuple[str | None, str | None]:
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
    Security(app, _Users(db, User, NoRole), username_util_cls=WarrantNumber)
    services.accounts.hash_with(_hashed_by(app))
    _by_session_alone(app.login_manager)  # type: ignore[attr-defined]
    app.session_interface = _Sessions(demo=services.settings.demo)
    user_authenticated.connect(_succeeded, app)
    user_failed_authn.connect(_failed, app)
    user_logged_out.connect(_left, app)
    tf_profile_changed.connect(_second_factor_set, app)
    tf_code_confirmed.connect(_code_confirmed, app)


def _by_session_alone(manager: LoginManager) -> None:
    """Take no token of the library's: it would outlive the session that asked for it."""
    manager.request_loader(lambda _request: None)


class _Users(SQLAlchemySessionUserDatastore):
    """The library's own, with the question that every request asks (whose session is this?) made once."""

    _BY_SESSION = select(User).where(
        User.fs_uniquifier == bindparam("known"),
        ~select(EndedSession).where(EndedSession.session == bindparam("session")).exists(),
    )

    def find_user(self, case_insensitive: bool = False, **by: Any) -> User | None:
        """The person by one attribute, or None: where the session was ended, too."""
        if list(by) != ["fs_uniquifier"]:
            return cast("User | None", super().find_user(case_insensitive, **by))
        asked = {"known": by["fs_uniquifier"], "session": session.get("sid", "")}
        return cast("User | None", self.db.session.scalar(self._BY_SESSION, asked))


class _Sessions(SecureCookieSessionInterface):
    """Session cookies that travel over TLS only; a demo's may do without on the loopback, and nowhere else."""

    def __init__(self, *, demo: bool) -> None:
        self._demo = demo

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002
        return not (self._demo and _loopback(request.remote_addr))


def _loopback(address: str | None) -> bool:
    try:
        return ip_address(address or "").is_loopback
    except ValueError:
        return False


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
        SECURITY_MSG_GENERIC_AUTHN_FAILED=(WRONG, "error"),
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


def typed_user() -> str:
    """The user name or client id that a request for a log-in or a token sent."""
    body = request.get_json(silent=True) if request.is_json else request.form
    given = body if isinstance(body, Mapping) else {}
    by_header = request.authorization.username if request.authorization else ""
    return str(given.get("username") or given.get("client_id") or by_header or "")


def note(kind: EventKind, user: str, **details: object) -> None:
    """Record a coming or going. user: as it was typed, whatever it holds."""
    where = {"address": request.remote_addr or "", "session": session.get("sid", "")}
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in user[:64])
    services().ledger.record(Event(kind, user=shown, details={**where, **details}))
    g.log_in_noted = True


def _succeeded(_app: Flask, user: User, **_more: Any) -> None:
    session["sid"] = secrets.token_hex(8)
    note(EventKind.LOGIN_SUCCEEDED, user.username)
    services().accounts.log_in_succeeded(user.username)


def _failed(_app: Flask, user: User, **more: Any) -> None:
    g.refused_credential = True
    locked = services().accounts.log_in_failed(user.username)
    kind = EventKind.SECOND_FACTOR_FAILED if more.get("tfa") else EventKind.LOGIN_FAILED
    note(EventKind.LOGIN_LOCKED if locked else kind, user.username, by=str(more.get("auth_type")))


def _left(_app: Flask, user: User, **_more: Any) -> None:
    """A cookie that was kept from before is worth nothing: the session has ended here, too."""
    if sid := session.get("sid"):
        services().accounts.end_session(sid, SESSION_LASTS)
    note(EventKind.LOGOUT, getattr(user, "username", ""))


def _second_factor_set(_app: Flask, user: User, method: str = "", **_more: Any) -> None:
    note(EventKind.SECOND_FACTOR_SET, user.username, method=method)


def _code_confirmed(_app: Flask, user: User, method: str = "", **_more: Any) -> None:
    """The first code of a new second factor sets it; the log-in that follows has a row of its own."""
    if session.get("tf_state") == "validating_profile":
        note(EventKind.SECOND_FACTOR_SET, user.username, method=method)
