"""The despatcher's face: one box, the card in the order of danger, reasons a key away, honest when nothing is found."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visiting

SCENE = "Jones Avenue Road"
NINE = ["CRIS", "CRIMINT+", "Custody", "COPA", "AirSpace", "EWMS", "MERLIN", "PNC", "PND"]


def look_up(page: Page, question: str) -> None:
    page.locator("#q").fill(question)
    page.keyboard.press("Enter")
    page.wait_for_selector("#card-1, #nothing")


def test_from_the_log_in_to_the_bat_with_the_purpose_asked_on_the_way(
    at: Visiting, account: Callable[[str], tuple[str, str]]
) -> None:
    with at(None) as visit:
        visit.log_in(*account("despatcher"), path="/")
        expect(visit.page).to_have_url(re.compile("/risk$"))
        expect(visit.page.locator("#q")).to_be_focused()
        visit.page.keyboard.type(SCENE)
        visit.page.keyboard.press("Enter")
        expect(visit.page.get_by_role("heading", name="Why are you looking?", level=1)).to_be_visible()
        visit.page.locator("main").get_by_label("LIFE").check()
        visit.page.locator("main").get_by_label("Reason", exact=True).fill("999 call, male outside")
        visit.page.keyboard.press("Enter")
        card = visit.page.locator("#card-1")
        expect(card).to_contain_text("High")
        expect(card.locator(".sl-warning").first).to_contain_text(
            "a baseball bat is kept behind the front door"
        )
        expect(visit.page.locator("#who")).to_contain_text("999 call, male outside")


def test_the_card_says_what_where_how_old_how_graded_and_where_from(at: Visiting) -> None:
    with at("despatcher") as visit:
        visit.goto("/risk")
        look_up(visit.page, SCENE)
        weapon = visit.page.locator("#card-1 .sl-warning").first
        for said in (
            "Weapon",
            "baseball bat",
            "behind the front door",
            "21 days",
            "2 B P",
            "OFFICIAL-SENSITIVE",
            "CRIMINT+ CRRT",
        ):
            expect(weapon).to_contain_text(said)
        band = visit.page.locator("#card-1 .sl-band").bounding_box()
        assert band
        assert band["y"] + band["height"] < 800, "the band is readable without scrolling"
        systems = visit.page.locator(".sl-systems__name").all_inner_texts()
        assert systems == NINE
        for bar in ("#marking-top", "#marking-bottom"):
            expect(visit.page.locator(bar)).to_contain_text("OFFICIAL-SENSITIVE")


def test_what_is_denied_is_shown_as_denied_after_what_is_present(at: Visiting) -> None:
    with at("despatcher") as visit:
        visit.goto("/risk")
        look_up(visit.page, SCENE)
        kinds = visit.page.locator("#card-1 .sl-warning").evaluate_all(
            "rows => rows.map(r => /--(denied|negated)/.test(r.className))"
        )
        assert any(kinds)
        assert kinds == sorted(kinds)
        denied = visit.page.locator("#card-1 .sl-warning--denied").first
        expect(denied).to_contain_text("Denied")


def test_the_quote_leads_to_its_sentence_on_the_record(at: Visiting) -> None:
    with at("despatcher") as visit:
        visit.goto("/risk")
        look_up(visit.page, SCENE)
        visit.page.keyboard.press("1")
        expect(visit.page).to_have_url(re.compile(r"/records/CRIMINT/CRRT\d+#s-"))
        marked = visit.page.locator("mark:target")
        expect(marked).to_contain_text("baseball bat is kept behind the front door", use_inner_text=True)
        expect(visit.page.locator("main")).not_to_contain_text("Source, who visited")


def test_reasons_are_a_key_away(at: Visiting) -> None:
    with at("despatcher") as visit:
        visit.goto("/risk")
        look_up(visit.page, SCENE)
        why = visit.page.locator("#card-1-why .sl-panel__body")
        expect(why).to_be_hidden()
        visit.page.keyboard.press("w")
        expect(why).to_be_visible()
        expect(why).to_contain_text("surname same: Jones")


def test_nothing_found_is_a_full_sentence(at: Visiting) -> None:
    with at("despatcher") as visit:
        visit.goto("/risk")
        look_up(visit.page, "zzyxqvw")
        nothing = visit.page.locator("#nothing")
        for said in (
            "Nothing found for",
            "zzyxqvw",
            "Searched CRIS, CRIMINT+",
            "whose data reach",
            "What to try",
        ):
            expect(nothing).to_contain_text(said)
        expect(visit.page.locator("#announce")).to_contain_text("Nothing found")
        expect(visit.page.locator("#marking-top")).to_have_text(re.compile("^\\s*OFFICIAL\\s*$"))


def test_a_part_of_the_reading_is_corrected_in_the_box(at: Visiting) -> None:
    with at("despatcher") as visit:
        visit.goto("/risk")
        look_up(visit.page, SCENE)
        visit.page.locator(".sl-part").first.click()
        chosen = visit.page.evaluate(
            "(() => { const q = document.getElementById('q'); return q.value.slice(q.selectionStart, q.selectionEnd) })()"
        )
        assert chosen.lower() == "jones"


def test_no_answer_is_never_taken_for_nothing_found(at: Visiting) -> None:
    with at("despatcher") as visit:
        visit.goto("/risk")
        visit.page.context.set_offline(True)
        visit.page.locator("#q").fill(SCENE)
        visit.page.keyboard.press("Enter")
        expect(visit.page.locator("#answer")).to_contain_text("No answer came")
        visit.complaints.clear()
