"""The queue of dangers that no despatcher is told: the tasks, one of them, publishing, declining."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from portal.presenters.here import services
from portal.services.errors import Invalid
from portal.services.reports.source import Left
from portal.services.warnings.check import Traced
from portal.views import warning_words
from portal.views.door import asker, identity_needed

DONE = ("amended", "withdrawn")
_REFERENCE = re.compile(r"SL-[0-9A-Z-]{4,20}")


def routes(pages: Blueprint) -> None:
    """Name the addresses."""
    pages.add_url_rule("/warnings", "warnings", queue)
    pages.add_url_rule("/warnings/<system>/<path:ref>", "warning", one)
    pages.add_url_rule("/warnings/<system>/<path:ref>/publish", "warning_publish", publish, methods=["POST"])
    pages.add_url_rule("/warnings/<system>/<path:ref>/decline", "warning_decline", decline, methods=["POST"])


def queue() -> str:
    """Open tasks, the oldest first, and what was decided last."""
    identity_needed()
    found = services().warnings.tasks(asker())
    done = {name: ref for name in DONE if _REFERENCE.fullmatch(ref := request.args.get(name, ""))}
    return render_template(
        "warnings/queue.html",
        tasks=found["tasks"],
        decided=found["decided"],
        summary=warning_words.summary(found["tasks"]),
        done=done,
        hours=found["red_after_hours"],
        marking=found["marking"],
        audit_id=found["audit_id"],
    )


def one(system: str, ref: str) -> str:
    """One task with the two ways of closing it."""
    identity_needed()
    return _page(system, ref, {}, {})


def publish(system: str, ref: str) -> Response | tuple[str, int]:
    """Publish what the form holds."""
    identity_needed()
    body = warning_words.body(request.form)
    return _decided(system, ref, lambda: services().warnings.publish(asker(), system, ref, body))


def decline(system: str, ref: str) -> Response | tuple[str, int]:
    """Close with a reason why not."""
    identity_needed()
    reason = request.form.get("reason")
    return _decided(system, ref, lambda: services().warnings.decline(asker(), system, ref, reason))


def _decided(system: str, ref: str, act: Any) -> Response | tuple[str, int]:
    """To the queue, or back to the form with what is wrong beside what was typed."""
    try:
        act()
    except Traced as error:
        return _page(system, ref, request.form, {"traces": warning_words.TRACED}, error.left), 422
    except Invalid as error:
        field, message = warning_words.problem(error)
        return _page(system, ref, request.form, {field: message}), 422
    return redirect(url_for("pages.warnings"), 303)


def _page(
    system: str, ref: str, given: Mapping[str, str], errors: Mapping[str, str], left: Sequence[Left] = ()
) -> str:
    found = services().warnings.task(asker(), system, ref)
    form = given if isinstance(given, MultiDict) else MultiDict(given)
    return render_template(
        "warnings/task.html",
        t=found,
        form=warning_words.form(found["draft"], form),
        errors=errors,
        traces=left,
        source_choices=warning_words.SOURCES,
        intelligence_choices=warning_words.INTELLIGENCE,
        handling_choices=warning_words.HANDLINGS,
        marking=found["marking"],
        audit_id=found["audit_id"],
    )
