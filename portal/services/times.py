"""Moments of the record store in the words of an answer."""

from __future__ import annotations

from datetime import UTC, datetime


def moment(seconds: float) -> str:
    """Seconds since 1970 as ISO 8601 in UTC, to the second: `2026-03-01T08:00:00Z`."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
