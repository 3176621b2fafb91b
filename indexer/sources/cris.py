"""CRIS: crime reports, a folder of CSV files."""

from indexer.sources import convert as c
from indexer.sources import parts
from indexer.sources.csv_folder import CsvFolder
from indexer.sources.shape import Child, Field, Shape
from indexer.sources.system import System

_DAY = c.BRITISH

_PERSON = Shape(
    fields=(
        Field("ROLE", "role", c.coded(parts.ROLES), required=True),
        Field("DOB", "dates_of_birth", _DAY.dates),
        Field("SEX", "sex", c.LINE),
        Field("ETHNICITY", "ethnicity", c.LINE),
        Field("DESCRIPTION", "description", c.TEXT),
        Field("PNC_ID", "identifiers.pnc_id", c.PNC_ID),
        Field("CRO", "identifiers.cro", c.CRO),
        Field("ASN", "identifiers.asn", c.ASN),
        Field("NINO", "identifiers.nino", c.NINO),
        Field("PHONES", "identifiers.phone", c.LIST),
        Field("EMAILS", "identifiers.email", c.LIST),
    ),
    inlines=(
        parts.full_name("FORENAMES", "SURNAME"),
        parts.alias("ALIAS"),
        parts.home("HOME_ADDRESS", "HOME_POSTCODE", "HOME_LAT", "HOME_LON"),
    ),
    children=(
        Child("warnings", "markers", parts.markers(_DAY, "CODE", "TEXT", "SET_ON", "REVIEW_ON")),
        Child("assessments", "assessments", parts.assessments(_DAY, "KIND", "SCORE", "BAND", "ASSESSED_ON")),
        Child("bail", "orders", parts.orders(_DAY, "KIND", "CONDITIONS", "FROM", "UNTIL")),
    ),
)
_PROPERTY = Shape(
    (
        Field("ROLE", "role", c.coded({"STO": "stolen", "USE": "used-in", "SEI": "seized"}), required=True),
        Field("TYPE", "type", c.LINE),
        Field("VRM", "identifiers.vrm", c.LINE),
        Field("VIN", "identifiers.vin", c.LINE),
        Field("SERIAL_NO", "identifiers.serial", c.LINE),
        Field("IMEI", "identifiers.imei", c.IMEIS),
        Field("DESCRIPTION", "description", c.TEXT),
    )
)
_VENUE = Shape(
    (
        Field("ROLE", "role", c.coded(parts.PLACES)),
        *parts.place("ADDRESS", "POSTCODE", "LAT", "LON"),
    ),
    children=(
        Child("venue_warnings", "markers", parts.markers(_DAY, "CODE", "TEXT", "SET_ON", "REVIEW_ON")),
    ),
)

CRIS = System(
    code="cris",
    name="CRIS",
    holds="crime reports: classification, method, venue, dates, victims, witnesses, suspects, property, flags, outcome",
    medium=CsvFolder("crimes", "CRIME_REF"),
    shape=Shape(
        fields=(
            Field("CRIME_REF", "ref", c.LINE, required=True),
            Field("VERSION", "version", c.INTEGER),
            Field("REPORTED_AT", "recorded", _DAY.time, required=True),
            Field("TITLE", "title", c.WORDS, required=True),
            Field("CLASSIFICATION", "classification", c.WORDS),
            Field("STATUS", "status", c.LINE),
            Field("COMMITTED_FROM", "occurred.from", _DAY.time),
            Field("COMMITTED_TO", "occurred.to", _DAY.time),
            Field("MO", "text", c.TEXT),
            Field("FLAGS", "flags", c.LIST),
            Field("FACT_OR_OPINION", "statement", c.coded(parts.STATEMENTS)),
            Field("MOPI_GROUP", "retention.group", c.INTEGER),
            Field("MOPI_REVIEW", "retention.review_on", _DAY.date),
            *parts.handling(
                _DAY,
                marking="PROTECTIVE_MARKING",
                force="OWNING_FORCE",
                unit="BOCU",
                audience="ACCESS_GROUPS",
                compartments="OPERATIONS",
                denied="BARRED_USERS",
                releasable_to="SHARED_WITH",
                visible_from="VISIBLE_FROM",
                visible_until="VISIBLE_UNTIL",
            ),
        ),
        children=(
            Child("people", "people", _PERSON, number="PERSON_NO"),
            Child("property", "objects", _PROPERTY),
            Child("venues", "locations", _VENUE, number="VENUE_NO"),
            Child(
                "links",
                "links",
                parts.links(_DAY, "ROLE", "TO_SYSTEM", "TO_REF", "FROM", "UNTIL", "CONFIDENCE"),
            ),
        ),
        constants={"kind": "event"},
    ),
)
