"""Moments in the words of an answer: ISO 8601 in UTC, with a Z."""

from __future__ import annotations

from datetime import UTC, datetime


def iso(at: datetime, timespec: str = "seconds") -> str:
    """A moment with its offset: `2026-03-01T08:00:00Z`. timespec: as `datetime.isoformat` has it; what is finer is cut off."""
    return at.astimezone(UTC).isoformat(timespec=timespec).replace("+00:00", "Z")


def moment(seconds: float) -> str:
    """Seconds since 1970, to the second: `2026-03-01T08:00:00Z`."""
    return iso(datetime.fromtimestamp(seconds, UTC))


def minute(seconds: float) -> str:
    """Seconds since 1970, to the minute before: `2026-03-01T08:00:00Z`."""
    return moment(seconds // 60 * 60)
