"""PNC: national nominals, JSON like that of LEDS."""

from indexer.sources import convert as c
from indexer.sources import parts
from indexer.sources.json_objects import JsonObjects
from indexer.sources.shape import Child, Field, Shape
from indexer.sources.system import System

_DAY = c.ISO

_PERSON = Shape(
    fields=(
        Field("role", "role", c.LINE),
        Field("datesOfBirth", "dates_of_birth", _DAY.dates),
        Field("sexCode", "sex", c.LINE),
        Field("ethnicAppearanceCode", "ethnicity", c.LINE),
        Field("description", "description", c.TEXT),
        Field("identifiers.pncId", "identifiers.pnc_id", c.PNC_ID),
        Field("identifiers.cro", "identifiers.cro", c.CRO),
        Field("identifiers.asn", "identifiers.asn", c.ASN),
        Field("identifiers.nino", "identifiers.nino", c.NINO),
        Field("identifiers.phones", "identifiers.phone", c.LIST),
    ),
    children=(
        Child(
            "names",
            "names",
            Shape(
                (
                    Field(
                        "nameType", "kind", c.coded({"MAIN": "birth", "ALIAS": "alias", "MARRIED": "married"})
                    ),
                    Field("forenames", "forenames", c.NAME),
                    Field("surname", "surname", c.NAME),
                    Field("nickname", "text", c.NAME),
                )
            ),
        ),
        Child("warningSignals", "markers", parts.markers(_DAY, "code", "text", "setOn", "reviewOn")),
        Child("orders", "orders", parts.orders(_DAY, "type", "conditions", "from", "until")),
        Child(
            "addresses",
            "addresses",
            Shape(
                (
                    Field(
                        "addressType",
                        "role",
                        c.coded({"HOME": "home", "BAIL": "bail address", "WORK": "work"}),
                    ),
                    *parts.place("address", "postcode", "lat", "lon"),
                    Field("from", "from", _DAY.time),
                    Field("to", "to", _DAY.time),
                )
            ),
        ),
    ),
)

PNC = System(
    code="pnc",
    name="PNC",
    holds="national nominals: names and aliases, dates of birth used, warning signals, addresses, orders, vehicles",
    medium=JsonObjects("nominals"),
    shape=Shape(
        fields=(
            Field("nominalId", "ref", c.LINE, required=True),
            Field("version", "version", c.INTEGER),
            Field("updatedAt", "recorded", _DAY.time, required=True),
            Field("filename", "title", c.WORDS, required=True),
            Field("category", "classification", c.WORDS),
            Field("status", "status", c.LINE),
            Field("flags", "flags", c.LIST),
            Field("freeText", "text", c.TEXT),
            Field("statement", "statement", c.coded(parts.STATEMENTS)),
            Field("retention.mopiGroup", "retention.group", c.INTEGER),
            Field("retention.reviewOn", "retention.review_on", _DAY.date),
            *parts.handling(
                _DAY,
                marking="handling.protectiveMarking",
                force="handling.ownerForce",
                unit="handling.ownerUnit",
                audience="handling.audience",
                compartments="handling.compartments",
                denied="handling.deniedTo",
                releasable_to="handling.releasableTo",
                visible_from="handling.visibleFrom",
                visible_until="handling.visibleUntil",
            ),
        ),
        children=(
            Child("person", "people", _PERSON),
            Child(
                "vehicles",
                "objects",
                Shape(
                    (
                        Field("relation", "role", c.LINE),
                        Field("type", "type", c.LINE),
                        Field("vrm", "identifiers.vrm", c.LINE),
                        Field("vin", "identifiers.vin", c.LINE),
                        Field("description", "description", c.TEXT),
                    )
                ),
            ),
            Child(
                "links", "links", parts.links(_DAY, "role", "system", "ref", "from", "until", "confidence")
            ),
        ),
        constants={"kind": "person"},
    ),
)
