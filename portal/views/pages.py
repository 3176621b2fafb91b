"""The pages: parse, call a service, fill a template. `install(app)` gives them all to the app."""

from __future__ import annotations

from flask import Blueprint, Flask

from portal.views import (
    amending,
    audit,
    creating,
    desk,
    dip_sample,
    errors,
    lookup,
    nominals,
    notices,
    operators,
    reports,
    retention,
    shell,
    standing,
    start,
    warnings,
)

pages = Blueprint("pages", __name__)

for module in (
    start,
    lookup,
    nominals,
    reports,
    creating,
    amending,
    notices,
    desk,
    warnings,
    standing,
    retention,
    audit,
    dip_sample,
    operators,
):
    module.routes(pages)
errors.handlers(pages)


def install(app: Flask) -> None:
    """Register the pages with the templates' filters and shell."""
    shell.install(app)
    app.register_blueprint(pages)
