"""What an officer types, checked field by field: check letters and digits, plates, postcodes, telephones, dates.

A number whose check letter is wrong is misread or mistyped: a record that is made here does not take it. One that a
paper really bears goes to `other`, as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from indexer.pole_values import moment
from nlp import identifiers

Json = Mapping[str, Any]
Checked = tuple[str | None, str]  # the normal form, or None and what is wrong

_LABELS = {
    "pnc_id": ("PNC_ID", "Enter a PNC ID with its check letter, such as 2008/1234567R"),
    "cro": ("CRO", "Enter a CRO number with its check letter, such as 012345/08V"),
    "asn": ("ASN", "Enter an arrest/summons number with its check letter, such as 24/01TW/01/1234L"),
    "nino": ("NINO", "Enter a National Insurance number of two letters, six figures and a letter"),
    "nhs": ("NHS", "Enter an NHS number of ten figures; its last figure is a check digit"),
    "vrm": ("VRM", "Enter a whole number plate, such as AB12 CDE"),
    "phone": ("PHONE", "Enter a telephone number, such as 07700 900123"),
    "email": ("EMAIL", "Enter an e-mail address, such as name@example.com"),
    "imei": ("IMEI", "Enter an IMEI of fifteen figures; its last figure is a check digit"),
    "postcode": ("POSTCODE", "Enter a full postcode, such as SE20 7RT"),
}
_DATE = "Enter a date of birth such as 3 2 1980, or a year"
_WRITTEN = re.compile(r"(\d{1,2})[\s/.-]+(\d{1,2})[\s/.-]+(\d{4})")
_OLDEST = 1890


def checked(field: str, value: str, today: date) -> Checked:
    """One value of a field as a person typed it: its normal form, or what is wrong with it; empty is right."""
    text = " ".join(value.split())
    if not text:
        return "", ""
    if field == "date_of_birth":
        return _born(text, today)
    if field not in _LABELS:
        return text, ""
    label, wrong = _LABELS[field]
    normal = identifiers.normalise(label, text)
    return (normal, "") if normal else (None, wrong)


def _born(text: str, today: date) -> Checked:
    """ISO 8601 of a date as written, day first; a year alone, or a month and year as ISO, stays partial."""
    found = _WRITTEN.fullmatch(text)
    iso = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else text
    try:
        at = moment(iso).date()
    except ValueError:
        return None, _DATE
    if at > today:
        return None, "A date of birth cannot be in the future"
    return (iso, "") if at.year >= _OLDEST and re.fullmatch(r"[\d-]{4,10}", iso) else (None, _DATE)


def problems(record: Json, today: date) -> Iterator[tuple[str, str]]:
    """(field path, what is wrong) of every identifier, postcode and date of birth in a POLE-1 record."""
    for names in ("people", "objects", "locations"):
        for place, subject in enumerate(record.get(names) or ()):
            if isinstance(subject, Mapping):
                yield from _of(f"{names}[{place}]", subject, today)


def of_subject(subject: Json, today: date) -> list[tuple[str, str]]:
    """The same of one person, object or location by itself."""
    return [(path.removeprefix("."), said) for path, said in _of("", subject, today)]


def _of(path: str, subject: Json, today: date) -> Iterator[tuple[str, str]]:
    held = subject.get("identifiers")
    for field in _LABELS:
        value = held.get(field) if isinstance(held, Mapping) else None
        yield from _each(f"{path}.identifiers.{field}", field, value, today)
    yield from _each(f"{path}.postcode", "postcode", subject.get("postcode"), today)
    yield from _each(f"{path}.dates_of_birth", "date_of_birth", subject.get("dates_of_birth"), today)
    for place, address in enumerate(subject.get("addresses") or ()):
        if isinstance(address, Mapping):
            where = f"{path}.addresses[{place}].postcode"
            yield from _each(where, "postcode", address.get("postcode"), today)


def _each(path: str, field: str, value: Any, today: date) -> Iterator[tuple[str, str]]:
    several = isinstance(value, list | tuple)
    for place, one in enumerate(value if several else [value]):
        wrong = checked(field, one, today)[1] if isinstance(one, str) else ""
        if wrong:
            yield (f"{path}[{place}]" if several else path), wrong
