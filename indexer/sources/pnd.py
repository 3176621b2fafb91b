"""PND: other forces' intelligence, crime, custody, domestic and child abuse records; JSON."""

from indexer.sources import convert as c
from indexer.sources import parts
from indexer.sources.json_objects import JsonObjects
from indexer.sources.shape import Child, Field, Shape
from indexer.sources.system import System

_DAY = c.BRITISH

_PERSON = Shape(
    fields=(
        Field("involvement", "role", c.coded(parts.ROLES)),
        Field("datesOfBirth", "dates_of_birth", _DAY.dates),
        Field("gender", "sex", c.LINE),
        Field("ethnicity", "ethnicity", c.LINE),
        Field("pncId", "identifiers.pnc_id", c.PNC_ID),
        Field("cro", "identifiers.cro", c.CRO),
        Field("phones", "identifiers.phone", c.LIST),
    ),
    inlines=(
        parts.full_name("forenames", "surname"),
        parts.alias("alias"),
        parts.home("address.text", "address.postcode", "address.lat", "address.lon"),
    ),
    children=(Child("warnings", "markers", parts.markers(_DAY, "code", "text", "setOn", "reviewOn")),),
)

PND = System(
    code="pnd",
    name="PND",
    holds="other forces' intelligence, crime, custody, domestic abuse and child abuse records",
    medium=JsonObjects("records"),
    shape=Shape(
        fields=(
            Field("recordId", "ref", c.LINE, required=True),
            Field("version", "version", c.INTEGER),
            Field("recordKind", "kind", c.coded({"INTEL": "report", "EVENT": "event"}), required=True),
            Field("submittedOn", "recorded", _DAY.time, required=True),
            Field("heading", "title", c.WORDS, required=True),
            Field("businessArea", "classification", c.WORDS),
            Field("status", "status", c.LINE),
            Field("eventFrom", "occurred.from", _DAY.time),
            Field("eventTo", "occurred.to", _DAY.time),
            Field("text", "text", c.TEXT),
            Field("sanitisedText", "sanitised_text", c.TEXT),
            Field("flags", "flags", c.LIST),
            Field("statement", "statement", c.coded(parts.STATEMENTS)),
            Field("grading", "grading", c.GRADED),
            Field("gradingConditions", "grading.conditions", c.LIST),
            *parts.handling(
                _DAY,
                marking="gsc",
                force="owningForce",
                unit="owningUnit",
                audience="audience",
                compartments="compartments",
                denied="denied",
                releasable_to="releasableTo",
                visible_from="visibleFrom",
                visible_until="visibleUntil",
            ),
        ),
        children=(
            Child("persons", "people", _PERSON),
            Child(
                "locations",
                "locations",
                Shape((Field("role", "role", c.LINE), *parts.place("text", "postcode", "lat", "lon"))),
            ),
        ),
    ),
)
