"""EWMS: warrants, a folder of CSV files, usually gzipped."""

from indexer.sources import convert as c
from indexer.sources import parts
from indexer.sources.csv_folder import CsvFolder
from indexer.sources.shape import Child, Field, Shape
from indexer.sources.system import System

_DAY = c.BRITISH

_SUBJECT = Shape(
    fields=(
        Field("CAPACITY", "role", c.coded({"D": "accused", "O": "occupant"})),
        Field("DOB", "dates_of_birth", _DAY.dates),
        Field("SEX", "sex", c.LINE),
        Field("PNC_ID", "identifiers.pnc_id", c.PNC_ID),
        Field("ASN", "identifiers.asn", c.ASN),
        Field("PHONES", "identifiers.phone", c.LIST),
    ),
    inlines=(
        parts.full_name("FORENAMES", "SURNAME"),
        parts.alias("ALIAS"),
        parts.home("LAST_ADDRESS", "LAST_POSTCODE", "LAST_LAT", "LAST_LON"),
    ),
    children=(Child("signals", "markers", parts.markers(_DAY, "SIGNAL", "DETAIL", "SET_ON", "REVIEW_ON")),),
)

EWMS = System(
    code="ewms",
    name="EWMS",
    holds="warrants: court, type, offence, issued, executed",
    medium=CsvFolder("warrants", "WARRANT_NO"),
    shape=Shape(
        fields=(
            Field("WARRANT_NO", "ref", c.LINE, required=True),
            Field("VERSION", "version", c.INTEGER),
            Field("ISSUED", "recorded", _DAY.time, required=True),
            Field("DESCRIPTION", "title", c.WORDS, required=True),
            Field("WARRANT_TYPE", "classification", c.coded({"ANB": "arrest no bail", "SRCH": "search"})),
            Field("STATE", "status", c.coded({"OUT": "outstanding", "EXE": "executed", "WDN": "withdrawn"})),
            Field("VALID_FROM", "occurred.from", _DAY.time),
            Field("EXECUTED", "occurred.to", _DAY.time),
            Field("GROUNDS", "text", c.TEXT),
            Field("FLAGS", "flags", c.LIST),
            *parts.handling(
                _DAY,
                marking="MARKING",
                force="FORCE",
                unit="WARRANTS_UNIT",
                audience="AUDIENCE",
                compartments="COMPARTMENTS",
                denied="DENIED",
                releasable_to="RELEASABLE_TO",
                visible_from="VISIBLE_FROM",
                visible_until="VISIBLE_UNTIL",
            ),
        ),
        children=(
            Child("subjects", "people", _SUBJECT, number="SUBJECT_NO"),
            Child(
                "premises",
                "locations",
                Shape(
                    (
                        Field("ROLE", "role", c.coded(parts.PLACES)),
                        *parts.place("ADDRESS", "POSTCODE", "LAT", "LON"),
                    )
                ),
            ),
        ),
        constants={"kind": "event"},
    ),
)
