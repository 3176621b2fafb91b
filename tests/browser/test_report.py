"""A report from the first key to the last by keyboard alone, with what is read in it beside while it is typed."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import HANDLING, Visiting
from tests.browser.driving import NARROW, axe_violations, width_of
from tests.support.instance import Instance

TEXT = "Source states that Sean Murphy keeps a baseball bat behind the front door of 14 Larch Grove, Penge."


def tab_to(page: Page, what: str) -> None:
    """Tab on until the element that has the focus is the one meant."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("what => document.activeElement.matches(what)", what):
            return
    raise AssertionError(f"{what} is not reached by Tab")


def fits(page: Page) -> None:
    assert axe_violations(page) == []
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    assert width_of(page) <= 360
    page.set_viewport_size({"width": 1280, "height": 800})


def test_by_keyboard_alone(at: Visiting) -> None:
    with at("officer") as visit:
        page = visit.page
        visit.goto("/reports")
        tab_to(page, "main form button")
        page.keyboard.press("Enter")
        expect(page.locator("#q")).to_be_focused()
        page.keyboard.type("sean murphy 3/2/1980")
        expect(page.locator("#found .sl-item").first).to_contain_text("Murphy", timeout=30_000)
        fits(page)
        tab_to(page, "#found button[name=add]")
        page.keyboard.press("Enter")
        expect(page.locator("#subject-0")).to_contain_text("Murphy")
        tab_to(page, "button[name=on]")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"/text$"))
        tab_to(page, "#text")
        page.keyboard.type(TEXT)
        expect(page.locator("#told")).to_contain_text("1 place", timeout=30_000)
        expect(page.locator("#text")).to_be_focused()  # what is proposed takes nothing from who types
        tab_to(page, "#proposals [name^=placement-]")
        expect(page.locator(":focus")).to_have_value("behind the front door")
        fits(page)
        tab_to(page, "button[name=on]")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"/grading$"))
        for name in ("source", "intelligence", "handling", "sensitive"):
            tab_to(page, f"[name={name}]")
            page.keyboard.press("ArrowDown" if name == "sensitive" else "Space")
        tab_to(page, "button[name=on]")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"/sanitised$"))
        expect(page.locator(".sl-traces .sl-mention")).to_have_text(["Source", "states that"])
        fits(page)
        tab_to(page, "#sanitised_text")
        page.keyboard.press("Control+Home")
        for _ in "Source states that ":
            page.keyboard.press("Delete")
        expect(page.locator("#told")).to_contain_text("Nothing found")
        tab_to(page, "button[name=on]")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"/check$"))
        fits(page)
        tab_to(page, "main form button")
        page.keyboard.press("Enter")
        expect(page.locator(".sl-alert")).to_contain_text(re.compile(r"Saved as SL-"))


def test_a_known_place_is_decided_where_the_error_leads(at: Visiting, demo: Instance, tmp_path: Path) -> None:
    place = {"role": "occurred-at", "address": "12 Quorndon Road", "postcode": "SE20 7RT"}
    record = {
        "system": "CRIS",
        "ref": "9999012/26",
        "kind": "event",
        "title": "Noise",
        "recorded": "2026-02-22T10:00:00Z",
    }
    file = tmp_path / "place.jsonl"
    file.write_text(json.dumps({**record, "handling": HANDLING, "locations": [place]}))
    assert demo.run("load", "pole", file, "--json").json["loaded"] == 1
    with at("officer") as visit:
        page = visit.page
        visit.goto("/reports")
        page.locator("main form button").first.click()
        page.locator("button[name=on]").click()
        expect(page).to_have_url(re.compile(r"/text$"))
        page.wait_for_load_state()  # before, nobody listens to what is typed
        page.locator("#text").press_sequentially("Basil Trescothick keeps a shotgun at 12 Quorndon Road.")
        expect(page.locator("#told")).to_contain_text("1 place", timeout=30_000)
        page.locator("button[name=on]").click()
        page.get_by_role("link", name="12 Quorndon Road is one of those that are known already").click()
        expect(page.locator(":focus")).to_have_attribute("value", "12 Quorndon Road, SE20 7RT")
        fits(page)
        page.keyboard.press("Space")
        page.locator("button[name=on]").click()
        expect(page).to_have_url(re.compile(r"/grading$"))


def test_two_windows_on_one_draft_lose_nothing(at: Visiting) -> None:
    with at("officer") as visit:
        first = visit.page
        visit.goto("/reports")
        first.locator("main form button").first.click()
        first.locator("button[name=on]").click()
        expect(first).to_have_url(re.compile(r"/text$"))
        second = first.context.new_page()
        second.goto(first.url)
        for page in (first, second):
            page.wait_for_load_state()
        second.locator("#text").press_sequentially("Words of the second window.")
        expect(second.locator("#told")).to_contain_text("Kept.", timeout=30_000)
        second.wait_for_timeout(1_500)
        first.locator("#text").press_sequentially("Words of the first window.")
        expect(first.locator("#told")).to_contain_text("changed in another window", timeout=30_000)
        expect(first.locator("#text")).to_have_value("Words of the first window.")
        first.locator("button[name=on]").click()
        expect(first.locator("h1")).to_have_text("This draft was changed in another window")
        for words in ("Words of the first window.", "Words of the second window."):
            expect(first.locator("main")).to_contain_text(words)
        fits(first)
        visit.complaints.clear()  # the browser itself notes each 409
        first.get_by_role("button", name="Keep this one as a draft of its own").click()
        expect(first.locator("#text")).to_have_value("Words of the first window.")
        second.reload()
        expect(second.locator("#text")).to_have_value("Words of the second window.")
        second.close()
