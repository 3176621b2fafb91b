"""How far a system's data reach, in words, and whether that is old. No Flask.

Old is what the pages say of `as_of`, beside the status and never instead of it: a system answers and is on time, and its
newest record may still be months old. After how many days stands in `feed_ages.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from importlib import resources
from typing import Any

from portal.services.creating.writing import SYSTEM
from portal.views.dates import LOCAL, age, days_since
from portal.views.words import Sign, system_status

OLD = Sign("old", "⚠", "old data")
UNDATED = Sign("undated", "?", "age of its data not known")
_NO_DATE = "1970-01-01"  # what a row without a date of its own is recorded at (`graph-csv`)
_AHEAD = 1  # days that another clock may be before ours; a record of next year makes no system young
Row = Mapping[str, Any]


def reach(row: Row) -> str | None:
    """How far a system's data reach; None where that is not known."""
    as_of = row.get("as_of")
    return None if not as_of or str(as_of).startswith(_NO_DATE) else str(as_of)


def is_old(row: Row, today: date | None = None) -> bool:
    """Whether a system's newest record is older than it may be."""
    days = _days_old(row, today)
    return days is not None and days > _days(str(row["system"]))


def ago_words(row: Row, today: date | None = None) -> str:
    """How old a system's newest record is: `today`, `3 months ago`."""
    said = age(reach(row), today=today)
    return said if said in ("today", "ahead") else f"{said} ago"


def data_sign(row: Row, today: date | None = None) -> Sign | None:
    """What must be said of how far a loaded system's data reach; None where nothing must."""
    if row["system"] == SYSTEM or row["status"] == "not loaded":  # what is written here has no feed
        return None
    days = _days_old(row, today)
    if days is None or days < -_AHEAD:
        return UNDATED
    return OLD if is_old(row, today) else None


def system_sign(row: Row, today: date | None = None) -> Sign:
    """How a system stood when it was asked: a plain tick only where its data are not old."""
    sign, said = system_status(row.get("status")), data_sign(row, today)
    if said is None or sign.code not in ("answered", "late"):
        return sign
    return said if sign.code == "answered" else replace(sign, label=f"{sign.label}, {said.label}")


def old_systems(rows: Iterable[Row], today: date | None = None) -> list[Row]:
    """Those whose data are old."""
    return [row for row in rows if is_old(row, today)]


def _days_old(row: Row, today: date | None) -> int | None:
    return days_since(reach(row), today or datetime.now(LOCAL).date())


@cache
def _limits() -> Mapping[str, int]:
    file = resources.files("portal.views").joinpath("feed_ages.toml")
    limits: dict[str, int] = tomllib.loads(file.read_text(encoding="utf-8"))["days"]
    return limits


def _days(system: str) -> int:
    limits = _limits()
    return limits.get(system, limits["default"])


FILTERS = {
    "reach": reach,
    "is_old": is_old,
    "ago_words": ago_words,
    "system_sign": system_sign,
    "old_systems": old_systems,
}
