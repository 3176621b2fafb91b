"""Requests and decisions in words, and back into decisions."""

from __future__ import annotations

from portal.views import desk_items, desk_words

ITEMS = [
    {
        "system": "CRIMINT",
        "ref": "CRRT00123456",
        "grading": {"handling": "P", "conditions": []},
        "tick": "t1",
    },
    {
        "system": "CRIS",
        "ref": "2314567/24",
        "grading": {"handling": "C", "conditions": ["A1", "S2"]},
        "allowed": ["withheld"],
    },
]


def test_every_item_needs_a_decision_that_its_rules_allow_and_a_reason() -> None:
    errors = desk_items.missing(ITEMS, {"item-1": "released", "item-2": "released", "item-2-reason": "x"})
    assert errors == {
        "item-1-reason": "Give the reason for CRIMINT+ CRRT00123456",
        "item-1-checked": "Read the source check of the texts of CRIMINT+ CRRT00123456, and tick that you did",
        "item-2": "Choose a decision for CRIS 2314567/24",
    }


def test_decisions_carry_reason_and_conditions() -> None:
    given = {
        "item-1": "sanitised",
        "item-1-reason": " fits ",
        "item-1-conditions": "A1, S2",
        "item-1-checked": "t1",
        "item-2": "withheld",
        "item-2-reason": "originator",
    }
    assert desk_items.missing(ITEMS, given) == {}
    assert desk_items.decisions(ITEMS, given) == [
        {
            "system": "CRIMINT",
            "ref": "CRRT00123456",
            "decision": "sanitised",
            "reason": "fits",
            "conditions": ["A1", "S2"],
            "checked": "t1",
        },
        {
            "system": "CRIS",
            "ref": "2314567/24",
            "decision": "withheld",
            "reason": "originator",
            "conditions": [],
        },
    ]


def test_neither_confirmed_nor_denied_is_a_decision_of_its_own_that_asks_for_no_more_than_a_reason() -> None:
    given = {
        "item-1": "neither-confirmed-nor-denied",
        "item-1-reason": "a source",
        "item-2": "withheld",
        "item-2-reason": "x",
    }
    assert desk_items.missing(ITEMS, given) == {}
    (first, _) = desk_items.decisions(ITEMS, given)
    assert first == {
        "system": "CRIMINT", "ref": "CRRT00123456", "decision": "neither-confirmed-nor-denied", "reason": "a source", "conditions": [],
    }  # fmt: skip
    assert dict(desk_words.house_view(first)["rows"])["Decision"] == "neither confirmed nor denied"
    both = {**ITEMS[1], "allowed": ["withheld", "neither-confirmed-nor-denied"]}
    (shown,) = desk_items.item_views([both], {})
    assert (shown["leaves"], shown["decision"]) == (False, "withheld")


def test_all_that_is_missing_is_said_at_once() -> None:
    errors = desk_items.missing(ITEMS, {})
    assert list(errors) == ["item-1", "item-1-reason", "item-2", "item-2-reason"]


def test_a_form_goes_by_the_records_that_it_was_shown_with() -> None:
    given = {
        "item-1": "withheld", "item-1-reason": "his", "item-1-id": "CRIS/2314567/24", "item-2": "released",
        "item-2-id": "CRIMINT/GONE", "csrf_token": "x",
    }  # fmt: skip
    moved = desk_items.aligned(ITEMS, given)
    assert moved == {
        "item-2": "withheld", "item-2-reason": "his", "item-2-id": "CRIS/2314567/24", "csrf_token": "x",
    }  # fmt: skip


def test_what_was_given_before_comes_back() -> None:
    first, second = desk_items.item_views(ITEMS, {"item-1": "released", "item-1-reason": "fits"})
    assert (first["decision"], first["reason"], first["conditions_words"]) == ("released", "fits", "")
    assert (second["decision"], second["conditions_words"]) == ("withheld", "A1, S2")
    assert "Consult the originator" in second["rule"]
    assert second["reason"] == second["rule"], "the only decision open brings its reason along"


def test_subject_and_facts_in_words() -> None:
    row = {
        "subject": {
            "names": ["Sean Murphy"],
            "dates_of_birth": ["1980-02-03"],
            "identifiers": {"vrm": "AB12 CDE"},
            "address": None,
        },
        "purpose": {"code": "LIFE", "reason": "missing child"},
        "period": {"from": "2024-01-01", "to": None},
        "urgency": "threat-to-life",
    }
    view = desk_words.request_view(row)
    assert view["subject_words"] == "Sean Murphy, 3 Feb 1980, AB12 CDE"
    assert ("Purpose", "LIFE: Protecting life and property") in view["rows"]
    assert ("Urgency", "threat to life") in view["rows"]
    assert all(value for _, value in view["rows"])


def test_the_queue_says_how_many_are_late() -> None:
    assert (
        desk_words.queue_summary([{"due": "2020-01-01T00:00:00Z"}, {"due": "2999-01-01T00:00:00Z"}])
        == "2 open, 1 overdue."
    )
    assert desk_words.queue_summary([]) == "None open."


def test_a_period_that_is_open_at_one_end_says_which() -> None:
    told = dict(desk_words.request_view({"period": {"from": "2015-01-01", "to": None}})["rows"])
    assert told["Period"] == "from 1 Jan 2015"
