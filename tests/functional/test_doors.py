"""The doors: log-in by person and by token, lock, limits, second factor, cookies; each try in the ledger, or no entry.

No search engine stands behind these: what needs one says so, and the doors do not.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from passlib.totp import TOTP

from indexer.home import Home
from portal.app import create_app
from portal.presenters import doors
from portal.wiring import Settings, build
from tests.support.house import NO_ENGINE, PASSWORD, PURPOSE, House

WRONG = "not that one at all"
FOREIGN = {"Origin": "https://elsewhere.example"}
SECURE = "https://localhost"
FOREIGN_ORIGINS = (
    "https://elsewhere.example", "null", "http://localhost.elsewhere.example", "https://localhost", "//localhost",
    "http://localhost:8080", "http://[",
)  # fmt: skip


@contextmanager
def portal(folder: Path, *, demo: bool) -> Iterator[House]:
    services = build(Settings.of(Home.open(folder, create=True, demo=demo), NO_ENGINE))
    app = create_app(services)
    services.accounts.add("pc1", "officer", "01", password=PASSWORD)
    services.accounts.add("au1", "auditor", "01", password=PASSWORD)
    try:
        yield House(app, services, None)  # type: ignore[arg-type]
    finally:
        services.close()


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[House]:
    with portal(tmp_path, demo=True) as made:
        yield made


@pytest.fixture
def live(tmp_path: Path) -> Iterator[House]:
    """Not a demo: TLS, second factor, limits for everything."""
    with portal(tmp_path, demo=False) as made:
        yield made


def given(user: str, password: str = PASSWORD) -> dict[str, str]:
    return {"username": user, "password": password}


def logged_in(house: House, user: str) -> FlaskClient:
    client = house.app.test_client()
    assert client.post("/login", json=given(user)).status_code == 200
    return client


def token_of(page: str) -> str:
    """The token that a page's form carries."""
    return page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]


def entering(client: FlaskClient, how: str, body: dict[str, str]) -> dict[str, Any]:
    """What a program (`json`) or the page's form (`data`) sends to the log-in."""
    if how == "json":
        return {"json": body}
    return {"data": {**body, "csrf_token": token_of(client.get("/login").text)}}


def kinds(house: House, user: str) -> list[str]:
    """The kinds of a user's events, oldest first."""
    return [e.kind for e in reversed(house.services.ledger.events(size=100).events) if e.user == user]


def break_ledger(house: House) -> None:
    engine = sa.create_engine(house.services.settings.ledger_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE ledger_event RENAME TO ledger_event_away")
    engine.dispose()


def may_ask(client: FlaskClient) -> bool:
    """Whether somebody is logged in. Nobody: 401. Somebody: on to the engine, which is not there."""
    return client.get("/api/v1/risk?q=jones", headers=PURPOSE).status_code != 401


# ------------------------------------------------------------------------------------------ log-in


def test_json_and_form_open_the_same_door(demo: House) -> None:
    assert may_ask(logged_in(demo, "pc1"))
    client = demo.app.test_client()
    answer = client.post("/login", **entering(client, "data", given("PC1")))
    assert answer.status_code == 302
    assert may_ask(client)
    assert kinds(demo, "pc1").count("login.succeeded") == 2


@pytest.mark.parametrize("token", [None, "", "stale"])
def test_a_form_that_is_of_no_page_opens_nothing_and_is_recorded(demo: House, token: str | None) -> None:
    client = demo.app.test_client()
    client.get("/login")
    answer = client.post("/login", data={**given("pc1"), **({} if token is None else {"csrf_token": token})})
    assert (answer.status_code, "out of date" in answer.text) == (403, True)
    plain = client.post("/login", data=json.dumps(given("pc1")), content_type="text/plain")
    assert plain.status_code == 403
    assert not may_ask(client)
    assert kinds(demo, "pc1") == ["login.failed"]


def test_a_form_may_be_sent_again_after_a_wrong_password(demo: House) -> None:
    client = demo.app.test_client()
    wrong = client.post("/login", **entering(client, "data", given("pc1", WRONG)))
    assert wrong.status_code == 200
    right = client.post("/login", data={**given("pc1"), "csrf_token": token_of(wrong.text)})
    assert right.status_code == 302
    wrong = client.post(
        "/verify", data={"password": WRONG, "csrf_token": token_of(client.get("/verify").text)}
    )
    assert wrong.status_code == 200
    right = client.post("/verify", data={"password": PASSWORD, "csrf_token": token_of(wrong.text)})
    assert right.status_code == 302
    assert kinds(demo, "pc1") == ["login.failed", "login.succeeded", "login.failed", "login.refreshed"]


def test_a_log_in_on_a_live_session_takes_nothing_over(demo: House) -> None:
    client = logged_in(demo, "pc1")
    with client.session_transaction() as session:
        session["purpose"] = {"code": "LIFE", "reason": "somebody else's", "reference": None}
    assert client.post("/login", json=given("au1")).status_code == 200
    with client.session_transaction() as session:
        assert "purpose" not in session
    assert client.get("/api/v1/risk?q=jones", headers=PURPOSE).status_code == 403
    assert kinds(demo, "pc1") == ["login.succeeded", "logout"]
    assert kinds(demo, "au1")[0] == "login.succeeded"


@pytest.mark.parametrize("how", ["json", "data"])
def test_a_foreign_origin_is_refused_and_recorded(demo: House, how: str) -> None:
    client = demo.app.test_client()
    for origin in FOREIGN_ORIGINS:
        answer = client.post("/login", headers={"Origin": origin}, **entering(client, how, given("pc1")))
        assert answer.status_code == 403
    assert not may_ask(client)
    assert kinds(demo, "pc1") == ["login.failed"] * len(FOREIGN_ORIGINS)
    own = client.post("/login", headers={"Origin": "http://localhost"}, **entering(client, how, given("pc1")))
    assert own.status_code in (200, 302)


ELSEWHERE = (
    "//[",
    "http://[",
    "//[::1]",
    "https://elsewhere.example",
    "/\\elsewhere.example",
    "javascript:alert(1)",
)


@pytest.mark.parametrize("path", ["/login", "/purpose", "/theme"])
def test_an_address_to_go_on_to_that_is_none_leads_to_the_first_page(demo: House, path: str) -> None:
    client = demo.app.test_client()
    token = client.post("/login", json=given("pc1")).get_json()["response"]["csrf_token"]
    for onward in ELSEWHERE:
        assert client.get(path, query_string={"next": onward}).status_code < 500
        sent = {"next": onward, "theme": "dark", "code": "LIFE", "reason": "call to it", "csrf_token": token}
        answer = client.post(path, data=sent)
        assert answer.status_code < 500
        assert answer.headers.get("Location", "/") == "/"


@pytest.mark.parametrize("how", ["json", "data"])
def test_a_log_in_that_cannot_be_kept_is_a_503_and_opens_nothing(demo: House, how: str) -> None:
    accounts, client = demo.services.accounts, demo.app.test_client()
    sent = entering(client, how, given("pc1"))

    def full(_cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(("UPDATE", "INSERT")):
            raise sqlite3.OperationalError("database or disk is full")

    engines = (accounts.engine, accounts._writes)
    for engine in engines:
        sa.event.listen(engine, "do_execute", full)
    answer = client.post("/login", **sent)
    for engine in engines:
        sa.event.remove(engine, "do_execute", full)
    assert answer.status_code == 503
    assert not may_ask(client)
    assert may_ask(logged_in(demo, "pc1"))


def test_wrong_unknown_closed_and_locked_read_the_same(demo: House) -> None:
    demo.services.accounts.add("pc2", "officer", "01", password=PASSWORD)
    demo.services.accounts.disable("pc2")
    client = demo.app.test_client()
    tries = [given("pc1", WRONG), given("nobody"), given("pc2")]
    for _ in range(5):
        client.post("/login", json=given("au1", WRONG))
    answers = [client.post("/login", json=one) for one in (*tries, given("au1"), given("au1", WRONG))]
    assert {a.status_code for a in answers} == {400}
    assert len({a.data for a in answers}) == 1
    assert {a.content_type for a in answers} == {"application/problem+json"}
    assert "do not fit together" in answers[0].get_json()["detail"]
    assert kinds(demo, "nobody") == ["login.failed"]
    assert kinds(demo, "pc2")[-1] == "login.failed"
    assert kinds(demo, "au1") == ["login.failed"] * 4 + ["login.locked"] + ["login.failed", "login.locked"]


@pytest.mark.parametrize("body", [b"[1]", b'"x"', b"{", b"null", b'{"a":' * 5_000])
def test_what_is_no_object_is_no_fault(demo: House, body: bytes) -> None:
    answer = demo.app.test_client().post("/login", data=body, content_type="application/json")
    assert answer.status_code == 422
    assert answer.get_json()["field"] == "body"


@pytest.mark.parametrize("user", ["\x00", "\ud800", "a" * 5000, "x\n\x1b[31m", 7, {"$ne": ""}, None])
def test_a_hostile_user_name_is_refused_and_recorded(demo: House, user: Any) -> None:
    answer = demo.app.test_client().post("/login", json={"username": user, "password": WRONG})
    assert answer.status_code in (400, 422)
    (event,) = demo.services.ledger.events(size=10).events[:1]
    assert event.kind == "login.failed"
    assert len(event.user) <= 64
    assert event.user.isprintable()


@pytest.mark.parametrize("password", [None, 7, ["x"], {"$ne": ""}, "", "\x00" * 20, "a" * 100_000])
def test_a_hostile_password_is_refused_and_recorded(demo: House, password: Any) -> None:
    answer = demo.app.test_client().post("/login", json={"username": "pc1", "password": password})
    assert answer.status_code == 400
    assert kinds(demo, "pc1") == ["login.failed"]


def test_the_sessions_cookie_is_the_instances_own(demo: House) -> None:
    client = demo.app.test_client()
    near = client.post("/login", json=given("pc1")).headers.getlist("Set-Cookie")
    (cookie,) = [c for c in near if c.startswith(f"sightline-{demo.services.settings.instance}=")]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie
    far = demo.app.test_client().post(
        "/login", json=given("pc1"), environ_overrides={"REMOTE_ADDR": "192.0.2.7"}
    )
    (cookie,) = [c for c in far.headers.getlist("Set-Cookie") if "HttpOnly" in c]
    assert "Secure" in cookie


def test_logging_out_is_recorded_and_ends_the_session(demo: House) -> None:
    client = demo.app.test_client()
    token = client.post("/login", json=given("pc1")).get_json()["response"]["csrf_token"]
    client.post("/logout")
    assert may_ask(client)
    client.post("/logout", headers={"X-CSRF-Token": token})
    assert not may_ask(client)
    assert kinds(demo, "pc1")[-1] == "logout"


def kept_from(client: FlaskClient) -> FlaskClient:
    """Somebody else's client with the cookies that this one has now."""
    thief = client.application.test_client()
    for cookie in client._cookies.values():
        thief.set_cookie(cookie.key, cookie.value, domain=cookie.domain)
    return thief


def test_a_cookie_kept_from_before_the_log_out_is_worth_nothing(demo: House) -> None:
    client = demo.app.test_client()
    token = client.post("/login", json=given("pc1")).get_json()["response"]["csrf_token"]
    other, thief, later = logged_in(demo, "pc1"), kept_from(client), kept_from(client)
    assert may_ask(thief)
    client.post("/logout", headers={"X-CSRF-Token": token})
    assert not may_ask(thief)
    later.get("/login")  # a page that writes the session
    assert not may_ask(later)
    with later.session_transaction() as session:
        assert "_user_id" not in session
    assert may_ask(other)
    assert may_ask(logged_in(demo, "pc1"))


def test_a_log_in_over_a_live_session_ends_that_one(demo: House) -> None:
    client = logged_in(demo, "pc1")
    thief = kept_from(client)
    assert client.post("/login", json=given("pc1")).status_code == 200
    assert not may_ask(thief)
    assert may_ask(client)


def test_a_new_password_ends_every_session(demo: House) -> None:
    clients = [logged_in(demo, "pc1"), logged_in(demo, "pc1")]
    demo.services.accounts.set_password("pc1", "another long passphrase")
    assert not any(may_ask(client) for client in clients)


def test_no_token_of_the_librarys_opens_anything(demo: House) -> None:
    """It would have no end, and no log-out would end it."""
    client = demo.app.test_client()
    answer = client.post("/login?include_auth_token", json=given("pc1"))
    assert not answer.get_json()["response"].get("user", {}).get("authentication_token")
    with demo.app.test_request_context():
        user = demo.app.extensions["security"].datastore.find_user(username="pc1")
        token = super(type(user), user).get_auth_token()
    for sent in ({"headers": {"Authentication-Token": token}}, {"query_string": {"auth_token": token}}):
        stranger = demo.app.test_client()
        assert stranger.get("/records/CRIS/1", **sent).status_code in (302, 303)
        headers = {**PURPOSE, **sent.get("headers", {})}
        assert stranger.get("/api/v1/records/CRIS/1", headers=headers).status_code == 401


def test_a_closed_account_loses_its_session_at_once(demo: House) -> None:
    client = logged_in(demo, "pc1")
    demo.services.accounts.disable("pc1")
    assert not may_ask(client)


# ------------------------------------------------------------------------------------------ writes


def test_a_write_from_a_session_takes_its_token(demo: House) -> None:
    client = demo.app.test_client()
    token = client.post("/login", json=given("pc1")).get_json()["response"]["csrf_token"]
    at = "/api/v1/intelligence-requests"
    refused = client.post(at, json={}, headers=PURPOSE)
    assert (refused.status_code, refused.content_type) == (403, "application/problem+json")
    foreign = client.post(at, json={}, headers={**PURPOSE, **FOREIGN, "X-CSRF-Token": token})
    assert "another site" in foreign.get_json()["detail"]
    taken = client.post(at, json={}, headers={**PURPOSE, "X-CSRF-Token": token})
    assert "role" in taken.get_json()["detail"]
    assert kinds(demo, "pc1")[1:] == ["permit.denied"] * 3
    why = [e.details.get("by") for e in demo.services.ledger.events(size=3).events]
    assert why == [None, "origin", "token"]


@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_a_token_worth_nothing_does_not_fall_back_on_the_cookie(demo: House, scheme: str) -> None:
    client = logged_in(demo, "au1")
    for token in ("junk", ""):
        headers = {**PURPOSE, "Authorization": f"{scheme} {token}"}
        answer = client.post("/api/v1/intelligence-requests", json={}, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"


# ------------------------------------------------------------------------------------------ limits


@pytest.mark.parametrize("how", ["json", "data"])
def test_failures_from_one_address_are_slowed_down_whoever_they_are_for(demo: House, how: str) -> None:
    client = demo.app.test_client()
    for number in range(20):
        guess = given(f"guess{number}", WRONG)
        assert client.post("/login", **entering(client, how, guess)).status_code != 429
    answer = client.post("/login", **entering(client, how, given("pc1")))
    assert answer.status_code == 429
    assert answer.content_type.startswith("application/problem+json" if how == "json" else "text/html")
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert kinds(demo, "pc1") == ["rate.limited"]
    elsewhere = client.post(
        "/login",
        environ_overrides={"REMOTE_ADDR": "192.0.2.8"},
        **entering(client, how, given("pc1", WRONG)),
    )
    assert elsewhere.status_code != 429


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("/api/v1/risk", "GET"), ("/api/v1/matches", "POST"), ("/api/v1/token", "POST"), ("/risk", "GET"), ("/purpose", "POST"),
        ("/login", "POST"), ("/healthz", "GET"),
    ],
)  # fmt: skip
def test_a_method_that_is_not_taken_is_told_which_are(demo: House, path: str, taken: str) -> None:
    answer = demo.app.test_client().patch(path)
    assert answer.status_code == 405
    assert taken in answer.headers["Allow"].split(", ")
    assert "PATCH" not in answer.headers["Allow"]
    if path.startswith("/api/"):
        assert answer.content_type == "application/problem+json"


def test_right_log_ins_are_not_counted(demo: House) -> None:
    for _ in range(25):
        logged_in(demo, "pc1")


@pytest.mark.parametrize("kind", ["demo", "live"])
def test_requests_are_limited_outside_demos_only(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors, "REQUESTS", "3 per minute")
    with portal(tmp_path, demo=kind == "demo") as made:
        client = made.app.test_client()
        seen = [client.get("/api/v1/risk?q=x", headers=PURPOSE).status_code for _ in range(5)]
        assert seen == ([401] * 5 if kind == "demo" else [401] * 3 + [429] * 2)
        limited = [e for e in made.services.ledger.events(size=20).events if e.kind == "rate.limited"]
        assert len(limited) == seen.count(429)
        assert client.get("/healthz").status_code == 503


def test_wrong_secrets_are_slowed_down(demo: House) -> None:
    client_id, _ = demo.services.accounts.add_client("45")
    form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": "wrong"}
    client = demo.app.test_client()
    seen = [client.post("/api/v1/token", data=form).status_code for _ in range(21)]
    assert seen == [401] * 20 + [429]
    assert set(kinds(demo, client_id)) == {"token.refused", "rate.limited"}


# ------------------------------------------------------------------------------------------ second factor


def half_way(house: House) -> tuple[FlaskClient, TOTP]:
    """A first log-in: the password was right, and the second factor is being set up."""
    client = house.app.test_client()
    first = client.post("/login", json=given("pc1"), base_url=SECURE)
    assert first.get_json()["response"]["tf_required"] is True
    begun = client.post("/tf-setup", json={"setup": "authenticator"}, base_url=SECURE)
    assert begun.status_code == 200, begun.text
    return client, TOTP(key=begun.get_json()["response"]["tf_authr_key"])


def with_second_factor(house: House) -> TOTP:
    """Set up the second factor of pc1."""
    client, totp = half_way(house)
    done = client.post("/tf-validate", json={"code": totp.generate().token}, base_url=SECURE)
    assert done.status_code == 200, done.text
    return totp


def test_outside_a_demo_a_password_alone_opens_nothing(live: House) -> None:
    client, totp = half_way(live)
    at = {"headers": PURPOSE, "base_url": SECURE}
    assert client.get("/api/v1/risk?q=x", **at).status_code == 401
    assert kinds(live, "pc1") == []
    done = client.post("/tf-validate", json={"code": totp.generate().token}, base_url=SECURE)
    assert done.status_code == 200, done.text
    assert client.get("/api/v1/risk?q=x", **at).status_code == 503
    assert kinds(live, "pc1")[:2] == ["second-factor.set", "login.succeeded"]
    assert "max-age" in done.headers["Strict-Transport-Security"]
    assert all("Secure" in cookie for cookie in done.headers.getlist("Set-Cookie"))


def test_the_second_factors_forms_carry_their_pages_token(live: House) -> None:
    client = live.app.test_client()
    at = {"base_url": SECURE, "headers": {"Referer": f"{SECURE}/login"}}
    entered = {**given("pc1"), "csrf_token": token_of(client.get("/login", **at).text)}
    page = client.post("/login", data=entered, follow_redirects=True, **at).text
    assert client.post("/tf-setup", data={"setup": "authenticator"}, **at).status_code == 403
    begun = client.post("/tf-setup", data={"setup": "authenticator", "csrf_token": token_of(page)}, **at).text
    key = begun.split('sl-code">')[1].split("<")[0]
    code = {"code": TOTP(key=key).generate().token}
    assert client.post("/tf-validate", data=code, **at).status_code == 403
    wrong = client.post("/tf-validate", data={"code": "000000", "csrf_token": token_of(begun)}, **at).text
    done = client.post("/tf-validate", data={**code, "csrf_token": token_of(wrong)}, **at)
    assert done.status_code == 302
    assert client.get("/api/v1/risk?q=x", headers=PURPOSE, base_url=SECURE).status_code == 503
    assert kinds(live, "pc1")[:4] == ["second-factor.failed"] * 2 + ["second-factor.set", "login.succeeded"]


def test_a_password_alone_replaces_no_second_factor(live: House) -> None:
    with_second_factor(live)
    client = live.app.test_client()
    assert client.post("/login", json=given("pc1"), base_url=SECURE).status_code == 200
    again = client.post("/tf-setup", json={"setup": "authenticator"}, base_url=SECURE)
    assert again.status_code >= 400
    assert "tf_authr_key" not in again.text


def test_codes_cannot_be_guessed(live: House) -> None:
    totp = with_second_factor(live)
    client = live.app.test_client()
    for _ in range(5):
        assert client.post("/login", json=given("pc1"), base_url=SECURE).status_code == 200
        assert client.post("/tf-validate", json={"code": "000000"}, base_url=SECURE).status_code == 400
    right = client.post("/tf-validate", json={"code": totp.generate().token}, base_url=SECURE)
    assert right.status_code == 403
    rows = kinds(live, "pc1")[2:]
    assert rows == ["second-factor.failed"] * 4 + ["login.locked"] * 2
    assert client.get("/api/v1/risk?q=x", headers=PURPOSE, base_url=SECURE).status_code == 401


def test_a_fresh_password_is_recorded_and_cannot_be_guessed_either(demo: House) -> None:
    client = demo.app.test_client()
    token = client.post("/login", json=given("pc1")).get_json()["response"]["csrf_token"]

    def verify(password: str) -> int:
        return client.post(
            "/verify", json={"password": password}, headers={"X-CSRF-Token": token}
        ).status_code

    assert verify(PASSWORD) == 200
    assert kinds(demo, "pc1")[-1] == "login.refreshed"
    assert [verify(WRONG) for _ in range(5)] == [400] * 5
    assert verify(PASSWORD) == 403
    assert kinds(demo, "pc1")[-2:] == ["login.locked", "login.locked"]
    assert not may_ask(client)


# ------------------------------------------------------------------------------------------ no ledger, no entry


@pytest.mark.parametrize("user", ["pc1", "nobody"])
@pytest.mark.parametrize("how", ["json", "data"])
def test_what_cannot_be_recorded_opens_nothing(demo: House, user: str, how: str) -> None:
    break_ledger(demo)
    client = demo.app.test_client()
    assert client.post("/login", **entering(client, how, given(user))).status_code == 503
    assert not may_ask(client)


def test_a_token_that_cannot_be_recorded_is_not_given(demo: House) -> None:
    client_id, secret = demo.services.accounts.add_client("45")
    break_ledger(demo)
    form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
    answer = demo.app.test_client().post("/api/v1/token", data=form)
    assert answer.status_code == 503
    assert "access_token" not in answer.text


def test_without_an_engine_nothing_is_answered_and_it_is_said(demo: House) -> None:
    client = logged_in(demo, "pc1")
    for path in ("/risk?q=jones", "/search?q=jones", "/records/CRIS/1"):
        answer = client.get(f"/api/v1{path}", headers=PURPOSE)
        assert (answer.status_code, answer.content_type) == (503, "application/problem+json")
        assert "search engine" in answer.get_json()["detail"]
    assert demo.app.test_client().get("/healthz").status_code == 503


# ------------------------------------------------------------------------------------------ partners


EVERYTHING_ELSE = (
    "/api/v1/risk?q=", "/api/v1/search?sytem=x", "/api/v1/records/CRIS/1", "/api/v1/audit/events", "/api/v1/nothing",
    "/", "/search?q=jones", "/records/CRIS/1", "/requests", "/audit", "/purpose", "/nothing",
)  # fmt: skip


def without_id(body: dict[str, Any]) -> dict[str, Any]:
    return {**body, "audit_id": ""}


def test_a_token_gets_one_refusal_for_everything_else_and_each_is_recorded(demo: House) -> None:
    headers, client = demo.partner("45"), demo.app.test_client()
    answers = [client.get(path, headers=headers) for path in EVERYTHING_ELSE]
    assert {a.status_code for a in answers} == {403}
    first, *others = [without_id(a.get_json()) for a in answers]
    assert all(other == first for other in others)
    for answer in answers:
        assert demo.rows(answer.get_json()["audit_id"]) == ["permit.denied"]


def test_a_closed_clients_token_is_worth_nothing(demo: House) -> None:
    headers, client = demo.partner("45"), demo.app.test_client()
    (made,) = demo.services.accounts.clients()
    at = "/api/v1/intelligence-requests/none"
    assert client.get(at, headers=headers).status_code == 404
    demo.services.accounts.disable_client(made.client_id)
    assert client.get(at, headers=headers).status_code == 401


# ------------------------------------------------------------------------------------------ what a request says


@pytest.mark.parametrize(
    ("header", "value", "field"),
    [
        ("X-Reference", "a" * 300, "X-Reference"),
        ("X-Purpose-Reason", "%ff%fe", "X-Purpose-Reason"),
        ("X-Purpose-Reason", "a%00b%07", "X-Purpose-Reason"),
        ("X-Purpose-Code", "", "X-Purpose-Code"),
    ],
)
def test_a_wrong_purpose_is_named_by_its_header(demo: House, header: str, value: str, field: str) -> None:
    client = logged_in(demo, "pc1")
    answer = client.get("/api/v1/risk?q=jones", headers={**PURPOSE, header: value})
    assert (answer.status_code, answer.get_json()["field"]) == (422, field)
    assert demo.rows(answer.get_json()["audit_id"]) == ["permit.purpose-missing"]


@pytest.mark.parametrize(
    ("user", "path"),
    [
        ("pc1", "/search?q=&foo=1"),
        ("pc1", "/search?q=&near=here"),
        ("pc1", "/search?q=&size=1000"),
        ("pc1", "/risk?q="),
        ("pc1", "/records/CRIS/SECRET?full=1"),
        ("au1", "/audit/events?before=abc"),
    ],
)
def test_a_missing_purpose_comes_before_a_wrong_parameter(demo: House, user: str, path: str) -> None:
    answer = logged_in(demo, user).get(f"/api/v1{path}")
    assert (answer.status_code, answer.get_json()["field"]) == (422, "X-Purpose-Code")
    assert demo.rows(answer.get_json()["audit_id"]) == ["permit.purpose-missing"]
    (event,) = demo.services.ledger.events(size=1).events
    assert "SECRET" not in str(event.details)


@pytest.mark.parametrize("body", [b"{", b'{"a": }', b"\xff"])
def test_a_body_that_is_no_json_is_said_to_be_none(demo: House, body: bytes) -> None:
    client = demo.app.test_client()
    token = client.post("/login", json=given("pc1")).get_json()["response"]["csrf_token"]
    for at in ("/api/v1/matches", "/api/v1/reports", "/api/v1/intelligence-requests"):
        answer = client.post(
            at, data=body, content_type="application/json", headers={**PURPOSE, "X-CSRF-Token": token}
        )
        assert (answer.status_code, answer.content_type) == (400, "application/problem+json")
        assert answer.get_json()["detail"] == "The body is not valid JSON."


@pytest.mark.parametrize(
    ("user", "path", "field"),
    [
        ("au1", "/audit/events?before=abc", "before"),
        ("au1", "/audit/events?since=soon", "since"),
        ("au1", "/audit/events?usr=pc1", "usr"),
        ("au1", "/audit/events?user=a&user=b", "user"),
        ("au1", "/audit/heads?x=1", "x"),
        ("pc1", "/search?from=2020-01-01&from=2021-01-01", "from"),
        ("pc1", "/search?size=%D9%A1", "size"),
        ("pc1", "/risk?q=a&q=b", "q"),
        ("pc1", "/records/CRIS/1?full=1", "full"),
    ],
)
def test_a_parameter_that_is_wrong_is_named(demo: House, user: str, path: str, field: str) -> None:
    answer = logged_in(demo, user).get(f"/api/v1{path}", headers=PURPOSE)
    assert (answer.status_code, answer.get_json()["field"]) == (422, field)


@pytest.mark.parametrize("path", ["/audit/events", "/audit/heads", "/audit/heads/proof?from=1"])
def test_every_look_into_the_ledger_has_its_rows(demo: House, path: str) -> None:
    answer = logged_in(demo, "au1").get(f"/api/v1{path}", headers=PURPOSE).get_json()
    assert demo.rows(answer["audit_id"]) == ["permit.granted", "permit.completed"]
    assert answer["marking"] == "OFFICIAL-SENSITIVE"


def test_errors_are_problems_for_machines_and_pages_for_people(demo: House) -> None:
    client = logged_in(demo, "pc1")
    ask: Callable[..., Any] = client.get
    for path in ("/api/v1/nothing", "/api/", "/api/v1/intelligence-requests"):
        answer = ask(path, headers=PURPOSE)
        assert answer.status_code in (404, 405)
        assert answer.content_type == "application/problem+json"
        assert set(answer.get_json()) >= {"type", "title", "status", "detail"}
    page = ask("/nothing")
    assert (page.status_code, page.mimetype) == (404, "text/html")
