"""Who asks the API and why: the identity of the request, and the purpose that its headers state."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from flask import current_app, g, request
from werkzeug.exceptions import Unauthorized

from access.purposes import Purpose, PurposeError, parse
from portal.services.asker import Asker
from portal.services.errors import Invalid


def services() -> Any:
    """The services that the wiring built."""
    return current_app.extensions["sightline"]


def asker() -> Asker:
    """The asker of this request. A purpose that is missing or wrong is for the permit to refuse, with its row."""
    if g.get("identity") is None:
        raise Unauthorized("Log in, or send a token.")
    return Asker(g.identity, _purpose())


def _purpose() -> Purpose | None:
    try:
        return parse(_header("X-Purpose-Code"), _header("X-Purpose-Reason"), _header("X-Reference"))
    except (PurposeError, UnicodeDecodeError) as error:
        stated = request.headers.get("X-Purpose-Code") or request.headers.get("X-Purpose-Reason")
        if stated and isinstance(error, PurposeError):
            g.purpose_error = Invalid(f"X-Purpose-{error.field.title()}", error.message)
        return None


def _header(name: str) -> str | None:
    """A header's value, percent-encoded UTF-8."""
    raw = request.headers.get(name)
    return unquote(raw, errors="strict") if raw is not None else None


def only(*names: str) -> None:
    """Refuse query parameters that the endpoint does not know: a filter misspelt must not widen an answer."""
    for name in request.args:
        if name not in names:
            raise Invalid(name, "unknown parameter")
