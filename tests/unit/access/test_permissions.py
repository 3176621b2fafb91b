"""The whole table, role by role and way by way; whatever is not here must be denied."""

from __future__ import annotations

import itertools

import pytest

from access.identity import Identity, Role, Via
from access.permissions import TABLE, Permission, permits

SESSION = {
    Role.DESPATCHER: "search risk record nominal print",
    Role.OFFICER: "search risk record nominal print sensitive-personal report-create record-create record-amend alert",
    Role.ANALYST: "search risk record nominal print sensitive-personal report-create record-create record-amend "
    "alert full-intelligence nominal-judge warning-publish export",
    Role.SUPERVISOR: "search risk record nominal print sensitive-personal report-create record-create record-amend "
    "alert full-intelligence nominal-judge warning-publish export source-identity",
    Role.DISCLOSURE: "search record nominal print sensitive-personal full-intelligence export request-decide",
    Role.RECORDS_MANAGER: "search record nominal print sensitive-personal full-intelligence records-review",
    Role.AUDITOR: "audit-read",
    Role.ADMINISTRATOR: "users-manage feeds-read",
    Role.PARTNER: "",
}
JOB = {
    Role.DESPATCHER: "search record nominal",
    Role.OFFICER: "search record nominal sensitive-personal alert",
    Role.ANALYST: "search record nominal sensitive-personal alert full-intelligence export",
    Role.SUPERVISOR: "search record nominal sensitive-personal alert full-intelligence export",
    Role.DISCLOSURE: "search record nominal sensitive-personal full-intelligence export",
    Role.RECORDS_MANAGER: "search record nominal sensitive-personal full-intelligence",
}
TOKEN = {Role.PARTNER: "request-file request-read"}
ALLOWED = {
    (via, role): set(words.split())
    for via, rows in ((Via.SESSION, SESSION), (Via.JOB, JOB), (Via.TOKEN, TOKEN))
    for role, words in rows.items()
}


@pytest.mark.parametrize(("via", "role"), list(itertools.product(Via, Role)))
def test_what_each_role_may_do_each_way(via, role):
    identity = Identity("X", role, "01", via=via)
    granted = {permission.value for permission in Permission if permits(identity, permission)}
    assert granted == ALLOWED.get((via, role), set())


def test_every_permission_has_a_rule_that_says_who_and_how():
    assert set(TABLE) == set(Permission)
    for rules in TABLE.values():
        assert rules
        assert rules[0].__name__ in {"in_session", "in_session_or_job", "by_partner_token"}


@pytest.mark.parametrize("unknown", ["", "everything", "SEARCH", "search "])
def test_unknown_is_denied(unknown):
    assert not any(permits(Identity("X", role, "01"), unknown) for role in Role)


def test_a_permission_without_rules_is_nobodys(monkeypatch):
    monkeypatch.setitem(TABLE, Permission.SEARCH, ())
    assert not any(permits(Identity("X", role, "01"), Permission.SEARCH) for role in Role)
    monkeypatch.delitem(TABLE, Permission.SEARCH)
    assert not any(permits(Identity("X", role, "01"), Permission.SEARCH) for role in Role)
