"""People, grants and clients on SQLite and PostgreSQL; and that the log-in library can share the table."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask_security import RoleMixin, Security, SQLAlchemySessionUserDatastore, UserMixin, hash_password
from sqlalchemy import select
from sqlalchemy.orm import scoped_session, sessionmaker

from access.accounts import Account, AccountError, Accounts, EndedSession, NotActive, Person
from access.identity import Identity, Role, Via

HASH = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


class Clock:
    def __init__(self):
        self.now = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def accounts(url, clock):
    Accounts.open(url).close()
    accounts = Accounts(url, HASH.hash, clock)
    yield accounts
    accounts.close()


def test_somebody_added_has_an_identity(accounts):
    accounts.add(
        "A1", "analyst", "01", groups=["ci", "da"], compartments=["OP ELM"], tier="SECRET", sensitive=True
    )
    assert accounts.identity("A1", "s1", "192.0.2.7") == Identity(
        user="A1",
        role=Role.ANALYST,
        force="01",
        groups=frozenset({"ci", "da"}),
        compartments=frozenset({"OP ELM"}),
        tier="SECRET",
        sensitive=True,
        via=Via.SESSION,
        session="s1",
        address="192.0.2.7",
    )
    assert accounts.identity("A1", via=Via.JOB).via is Via.JOB


def test_the_narrowest_is_the_default(accounts):
    accounts.add("PC204", Role.DESPATCHER, "01")
    assert accounts.identity("PC204") == Identity("PC204", Role.DESPATCHER, "01")


def test_a_change_holds_from_the_next_request(accounts):
    accounts.add("A1", "analyst", "01", groups=["ci"])
    accounts.grant("A1", "compartment", "OP ELM", by="ADM")
    assert accounts.identity("A1").compartments == {"OP ELM"}
    accounts.revoke("A1", "compartment", "OP ELM")
    accounts.revoke("A1", "group", "ci")
    changed = accounts.change("A1", role="officer", sensitive=True)
    assert (changed.role, changed.sensitive) == (Role.OFFICER, True)
    assert accounts.identity("A1") == Identity("A1", Role.OFFICER, "01", sensitive=True)


def test_what_is_not_held_cannot_be_taken(accounts):
    accounts.add("A1", "analyst", "01", groups=["ci"])
    with pytest.raises(AccountError, match="compartment: A1 does not hold ci"):
        accounts.revoke("a1", "compartment", "ci")
    assert accounts.identity("A1").groups == {"ci"}


def test_an_account_s_end_can_be_set_and_taken_away(accounts, clock):
    end = clock.now + timedelta(days=1)
    accounts.add("A1", "analyst", "01", expires=end)
    assert accounts.change("A1", role="officer").expires == end
    assert accounts.change("A1", expires=None).expires is None
    assert accounts.change("A1", expires=end).expires == end


def test_grants_and_accounts_lapse(accounts, clock):
    accounts.add("A1", "analyst", "01", expires=clock.now + timedelta(days=2))
    accounts.grant("A1", "group", "ci", expires=clock.now + timedelta(days=1))
    assert accounts.identity("A1").groups == {"ci"}
    assert accounts.list()[0].ends == {("group", "ci"): clock.now + timedelta(days=1)}
    clock.now += timedelta(days=1)
    assert accounts.identity("A1").groups == frozenset()
    clock.now += timedelta(days=1)
    with pytest.raises(NotActive):
        accounts.identity("A1")
    assert not accounts.list()[0].active


def test_a_grant_given_again_replaces_the_first(accounts, clock):
    accounts.add("A1", "analyst", "01", groups=["ci"])
    accounts.grant("A1", "group", "ci", expires=clock.now + timedelta(hours=1))
    clock.now += timedelta(hours=1)
    assert accounts.identity("A1").groups == frozenset()


def test_disabled_and_unknown_read_the_same(accounts):
    accounts.add("A1", "analyst", "01")
    before = unique(accounts, "A1")
    accounts.disable("A1")
    assert unique(accounts, "A1") != before
    for name in ("A1", "nobody", "", "x\x00", "\ud800", "x" * 1000):
        with pytest.raises(NotActive):
            accounts.identity(name)
    accounts.enable("A1")
    assert accounts.identity("A1").user == "A1"


def unique(accounts, user):
    with sessionmaker(accounts.engine)() as db:
        return db.query(Person).filter_by(username=user).one().fs_uniquifier


def test_one_warrant_number_is_one_account(accounts):
    accounts.add("PC204", "officer", "01")
    for again in ("PC204", "pc204"):
        with pytest.raises(AccountError) as caught:
            accounts.add(again, "officer", "01")
        assert caught.value.field == "user"
    assert accounts.identity("pc204").user == "PC204"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"user": ""}, "user"),
        ({"user": "a b"}, "user"),
        ({"user": "x" * 65}, "user"),
        ({"role": "chief"}, "role"),
        ({"force": ""}, "force"),
        ({"force": "one"}, "force"),
        ({"tier": "COSMIC"}, "tier"),
        ({"groups": [""]}, "group"),
        ({"groups": ["*"]}, "group"),
        ({"compartments": ["*"]}, "compartment"),
        ({"compartments": ["x" * 101]}, "compartment"),
    ],
)
def test_what_cannot_be_is_named(accounts, change, field):
    with pytest.raises(AccountError) as caught:
        accounts.add(**{"user": "A1", "role": "analyst", "force": "01", **change})
    assert caught.value.field == field
    assert accounts.list() == []


def test_nothing_can_be_changed_of_nobody(accounts):
    for act in (accounts.disable, accounts.enable, accounts.change):
        with pytest.raises(AccountError):
            act("nobody")
    with pytest.raises(AccountError):
        accounts.grant("nobody", "group", "ci")
    with pytest.raises(AccountError):
        accounts.disable_client("45-nothing")


def test_passwords_are_hashed_by_what_was_given(accounts, url):
    accounts.add("A1", "analyst", "01", password="correct horse battery")
    with sessionmaker(accounts.engine)() as db:
        kept = db.query(Person).one().password
    assert HASH.verify(kept, "correct horse battery")
    before = unique(accounts, "A1")
    accounts.set_password("A1", "another one entirely")
    assert unique(accounts, "A1") != before
    without = Accounts(url)
    with pytest.raises(AccountError):
        without.set_password("A1", "x")
    without.close()


def test_the_list_tells_administrators(accounts):
    accounts.add("B2", "auditor", "01")
    accounts.add("A1", "analyst", "01", groups=["ci"])
    assert [account.user for account in accounts.list()] == ["A1", "B2"]
    assert isinstance(accounts.list()[0], Account)
    assert accounts.list()[0].groups == {"ci"}


def test_ended_sessions_are_kept_until_they_would_have_lapsed(accounts, clock):
    def kept():
        with accounts.engine.connect() as connection:
            return set(connection.scalars(select(EndedSession.session)))

    accounts.end_session("a", timedelta(hours=12))
    accounts.end_session("a", timedelta(hours=12))
    clock.now += timedelta(hours=11, minutes=59)
    accounts.end_session("b", timedelta(hours=12))
    assert kept() == {"a", "b"}
    clock.now += timedelta(minutes=1)
    accounts.end_session("c", timedelta(hours=12))
    assert kept() == {"b", "c"}


def test_five_failures_lock_for_a_quarter_of_an_hour(accounts, clock):
    accounts.add("A1", "analyst", "01")
    assert [accounts.log_in_failed("A1") for _ in range(5)] == [False] * 4 + [True]
    assert accounts.locked("A1")
    clock.now += timedelta(minutes=15)
    assert not accounts.locked("A1")
    for _ in range(4):
        accounts.log_in_failed("A1")
    accounts.log_in_succeeded("A1")
    assert not accounts.log_in_failed("A1")
    assert not accounts.log_in_failed("nobody")
    assert not accounts.locked("nobody")


def test_failures_at_once_are_all_counted(accounts):
    accounts.add("A1", "analyst", "01")
    with ThreadPoolExecutor(5) as pool:
        assert sum(pool.map(accounts.log_in_failed, ["A1"] * 5)) == 1


# Partner clients


def test_a_client_and_its_secret(accounts):
    client_id, secret = accounts.add_client("45")
    found = accounts.check_client(client_id, secret)
    assert (found.client_id, found.force) == (client_id, "45")
    assert accounts.client_identity(client_id, "t1") == Identity(
        client_id, Role.PARTNER, "45", via=Via.TOKEN, session="t1"
    )
    assert secret not in repr(accounts.clients())
    for wrong in (
        (client_id, secret[:-1]),
        (client_id, ""),
        ("45-nobody", secret),
        ("", ""),
        ("\x00", "\ud800"),
    ):
        assert accounts.check_client(*wrong) is None


def test_a_closed_client_is_nobody(accounts):
    client_id, secret = accounts.add_client("45")
    accounts.disable_client(client_id)
    assert accounts.check_client(client_id, secret) is None
    with pytest.raises(NotActive):
        accounts.client_identity(client_id)
    assert [client.active for client in accounts.clients()] == [False]


def test_secrets_differ_and_are_long(accounts):
    made = [accounts.add_client("45") for _ in range(5)]
    assert len({secret for _, secret in made}) == 5
    assert all(len(secret) >= 43 for _, secret in made)


# The log-in library on the same table


class User(Person, UserMixin):
    """As the portal declares its own."""

    roles: list[object] = []  # noqa: RUF012


class NoRole(RoleMixin):
    name = ""


def test_the_log_in_library_shares_the_table(accounts):
    app = Flask("test")
    app.config |= {
        "SECRET_KEY": "x" * 40,
        "SECURITY_PASSWORD_SALT": "y" * 40,
        "SECURITY_JOIN_USER_ROLES": False,
        "SECURITY_USERNAME_ENABLE": True,
        "SECURITY_USER_IDENTITY_ATTRIBUTES": [{"username": {"mapper": str}}],
        "SECURITY_TRACKABLE": True,
        "SECURITY_PASSWORD_HASH": "argon2",
        "WTF_CSRF_ENABLED": False,
    }
    session = scoped_session(sessionmaker(accounts.engine))
    app.teardown_appcontext(lambda _error: session.remove())
    Security(app, SQLAlchemySessionUserDatastore(session, User, NoRole))
    with app.app_context():
        accounts.hash_with(hash_password)
        accounts.add("PC204", "despatcher", "01", password="correct horse battery")
    client = app.test_client()
    wrong = client.post("/login", json={"username": "PC204", "password": "wrong"})
    right = client.post("/login", json={"username": "PC204", "password": "correct horse battery"})
    assert (wrong.status_code, right.status_code) == (400, 200)
    assert session.scalars(select(User.current_login_at)).one() is not None
    accounts.disable("PC204")
    assert client.post("/logout", json={}).status_code in (200, 401)
    again = client.post("/login", json={"username": "PC204", "password": "correct horse battery"})
    assert again.status_code == 400
