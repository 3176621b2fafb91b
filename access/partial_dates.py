"""Partial dates of ISO 8601 (`1980`, `1980-02`): records and questions give them where the day is not known."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

_DAY = len("1980-02-03")


def first_day(text: str) -> str:
    """A partial date as its first day; a whole one, and what is no date of either kind, as given."""
    return text + "-01-01"[len(text) - 4 :] if 4 <= len(text) < 10 else text


def last_day(text: str) -> str:
    """A partial date as its last day; a whole one, and what is no date of either kind, as given."""
    if len(text) == 4 and text.isdigit():
        return f"{text}-12-31"
    year, _, month = text.partition("-")
    if len(text) == 7 and year.isdigit() and month.isdigit() and 1 <= int(month) <= 12:
        return f"{text}-{monthrange(int(year), int(month))[1]}"
    return text


def ended(until: object, today: date) -> bool:
    """Whether what lasts until a time or a date, partial or whole, is over: `2026-12` lasts through December."""
    return bool(until) and last_day(str(until)[:10]) < today.isoformat()


def begun(since: object, today: date) -> bool:
    """Whether what holds from a time or a date, partial or whole, holds by now; what has no beginning does."""
    return not since or first_day(str(since)[:10]) <= today.isoformat()


def past(text: str) -> datetime | None:
    """The first moment after a partial date, a day or an instant (to the millisecond), in UTC; None past the calendar's end.

    Raises ValueError for what is no date.
    """
    whole = last_day(text)
    at = datetime.fromisoformat(whole)
    try:
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
        return at + (timedelta(days=1) if len(whole) == _DAY else timedelta(milliseconds=1))
    except OverflowError:
        return None


def years_on(day: date, years: int) -> date:
    """That many years later; the 29th of February as the 1st of March where there is none, and the last day that there is
    where records say `9999` for an end that nobody knows."""
    if day.year + years > date.max.year:
        return date.max
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
