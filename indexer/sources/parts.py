"""What the systems' shapes have in common: the places in POLE-1, to be given each system's own names."""

from __future__ import annotations

from indexer.sources import convert as c
from indexer.sources.convert import DateStyle
from indexer.sources.shape import Field, Inline, Shape


def handling(
    style: DateStyle,
    *,
    marking: str,
    force: str,
    unit: str,
    audience: str,
    compartments: str,
    denied: str,
    releasable_to: str,
    visible_from: str,
    visible_until: str,
) -> tuple[Field, ...]:
    """Who may see a record. An empty audience is nobody; an empty force is the instance's own."""
    return (
        Field(marking, "handling", c.MARKED, required=True),
        Field(force, "handling.force", c.LINE),
        Field(unit, "handling.unit", c.LINE),
        Field(audience, "handling.audience", c.LIST),
        Field(compartments, "handling.compartments", c.LIST),
        Field(denied, "handling.denied", c.LIST),
        Field(releasable_to, "handling.releasable_to", c.LIST),
        Field(visible_from, "handling.visible_from", style.time),
        Field(visible_until, "handling.visible_until", style.time),
    )


def full_name(forenames: str, surname: str) -> Inline:
    """The name in parts that a record holds of a person."""
    fields = (Field(forenames, "forenames", c.NAME), Field(surname, "surname", c.NAME))
    return Inline("names", fields, {"kind": "birth"})


def alias(name: str) -> Inline:
    """A further name, in one cell."""
    return Inline("names", (Field(name, "text", c.NAME),), {"kind": "alias"})


def place(address: str, postcode: str, lat: str, lon: str) -> tuple[Field, ...]:
    """An address with its point."""
    return (
        Field(address, "address", c.WORDS),
        Field(postcode, "postcode", c.LINE),
        Field(lat, "lat", c.LATITUDE),
        Field(lon, "lon", c.LONGITUDE),
    )


def home(address: str, postcode: str, lat: str, lon: str) -> Inline:
    """The one address that a person's row has."""
    return Inline("addresses", place(address, postcode, lat, lon), {"role": "home"})


def markers(style: DateStyle, code: str, text: str, set_on: str, review_on: str) -> Shape:
    """Warning signals."""
    return Shape(
        (
            Field(code, "code", c.LINE, required=True),
            Field(text, "text", c.TEXT),
            Field(set_on, "set_on", style.date),
            Field(review_on, "review_on", style.date),
        )
    )


def orders(style: DateStyle, kind: str, conditions: str, start: str, end: str) -> Shape:
    """Bail, orders and statuses."""
    return Shape(
        (
            Field(kind, "kind", c.coded(ORDERS), required=True),
            Field(conditions, "conditions", c.TEXT),
            Field(start, "from", style.time),
            Field(end, "until", style.time),
        )
    )


def assessments(style: DateStyle, kind: str, score: str, band: str, on: str) -> Shape:
    """Risk assessments."""
    return Shape(
        (
            Field(kind, "kind", c.LINE, required=True),
            Field(score, "score", c.NUMBER),
            Field(band, "band", c.LINE),
            Field(on, "on", style.date),
        )
    )


def links(style: DateStyle, role: str, system: str, ref: str, start: str, end: str, sure: str) -> Shape:
    """Links to other records."""
    return Shape(
        (
            Field(role, "role", c.LINE),
            Field(system, "to.system", c.LINE, required=True),
            Field(ref, "to.ref", c.LINE, required=True),
            Field(start, "from", style.time),
            Field(end, "until", style.time),
            Field(sure, "confidence", c.LINE),
        )
    )


ORDERS = {"BAIL": "bail", "CURFEW": "curfew", "WANTED": "wanted", "MISSING": "missing", "ORDER": "order"}
ROLES = {
    "SUS": "suspect",
    "ACC": "accused",
    "CON": "convicted",
    "VIC": "victim",
    "WIT": "witness",
    "INF": "informant",
    "MIS": "missing",
    "DET": "detained",
    "NAM": "named-in",
    "SUB": "subject",
}
PLACES = {"VENUE": "occurred-at", "RECOVERED": "recovered-at"}
STATEMENTS = {"F": "fact", "O": "opinion"}
