"""Dates and times as people read them, in local time. No Flask."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from access.partial_dates import last_day

LOCAL = ZoneInfo("Europe/London")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def parse_time(value: str | None) -> datetime | None:
    """An ISO 8601 time with its zone (UTC where it says none); None for a partial date, nonsense, and a day that no calendar here has."""
    if not value or "T" not in value:
        return None
    try:
        moment = datetime.fromisoformat(value)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        moment.astimezone(LOCAL)
    except (ValueError, OverflowError):  # no day is before the year 1, in London either
        return None
    return moment


def day(value: str | None) -> str:
    """`3 Feb 1980`, `Feb 1980`, `1980`: a date as exactly as it is known, in local time."""
    if not value:
        return ""
    moment = parse_time(value)
    if moment:
        local = moment.astimezone(LOCAL)
        return f"{local.day} {MONTHS[local.month - 1]} {local.year}"
    parts = value[:10].split("-")
    if not all(part.isdigit() for part in parts):
        return value
    if len(parts) == 1:
        return parts[0]
    month = MONTHS[(int(parts[1]) - 1) % 12]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"


def month(value: str) -> str:
    """`2024-03` → `Mar 2024`."""
    return day(value[:7])


def clock(value: str | None, now: datetime | None = None) -> str:
    """`09:41` for today, `2 Nov 09:41` this year, `2 Nov 2024` before it."""
    moment = parse_time(value)
    if not moment:
        return day(value)
    local, today = moment.astimezone(LOCAL), (now or datetime.now(UTC)).astimezone(LOCAL)
    if local.date() == today.date():
        return f"{local:%H:%M}"
    return f"{local.day} {MONTHS[local.month - 1]} {local:%H:%M}" if local.year == today.year else day(value)


def clock_full(value: datetime | str | None) -> str:
    """`2 Nov 2024, 09:41` local time."""
    return _full(value, "%H:%M")


def clock_exact(value: datetime | str | None) -> str:
    """`2 Nov 2024, 09:41:07` local time, where the order of events counts."""
    return _full(value, "%H:%M:%S")


def _full(value: datetime | str | None, clock: str) -> str:
    moment = parse_time(value) if isinstance(value, str) else value
    if not moment:
        return str(value or "")
    local = moment.astimezone(LOCAL)
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}, {local.strftime(clock)}"


def age(value: str | None, days: int | None = None, today: date | None = None) -> str:
    """How old: `today`, `9 days`, `5 months`, `3 years`. Empty where no date is known. days: already counted."""
    if days is None:
        days = days_since(value, today or datetime.now(LOCAL).date())
    if days is None:
        return ""
    if days < 0:
        return "ahead"
    if days < 2:
        return ("today", "1 day")[days]
    if days < 61:
        return f"{days} days"
    return f"{days // 30} months" if days < 730 else f"{days // 365} years"


def ago(value: str | None, today: date | None = None) -> str:
    """How long ago: `today`, `9 days ago`; `ahead` for a day to come."""
    said = age(value, today=today)
    return f"{said} ago" if said and said not in ("today", "ahead") else said


def days_since(value: str | None, today: date) -> int | None:
    """Whole days since a date or time; None where none is known."""
    moment = parse_time(value)
    if moment:
        return (today - moment.astimezone(LOCAL).date()).days
    parts = (value or "").split("-")
    if not all(part.isdigit() for part in parts) or not parts[0]:
        return None
    numbers = [int(part) for part in parts] + [1, 1]
    try:
        return (today - date(numbers[0], numbers[1], numbers[2])).days
    except ValueError:
        return None


def review_words(review_on: str | None, today: date | None = None) -> str:
    """`review 8 months overdue` for a marker whose review day has passed, else `review by 3 Feb 2030`."""
    if not review_on:
        return "no review date"
    late = days_since(last_day(review_on), today or datetime.now(LOCAL).date())
    if late is None:
        return f"review {review_on}"
    return f"review {age(None, late)} overdue" if late > 0 else f"review by {day(review_on)}"
