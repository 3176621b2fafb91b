"""The Flask application: log-in, identity, errors, headers; pages and API are registered here and live elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from apiflask import APIFlask
from flask import Flask, current_app, g, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from portal.api import blueprint as api
from portal.api import oauth
from portal.api.problems import for_api, for_exception, problem
from portal.presenters import guard, login
from portal.views import errors as page_errors
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
        SESSION_COOKIE_SECURE=not settings.demo,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=12 * 3600,
        MAX_CONTENT_LENGTH=4 * 1024 * 1024,
        JSON_SORT_KEYS=False,
        DESCRIPTION="One search over what a police force already knows.",
        AUTO_404_RESPONSE=False,
        VALIDATION_ERROR_STATUS_CODE=422,
    )
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.extensions["sightline"] = services
    login.install(app, services)
    guard.install(app, services)
    oauth.install(app, services)
    app.register_blueprint(api.v1)
    pages.install(app)
    app.add_url_rule("/healthz", "healthz", healthz)
    app.error_processor(for_api)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _any_error)
    return app


def healthz() -> tuple[dict[str, str], int]:
    """200 when questions can be answered; tells nothing of what is held."""
    ready = current_app.extensions["sightline"].gateway.ready()
    return ({"status": "ready"}, 200) if ready else ({"status": "search engine does not answer"}, 503)


def _http_error(error: HTTPException) -> Response | tuple[str, int]:
    if request.path.startswith(API):
        return problem(error.code or 500, error.description)
    if error.code == 401 and request.method == "GET":
        return login.to_login()
    if error.response is not None:
        return error.response  # type: ignore[return-value]
    return page_errors.for_error(error)


def _any_error(error: Exception) -> Response | tuple[str, int]:
    """What a view raised and no blueprint answered: in words, with the fault in the log and not in the answer."""
    known = for_exception(error)
    if known is None:
        current_app.logger.exception("fault")
    if request.path.startswith(API) or g.get("wants_json"):
        return known or problem(500, "Something went wrong; it has been noted.")
    return page_errors.page(known.status_code if known else 500)


def password_hasher(salt: str) -> Callable[[str], str]:
    """What makes the passwords that the log-in checks, for the command line. salt: the instance's."""
    return login.hasher(salt)
