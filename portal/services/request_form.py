"""What a partner force must say in a request, and by when it is answered. Domain: contract, section 3."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from access.purposes import Purpose, PurposeError, parse
from portal.services.errors import Invalid

URGENCIES = {
    "threat-to-life": timedelta(hours=1),
    "urgent": timedelta(hours=4),
    "priority": timedelta(hours=24),
}
ROUTINE, ROUTINE_DAYS = "routine", 5
_FIELDS = frozenset(
    {
        "subject", "purpose", "lawful_basis", "period", "urgency", "need_by", "reference", "officer", "authoriser",
        "contact_originator",
    }
)  # fmt: skip
_SUBJECT = frozenset({"names", "dates_of_birth", "identifiers", "address"})
LONGEST = 500


def purpose_of(body: object) -> Purpose | None:
    """The purpose that a request states; None where it states none. Raises Invalid for one that is not right."""
    raw = body.get("purpose") if isinstance(body, Mapping) else None
    if not isinstance(raw, Mapping) or not raw.get("code"):
        return None
    try:
        return parse(_text(raw, "code"), _text(raw, "reason"), _text(body, "reference") or None)
    except PurposeError as error:
        raise Invalid(f"purpose.{error.field}", error.message) from None


def checked(body: object) -> dict[str, Any]:
    """The request, checked. Raises Invalid naming the field."""
    if not isinstance(body, Mapping):
        raise Invalid("body", "must be a JSON object")
    if unknown := set(body) - _FIELDS:
        raise Invalid(str(min(unknown, key=str)), "unknown field")
    made = {name: _text(body, name) for name in ("lawful_basis", "authoriser", "reference")}
    for name in ("lawful_basis", "authoriser"):
        if not made[name]:
            raise Invalid(name, "must be stated")
    urgency = _text(body, "urgency") or ROUTINE
    if urgency not in (*URGENCIES, ROUTINE):
        raise Invalid("urgency", f"must be one of {', '.join((*URGENCIES, ROUTINE))}")
    return {
        **made,
        "subject": _subject(body.get("subject")),
        "purpose": dict(body.get("purpose") or {}),
        "period": _period(body.get("period")),
        "urgency": urgency,
        "need_by": _need_by(body.get("need_by")),
        "officer": _officer(body.get("officer")),
        "contact_originator": body.get("contact_originator") is True,
    }


def due(urgency: str, filed: datetime) -> datetime:
    """By when a request of that urgency is answered; routine ones in working days."""
    if urgency in URGENCIES:
        return filed + URGENCIES[urgency]
    left, at = ROUTINE_DAYS, filed
    while left:
        at += timedelta(days=1)
        left -= at.weekday() < 5
    return at


def _subject(raw: object) -> dict[str, Any]:
    if not isinstance(raw, Mapping):
        raise Invalid("subject", "must be stated")
    if unknown := set(raw) - _SUBJECT:
        raise Invalid(f"subject.{min(unknown, key=str)}", "unknown field")
    identifiers = raw.get("identifiers") or {}
    if not isinstance(identifiers, Mapping):
        raise Invalid("subject.identifiers", "must be an object")
    made = {
        "names": _list(raw, "names"),
        "dates_of_birth": _list(raw, "dates_of_birth"),
        "identifiers": {str(k): v for k, v in identifiers.items() if v},
        "address": _text(raw, "address") or None,
    }
    if not any(made.values()):
        raise Invalid("subject", "names nobody: give a name, a date of birth, an identifier or an address")
    return made


def _list(raw: Mapping[str, Any], name: str) -> list[Any]:
    value = raw.get(name) or []
    if not isinstance(value, list) or len(value) > 20:
        raise Invalid(f"subject.{name}", "must be a list of at most 20")
    for one in value:
        if not isinstance(one, str | Mapping) or len(str(one)) > LONGEST:
            raise Invalid(f"subject.{name}", "must hold texts")
    return list(value)


def _period(raw: object) -> dict[str, str | None]:
    if raw is None:
        return {"from": None, "to": None}
    if not isinstance(raw, Mapping):
        raise Invalid("period", "must be an object with from and to")
    return {end: _day(raw.get(end), f"period.{end}") for end in ("from", "to")}


def _day(value: object, field: str) -> str | None:
    if value in (None, ""):
        return None
    try:
        datetime.fromisoformat(str(value)[:10])
    except ValueError:
        raise Invalid(field, "must be an ISO 8601 date") from None
    return str(value)


def _need_by(value: object) -> str | None:
    if value in (None, ""):
        return None
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        raise Invalid("need_by", "must be an ISO 8601 time") from None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).isoformat()


def _officer(raw: object) -> dict[str, str]:
    if not isinstance(raw, Mapping) or not _text(raw, "name"):
        raise Invalid("officer.name", "must be stated")
    return {name: _text(raw, name) for name in ("name", "rank", "contact")}


def _text(raw: Any, name: str) -> str:
    value = raw.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > LONGEST:
        raise Invalid(name, f"must be a text of at most {LONGEST} characters")
    return value.strip()
