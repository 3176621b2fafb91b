"""An officer makes a record by keyboard alone: search first, reasons beside, check, save; fields checked as typed."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visiting
from tests.browser.driving import NARROW, axe_violations, width_of


def type_into(page: Page, **values: str) -> None:
    """Reach each field by Tab, and type."""
    for name, value in values.items():
        for _ in range(40):
            if page.evaluate("document.activeElement.name") == name:
                break
            page.keyboard.press("Tab")
        page.keyboard.type(value)


def press(page: Page, name: str) -> None:
    """Reach a button by Tab, and press Enter."""
    here = "document.activeElement.tagName === 'BUTTON' ? document.activeElement.textContent.trim() : ''"
    for _ in range(60):
        if page.evaluate(here).startswith(name):
            page.keyboard.press("Enter")
            page.wait_for_load_state("networkidle")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no button {name} by Tab")


def test_a_field_that_is_typed_wrong_is_invalid_until_it_is_put_right(at: Visiting) -> None:
    with at("officer") as visit:
        page, field = visit.page, visit.page.locator("#postcode")
        visit.goto("/new/person")
        field.fill("nowhere")
        field.press("Tab")
        expect(page.locator("#postcode-said")).to_contain_text("Error:")
        expect(field).to_have_attribute("aria-invalid", "true")
        field.fill("SE20 7RT")
        field.press("Tab")
        expect(page.locator("#postcode-said")).not_to_contain_text("Error:")
        expect(field).not_to_have_attribute("aria-invalid", "true")


def test_a_record_by_keyboard_alone(at: Visiting) -> None:
    with at("officer") as visit:
        page = visit.page
        visit.goto("/new")
        page.keyboard.press("n")
        expect(page.get_by_role("heading", level=1)).to_have_text("What do you know of the person?")
        assert axe_violations(page) == []
        type_into(
            page, forenames="Quentin", surname="Farthingale", date_of_birth="5 5 1975", postcode="se207rt"
        )
        page.keyboard.press("Tab")
        expect(page.locator("#date_of_birth-said")).to_contain_text("Reads as 5 May 1975")
        expect(page.locator("#postcode-said")).to_contain_text("Reads as SE20 7RT")
        press(page, "Search")
        expect(page.get_by_role("heading", level=1)).to_have_text("Is it one of these?")
        expect(page.locator("[data-item]").first).to_contain_text("FARTHINGALE, Quentin")
        expect(page.locator("[data-item]").first).to_contain_text("strong match")
        assert axe_violations(page) == []
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        assert width_of(page) <= 360
        type_into(page, reason="his son of the same name")
        press(page, "None of these")
        expect(page.get_by_role("heading", level=1)).to_have_text("What is there to say?")
        type_into(page, text="Came to the desk.")
        assert axe_violations(page) == []
        assert width_of(page) <= 360
        press(page, "Continue")
        expect(page.get_by_role("heading", level=1)).to_have_text("Check before you save")
        assert axe_violations(page) == []
        press(page, "Save the record")
        expect(page.get_by_role("heading", level=1)).to_have_text("Record saved")
        expect(page.locator("#reference")).to_contain_text(re.compile(r"SIGHTLINE SL-\w{5}-\w{5}"))
        assert axe_violations(page) == []
        assert width_of(page) <= 360
        found = page.get_by_role("link", name="Versions and amending")
        href = found.get_attribute("href")
        assert href
        for _ in range(50):  # until the worker has indexed it
            if visit.goto(href) == 200:
                break
            page.wait_for_timeout(200)
            visit.complaints.clear()
        expect(page.get_by_role("heading", level=1)).to_have_text("Amend: Farthingale, Quentin")
        assert axe_violations(page) == []
        assert width_of(page) <= 360
