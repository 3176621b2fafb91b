"""What decides whether a record is kept."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from access.partial_dates import years_on
from portal.services.errors import Invalids
from portal.services.retention.rules import checked, grounds, noticed_on, rules, said, when_reviewed

TODAY = date(2026, 11, 29)
NO = dict.fromkeys(rules().questions, "no") | {f"{name}-why": "nothing known" for name in rules().questions}


def record(recorded: str = "2012-05-01T10:00:00Z", group: int | None = 3, **more: Any) -> dict[str, Any]:
    return {"recorded": recorded, "retention": {"group": group}, **more}


def test_the_six_questions_and_the_groups_are_there() -> None:
    assert len(rules().questions) == 6
    assert {number: (g.years, g.clear) for number, g in rules().groups.items()} == {
        1: (10, False), 2: (10, True), 3: (6, True), 4: (6, False),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("made", "next_on", "on", "by"),
    [
        (record("2018-03", None), None, "2024-03-01", "rule"),
        (record("2020-02-29T10:00:00Z", 3), None, "2026-03-01", "rule"),
        (record("2018-03-04T10:00:00+02:00", 1), None, "2028-03-04", "rule"),
        ({"recorded": "2018-03-04"}, None, "2024-03-04", "rule"),
        ({"recorded": "2018-03-04", "retention": {"review_on": "2034"}}, None, "2034", "record"),
        (record("2018-03-04", 3), "2031-01-01", "2031-01-01", "review"),
        ({"recorded": "2018-03-04", "retention": {"review_on": "2034"}}, "2031-01-01", "2034", "record"),
        (
            {"recorded": "2018-03-04", "retention": {"review_on": "2034"}},
            "2034-01-01",
            "2034-01-01",
            "review",
        ),
    ],
)
def test_every_record_has_a_day_and_says_whose_it_is(
    made: dict[str, Any], next_on: str | None, on: str, by: str
) -> None:
    told = when_reviewed(made, next_on)
    assert (told["on"], told["by"]) == (on, by)
    assert (told["rule"] is not None) == (by == "rule")


@pytest.mark.parametrize(
    ("made", "noticed", "against", "next_on"),
    [
        (record(), None, 0, "2032-11-29"),
        (record("2021-01-01"), None, 2, "2027-01-01"),
        (record(), ("CRIS/1", date(2024, 2, 29)), 1, "2030-03-01"),
        (record(), ("CRIS/1", date(2011, 1, 1)), 0, "2032-11-29"),
        (record("2018-01-01", 2), None, 1, "2028-01-01"),
        (record("2018-01-01", 4), None, 0, "2032-11-29"),
        (record("2018-01-01", None), None, 0, "2032-11-29"),
        (record("2024-01-01", None), None, 1, "2032-11-29"),
        (record(occurred={"from": "2011", "to": "2025-03"}), None, 2, "2031-03-31"),
        (record("2024-05-01", occurred={"from": "1980", "to": "1983"}), None, 2, "2030-05-01"),
        (record(occurred={"from": "2000-01-01", "to": "9999-12-31"}), None, 2, "2032-11-29"),
    ],
)
def test_what_speaks_against_disposing_and_when_it_is_reviewed_next(
    made: dict[str, Any], noticed: tuple[str, date] | None, against: int, next_on: str
) -> None:
    found = grounds(made, noticed, TODAY)
    assert len(found.against) == against, found.against
    assert found.next_on(TODAY).isoformat() == next_on


@pytest.mark.parametrize(
    ("people", "free"),
    [
        ([{"dates_of_birth": ["1926-11-29"]}], True),
        ([{"dates_of_birth": ["1926-11-30"]}], False),
        ([{"dates_of_birth": ["1926"]}], False),
        ([{"dates_of_birth": ["1920", "1930"]}], False),
        ([{"dates_of_birth": []}], False),
        ([{"dates_of_birth": ["1920"]}, {"dates_of_birth": ["1990"]}], False),
        ([], True),
    ],
)
def test_group_1_is_kept_until_everybody_is_a_hundred(people: list[dict[str, Any]], free: bool) -> None:
    found = grounds(record(group=1, people=people), None, TODAY)
    assert (found.against == ()) == free


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ([{"orders": [{"kind": "bail", "until": "2026-12"}]}], ("an order in it holds until 2026-12-31",)),
        ([{"orders": [{"kind": "bail", "until": "2026-11-28"}, {"kind": "order", "until": None}]}], ()),
        ([{}] * 11, ("of more than 10 people not all are looked at",)),
        ([{}] * 10, ()),
    ],
)
def test_what_still_holds_and_what_was_not_looked_at_is_kept(
    people: list[dict[str, Any]], said: tuple[str, ...]
) -> None:
    assert grounds(record(people=people), None, TODAY).against == said


def test_everything_that_is_wrong_is_named_at_once() -> None:
    with pytest.raises(Invalids) as refused:
        checked({"decision": "retain", "harm": "yes", "links": "no"}, grounds(record(), None, TODAY), TODAY)
    fields = [field for field, _ in refused.value.errors]
    assert fields == [
        "reason", "harm-why", "vulnerable", "trust", "links-why", "substance", "mental", "next_on", "revision",
    ]  # fmt: skip


def test_a_review_says_what_the_form_held() -> None:
    body = {**NO, "decision": "dispose", "reason": " no  use ", "sure": "yes", "revision": "3"}
    made = checked(body, grounds(record(), None, TODAY), TODAY)
    assert (made.decision, made.reason, made.next_on, made.revision) == ("dispose", "no use", None, 3)


def test_years_and_days() -> None:
    assert years_on(date(2024, 2, 29), 1) == date(2025, 3, 1)
    assert years_on(date(2024, 2, 29), 4) == date(2028, 2, 29)
    assert years_on(date(9990, 1, 1), 10) == date.max
    days = [
        noticed_on(record(text), TODAY) for text in ("1980", "1980-02", "1980-02-03T09:00:00Z", "2026-12-24")
    ]
    assert days == [date(1980, 12, 31), date(1980, 2, 29), date(1980, 2, 3), TODAY]


def test_of_a_form_the_ledger_gets_what_was_said_and_nothing_else() -> None:
    form = {
        **NO,
        "harm-why": "two\0 convictions ",
        "reason": "x" * 2_000,
        "csrf_token": "secret",
        "other": "1",
    }
    kept = said(form)
    assert kept == {**NO, "harm-why": "two convictions", "reason": "x" * 1_000}


@pytest.mark.parametrize("revision", ["", "1\0", "²", "-1", "9" * 5_000])
def test_a_revision_that_is_none_is_named(revision: str) -> None:
    body = {**NO, "decision": "amend", "reason": "put right", "revision": revision}
    with pytest.raises(Invalids) as refused:
        checked(body, grounds(record(), None, TODAY), TODAY)
    assert [field for field, _ in refused.value.errors] == ["revision"]
