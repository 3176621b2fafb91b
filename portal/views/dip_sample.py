"""The auditor's dip sample: looks drawn at random, each with a form for what the auditor says of it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.presenters.here import services
from portal.services.audit.dip_sample import PARTS
from portal.services.audit.service import MARKING
from portal.services.errors import Invalid
from portal.views.audit import event_view
from portal.views.audit_words import VERDICT_WORDS, drawn_words, records_words
from portal.views.dates import LOCAL
from portal.views.door import asker, identity_needed

USUAL, DAYS = 10, 7
MESSAGES = {
    "since": "Give the beginning as a date and time before the end",
    "until": "Give the end as a date and time that has passed",
    "number": "Draw between 1 and 50 looks",
    "seed": "Give a seed of 1 to 40 characters, or draw another sample",
    "verdict": "Choose what you say of this look",
    "note": "Say what is to be asked, or why it was not justified",
}


def routes(pages: Blueprint) -> None:
    """Name the addresses."""
    pages.add_url_rule("/audit/sample", "audit_sample", sample)
    pages.add_url_rule("/audit/sample/<event>", "audit_sample_verdict", verdict, methods=["POST"])


def sample() -> Response | str | tuple[str, int]:
    """A sample by its address; without one, a new one of the last days is drawn and has an address from then on."""
    identity_needed()
    if not request.args.get("seed"):
        return redirect(_address(_new(request.args)))
    return _page(request.args, {})


def verdict(event: str) -> Response | str | tuple[str, int]:
    """Keep what the auditor says of a look, and go on to it in the same sample."""
    identity_needed()
    given = request.form
    try:
        services().dip_sample.judge(
            asker(), _asked(given), event, given.get(f"verdict-{event}"), given.get(f"note-{event}")
        )
    except Invalid as error:
        own = error.field in ("verdict", "note")
        field = f"{error.field}-{event}" if own else error.field
        return _page(given, {field: MESSAGES.get(error.field, error.message)})
    kept = {name: given.get(name, "") for name in PARTS}
    return redirect(f"{_address(kept)}#look-{event}", 303)


def _page(given: Mapping[str, str], errors: Mapping[str, str]) -> str | tuple[str, int]:
    found: Mapping[str, Any] = {}
    try:
        found = services().dip_sample.sample(asker(), _asked(given))
    except Invalid as error:
        errors = {**errors, error.field: MESSAGES.get(error.field, error.message)}
    looks = [_look_view(one, given) for one in found.get("looks", ())]
    page = render_template(
        "audit/sample.html",
        looks=looks,
        summary=drawn_words(looks, given.get("number", "")) if found else "",
        drawing={name: given.get(name, "") for name in PARTS},
        choices=VERDICT_WORDS.items(),
        another=_address(_new(given)),
        errors=errors,
        marking=MARKING,
        audit_id=found.get("audit_id"),
    )
    return (page, 422) if errors else page


def _look_view(one: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, Any]:
    look, after = one["look"], one["after"]
    row = event_view(look)
    if after:
        row["outcome"], row["records"] = event_view(after)["outcome"], records_words(after["subjects"] or ())
    return {
        **row,
        "verdicts": one["verdicts"],
        "chosen": given.get(f"verdict-{look['id']}"),
        "note": given.get(f"note-{look['id']}", ""),
    }


def _new(given: Mapping[str, str]) -> dict[str, str]:
    """The address of a new sample: up to the minute before this one, by a seed that nobody chose."""
    now = datetime.now(LOCAL).replace(second=0, microsecond=0, tzinfo=None)
    usual = {
        "since": _typed(now - timedelta(days=DAYS)), "until": _typed(now), "number": str(USUAL),
    }  # fmt: skip
    return {name: given.get(name) or value for name, value in usual.items()} | {"seed": secrets.token_hex(4)}


def _address(parts: Mapping[str, str]) -> str:
    return f"{url_for('pages.audit_sample')}?{urlencode(parts)}"


def _typed(at: datetime) -> str:
    return at.isoformat(timespec="minutes")


def _asked(given: Mapping[str, str]) -> dict[str, str]:
    """What the address or the form says, its times with their zone."""
    return {
        name: _zoned(given.get(name, "")) if name in ("since", "until") else given.get(name, "")
        for name in PARTS
    }


def _zoned(typed: str) -> str:
    """A local time as it is typed, with its zone; nonsense as it stands."""
    try:
        made = datetime.fromisoformat(typed)
    except ValueError:
        return typed
    return (made if made.tzinfo else made.replace(tzinfo=LOCAL)).isoformat()
