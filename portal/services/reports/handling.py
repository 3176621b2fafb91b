"""Whether a report's handling and date can be meant: what is over already, has not happened yet, or names nobody.

A report that nobody may ever see would be saved and warn of nothing. User names of the writer's own force are no secret to
them; whether any other name is an account is not told.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from access.partial_dates import ended, first_day

# Those of the names that are accounts of a force. Takes names and the force.
Users = Callable[[Iterable[str], str], frozenset[str]]
Problem = tuple[str, str]
_DATE = 10  # characters of a date without its time


@cache
def forces() -> Mapping[str, str]:
    """The forces that there are, by code, from the packaged `forces.toml`."""
    raw = resources.files("portal.services.reports").joinpath("forces.toml").read_text("utf-8")
    made: Mapping[str, str] = tomllib.loads(raw)["forces"]
    return made


def handling_problems(handling: Mapping[str, Any], force: str, today: date, users: Users) -> list[Problem]:
    """What of a handling cannot be meant: (its field, what is wrong) each. force: the writer's own."""
    return [*_over(handling, today), *_nobody(handling, force, users), *_no_force(handling, force)]


def problems(record: Mapping[str, Any], force: str, today: date, users: Users) -> list[Problem]:
    """What of a report's handling and date cannot be meant, by field of the record."""
    found = handling_problems(record.get("handling") or {}, force, today, users)
    return [*((f"handling.{field}", said) for field, said in found), *not_yet(record.get("occurred"), today)]


def not_yet(occurred: Any, today: date) -> list[Problem]:
    """A problem where it is said to have happened on a day to come. occurred: POLE-1's."""
    held = occurred if isinstance(occurred, Mapping) else {}
    days = [first_day(str(held[name])[:_DATE]) for name in ("from", "to") if held.get(name)]
    return (
        [("occurred", "must not lie in the future")] if any(day > today.isoformat() for day in days) else []
    )


def _over(handling: Mapping[str, Any], today: date) -> Iterator[Problem]:
    until = handling.get("visible_until")
    if until and _is_day(str(until)) and ended(until, today):
        yield "visible_until", "must not lie in the past: nobody would ever see the report"


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(first_day(value[:_DATE]))
    except ValueError:
        return False
    return True


def _nobody(handling: Mapping[str, Any], force: str, users: Users) -> Iterator[Problem]:
    named = _names(handling, "denied")
    known = users(named, force)
    if unknown := [name for name in named if name not in known]:
        yield "denied", f"must be user names of your force: {_some(unknown)} is none"


def _no_force(handling: Mapping[str, Any], force: str) -> Iterator[Problem]:
    known = {*forces(), force}
    if unknown := [code for code in _names(handling, "releasable_to") if code not in known]:
        yield "releasable_to", f"must be codes of forces, such as 45: {_some(unknown)} is none"


def _names(handling: Mapping[str, Any], field: str) -> list[str]:
    given = handling.get(field)
    return [str(one) for one in given] if isinstance(given, list | tuple) else []


def _some(names: list[str]) -> str:
    return ", ".join(name[:40] for name in names[:5])
