"""NSPIS Custody: detention records, XML, in capitals."""

from indexer.sources import convert as c
from indexer.sources import parts
from indexer.sources.shape import Child, Field, Shape
from indexer.sources.system import System
from indexer.sources.xml_records import XmlRecords

_DAY = c.MONTH_IN_CAPITALS

_DETAINEE = Shape(
    fields=(
        Field("Role", "role", c.coded({"DP": "detained", "AA": "appropriate-adult"})),
        Field("DateOfBirth", "dates_of_birth", _DAY.dates),
        Field("Sex", "sex", c.LINE),
        Field("Ethnicity", "ethnicity", c.LINE),
        Field("Description", "description", c.TEXT),
        Field("PncId", "identifiers.pnc_id", c.PNC_ID),
        Field("Cro", "identifiers.cro", c.CRO),
        Field("ArrestSummonsNumber", "identifiers.asn", c.ASN),
        Field("NhsNumber", "identifiers.nhs", c.NHS),
        Field("Telephone", "identifiers.phone", c.LIST),
    ),
    inlines=(
        parts.full_name("Name.Forenames", "Name.Surname"),
        parts.alias("Name.Alias"),
        parts.home("Address.Line", "Address.Postcode", "Address.Latitude", "Address.Longitude"),
    ),
    children=(
        Child("RiskMarker", "markers", parts.markers(_DAY, "Code", "Detail", "SetOn", "ReviewOn")),
        Child("Bail", "orders", parts.orders(_DAY, "Kind", "Conditions", "From", "Until")),
        Child("Assessment", "assessments", parts.assessments(_DAY, "Kind", "Score", "Band", "On")),
    ),
)

CUSTODY = System(
    code="custody",
    name="NSPIS Custody",
    holds="detention: grounds, offences, risk assessment, disposal, bail",
    medium=XmlRecords("CustodyExport", "CustodyRecord"),
    shape=Shape(
        fields=(
            Field("CustodyNumber", "ref", c.LINE, required=True),
            Field("Version", "version", c.INTEGER),
            Field("OpenedAt", "recorded", _DAY.time, required=True),
            Field("Summary", "title", c.WORDS, required=True),
            Field("Offence", "classification", c.WORDS),
            Field("Disposal", "status", c.coded({"REL": "released", "CHG": "charged", "DET": "detained"})),
            Field("Detention.Arrived", "occurred.from", _DAY.time),
            Field("Detention.Departed", "occurred.to", _DAY.time),
            Field("RiskAssessment", "text", c.TEXT),
            Field("Flag", "flags", c.LIST),
            Field("Statement", "statement", c.coded(parts.STATEMENTS)),
            Field("Mopi.Group", "retention.group", c.INTEGER),
            Field("Mopi.ReviewOn", "retention.review_on", _DAY.date),
            *parts.handling(
                _DAY,
                marking="Security.Marking",
                force="Security.Force",
                unit="Security.Station",
                audience="Security.Group",
                compartments="Security.Operation",
                denied="Security.NotFor",
                releasable_to="Security.ReleasableTo",
                visible_from="Security.VisibleFrom",
                visible_until="Security.VisibleUntil",
            ),
        ),
        children=(
            Child("DetainedPerson", "people", _DETAINEE),
            Child(
                "Place",
                "locations",
                Shape(
                    (
                        Field("Role", "role", c.coded(parts.PLACES)),
                        *parts.place("Line", "Postcode", "Latitude", "Longitude"),
                    )
                ),
            ),
            Child("Link", "links", parts.links(_DAY, "Role", "System", "Ref", "From", "Until", "Confidence")),
        ),
        constants={"kind": "event"},
    ),
    notes=("Words are in capitals and are kept so: the case of names, addresses and texts is not carried.",),
)
