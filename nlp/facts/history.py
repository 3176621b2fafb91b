"""What in a text makes the things told around it history: dates long before the report, and ages back then."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nlp.identifying.temporal import today
from nlp.tables import bag
from nlp.text.page import Page

_YEARS_OLD = 2
_SINCE = re.compile(r"\bsince\s+(?:\w+\s+)?$", re.IGNORECASE)
_BORN = re.compile(r"(?:\bd\.?o\.?b\.?|\bb\.?|\bborn(?: on)?|\bdate of birth)\W*$", re.IGNORECASE)
# How old somebody was: what is told there lies back as far as they have aged since.
_AT_AGE = re.compile(
    r"\b(?:(?:in|to) (?:prison|jail) for|(?:did|done|doing) (?:\w+ )?time for|serv(?:ed|ing) (?:[\w-]+ ){1,4}?(?:years?|months?|sentence)(?: \w+){0,3}? for\b|(?:jailed|imprisoned|sentenced)\b[^.;]{0,30}?\bfor\b"
    r"|in (?:his|her|their) (?:early |late )?(?:teens|twenties|thirties|youth)\b|(?:from|some|many) years (?:back|since)\b"
    r"|(?:when|while) (?:he|she|they) (?:was|were) (?:only |just |aged |about )?\d{1,2}\b"
    r"|(?:at|from) the age of \d{1,2}\b|when aged \d{1,2}\b|at age \d{1,2}\b|in year (?:[7-9]|1[0-3])\b|as an? \d{1,2}[- ]year[- ]old\b)",
    re.IGNORECASE,
)


# A year without a word for it, in what tells of a record or of markers: `2008 possession of a weapon`, `ESCAPED FROM VAN 2010`.
# Elsewhere four figures are as likely a time of day.
_RECORD = re.compile(
    r"\b(?:antecedents?|bad character|convict\w+|previous(?:ly)?|prev\b|history|historic|markers?|signals?|warnings?|cautions?|cautioned|custody|prison|court|sentenced?|jailed|pnc|recall\w*|review\w*|intel(?:ligence)? checks?|case review|offences?)\b|(?-i:\b(?:FI|WE|XP|VI|ES|OW|DR|CO|SU|SH|MN))(?: ?[-–:] ?| (?=(?:19|20)\d\d (?-i:[A-Z]{3})))",
    re.IGNORECASE | re.MULTILINE,
)
_YEAR = re.compile(
    r"(?:(?:^|(?<=[.;,:(\n] )|(?<=[-–] ))|(?<=[A-Za-z)] ))(?<!at )(?<!approx )(?<!about )(?<!circa )(?<!AT )(?P<year>19[5-9]\d|20[0-2]\d)(?= [A-Za-z(]|[.,;)]|\s*$)(?! ?(?:hrs|hours|hr|h)\b)",
    re.MULTILINE,
)


def _bare_years(text: str) -> list[tuple[int, int, str]]:
    if not _RECORD.search(text):
        return []
    return [(*found.span("year"), found["year"]) for found in _YEAR.finditer(text)]


@dataclass(frozen=True, slots=True)
class Old:
    """A date in the text that makes what is told around it history: word range."""

    first: int
    last: int


_CHILDHOOD = 9  # years back, from which a bare date behind a name may be one of birth
_NAME = re.compile(r"\b([A-Z][A-Za-z'’-]+),?\s*\(?$")
_WHEN = bag(
    "on in since from dated date of until to by at between and around circa after before about late early mid offence"
)


def _birth(before: str, value: str, on: date | None) -> bool:
    """Whether a date is a date of birth: by a word for it, or bare after a name and nine years back or more."""
    if _BORN.search(before):
        return True
    ages = (on or today()).year - int(value[:4]) >= _CHILDHOOD
    name = _NAME.search(before)
    return len(value) == 10 and ages and name is not None and name.group(1).lower() not in _WHEN


def old_dates(page: Page, dates: Iterable[tuple[int, int, str]], on: date | None) -> list[Old]:
    """The dates (start, end, ISO value) that lie more than about two years before the report, and ages back then.

    The report's own date is ``on``, or the latest date in the text; a lone full date is held against the present.
    """
    found = list(dates)
    known = [(start, end) for start, end, _ in found]
    found += [y for y in _bare_years(page.text) if not any(s < y[1] and y[0] < e for s, e in known)]
    old = [Old(*page.word_range(*at.span())) for at in _AT_AGE.finditer(page.text)]
    if not found:
        return old
    told = [at for at in found if not _birth(page.text[max(0, at[0] - 24) : at[0]], at[2], on)]
    latest = max((value for _, _, value in told if len(value) == 10), default="")
    if any(value[:4] > latest[:4] for _, _, value in told):
        latest = ""  # the text speaks of later years than that of its latest date
    report = on.isoformat() if on else latest
    for start, end, value in told:
        years = (int(report[:4]) if report else today().year) - int(value[:4])
        alone = not on and value == latest and today().year - int(value[:4]) < 6
        if (
            years >= (_YEARS_OLD if len(value) > 4 else 1)
            and not alone
            and not _SINCE.search(page.text[max(0, start - 12) : start])
        ):
            old.append(Old(*page.word_range(start, end)))
    return old
