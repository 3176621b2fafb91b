"""The pages' wording."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from nlp.identifiers import LABELS
from portal.views import words

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("1980-02-03", "3 Feb 1980"),
        ("1980-02", "Feb 1980"),
        ("1980", "1980"),
        ("2024-07-01T23:30:00Z", "2 Jul 2024"),
        ("", ""),
        (None, ""),
        ("soon", "soon"),
    ],
)
def test_day_is_as_exact_as_it_is_known(value: str | None, said: str) -> None:
    assert words.day(value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2026-11-23", "today"),
        ("2026-11-22", "1 day"),
        ("2026-11-02", "21 days"),
        ("2026-06-01", "5 months"),
        ("2020-01-01", "6 years"),
        ("2020", "6 years"),
        ("2027-01-01", "ahead"),
        (None, ""),
        ("x", ""),
    ],
)
def test_age(value: str | None, said: str) -> None:
    assert words.age(value, today=TODAY) == said


@pytest.mark.parametrize(
    ("days", "said"), [(0, "today"), (1, "1 day ago"), (9, "9 days ago"), (900, "2 years ago"), (-3, "ahead")]
)
def test_how_long_ago_is_no_today_ago(days: int, said: str) -> None:
    assert words.ago((TODAY - timedelta(days=days)).isoformat(), TODAY) == said
    assert words.ago(None) == ""


def test_review_overdue_in_words() -> None:
    assert words.review_words("2026-03-01", TODAY) == "review 8 months overdue"
    assert words.review_words("2030-03-01", TODAY) == "review by 1 Mar 2030"


@pytest.mark.parametrize(
    ("due", "code", "label"),
    [
        ("2026-11-23T09:00:00Z", "overdue", "Overdue by 3 hours"),
        ("2026-11-23T12:25:00Z", "soon", "25 minutes left"),
        ("2026-11-26T12:00:00Z", "later", "3 days left"),
        ("2026-11-23T13:00:00Z", "later", "1 hour left"),
    ],
)
def test_time_left_is_said_in_words(due: str, code: str, label: str) -> None:
    sign = words.left_words(due, NOW)
    assert (sign.code, sign.label) == (code, label)


def test_unknown_codes_are_shown_as_they_stand() -> None:
    assert words.warning_label({"code": "QQ", "label": "Quicksand"}) == "Quicksand"
    assert words.fact_label("QQ") == "QQ"
    assert words.band("odd").label == "odd"


def test_grading_in_words() -> None:
    said = words.grading_words(
        {"source": "2", "intelligence": "B", "handling": "C", "conditions": ["A1", "S2"]}
    )
    assert (
        said
        == "untested source, known indirectly but corroborated, lawful sharing permitted with conditions (A1, S2)"
    )


def test_an_age_is_told_by_the_dates_between_which_somebody_was_born() -> None:
    assert words.part_value("1981-11-24/1982-11-23") == "24 Nov 1981 to 23 Nov 1982"
    assert words.part_value("2008/1234567R") == "2008/1234567R"
    assert words.part_value("1980-02-03") == "3 Feb 1980"
    assert (words.part_kind("cris_ref"), words.part_kind("plate")) == ("cris ref", "number plate")


def test_sentence_anchor_ignores_case_space_and_punctuation() -> None:
    assert words.sentence_id("A bat is  kept.") == words.sentence_id("a bat is kept")


@pytest.mark.parametrize(
    ("code", "said"),
    [("ORG", "Organisation"), ("CRIS_REF", "CRIS reference"), ("PNC_ID", "PNC ID"), ("VRM", "Number plate"), ("PHONE", "Phone"),
     ("SORT_CODE", "Sort code"), ("driving-licence", "Driving licence")],
)  # fmt: skip
def test_labels_are_told_in_words(code: str, said: str) -> None:
    assert words.mention_label(code) == said


def test_every_label_of_the_reader_is_told_without_underscores_and_not_shouted() -> None:
    told = {label: words.mention_label(label) for label in LABELS}
    assert [said for said in told.values() if "_" in said] == []
    short = {"NINO", "CRO", "ASN", "IMEI", "PNC ID"}
    assert {said for said in told.values() if said.isupper()} == short
    assert len(set(told.values())) == len(told)


@pytest.mark.parametrize(
    ("role", "said"), [("occurred-at", "occurred at"), ("victim", "victim"), ("", ""), (None, "")]
)
def test_roles_are_told_in_words(role: str | None, said: str) -> None:
    assert words.role_words(role) == said


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [("missing", "Missing: Amira Yusuf", "Amira Yusuf"), ("bail", "Sean Murphy: Not to enter Avenue Road", "Sean Murphy: Not to enter Avenue Road"),
     ("wanted", "Wanted", "Wanted")],
)  # fmt: skip
def test_a_status_does_not_say_its_kind_twice(kind: str, text: str, said: str) -> None:
    assert words.status_words({"kind": kind, "text": text}) == said
