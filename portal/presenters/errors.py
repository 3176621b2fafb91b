"""What an error becomes: problem details for a machine, a page in plain words for a person."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, make_response, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import Forbidden, HTTPException
from werkzeug.wrappers import Response

from portal.api.problems import for_exception, problem
from portal.presenters.bodies import NO_JSON
from portal.presenters.login import to_login
from portal.views import again
from portal.views import errors as page_errors

API = "/api/"
TOLD = frozenset({"Allow", "Retry-After"})


def install(app: Flask) -> None:
    """Answer whatever no blueprint answered itself."""
    app.register_error_handler(CSRFError, _no_token)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _any_error)


def answer(error: Exception) -> Any:
    """The answer that an error is, for handlers that do something else first."""
    return _http_error(error) if isinstance(error, HTTPException) else _any_error(error)


def for_machine() -> bool:
    """Whether a program asks: of the API always, and of the log-in where it sends JSON."""
    return request.path.startswith(API) or request.is_json


def _http_error(error: HTTPException) -> Any:
    if error.response is not None:
        return error.response
    if isinstance(fault := getattr(error, "original_exception", None), OperationalError):
        return _any_error(fault)  # it came once the view was done: what the log-in keeps of who came
    if for_machine():
        return _with_headers(error, problem(error.code or 500, _detail(error)))
    if error.code == 401 and again.applies():
        return again.page("login", 401)
    if error.code == 401 and request.method == "GET":
        return to_login()
    return _with_headers(error, make_response(page_errors.for_error(error)))


def _detail(error: HTTPException) -> str | None:
    """Our own words, or the status alone: what the library says of an address is long and helps nobody."""
    if error.code == 400 and "json" in _messages(error):
        return NO_JSON
    return None if error.code in {404, 405} else error.description


def _messages(error: HTTPException) -> Any:
    """What the schemas' reader found wrong, by where it stands in the request."""
    return (getattr(error, "data", None) or {}).get("messages") or {}


def _with_headers(error: HTTPException, response: Response) -> Response:
    """With what an answer of that status must or may say besides (RFC 9110): methods, challenge, when to come again."""
    response.headers.extend((name, value) for name, value in error.get_headers() if name in TOLD)
    if response.status_code == 401 and for_machine():
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _no_token(error: CSRFError) -> Any:
    if again.applies():
        return again.page("token", 403)
    if for_machine():
        return _http_error(Forbidden(f"{error.description} Send it in X-CSRF-Token."))
    return page_errors.stale()


def _any_error(error: Exception) -> Any:
    """What a view raised: in words, with the fault in the log and not in the answer."""
    known = for_exception(error)
    if isinstance(error, OperationalError):  # a database that is away, locked or full
        current_app.logger.error("a database does not answer", exc_info=error)
        known = problem(503, "A database cannot be read or written now. Try again in a minute.")
    if known is None:
        current_app.logger.error("fault", exc_info=error)
    if for_machine():
        return known or problem(500, "Something went wrong; it has been noted.")
    return page_errors.page(known.status_code if known else 500)
