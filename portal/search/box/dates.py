"""Dates of birth as despatchers type them.

Forms that running text does not have (`03 02 1980`, `3/Feb/80`, `dob030280`) are written out as the reading of texts knows
them.
"""

from __future__ import annotations

import re
from datetime import date

from nlp import names
from nlp.addresses import is_street_type, is_town, leads_to_street_type, towns_in

I = re.IGNORECASE  # noqa: E741 - as in the re module
MONTH_NAMES = r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
_MONTH = rf"({MONTH_NAMES})"
_DAY, _MONTH_NUMBER = r"(0?[1-9]|[12]\d|3[01])", r"(0?[1-9]|1[0-2])"
_BEFORE, _AFTER = r"(?<![\w/.-])", r"(?![\w/]|[.-]\d)"
_LABEL = r"\b(?:[dy]\.?\s?o\.?\s?b\.?|year\s+of\s+birth|born(?:\s+in)?)[\s:.]*"
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(?:[dy]\.?\s?o\.?\s?b\.?|born(?:\s+on)?|b\.|b(?=\s*(?:(?:19|20)\d\d\b|\d\d?[/.-]\d)))[\s:.]*(?=\d)", I), "dob "),
    (re.compile(rf"{_BEFORE}{_MONTH_NUMBER}([/.-])(1[3-9]|2\d|3[01])\2((?:19|20)?\d\d){_AFTER}"), r"\3\2\1\2\4"),
    (re.compile(rf"(?<!\w){_MONTH}[\s.]+{_DAY}(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d|\d\d){_AFTER}", I), r"\2 \1 \3"),
    (re.compile(rf"(?<![\w/.-])(?<!\d ){_DAY} {_MONTH_NUMBER} ((?:19|20)\d\d){_AFTER}"), r"\1/\2/\3"),
    (re.compile(rf"(?<![\w/.-])(?<!\d )(0[1-9]|[12]\d|3[01]) (0[1-9]|1[0-2]) (\d\d){_AFTER}(?! \d)"), r"\1/\2/\3"),
    (re.compile(rf"{_BEFORE}((?:19|20)\d\d)[.\s]{_MONTH_NUMBER}[.\s]{_DAY}{_AFTER}"), r"\1-\2-\3"),
    (re.compile(rf"(?<=[a-z,] ){_DAY} {_MONTH_NUMBER} (\d\d)$", I), r"\1/\2/\3"),
)  # fmt: skip

# A day, a month by its name, and a year, with or without anything between: `13apr05`, `3rd of Feb 80`
_NAMED = re.compile(
    rf"{_BEFORE}{_DAY}(?:st|nd|rd|th)?(?:[/.\s-]|\s+of\s+)*{_MONTH}[/.,\s-]*((?:19|20)\d\d|['’]?\d\d){_AFTER}",
    I,
)
# `20 2 02 penge`, `14 9 62 5 mill lane`: figures apart before a town, or before a house's number and its street
_BEFORE_PLACE = re.compile(rf"(?<=[a-z,] ){_DAY} {_MONTH_NUMBER} (\d\d)(?=\s+(?P<behind>\S.*)$)", I)
_HOUSE = re.compile(r"\d{1,3}[a-z]?\s+(?=[a-z])", I)
MOST_OF_STREET = 4  # words
_MARKS = " .,/-'’"


def written_out(text: str, today: date) -> str:
    """The text with its dates in forms that are known; a date that can only be month first (`04/30/2006`) turned about."""
    text = _NAMED.sub(lambda match: f"{match[1]} {match[2]} {_whole(match[3], today)}", text)
    for pattern, form in _FORMS:
        text = pattern.sub(form, text)
    return _whole_years(_BEFORE_PLACE.sub(_apart, text), today)


def _whole(year: str, today: date) -> str:
    """A year with its century."""
    figures = year.lstrip("'’")
    return figures if len(figures) > 2 else str(century(int(figures), today))


def _apart(figures: re.Match[str]) -> str:
    """A date with strokes, where what stands behind it is a place."""
    behind = figures["behind"]
    house = _HOUSE.match(behind)
    if house:
        place = leads_to_street_type(behind, house.end(), MOST_OF_STREET)
    else:
        said = names.fold(behind).split()
        place = is_town(" ".join(said)) or (bool(towns_in(said)) and not any(map(is_street_type, said)))
    return "/".join(figures.groups()[:3]) if place else figures[0]


# A month or a year with two figures: where they are said to be a birth, or the month's name stands before an end.
_SHORT_YEARS = (
    re.compile(rf"{_LABEL}(?P<month>{_MONTH}[\s.,/-]*)?['’]?(?P<year>\d\d){_AFTER}(?!\s*(?:{_MONTH}|\d|yrs?\b|years?\b|y/?o\b))", I),
    re.compile(rf"(?<!\w)(?P<month>{_MONTH}(?:[\s.,/-]*['’]|[./-]))(?P<year>\d\d){_AFTER}", I),
    re.compile(rf"(?<!\w)(?P<month>{_MONTH}\s)(?P<year>\d\d)$", I),
)  # fmt: skip
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO_MONTH = re.compile(rf"{_BEFORE}((?:19|20)\d\d)-(0[1-9]|1[0-2]){_AFTER}")
_MONTH_OF = re.compile(rf"{_BEFORE}{_MONTH_NUMBER}[/.-]((?:19|20)\d\d){_AFTER}")


def _whole_years(text: str, today: date) -> str:
    """The text with its months and two-figure years of birth written out: `born july 91`, `jul-91`, `7/1991`, `dob 91`."""
    for pattern in _SHORT_YEARS:
        text = pattern.sub(lambda match: _with_century(match, today), text)
    text = _ISO_MONTH.sub(r"\2/\1", text)
    return _MONTH_OF.sub(lambda match: f"{MONTHS[int(match[1]) - 1]} {match[2]}", text)


def _with_century(match: re.Match[str], today: date) -> str:
    year = century(int(match["year"]), today)
    return f"{match['month'].rstrip(_MARKS)} {year}" if match["month"] else f" {year} "


# A day of birth whose year nobody told: where it is said to be one (`12 june avenue` is a place).
_BIRTHDAY = re.compile(
    rf"(?:{_LABEL}|\bbirthday[\s:.]*)(?:is\s+)?(?:on\s+)?(?:the\s+)?(?:{_DAY}(?:st|nd|rd|th)?(?:\s+of)?[\s-]*{_MONTH}"
    rf"|{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?|{_DAY}/{_MONTH_NUMBER})(?![\w/]|[\s.,/'-]*\d\d)",
    I,
)
_LEAP = 2000  # a year that has every day


def birthdays(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without days of birth that have no year (`dob 9 May`, `born 9/5`), and these, ISO 8601 (`--05-09`)."""
    found = [(match, _birthday(match)) for match in _BIRTHDAY.finditer(text)]
    for match, day in reversed(found):
        text = f"{text[: match.start()]} {text[match.end() :]}" if day else text
    return " ".join(text.split()), tuple(day for _, day in found if day)


# The same after a name, where the question ends with it.
_BIRTHDAY_LAST = re.compile(
    rf"(?P<name>[^\W\d_][^\W\d_]+),?\s+(?P<day>{_DAY}(?:st|nd|rd|th)?(?:\s+of)?[\s-]*{_MONTH}|{_MONTH}[\s-]+{_DAY}(?:st|nd|rd|th)?"
    rf"|{_DAY}[/.]{_MONTH_NUMBER})$",
    I,
)


def with_birthday(text: str) -> str:
    """The text with the day and month that end it (`parveen begum 10 may`) said to be a birthday's; or ``""``, where they do
    not stand after a name."""
    found = _BIRTHDAY_LAST.search(text)
    if found is None or is_street_type(found["name"]):
        return ""
    return f"{text[: found.start('day')]}dob {found['day']}"


def _birthday(match: re.Match[str]) -> str:
    day, month = int(match[1] or match[4] or match[5]), match[2] or match[3] or ""
    number = int(match[6]) if match[6] else MONTHS.index(month[:3].lower()) + 1
    try:
        return f"--{date(_LEAP, number, day):%m-%d}"
    except ValueError:
        return ""


def century(year: int, today: date) -> int:
    """A year of two figures, which is no later than today's."""
    return 2000 + year if 2000 + year <= today.year else 1900 + year


_COMPACT = re.compile(r"(?<![\w/.-])(\d{8}|\d{6})(?![\w/.-])")


def run_together(rest: str, today: date) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Dates without marks between (`03021980`, `030280`), which may be references as well."""
    born, kept = [], []
    for match in _COMPACT.finditer(rest):
        if found := _compact(match[1], today):
            born.append(found)
            kept.append(match[1])
    for figures in kept:
        rest = rest.replace(figures, " ", 1)
    return " ".join(rest.split()), tuple(born), tuple(kept)


def _compact(figures: str, today: date) -> str | None:
    if len(figures) == 6:
        return _past(century(int(figures[4:]), today), figures[2:4], figures[:2], today)
    return _past(int(figures[4:]), figures[2:4], figures[:2], today) or _past(
        int(figures[:4]), figures[4:6], figures[6:], today
    )


_YEAR = re.compile(r"(?<![\w/])(19\d\d|20[0-2]\d)(?![\w/])")


def years(rest: str) -> tuple[str, tuple[str, ...]]:
    """The words without years that stand alone, and these."""
    found = tuple(_YEAR.findall(rest))
    return _YEAR.sub(" ", rest), found


def _past(year: int, month: str, day: str, today: date) -> str | None:
    try:
        made = date(year, int(month), int(day))
    except ValueError:
        return None
    return made.isoformat() if year >= 1900 and made <= today else None
