"""Stories behind front doors."""

from collections.abc import Iterator

from indexer.demo.cast import (
    BAT,
    DARIUSZ,
    DOWNSTAIRS,
    ELLIE,
    GARETH,
    JONES_HOME,
    MARTA,
    MURPHY,
    NAMESAKE,
    NEW_ADDRESS,
    OLA,
    QUIET_HOME,
    SIOBHAN,
    THORNBURY,
)
from indexer.demo.life import Made, Risk
from indexer.demo.records import SENSITIVE, Rules, grading, record
from indexer.demo.teller import Teller


def avenue_road(tell: Teller) -> Iterator[Made]:
    """The business case: a constable is sent to Mr and Mrs Jones; the bat stands in another system."""
    at = JONES_HOME.line
    full = (
        f"Source, who visited the family last month, states that at {at}, Pengate, {BAT}. "
        "Mr JONES has said that he will use it if Sean MURPHY comes back. Source is a relative of Mrs JONES."
    )
    sanitised = (
        f"At {at}, Pengate, {BAT}. The occupier has said that he will use it if Sean Murphy comes back."
    )
    yield Made(
        record(
            "CRIMINT",
            tell.ref("CRIMINT", 21, 456),
            "report",
            "Weapon at an address in Avenue Road",
            tell.desk,
            21,
            SENSITIVE,
            text=full,
            sanitised_text=sanitised,
            source_identity="Registered source 204/B",
            grading=grading("2", "B", "P"),
            statement="opinion",
        ),
        (),
        (Risk("WE", "affirmed", at, None, "behind the front door"),),
    )
    for serial, days, title in (
        (11, 9, "Domestic incident"),
        (12, 96, "Domestic incident"),
        (13, 240, "Common assault (domestic)"),
    ):
        yield _domestic(tell, serial, days, title)
    yield Made(
        record(
            "MERLIN",
            f"{tell.desk.year(9) % 100:02d}PAC000011",
            "event",
            "Child coming to notice",
            tell.desk,
            9,
            SENSITIVE,
            classification="PAC",
            people=[tell.person(ELLIE, "MERLIN", "subject")],
            locations=[JONES_HOME.as_pole("occurred-at")],
            text="Ellie was asleep in the flat while her mother's former partner shouted from the street.",
        ),
        (ELLIE.key,),
        (Risk("CHILD", "affirmed", at, ELLIE.key),),
    )
    yield Made(
        record(
            "CUSTODY",
            tell.ref("CUSTODY", 1100, 14),
            "event",
            "Detention: breach of the peace",
            tell.desk,
            1100,
            SENSITIVE,
            people=[tell.person(GARETH, "CUSTODY", "detained")],
            status="released",
            text=f"Detained person denied keeping any firearms at {at}. No firearms at the address on search.",
        ),
        (GARETH.key,),
        (Risk("FI", "denied", at, GARETH.key),),
    )
    yield Made(
        record(
            "AIRSPACE",
            tell.ref("AIRSPACE", 60, 15),
            "event",
            "Noise at Avenue Road",
            tell.desk,
            60,
            classification="Noise",
            status="closed",
            locations=[DOWNSTAIRS.as_pole("occurred-at")],
            text="Shouting heard from the flat above. Advice given.",
        ),
    )


def _domestic(tell: Teller, serial: int, days: int, title: str) -> Made:
    victim = tell.person(
        SIOBHAN,
        "CRIS",
        "victim",
        assessments=[
            {
                "kind": "DASH",
                "score": 15 if days < 30 else 11,
                "band": "high" if days < 30 else "medium",
                "on": tell.desk.day(days),
            }
        ],
    )
    made = record(
        "CRIS",
        tell.ref("CRIS", days, serial),
        "event",
        title,
        tell.desk,
        days,
        SENSITIVE,
        classification="Domestic incident",
        flags=["domestic-abuse", "repeat-victim"],
        status="open",
        occurred={"from": tell.desk.at(days, 21), "to": None},
        people=[victim, tell.person(MURPHY, "CRIS", "suspect"), tell.person(GARETH, "CRIS", "witness")],
        locations=[JONES_HOME.as_pole("occurred-at")],
        statement="fact",
        text="Former partner attended and banged on the communal door, shouting threats. Left before police arrived.",
    )
    return Made(made, (SIOBHAN.key, MURPHY.key, GARETH.key), (Risk("DV", "affirmed", JONES_HOME.line),))


def murphy(tell: Teller) -> Iterator[Made]:
    """The former partner: violent, bailed not to come near."""
    marker = {
        "code": "VI",
        "text": "Violent to police",
        "set_on": tell.desk.day(1700),
        "review_on": tell.desk.day(240),
    }
    lived = [
        JONES_HOME.as_pole("home") | {"from": tell.desk.day(3000), "to": tell.desk.day(1400)},
        NEW_ADDRESS.as_pole("home"),
    ]
    yield Made(
        record(
            "PNC",
            str(MURPHY.pnc_id),
            "person",
            "MURPHY, SEAN PATRICK",
            tell.desk,
            300,
            SENSITIVE,
            statement="fact",
            people=[tell.person(MURPHY, "PNC", "subject", markers=[marker], addresses=lived)],
        ),
        (MURPHY.key,),
        (Risk("VI", "affirmed", NEW_ADDRESS.line, MURPHY.key),),
    )
    bail = {
        "kind": "bail",
        "conditions": "Not to enter Avenue Road, Pengate",
        "from": tell.desk.day(8),
        "until": tell.desk.day(-90),
    }
    yield Made(
        record(
            "COPA",
            tell.ref("COPA", 8, 21),
            "event",
            "Case: common assault (domestic)",
            tell.desk,
            8,
            SENSITIVE,
            status="charged",
            classification="105A Common assault",
            people=[tell.person(MURPHY, "COPA", "accused", orders=[bail])],
            locations=[JONES_HOME.as_pole("occurred-at")],
        ),
        (MURPHY.key,),
    )


def namesake(tell: Teller) -> Iterator[Made]:
    """Another Sean Murphy, eleven years younger, who has only ever been a witness."""
    yield Made(
        record(
            "CRIS",
            tell.ref("CRIS", 45, 31),
            "event",
            "Theft from vehicle",
            tell.desk,
            45,
            classification="45 Theft from vehicle",
            people=[tell.person(NAMESAKE, "CRIS", "witness")],
            locations=[QUIET_HOME.as_pole("occurred-at")],
            text="Witness saw a male run from the vehicle towards the station.",
        ),
        (NAMESAKE.key,),
    )


def thornbury_walk(tell: Teller) -> Iterator[Made]:
    """A household where the abuse is reported to four agencies and adds up only when read together."""
    at = THORNBURY.line
    for serial, days in ((41, 30), (42, 150), (43, 400)):
        people = [
            tell.person(
                MARTA,
                "CRIS",
                "victim",
                assessments=[{"kind": "DASH", "score": 12, "band": "medium", "on": tell.desk.day(days)}],
            ),
            tell.person(DARIUSZ, "CRIS", "suspect"),
        ]
        made = record(
            "CRIS",
            tell.ref("CRIS", days, serial),
            "event",
            "Assault with injury (domestic)",
            tell.desk,
            days,
            SENSITIVE,
            classification="8N Assault with injury",
            flags=["domestic-abuse"],
            people=people,
            locations=[THORNBURY.as_pole("occurred-at")],
            text="Husband pushed victim against the cooker. He was drunk. "
            "He threatened her with a kitchen knife.",
        )
        yield Made(made, (MARTA.key, DARIUSZ.key), (Risk("DV", "affirmed", at), Risk("WE", "affirmed", at)))
    yield Made(
        record(
            "MERLIN",
            f"{tell.desk.year(30) % 100:02d}PAC000044",
            "event",
            "Child coming to notice",
            tell.desk,
            30,
            Rules(sensitive=True, descriptor="PERSONAL DATA", audience=("public-protection",)),
            classification="PAC",
            people=[tell.person(OLA, "MERLIN", "subject")],
            locations=[THORNBURY.as_pole("occurred-at")],
            text="Ola told her teacher that she hides in the wardrobe when her father comes home.",
        ),
        (OLA.key,),
        (Risk("CHILD", "affirmed", at, OLA.key),),
    )
