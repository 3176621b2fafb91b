"""The partner's face: a request by machine, decided item by item by a person, collected as a package."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visiting
from tests.browser.driving import NARROW, axe_violations, width_of
from tests.support.instance import Instance

REQUEST = {
    "subject": {
        "names": ["Quentin Farthingale"],
        "dates_of_birth": ["1975-05-05"],
        "identifiers": {},
        "address": None,
    },
    "purpose": {"code": "LIFE", "reason": "Missing child believed to be with him"},
    "lawful_basis": "Data Protection Act 2018, Part 3",
    "period": {"from": "2015-01-01", "to": None},
    "urgency": "threat-to-life",
    "reference": "SY-2026-77",
    "officer": {"name": "A. Shah", "rank": "Insp", "contact": "020 7946 0123"},
    "authoriser": "Supt Hale",
    "contact_originator": False,
}


class Partner:
    """Another force's software."""

    def __init__(self, demo: Instance, force: str) -> None:
        self._url = demo.url + "/api/v1"
        client = next(c for c in demo.accounts()["clients"] if c["force"] == force)
        form = {
            "grant_type": "client_credentials",
            "client_id": client["client_id"],
            "client_secret": client["client_secret"],
        }
        made = self._send("/token", urllib.parse.urlencode(form).encode(), {})
        self._token = made["access_token"]

    def file(self, body: dict[str, Any]) -> str:
        made = self._send(
            "/intelligence-requests", json.dumps(body).encode(), self._headers("application/json")
        )
        return str(made["id"])

    def package(self, id_: str) -> dict[str, Any]:
        return self._send(f"/intelligence-requests/{id_}/package", None, self._headers())

    def _headers(self, kind: str | None = None) -> dict[str, str]:
        headers = {
            "Authorization": f"Bearer {self._token}",
            "X-Purpose-Code": "LIFE",
            "X-Purpose-Reason": "missing%20child",
        }
        return headers | ({"Content-Type": kind} if kind else {})

    def _send(self, path: str, body: bytes | None, headers: dict[str, str]) -> dict[str, Any]:
        with urllib.request.urlopen(
            urllib.request.Request(self._url + path, body, headers), timeout=30
        ) as answer:
            made = json.load(answer)
        assert isinstance(made, dict)
        return made


@pytest.fixture(scope="module")
def partner(demo: Instance) -> Partner:
    return Partner(demo, "45")


def test_a_request_is_decided_item_by_item_previewed_and_sent(at: Visiting, partner: Partner) -> None:
    id_ = partner.file(REQUEST)
    with at("disclosure") as visit:
        page = visit.page
        visit.goto("/requests")
        row = page.locator("tr", has=page.locator(f"a[href$='{id_}']"))
        expect(row).to_contain_text("minutes left")
        expect(row).to_contain_text("threat to life")
        row.get_by_role("link").click()
        for said in (
            "Insp, A. Shah",
            "Supt Hale",
            "Data Protection Act 2018, Part 3",
            "SY-2026-77",
            "Quentin Farthingale, 5 May 1975",
        ):
            expect(page.locator("main")).to_contain_text(said)
        assert axe_violations(page) == []

        page.get_by_role("button", name="Preview the package").click()
        expect(page.locator(".govuk-error-summary")).to_contain_text("Choose a decision for")
        item = page.locator(".sl-item", has_text="Sighting of Quentin Farthingale")
        expect(item).to_contain_text("strong match")
        expect(item).to_contain_text("2 B P")
        item.get_by_label("Release the sanitised text").check()
        item.get_by_label(re.compile("^Reason")).fill("answers the request")
        page.get_by_role("button", name="Preview the package").click()
        expect(page.locator(".govuk-error-summary")).to_contain_text("Read the source check")
        assert axe_violations(page) == []
        item.get_by_label(re.compile("^I have read what leaves")).check()
        page.get_by_role("button", name="Preview the package").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("What force 45 will get")
        shown = page.locator(".sl-package article")
        expect(shown).to_have_count(1)
        expect(shown).to_contain_text("Farthingale keeps a machete in the van.")
        expect(shown).not_to_contain_text("cousin")
        assert axe_violations(page) == []
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        assert width_of(page) <= 360
        page.get_by_role("button", name="Send to force 45").click()
        expect(page).to_have_url(re.compile(r"/requests\?decided="))
        expect(page.get_by_role("status").first).to_contain_text("Sent to force 45: Quentin Farthingale")
        assert axe_violations(page) == []
        row = page.locator("tr", has=page.locator(f"a[href$='{id_}']"))
        expect(row).to_contain_text("answered")
        row.get_by_role("link").click()
        expect(page.locator("main")).to_contain_text("Answered by disclosure on")
        sent = page.locator(".sl-package article")
        expect(sent).to_contain_text("Farthingale keeps a machete in the van.")
        expect(sent).not_to_contain_text("cousin")
        assert axe_violations(page) == []
        assert width_of(page) <= 360
    package = partner.package(id_)
    (item,) = package["items"]
    assert item["decision"] == "sanitised"
    assert "cousin" not in json.dumps(item)


def test_what_is_not_releasable_to_the_force_can_only_be_withheld(at: Visiting, partner: Partner) -> None:
    id_ = partner.file(
        {
            **REQUEST,
            "subject": {
                **REQUEST["subject"],
                "names": [],
                "dates_of_birth": [],
                "address": "Flat 2, 12 Avenue Road, SE20 7RT",
            },
        }
    )  # type: ignore[dict-item]
    with at("disclosure") as visit:
        visit.goto(f"/requests/{id_}")
        closed = visit.page.locator(".sl-item", has_text="Not releasable to force 45").first
        expect(closed.locator("input[type=radio]")).to_have_count(2)
        expect(closed.get_by_label("Withhold")).to_be_checked()
        expect(closed.get_by_label("Neither confirm nor deny")).to_be_visible()


def test_a_request_can_be_refused_as_a_whole_with_a_reason_that_stays(at: Visiting, partner: Partner) -> None:
    id_ = partner.file({**REQUEST, "urgency": "routine"})
    with at("disclosure") as visit:
        visit.goto(f"/requests/{id_}")
        visit.page.get_by_text("Refuse the request as a whole").click()
        visit.page.get_by_role("button", name="Refuse").click()
        expect(visit.page.locator(".govuk-error-summary")).to_contain_text("Give the reason")
        visit.page.get_by_label("Why is it refused?").fill("no lawful basis for this")
        visit.page.get_by_role("button", name="Refuse").click()
        expect(visit.page.locator("tr", has=visit.page.locator(f"a[href$='{id_}']"))).to_contain_text(
            "refused"
        )
    with pytest.raises(urllib.error.HTTPError) as refused:
        partner.package(id_)
    assert refused.value.code == 409


def test_sending_needs_a_fresh_log_in_and_loses_nothing_by_it(at: Visiting, partner: Partner) -> None:
    id_ = partner.file(REQUEST)
    with at("disclosure") as visit:
        page = visit.page
        visit.goto(f"/requests/{id_}")
        for place in range(page.locator(".sl-item").count()):
            item = page.locator(".sl-item").nth(place)
            item.get_by_label("Withhold").check()
            item.get_by_label(re.compile("^Reason")).fill("kept for the test")
        page.get_by_role("button", name="Preview the package").click()
        expect(page.locator(".sl-package")).to_contain_text("No items")
        expect(page.get_by_role("button", name="Send to force 45")).to_be_visible()
        page.get_by_role("button", name="Change decisions").click()
        expect(page.get_by_label(re.compile("^Reason")).first).to_have_value("kept for the test")
