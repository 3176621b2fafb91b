"""What every page stands in: who is asking, for what purpose, where they may go, and the templates' filters."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, request, url_for
from markupsafe import Markup

from access.identity import Identity, Role
from access.permissions import Permission, permits
from access.purposes import TITLES
from portal.views import (
    audit_words,
    feed_words,
    new_words,
    nominal_words,
    retention_words,
    value_words,
    words,
)
from portal.views.door import current_purpose, identity_now
from portal.views.waterfall import waterfall

THEME_COOKIE = "sightline-theme"
THEMES = ("light", "dark")
STATIC = Path(__file__).parent.parent / "static"
NAVIGATION = (
    (Permission.RISK, "pages.risk", "Risk"),
    (Permission.SEARCH, "pages.search", "Search"),
    (Permission.RECORD_CREATE, "pages.new", "New record"),
    (Permission.RECORD_CREATE, "pages.notices", "Notices"),
    (Permission.NOMINAL_JUDGE, "pages.review", "Review"),
    (Permission.WARNING_PUBLISH, "pages.warnings", "Warnings"),
    (Permission.REPORT_CREATE, "pages.reports", "Reports"),
    (Permission.REQUEST_DECIDE, "pages.requests_queue", "Requests"),
    (Permission.RECORDS_REVIEW, "pages.retention", "Retention"),
    (Permission.AUDIT_READ, "pages.audit", "Audit"),
    (Permission.USERS_MANAGE, "pages.people", "People"),
    (Permission.FEEDS_READ, "pages.feeds", "Feeds"),
)
NEED_A_PURPOSE = (Permission.SEARCH, Permission.REQUEST_DECIDE, Permission.AUDIT_READ)
HOMES = {
    Role.DESPATCHER: "pages.risk",
    Role.OFFICER: "pages.risk",
    Role.DISCLOSURE: "pages.requests_queue",
    Role.AUDITOR: "pages.audit",
    Role.RECORDS_MANAGER: "pages.retention",
    Role.ADMINISTRATOR: "pages.people",
}
KEYS = (
    (
        "Everywhere",
        (
            ("?", "these keys"),
            ("p", "purpose, then 1 to 5"),
            ("t", "light or dark"),
            ("/", "into the box"),
            ("c", "correct what was understood"),
            ("P", "print the card"),
            ("Esc", "out of the box"),
        ),
    ),
    ("Moving", (("j", "next card or hit"), ("k", "the one before"), ("f", "filters"), ("]", "next page"))),
    ("On a hit", (("o", "open the record"),)),
    (
        "On a nominal",
        (
            ("l", "chart of links"),
            ("o", "open the other one"),
            ("w", "why two records are joined"),
            ("r", "say a word on a pair"),
        ),
    ),
    (
        "On a card",
        (
            ("1", "to 9: the warning's source"),
            ("w", "why this card"),
            ("g", "the golden nominal"),
            ("o", "people"),
            ("v", "vehicles"),
            ("l", "phones and other links"),
            ("e", "last events"),
            ("n", "same address"),
            ("b", "same building"),
            ("s", "same street"),
        ),
    ),
)


def local_address(raw: str | None) -> str:
    """An address of our own to go on to; anything that could lead elsewhere becomes the first page."""
    address = (raw or "").strip()
    try:
        parts = urlsplit(address)
    except ValueError:  # half an address of IPv6
        return "/"
    outside = parts.scheme or parts.netloc or not address.startswith("/") or address.startswith(("//", "/\\"))
    return "/" if outside or any(ord(c) < 32 for c in address) else address


def home_of(identity: Identity) -> str:
    """Where somebody's work begins."""
    return url_for(HOMES.get(identity.role, "pages.search"))


def record_url(source: Mapping[str, Any], fragment: str | None = None) -> str:
    """The page of a record named by system and reference; fragment: a sentence's anchor."""
    return url_for("pages.record", system=source["system"], ref=source["ref"], _anchor=fragment)


def highlight(fragment: str) -> Markup:
    """A highlight as HTML: `<mark>` and what is already escaped, nothing else."""
    parts = re.split(r"(</?mark>)", fragment)
    safe = (
        part if part in {"<mark>", "</mark>"} else part.replace("<", "&lt;").replace(">", "&gt;")
        for part in parts
    )
    return Markup("").join(Markup(part) for part in safe)  # noqa: S704  (nothing but mark survives)


def keep_theme(response: Any, theme: str) -> None:
    """Remember light or dark on this computer for a year."""
    response.set_cookie(
        THEME_COOKIE, theme, max_age=365 * 86400, samesite="Lax", httponly=True, secure=request.is_secure
    )


def install(app: Flask) -> None:
    """Give the app's templates their filters and the shell of every page."""
    for told in (words, value_words, nominal_words, audit_words, feed_words, retention_words):
        app.jinja_env.filters.update(told.FILTERS)
    app.jinja_env.filters.update(
        {"candidate_name": new_words.candidate_name, "candidate_facts": new_words.candidate_facts}
    )
    app.jinja_env.filters.update({"record_url": record_url, "highlight": highlight, "waterfall": waterfall})
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    version = _built_version()

    def asset(name: str) -> str:
        return url_for("static", filename=f"build/{name}", v=version)

    app.jinja_env.globals["asset"] = asset
    app.context_processor(_shell)


def _built_version() -> str:
    manifest = STATIC / "build" / "manifest.json"
    return str(json.loads(manifest.read_text())["version"]) if manifest.exists() else "unbuilt"


def _shell() -> dict[str, Any]:
    identity = identity_now()
    theme = request.cookies.get(THEME_COOKIE)
    uses_purpose = bool(identity and any(permits(identity, p) for p in NEED_A_PURPOSE))
    return {
        "who": {"user": identity.user, "role_label": identity.role.replace("-", " ")} if identity else None,
        "own_force": identity.force if identity else None,
        "purpose": current_purpose() if uses_purpose else None,
        "uses_purpose": uses_purpose,
        "purpose_choices": [{"code": str(code), "label": label} for code, label in TITLES.items()],
        "may_report": bool(identity and permits(identity, Permission.REPORT_CREATE)),
        "nav": _navigation(identity) if identity else [],
        "may_create": bool(identity and permits(identity, Permission.RECORD_CREATE)),
        "theme": theme if theme in THEMES else None,
        "here": request.full_path.rstrip("?") if request.method == "GET" else url_for("pages.home"),
        "now": datetime.now(UTC),
        "keys": [{"title": title, "entries": entries} for title, entries in KEYS],
        "logout_url": url_for("security.logout") if "security" in current_app.blueprints else "/logout",
    }


def _navigation(identity: Identity) -> list[dict[str, Any]]:
    places = [(endpoint, text) for permission, endpoint, text in NAVIGATION if permits(identity, permission)]
    return [{"href": url_for(e), "text": text, "current": _at(url_for(e))} for e, text in places]


def _at(address: str) -> str | None:
    """Whether this page is the address itself, or stands under it, as `aria-current` says it."""
    if request.path == address:
        return "page"
    return "true" if request.path.startswith(f"{address}/") else None
