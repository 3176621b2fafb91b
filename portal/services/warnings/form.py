"""A sanitised warning: what it may be made of, what is asked of it, and the POLE-1 record that it becomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from access import handling
from access.gateway import Hit
from access.handling import Handling
from indexer.hidden_risks import GRAVE
from indexer.resolve.scorer import written_names
from portal.services.errors import Invalid, Reason
from portal.services.gradings import must_consult
from portal.services.risk.dangers import DANGERS
from portal.services.written import address as address_of

Json = Mapping[str, Any]
CLASS = "Sanitised warning"
SHORTEST, LONGEST = 10, 2_000
SHORTEST_REASON, LONGEST_REASON = 3, 1_000
REVIEW_DAYS = 182
MOST_ABOUT = 20
_FIELDS = frozenset(
    {
        "text",
        "people",
        "locations",
        "address",
        "postcode",
        "sensitive",
        "until",
        "review_on",
        "grading",
        "audience",
        "sanitised_confirmed",
        "consulted",
    }
)


@dataclass(frozen=True, slots=True)
class Warning:
    """A warning as asked for. people, locations: which of the source's go along; address: a place in words instead;
    audience: groups of the force, or `*`; until: the last day on which it is shown; confirmed: words of it that may stay
    though they may tell the source; consulted: whether the originator was."""

    text: str
    people: tuple[int, ...]
    locations: tuple[int, ...]
    address: str
    postcode: str
    sensitive: bool
    audience: tuple[str, ...]
    until: str | None
    review_on: str | None
    grading: Json | None
    confirmed: tuple[str, ...] = ()
    consulted: bool = False


def draft(hit: Hit, codes: Sequence[str], today: date) -> dict[str, Any]:
    """What a warning may be made of: the lines that tell of the danger, whom and where it is about, and a grading."""
    lines = [
        {"code": fact["code"], "sentence": fact.get("sentence"), "placement": fact.get("placement")}
        for fact in hit.facts
        if fact["code"] in codes and fact["assertion"] == "affirmed"
    ]
    return {
        "lines": lines,
        "markers": [dict(marker) for marker in _markers(hit) if marker.get("code") in codes],
        "text": hit.record.get("text") or hit.record.get("sanitised_text"),
        "sanitised_text": hit.record.get("sanitised_text"),
        "people": [_person_line(person) for person in _people(hit)],
        "locations": [address_of(place) for place in _places(hit)],
        "address": next((str(m["text"]) for m in hit.mentions if m["label"] == "ADDRESS"), ""),
        "grading": hit.record.get("grading"),
        "consult": must_consult(hit.record.get("grading")),
        "sensitive": bool((hit.record.get("handling") or {}).get("sensitive")),
        "review_on": (today + timedelta(days=REVIEW_DAYS)).isoformat(),
    }


def _people(hit: Hit) -> Sequence[Json]:
    return (hit.record.get("people") or ())[:MOST_ABOUT]


def _places(hit: Hit) -> Sequence[Json]:
    return (hit.record.get("locations") or ())[:MOST_ABOUT]


def _markers(hit: Hit) -> Iterator[Json]:
    for one in (*_people(hit), *_places(hit)):
        yield from one.get("markers") or ()


def _person_line(person: Json) -> dict[str, Any]:
    named = [text for _, text in written_names(person)]
    return {
        "name": named[0] if named else "name not known",
        "dates_of_birth": list(person.get("dates_of_birth") or ()),
        "role": person.get("role"),
        "addresses": [address_of(place) for place in person.get("addresses") or ()],
    }


# ----------------------------------------------------------------------------------------- in


def checked(body: object) -> Warning:
    """A warning from JSON. Raises Invalid naming the field.

    `{"text", "people": [0], "locations": [0], "address", "postcode", "sensitive", "audience": ["*"], "until",
    "review_on", "grading": {…}, "sanitised_confirmed": ["words"], "consulted"}`: text and grading are needed, and somebody
    or some place that it is about.
    """
    if not isinstance(body, Mapping):
        raise Invalid("body", "must be an object")
    if unknown := sorted(set(map(str, body)) - _FIELDS):
        raise Invalid(unknown[0], "unknown field")
    if not isinstance(body.get("grading"), Mapping):
        raise Invalid("grading", "must be stated: source, intelligence and handling of the warning itself")
    made = Warning(
        text=_text(body),
        people=_numbers(body, "people"),
        locations=_numbers(body, "locations"),
        address=_words(body, "address"),
        postcode=_words(body, "postcode"),
        sensitive=_flag(body, "sensitive", True),
        audience=_audience(body),
        until=_day(body, "until"),
        review_on=_day(body, "review_on"),
        grading=body["grading"],
        confirmed=_confirmed(body),
        consulted=_flag(body, "consulted", False),
    )
    if not (made.people or made.locations or made.address or made.postcode):
        raise Invalid("people", "must name somebody or a place, or the warning stands on no card")
    return made


_PUT_RIGHT = frozenset(
    {
        "text",
        "sensitive",
        "until",
        "review_on",
        "grading",
        "sanitised_confirmed",
        "consulted",
        "version",
        "reason",
    }
)
_NOT_ITS_OWN = frozenset({"version", "reason"})


def amended(body: object) -> Warning:
    """A published warning as it is to be, from JSON: its words, handling, dates and grading; whom and where it is about
    stays. Raises Invalid naming the field."""
    if not isinstance(body, Mapping):
        raise Invalid("body", "must be an object")
    if unknown := sorted(set(map(str, body)) - _PUT_RIGHT):
        raise Invalid(unknown[0], "is not amended here")
    return checked(
        {name: value for name, value in body.items() if name not in _NOT_ITS_OWN} | {"people": [0]}
    )


def need_days_to_come(asked: Warning, today: date) -> None:
    """Refuse a warning that would be overdue or over from the start. Raises Invalid naming the date."""
    for name, day in (("until", asked.until), ("review_on", asked.review_on)):
        if day and date.fromisoformat(day) < today:
            raise Invalid(name, "must not lie in the past", Reason.PAST)


def version_of(body: object) -> int:
    """The version that its writer saw; 0 where they do not say."""
    given = body.get("version") if isinstance(body, Mapping) else None
    return given if type(given) is int else 0


def said_why(body: object) -> str:
    """Why a warning is amended or withdrawn. Raises Invalid."""
    return reason(body.get("reason") if isinstance(body, Mapping) else None)


def opens_again(body: object) -> bool:
    """What becomes of the task when its warning is withdrawn. Raises Invalid."""
    then = body.get("then") if isinstance(body, Mapping) else None
    if then not in ("open", "closed"):
        raise Invalid("then", "must be open or closed: what becomes of the task")
    return bool(then == "open")


def _text(body: Json) -> str:
    said = _words(body, "text")
    if not SHORTEST <= len(said) <= LONGEST:
        raise Invalid("text", f"must have {SHORTEST} to {LONGEST} characters")
    return said


def reason(given: object) -> str:
    """Why no warning is published. Raises Invalid."""
    said = " ".join(given.split()) if isinstance(given, str) else ""
    if not SHORTEST_REASON <= len(said) <= LONGEST_REASON:
        raise Invalid("reason", f"must have {SHORTEST_REASON} to {LONGEST_REASON} characters")
    return said


def _words(body: Json, name: str) -> str:
    value = body.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Invalid(name, "must be text")
    return value.strip()


def _flag(body: Json, name: str, unless_said: bool) -> bool:
    value = body.get(name, unless_said)
    if not isinstance(value, bool):
        raise Invalid(name, "must be true or false")
    return value


def _confirmed(body: Json) -> tuple[str, ...]:
    given = body.get("sanitised_confirmed") or []
    if not isinstance(given, list | tuple) or not all(isinstance(one, str) for one in given):
        raise Invalid("sanitised_confirmed", "must be a list of the words that may stay")
    return tuple(given)


def _day(body: Json, name: str) -> str | None:
    value = _words(body, name)
    try:
        return date.fromisoformat(value).isoformat() if value else None
    except ValueError:
        raise Invalid(name, "must be a date, such as 2027-05-24") from None


def _numbers(body: Json, name: str) -> tuple[int, ...]:
    given = body.get(name) or ()
    if not isinstance(given, list | tuple) or any(type(n) is not int or n < 0 for n in given):
        raise Invalid(name, "must be a list of places in the source's own list, from 0")
    return tuple(dict.fromkeys(given))


def _audience(body: Json) -> tuple[str, ...]:
    given = body.get("audience", ["*"])
    if not isinstance(given, list | tuple) or not all(isinstance(name, str) for name in given):
        raise Invalid("audience", "must be a list of groups, or of *")
    return tuple(given)


# ---------------------------------------------------------------------------------------- out


def record(asked: Warning, hit: Hit, codes: Sequence[str], source: Handling, now: datetime) -> dict[str, Any]:
    """The warning as POLE-1. Who is denied the source is denied the warning. Raises Invalid."""
    markers = [
        {"code": code, "text": DANGERS[code], "set_on": now.date().isoformat(), "review_on": asked.review_on}
        for code in GRAVE
        if code in codes
    ]
    people = [_named(person, markers) for person in _chosen(asked.people, _people(hit), "people")]
    places = [_placed(place) for place in _chosen(asked.locations, _places(hit), "locations")]
    if asked.address or asked.postcode:
        places.append(
            {"role": "occurred-at", "address": asked.address or None, "postcode": asked.postcode or None}
        )
    if places and not people:
        places = [{**place, "markers": markers} for place in places]
    return {
        "kind": "report",
        "title": "Warning: " + ", ".join(DANGERS[code].lower() for code in GRAVE if code in codes),
        "classification": CLASS,
        "handling": _handling(asked, source),
        "grading": asked.grading,
        "people": people,
        "locations": places,
        "text": asked.text,
    }


def standing(made: Json) -> dict[str, Any]:
    """What of a published warning may be put right, as it stands."""
    held = made["handling"]
    return {
        "text": made.get("text"),
        "sensitive": bool(held.get("sensitive")),
        "until": held.get("visible_until"),
        "review_on": next((str(m["review_on"]) for m in _marked(made) if m.get("review_on")), None),
        "grading": made.get("grading"),
    }


def changes(made: Json, asked: Warning) -> dict[str, Any]:
    """Whole fields of a published warning as they are to be."""
    changed: dict[str, Any] = {
        "text": asked.text,
        "grading": asked.grading,
        "handling": {**made["handling"], "sensitive": asked.sensitive, "visible_until": asked.until},
    }
    for name in ("people", "locations"):
        changed[name] = [_reviewed(one, asked.review_on) for one in made.get(name) or ()]
    return changed


def _reviewed(one: Json, day: str | None) -> dict[str, Any]:
    return {**one, "markers": [{**marker, "review_on": day} for marker in one.get("markers") or ()]}


def _marked(made: Json) -> Iterator[Json]:
    for one in (*(made.get("people") or ()), *(made.get("locations") or ())):
        yield from one.get("markers") or ()


def _chosen(numbers: Sequence[int], held: Sequence[Json], field: str) -> list[Json]:
    if any(number >= len(held) for number in numbers):
        raise Invalid(field, f"the source has {len(held)} of them")
    return [held[number] for number in numbers]


def _named(person: Json, markers: Sequence[Json]) -> dict[str, Any]:
    """Who it is and where they live; nothing that could tell where the warning comes from."""
    pnc_id = (person.get("identifiers") or {}).get("pnc_id")
    return {
        "role": "subject",
        "names": list(person.get("names") or ()),
        "dates_of_birth": list(person.get("dates_of_birth") or ()),
        "sex": person.get("sex"),
        "identifiers": {"pnc_id": pnc_id} if pnc_id else {},
        "addresses": [dict(place) for place in person.get("addresses") or ()],
        "markers": list(markers),
    }


def _placed(place: Json) -> dict[str, Any]:
    kept = ("address", "postcode", "lat", "lon")
    return {"role": "occurred-at", **{name: place.get(name) for name in kept}}


def _handling(asked: Warning, source: Handling) -> dict[str, Any]:
    made = Handling(
        source.tier, asked.sensitive, source.force, asked.audience, denied=source.denied, unit=source.unit
    )
    return {**made.as_json(), "visible_until": asked.until}


def handling_of(made: Json) -> Handling:
    """The handling of a warning. Raises Invalid naming the field."""
    try:
        return handling.parse(made["handling"])
    except handling.HandlingError as error:
        field = {"visible_until": "until"}.get(error.field, error.field or "handling")
        raise Invalid(field, error.message) from None
