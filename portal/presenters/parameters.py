"""What an address may hold: pages and API refuse the same."""

from __future__ import annotations

from flask import request

from portal.services.errors import Invalid


def only(*names: str, many: tuple[str, ...] = ()) -> None:
    """Refuse query parameters that nobody here knows: a filter misspelt must not widen an answer.

    names: those that may be given once; many: those that may be repeated.
    """
    for name, values in request.args.lists():
        if name not in names and name not in many:
            raise Invalid(name, "unknown parameter")
        if len(values) > 1 and name not in many:
            raise Invalid(name, "given more than once")
