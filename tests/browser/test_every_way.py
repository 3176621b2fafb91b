"""Every page for everybody: axe-core, 360 pixels, night, paper, without script, keys, policy."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Own, Visiting
from tests.browser.driving import NARROW, Visit, axe_violations, width_of

PAGES = [
    (None, "/login"),
    ("despatcher", "/risk"),
    ("despatcher", "/risk?q=Jones+Avenue+Road"),
    ("despatcher", "/risk?q=zzyxqvw"),
    ("despatcher", "/purpose"),
    ("despatcher", "/keys"),
    ("despatcher", "/audit"),
    ("despatcher", "/risk?q=sean+murphy+3/2/80"),
    ("analyst", "/warnings"),
    ("analyst", "/search?q="),
    ("analyst", "/search?q=baseball&system=CRIMINT"),
    ("analyst", "/search?q=&view=map"),
    ("analyst", "/search?q=&view=links"),
    ("analyst", "/records/CRIMINT/CRRT00000456"),
    ("officer", "/reports"),
    ("analyst", "/nominals/CRIS/2000011%2F26~1"),
    ("analyst", "/links/CRIS/2000011%2F26~1"),
    ("analyst", "/review"),
    ("analyst", "/nowhere"),
    ("officer", "/new"),
    ("officer", "/new/object"),
    ("officer", "/notices"),
    ("disclosure", "/requests"),
    ("partner", "/"),
    ("auditor", "/audit"),
    ("auditor", "/audit/heads"),
    ("auditor", "/audit/sample"),
    ("records-manager", "/retention"),
    ("records-manager", "/retention/CRIMINT/CRRT09999003"),
    ("administrator", "/people"),
    ("administrator", "/feeds"),
]


@pytest.mark.parametrize(("role", "path"), PAGES)
def test_accessible_by_day_and_by_night_wide_and_narrow(at: Visiting, role: str | None, path: str) -> None:
    with at(role) as visit:
        visit.goto(path)
        visit.page.wait_for_load_state("networkidle")
        assert axe_violations(visit.page) == []
        visit.page.emulate_media(color_scheme="dark")
        assert visit.page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
        assert axe_violations(visit.page) == []
        visit.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        visit.page.wait_for_timeout(150)
        assert width_of(visit.page) <= 360


def test_a_log_in_that_failed_says_so_in_its_title(at: Visiting) -> None:
    with at(None) as visit:
        visit.log_in("nobody", "not a password of ours")
        expect(visit.page).to_have_title(re.compile("^Error: Log in"))


def test_without_script_everything_can_be_done(at: Visiting) -> None:
    with at("despatcher", java_script_enabled=False) as visit:
        visit.goto("/risk")
        visit.page.locator("#q").fill("Jones Avenue Road")
        visit.page.get_by_role("button", name="Look up").click()
        expect(visit.page.locator("#card-1 .sl-warning").first).to_contain_text("baseball bat")
        visit.page.locator("#card-1-why summary").click()
        expect(visit.page.locator("#card-1-why")).to_contain_text("surname same")
        visit.page.locator("#card-1 .sl-warning a").first.click()
        expect(visit.page.locator("mark:target")).to_contain_text("baseball bat")
        visit.page.get_by_role("button", name="Dark").click()
        expect(visit.page.locator("html")).to_have_attribute("data-theme", "dark")
        visit.page.get_by_role("link", name=re.compile("Purpose")).click()
        expect(visit.page.get_by_role("heading", level=1)).to_have_text("Why are you looking?")
    with at("analyst", java_script_enabled=False) as visit:
        visit.goto("/search?q=")
        visit.page.get_by_role("link", name=re.compile("Next page")).click()
        expect(visit.page.locator("ol.sl-hits")).to_have_attribute("start", "21")
        visit.page.get_by_text("Months as a table").click()
        expect(visit.page.locator("[data-month] a").first).to_be_visible()


def test_by_keyboard_alone(at: Visiting) -> None:
    with at("despatcher") as visit:
        page = visit.page
        visit.goto("/risk")
        expect(page.locator("#q")).to_be_focused()
        page.keyboard.type("Jones Avenue Road")
        page.keyboard.press("Enter")
        expect(page.locator("#card-1")).to_be_focused()
        page.keyboard.press("j")
        expect(page.locator("#card-2")).to_be_focused()
        page.keyboard.press("k")
        page.keyboard.press("e")
        expect(page.locator("#card-1-events .sl-rows")).to_be_visible()
        page.keyboard.press("?")
        expect(page.locator("#dialog-keys")).to_be_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("/")
        expect(page.locator("#q")).to_be_focused()
        page.keyboard.press("Escape")
        page.keyboard.press("t")
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_purpose_changes_in_two_keys_and_the_look_goes_on(at: Visiting) -> None:
    with at("officer") as visit:
        visit.goto("/risk?q=Jones+Avenue+Road")
        visit.page.locator("body").press("p")
        expect(visit.page.locator("#dialog-purpose")).to_be_visible()
        visit.page.keyboard.press("3")
        expect(visit.page.locator("#who")).to_contain_text("PREVENT")
        expect(visit.page).to_have_url(re.compile(r"/risk\?q=Jones"))


def change_in_another_tab(page: Page, url: str) -> None:
    """The purpose becomes ORDER, for a riot, in a tab beside this one."""
    Visit(page.context.new_page(), url).state_purpose("ORDER", "disorder in the park", "CAD 99")
    page.bring_to_front()


def test_an_answer_stands_under_the_purpose_that_it_was_asked_for(own: Own) -> None:
    with own("despatcher") as visit:
        page = visit.page
        visit.goto("/risk?q=sean+murphy")
        change_in_another_tab(page, visit.url)
        expect(page.locator("#who")).to_contain_text("LIFE")
        page.locator("#q").fill("Jones Avenue Road")
        page.keyboard.press("Enter")
        expect(page.locator("#printed")).to_contain_text("ORDER: disorder in the park (CAD 99)")
        expect(page.locator("#who")).to_contain_text("ORDER")
        expect(page.locator("#who")).to_contain_text("CAD 99")
        page.keyboard.press("p")
        dialog = page.locator("#dialog-purpose")
        expect(dialog.locator("[aria-current=true]")).to_have_attribute("value", "ORDER")
        expect(dialog.get_by_label("Reason")).to_have_value("disorder in the park")


def test_suggestions_stand_under_the_purpose_that_they_were_asked_for(own: Own) -> None:
    with own("despatcher") as visit:
        visit.goto("/risk")
        change_in_another_tab(visit.page, visit.url)
        visit.page.locator("#q").press_sequentially("sean mur")
        expect(visit.page.locator("#suggestions [role=option]").first).to_be_visible()
        expect(visit.page.locator("#who")).to_contain_text("ORDER")


def test_what_is_swapped_into_a_report_tells_its_purpose_too(own: Own) -> None:
    with own("officer") as visit:
        page = visit.page
        visit.goto("/reports")
        page.locator("main form button").first.click()
        change_in_another_tab(page, visit.url)
        page.locator("#q").press_sequentially("sean murphy")
        expect(page.locator("#found .sl-item").first).to_be_visible(timeout=30_000)
        expect(page.locator("#who")).to_contain_text("ORDER")
        expect(page.locator("#printed")).to_contain_text("ORDER")
        page.locator("button[name=on]").click()
        expect(page).to_have_url(re.compile("/text$"))
        page.wait_for_load_state()
        Visit(page.context.new_page(), visit.url).state_purpose("PREVENT", "a warning", "CAD 98")
        audit = page.locator("#printed").get_attribute("data-of")
        page.locator("#text").press_sequentially("Sean Murphy has a knife.")
        expect(page.locator("#proposals")).to_contain_text("Murphy", timeout=30_000)
        expect(page.locator("#who")).to_contain_text("PREVENT")
        expect(page.locator("#printed")).not_to_have_attribute("data-of", audit or "")


def test_single_keys_can_be_switched_off(at: Visiting) -> None:
    with at("despatcher") as visit:
        visit.goto("/risk?q=Jones+Avenue+Road")
        visit.page.locator("body").press("?")
        visit.page.get_by_label("Single keys work on this computer").uncheck()
        visit.page.keyboard.press("Escape")
        visit.page.locator("body").press("w")
        expect(visit.page.locator("#card-1-why")).not_to_have_attribute("open", "")


def test_paper_carries_marking_name_purpose_time_and_audit_id(at: Visiting) -> None:
    with at("despatcher", color_scheme="dark") as visit:
        visit.goto("/risk?q=Jones+Avenue+Road")
        visit.page.emulate_media(media="print")
        line = visit.page.locator("#printed")
        expect(line).to_be_visible()
        expect(line).to_have_text(
            re.compile(r"Printed by despatcher .*LIFE: 999 call.*Page made .*Audit [0-9a-f]{32}")
        )
        for hidden in (".sl-bar", ".sl-box", "#dialog-keys"):
            expect(visit.page.locator(hidden)).to_be_hidden()
        assert visit.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_nothing_inline_runs_and_nothing_comes_from_elsewhere(at: Visiting) -> None:
    with at("analyst") as visit:
        asked: list[str] = []
        visit.page.on("request", lambda request: asked.append(request.url))
        response = visit.page.goto(visit.url + "/search?q=&view=map")
        assert response
        policy = response.headers["content-security-policy"]
        assert "'unsafe" not in policy
        visit.page.wait_for_load_state("networkidle")
        assert all(url.startswith((visit.url, "data:")) for url in asked)
        body = response.text()
        assert "<style" not in body
        assert not re.search(r"\sstyle=|\son\w+=|<script(?![^>]*\bsrc=)", body)
        assert response.headers["cache-control"] == "no-store"


def test_what_a_record_holds_is_shown_as_text_and_never_run(at: Visiting) -> None:
    with at("analyst") as visit:
        for path in ("/search?q=Quirkstone", "/risk?q=Quirkstone", "/records/CRIS/9999002%2F26%3Cb%3E"):
            assert visit.goto(path) == 200
            visit.page.wait_for_load_state("networkidle")
            assert "owned" not in visit.page.title().replace("<script>document.title='owned'", "")
            expect(visit.page.locator("main")).to_contain_text("<script>document.title='owned'</script>")
            assert visit.page.locator("main script, main svg[onload], main img[onerror]").count() == 0


def test_the_api_is_browsed_without_anything_inline_or_foreign(at: Visiting) -> None:
    with at("administrator") as visit:
        assert visit.goto("/api/v1/docs") == 200
        expect(visit.page.get_by_text("/api/v1/risk").first).to_be_visible()


def test_what_people_did_is_marked_whatever_the_records_were(at: Visiting) -> None:
    with at("auditor") as visit:
        for path in ("/audit", "/audit/heads"):
            visit.goto(path)
            assert visit.page.locator("#marking-top").inner_text().strip() == "OFFICIAL-SENSITIVE"
        visit.page.goto(visit.url + "/audit")
        visit.page.locator("main table td a").first.click()
        assert visit.page.locator("#marking-bottom").inner_text().strip() == "OFFICIAL-SENSITIVE"


def test_a_partner_who_logs_in_is_told_the_way_and_not_led_in_a_circle(at: Visiting) -> None:
    with at("partner") as visit:
        assert visit.goto("/risk?q=murphy") == 403
        visit.page.get_by_role("link", name="To the first page").click()
        expect(visit.page.get_by_role("heading", level=1)).to_have_text("Partner forces ask by machine")
        visit.page.get_by_role("link", name="How a request is made").click()
        expect(visit.page).to_have_url(re.compile("/api/v1/docs$"))


def test_a_press_of_the_mouse_moves_no_page_under_the_pointer(at: Visiting) -> None:
    with at("despatcher", viewport={"width": 1280, "height": 500}) as visit:
        visit.goto("/risk?q=Jones+Avenue+Road")
        card = visit.page.locator(".sl-card").nth(1)
        panel = card.locator("summary").last  # with it at the top of the window, the card's head is above
        panel.evaluate("it => it.scrollIntoView({block: 'start'})")
        before = visit.page.evaluate("scrollY")
        box = panel.bounding_box()
        assert box is not None
        visit.page.mouse.move(box["x"] + 5, box["y"] + 5)
        visit.page.mouse.down()
        visit.page.wait_for_timeout(50)
        assert visit.page.evaluate("scrollY") == before
        visit.page.mouse.up()
        expect(card.locator("details").last).to_have_attribute("open", "")
        expect(card).to_have_attribute("data-current", "")


def test_the_way_stays_marked_on_the_pages_under_it(at: Visiting) -> None:
    with at("auditor") as visit:
        visit.goto("/audit/heads")
        expect(visit.page.locator("header nav a[aria-current=true]")).to_have_text("Audit")
        visit.goto("/audit")
        expect(visit.page.locator("header nav a[aria-current=page]")).to_have_text("Audit")


def test_a_question_that_is_too_long_is_told_without_a_field_s_name(at: Visiting) -> None:
    with at("analyst") as visit:
        assert visit.goto("/risk?q=" + "a" * 400) == 422
        expect(visit.page.locator("main")).to_contain_text("What you asked must have 1 to 300 characters.")
