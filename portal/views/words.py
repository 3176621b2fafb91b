"""The pages' own wording: codes to words, times to what a person says. Pure functions, no Flask.

Warning codes, markings, grading and assertions are named as in the national guidance (3x5x2, PNC warning
signals); a code that is not known here is shown as it stands.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from nlp import whose as said_of
from nlp.assertions import Assertion
from portal.services.risk.codes import ALARMING, LABELS
from portal.services.written import address as address_of
from portal.views.dates import age as age
from portal.views.dates import ago as ago
from portal.views.dates import clock as clock
from portal.views.dates import clock_exact as clock_exact
from portal.views.dates import clock_full as clock_full
from portal.views.dates import day as day
from portal.views.dates import month as month
from portal.views.dates import parse_time as parse_time
from portal.views.dates import review_words as review_words

SYSTEM_NAMES = {"CRIMINT": "CRIMINT+", "CUSTODY": "Custody", "AIRSPACE": "AirSpace", "GRAPH": "Graph"}
SYSTEM_SCOPE = {
    "CRIS": "crime reports",
    "CRIMINT": "intelligence reports",
    "CUSTODY": "detention",
    "COPA": "case files",
    "AIRSPACE": "anti-social behaviour",
    "EWMS": "warrants",
    "MERLIN": "missing people, children and adults coming to notice",
    "PNC": "national nominals, warning signals and vehicles",
    "PND": "other forces' records",
}
SOURCE_WORDS = {"1": "reliable source", "2": "untested source", "3": "source not reliable"}
INTELLIGENCE_WORDS = {
    "A": "known directly",
    "B": "known indirectly but corroborated",
    "C": "known indirectly",
    "D": "not known",
    "E": "suspected to be false",
}
HANDLING_WORDS = {"P": "lawful sharing permitted", "C": "lawful sharing permitted with conditions"}
_GRADING = {"source": SOURCE_WORDS, "intelligence": INTELLIGENCE_WORDS, "handling": HANDLING_WORDS}
SEX_WORDS = {"0": "not known", "1": "male", "2": "female", "9": "not specified"}

IDENTIFIER_WORDS = {
    "pnc_id": "PNC ID",
    "cro": "CRO",
    "asn": "ASN",
    "nino": "NINO",
    "nhs": "NHS number",
    "vrm": "Number plate",
    "imei": "IMEI",
}
MENTION_WORDS = {
    "ORG": "Organisation",
    "EMAIL": "E-mail",
    "CRIS_REF": "CRIS reference",
    "CRIMINT_REF": "CRIMINT+ reference",
    "CUSTODY_REF": "Custody reference",
    "MERLIN_REF": "MERLIN reference",
    "CAD_REF": "CAD reference",
    "GRID_REF": "Grid reference",
    "IP": "IP address",
}


@dataclass(frozen=True, slots=True)
class Sign:
    """A word with its shape, so that colour never speaks alone."""

    code: str
    shape: str
    label: str


_BANDS = {
    "high": Sign("high", "▲", "High"),
    "medium": Sign("medium", "◆", "Medium"),
    "low": Sign("low", "●", "Low"),
    "none": Sign("none", "○", "No warnings"),
}
_ASSERTION_SIGNS: dict[str, Sign] = {
    Assertion.AFFIRMED: Sign("affirmed", "⚠", "Stated"),
    Assertion.NEGATED: Sign("negated", "✕", "Said not to be so"),
    Assertion.DENIED: Sign("denied", "✕", "Denied"),
    Assertion.UNCERTAIN: Sign("uncertain", "?", "Uncertain"),
    Assertion.HISTORIC: Sign("historic", "↺", "In the past"),
}
_SYSTEM_SIGNS = {
    "answered": Sign("answered", "✓", "answered"),
    "late": Sign("late", "…", "late"),
    "failed": Sign("failed", "✕", "did not answer"),
    "not loaded": Sign("not-loaded", "–", "not loaded"),
}


def band(value: str | None) -> Sign:
    """A card's band as shape and word."""
    return _BANDS.get(value or "none", Sign("none", "○", str(value)))


def assertion(value: str | None) -> Sign:
    """What a text says of the thing: stated, denied, uncertain …"""
    return _ASSERTION_SIGNS.get(value or Assertion.AFFIRMED, Sign("affirmed", "·", str(value)))


def absent(value: str | None) -> bool:
    """Whether a text says that the thing is not so."""
    return Assertion.read(value or Assertion.AFFIRMED).absent


def system_status(value: str | None) -> Sign:
    """How a system stood when it was asked."""
    return _SYSTEM_SIGNS.get(value or "", Sign("failed", "✕", str(value)))


def system_name(code: str) -> str:
    """A source system as its users write it."""
    return SYSTEM_NAMES.get(code, code)


def warning_label(warning: Mapping[str, Any]) -> str:
    """The warning in words: its code's, else its own label, else the code."""
    code = str(warning.get("code") or "")
    return LABELS.get(code) or str(warning.get("label") or code)


def whose(warning: Mapping[str, Any]) -> str:
    """Whose a quoted danger is, by name, and how they belong to the card: `Kyle Marden, lives here`; empty where the line
    names nobody."""
    named = said_of.whose(str(warning.get("subject") or "")).written
    if not warning.get("quote") or named == named.casefold():
        return ""
    return ", ".join(part for part in (named, str(warning.get("tie") or "")) if part)


def alarming(code: str) -> bool:
    """Whether a danger of this code is shown in the danger's colour."""
    return code in ALARMING


def fact_label(code: str) -> str:
    """A fact's code in words."""
    return LABELS.get(code, code)


def mention_label(code: str) -> str:
    """A mention's or an identifier's label in words: `CRIS_REF` as CRIS reference, `PNC_ID` as PNC ID, `PHONE` as Phone."""
    return (
        MENTION_WORDS.get(code)
        or IDENTIFIER_WORDS.get(code.lower())
        or code.replace("_", " ").replace("-", " ").capitalize()
    )


def role_words(role: str | None) -> str:
    """A role as records code it (`occurred-at`), in words."""
    return (role or "").replace("-", " ")


def status_words(status: Mapping[str, Any]) -> str:
    """What a status says beside its kind, which a title may say once more (`Missing: Amira Yusuf`)."""
    kind, _, rest = (text := dated(str(status["text"]))).partition(": ")
    return rest if rest and kind.casefold() == str(status["kind"]).casefold() else text


def grading_words(grading: Mapping[str, Any] | None) -> str:
    """3x5x2 in words, with its conditions."""
    if not grading or not any(grading.get(part) for part in _GRADING):
        return "not graded"
    parts = [
        words.get(str(code), str(code)) if (code := grading.get(part)) else f"{part} not stated"
        for part, words in _GRADING.items()
    ]
    conditions = grading.get("conditions") or ()
    return ", ".join(parts) + (f" ({', '.join(map(str, conditions))})" if conditions else "")


def left_words(due: str | None, now: datetime | None = None) -> Sign:
    """Time left until a moment, in words: `overdue by 3 hours`, `25 minutes left`, `2 days left`."""
    moment = parse_time(due)
    if not moment:
        return Sign("none", "○", "no due time")
    minutes = int((moment - (now or datetime.now(UTC))).total_seconds() // 60)
    length = _length(abs(minutes))
    if minutes < 0:
        return Sign("overdue", "▲", f"Overdue by {length}")
    return Sign("soon" if minutes < 60 else "later", "◆" if minutes < 60 else "●", f"{length} left")


def _length(minutes: int) -> str:
    number, unit = (minutes, "minute")
    if minutes >= 2880:
        number, unit = (minutes // 1440, "day")
    elif minutes >= 60:
        number, unit = (minutes // 60, "hour")
    return f"{number} {unit}{'' if number == 1 else 's'}"


def person_name(person: Mapping[str, Any]) -> str:
    """`MURPHY, Sean Patrick`: the first name that the record gives."""
    names = person.get("names") or ()
    return name_words(names[0]) if names else "name not given"


def name_words(name: Mapping[str, Any] | str) -> str:
    """A POLE name as police write it; a free-text alias as it stands."""
    if isinstance(name, str):
        return name
    surname, forenames = str(name.get("surname") or ""), str(name.get("forenames") or "")
    if surname or forenames:
        return ", ".join(part for part in (surname.upper(), forenames) if part)
    return str(name.get("text") or "name not given")


def address_words(place: Mapping[str, Any]) -> str:
    """Address and postcode on one line."""
    return address_of(place) or "place not named"


def join_and(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def plural(count: int, one: str, many: str | None = None) -> str:
    """`1 card`, `3 cards`, `1,204 records`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


_ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def dated(text: str) -> str:
    """A line with its ISO dates as people write them: `born 1980-02-03` → `born 3 Feb 1980`."""
    return _ISO_DAY.sub(lambda found: day(found[0]), text)


def sentence_id(text: str) -> str:
    """The anchor of a sentence on its record's page: the same words give the same anchor on every page."""
    words = re.sub(r"\W+", " ", text.casefold()).strip()
    return "s-" + hashlib.sha256(words.encode()).hexdigest()[:10]


_BETWEEN = re.compile(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d")
PART_WORDS = {
    "born": "born", "street": "street or address", "plate": "number plate", "pnc_id": "PNC ID", "number": "house number",
}  # fmt: skip


def part_kind(kind: str) -> str:
    """A part of what was understood: name, born, number plate …"""
    return PART_WORDS.get(kind, kind.replace("_", " "))


def part_value(value: str) -> str:
    """What a part was read as: dates as people write them, an age as the dates between which somebody was born."""
    return dated(value.replace("/", " to ") if _BETWEEN.fullmatch(value) else value)


def owner_needed(need: Mapping[str, Any]) -> str:
    """Who could deal with a hidden danger that nobody sees: what an analyst or supervisor would have to hold."""
    if not need["audience"]:
        return "nobody: its audience is empty, and only the system that it comes from can open it"
    groups = [name for name in need["audience"] if name != "*"]
    held = [f"the group {' or '.join(groups)}"] if groups and "*" not in need["audience"] else []
    held += [f"the compartment {name}" for name in need["compartments"]]
    held += ["clearance for sensitive records"] if need["sensitive"] else []
    whom = "an analyst or supervisor who is not denied it"
    return f"{whom}, with {' and '.join(held)}" if held else whom


def _listed(value: object) -> list[Any]:
    if not value:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def plain_name(person: Mapping[str, Any]) -> str:
    """`Sean Patrick Murphy 3 Feb 1980`: a person as one types them into the box."""
    names = person.get("names") or ()
    first = names[0] if names else {}
    said = [first.get("forenames"), first.get("surname")] if isinstance(first, Mapping) else [first]
    born = [str(one) for one in (person.get("dates_of_birth") or ())[:1]]
    return " ".join(str(part) for part in [*said, *born] if part)


def named(thing: object) -> str:
    """A person or place of a hit as a short label."""
    if not isinstance(thing, Mapping):
        return str(thing)
    return person_name(thing) if thing.get("names") else str(thing.get("title") or address_words(thing))


def sex_words(code: object) -> str:
    """A sex code (PNC and ISO 5218) in words."""
    return SEX_WORDS.get(str(code), str(code))


def identifier_rows(identifiers: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    """A POLE identifiers object as (kind, value) rows, in its own order; empty ones are left out."""
    rows: list[tuple[str, str]] = []
    for kind, held in (identifiers or {}).items():
        for one in _listed(held):
            if isinstance(one, Mapping):
                rows.append((mention_label(str(one.get("kind") or kind)), str(one.get("value") or "")))
            else:
                rows.append((mention_label(kind), str(one)))
    return rows


FILTERS = {
    "plain_name": plain_name,
    "dated": dated,
    "named": named,
    "sex_words": sex_words,
    "identifier_rows": identifier_rows,
    "band": band,
    "assertion": assertion,
    "absent": absent,
    "system_name": system_name,
    "warning_label": warning_label,
    "whose": whose,
    "alarming": alarming,
    "fact_label": fact_label,
    "mention_label": mention_label,
    "role_words": role_words,
    "status_words": status_words,
    "grading_words": grading_words,
    "day": day,
    "month_words": month,
    "clock": clock,
    "clock_full": clock_full,
    "clock_exact": clock_exact,
    "age": age,
    "ago": ago,
    "review_words": review_words,
    "left_words": left_words,
    "person_name": person_name,
    "name_words": name_words,
    "address_words": address_words,
    "join_and": join_and,
    "sentence_id": sentence_id,
    "part_kind": part_kind,
    "owner_needed": owner_needed,
    "part_value": part_value,
}
