"""How pages reach the house: the services that the app was built with, who is asking in this request, and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from flask import g, session
from flask_security.utils import check_and_update_authn_fresh
from werkzeug.exceptions import Unauthorized

from access.events import EventKind, event_of
from access.identity import Identity
from access.purposes import Purpose, PurposeError, parse
from access.queries import FACETS
from portal.presenters.here import services
from portal.search.facets import SearchQuery
from portal.services.asker import Asker
from portal.views.asked import Asked

PURPOSE_KEY = "purpose"
FRESH = timedelta(minutes=15)


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


def asker() -> Asker:
    """Who asks in this request, with the purpose that their session keeps; the permit refuses one without."""
    return Asker(identity_needed(), current_purpose())


def current_purpose() -> Purpose | None:
    """The purpose that the session keeps for pages; None where none is stated or it no longer holds."""
    kept = session.get(PURPOSE_KEY)
    if not isinstance(kept, Mapping):
        return None
    try:
        return parse(kept.get("code"), kept.get("reason"), kept.get("reference"))
    except PurposeError:
        return None


def keep_purpose(purpose: Purpose) -> None:
    """Keep a purpose for the pages of this session."""
    session[PURPOSE_KEY] = {
        "code": str(purpose.code),
        "reason": purpose.reason,
        "reference": purpose.reference,
    }


def note_purpose(who: Asker) -> None:
    """A purpose stated or changed stands in the ledger."""
    event = event_of(EventKind.PURPOSE_CHANGED, who.identity, purpose=current_purpose())
    services().ledger.record(event)


def fresh_log_in() -> bool:
    """Whether the password was given within the last minutes."""
    return bool(check_and_update_authn_fresh(FRESH, timedelta(0)))


def search_query(asked: Asked, size: int) -> SearchQuery:
    """The search that an address holds, as the service takes it."""
    return SearchQuery(
        q=asked.text,
        **{name: asked.all(name) for name in FACETS},
        from_=asked.one("from"),
        to=asked.one("to"),
        near=asked.one("near"),
        sort=asked.one("sort") or "score",
        cursor=asked.cursor or None,
        size=size,
    )
