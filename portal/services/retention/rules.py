"""What decides whether a record is kept: its group, how old it is, whether the person came to notice since, six questions.

Periods and questions stand in `retention.toml`. Nothing here reads anything but what it is given.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from access.partial_dates import first_day, last_day, years_on
from indexer.retention import AMEND, DISPOSE, GROUPS, RETAIN, By, FirstReview
from portal.services.errors import Invalids
from portal.services.numbers import whole_number

DECISIONS = (RETAIN, AMEND, DISPOSE)
BY_RULE, BY_REVIEW = By.RULE.value, By.REVIEW.value
LONGEST = 1_000
MOST_PEOPLE = 10  # of a record, whose other records are looked at
_MOST_REVISIONS = 10**18 - 1  # what the record store counts with has no more
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Group:
    """A review group. years: between two reviews; clear: whether they must be without the person coming to notice again."""

    number: int | None
    label: str
    years: int
    clear: bool


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules, as `retention.toml` has them."""

    minimum_years: int
    until_age: int
    first: FirstReview
    groups: Mapping[int, Group]
    questions: Mapping[str, str]

    def group(self, number: int | None) -> Group:
        """The group of that number; a record without one is kept for the minimum."""
        return self.groups.get(number or 0) or Group(
            number, "no group given", self.minimum_years, clear=False
        )


@dataclass(frozen=True, slots=True)
class Grounds:
    """What decides about one record. own_on: from when its periods count; noticed: the newest other record of its people, with its day;
    against: what speaks against disposing of it now, in words."""

    group: Group
    own_on: date
    noticed: tuple[str, date] | None
    clear_until: date | None
    earliest: date
    against: tuple[str, ...]

    def next_on(self, today: date) -> date:
        """When it is reviewed next, if it is kept: when the clear period ends, else after the group's years."""
        usual = years_on(today, self.group.years)
        return self.clear_until if self.clear_until and self.clear_until > today else usual

    def as_json(self, today: date) -> dict[str, Any]:
        """For the page."""
        noticed = {"record": self.noticed[0], "on": self.noticed[1].isoformat()} if self.noticed else None
        return {
            "group": self.group.number, "label": self.group.label, "years": self.group.years, "clear": self.group.clear,
            "own_on": self.own_on.isoformat(), "noticed": noticed,
            "clear_until": self.clear_until.isoformat() if self.clear_until else None,
            "earliest": self.earliest.isoformat(), "against": list(self.against),
            "next_on": self.next_on(today).isoformat(),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Review:
    """What somebody says of a record. answers: question → (yes, why); revision, reviewed: the record's, and its last review's
    moment (empty for none), as they were read."""

    decision: str
    reason: str
    answers: Mapping[str, tuple[bool, str]]
    next_on: date | None
    revision: int
    reviewed: str


@cache
def rules() -> Rules:
    """The rules that come with the software. A force has no others: nothing reads another file."""
    raw = tomllib.loads(
        resources.files("portal.services.retention").joinpath("retention.toml").read_text("utf-8")
    )
    groups = {int(number): Group(int(number), **one) for number, one in raw["group"].items()}
    years = {group: raw["first_review"][f"group-{group}" if group else "no-group"] for group in GROUPS}
    return Rules(raw["minimum_years"], raw["until_age"], FirstReview(years), groups, raw["questions"])


def when_reviewed(record: Json, next_on: str | None) -> dict[str, Any]:
    """When a record is reviewed next and what says so: its last review (`next_on`), the record itself, or the rule of the first
    review, with its years after the day on which the record was recorded. Of two days the later counts, as in the queue."""
    held = record.get("retention") or {}
    group, recorded = int(held.get("group") or 0), first_day(str(record["recorded"]))[:10]
    first, own = rules().first, held.get("review_on")
    on, by = (own, By.RECORD.value) if own else (first.on(group, recorded), BY_RULE)
    if next_on and next_on >= first_day(on)[:10]:
        on, by = next_on, BY_REVIEW
    rule = {"years": first.years[group], "recorded": recorded} if by == BY_RULE else None
    return {"on": on, "by": by, "rule": rule}


def grounds(record: Json, noticed: tuple[str, date] | None, today: date) -> Grounds:
    """What decides about a record. noticed: the newest other record of its people that the reader may see."""
    held = rules()
    group = held.group((record.get("retention") or {}).get("group"))
    own = noticed_on(record, today)
    earliest = years_on(own, held.minimum_years)
    last = max([own, *([noticed[1]] if noticed else [])])
    clear_until = years_on(last, group.years) if group.clear else None
    people = record.get("people") or ()
    against = []
    if today < earliest:
        against.append(f"{held.minimum_years} years have not passed since {own}")
    if clear_until and today < clear_until:
        against.append(f"{group.years} clear years have not passed since {last}")
    if group.number == 1 and not all(_older(one, held.until_age, today) for one in people):
        against.append(f"group 1 is kept until everybody in it is {held.until_age}")
    if in_force := [day for one in people for day in _orders_until(one) if day >= today]:
        against.append(f"an order in it holds until {max(in_force)}")
    if len(people) > MOST_PEOPLE:
        against.append(f"of more than {MOST_PEOPLE} people not all are looked at")
    return Grounds(group, own, noticed, clear_until, earliest, tuple(against))


class NotDisposable(Invalids):
    """A review that would dispose of what may not go. against: what speaks for keeping it."""

    def __init__(self, errors: Iterable[tuple[str, str]], against: str) -> None:
        super().__init__(errors)
        self.against = against


def checked(body: Json, found: Grounds, today: date) -> Review:
    """A review as the form has it. Raises Invalids naming every wrong field."""
    wrong: list[tuple[str, str]] = []
    decision = str(body.get("decision") or "")
    if decision not in DECISIONS:
        wrong.append(("decision", f"must be one of {', '.join(DECISIONS)}"))
    reason = _said(body, "reason")
    if not reason:
        wrong.append(("reason", "must be stated"))
    answers = {name: _answer(body, name, wrong) for name in rules().questions}
    next_on = _next(body, found, today, wrong) if decision == RETAIN else None
    against = _against(found, answers) if decision == DISPOSE else None
    if against:
        wrong.append(("decision", f"may not be dispose: {against}"))
    elif decision == DISPOSE and body.get("sure") != "yes":
        wrong.append(("sure", "must be ticked"))
    revision = whole_number(str(body.get("revision") or ""), _MOST_REVISIONS)
    if revision is None:
        wrong.append(("revision", "must be that of the record as it was read"))
    if against:
        raise NotDisposable(wrong, against)
    if wrong or revision is None:
        raise Invalids(wrong)
    return Review(decision, reason, answers, next_on, revision, _said(body, "reviewed"))


def said(body: Json) -> dict[str, str]:
    """What a form says of a review, as the ledger keeps it: its own fields alone, and not a token of the session."""
    fields = ("decision", "reason", "next_on", "revision", "reviewed", "sure")
    answers = (name for question in rules().questions for name in (question, f"{question}-why"))
    return {name: _said(body, name) for name in (*fields, *answers) if name in body}


def _answer(body: Json, name: str, wrong: list[tuple[str, str]]) -> tuple[bool, str]:
    said, why = body.get(name), _said(body, f"{name}-why")
    if said not in ("yes", "no"):
        wrong.append((name, "must be yes or no"))
    elif not why:
        wrong.append((f"{name}-why", "must say why"))
    return said == "yes", why


def _next(body: Json, found: Grounds, today: date, wrong: list[tuple[str, str]]) -> date | None:
    try:
        made = date.fromisoformat(str(body.get("next_on") or ""))
    except ValueError:
        made = None
    latest = max(years_on(today, found.group.years), found.next_on(today))
    if made is None or not today < made <= latest:
        wrong.append(("next_on", f"must be a day after today, and by {latest}"))
    return made


def _against(found: Grounds, answers: Mapping[str, tuple[bool, str]]) -> str | None:
    """What speaks against disposal."""
    if found.against:
        return found.against[0]
    return "an answer that is yes speaks for keeping" if any(yes for yes, _ in answers.values()) else None


def _said(body: Json, name: str) -> str:
    value = body.get(name)
    return " ".join(value.replace("\0", " ").split())[:LONGEST] if isinstance(value, str) else ""


def noticed_on(record: Json, today: date) -> date:
    """When a record last brought its people to notice: what happened or when it was told of, whichever is later (what is
    said today of forty years ago is of today), and not after today, whatever end it gives."""
    when = record.get("occurred") or {}
    said = (when.get("to"), when.get("from"), record["recorded"])
    return min(today, max(_day_of(str(text)) for text in said if text))


def _older(person: Json, years: int, today: date) -> bool:
    born = [_day_of(str(day)) for day in person.get("dates_of_birth") or ()]
    return bool(born) and all(years_on(day, years) <= today for day in born)


def _orders_until(person: Json) -> list[date]:
    return [_day_of(str(one["until"])) for one in person.get("orders") or () if one.get("until")]


def _day_of(text: str) -> date:
    """A time or a date, partial or whole, as a day: the last of what it may be, so that nothing goes too early."""
    return date.fromisoformat(last_day(text[:10]))
