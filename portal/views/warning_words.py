"""The queue of hidden dangers in words, and its form to and fro. No Flask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from portal.services.errors import Invalid, Reason
from portal.services.numbers import whole_number
from portal.views import words

Row = Mapping[str, Any]
TRACED = "Take out what may tell who the source is, or say of each that it may stay"
FIELDS = {
    "text": "Write the warning in 10 to 2,000 characters",
    "people": "Choose whom or where it is about: otherwise the warning stands on no card",
    "until": "Give the last day as a date, such as 2027-05-24",
    "review_on": "Give the review as a date, such as 2027-05-24",
    "grading.conditions": "Give the conditions: sharing has them",
    "consulted": "Say that the originator was consulted: the record's grading carries S2",
    "reason": "Say why not, in 3 to 1,000 characters",
    "then": "Say what becomes of the task: open again, or closed",
}

PAST_DAYS = {
    "until": "The last day on which it is shown lies in the past: give today, a day to come, or none",
    "review_on": "The day of the review lies in the past: give today or a day to come",
}


def summary(tasks: Sequence[Row]) -> str:
    """`3 open, 1 overdue.`"""
    late = sum(bool(task["overdue"]) for task in tasks)
    return f"{len(tasks)} open, {late} overdue." if tasks else "None open."


def problem(error: Invalid) -> tuple[str, str]:
    """A refusal as the form says it: the field's own name, and what to do."""
    field, message = error.field, error.message
    if error.reason is Reason.PAST:
        return field, PAST_DAYS[field]
    return field.replace("grading.", ""), FIELDS.get(field, message[:1].upper() + message[1:])


def problem_of(what: str, error: Invalid) -> tuple[str, str]:
    """A refusal as the page of a published warning says it. what: whether it was to be amended or withdrawn."""
    if error.field == "reason":
        return (
            "withdraw-reason" if what == "withdrawn" else error.field
        ), f"Say why it is {what}, in 3 to 1,000 characters"
    return problem(error)


def body(form: Any) -> dict[str, Any]:
    """The form as the service takes it. form: a werkzeug MultiDict."""
    return {
        **_said(form),
        "people": _numbers(form.getlist("people")),
        "locations": _numbers(form.getlist("locations")),
        "address": form.get("address", ""),
    }


def amended(form: Any) -> dict[str, Any]:
    """The form of a published warning as the service takes it. form: a werkzeug MultiDict."""
    version = whole_number(form.get("version")) or 0
    return {**_said(form), "version": version, "reason": form.get("reason", "")}


def withdrawn(form: Any) -> dict[str, Any]:
    """The form that withdraws a warning, as the service takes it."""
    return {"reason": form.get("withdraw-reason", ""), "then": form.get("then", "")}


def _said(form: Any) -> dict[str, Any]:
    """What a warning says of itself."""
    conditions = [part.strip() for part in form.get("conditions", "").split(",") if part.strip()]
    return {
        "text": form.get("text", ""),
        "sensitive": form.get("sensitive") == "yes",
        "until": form.get("until") or None,
        "review_on": form.get("review_on") or None,
        "grading": {
            "source": form.get("source"),
            "intelligence": form.get("intelligence"),
            "handling": form.get("handling"),
            "conditions": conditions,
        },
        "sanitised_confirmed": form.getlist("stay"),
        "consulted": form.get("consulted") == "yes",
    }


def _numbers(given: Sequence[str]) -> list[int]:
    return [number for value in given if (number := whole_number(value, most=999)) is not None]


def form(draft: Row, given: Any) -> dict[str, Any]:
    """What stands in the form: what was typed, else what the record offers."""
    typed = bool(given)
    return {
        **_grading(draft, given),
        "text": given.get("text", draft.get("sanitised_text") or ""),
        "people": [
            (n, _person(one), str(n) in given.getlist("people") if typed else len(draft["people"]) == 1)
            for n, one in enumerate(draft["people"])
        ],
        "locations": [
            (n, line, str(n) in given.getlist("locations")) for n, line in enumerate(draft["locations"])
        ],
        "address": given.get("address", "" if draft["locations"] or draft["people"] else draft["address"]),
        "sensitive": given.get("sensitive") == "yes" if typed else True,
        "until": given.get("until", ""),
        "review_on": given.get("review_on", draft["review_on"]),
        "consulted": given.get("consulted") == "yes",
        "reason": given.get("reason", ""),
    }


def standing(draft: Row, given: Any) -> dict[str, Any]:
    """What stands in the form of a published warning: what was typed, else the warning itself."""
    typed = "text" in given
    return {
        **_grading(draft, given),
        "text": given.get("text", draft.get("text") or ""),
        "sensitive": given.get("sensitive") == "yes" if typed else draft["sensitive"],
        "until": given.get("until", draft.get("until") or ""),
        "review_on": given.get("review_on", draft.get("review_on") or ""),
        "consulted": given.get("consulted") == "yes",
        "reason": given.get("reason", ""),
        "withdraw-reason": given.get("withdraw-reason", ""),
        "then": given.get("then", ""),
    }


def _grading(draft: Row, given: Any) -> dict[str, str]:
    held = draft.get("grading") or {}
    said = {
        name: given.get(name, str(held.get(name) or "")) for name in ("source", "intelligence", "handling")
    }
    conditions = ", ".join(map(str, held.get("conditions") or ()))
    return {**said, "conditions": given.get("conditions", conditions)}


def _person(one: Row) -> str:
    """`Hector Gorse, born 9 Apr 1971, 6 Tanner Row`."""
    born = ", ".join(words.day(str(day)) for day in one["dates_of_birth"])
    parts = [one["name"], f"born {born}" if born else "", *one["addresses"][:1]]
    return ", ".join(part for part in parts if part)


CHANGED = "Somebody changed this warning meanwhile. What you typed is kept: look at the versions, and send it over this one"
THEN = (("open", "again: another warning is needed"), ("closed", "with the reason: no warning is needed"))
SOURCES = tuple(words.SOURCE_WORDS.items())
INTELLIGENCE = tuple(words.INTELLIGENCE_WORDS.items())
HANDLINGS = tuple(words.HANDLING_WORDS.items())
