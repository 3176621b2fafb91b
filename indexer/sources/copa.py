"""COPA: case files for prosecution, a folder of CSV files."""

from indexer.sources import convert as c
from indexer.sources import parts
from indexer.sources.csv_folder import CsvFolder
from indexer.sources.shape import Child, Field, Shape
from indexer.sources.system import System

_DAY = c.DOTTED

_DEFENDANT = Shape(
    fields=(
        Field("CAPACITY", "role", c.coded({"DEF": "accused", "CON": "convicted", "WIT": "witness"})),
        Field("BORN", "dates_of_birth", _DAY.dates),
        Field("SEX", "sex", c.LINE),
        Field("PNC_ID", "identifiers.pnc_id", c.PNC_ID),
        Field("CRO", "identifiers.cro", c.CRO),
        Field("ASN", "identifiers.asn", c.ASN),
        Field("PHONES", "identifiers.phone", c.LIST),
    ),
    inlines=(
        parts.full_name("GIVEN_NAMES", "FAMILY_NAME"),
        parts.alias("ALIAS"),
        parts.home("ADDRESS", "POSTCODE", "LAT", "LON"),
    ),
    children=(Child("bail_conditions", "orders", parts.orders(_DAY, "KIND", "CONDITIONS", "FROM", "UNTIL")),),
)

COPA = System(
    code="copa",
    name="COPA",
    holds="case files for prosecution: defendants, offences, charges, results",
    medium=CsvFolder("case_files", "CASE_REF"),
    shape=Shape(
        fields=(
            Field("CASE_REF", "ref", c.LINE, required=True),
            Field("ISSUE", "version", c.INTEGER),
            Field("OPENED", "recorded", _DAY.time, required=True),
            Field("CASE_TITLE", "title", c.WORDS, required=True),
            Field("OFFENCE", "classification", c.WORDS),
            Field("STAGE", "status", c.LINE),
            Field("OFFENCE_FROM", "occurred.from", _DAY.time),
            Field("OFFENCE_TO", "occurred.to", _DAY.time),
            Field("SUMMARY", "text", c.TEXT),
            Field("FLAGS", "flags", c.LIST),
            Field("MOPI_GROUP", "retention.group", c.INTEGER),
            Field("MOPI_REVIEW", "retention.review_on", _DAY.date),
            *parts.handling(
                _DAY,
                marking="GSC_MARKING",
                force="FORCE",
                unit="CJ_UNIT",
                audience="READERS",
                compartments="COMPARTMENTS",
                denied="EXCLUDED",
                releasable_to="RELEASABLE_TO",
                visible_from="VISIBLE_FROM",
                visible_until="VISIBLE_UNTIL",
            ),
        ),
        children=(
            Child("defendants", "people", _DEFENDANT, number="DEFENDANT_NO"),
            Child(
                "scenes",
                "locations",
                Shape(
                    (
                        Field("ROLE", "role", c.coded(parts.PLACES)),
                        *parts.place("ADDRESS", "POSTCODE", "LAT", "LON"),
                    )
                ),
            ),
            Child(
                "related",
                "links",
                parts.links(_DAY, "ROLE", "TO_SYSTEM", "TO_REF", "FROM", "UNTIL", "CONFIDENCE"),
            ),
        ),
        constants={"kind": "event"},
    ),
)
