"""When somebody was born whose date of birth a record does not give: by the age that it tells, and by when it speaks of them.

An age is what somebody saw or was told, so that years are left open around it. Nobody is born after the day on which a record
speaks of them; nobody is suspected, accused or detained under ten (Children and Young Persons Act 1933, s. 50), and a child
so young calls no police.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]

_TOLD, _ABOUT, _LOOKS, _DECADE = 2, 5, 8, 4  # years left open
_OF_AGE = 18
_LEAST = dict.fromkeys(("suspect", "accused", "convicted", "detained", "co-accused", "informant"), 10)
_LEAST |= dict.fromkeys(("driver", "keeper"), 14)
_ROUGHLY = r"(?:about|approx(?:imately)?\.?|around|circa|c\.|roughly|est(?:imated)?\.?|~)"
_YEARS = r"(?:-|\s)?(?:years?|yrs?|y\.?/?o\b|yo\b)"
_AGE = re.compile(
    rf"(?P<looks>\b(?:looks?|appears?|apparent(?: age)?|apparently)\s+(?:{_ROUGHLY}\s*)?(?:aged?\s+)?)?(?P<aged>\bage[d:]?\s*(?:of\s+)?)?(?P<about>{_ROUGHLY}\s*)?"
    rf"\b(?P<first>\d\d?)(?:\s?(?:-|–|to)\s?(?P<last>\d\d))?(?P<years>{_YEARS})?(?:[\s-]?old)?(?P<so>\s*(?:approx|ish\b|or so))?(?![\d/'’\"]|\s?(?:ft|foot|feet|cm|st\b|stone|kg|in\b|inch|m\b))",
    re.IGNORECASE,
)
_TENS = re.compile(
    r"\b(?P<part>early|mid|late)?(?:[\s-]+to[\s-]+late)?[\s-]*(?P<tens>[1-9])0['’]?s\b", re.IGNORECASE
)
_PARTS = {"early": (0, 3), "mid": (3, 7), "late": (6, 9)}


def living(person: Json, record: Json) -> str | None:
    """The years, `first/last`, between which a person of a record without a date of birth was born; None: it gives one, or says
    nothing. first is empty where no age is told."""
    on = _spoke_of_them(record)
    if person.get("dates_of_birth") or on is None:
        return None
    latest = on - _LEAST.get(str(person.get("role") or ""), 0)
    told = [(on - last - 1, on - first) for first, last in _ages(str(person.get("description") or ""))]
    if not told:
        return f"/{latest}"
    first, last = min(first for first, _ in told), max(last for _, last in told)
    return f"{first}/{min(last, latest)}" if first <= latest else f"{first}/{last}"


def minor(person: Json, record: Json) -> bool:
    """Whether a record speaks of somebody as of a child, by a date of birth within the eighteen years before."""
    on = _spoke_of_them(record)
    born = [int(str(date)[:4]) for date in person.get("dates_of_birth") or () if date]
    return on is not None and any(0 <= on - year < _OF_AGE for year in born)


def _spoke_of_them(record: Json) -> int | None:
    """The year in which a record speaks of its people: the earliest that it gives."""
    occurred = record.get("occurred") or {}
    dates = (record.get("recorded"), occurred.get("from"), occurred.get("to"))
    return min((int(str(told)[:4]) for told in dates if told), default=None)


def _ages(text: str) -> Iterator[tuple[int, int]]:
    """The least and the most that an age in words may come to."""
    for found in _TENS.finditer(text):
        begin, end = _PARTS.get(str(found["part"] or "").lower(), (0, 9))
        tens = int(found["tens"]) * 10
        yield max(tens + begin - _DECADE, 0), tens + end + _DECADE
    for found in _AGE.finditer(text):
        if not (found["looks"] or found["aged"] or found["years"]):
            continue
        spare = _LOOKS if found["looks"] else _ABOUT if found["about"] or found["so"] else _TOLD
        ages = sorted((int(found["first"]), int(found["last"] or found["first"])))
        yield max(ages[0] - spare, 0), ages[1] + spare


def agree(births: Collection[str], between: str) -> bool:
    """Whether somebody born on one of these (ISO 8601, partial ones too) may be who was born between two years."""
    first, last = between.split("/")
    return any((not first or int(first) <= int(born[:4])) and int(born[:4]) <= int(last) for born in births)


def agree_with_all(births: Collection[str], told: Iterable[str]) -> bool:
    """Whether somebody born on one of these may be who was born between each of these years."""
    return all(agree(births, between) for between in told)


def may_meet(one: str, other: str) -> bool:
    """Whether two spans of years have one in common."""
    (first, last), (begin, end) = one.split("/"), other.split("/")
    return (not begin or int(begin) <= int(last)) and (not first or int(first) <= int(end))
