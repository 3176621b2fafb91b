"""Partial dates of ISO 8601 (`1980`, `1980-02`): records and questions give them where the day is not known."""

from __future__ import annotations


def first_day(text: str) -> str:
    """A partial date as its first day; a whole one, and what is no date of either kind, as given."""
    return text + "-01-01"[len(text) - 4 :] if 4 <= len(text) < 10 else text
