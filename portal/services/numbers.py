"""Whole numbers as forms, addresses and settings write them."""

from __future__ import annotations

MOST = 999_999_999  # of a version, a revision or a place where nobody says otherwise
_LONGEST = 19  # figures, zeros in front included; far under what Python refuses to convert


def whole_number(text: str | None, most: int = MOST) -> int | None:
    """A whole number from 0 to most, written in the figures 0 to 9 alone; None for whatever else was sent."""
    if not text or len(text) > _LONGEST or not (text.isascii() and text.isdecimal()):
        return None
    number = int(text)
    return number if number <= most else None
