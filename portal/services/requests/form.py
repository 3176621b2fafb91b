"""What a partner force must say in a request, and by when it is answered: docs/api.md."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from access.partial_dates import first_day, last_day
from access.purposes import Purpose, PurposeError, parse
from indexer import pole_values as pole
from portal.services.errors import Invalid
from portal.services.requests.subject import words_of
from portal.services.requests.times import URGENCIES

ROUTINE = "routine"
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
        code, reason = (_text(raw, name, f"purpose.{name}") for name in ("code", "reason"))
        return parse(code, reason, _text(body, "reference") or None)
    except PurposeError as error:
        field = error.field if error.field == "reference" else f"purpose.{error.field}"
        raise Invalid(field, error.message) from None


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
    if urgency not in URGENCIES:
        raise Invalid("urgency", f"must be one of {', '.join(URGENCIES)}")
    return {
        **made,
        "subject": _subject(body.get("subject")),
        "purpose": _purpose(body.get("purpose")),
        "period": _period(body.get("period")),
        "urgency": urgency,
        "need_by": _need_by(body.get("need_by")),
        "officer": _officer(body.get("officer")),
        "contact_originator": _flag(body, "contact_originator"),
    }


def _purpose(raw: object) -> dict[str, Any]:
    if raw is not None and not isinstance(raw, Mapping):
        raise Invalid("purpose", "must be an object with code and reason")
    return dict(raw or {})


def _subject(raw: object) -> dict[str, Any]:
    if not isinstance(raw, Mapping):
        raise Invalid("subject", "must be stated")
    if unknown := set(raw) - _SUBJECT:
        raise Invalid(f"subject.{min(unknown, key=str)}", "unknown field")
    names = _list(raw, "names")
    made = {
        "names": names,
        "dates_of_birth": _born(raw),
        "identifiers": _identifiers(raw.get("identifiers")),
        "address": _text(raw, "address", "subject.address") or None,
    }
    if not any((*map(words_of, names), made["dates_of_birth"], made["identifiers"], made["address"])):
        raise Invalid("subject", "names nobody: give a name, a date of birth, an identifier or an address")
    return made


def _identifiers(raw: object) -> dict[str, Any]:
    if raw is None:
        return {}
    if not isinstance(raw, Mapping):
        raise Invalid("subject.identifiers", "must be an object")
    return {str(name): value for name, value in raw.items() if value}


def _born(raw: Mapping[str, Any]) -> list[str]:
    return [_read(pole.date(), one, "subject.dates_of_birth") for one in _list(raw, "dates_of_birth")]


def _list(raw: Mapping[str, Any], name: str) -> list[Any]:
    value = raw.get(name)
    if value is None:
        return []
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
    made = {end: _day(raw.get(end), f"period.{end}") for end in ("from", "to")}
    if made["from"] and made["to"] and _after(made["from"], made["to"]):
        raise Invalid("period.from", "must not be after period.to")
    return made


def _after(start: str, end: str) -> bool:
    if "T" in start and "T" in end:
        return pole.moment(start) > pole.moment(end)
    return first_day(start)[:10] > last_day(end)[:10]


def _day(value: object, field: str) -> str | None:
    return None if value in (None, "") else str(_read(pole.time(), value, field))


def _need_by(value: object) -> str | None:
    if value in (None, ""):
        return None
    try:
        at = datetime.fromisoformat(_read(pole.text(), value, "need_by"))
    except ValueError:
        raise Invalid("need_by", "must be an ISO 8601 time") from None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).isoformat()


def _officer(raw: object) -> dict[str, str]:
    if not isinstance(raw, Mapping) or not _text(raw, "name", "officer.name"):
        raise Invalid("officer.name", "must be stated")
    return {name: _text(raw, name, f"officer.{name}") for name in ("name", "rank", "contact")}


def _flag(raw: Mapping[str, Any], name: str) -> bool:
    value = raw.get(name)
    return value is not None and bool(_read(pole.boolean(), value, name))


def _text(raw: Any, name: str, field: str = "") -> str:
    value = raw.get(name)
    return "" if value is None else str(_read(pole.text(LONGEST), value, field or name)).strip()


def _read(kind: pole.Kind, value: object, field: str) -> Any:
    """A value as POLE-1 reads one of that kind. Raises Invalid naming the field."""
    try:
        return kind.read(value)
    except pole.Wrong as error:
        raise Invalid(field, str(error)) from None
