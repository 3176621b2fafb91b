"""The address bar holds the whole search, and every link leads to the search that it says."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from portal.views.asked import Asked, page_of

FACETS = {
    "system": [{"value": "CRIS", "count": 8}, {"value": "CRIMINT", "count": 3}],
    "month": [{"value": "2025-12", "count": 2}],
}


def pairs(href: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(href).query, keep_blank_values=True)


def asked(*arguments: tuple[str, str]) -> Asked:
    return Asked.of("/search", arguments)


def test_reads_only_what_it_knows_and_leaves_blanks_out() -> None:
    found = asked(
        ("q", " bat "), ("system", "CRIS"), ("system", "CRIS"), ("kind", " "), ("evil", "1"), ("page", "x")
    )
    assert (found.text, found.pairs, found.page) == ("bat", (("system", "CRIS"),), 1)


def test_a_facet_value_adds_itself_and_a_chosen_one_takes_itself_off() -> None:
    page = page_of(asked(("q", "bat"), ("system", "CRIS")), {"total": 8, "facets": FACETS})
    cris, crimint = page["facets"][0]["first"]
    assert cris["chosen"]
    assert pairs(cris["href"]) == [("q", "bat")]
    assert pairs(crimint["href"]) == [("q", "bat"), ("system", "CRIS"), ("system", "CRIMINT")]


def test_a_chosen_value_that_the_answer_does_not_count_is_still_shown() -> None:
    page = page_of(asked(("kind", "report")), {"total": 0, "facets": {}})
    assert [(v["label"], v["count"], v["chosen"]) for v in page["facets"][0]["first"]] == [
        ("report", 0, True)
    ]


def test_other_systems_stay_choosable_beside_a_chosen_one_without_a_count() -> None:
    systems = [{"system": "CRIS", "status": "answered"}, {"system": "PNC", "status": "failed"}, {"system": "EWMS", "status": "not loaded"}]  # fmt: skip
    counted = {"system": FACETS["system"][:1]}
    page = page_of(asked(("q", "x"), ("system", "CRIS")), {"facets": counted, "systems": systems})
    cris, pnc = page["facets"][0]["first"]
    assert (cris["label"], cris["count"], cris["chosen"]) == ("CRIS", 8, True)
    assert (pnc["label"], pnc["count"], pnc["chosen"]) == ("PNC", None, False)
    assert pairs(pnc["href"]) == [("q", "x"), ("system", "CRIS"), ("system", "PNC")]
    unfiltered = page_of(asked(("q", "x")), {"facets": counted, "systems": systems})
    assert len(unfiltered["facets"][0]["first"]) == 1


def test_tags_remove_one_filter_each() -> None:
    page = page_of(asked(("q", "x"), ("system", "CRIS"), ("flag", "domestic-abuse")), {})
    assert [(tag["title"], tag["label"]) for tag in page["tags"]] == [
        ("System", "CRIS"),
        ("Flag", "domestic abuse"),
    ]
    assert pairs(page["tags"][0]["href"]) == [("q", "x"), ("flag", "domestic-abuse")]


def test_a_month_is_a_span_from_its_first_day_to_its_last() -> None:
    page = page_of(asked(("q", "x"), ("from", "2020-01-01")), {"facets": FACETS})
    assert pairs(page["months"][0]["href"]) == [("q", "x"), ("from", "2025-12-01"), ("to", "2025-12-31")]


def test_a_month_of_a_date_that_nobody_knows_is_a_span_like_others() -> None:
    page = page_of(asked(("q", "x")), {"facets": {"month": [{"value": "9999-12", "count": 1}]}})
    assert pairs(page["months"][0]["href"]) == [("q", "x"), ("from", "9999-12-01"), ("to", "9999-12-31")]


def test_next_page_keeps_everything_and_a_filter_begins_again() -> None:
    page = page_of(
        asked(("q", "x"), ("kind", "report"), ("cursor", "abc"), ("page", "2")),
        {"next": "def", "facets": FACETS},
    )
    assert pairs(page["next"]) == [("q", "x"), ("kind", "report"), ("cursor", "def"), ("page", "3")]
    assert "cursor" not in page["facets"][0]["first"][0]["href"]
    assert page["start"] == 21
