"""A partner's subject as questions: every name that says anything, every date of birth, every number."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from portal.search import risk
from portal.services.errors import Invalid
from portal.services.requests.form import checked
from portal.services.requests.subject import MOST_QUESTIONS, meant, questions, words_of

TODAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
EMPTY: dict[str, Any] = {"names": [], "dates_of_birth": [], "identifiers": {}, "address": None}
NOTHING: list[Any] = [
    "-",
    "*",
    "",
    " ",
    "\u200b",
    "\x01",
    "\0",
    "\U0001f600",
    {},
    {"text": "-"},
    {"surname": None},
]


def asked(**subject: Any) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    found = list(questions(meant({**EMPTY, **subject}, TODAY)))
    for one in found:
        risk.first_round(one)  # which refuses what is no question
    return [(one.words, one.dates_of_birth) for one in found]


@pytest.mark.parametrize("between", ["/", "-", "\U0001f600", "\u200b", "*", "\0", "\x01", "\ud800"])
def test_what_folds_to_nothing_is_no_word_of_a_name(between: str) -> None:
    assert words_of(f"Sean {between} Murphy") == ("sean", "murphy")
    assert asked(names=[f"Sean {between} Murphy"]) == [(("sean", "murphy"), ())]


@pytest.mark.parametrize("name", NOTHING)
def test_a_name_that_says_nothing_is_not_asked_for(name: object) -> None:
    assert asked(names=[name]) == [((), ())]
    assert asked(names=[name, "Murphy"]) == [(("murphy",), ())]


@pytest.mark.parametrize("name", NOTHING)
def test_a_subject_of_such_names_alone_names_nobody(name: object) -> None:
    with pytest.raises(Invalid, match="names nobody") as refused:
        checked(stated(names=[name]))
    assert refused.value.field == "subject"
    assert checked(stated(names=[name], dates_of_birth=["1980"]))["subject"]["names"] == [name]


def stated(**subject: Any) -> dict[str, Any]:
    return {"subject": subject, "lawful_basis": "DPA 2018", "authoriser": "DI Cole", "officer": {"name": "A"}}


def test_every_name_and_every_date_is_asked_for_once() -> None:
    two = [("zzz", "unknown"), ("barnabus", "thistledown")]
    given = ["Zzz Unknown", {"forenames": "Barnabus", "surname": "Thistledown"}, "barnabus THISTLEDOWN"]
    days = ["1980-02-03", "1981", "1980-02-03"]
    assert asked(names=given, dates_of_birth=days) == [(n, (d,)) for n in two for d in ("1980-02-03", "1981")]
    assert asked(dates_of_birth=["1980", "1981"]) == [((), ("1980",)), ((), ("1981",))]


def test_of_very_many_each_name_is_asked_for_with_all_the_dates() -> None:
    given = [f"Sean {one}" for one in "abcdefghijklmnopqrst"]
    found = asked(names=given, dates_of_birth=["1980", "1981", "1982"])
    assert len(found) == len(given) <= MOST_QUESTIONS
    assert all(days == ("1980", "1981", "1982") for _, days in found)


def test_a_name_of_very_many_words_is_a_question_all_the_same() -> None:
    assert len(asked(names=["jo " * 160])[0][0]) == 16


def test_no_number_is_lost_behind_a_long_line() -> None:
    held = {"other": ["x" * 290], "pnc_id": "2008/1234567R", "phone": ["07700 900123", "07700 900456"]}
    (one,) = meant({**EMPTY, "names": ["Sean Murphy"], "identifiers": held}, TODAY)
    assert one.identifiers["PNC_ID"] == ("2008/1234567R",)
    assert len(one.identifiers["PHONE"]) == 2


@pytest.mark.parametrize("day", ["2026-03-01", "2026-03-01T13:00:00+01:00", "2026-04-01", "2020-01-01"])
def test_an_answer_may_be_needed_by_any_day_one_that_is_past_too(day: str) -> None:
    form = stated(names=["Sean Murphy"]) | {"need_by": day}
    assert str(checked(form)["need_by"]).startswith(day[:10])
