"""The Flask application: log-in, identity, errors, headers; pages and API are registered here and live elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from apiflask import APIFlask
from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.api import blueprint as api
from portal.api import oauth
from portal.api.description import describe
from portal.api.problems import for_api
from portal.presenters import doors, errors, guard, login
from portal.presenters.bodies import Bodies
from portal.presenters.here import services
from portal.views import pages
from portal.wiring import Services

API = "/api/"


def create_app(services: Services) -> Flask:
    """The application over services that were built once."""
    settings = services.settings
    app = APIFlask(
        "portal",
        title="Sightline",
        version="1",
        spec_path=f"{API}v1/openapi.json",
        docs_path=None,
        json_errors=False,
    )
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME=f"sightline-{settings.instance}",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=login.SESSION_LASTS,
        MAX_CONTENT_LENGTH=4 * 1024 * 1024,
    )
    if settings.proxies:  # else anybody could name the address that limits and ledger take for theirs
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    app.json_provider_class = Bodies  # which the log-in builds its own upon
    app.extensions["sightline"] = services
    login.install(app, services)
    guard.install(app, services)
    oauth.install(app, services)
    app.register_blueprint(api.v1)
    pages.install(app)
    app.add_url_rule("/healthz", "healthz", healthz)
    describe(app)
    app.error_processor(for_api)
    errors.install(app)
    doors.install(app, services)
    return app


def healthz() -> tuple[dict[str, str], int]:
    """200 when questions can be answered; tells nothing of what is held."""
    ready = services().gateway.ready()
    return ({"status": "ready"}, 200) if ready else ({"status": "search engine does not answer"}, 503)


def password_hasher(salt: str) -> Callable[[str], str]:
    """What makes the passwords that the log-in checks, for the command line. salt: the instance's."""
    return login.hasher(salt)
