"""The auditor's events as a table for a spreadsheet. No Flask."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

COLUMNS = (
    "at", "user", "role", "force", "kind", "action", "purpose", "reason", "reference", "asked", "outcome", "records", "audit_id",
    "id",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def table(events: Iterable[Mapping[str, Any]], marking: str) -> str:
    """The marking, the names of the columns, and an event a row. events: as `event_view` makes them."""
    made = io.StringIO()
    rows = csv.writer(made)
    rows.writerow([marking])
    rows.writerow(COLUMNS)
    rows.writerows([cell(_value(event, name)) for name in COLUMNS] for event in events)
    return made.getvalue()


def _value(event: Mapping[str, Any], name: str) -> object:
    return ", ".join(event.get("subjects") or ()) if name == "records" else event.get(name)


def cell(value: object) -> str:
    """A value as it stands in a cell: what a spreadsheet would take for a formula begins with an apostrophe."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
