"""What every part of a card says of a record alike: which it is, its day, how long ago that was, and whom it names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from access.gateway import Hit
from access.partial_dates import first_day
from indexer.resolve.scorer import written_names


def source(hit: Hit) -> dict[str, str]:
    """The record that something comes from."""
    return {"system": hit.system, "ref": hit.ref}


def when(hit: Hit) -> str | None:
    """The day of a record: when it happened, else when it was recorded."""
    return hit.when or hit.record.get("recorded")


def age(day: str | None, today: date) -> int | None:
    """Whole days since a date; a partial one counts from its beginning."""
    if not day:
        return None
    return (today - date.fromisoformat(first_day(day)[:10])).days


def name_of(person: Mapping[str, Any]) -> str:
    """The first name that the record has of somebody; empty where it has none."""
    held = written_names(person)
    return held[0][1] if held else ""
