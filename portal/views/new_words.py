"""The fields of a new record's form, between what a person types and POLE-1. Pure functions, no Flask.

A date is typed day first; every other value stays as it was typed, once it has passed its check.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from indexer.pole import RecordId
from portal.services.creating import fields
from portal.services.errors import Reason
from portal.services.numbers import whole_number
from portal.views.value_words import phone_words
from portal.views.words import dated

Json = Mapping[str, Any]
TITLES = {"person": "person", "object": "vehicle or other object", "location": "place"}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form. check: the rule by which it is checked as it is typed, of the field's own name; width: characters."""

    name: str
    label: str
    hint: str = ""
    check: str = ""
    width: int = 20


PERSON = (
    Field("forenames", "Forenames"),
    Field("surname", "Surname"),
    Field("alias", "Another name they use", "A street name, or a name before marriage."),
    Field("date_of_birth", "Date of birth", "Such as 3 2 1980. Where only the year is known, the year.", "date_of_birth", 10),
    Field("pnc_id", "PNC ID", "", "pnc_id", 20),
    Field("cro", "CRO number", "", "cro", 20),
    Field("nino", "National Insurance number", "", "nino", 10),
    Field("nhs", "NHS number", "", "nhs", 10),
    Field("phone", "Telephone", "", "phone", 20),
    Field("email", "E-mail address", "", "email", 30),
    Field("address", "Home address", "Flat, number and street, without the postcode.", "", 30),
    Field("postcode", "Postcode", "", "postcode", 10),
)  # fmt: skip
OBJECT = (
    Field("type", "What it is", "Vehicle, phone, bicycle, weapon."),
    Field("vrm", "Number plate", "", "vrm", 10),
    Field("vin", "Vehicle identification number"),
    Field("serial", "Serial number"),
    Field("imei", "IMEI", "", "imei", 20),
    Field("phone", "Telephone number of a handset", "", "phone", 20),
    Field("description", "What it looks like", "", "", 30),
)
LOCATION = (
    Field("address", "Address", "Flat, number and street, without the postcode.", "", 30),
    Field("postcode", "Postcode", "", "postcode", 10),
)
SUBJECT = {"person": PERSON, "object": OBJECT, "location": LOCATION}
ROLES = {
    "person": ("subject", "suspect", "victim", "witness", "associate", "resident"),
    "object": ("used-in", "seen", "seized", "stolen", "owned-by"),
    "location": ("premises", "occurred-at", "home", "recovered-at"),
}
LONGEST = 300  # characters of a field: what is longer is told, and never cut
DETAILS = ("role", "details", "text", "title", "sensitive")
CARRIED = ("token", "reason", "from", *DETAILS)
_PLAIN_IDENTIFIERS = ("pnc_id", "cro", "nino", "nhs", "vrm", "vin", "serial")
_LISTED_IDENTIFIERS = ("phone", "email", "imei")
_LISTS = {"person": "people", "object": "objects", "location": "locations"}


def given(kind: str, form: Mapping[str, str]) -> dict[str, str]:
    """What a form holds of the fields that there are, each on one line but the text."""
    names = (*(field.name for field in SUBJECT[kind]), *CARRIED)
    held = {name: form.get(name, "") for name in names}
    return {
        name: value.strip() if name == "text" else " ".join(value.split()) for name, value in held.items()
    }


def check(rule: str, value: str, today: date) -> tuple[str, str]:
    """(how it is read, what is wrong) of one value as it is typed; both empty where there is nothing to say."""
    normal, wrong = fields.checked(rule, value, today)
    told = "" if wrong else phone_words(dated(str(normal)))
    return ("" if told == value.strip() else told), wrong


def errors(kind: str, typed: Mapping[str, str], today: date) -> dict[str, str]:
    """What is wrong, by field, in the order of the form."""
    found = {
        field.name: wrong
        for field in SUBJECT[kind]
        if field.check and (wrong := fields.checked(field.check, typed[field.name], today)[1])
    }
    found |= {
        field.name: f"Must have at most {LONGEST} characters: {len(typed[field.name])} were given"
        for field in SUBJECT[kind]
        if len(typed[field.name]) > LONGEST
    }
    if not found and not any(typed[field.name] for field in SUBJECT[kind]):
        found[SUBJECT[kind][0].name] = f"Enter something by which this {TITLES[kind]} is told from others"
    return found


# ------------------------------------------------------------------------------------ to POLE-1


def subject(kind: str, typed: Mapping[str, str], today: date) -> dict[str, Any]:
    """The person, object or place that was typed, as POLE-1; what is empty is left out."""
    made = _MAKERS[kind](typed, today)
    return {name: value for name, value in made.items() if value}


def record(kind: str, typed: Mapping[str, str], today: date) -> dict[str, Any]:
    """The record that the whole form makes, less its handling."""
    one = subject(kind, typed, today)
    one |= {"role": typed["role"]} if typed["role"] else {}
    if kind == "person" and typed["details"]:
        one["description"] = typed["details"]
    made: dict[str, Any] = {"kind": kind, _LISTS[kind]: [one]}
    made |= {name: typed[name] for name in ("title", "text") if typed[name]}
    if (source := RecordId.parse(typed["from"].rpartition("~")[0])).ref:
        made["links"] = [{"role": "made-from", "to": source.as_json()}]
    return made


def _person(typed: Mapping[str, str], today: date) -> dict[str, Any]:
    own = {name: typed[name] for name in ("forenames", "surname") if typed[name]}
    names = [{"kind": "birth", **own}] if own else []
    names += [{"kind": "alias", "text": typed["alias"]}] if typed["alias"] else []
    born = fields.checked("date_of_birth", typed["date_of_birth"], today)[0]
    return {
        "names": names,
        "dates_of_birth": [born] if born else [],
        "identifiers": _identifiers(typed),
        "addresses": [{"role": "home", **place}] if (place := _place(typed)) else [],
    }


def _object(typed: Mapping[str, str], _today: date) -> dict[str, Any]:
    return {
        "type": typed["type"],
        "identifiers": _identifiers(typed),
        "description": typed["description"],
    }


def _place(typed: Mapping[str, str], _today: date | None = None) -> dict[str, Any]:
    return {name: typed[name] for name in ("address", "postcode") if typed[name]}


_MAKERS = {"person": _person, "object": _object, "location": _place}


def _identifiers(typed: Mapping[str, str]) -> dict[str, Any]:
    plain = {name: typed[name] for name in _PLAIN_IDENTIFIERS if typed.get(name)}
    return plain | {name: [typed[name]] for name in _LISTED_IDENTIFIERS if typed.get(name)}


# ---------------------------------------------------------------------------------- from POLE-1


def typed_of(kind: str, one: Json) -> dict[str, str]:
    """A person, object or place on record as somebody would type it: what a form is filled with."""
    held: Json = one.get("identifiers") or {}
    made = {name: str(held[name]) for name in _PLAIN_IDENTIFIERS if held.get(name)}
    made |= {name: str(held[name][0]) for name in _LISTED_IDENTIFIERS if held.get(name)}
    if kind == "person":
        made |= _typed_person(one)
    else:
        made |= {
            name: str(one[name]) for name in ("type", "description", "address", "postcode") if one.get(name)
        }
    return {name: value for name, value in made.items() if name in {f.name for f in SUBJECT[kind]}}


def _typed_person(one: Json) -> dict[str, str]:
    made: dict[str, str] = {}
    for name in one.get("names") or ():
        if name.get("forenames") or name.get("surname"):
            for part in ("forenames", "surname"):
                made.setdefault(part, str(name.get(part) or ""))
        elif name.get("text"):
            made.setdefault("alias", str(name["text"]))
    for born in (one.get("dates_of_birth") or ())[:1]:
        made["date_of_birth"] = " ".join(str(int(part)) for part in reversed(str(born).split("-")))
    for home in (one.get("addresses") or ())[:1]:
        made |= {part: str(home.get(part) or "") for part in ("address", "postcode")}
    return made


def over(kind: str, one: Json, typed: Mapping[str, str], changed: set[str], today: date) -> dict[str, Any]:
    """Somebody or something on record with what was typed anew laid over it; what has no field in the form stays."""
    made, new = dict(one), subject(kind, typed, today)
    if kind == "person":
        if changed & {"forenames", "surname", "alias"}:
            made["names"] = [*(new.get("names") or ()), *_further_names(one)]
        if "date_of_birth" in changed:
            made["dates_of_birth"] = [
                *(new.get("dates_of_birth") or ()),
                *(one.get("dates_of_birth") or ())[1:],
            ]
        if changed & {"address", "postcode"}:
            first = {**((one.get("addresses") or [{}])[0]), "address": None, "postcode": None}
            made["addresses"] = [{**first, **_place(typed)}, *(one.get("addresses") or ())[1:]]
    else:
        made |= {
            name: typed[name] or None
            for name in ("type", "description", "address", "postcode")
            if name in changed
        }
    made["identifiers"] = _identifiers_over(one, typed, changed)
    return {name: value for name, value in made.items() if value}


def _further_names(one: Json) -> list[Json]:
    """The names that the form does not show: those after the first in parts and the first as one text."""
    names = list(one.get("names") or ())
    shown = [next((n for n in names if n.get("forenames") or n.get("surname")), None)]
    shown.append(next((n for n in names if not (n.get("forenames") or n.get("surname"))), None))
    return [name for name in names if not any(name is first for first in shown)]


def _identifiers_over(one: Json, typed: Mapping[str, str], changed: set[str]) -> dict[str, Any]:
    held = dict(one.get("identifiers") or {})
    held |= {name: typed[name] or None for name in _PLAIN_IDENTIFIERS if name in changed}
    for name in changed.intersection(_LISTED_IDENTIFIERS):
        held[name] = [*filter(None, [typed[name]]), *(held.get(name) or ())[1:]]
    return {name: value for name, value in held.items() if value}


def candidate_name(one: Json) -> str:
    """What a candidate is called."""
    subject_ = one["subject"]
    typed = typed_of(one["kind"], subject_)
    if one["kind"] == "person":
        name = ", ".join(
            part for part in (typed.get("surname", "").upper(), typed.get("forenames", "")) if part
        )
        return name or typed.get("alias") or "Person without a name"
    if one["kind"] == "object":
        return " ".join(
            part for part in (typed.get("type", "object").capitalize(), typed.get("vrm", "")) if part
        )
    return (
        ", ".join(part for part in (typed.get("address", ""), typed.get("postcode", "")) if part) or "Place"
    )


def candidate_facts(one: Json) -> str:
    """The rest of what the record says of a candidate, in one line."""
    held = rows(one["kind"], typed_of(one["kind"], one["subject"]))
    return " · ".join(f"{label}: {value}" for label, value in held if label not in ("Forenames", "Surname"))


_NOMINAL_IDENTIFIERS = {
    "PNC_ID": "pnc_id", "CRO": "cro", "NINO": "nino", "NHS": "nhs", "PHONE": "phone", "EMAIL": "email",
}  # fmt: skip


def typed_of_nominal(nominal: Json) -> dict[str, str]:
    """A golden nominal as somebody would type it: of each value what most of its records say."""
    person: dict[str, Any] = {"names": _nominal_names(nominal), "identifiers": {}}
    person["dates_of_birth"] = [value["value"] for value in nominal.get("dates_of_birth") or ()]
    person["addresses"] = [
        {part: home.get(part) for part in ("address", "postcode")} for home in nominal.get("addresses") or ()
    ]
    for value in nominal.get("identifiers") or ():
        if name := _NOMINAL_IDENTIFIERS.get(value["kind"]):
            listed = name in _LISTED_IDENTIFIERS
            person["identifiers"].setdefault(name, [value["value"]] if listed else value["value"])
    return typed_of("person", person)


def _nominal_names(nominal: Json) -> list[dict[str, Any]]:
    return [
        {"forenames": name.get("forenames"), "surname": name.get("surname")}
        if name.get("forenames") or name.get("surname")
        else {"text": name["value"]}
        for name in nominal.get("names") or ()
    ]


def place_of_member(member: str) -> tuple[str, str, int] | None:
    """`SYSTEM/ref~n` as system, reference and n; None for what is no such id."""
    system, _, rest = member.partition("/")
    ref, _, place = rest.rpartition("~")
    number = whole_number(place, most=99_999)
    return (system, ref, number) if system and ref and number is not None else None


def rows(kind: str, typed: Mapping[str, str]) -> list[tuple[str, str]]:
    """(label, value as it is read) of every field that is filled, in the order of the form."""
    return [
        (field.label, _as_read(field, typed[field.name])) for field in SUBJECT[kind] if typed.get(field.name)
    ]


def _as_read(field: Field, value: str) -> str:
    """A date as 3 Feb 1980, a postcode in capitals: what is saved, in the form that people write."""
    normal = fields.checked(field.check, value, date.max)[0] if field.check else None
    return phone_words(dated(normal)) if normal else value


def searched_again(reason: Reason | None) -> str:
    """Why somebody is back at the search, though all that they typed is there. reason: of the search's token."""
    if reason is Reason.MISSING:
        return (
            "A record is made after a search, so search first: look at who or what is found now, then go on"
        )
    why = (
        "Your search was too old"
        if reason is Reason.EXPIRED
        else "Your purpose or your log-in has changed since you searched"
    )
    return f"{why}, so it was made once more. Nothing that you typed is lost: look at who or what is found now, then go on"


def named(found: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What a service found wrong, by field of the form: `people[0].identifiers.pnc_id` is `pnc_id` here."""
    made: dict[str, str] = {}
    for path, message in found:
        parts = [part.partition("[")[0] for part in path.split(".")]
        last = {"names": "forenames", "dates_of_birth": "date_of_birth"}.get(parts[-1], parts[-1])
        made.setdefault(last, f"{message[:1].upper()}{message[1:]}")
    return made
