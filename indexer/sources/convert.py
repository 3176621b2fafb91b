"""Converters between a system's cells and POLE-1 values, each with its way back.

A converter's `read` takes the text of one cell and gives the POLE-1 value (or None for an empty cell), raising
ValueError with a message for people; `write` is its inverse, by which the demo town exports. Identifiers are kept as
given: what is wrong with one is for the record to say, not a reason to lose it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nlp import identifiers

MARKING = re.compile(
    r"(?P<tier>OFFICIAL|SECRET|TOP SECRET)(?P<sensitive>-SENSITIVE)?(?: \[(?P<descriptor>[^\]]+)\])?"
)
_DAY_FORMS = ("%d/%m/%Y", "%d-%b-%Y", "%d %b %Y", "%d.%m.%Y", "%Y%m%d", "%d%m%Y")
_CLOCK_FORMS = ("%H:%M", "%H:%M:%S", "%H%M")
_PARTIAL = re.compile(r"\d{4}(-\d{2}){0,2}")


@dataclass(frozen=True, slots=True)
class Converter:
    """How a cell is read and written."""

    read: Callable[[str], Any]
    write: Callable[[Any], str]


def _read_text(cell: str) -> str | None:
    return cell.strip() or None


def read_date(cell: str) -> str | None:
    """A date as ISO 8601; a year or a year and month stay partial. Day first (`3/2/1980` is 3 February)."""
    text = cell.strip()
    if not text:
        return None
    if _PARTIAL.fullmatch(text):
        return _checked(text)
    for form in _DAY_FORMS:
        try:
            return datetime.strptime(text.title(), form).date().isoformat()  # noqa: DTZ007
        except ValueError:
            continue
    raise ValueError(f"not a date: {_short(text)}")


def _checked(text: str) -> str:
    padded = text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text
    try:
        datetime.strptime(padded, "%Y-%m-%d")  # noqa: DTZ007
    except ValueError as wrong:
        raise ValueError(f"not a date: {_short(text)}") from wrong
    return text


def read_instant(cell: str) -> str | None:
    """A date and time as ISO 8601 in UTC, seconds kept; a bare date stands for its midnight."""
    text = cell.strip()
    if not text:
        return None
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00")).strftime("%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        pass
    day, _, clock = text.rpartition(" ")
    for form in _CLOCK_FORMS:
        try:
            at = datetime.strptime(clock, form).time()  # noqa: DTZ007
        except ValueError:
            continue
        return f"{read_date(day)}T{at.isoformat()}Z"
    return f"{read_date(text)}T00:00:00Z"


def _write_british(value: Any) -> str:
    text = str(value)
    return f"{text[8:10]}/{text[5:7]}/{text[:4]}" if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else text


def _write_british_instant(value: Any) -> str:
    text = str(value)
    return f"{text[8:10]}/{text[5:7]}/{text[:4]} {text[11:16]}"


def _read_list(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _read_dates(cell: str) -> list[str]:
    return [date for part in _read_list(cell) if (date := read_date(part))]


def _read_number(cell: str) -> float | None:
    if not cell.strip():
        return None
    try:
        return float(cell)
    except ValueError as wrong:
        raise ValueError(f"not a number: {_short(cell)}") from wrong


def _read_integer(cell: str) -> int | None:
    if not cell.strip():
        return None
    try:
        return int(cell)
    except ValueError as wrong:
        raise ValueError(f"not a whole number: {_short(cell)}") from wrong


def read_marking(cell: str) -> dict[str, Any]:
    """A marking in words as tier, sensitive and descriptor (`OFFICIAL-SENSITIVE [PERSONAL DATA]`)."""
    found = MARKING.fullmatch(cell.strip().upper())
    if not found:
        raise ValueError(f"not a marking: {_short(cell)}")
    return {"tier": found["tier"], "sensitive": bool(found["sensitive"]), "descriptor": found["descriptor"]}


def write_marking(handling: dict[str, Any]) -> str:
    """The inverse of `read_marking`."""
    sensitive = "-SENSITIVE" if handling["sensitive"] else ""
    descriptor = f" [{handling['descriptor']}]" if handling.get("descriptor") else ""
    return f"{handling['tier']}{sensitive}{descriptor}"


def _short(text: str) -> str:
    return repr(text[:40])


def _join(value: Any) -> str:
    return ";".join(str(part) for part in value)


TEXT = Converter(_read_text, str)
DATE = Converter(read_date, _write_british)
ISO_DATE = Converter(read_date, str)
COMPACT_DATE = Converter(read_date, lambda value: str(value).replace("-", ""))
INSTANT = Converter(read_instant, _write_british_instant)
ISO_INSTANT = Converter(read_instant, str)
LIST = Converter(_read_list, _join)
DATES = Converter(_read_dates, lambda value: ";".join(_write_british(part) for part in value))
NUMBER = Converter(_read_number, str)
INTEGER = Converter(_read_integer, str)


def _read_name(cell: str) -> str | None:
    text = cell.strip()
    if re.search(r"[<>{}\x00-\x1f]", text):
        raise ValueError(f"not a name: {_short(text)}")
    return text or None


def _checked_identifier(label: str) -> Converter:
    """An identifier with a check letter or digit: verified, and kept as given."""

    def read(cell: str) -> str | None:
        text = cell.strip()
        if text and identifiers.normalise(label, text) is None:
            raise ValueError(f"wrong check letter or form for {label}: {_short(text)}")
        return text or None

    return Converter(read, str)


NAME = Converter(_read_name, str)
MARKED = Converter(read_marking, write_marking)
PNC_ID, CRO, ASN, NINO, NHS = (
    _checked_identifier(label) for label in ("PNC_ID", "CRO", "ASN", "NINO", "NHS")
)
