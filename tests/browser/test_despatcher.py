"""The despatcher's face: one box, the card in the order of danger, reasons a key away, honest when nothing is found."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visiting
from tests.browser.driving import NARROW, WIDE, axe_violations, width_of

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
        part = visit.page.locator(".sl-part").first
        part.locator("summary").click()
        part.get_by_text("change it in the box").click()
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


def test_an_answer_is_out_of_date_as_soon_as_another_is_asked_for(at: Visiting) -> None:
    with at("despatcher") as visit:
        page, held = visit.page, list[Route]()
        visit.goto("/risk?q=Jones+Avenue+Road")
        expect(page.locator("#card-1")).to_be_focused()
        page.evaluate("void (window.print = () => { document.title = 'printed' })")
        page.route("**/risk?q=*", lambda route: held.append(route))
        page.locator("#q").fill("sean murphy")
        with page.expect_request("**/risk?q=*"):
            page.keyboard.press("Enter")
        old = page.locator("#answer")
        expect(old).to_have_attribute("aria-busy", "true")
        expect(page.locator("#waiting")).to_contain_text("out of date", use_inner_text=True)
        expect(page.locator("#announce")).to_contain_text("Asking all systems")
        expect(old).to_have_css("opacity", "0.35")
        assert (page.locator("#waiting").bounding_box() or {})["height"] > 15, "the words can be read"
        page.keyboard.press("Escape")
        for key in ("P", "1", "w", "j"):
            page.keyboard.press(key)
        assert page.title() != "printed"
        expect(page).to_have_url(re.compile("Jones"))
        expect(page.locator("#card-1-why")).not_to_have_attribute("open", "")
        page.emulate_media(media="print")
        expect(old).to_be_hidden()
        page.emulate_media(media="screen")
        held[0].continue_()
        expect(page.locator("#card-1")).to_contain_text("Murphy")
        expect(page.locator("#card-1")).to_be_focused()
        expect(old).not_to_have_attribute("aria-busy", "true")
        expect(page.locator("#waiting")).not_to_contain_text("Asking", use_inner_text=True)


def test_a_further_question_takes_the_place_of_one_that_waits(at: Visiting) -> None:
    with at("despatcher") as visit:
        page = visit.page
        visit.goto("/risk")
        page.route("**/risk?q=slow*", lambda route: None)
        page.locator("#q").fill("slow")
        page.keyboard.press("Enter")
        expect(page.locator("#waiting")).to_contain_text("Asking all systems", use_inner_text=True)
        expect(page.locator("#waiting")).not_to_contain_text("out of date", use_inner_text=True)
        look_up(page, SCENE)
        expect(page.locator("#card-1")).to_be_focused()


# ---------------------------------------------------------------------------------- by keyboard alone

BOTH = [pytest.param(WIDE, id="1280"), pytest.param(NARROW, id="360")]


@pytest.mark.parametrize("size", BOTH)
def test_by_keyboard_alone_from_the_box_to_the_line_in_its_report(at: Visiting, size: dict[str, int]) -> None:
    with at("despatcher", viewport=size) as visit:
        page = visit.page
        visit.goto("/risk")
        expect(page.locator("#q")).to_be_focused()
        page.keyboard.type(SCENE)
        page.keyboard.press("Enter")
        expect(page.locator("#card-1")).to_be_focused()
        expect(page.locator("#announce")).to_contain_text("First: High, Flat 2, 12 Avenue Road")
        band = page.locator("#card-1 .sl-band").bounding_box()
        assert band
        assert band["y"] >= 0
        assert band["y"] + band["height"] <= size["height"], "the band is readable without scrolling"
        expect(page.locator("#card-1 .sl-card__rule")).to_contain_text("Weapons")
        for key, panel in (("o", "people"), ("e", "events"), ("w", "why")):
            page.keyboard.press(key)
            expect(page.locator(f"#card-1-{panel}")).to_have_attribute("open", "")
            expect(page.locator(f"#card-1-{panel} > summary")).to_be_focused()
        page.keyboard.press("p")
        expect(page.locator("#dialog-purpose")).to_be_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        expect(page.locator("#dialog-keys")).to_contain_text("correct what was understood")
        page.keyboard.press("Escape")
        assert width_of(page) <= size["width"]
        page.keyboard.press("1")
        expect(page.locator("mark:target")).to_contain_text("baseball bat")


def test_back_from_a_record_leads_to_the_card_that_was_left(at: Visiting) -> None:
    with at("despatcher") as visit:
        page = visit.page
        visit.goto("/risk")
        look_up(page, SCENE)
        expect(page.locator("#card-1")).to_be_focused()
        page.keyboard.press("j")
        page.keyboard.press("j")
        expect(page.locator("#card-3")).to_be_focused()
        page.locator("#card-3 .sl-again a").first.press("Enter")
        expect(page).to_have_url(re.compile("/records/"))
        page.go_back()
        expect(page.locator("#card-3")).to_be_focused()
        expect(page.locator("#card-3")).to_be_in_viewport()
        expect(page.locator("[data-current]")).to_have_id("card-3")
        look_up(page, "sean murphy")
        expect(page.locator("#card-1")).to_be_focused()


def test_links_open_with_l(at: Visiting) -> None:
    with at("despatcher") as visit:
        visit.goto("/risk?q=sean+murphy+3%2F2%2F1980")
        visit.page.locator("body").press("l")
        expect(visit.page.locator("#card-1-links")).to_have_attribute("open", "")
        expect(visit.page.locator("#card-1-links")).to_contain_text("07700")


@pytest.mark.parametrize("size", BOTH)
def test_what_was_understood_is_put_right_by_keyboard_and_asked_again(
    at: Visiting, size: dict[str, int]
) -> None:
    with at("despatcher", viewport=size) as visit:
        page = visit.page
        visit.goto("/risk")
        page.keyboard.type("sean murphy 2/3/1980")
        page.keyboard.press("Enter")
        page.wait_for_selector("#card-1")
        expect(page.locator(".sl-understood")).to_contain_text("2 Mar 1980")
        expect(page.locator("#card-1")).to_be_focused()  # the page's keys are there once this is
        page.keyboard.press("/")
        expect(page.locator("#q")).to_be_focused()
        reached = _tab_until(page, ".sl-part:nth-of-type(2) summary")
        assert reached <= 4, "Tab leads from the box to what was understood"
        page.keyboard.press("Enter")
        _tab_until(page, ".sl-part[open] a")
        expect(page.locator(":focus")).to_contain_text("3 Feb 1980")
        assert width_of(page) <= size["width"]
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"born%3A1980-02-03"))
        expect(page.locator("#card-1")).to_be_focused()
        expect(page.locator("#card-1")).to_contain_text("born 3 Feb 1980")
        expect(page.locator("#q")).to_have_value('name:"sean murphy" born:1980-02-03')


def test_an_answer_opened_whole_has_its_first_card_in_focus_as_well(at: Visiting) -> None:
    with at("despatcher") as visit:
        visit.page.add_init_script(
            "document.addEventListener('submit', event => event.stopImmediatePropagation(), true)"
        )
        visit.goto("/risk")
        look_up(visit.page, SCENE)  # a whole page, as when Enter is pressed before the scripts are there
        expect(visit.page.locator("#card-1")).to_be_focused()
        visit.page.keyboard.press("/")
        expect(visit.page.locator("#q")).to_be_focused()


def _tab_until(page: Page, selector: str) -> int:
    """Press Tab until this has the focus; gives how often that took."""
    for count in range(1, 15):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return count
    raise AssertionError(f"no Tab leads to {selector}")


def test_c_opens_what_was_understood(at: Visiting) -> None:
    with at("despatcher") as visit:
        visit.goto("/risk")
        look_up(visit.page, SCENE)
        visit.page.keyboard.press("c")
        expect(visit.page.locator(".sl-part[open]")).to_have_count(1)
        visit.page.keyboard.press("Tab")
        expect(visit.page.locator(":focus")).to_have_attribute("data-ask", re.compile("street:"))


def test_without_script_a_correction_is_a_link(at: Visiting) -> None:
    with at("despatcher", java_script_enabled=False) as visit:
        visit.goto("/risk?q=sean+murphy+2%2F3%2F1980")
        visit.page.locator(".sl-part summary").nth(1).click()
        visit.page.get_by_role("link", name="born 3 Feb 1980", exact=True).click()
        expect(visit.page.locator("#card-1")).to_contain_text("born 3 Feb 1980")


@pytest.mark.parametrize("size", BOTH)
def test_a_suggestion_is_taken_by_keyboard(at: Visiting, size: dict[str, int]) -> None:
    with at("despatcher", viewport=size) as visit:
        page, box = visit.page, visit.page.get_by_role("combobox")
        visit.goto("/risk")
        page.keyboard.type("sean mur")
        options = page.locator("#suggestions [role=option]")
        expect(options.first).to_contain_text("Murphy")
        expect(box).to_have_attribute("aria-expanded", "true")
        assert axe_violations(page) == []
        assert width_of(page) <= size["width"]
        page.keyboard.press("Escape")
        expect(box).to_be_focused()
        expect(box).to_have_attribute("aria-expanded", "false")
        page.keyboard.type("ph")
        expect(options.first).to_be_visible()
        page.keyboard.press("ArrowDown")
        expect(options.first).to_have_attribute("aria-selected", "true")
        assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
        page.keyboard.press("Enter")
        expect(page.locator("#card-1")).to_be_focused()
        expect(page.locator("#card-1")).to_contain_text("Murphy")
        expect(page.locator("#suggestions")).to_be_hidden()


def test_enter_without_a_choice_asks_what_was_typed(at: Visiting) -> None:
    with at("despatcher") as visit:
        visit.goto("/risk")
        visit.page.keyboard.type("sean mur")
        expect(visit.page.locator("#suggestions [role=option]").first).to_be_visible()
        visit.page.keyboard.press("Enter")
        expect(visit.page).to_have_url(re.compile(r"q=sean(\+|%20)mur$"))


# -------------------------------------------------------------------------------------------- on paper


def test_a_card_prints_on_one_page_with_all_that_paper_must_carry(at: Visiting) -> None:
    with at("despatcher") as visit:
        visit.goto("/risk")
        look_up(visit.page, SCENE)
        assert visit.page.locator(".sl-card").count() > 1
        pdf = visit.page.pdf(format="A4", prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
        visit.page.emulate_media(media="print")
        expect(visit.page.locator("#card-1")).to_be_visible()
        expect(visit.page.locator("#card-2")).to_be_hidden()
        for said in ("#marking-top", "#marking-bottom", "#printed", ".sl-print--one"):
            expect(visit.page.locator(said)).to_be_visible()


def test_a_card_below_the_best_prints_with_its_own_warnings_in_full(at: Visiting) -> None:
    with at("despatcher") as visit:
        visit.goto("/risk")
        look_up(visit.page, SCENE)
        card = visit.page.locator("#card-2")
        expect(card.locator(".sl-again")).to_contain_text("above")
        expect(card.locator("q", has_text="baseball bat")).to_be_hidden()
        visit.page.keyboard.press("j")
        expect(card).to_be_focused()
        assert (
            len(re.findall(rb"/Type\s*/Page\b", visit.page.pdf(format="A4", prefer_css_page_size=True))) == 1
        )
        visit.page.emulate_media(media="print")
        weapon = card.locator(".sl-warning", has_text="a baseball bat is kept behind the front door")
        expect(weapon).to_be_visible()
        for said in ("Weapon", "behind the front door", "21 days", "2 B P", "CRIMINT+ CRRT"):
            expect(weapon).to_contain_text(said)
        expect(card.locator(".sl-again")).to_be_hidden()


def test_the_print_key_prints_the_chosen_card_and_is_in_the_ledger(at: Visiting) -> None:
    with at("despatcher") as visit:
        visit.goto("/risk")
        look_up(visit.page, SCENE)
        visit.page.keyboard.press("j")
        visit.page.evaluate("window.print = () => window.dispatchEvent(new Event('beforeprint'))")
        with visit.page.expect_request(lambda request: request.url.endswith("/printed")) as told:
            visit.page.keyboard.press("P")
        assert "card=2" in (told.value.post_data or "")


# ---------------------------------------------------------------------- what a despatcher may not see


def test_the_page_of_a_hidden_danger_says_what_is_missing(at: Visiting) -> None:
    with at("analyst") as visit:
        page = visit.page
        visit.goto("/warnings")
        waiting = page.locator("tbody tr").first
        expect(waiting).to_contain_text("left")
        waiting.get_by_role("link").click()
        expect(page.locator("main")).to_contain_text("What tells of it")
        page.get_by_role("button", name="Close without a warning").click()
        expect(page.locator(".govuk-error-summary")).to_contain_text("Say why not")
        assert axe_violations(page) == []
        page.locator("#text").fill("x")
        page.get_by_role("button", name="Publish to despatchers").click()
        expect(page.locator(".govuk-error-summary")).to_contain_text("10 to 2,000")
        page.emulate_media(color_scheme="dark")
        assert axe_violations(page) == []
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        assert width_of(page) <= 360
