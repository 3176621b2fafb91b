"""How pages reach the house: the services that the app was built with, and who is asking in this request."""

from __future__ import annotations

from typing import Any

from flask import current_app, g
from werkzeug.exceptions import Unauthorized

from access.identity import Identity


def services() -> Any:
    """The services that the wiring built."""
    return current_app.extensions["sightline"]


def identity_now() -> Identity | None:
    """Who is logged in, read anew for this request; None before log-in."""
    found = g.get("identity")
    return found if isinstance(found, Identity) else None


def identity_needed() -> Identity:
    """Who is logged in; raises 401, which leads to the log-in."""
    found = identity_now()
    if found is None:
        raise Unauthorized
    return found
