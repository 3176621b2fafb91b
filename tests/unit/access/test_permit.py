"""No permit without its row; one use; one outcome; refusals kept too."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from access import purposes
from access.events import Action
from access.identity import Identity, Role, Via
from access.ledger import LedgerUnavailable
from access.permit import LIFETIME, Denied, PermitError, Permits, PurposeMissing

DESPATCHER = Identity("PC204", Role.DESPATCHER, "01", session="s1", address="192.0.2.7")
PARTNER = Identity("45-1", Role.PARTNER, "45", via=Via.TOKEN)
PURPOSE = purposes.parse("LIFE", "door knock", "CAD 1")


class Clock:
    def __init__(self):
        self.now = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

    def __call__(self):
        return self.now

    def pass_(self, seconds):
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def permits(sqlite_ledger, clock):
    return Permits(sqlite_ledger, clock)


def test_the_row_before_holds_everything(permits, sqlite_ledger):
    permit = permits.grant(DESPATCHER, PURPOSE, Action.RISK, {"q": "jones avenue road"})
    row = sqlite_ledger.event(permit.audit_id)
    assert (row.kind, row.user, row.role, row.force) == ("permit.granted", "PC204", "despatcher", "01")
    assert (row.action, row.purpose, row.audit_id) == ("risk", "LIFE", permit.audit_id)
    assert row.details == {
        "query": {"q": "jones avenue road"},
        "reason": "door knock",
        "reference": "CAD 1",
        "session": "s1",
        "address": "192.0.2.7",
        "via": "session",
    }


def test_the_row_after_tells_what_came_of_it(permits, sqlite_ledger, clock):
    permit = permits.grant(DESPATCHER, PURPOSE, Action.RISK, {})
    permit.consume(clock())
    clock.pass_(0.25)
    permit.complete("answered", ["CRIS/1", "CRIMINT/2"], 7)
    after = sqlite_ledger.events(size=1).events[0]
    assert (after.kind, after.audit_id) == ("permit.completed", permit.audit_id)
    assert after.id != permit.audit_id
    assert after.subjects == ("CRIS/1", "CRIMINT/2")
    assert after.details["outcome"] == "answered"
    assert after.details["count"] == 7
    assert after.details["duration_ms"] == 250


def test_the_count_is_that_of_the_ids_unless_given(permits, sqlite_ledger):
    permits.grant(DESPATCHER, PURPOSE, Action.RECORD, {}).complete("answered", ["CRIS/1"])
    assert sqlite_ledger.events(size=1).events[0].details["count"] == 1


def test_a_denial_is_a_row(permits, sqlite_ledger):
    with pytest.raises(Denied) as caught:
        permits.grant(PARTNER, PURPOSE, Action.SEARCH, {"q": "jones"})
    row = sqlite_ledger.event(caught.value.audit_id)
    assert (row.kind, row.user, row.action) == ("permit.denied", "45-1", "search")
    assert row.details["query"] == {"q": "jones"}


def test_a_missing_purpose_is_a_row(permits, sqlite_ledger):
    with pytest.raises(PurposeMissing) as caught:
        permits.grant(DESPATCHER, None, Action.SEARCH, {"q": "jones"})
    assert sqlite_ledger.event(caught.value.audit_id).kind == "permit.purpose-missing"


def test_who_may_not_is_not_asked_why(permits):
    with pytest.raises(Denied):
        permits.grant(PARTNER, None, Action.SEARCH, {})


def test_acts_on_the_instance_need_no_purpose(permits):
    administrator = Identity("ADM", Role.ADMINISTRATOR, "01")
    assert permits.grant(administrator, None, Action.USERS, {}).purpose is None
    auditor = Identity("AUD", Role.AUDITOR, "01")
    with pytest.raises(PurposeMissing):
        permits.grant(auditor, None, Action.AUDIT, {})


@pytest.mark.parametrize("action", [a for a in Action if a not in (Action.USERS, Action.FEEDS)])
def test_administrators_reach_nothing_else(permits, action):
    with pytest.raises(Denied):
        permits.grant(Identity("ADM", Role.ADMINISTRATOR, "01"), PURPOSE, action, {})


def test_a_permit_is_used_once(permits, clock):
    permit = permits.grant(DESPATCHER, PURPOSE, Action.RISK, {})
    permit.consume(clock())
    with pytest.raises(PermitError):
        permit.consume(clock())


def test_of_many_who_use_it_at_once_one_does(permits, clock):
    permit = permits.grant(DESPATCHER, PURPOSE, Action.RISK, {})

    def use(_):
        try:
            permit.consume(clock())
        except PermitError:
            return 0
        return 1

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(use, range(200))) == 1


@pytest.mark.parametrize(
    ("seconds", "fits"), [(0, True), (29.9, True), (30, False), (3600, False), (-1, False)]
)
def test_a_permit_expires(permits, clock, seconds, fits):
    permit = permits.grant(DESPATCHER, PURPOSE, Action.RISK, {})
    assert permit.expires - permit.granted == LIFETIME
    clock.pass_(seconds)
    if fits:
        permit.consume(clock())
    else:
        with pytest.raises(PermitError):
            permit.consume(clock())


def test_a_permit_is_completed_once_and_not_used_after(permits, clock):
    permit = permits.grant(DESPATCHER, PURPOSE, Action.RISK, {})
    permit.complete("failed")
    with pytest.raises(PermitError):
        permit.complete("answered")
    with pytest.raises(PermitError):
        permit.consume(clock())


def break_ledger(ledger):
    with ledger._writes.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE ledger_body RENAME TO elsewhere")


def mend_ledger(ledger):
    with ledger._writes.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO ledger_body")


@pytest.mark.parametrize(
    ("identity", "purpose"), [(DESPATCHER, PURPOSE), (DESPATCHER, None), (PARTNER, PURPOSE)]
)
def test_no_ledger_no_permit_and_no_refusal_either(permits, sqlite_ledger, identity, purpose):
    break_ledger(sqlite_ledger)
    with pytest.raises(LedgerUnavailable):
        permits.grant(identity, purpose, Action.RISK, {})


def test_an_outcome_that_could_not_be_recorded_may_be_tried_again(permits, sqlite_ledger):
    permit = permits.grant(DESPATCHER, PURPOSE, Action.RISK, {})
    break_ledger(sqlite_ledger)
    with pytest.raises(LedgerUnavailable):
        permit.complete("answered", ["CRIS/1"], 1)
    mend_ledger(sqlite_ledger)
    permit.complete("failed")
    assert sqlite_ledger.events(size=1).events[0].details["outcome"] == "failed"


def test_a_permit_never_completed_is_reported(permits, sqlite_ledger, clock):
    sqlite_ledger._clock = clock
    lost = permits.grant(DESPATCHER, PURPOSE, Action.RISK, {"q": "lost"})
    done = permits.grant(DESPATCHER, PURPOSE, Action.RISK, {"q": "done"})
    done.complete("answered")
    clock.pass_(30)
    assert sqlite_ledger.inspect().unfinished == ()
    clock.pass_(60)
    assert [event.id for event in sqlite_ledger.inspect().unfinished] == [lost.audit_id]


def test_audit_ids_are_random(permits):
    ids = [permits.grant(DESPATCHER, PURPOSE, Action.RISK, {}).audit_id for _ in range(10)]
    assert len({i[:8] for i in ids}) == 10
    assert all(len(i) == 32 for i in ids)
