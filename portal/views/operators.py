"""The administrator's pages: people and their grants, feeds and their lag. No way from here to a record."""

from __future__ import annotations

from flask import Blueprint, render_template

from portal.presenters.here import services
from portal.views import words
from portal.views.door import asker, identity_needed
from portal.views.feed_words import data_sign


def routes(pages: Blueprint) -> None:
    """Name the addresses."""
    pages.add_url_rule("/people", "people", people)
    pages.add_url_rule("/feeds", "feeds", feeds)


def people() -> str:
    """Everybody with an account, and the partner clients."""
    identity_needed()
    found = services().operators.people(asker())
    return render_template(
        "admin/people.html", people=found["people"], clients=found["clients"], audit_id=found.get("audit_id")
    )


def feeds() -> str:
    """Each system's last load, how far its data reach, and what waits."""
    identity_needed()
    found = services().operators.feeds(asker())
    rows = [
        {**row, "scope": words.SYSTEM_SCOPE.get(row["system"], ""), "sign": data_sign(row)}
        for row in found["feeds"]
    ]
    return render_template(
        "admin/feeds.html",
        feeds=rows,
        pending=found["pending"],
        warnings=found["warnings"],
        audit_id=found["audit_id"],
    )
