"""A published warning: put right or withdrawn by who published it or a supervisor of their force."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from portal.presenters.here import services
from portal.services.errors import Conflict, Invalid
from portal.services.reports.source import Left
from portal.services.warnings.check import Traced
from portal.views import warning_words
from portal.views.door import asker, identity_needed

Page = Response | str | tuple[str, int]


def routes(pages: Blueprint) -> None:
    """Name the addresses."""
    at = "/warnings/published/<ref>"
    pages.add_url_rule(at, "warning_published", published)
    pages.add_url_rule(f"{at}/amend", "warning_amend", amend, methods=["POST"])
    pages.add_url_rule(f"{at}/withdraw", "warning_withdraw", withdraw, methods=["POST"])


def published(ref: str) -> Page:
    """The warning as it stands, in a form, with its versions."""
    identity_needed()
    return _page(ref, {}, {})


def amend(ref: str) -> Page:
    """Save what the form holds as the next version."""
    identity_needed()
    body = warning_words.amended(request.form)
    return _done(ref, "amended", lambda: services().standing_warnings.amend(asker(), ref, body))


def withdraw(ref: str) -> Page:
    """Take it back at once."""
    identity_needed()
    body = warning_words.withdrawn(request.form)
    return _done(ref, "withdrawn", lambda: services().standing_warnings.withdraw(asker(), ref, body))


def _done(ref: str, what: str, act: Callable[[], Any]) -> Page:
    """To the queue, or back to the form with what is wrong beside what was typed."""
    ending = what == "withdrawn"
    try:
        act()
    except Traced as error:
        return _page(ref, request.form, {"traces": warning_words.TRACED}, error.left), 422
    except Invalid as error:
        field, message = warning_words.problem_of(what, error)
        return _page(ref, request.form, {field: message}), 422
    except Conflict:
        return _page(ref, request.form, {"withdraw-reason" if ending else "text": warning_words.CHANGED}), 409
    there = url_for("pages.warnings", amended=None if ending else ref, withdrawn=ref if ending else None)
    return redirect(there, 303)


def _page(ref: str, given: Mapping[str, str], errors: Mapping[str, str], left: Sequence[Left] = ()) -> str:
    found = services().standing_warnings.open(asker(), ref)
    return render_template(
        "warnings/published.html",
        w=found,
        form=warning_words.standing(
            found["draft"], given if isinstance(given, MultiDict) else MultiDict(given)
        ),
        errors=errors,
        traces=left,
        source_choices=warning_words.SOURCES,
        intelligence_choices=warning_words.INTELLIGENCE,
        handling_choices=warning_words.HANDLINGS,
        then_choices=warning_words.THEN,
        marking=found["marking"],
        audit_id=found["audit_id"],
    )
