"""Dates, times and sums of money in British writing, day first, against the report's date."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from re import Match

from nlp.identifying.clock import find_times

I = re.IGNORECASE  # noqa: E741 - as in the re module
_MONTHS = {
    name: at
    for at, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_YEAR = r"(?P<year>(?:19|20)\d\d|['’]?\d\d)"
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = {
    w: n
    for n, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
}
_NUMBERS |= {"a": 1, "an": 1, "couple of": 2, "a couple of": 2, "few": 3, "a few": 3}


@dataclass(frozen=True, slots=True)
class Temporal:
    """A date, time or sum: label, offsets, text, normal form (ISO; ``GBP 500``), score, why."""

    label: str
    start: int
    end: int
    text: str
    value: str
    score: float
    explanation: str


Reader = Callable[[Match[str], date], str | None]


def today() -> date:
    """The present day, against which a text without a date of its own is read."""
    return datetime.now(UTC).date()


def _year(written: str, on: date) -> int:
    digits = written.lstrip("'’")
    if len(digits) == 4:
        return int(digits)
    year = 2000 + int(digits)
    return year if year <= on.year else year - 100


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _numeric(match: Match[str], on: date) -> str | None:
    return _iso(_year(match["year"], on), int(match["month"]), int(match["day"]))


def _month_number(match: Match[str]) -> int:
    return _MONTHS[match["month"][:3].lower()]


def _worded(match: Match[str], on: date) -> str | None:
    return _iso(_year(match["year"], on), _month_number(match), int(match["day"]))


_VERB = re.compile(r"\s+(?:have|be|not|or|well|also|has|need|want|go|come|return|still)\b", I)


def _no_year(match: Match[str], on: date) -> str | None:
    """The last such day on or before the report's date; ``12 may have`` is none."""
    if match["month"] == "may" or (match["month"] == "MAY" and _VERB.match(match.string, match.end())):
        return None
    found = _iso(on.year, _month_number(match), int(match["day"]))
    if found and found > on.isoformat():
        found = _iso(on.year - 1, _month_number(match), int(match["day"]))
    return found


def _month_year(match: Match[str], on: date) -> str | None:
    return f"{_year(match['year'], on)}-{_month_number(match):02}"


def _year_month(match: Match[str], _on: date) -> str | None:
    return f"{match['year']}-{int(match['month']):02}"


def _only_year(match: Match[str], _on: date) -> str | None:
    return match["year"]


_BORN = r"(?:(?<=\bdob )|(?<=\bdob: )|(?<=\bborn )|(?<=\bd\.o\.b )|(?<=\bd\.o\.b\. ))"
_DATES: tuple[tuple[re.Pattern[str], Reader, str, float], ...] = (
    (re.compile(r"(?:(?<![\w/.-])|(?<=\bb\.))(?P<year>(?:19|20)\d\d)[-/](?P<month>0?[1-9]|1[0-2])[-/](?P<day>0?[1-9]|[12]\d|3[01])(?=[T\s]?\d\d:|(?![\w/]|-\d))"),
     _numeric, "year, month, day", 0.98),
    (re.compile(r"(?:(?<![\w/.£-])|(?<=\bb\.))(?P<day>0?[1-9]|[12]\d|3[01])(?P<s>[/.-])(?P<month>0?[1-9]|1[0-2])(?P=s)(?P<year>(?:19|20)\d\d|\d\d)(?![\w/]|[.-]\d)"),
     _numeric, "day, month, year", 0.97),
    (re.compile(rf"(?<![\w/.])(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?[\s\-]*(?:day\s+)?(?:of\s+)?{_MONTH}[\s,\-]*(?:of\s+)?(?P<year>(?:19|20)\d\d|['’]?\d\d)(?![\w:]|[.,]\d)", I),
     _worded, "day, month in letters, year", 0.97),
    (re.compile(rf"(?<![\w/]){_MONTH}\s+(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)(?![\w])", I),
     _worded, "month in letters, day, year", 0.95),
    (re.compile(rf"(?<![\w/.£:])(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\s*(?:of\s+)?{_MONTH}(?![\w]|\s*\d)", I),
     _no_year, "day and month; the last such day before the report", 0.9),
    (re.compile(rf"(?<![\w]){_MONTH}\s+(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)(?![\w])", I),
     _no_year, "month and day; the last such day before the report", 0.9),
    (re.compile(rf"(?<![\w/.\d]){_MONTH}[\s,/-]+(?:of\s+)?(?P<year>(?:19|20)\d\d)(?![\w])", I),
     _month_year, "month and year", 0.9),
    (re.compile(rf"{_BORN}(?P<day>0?[1-9]|[12]\d|3[01]) (?P<month>0?[1-9]|1[0-2]) (?P<year>(?:19|20)\d\d)(?![\w/]|[.,-]\d)", I),
     _numeric, "day, month, year in blanks, after a word for birth", 0.95),
    (re.compile(rf"{_BORN}(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])(?![\w/-])", I),
     _year_month, "year and month, after a word for birth", 0.9),
    (re.compile(r"(?<![\w/.£#-])(?<!no )(?<!no\. )(?<!ref )(?P<month>0[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d)(?![\w/]|[.,-]\d)"),
     _year_month, "month and year in figures", 0.85),
    (re.compile(r"(?<=\b)(?:(?<=in )|(?<=In )|(?<=IN )|(?<=since )|(?<=Since )|(?<=SINCE )|(?<=during )|(?<=During )|(?<=DURING )|(?<=from )|(?<=until )|(?<=Until )|(?<=UNTIL )|(?<=till )|(?<=Till )|(?<=Before )|(?<=Prior to )|(?<=circa )|(?<=early )|(?<=late )|(?<=year )|(?<=between )|(?<=Between )|(?<=19\d\d and )|(?<=20\d\d and ))(?P<year>19[3-9]\d|20[0-4]\d)(?![\w/:]|[.,-]\d|\s?(?:hrs?|hours|h)\b)"),
     _only_year, "a year", 0.8),
)  # fmt: skip

_RELATIVE = re.compile(
    r"(?<![\w])(?P<rel>(?P<plain>yesterday|today|tonight|last night|this morning|this evening|this afternoon|tomorrow|the day before yesterday)"
    r"|(?P<count>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:a\s+)?(?:couple\s+of|few))\s+"
    r"(?P<unit>day|week|fortnight|month|year)s?\s+ago"
    r"|(?P<dir>last|this|on|next)\s+(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)(?![\w])",
    I,
)
_PLAIN = {"yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2}


def _ago(match: Match[str], on: date) -> str:
    count = match["count"].lower()
    number = int(count) if count.isdigit() else _NUMBERS[" ".join(count.split())]
    unit = match["unit"].lower()
    if unit == "year":
        return str(on.year - number)
    if unit == "month":
        months = on.year * 12 + on.month - 1 - number
        return f"{months // 12}-{months % 12 + 1:02}"
    days = {"day": 1, "week": 7, "fortnight": 14}[unit]
    return (on - timedelta(days=days * number)).isoformat()


def _relative(match: Match[str], on: date) -> str:
    if match["plain"]:
        return (on + timedelta(days=_PLAIN.get(" ".join(match["plain"].lower().split()), 0))).isoformat()
    if match["unit"]:
        return _ago(match, on)
    wanted = next(at for at, day in enumerate(_DAYS) if day.startswith(match["weekday"].lower()[:3]))
    back = (on.weekday() - wanted) % 7 or (7 if match["dir"].lower() == "last" else 0)
    if match["dir"].lower() == "next":
        return (on + timedelta(days=(wanted - on.weekday()) % 7 or 7)).isoformat()
    return (on - timedelta(days=back)).isoformat()


_CURRENCY = {"£": "GBP", "$": "USD", "€": "EUR"}
_WORTH = {
    "pound": "GBP",
    "quid": "GBP",
    "euro": "EUR",
    "dollar": "USD",
    "gbp": "GBP",
    "eur": "EUR",
    "usd": "USD",
}
_SCALE = {"k": 1000, "grand": 1000, "thousand": 1000, "m": 1_000_000, "mn": 1_000_000, "million": 1_000_000}
_MONEY = (
    re.compile(r"(?P<sign>[£$€])\s?(?P<sum>\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,9}(?:\.\d{1,2})?)\s?(?P<scale>(?:k|mn?|grand|thousand|million)\b)?(?![\d])", I),
    re.compile(r"(?<![\w£$€.,])(?P<sum>\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,9}(?:\.\d{1,2})?)\s?(?P<scale>(?:k|grand|thousand|million)\s)?\s?(?P<word>pounds?|quid|euros?|dollars?|gbp|eur|usd)(?![\w])(?!\s+(?:in\s+weight|of\s+(?:meat|flesh)))", I),
    re.compile(r"(?<![\w£$€.,])(?P<sum>\d{1,4}(?:\.\d)?)\s?(?P<scale>grand)(?![\w])(?P<word>)", I),
)  # fmt: skip


_TENS = dict(
    zip(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
        range(20, 100, 10),
        strict=True,
    )
)
_COUNTED = _NUMBERS | _TENS | {"fifteen": 15, "couple": 2}
_MONEY_WORDED = re.compile(
    rf"(?<![\w-])(?P<count>{'|'.join(sorted((w for w in _COUNTED if ' ' not in w), key=len, reverse=True))})(?: of)?"
    r" (?P<scale>hundred|thousand|grand|million)(?: (?P<word>pounds?|quid|euros?|dollars?))?(?![\w-])",
    I,
)


def _worded_sum(match: Match[str]) -> str | None:
    """``five hundred pounds``, ``two grand``; without a currency only what is called grand is money."""
    scale, word = match["scale"].lower(), (match["word"] or "").lower()
    if not word and scale != "grand":
        return None
    count = _COUNTED[match["count"].lower()]
    return f"{_WORTH[word if word in _WORTH else (word or 'pound').rstrip('s')]} {count * (_SCALE | {'hundred': 100})[scale]}"


def _sum(match: Match[str]) -> str:
    groups = match.groupdict()
    amount = float(match["sum"].replace(",", "")) * _SCALE.get((groups.get("scale") or "").strip().lower(), 1)
    word = (groups.get("word") or "pound").lower()
    currency = _CURRENCY.get(groups.get("sign") or "") or _WORTH[word if word in _WORTH else word.rstrip("s")]
    return f"{currency} {amount:.2f}".removesuffix(".00")


_HAS_MONTH = re.compile(_MONTH.replace("?P<month>", "?:"), I)
_HAS_DIGIT = re.compile(r"\d")


def find_temporal(text: str, on: date | None = None, told: bool = False) -> Iterator[Temporal]:
    """Dates, times and sums; days like yesterday only where the report's date is known, a log's bare figures as times only in what
    is ``told``."""
    day = on or today()
    dates: list[Temporal] = []
    if _HAS_DIGIT.search(text):
        dates = list(_dates(text, day))
        yield from dates
        yield from _sums(text)
    yield from _worded_sums(text)
    spans = [(found.start, found.end) for found in dates if found.label == "DATE"]
    for start, end, value in find_times(text, spans, told):
        yield Temporal("TIME", start, end, text[start:end], value, 0.9, "a time of day")
    if on:
        for match in _RELATIVE.finditer(text):
            yield _made("DATE", match, _relative(match, on), 0.8, "read against the report's date")


def _dates(text: str, on: date) -> Iterator[Temporal]:
    lettered = bool(_HAS_MONTH.search(text))
    for pattern, read, why, score in _DATES:
        if "jan(?:uary)" in pattern.pattern and not lettered:
            continue
        for match in pattern.finditer(text):
            value = read(match, on)
            if value:
                # A bare year tells how old a thing is, but is no date to be found by.
                yield _made("YEAR" if read is _only_year else "DATE", match, value, score, why)


def _sums(text: str) -> Iterator[Temporal]:
    for pattern in _MONEY:
        for match in pattern.finditer(text):
            yield _made("MONEY", match, _sum(match), 0.95, "a sum of money")


def _worded_sums(text: str) -> Iterator[Temporal]:
    for match in _MONEY_WORDED.finditer(text):
        if value := _worded_sum(match):
            yield _made("MONEY", match, value, 0.9, "a sum of money in words")


def _made(label: str, match: Match[str], value: str, score: float, why: str) -> Temporal:
    start, end = match.span()
    text = match.group()
    end -= len(text) - len(text.rstrip())
    return Temporal(label, start, end, text.rstrip(), value, score, why)
