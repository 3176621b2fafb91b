"""Every page that is opened has its rows in the ledger, before and after; refusals and prints too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from indexer.home import Home
from tests.browser.conftest import Visiting
from tests.browser.driving import Visit
from tests.support.instance import Instance

Events = Callable[..., list[dict[str, Any]]]
HEADERS = {"X-Purpose-Code": "DUTY", "X-Purpose-Reason": "test", "Accept": "application/json"}


def events(auditor: Visit, **asked: str) -> list[dict[str, Any]]:
    answer = auditor.page.request.get(auditor.url + "/api/v1/audit/events", params=asked, headers=HEADERS)
    assert answer.ok, answer.text()
    found: list[dict[str, Any]] = answer.json()["events"]
    return found


@pytest.mark.parametrize(
    ("role", "path", "action"),
    [
        ("despatcher", "/risk?q=Jones+Avenue+Road", "risk"),
        ("analyst", "/search?q=baseball", "search"),
        ("analyst", "/records/CRIMINT/CRRT00000456", "record"),
        ("disclosure", "/requests", "request-queue"),
        ("auditor", "/audit", "audit"),
        ("auditor", "/audit/heads", "audit"),
        ("administrator", "/people", "users"),
        ("administrator", "/feeds", "feeds"),
    ],
)
def test_a_page_has_a_row_before_and_a_row_after(at: Visiting, role: str, path: str, action: str) -> None:
    with at("auditor") as auditor, at(role) as visit:
        assert visit.goto(path) == 200
        audit_id = visit.page.locator("#printed").get_attribute("data-of")
        assert audit_id
        rows = events(auditor, audit_id=audit_id)
        assert [row["kind"] for row in rows] == ["permit.completed", "permit.granted"]
        assert {row["action"] for row in rows} == {action}
        assert {row["user"] for row in rows} == {role}


def test_a_page_that_is_refused_has_its_row(at: Visiting) -> None:
    with at("auditor") as auditor, at("despatcher") as visit:
        before = len(events(auditor, user="despatcher", kind="permit.denied"))
        assert visit.goto("/audit") == 403
        expect(visit.page.locator("main")).to_contain_text("Your role does not open this page")
        assert len(events(auditor, user="despatcher", kind="permit.denied")) == before + 1


def test_a_look_without_a_purpose_is_refused_with_its_row(
    at: Visiting, account: Callable[[str], tuple[str, str]]
) -> None:
    with at("auditor") as auditor, at(None) as visit:
        visit.log_in(*account("supervisor"))
        visit.goto("/search?q=knife")
        expect(visit.page.get_by_role("heading", level=1)).to_have_text("Why are you looking?")
        rows = events(auditor, user="supervisor", kind="permit.purpose-missing")
        assert rows[0]["details"]["query"]["q"] == "knife"


def test_a_print_has_its_rows_and_names_what_is_on_the_paper(at: Visiting) -> None:
    with at("auditor") as auditor, at("despatcher") as visit:
        visit.goto("/risk?q=Jones+Avenue+Road")
        audit_id = visit.page.locator("#printed").get_attribute("data-of")
        with visit.page.expect_response(lambda response: response.url.endswith("/printed")) as told:
            visit.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert told.value.status == 204
        rows = events(auditor, user="despatcher", action="print")[:3]
        assert [row["kind"] for row in rows] == ["permit.completed", "printed", "permit.granted"]
        assert rows[-1]["details"]["query"] == {"of": audit_id, "card": 1}


def test_without_the_ledger_a_page_is_a_plain_503_and_shows_nothing(at: Visiting, demo: Instance) -> None:
    ledger = sa.create_engine(Home.open(demo.home).ledger_url, isolation_level="AUTOCOMMIT")
    with at("despatcher") as visit:
        visit.page.set_default_timeout(60_000)
        visit.page.set_default_navigation_timeout(60_000)
        with ledger.connect() as held:
            held.exec_driver_sql("BEGIN EXCLUSIVE")
            status = visit.goto("/risk?q=Jones+Avenue+Road")
            held.exec_driver_sql("ROLLBACK")
        assert status == 503
        main = visit.page.locator("main")
        expect(main).to_contain_text("The ledger cannot be written, and without it nothing is opened.")
        expect(main).not_to_contain_text("baseball bat")
        assert visit.goto("/risk?q=Jones+Avenue+Road") == 200
    ledger.dispose()
