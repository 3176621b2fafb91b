"""What the app was built with, for whatever answers a request."""

from __future__ import annotations

from flask import current_app

from portal.wiring import Services


def services() -> Services:
    """The services that the wiring built."""
    made: Services = current_app.extensions["sightline"]
    return made
