"""AirSpace: anti-social behaviour cases, a folder of CSV files, usually in CP1252."""

from indexer.sources import convert as c
from indexer.sources import parts
from indexer.sources.csv_folder import CsvFolder
from indexer.sources.shape import Child, Field, Shape
from indexer.sources.system import System

_DAY = c.MONTH_NAMED

_CALLER = Shape(
    fields=(
        Field(
            "Capacity", "role", c.coded({"Caller": "informant", "Victim": "victim", "Nuisance": "suspect"})
        ),
        Field("Date of birth", "dates_of_birth", _DAY.dates),
        Field("Sex", "sex", c.LINE),
        Field("PNC number", "identifiers.pnc_id", c.PNC_ID),
        Field("Telephone", "identifiers.phone", c.LIST),
        Field("E-mail", "identifiers.email", c.LIST),
    ),
    inlines=(
        parts.full_name("First names", "Last name"),
        parts.home("Home address", "Home postcode", "Home latitude", "Home longitude"),
    ),
    children=(Child("actions", "orders", parts.orders(_DAY, "Action", "Terms", "Start", "End")),),
)
_SITE = Shape(
    fields=(
        Field("Use", "role", c.coded({"Scene": "occurred-at"})),
        *parts.place("Address", "Postcode", "Latitude", "Longitude"),
    ),
    children=(Child("hazards", "markers", parts.markers(_DAY, "Hazard", "Detail", "Noted on", "Review on")),),
)

AIRSPACE = System(
    code="airspace",
    name="AirSpace",
    holds="anti-social behaviour: callers, nuisance, repeat locations, actions",
    medium=CsvFolder("cases", "Case number"),
    shape=Shape(
        fields=(
            Field("Case number", "ref", c.LINE, required=True),
            Field("Revision", "version", c.INTEGER),
            Field("Case type", "kind", c.coded({"Case": "event", "Premises": "location"}), required=True),
            Field("Opened", "recorded", _DAY.time, required=True),
            Field("Heading", "title", c.WORDS, required=True),
            Field("Nuisance", "classification", c.WORDS),
            Field("State", "status", c.LINE),
            Field("From", "occurred.from", _DAY.time),
            Field("To", "occurred.to", _DAY.time),
            Field("Notes", "text", c.TEXT),
            Field("Flags", "flags", c.LIST),
            *parts.handling(
                _DAY,
                marking="Marking",
                force="Force",
                unit="Ward team",
                audience="Groups",
                compartments="Compartments",
                denied="Not for",
                releasable_to="Partners",
                visible_from="Visible from",
                visible_until="Visible until",
            ),
        ),
        children=(
            Child("callers", "people", _CALLER, number="Caller number"),
            Child("sites", "locations", _SITE, number="Site number"),
            Child(
                "related", "links", parts.links(_DAY, "Relation", "System", "Number", "Start", "End", "Sure")
            ),
        ),
    ),
)
