"""Dates written with characters that a date does not have: backslashes and other strokes, letters for nought and one."""

from __future__ import annotations

import re
from datetime import date

from nlp import identifiers
from portal.search.box.dates import MONTH_NAMES

I = re.IGNORECASE  # noqa: E741 - as in the re module
_MONTH = rf"(?:{MONTH_NAMES})"
_ONE, _YEAR = r"[\doil|]{1,2}", r"(?:[\doil|]{4}|[\doil|]{2})"
_STROKES = re.compile(
    rf"(?<!\S)(\d{{1,2}}|{_MONTH})([\\_|;~,:*+=]|//)(\d{{1,2}}|{_MONTH})\2((?:19|20)\d\d|\d\d)(?!\S)", I
)
# `??/07/1944`, `00/07/1944`, `n/k/07/1944`: a month, its day unknown
_NO_DAY = re.compile(r"(?<!\S)(?:\?\??|00?|xx?|n/?k)[/.-](?=(?:0?[1-9]|1[0-2])[/.-](?:19|20)\d\d(?!\S))", I)
_BETWEEN_TIMES = ":"  # `22:10:45`
_TYPED = (
    re.compile(rf"(?<!\S)({_ONE})([/.-])({_ONE})\2({_YEAR})(?!\S)", I),
    re.compile(rf"(?<!\S)(?P<day>{_ONE})(?P<one>[\s/.-])(?P<month>{_MONTH})(?P<two>[\s/.-])(?P<year>{_YEAR})(?!\S)", I),
)  # fmt: skip
_TOGETHER = re.compile(r"(?<!\S)(?=(?:\D?\d){4})(?:[\doil]{8}|[\doil]{6})(?!\S)", I)
AS_FIGURES = str.maketrans("oOiIlL|", "0011111")


def put_right(text: str) -> str:
    """The text with the dates that stand for themselves: `6\\3\\83` and `o6/o3/1983` as `6/3/83` and `06/03/1983`."""
    text = _NO_DAY.sub("", _STROKES.sub(_stroked, text.replace("\\", "/")))
    for form in _TYPED:
        text = form.sub(_figured, text)
    return _TOGETHER.sub(_run_together, text)


def _stroked(found: re.Match[str]) -> str:
    if found[2] == _BETWEEN_TIMES and len(found[4]) == 2:
        return found[0]
    return "/".join((found[1], found[3], found[4]))


def _figured(found: re.Match[str]) -> str:
    """A day, a month and a year with their letters as figures, where that makes a date."""
    month = found.groupdict().get("month")
    made = (
        "".join((found["day"].translate(AS_FIGURES), found["one"], month, found["two"], found["year"].translate(AS_FIGURES)))
        if month
        else found[0].translate(AS_FIGURES)
    )  # fmt: skip
    # Most dates are written as they should be: nothing to put right, and nothing to read.
    return made if made != found[0] and _is_date(made) else found[0]


def _run_together(found: re.Match[str]) -> str:
    """`o60383`; but a registration (`OI 1000`) is one."""
    if found[0].isdigit() or any(one.label == "VRM" for one in identifiers.find(found[0])):
        return found[0]
    made = found[0].translate(AS_FIGURES)
    return made if _is_date(f"{made[:2]}/{made[2:4]}/{made[4:]}") else found[0]


def _is_date(text: str) -> bool:
    whole = [one for one in identifiers.find(text, date.max) if one.label == "DATE" and one.text == text]
    return bool(whole)
