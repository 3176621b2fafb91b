"""A node of a graph → a POLE-1 object: what its label says it is, its properties in their places, nothing dropped.

Labels that are not known become objects. A property that has no place of its own stands, by its name, in a description.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from access.handling import Handling
from indexer.pole_values import FieldError
from indexer.sources.convert import read_date
from indexer.sources.graph_tables import Row, split
from nlp import identifiers

Json = dict[str, Any]

SYSTEM = "GRAPH"
UNDATED = "1970-01-01"

_KINDS = {
    "person": "person officer victim suspect witness offender nominal people employee contact",
    "event": "crime event incident phonecall call arrest charge offence meeting transaction message sms case",
    "location": "location address place area postcode city town street country region venue property",
    "report": "report document note intelligence statement article",
}
KIND_OF_LABEL = {label: kind for kind, labels in _KINDS.items() for label in labels.split()}

_DATES = ("date", "recorded", "created", "occurred", "call_date", "start_date", "event_date")
_PERSON = frozenset(
    [
        "name",
        "forename",
        "forenames",
        "first_name",
        "firstname",
        "given_name",
        "surname",
        "last_name",
        "lastname",
        "family_name",
        "nhs_no",
        "nhs",
        "nino",
        "pnc_id",
        "dob",
        "date_of_birth",
        "sex",
        "gender",
        "phone",
        "phone_no",
        "phoneno",
        "email",
        "email_address",
    ]
)
_PLACE = frozenset(
    [
        "address",
        "street",
        "postcode",
        "code",
        "areacode",
        "area_code",
        "name",
        "lat",
        "latitude",
        "lon",
        "lng",
        "longitude",
    ]
)
_OBJECT = frozenset(
    [
        "description",
        "reg",
        "registration",
        "vrm",
        "make",
        "model",
        "phoneno",
        "phone_no",
        "phone",
        "number",
        "email",
        "email_address",
        "imei",
        "vin",
    ]
)
_TEXT = frozenset({"text", "note", "notes", "summary", "body", "narrative", "description"})
_EVENT = frozenset({"last_outcome", "outcome", "status"})


def kind_of(row: Row) -> str:
    """What sort of record a node's labels make it."""
    return next((KIND_OF_LABEL[la.lower()] for la in row.labels if la.lower() in KIND_OF_LABEL), "object")


def node(row: Row, force: str) -> tuple[Json, tuple[FieldError, ...]]:
    """The record of a node, and what is wrong with it."""
    properties = dict(row.properties)
    classification = _pop(properties, "type")
    try:
        at, clock = _date(properties)
    except ValueError as wrong:
        return {}, (FieldError("date", str(wrong)),)
    kind = kind_of(row)
    made: Json = {
        "system": SYSTEM,
        "ref": row.ends["ID"],
        "kind": kind,
        "title": "",
        "recorded": at or UNDATED,
        "handling": handling(force),
        "classification": classification,
        "people": [],
        "objects": [],
        "locations": [],
        "links": [],
    }
    if at and kind in ("event", "report"):
        made["occurred"] = {"from": clock or at}
    _PLACES[kind](made, row, properties)
    made["title"] = (made["title"] or classification or f"{row.labels[0]} {row.ends['ID']}")[:2_000]
    return made, ()


def handling(force: str) -> Json:
    """What such an export is under: everybody of the instance's own force."""
    return Handling.of_force(force, sensitive=False).as_json()


# ------------------------------------------------------------------------------------------ by kind


def _person(made: Json, row: Row, properties: Mapping[str, str]) -> None:
    known, rest = split(properties, _PERSON)
    name = {"forenames": _forenames(known), "surname": _surname(known)}
    if not name["forenames"] and not name["surname"] and known.get("name"):
        name = {"text": known["name"]}
    held = identifiers_of(
        nhs=_one(known, "nhs_no", "nhs"), nino=_one(known, "nino"), pnc_id=_one(known, "pnc_id")
    )
    add_identifier(held, "phone", _one(known, "phone", "phone_no", "phoneno"))
    add_identifier(held, "email", _one(known, "email", "email_address"))
    ranks = {
        key: rest.pop(key) for key in list(rest) if key.lower() in ("badge_no", "collar_number", "warrant_no")
    }
    held["other"] = [{"kind": key, "value": cell} for key, cell in ranks.items()]
    person: Json = {"role": row.labels[0], "names": [name] if any(name.values()) else [], "identifiers": held}
    born = _one(known, "dob", "date_of_birth")
    if born:
        _born(person, born, rest)
    person["sex"] = _one(known, "sex", "gender")
    person["description"] = sentence(rest)
    made["people"] = [person]
    rank = next((cell for key, cell in rest.items() if key.lower() == "rank"), "")
    said = name.get("text") or f"{name.get('forenames') or ''} {name.get('surname') or ''}"
    made["title"] = f"{rank} {said}".strip()


def _born(person: Json, born: str, rest: dict[str, str]) -> None:
    """A date of birth that is none is kept in words."""
    try:
        person["dates_of_birth"] = [read_date(born)]
    except ValueError:
        rest["date of birth"] = born


def _location(made: Json, row: Row, properties: Mapping[str, str]) -> None:
    known, rest = split(properties, _PLACE)
    place = place_of(row)
    place["role"] = None
    if place["address"] or place["postcode"] or place.get("lat") is not None:
        made["locations"] = [place]
    made["title"] = ", ".join(part for part in (place["address"], place["postcode"]) if part)
    unread = {key: known[key] for key in ("lat", "latitude", "lon", "lng", "longitude") if key in known}
    _rest(made, row, rest if place.get("lat") is not None else rest | unread)


def _event(made: Json, row: Row, properties: Mapping[str, str]) -> None:
    words, rest = split(properties, _TEXT)
    outcome, rest = split(rest, _EVENT)
    made["status"] = next(iter(outcome.values()), None)
    made["text"] = "\n".join(words.values()) or None
    name = _one(rest, "name", "title")
    made["title"] = name or made["classification"] or " ".join([_split_words(row.labels[0]), *_told(rest)])
    _rest(made, row, rest)


def _object(made: Json, row: Row, properties: Mapping[str, str]) -> None:
    known, rest = split(properties, _OBJECT)
    label = row.labels[0].lower()
    held = identifiers_of(
        vrm=_one(known, "reg", "registration", "vrm"), vin=_one(known, "vin"), imei=_one(known, "imei")
    )
    add_identifier(held, "phone", _one(known, "phoneno", "phone_no", "phone") or _number(known, label))
    add_identifier(held, "email", _one(known, "email", "email_address"))
    others = {key: rest.pop(key) for key in list(rest) if key.lower() == "id"}
    held["other"] = [{"kind": key, "value": cell} for key, cell in others.items()]
    made_of = " ".join(filter(None, (known.get("make"), known.get("model"))))
    what = known.get("description") or made_of
    if known.get("number") and "phone" not in label:
        rest["number"] = known["number"]
    made["objects"] = [
        {
            "role": None,
            "type": row.labels[0].lower(),
            "identifiers": held,
            "description": "; ".join(filter(None, (what, sentence(rest)))) or None,
        }
    ]
    numbers = (_one(known, "reg", "registration", "vrm"), *held["phone"], *held["email"])
    made["title"] = " ".join(filter(None, (what, *numbers))) or _one(rest, "name", "title") or ""


_PLACES: dict[str, Callable[[Json, Row, Mapping[str, str]], None]] = {
    "person": _person,
    "location": _location,
    "event": _event,
    "report": _event,
    "object": _object,
}


def _rest(made: Json, row: Row, rest: dict[str, str]) -> None:
    """What has no place of its own stands in an object of the record: ids to be found by, the rest in words."""
    ids = {key: rest[key] for key in rest if key.lower() in ("id", "uid", "reference", "ref")}
    words = sentence({key: cell for key, cell in rest.items() if key not in ids})
    if ids or words:
        other = [{"kind": key, "value": cell} for key, cell in ids.items()]
        held = {"other": other} if other else {}
        made["objects"].append(
            {"role": None, "type": row.labels[0].lower(), "identifiers": held, "description": words}
        )


# ----------------------------------------------------------------------------------------- in pieces


def identifiers_of(**single: str | None) -> Json:
    """Identifiers as given, those that fail their check named as invalid."""
    held: Json = {"phone": [], "email": [], "imei": [], "invalid": []}
    for name, cell in single.items():
        add_identifier(held, name, cell)
    return held


_LABELS = {
    "phone": "PHONE",
    "email": "EMAIL",
    "imei": "IMEI",
    "nhs": "NHS",
    "nino": "NINO",
    "pnc_id": "PNC_ID",
}


def add_identifier(held: Json, name: str, cell: str | None) -> None:
    """Put one identifier in its place, and name it as invalid where it fails its check: it is kept all the same."""
    if not cell:
        return
    if name in ("phone", "email", "imei"):
        if cell in held[name]:
            return
        held[name].append(cell)
    else:
        held[name] = cell
    if name in _LABELS and identifiers.normalise(_LABELS[name], cell) is None and cell not in held["invalid"]:
        held["invalid"].append(cell)


def place_of(row: Row) -> Json:
    """A location's address, postcode and point."""
    known, _ = split(row.properties, _PLACE)
    code = _one(known, "postcode") or (_one(known, "code") if "postcode" in row.labels[0].lower() else None)
    address = _one(known, "address", "street", "name", "areacode", "area_code") or (
        None if code else known.get("code")
    )
    place: Json = {"address": address, "postcode": code}
    lat, lon = _number_of(_one(known, "lat", "latitude")), _number_of(_one(known, "lon", "lng", "longitude"))
    if lat is not None and lon is not None and -90 <= lat <= 90 and -180 <= lon <= 180:
        place |= {"lat": lat, "lon": lon}
    return place


def sentence(properties: Mapping[str, str]) -> str | None:
    """Properties in words: `rank: Sergeant; age: 12`."""
    return "; ".join(f"{key}: {cell}" for key, cell in properties.items()) or None


def _date(properties: dict[str, str]) -> tuple[str | None, str | None]:
    """The node's own date, and with its time where one stands beside it; both leave the properties."""
    names = {name.lower(): name for name in properties}
    name = next((names[wanted] for wanted in _DATES if wanted in names), None)
    if name is None:
        return None, None
    given = properties.pop(name)
    moment = re.fullmatch(r"(\S+)[T ](\d{1,2}:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?", given)
    if moment:
        given, clock = moment[1], moment[2]
    else:
        clock = _time_beside(name.lower(), properties)
    day = read_date(given)
    if day and clock and re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", clock):
        return day, f"{day}T{clock.zfill(5)}:00Z"
    return day, None


def _time_beside(name: str, properties: dict[str, str]) -> str | None:
    """What stands under `start_time` beside a `start_date`; it leaves the properties."""
    return _pop(properties, name.replace("date", "time")) if "date" in name else None


def _pop(properties: dict[str, str], name: str) -> str | None:
    key = next((key for key in properties if key.lower() == name), None)
    return properties.pop(key) if key is not None else None


def _one(known: Mapping[str, str], *names: str) -> str | None:
    held = {name.lower(): cell for name, cell in known.items()}
    return next((held[name] for name in names if held.get(name)), None)


def _forenames(known: Mapping[str, str]) -> str | None:
    first = _one(known, "forenames", "forename", "first_name", "firstname", "given_name")
    return first or (known.get("name") if _surname(known) else None)


def _surname(known: Mapping[str, str]) -> str | None:
    return _one(known, "surname", "last_name", "lastname", "family_name")


def _number(known: Mapping[str, str], label: str) -> str | None:
    return known.get("number") if "phone" in label else None


def _number_of(cell: str | None) -> float | None:
    try:
        return float(cell) if cell else None
    except ValueError:
        return None


def _split_words(label: str) -> str:
    """`PhoneCall` → `Phone call`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", label).capitalize()


def _told(rest: Mapping[str, str]) -> list[str]:
    return [cell for name, cell in rest.items() if name.lower().endswith(("_type", "kind"))][:1]
