"""CRIMINT+: intelligence reports, JSON lines."""

from indexer.sources import convert as c
from indexer.sources import parts
from indexer.sources.json_objects import JsonObjects
from indexer.sources.shape import Child, Field, Shape
from indexer.sources.system import System

_DAY = c.ISO

_SUBJECT = Shape(
    fields=(
        Field("role", "role", c.LINE),
        Field("datesOfBirth", "dates_of_birth", _DAY.dates),
        Field("sex", "sex", c.LINE),
        Field("ethnicAppearance", "ethnicity", c.LINE),
        Field("description", "description", c.TEXT),
        Field("pncId", "identifiers.pnc_id", c.PNC_ID),
        Field("cro", "identifiers.cro", c.CRO),
        Field("nino", "identifiers.nino", c.NINO),
        Field("phones", "identifiers.phone", c.LIST),
        Field("emails", "identifiers.email", c.LIST),
        Field("imeis", "identifiers.imei", c.IMEIS),
    ),
    inlines=(parts.full_name("name.forenames", "name.surname"), parts.alias("name.knownAs")),
    children=(
        Child(
            "addresses",
            "addresses",
            Shape(
                (
                    Field("role", "role", c.LINE),
                    *parts.place("line", "postcode", "lat", "lon"),
                    Field("from", "from", _DAY.time),
                    Field("to", "to", _DAY.time),
                )
            ),
        ),
        Child("warnings", "markers", parts.markers(_DAY, "code", "text", "setOn", "reviewOn")),
    ),
)
_ITEM = Shape(
    (
        Field("role", "role", c.LINE),
        Field("type", "type", c.LINE),
        Field("vrm", "identifiers.vrm", c.LINE),
        Field("imeis", "identifiers.imei", c.IMEIS),
        Field("description", "description", c.TEXT),
    )
)

CRIMINT = System(
    code="crimint",
    name="CRIMINT+",
    holds="intelligence reports: title, free text, source and grading, subjects, dates",
    medium=JsonObjects(lines=True),
    shape=Shape(
        fields=(
            Field("urn", "ref", c.LINE, required=True),
            Field("version", "version", c.INTEGER),
            Field("createdAt", "recorded", _DAY.time, required=True),
            Field("title", "title", c.WORDS, required=True),
            Field("category", "classification", c.WORDS),
            Field("status", "status", c.LINE),
            Field("tags", "flags", c.LIST),
            Field("period.from", "occurred.from", _DAY.time),
            Field("period.to", "occurred.to", _DAY.time),
            Field("report", "text", c.TEXT),
            Field("sanitised", "sanitised_text", c.TEXT),
            Field("source", "source_identity", c.TEXT),
            Field("statement", "statement", c.coded(parts.STATEMENTS)),
            Field("evaluation.source", "grading.source", c.LINE),
            Field("evaluation.intelligence", "grading.intelligence", c.LINE),
            Field("evaluation.handling", "grading.handling", c.LINE),
            Field("evaluation.conditions", "grading.conditions", c.LIST),
            Field("mopi.group", "retention.group", c.INTEGER),
            Field("mopi.reviewOn", "retention.review_on", _DAY.date),
            *parts.handling(
                _DAY,
                marking="security.marking",
                force="security.force",
                unit="security.desk",
                audience="security.groups",
                compartments="security.operations",
                denied="security.notFor",
                releasable_to="security.partners",
                visible_from="security.embargoedUntil",
                visible_until="security.expires",
            ),
        ),
        children=(
            Child("subjects", "people", _SUBJECT),
            Child("items", "objects", _ITEM),
            Child(
                "places",
                "locations",
                Shape((Field("role", "role", c.LINE), *parts.place("line", "postcode", "lat", "lon"))),
            ),
            Child(
                "links", "links", parts.links(_DAY, "role", "system", "ref", "from", "until", "confidence")
            ),
        ),
        constants={"kind": "report"},
    ),
)
