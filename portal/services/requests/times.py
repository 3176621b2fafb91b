"""By when a request is answered, by its urgency: a file of the force's own, or that of the software."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

URGENCIES = ("threat-to-life", "urgent", "priority", "routine")
MOST_HOURS, MOST_DAYS = 10_000, 400


class TimesError(ValueError):
    """A file of times that cannot be used, in one line."""


@dataclass(frozen=True, slots=True)
class Times:
    """hours and days: by urgency, each in one of the two; days are working days (Monday to Friday)."""

    hours: Mapping[str, float]
    days: Mapping[str, int]

    @classmethod
    def read(cls, path: Path) -> Times:
        """A force's own. Raises TimesError."""
        try:
            return _parsed(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise TimesError(f"{path}: {type(error).__name__}") from None

    def due(self, urgency: str, filed: datetime) -> datetime:
        """By when a request of that urgency is answered."""
        if urgency in self.hours:
            return filed + timedelta(hours=self.hours[urgency])
        left, at = self.days[urgency], filed
        while left:
            at += timedelta(days=1)
            left -= at.weekday() < 5
        return at


@cache
def packaged() -> Times:
    """Those that come with the software."""
    return _parsed(resources.files("portal.services.requests").joinpath("times.toml").read_text("utf-8"))


def _parsed(text: str) -> Times:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TimesError(f"not TOML: {error}") from None
    if unknown := sorted(set(data) - {"hours", "working_days"}):
        raise TimesError(f"unknown: {unknown[0]}")
    hours, days = _numbers(data, "hours", MOST_HOURS), _numbers(data, "working_days", MOST_DAYS)
    named = [*hours, *days]
    if sorted(named) != sorted(URGENCIES):
        raise TimesError(f"must name each of {', '.join(URGENCIES)} once, and nothing else")
    if any(not isinstance(number, int) for number in days.values()):
        raise TimesError("working_days must be whole numbers")
    return Times(hours, days)


def _numbers(data: Mapping[str, Any], name: str, most: int) -> dict[str, Any]:
    held = data.get(name, {})
    if not isinstance(held, dict):
        raise TimesError(f"{name} must be a table")
    for key, value in held.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= most:
            raise TimesError(f"{name}.{key} must be a number above 0, up to {most}")
    return held
