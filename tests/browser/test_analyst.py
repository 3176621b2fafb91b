"""The analyst's face: the address holds the whole search; filters, months, pages, map and links lead on from it."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import HANDLING, Visiting
from tests.browser.driving import NARROW, WIDE, axe_violations
from tests.support.instance import Instance


def asked(page: Page) -> list[tuple[str, str]]:
    return [pair for pair in parse_qsl(urlsplit(page.url).query) if pair[0] != "cursor"]


def test_a_filter_is_a_link_a_tag_and_a_part_of_the_address(at: Visiting) -> None:
    with at("analyst") as visit:
        visit.goto("/search?q=")
        facet = visit.page.locator("section[aria-labelledby=facet-system]")
        count = facet.get_by_role("link", name=re.compile("MERLIN")).locator(".sl-facet__count").inner_text()
        facet.get_by_role("link", name=re.compile("MERLIN")).click()
        assert asked(visit.page) == [("system", "MERLIN")]
        number = re.search(r"\d+", count)
        assert number
        expect(visit.page.locator(".sl-results__total")).to_have_text(
            f"{number[0]} record{'' if number[0] == '1' else 's'}"
        )
        visit.page.get_by_role("link", name=re.compile("MERLIN.*remove this filter")).click()
        assert asked(visit.page) == []


def test_two_systems_are_chosen_one_after_the_other(at: Visiting) -> None:
    with at("analyst") as visit:
        visit.goto("/search?q=")
        facet = visit.page.locator("section[aria-labelledby=facet-system]")
        facet.get_by_role("link", name=re.compile("MERLIN")).click()
        facet.get_by_role("link", name=re.compile(r"^CRIS\s*, as well")).click()
        assert asked(visit.page) == [("system", "MERLIN"), ("system", "CRIS")]
        expect(facet.locator("[aria-current]")).to_have_count(2)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_f_goes_to_the_filters_whether_they_are_open_or_not(at: Visiting, size: dict[str, int]) -> None:
    with at("analyst", viewport=size) as visit:
        visit.goto("/search?q=")
        fold = visit.page.locator(".sl-filters__fold")
        for _ in range(2):
            visit.page.keyboard.press("f")
            expect(fold).to_have_attribute("open", "")
            expect(visit.page.locator(".sl-facet__link").first).to_be_focused()


def test_a_word_finds_its_kin_and_shows_it_marked(at: Visiting) -> None:
    with at("analyst") as visit:
        visit.goto("/search?q=weapon")
        expect(visit.page.locator(".sl-hit").first).to_be_visible()
        visit.goto("/search?q=baseball")
        expect(visit.page.locator(".sl-hit__said mark").first).to_have_text(
            re.compile("baseball", re.IGNORECASE)
        )


def test_pages_keep_the_search_and_their_place(at: Visiting) -> None:
    with at("analyst") as visit:
        visit.goto("/search?q=&sort=newest")
        first = visit.page.locator(".sl-hit a").first.get_attribute("href")
        visit.page.get_by_role("link", name=re.compile("Next page")).click()
        assert asked(visit.page) == [("sort", "newest"), ("page", "2")]
        expect(visit.page.locator("ol.sl-hits")).to_have_attribute("start", "21")
        visit.page.go_back()
        assert visit.page.locator(".sl-hit a").first.get_attribute("href") == first


def test_back_from_a_record_leads_to_the_hit_that_was_opened(at: Visiting) -> None:
    with at("analyst") as visit:
        visit.goto("/search?q=&sort=newest")
        for key in ("j", "j", "j", "o"):
            visit.page.keyboard.press(key)
        expect(visit.page).to_have_url(re.compile("/records/"))
        visit.page.go_back()
        expect(visit.page.locator(".sl-hit").nth(3)).to_be_focused()


def test_a_word_on_a_pair_is_confirmed_where_the_focus_is(at: Visiting) -> None:
    with at("analyst") as visit:
        page = visit.page
        visit.goto("/nominals/CRIS/2000011%2F26~1")
        said = page.locator(".sl-judge").first
        said.locator("summary").click()
        said.get_by_label("Reason").fill("to be told apart")
        said.get_by_role("button", name="Split").click()
        told = page.get_by_role("alert")
        expect(told).to_be_focused()
        expect(told).to_contain_text(re.compile(r"Split: CRIS \S+ and CRIS \S+ are two people"))
        assert axe_violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert axe_violations(page) == []


def test_months_are_a_chart_to_drag_over_and_a_table_of_links(at: Visiting) -> None:
    with at("analyst") as visit:
        visit.goto("/search?q=")
        chart = visit.page.locator("[data-months-chart] .u-over")
        box = chart.bounding_box()
        assert box
        visit.page.mouse.move(box["x"] + box["width"] - 60, box["y"] + 20)
        visit.page.mouse.down()
        visit.page.mouse.move(box["x"] + box["width"] - 5, box["y"] + 20, steps=5)
        visit.page.mouse.up()
        visit.page.wait_for_url(re.compile("from="))
        span = dict(asked(visit.page))
        first, last = (date.fromisoformat(span[end]) for end in ("from", "to"))
        assert (first.day, (last + timedelta(days=1)).day) == (1, 1)
        visit.goto("/search?q=")
        visit.page.get_by_text("Months as a table").click()
        row = visit.page.locator("[data-month]").first
        count = row.get_attribute("data-count")
        row.get_by_role("link").click()
        expect(visit.page.locator(".sl-results__total")).to_have_text(re.compile(f"^{count} record"))


def test_the_months_stand_a_date_that_nobody_knows(at: Visiting, demo: Instance, tmp_path: Path) -> None:
    record = {
        "system": "CRIS",
        "ref": "9999013/26",
        "kind": "event",
        "title": "Quillwort",
        "recorded": "9999-12-31T23:59:59Z",
    }
    known = {**record, "ref": "9999014/26", "recorded": "2026-02-22T10:00:00Z"}
    file = tmp_path / "dates.jsonl"
    file.write_text("".join(json.dumps({**one, "handling": HANDLING}) + "\n" for one in (record, known)))
    assert demo.run("load", "pole", file, "--json").json["loaded"] == 2
    with at("analyst") as visit:
        visit.goto("/search?q=quillwort")
        expect(visit.page.locator("[data-months-chart] .u-over")).to_be_visible()
        expect(visit.page.locator("[data-months-hint]")).to_contain_text("are in the table")
        visit.page.get_by_text("Months as a table").click()
        visit.page.get_by_role("link", name="Dec 9999").click()
        expect(visit.page.locator(".sl-results__total")).to_have_text("1 record")
        expect(visit.page.locator(".sl-tags")).to_contain_text("31 Dec 9999")


def test_map_and_links_by_choice_say_what_their_lists_say(at: Visiting) -> None:
    with at("analyst") as visit:
        visit.goto("/search?q=&system=CRIS&view=map")
        expect(visit.page.locator("[data-map] path.leaflet-interactive").first).to_be_visible()
        points = visit.page.locator("[data-map] path.leaflet-interactive").count()
        assert points == visit.page.locator("[data-place]").count() > 0
        visit.goto("/search?q=&system=CRIS&view=links")
        expect(visit.page.locator("[data-links] canvas").first).to_be_visible()
        assert visit.page.locator("[data-edge]").count() > 0


def test_empty_says_what_to_do_next(at: Visiting) -> None:
    with at("analyst") as visit:
        visit.goto("/search?q=zzyxqvw&system=CRIS")
        expect(visit.page.locator(".sl-nothing")).to_contain_text("remove the filters")
        visit.goto("/search?q=!!!")
        expect(visit.page.locator(".sl-nothing")).to_contain_text("Nothing found for")
        assert visit.goto("/search?q=x&near=here") == 422
        expect(visit.page.locator("main")).to_contain_text("near: must be lat,lon,metres")


def test_a_records_mentions_are_reached_by_keyboard_and_say_why(at: Visiting) -> None:
    with at("analyst") as visit:
        visit.goto("/search?q=baseball")
        visit.page.locator(".sl-hit a").first.click()
        mention = visit.page.locator(".sl-mention--danger").first
        for _ in range(40):
            visit.page.keyboard.press("Tab")
            if mention.evaluate("m => m === document.activeElement"):
                break
        tip = visit.page.locator(".sl-mention--danger + .sl-tip").first
        expect(tip).to_be_visible()
        for said in ("Weapon", "stated", "behind the front door"):
            expect(tip).to_contain_text(said)
        visit.page.keyboard.press("Escape")
        expect(tip).to_be_hidden()
        expect(mention).to_be_focused()
        visit.page.keyboard.press("Enter")
        expect(visit.page.locator("tr:target")).to_contain_text("bat")
        expect(visit.page.locator("[aria-labelledby=why-seen]")).to_contain_text("It belongs to your force")


def test_what_is_not_there_and_what_may_not_be_seen_read_the_same(at: Visiting) -> None:
    with at("analyst") as visit:
        assert visit.goto("/records/CRIS/none") == 404
        absent = visit.page.locator("main").inner_text()
        assert visit.goto("/nowhere") == 404
        assert visit.page.locator("main").inner_text() == absent
