"""Ages, as the intervals (ISO 8601) in which somebody of that age was born: `aged 44`, `40s`, `mid 30s`, `20-25 yrs`, `1980s`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from access.partial_dates import years_on
from nlp import names
from nlp.addresses import is_street_type

I = re.IGNORECASE  # noqa: E741 - as in the re module
_ABOUT = r"(?P<about>about|approx(?:imately|\.)?|around|circa|roughly|c\.)?\s*"
_YEARS = r"(?:-|\s)*(?:y/?o|yrs?|years?)\b\.?(?:(?:\s|-)*(?:old|of age)\b)?"
# How somebody looks, behind whose age (`male 37 skinny build`).
_BUILT = "skinny|slim|thin|medium|average|stocky|heavy|build|blonde?|ginger|bald|hair|beard|wearing"
# Of an even and an odd figure (`45-50`), since a range of houses keeps to one side of its street.
_LOOKS = (
    r"\b(?:about|approx(?:imately|\.)?|around|roughly|looks|looking)\s+(?=\d*0\s?-\s?\d*5|\d*5\s?-\s?\d*0)"
)
_IN_THEIR = r"(?:\bin\s+)?(?:\b(?:his|her|their|the)\s+)?"
_INWARD, _OUTWARD = re.compile(r"\d[a-z]{2}", I), re.compile(r"(?<!\w)[a-z]{1,2}\d[a-z\d]?\s+\d?$", I)
_TOO_NEAR = 2  # years by which who guesses an age is easily wrong
# `susan fairweather 34`, `zainab butt 18-23`: behind a name alone it may be an age as well as a house's number.
_AGE_LAST = re.compile(
    r"(?P<name>(?:[^\W\d_][\w'’-]*,?\s+){1,3}(?P<last>[^\W\d_][\w'’-]+),?)\s+(?P<age>(?:1[0-9]|[2-9]\d)(?:\s?[-–]\s?[1-9]\d)?)$"
)
_BAND_LAST = re.compile(
    r"(?P<before>\S+)\s[1-9]\d\s?[-–]\s?[1-9]\d$"
)  # `ronald palmer 30-40`, which is no house's number
_OF_BIRTH = frozenset(["born", "birth", "yob", "dob", "age", "aged"])
_INTERVAL = re.compile(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d")
_LIFETIME = 100  # years


def take(text: str, today: date) -> tuple[str, tuple[str, ...]]:
    """The text without its ages, and the intervals in which somebody of these ages was born."""
    found: list[str] = []
    if (band := _BAND_LAST.search(text)) and not is_street_type(band["before"]):
        text = with_age(text) or text
    for pattern, read in _AGES:
        for match in reversed([*pattern.finditer(text)]):
            if not _of_postcode(match):
                found.append(_interval(today, *read(match)))
                text = f"{text[: match.start()]} {text[match.end() :]}"
    found += [f"{match[1]}-01-01/{match[1][:3]}9-12-31" for match in _DECADE.finditer(text)]
    return " ".join(_DECADE.sub(" ", text).split()), tuple(found)


def with_age(text: str) -> str:
    """The text with the number that ends it said to be an age, or ``""`` where it does not stand after two words of a name."""
    found = _AGE_LAST.match(text)
    if found is None or found["last"].lower() in _OF_BIRTH:
        return ""  # `born 52`
    if is_street_type(found["last"]) and not names.is_forename(names.fold(found["name"].split()[0])):
        return ""
    return f"{found['name']} aged {found['age']}"


def _of_postcode(match: re.Match[str]) -> bool:
    """Whether a match is the second half of a postcode (`HA1 4YR`)."""
    return bool(_INWARD.fullmatch(match[0].strip()) and _OUTWARD.search(match.string[: match.start() + 1]))


def _interval(today: date, youngest: int, oldest: int) -> str:
    begin = _years_before(today, oldest + 1) + timedelta(days=1)
    return f"{begin}/{_years_before(today, youngest)}"


def _years_before(day: date, years: int) -> date:
    leap = day.month == 2 and day.day == 29
    return day.replace(year=day.year - years, day=28 if leap else day.day)


def is_interval(said: str) -> bool:
    """Whether it is a stretch of time in which somebody may be born: two dates in order, a lifetime apart at most."""
    if not _INTERVAL.fullmatch(said):
        return False
    try:
        first, last = map(date.fromisoformat, said.split("/"))
    except ValueError:
        return False
    return first <= last <= years_on(first, _LIFETIME)


def years_of(interval: str) -> tuple[str, ...]:
    """The years that an interval touches."""
    first, last = (int(end[:4]) for end in interval.split("/"))
    return tuple(map(str, range(first, last + 1)))


def _exact(match: re.Match[str]) -> tuple[int, int]:
    age, spare = int(match["age"]), _TOO_NEAR if match["about"] else 0
    return max(age - spare, 0), age + spare


def _from_to(match: re.Match[str]) -> tuple[int, int]:
    first, last = sorted((int(match["first"]), int(match["last"])))
    return first, last


def _band(match: re.Match[str]) -> tuple[int, int]:
    decade = int(match["decade"])
    first, last = {"early": (0, 4), "mid": (3, 7), "late": (5, 9)}.get((match["part"] or "").lower(), (0, 9))
    return decade + first, decade + last


def _teens(_match: re.Match[str]) -> tuple[int, int]:
    return 13, 19


_AGES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[int, int]]], ...] = (
    (re.compile(rf"\b(?:aged?\s+)?(?P<first>\d\d?)\s*(?:-|to)\s*(?P<last>\d\d?){_YEARS}", I), _from_to),
    (re.compile(r"\baged?\s+(?P<first>\d\d?)\s*(?:-|to)\s*(?P<last>\d\d?)(?![\w/-])", I), _from_to),
    (re.compile(rf"{_IN_THEIR}{_ABOUT}(?:\b(?P<part>early|mid|late)[\s-]*)?(?<![\w/])(?P<decade>[1-9]0)\s?['’]?s\b", I), _band),
    (re.compile(rf"{_IN_THEIR}\b(?:(?:early|mid|late)[\s-]*)?teens?\b", I), _teens),
    (re.compile(rf"\b(?:aged?|age of)\b[\s:.]*{_ABOUT}(?P<age>\d\d?)(?![\w/])(?:{_YEARS})?", I), _exact),
    (re.compile(rf"{_ABOUT}(?<![\w/])(?P<age>\d\d?)(?:{_YEARS}|y(?!\w))", I), _exact),
    (re.compile(r"\((?P<about>c\.?\s*)?(?P<age>[1-9]\d)\)", I), _exact),
    (re.compile(r"\b(?P<about>about|approx(?:imately|\.)?|around|circa|roughly)\s+(?P<age>[1-9]\d)(?=\s*$|\s+(?:lives|living|of|from)\b)", I), _exact),
    (re.compile(rf"(?<=male )(?P<about>about |approx )?(?P<age>[1-9]\d)(?=\s+(?:{_BUILT})\b)", I), _exact),
    (re.compile(rf"{_LOOKS}(?P<first>[1-9]?[05])\s?-\s?(?P<last>[1-9][05])(?=\s|$)", I), _from_to),
)  # fmt: skip
_DECADE = re.compile(rf"{_IN_THEIR}\b((?:19|20)\d0)['’]?s\b", I)
