"""Reviews: a record that is due, by the records manager; a look drawn at random, by the auditor. By keyboard, and without script."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DUE, Visiting
from tests.browser.driving import NARROW, WIDE, axe_violations, width_of
from tests.support.instance import Instance

QUESTIONS = ("harm", "vulnerable", "trust", "links", "substance", "mental")


@pytest.fixture(scope="module")
def due(demo: Instance, tmp_path_factory: pytest.TempPathFactory) -> Instance:
    """Two records more that are due, the longest overdue of all."""
    file = tmp_path_factory.mktemp("due") / "due.jsonl"
    made = [
        {**DUE, "ref": ref, "title": title, "retention": {"group": 3, "review_on": on}}
        for ref, title, on in (
            ("CRRT09999011", "Stolen ladders", "2015-01-01"),
            ("CRRT09999012", "Stolen buckets", "2015-01-02"),
        )
    ]
    file.write_text("".join(json.dumps(one) + "\n" for one in made))
    assert demo.run("load", "pole", file, "--json").json["loaded"] == 2
    return demo


def test_a_record_is_disposed_of_by_keyboard(at: Visiting, due: Instance) -> None:
    with at("records-manager", viewport=NARROW) as visit:
        page = visit.page
        visit.goto("/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Reviews due")
        page.keyboard.press("j")
        page.keyboard.press("o")
        expect(page.get_by_role("heading", level=1)).to_have_text("Review: Stolen ladders")
        for name in QUESTIONS:
            page.locator(f"#{name}").focus()
            page.keyboard.press("ArrowRight")
            expect(page.locator(f"#{name}-no")).to_be_checked()
            page.locator(f"#{name}-why").fill("nothing known")
        page.locator("#decision-dispose").focus()
        page.keyboard.press("Space")
        page.locator("#reason").focus()
        page.keyboard.type("of no more use")
        page.keyboard.press("Enter")
        expect(page.locator(".govuk-error-summary")).to_contain_text("Tick that you know")
        assert axe_violations(page) == []
        assert width_of(page) <= 360
        page.locator(".govuk-error-summary a").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#sure")).to_be_focused()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("/retention$"))
        expect(page.locator("main")).not_to_contain_text("Stolen ladders")
        assert visit.goto("/records/CRIMINT/CRRT09999011") == 404


@pytest.mark.parametrize("viewport", [WIDE, NARROW])
def test_the_group_of_each_review_is_read_in_few_lines(
    at: Visiting, due: Instance, viewport: dict[str, int]
) -> None:
    with at("records-manager", viewport=viewport) as visit:
        visit.goto("/retention")
        cells = "[...document.querySelectorAll('.sl-table--due tbody tr')].map(row => row.cells[2])"
        heights = visit.page.evaluate(
            f"{cells}.map(cell => cell.clientHeight / parseFloat(getComputedStyle(cell).lineHeight))"
        )
        widths = visit.page.evaluate(f"{cells}.map(cell => cell.clientWidth)")
        assert heights
        assert max(heights) < 5, heights
        assert min(widths) >= 180, widths
        assert width_of(visit.page) <= viewport["width"]
        assert axe_violations(visit.page) == []


def test_without_script_a_record_is_put_right_first(at: Visiting, due: Instance) -> None:
    with at("records-manager", java_script_enabled=False) as visit:
        page = visit.page
        visit.goto("/retention")
        page.get_by_role("link", name=re.compile("Stolen buckets")).click()
        for name in QUESTIONS:
            page.locator(f"#{name}-no").check()
            page.locator(f"#{name}-why").fill("nothing known")
        page.get_by_label("Put right first").check()
        page.locator("#reason").fill("the owner is to name the seller")
        page.get_by_role("button", name="Record the review").click()
        row = page.locator("tr", has_text="Stolen buckets")
        expect(row).to_contain_text("Waits for an amendment")
        expect(row).to_contain_text("the owner is to name the seller")


@pytest.mark.parametrize("script", [True, False])
def test_a_look_of_a_sample_is_judged(at: Visiting, due: Instance, script: bool) -> None:
    with at("analyst") as visit:
        for word in ("ladders", "buckets", "bicycles"):
            visit.goto(f"/search?q={word}+{script}")
    with at("auditor", viewport=NARROW, java_script_enabled=script) as visit:
        page = visit.page
        now = datetime.now(ZoneInfo("Europe/London")).replace(tzinfo=None)
        drawn = {"since": now - timedelta(days=1), "until": now - timedelta(milliseconds=1)}
        parts = {name: moment.isoformat(timespec="milliseconds") for name, moment in drawn.items()}
        visit.goto(f"/audit/sample?{urlencode({**parts, 'number': '5', 'seed': f'script {script}'})}")
        address = page.url
        first = page.locator("article").first
        first.get_by_role("button").click()
        expect(page.locator(".govuk-error-summary")).to_contain_text("Choose what you say of this look")
        if script:
            assert axe_violations(page) == []
        page.get_by_label("Justified: purpose and look fit").first.check()
        page.locator("article").first.get_by_role("button").click()
        expect(page.locator("article").first).to_contain_text("Reviewed")
        expect(page.locator("[role=status]")).to_contain_text("1 reviewed")
        assert page.url.partition("#")[0] == address
        assert width_of(page) <= 360
