"""Who asks the API and why: the identity of the request, and the purpose that its headers state."""

from __future__ import annotations

from urllib.parse import unquote

from flask import g, request
from werkzeug.exceptions import Unauthorized

from access.purposes import Purpose, PurposeError, parse
from portal.services.asker import Asker
from portal.services.errors import Invalid
from portal.services.numbers import whole_number

# Where each part of a purpose stands in a request.
HEADERS = {"code": "X-Purpose-Code", "reason": "X-Purpose-Reason", "reference": "X-Reference"}


def asker() -> Asker:
    """The asker of this request. A purpose that is missing or wrong is for the permit to refuse, with its row."""
    if g.get("identity") is None:
        raise Unauthorized("Log in, or send a token.")
    return Asker(g.identity, _purpose())


def _purpose() -> Purpose | None:
    try:
        return parse(*(_header(field) for field in HEADERS))
    except PurposeError as error:
        if any(request.headers.get(header) for header in HEADERS.values()):
            g.purpose_error = Invalid(HEADERS[error.field], error.message)
        return None


def _header(field: str) -> str | None:
    """A header's value, percent-encoded UTF-8."""
    raw = request.headers.get(HEADERS[field])
    try:
        return unquote(raw, errors="strict") if raw is not None else None
    except UnicodeDecodeError:
        raise PurposeError(field, "must be percent-encoded UTF-8") from None


def number(name: str, least: int, most: int) -> int | None:
    """A whole number among the query parameters; None where there is none."""
    text = request.args.get(name)
    if text is None:
        return None
    made = whole_number(text, most)
    if made is None or made < least:
        raise Invalid(name, f"must be {least} to {most}")
    return made
