"""Converters between a system's cells and POLE-1 values, each with its way back.

A converter's `read` takes the text of one cell and gives the POLE-1 value (None for an empty cell), raising ValueError
with a message for people that never holds the value itself; `write` is its inverse, by which the demo town exports.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Literal

from access import markings
from access.partial_dates import first_day
from nlp import identifiers

_MARKING = re.compile(
    r"(?P<tier>OFFICIAL|SECRET|TOP SECRET)(?P<sensitive>(?: ?[-:] ?| )SENSITIVE)?(?: ?\[(?P<descriptor>[^\]]+)\])?"
)
_ISO_DAY = re.compile(r"(?a)\d{4}(?:-\d\d){0,2}")
_DAYS = (  # day first, always
    (re.compile(r"(?a)\d{1,2}/\d{1,2}/\d{4}"), "%d/%m/%Y"),
    (re.compile(r"(?a)\d{1,2}-\d{1,2}-\d{4}"), "%d-%m-%Y"),
    (re.compile(r"(?a)\d{1,2}\.\d{1,2}\.\d{4}"), "%d.%m.%Y"),
    (re.compile(r"(?a)\d{1,2}-[A-Za-z]{3}-\d{4}"), "%d-%b-%Y"),
    (re.compile(r"(?a)\d{1,2} [A-Za-z]{3} \d{4}"), "%d %b %Y"),
    (re.compile(r"(?a)\d{1,2} [A-Za-z]{3,9} \d{4}"), "%d %B %Y"),
    (re.compile(r"(?a)\d{8}"), "%Y%m%d"),
)
_CLOCK = re.compile(r"(?a)(\d\d):?(\d\d)(?::?(\d\d)(?:\.\d{1,9})?)?")
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MARKUP = frozenset("<>{}")


@dataclass(frozen=True, slots=True)
class Converter:
    """How a cell is read and written. words: what it takes and checks, for the pages; form: what it is in JSON."""

    read: Callable[[str], Any]
    write: Callable[[Any], str]
    words: str
    form: Literal["text", "number", "list"] = "text"
    free: bool = field(default=False)  # words of people, which a system may keep in capitals


def _read_text(cell: str) -> str | None:
    return cell.strip() or None


def _read_line(cell: str) -> str | None:
    text = cell.strip()
    if any(unicodedata.category(letter) == "Cc" for letter in text):
        raise ValueError("holds a control character")
    return text or None


def _read_name(cell: str) -> str | None:
    text = _read_line(cell)
    if text and not _MARKUP.isdisjoint(text):
        raise ValueError("holds one of < > { }, which no name does")
    if text and not _BIDI.isdisjoint(text):
        raise ValueError("holds a character that turns the direction of writing")
    return text


# --- dates and times ----------------------------------------------------------------------------------------------


@lru_cache(maxsize=1 << 16)
def read_date(cell: str) -> str | None:
    """A date as ISO 8601; a year or a year and month stay partial. Day first (`3/2/1980` is 3 February)."""
    text = cell.strip()
    if not text:
        return None
    if _ISO_DAY.fullmatch(text):
        return _checked(text)
    for shape, form in _DAYS:
        if shape.fullmatch(text):
            try:
                return datetime.strptime(text.title(), form).date().isoformat()  # noqa: DTZ007
            except ValueError:
                raise ValueError("is not a date that there is (day first)") from None
    raise ValueError("is not a date in a form that is known (day first)")


def _checked(text: str) -> str:
    try:
        date.fromisoformat(first_day(text))
    except ValueError:
        raise ValueError("is not a date that there is") from None
    return text


def read_time(cell: str) -> str | None:
    """A date with or without a clock time, as ISO 8601. A clock without an offset is UTC's, as in POLE-1."""
    text = cell.strip()
    day, clock = _parted(text)
    if not clock:
        return read_date(text)
    if re.search(r"(Z|[+-]\d\d:?\d\d)$", clock):
        try:
            datetime.fromisoformat(f"{day}T{clock}")
        except ValueError:
            raise ValueError("is not a time that there is") from None
        return f"{day}T{clock}"
    found = _CLOCK.fullmatch(clock)
    if not found or int(found[1]) > 23 or int(found[2]) > 59 or int(found[3] or 0) > 59:
        raise ValueError("is not a time that there is")
    return f"{read_date(day)}T{found[1]}:{found[2]}:{found[3] or '00'}Z"


def _parted(text: str) -> tuple[str, str]:
    for between in ("T", " "):
        day, _, clock = text.rpartition(between)
        if day and clock[:2].isdigit() and (":" in clock or len(clock) in (4, 6)) and _ends_a_day(day):
            return day, clock
    return text, ""


def _ends_a_day(day: str) -> bool:
    return bool(re.search(r"\d{4}$|^\d{4}-\d\d-\d\d$|^\d{8}$", day))


@dataclass(frozen=True, slots=True)
class DateStyle:
    """A system's way of writing dates: one date, several in one cell, and a date with its clock."""

    date: Converter
    dates: Converter
    time: Converter


def dates(form: str, *, capitals: bool = False) -> DateStyle:
    """A style. form: as strftime has it; what is partial is written as ISO 8601 in any style."""
    example = _day("1980-02-03", form, capitals)

    def write(value: Any) -> str:
        return _day(str(value), form, capitals)

    def write_time(value: Any) -> str:
        day, _, clock = str(value).partition("T")
        if not clock or form == "%Y-%m-%d":
            return str(value) if clock else write(value)
        return f"{write(day)} {re.sub(r':00$', '', clock.removesuffix('Z'))}"

    words = f"date, day first, `{example}`; a year or month alone as `1980`, `1980-02`"
    iso = form == "%Y-%m-%d"
    at = "`1980-02-03T21:30:00Z`" if iso else f"`{example} 21:30`"
    return DateStyle(
        Converter(read_date, write, words),
        _several(Converter(read_date, write, words)),
        Converter(read_time, write_time, f"time {at}, or a date; without an offset it is UTC"),
    )


def _day(value: str, form: str, capitals: bool) -> str:
    if len(value) != 10:
        return value
    text = date.fromisoformat(value).strftime(form)
    return text.upper() if capitals else text


# --- lists, numbers, codes ----------------------------------------------------------------------------------------


def _several(one: Converter) -> Converter:
    """Several values in one cell, parted by semicolons; in JSON a list, in XML repeated elements."""

    def read(cell: str) -> list[Any]:
        return [value for part in cell.split(";") if (value := one.read(part)) is not None]

    def write(values: Any) -> str:
        return ";".join(one.write(value) for value in values)

    return Converter(read, write, f"list (`;`) of: {one.words}", "list", one.free)


def _read_decimal(least: float, most: float) -> Callable[[str], float | None]:
    def read(cell: str) -> float | None:
        if not cell.strip():
            return None
        if not re.fullmatch(r"(?a)[+-]?\d{1,12}(\.\d{1,20})?", cell.strip()):
            raise ValueError("is not a number")
        value = float(cell)
        if not least <= value <= most:
            raise ValueError(f"must be a number from {least:g} to {most:g}")
        return int(value) if value.is_integer() else value

    return read


def _read_integer(cell: str) -> int | None:
    if not cell.strip():
        return None
    if not re.fullmatch(r"(?a)\d{1,18}", cell.strip()):
        raise ValueError("is not a whole number")
    return int(cell)


def coded(codes: Mapping[str, str]) -> Converter:
    """A system's codes for POLE-1's words; a code that is not known is kept as it stands."""
    known = {code.casefold(): word for code, word in codes.items()}
    back = {word: code for code, word in reversed(list(codes.items()))}

    def read(cell: str) -> str | None:
        text = _read_line(cell)
        return known.get(text.casefold(), text) if text else None

    listed = ", ".join(f"`{code}` {word}" for code, word in codes.items())
    return Converter(read, lambda value: back.get(value, str(value)), f"code: {listed}; others stay")


# --- identifiers, markings, gradings ------------------------------------------------------------------------------


def _identifier(label: str, words: str) -> Converter:
    """An identifier with a check letter or digit: verified, and kept as given."""

    def read(cell: str) -> str | None:
        text = _read_line(cell)
        if text and identifiers.normalise(label, text) is None:
            raise ValueError(f"is no {words}: its check letter, check digit or form is wrong")
        return text

    return Converter(read, str, f"{words}, check verified, kept as given")


def read_marking(cell: str) -> dict[str, Any] | None:
    """A marking in words as tier, sensitive and descriptor (`OFFICIAL-SENSITIVE [PERSONAL DATA]`)."""
    if not cell.strip():
        return None
    found = _MARKING.fullmatch(" ".join(cell.upper().split()))
    if not found:
        raise ValueError("is not a marking")
    return {"tier": found["tier"], "sensitive": bool(found["sensitive"]), "descriptor": found["descriptor"]}


def write_marking(handling: Mapping[str, Any]) -> str:
    """The inverse of `read_marking`."""
    tier, sensitive = handling["tier"], handling["sensitive"]
    return markings.written(tier, sensitive=sensitive, descriptor=handling.get("descriptor"))


_GRADE = re.compile(r"([A-E1-3])[ /-]?([A-E1-5])[ /-]?([PC1-5])", re.I)


def _read_grading(cell: str) -> dict[str, Any] | None:
    if not cell.strip():
        return None
    found = _GRADE.fullmatch(cell.strip())
    if not found:
        raise ValueError("is neither a 3x5x2 nor a 5x5x5 grading")
    return {"source": found[1].upper(), "intelligence": found[2].upper(), "handling": found[3].upper()}


def _write_grading(grading: Mapping[str, Any]) -> str:
    return f"{grading['source']}{grading['intelligence']}{grading['handling']}"


TEXT = Converter(_read_text, str, "text, line breaks kept", free=True)
LINE = Converter(_read_line, str, "text without control characters")
WORDS = Converter(_read_line, str, "text without control characters", free=True)
NAME = Converter(_read_name, str, "name; `<>{}` and control characters refused", free=True)
LIST = _several(LINE)
NUMBER = Converter(_read_decimal(-1e12, 1e12), str, "number", "number")
LATITUDE = Converter(_read_decimal(-90, 90), str, "degrees north, WGS 84", "number")
LONGITUDE = Converter(_read_decimal(-180, 180), str, "degrees east, WGS 84", "number")
INTEGER = Converter(_read_integer, str, "whole number", "number")
MARKED = Converter(read_marking, write_marking, "marking, such as `OFFICIAL-SENSITIVE [PERSONAL DATA]`")
GRADED = Converter(_read_grading, _write_grading, "grading, 3x5x2 (`2BC`) or 5x5x5 (`B24`)")
PNC_ID = _identifier("PNC_ID", "PNC ID")
CRO = _identifier("CRO", "CRO number")
ASN = _identifier("ASN", "arrest/summons number")
NINO = _identifier("NINO", "National Insurance number")
NHS = _identifier("NHS", "NHS number")
IMEIS = _several(_identifier("IMEI", "IMEI"))
BRITISH, DOTTED, ISO = dates("%d/%m/%Y"), dates("%d.%m.%Y"), dates("%Y-%m-%d")
MONTH_NAMED, MONTH_IN_CAPITALS = dates("%d %b %Y"), dates("%d-%b-%Y", capitals=True)
