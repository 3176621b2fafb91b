"""How pages reach the house: the services that the app was built with, and who is asking in this request."""

from __future__ import annotations

from typing import Any

from flask import current_app, g

from access.identity import Identity


def services() -> Any:
    """The services that the wiring built."""
    return current_app.extensions["sightline"]


def identity_now() -> Identity | None:
    """Who is logged in, read anew for this request; None before log-in."""
    found = g.get("identity")
    return found if isinstance(found, Identity) else None
