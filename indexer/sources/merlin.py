"""MERLIN: missing people, children and adults coming to notice; JSON."""

from indexer.sources import convert as c
from indexer.sources import parts
from indexer.sources.json_objects import JsonObjects
from indexer.sources.shape import Child, Field, Shape
from indexer.sources.system import System

_DAY = c.ISO

_SUBJECT = Shape(
    fields=(
        Field("role", "role", c.LINE),
        Field("dob", "dates_of_birth", _DAY.dates),
        Field("sex", "sex", c.LINE),
        Field("ethnicity", "ethnicity", c.LINE),
        Field("description", "description", c.TEXT),
        Field("nhsNumber", "identifiers.nhs", c.NHS),
        Field("pncId", "identifiers.pnc_id", c.PNC_ID),
        Field("phones", "identifiers.phone", c.LIST),
    ),
    inlines=(
        parts.full_name("forenames", "surname"),
        parts.alias("alsoKnownAs"),
        parts.home("home.address", "home.postcode", "home.lat", "home.lon"),
    ),
    children=(
        Child("ratings", "assessments", parts.assessments(_DAY, "scheme", "score", "colour", "ratedOn")),
        Child("concerns", "markers", parts.markers(_DAY, "code", "text", "setOn", "reviewOn")),
        Child("orders", "orders", parts.orders(_DAY, "kind", "conditions", "from", "until")),
    ),
)

MERLIN = System(
    code="merlin",
    name="MERLIN",
    holds="missing people (MIS), children (PAC) and adults (ACN) coming to notice, BRAG ratings",
    medium=JsonObjects("reports"),
    shape=Shape(
        fields=(
            Field("merlinRef", "ref", c.LINE, required=True),
            Field("version", "version", c.INTEGER),
            Field("reportedAt", "recorded", _DAY.time, required=True),
            Field("title", "title", c.WORDS, required=True),
            Field("reportType", "classification", c.LINE),
            Field("status", "status", c.LINE),
            Field("incident.from", "occurred.from", _DAY.time),
            Field("incident.to", "occurred.to", _DAY.time),
            Field("narrative", "text", c.TEXT),
            Field("sanitisedNarrative", "sanitised_text", c.TEXT),
            Field("flags", "flags", c.LIST),
            *parts.handling(
                _DAY,
                marking="handling.marking",
                force="handling.force",
                unit="handling.team",
                audience="handling.audience",
                compartments="handling.compartments",
                denied="handling.notFor",
                releasable_to="handling.shareWith",
                visible_from="handling.visibleFrom",
                visible_until="handling.visibleUntil",
            ),
        ),
        children=(
            Child("subjects", "people", _SUBJECT),
            Child(
                "locations",
                "locations",
                Shape((Field("role", "role", c.LINE), *parts.place("address", "postcode", "lat", "lon"))),
            ),
            Child(
                "links", "links", parts.links(_DAY, "role", "system", "ref", "from", "until", "confidence")
            ),
        ),
        constants={"kind": "event"},
    ),
)
