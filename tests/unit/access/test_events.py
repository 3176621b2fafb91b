"""The audit vocabulary, and what an event carries."""

from __future__ import annotations

from access import purposes
from access.events import NO_PURPOSE_NEEDED, PERMISSION_FOR, Action, EventKind, event_of
from access.identity import Identity, Role
from access.permissions import Permission


def test_every_action_needs_a_permission():
    assert set(PERMISSION_FOR) == set(Action)
    assert set(PERMISSION_FOR.values()) <= set(Permission)


def test_only_acts_on_the_instance_need_no_purpose():
    assert set(NO_PURPOSE_NEEDED) == {Action.USERS, Action.FEEDS}


def test_kinds_and_actions_fit_the_ledger():
    assert all(len(word) <= 40 for word in (*EventKind, *Action))


def test_an_event_says_who_where_and_why():
    identity = Identity("PC204", Role.DESPATCHER, "01", session="s1", address="192.0.2.7")
    purpose = purposes.parse("LIFE", "door knock", "CAD 1")
    event = event_of(EventKind.PRINTED, identity, action=Action.PRINT, purpose=purpose, details={"pages": 1})
    assert (event.user, event.role, event.force) == ("PC204", "despatcher", "01")
    assert (event.action, event.purpose_code) == ("print", "LIFE")
    assert event.details == {
        "via": "session",
        "session": "s1",
        "address": "192.0.2.7",
        "reason": "door knock",
        "reference": "CAD 1",
        "pages": 1,
    }
