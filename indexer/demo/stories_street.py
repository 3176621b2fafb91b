"""Stories of the street."""

from collections.abc import Iterator

from indexer.demo.cast import (
    CALLER,
    CALLER_HOME,
    DEALER,
    DOG_OWNER,
    KENNEL,
    MISSING_CHILD,
    NEIGHBOUR,
    NEW_ADDRESS,
    OLD_ADDRESS,
    STASH,
    STOLEN_CAR,
    THIEF,
    VICTIM,
)
from indexer.demo.life import Made, Risk
from indexer.demo.records import OPEN, SENSITIVE, Rules, grading, record, vehicle
from indexer.demo.teller import Teller


def missing_child(tell: Teller) -> Iterator[Made]:
    home = MISSING_CHILD.home
    yield Made(
        record(
            "MERLIN",
            f"{tell.desk.year(1) % 100:02d}MIS000051",
            "event",
            "Missing: Amira Yusuf",
            tell.desk,
            1,
            SENSITIVE,
            classification="MIS",
            status="missing",
            people=[tell.person(MISSING_CHILD, "MERLIN", "missing")],
            locations=[home.as_pole("occurred-at")],
            text="Amira, 15, has not come home from school. High risk. Phone is switched off.",
        ),
        (MISSING_CHILD.key,),
        (Risk("MISSING", "affirmed", home.line, MISSING_CHILD.key),),
    )


def stolen_car(tell: Teller) -> Iterator[Made]:
    """A neighbour's car; its driver is seen with it; the warrant for him names an address that he has left."""
    yield Made(
        record(
            "CRIS",
            tell.ref("CRIS", 12, 61),
            "event",
            "Theft of vehicle",
            tell.desk,
            12,
            classification="48 Theft of vehicle",
            people=[tell.person(VICTIM, "CRIS", "victim")],
            objects=[vehicle(STOLEN_CAR, "stolen")],
            locations=[NEIGHBOUR.as_pole("occurred-at")],
            text="Vehicle taken overnight without keys from outside the address.",
        ),
        (VICTIM.key,),
    )
    yield Made(
        record(
            "CRIMINT",
            tell.ref("CRIMINT", 6, 62),
            "report",
            "Driver of a stolen Golf",
            tell.desk,
            6,
            text=f"Kyle MARDEN is driving a grey VW Golf, {STOLEN_CAR.vrm}, and sleeps at {NEW_ADDRESS.line}. He made off from police on Tuesday.",
            people=[tell.person(THIEF, "CRIMINT", "named-in", home=NEW_ADDRESS)],
            grading=grading("1", "A", "P"),
        ),
        (THIEF.key,),
    )
    yield Made(
        record(
            "EWMS",
            tell.ref("EWMS", 200, 63),
            "event",
            "Warrant: arrest, no bail",
            tell.desk,
            200,
            status="outstanding",
            classification="arrest no bail",
            people=[tell.person(THIEF, "EWMS", "accused")],
            text="Failed to appear at Marlbridge Magistrates' Court for driving while disqualified.",
        ),
        (THIEF.key,),
        (Risk("WANTED", "affirmed", OLD_ADDRESS.line, THIEF.key),),
    )


def street_dealer(tell: Teller) -> Iterator[Made]:
    """What the desk may not see: the gun is known only to an operation."""
    at = STASH.line
    yield Made(
        record(
            "CRIMINT",
            tell.ref("CRIMINT", 15, 71),
            "report",
            "Drug supply from Pilgrim Court",
            tell.desk,
            15,
            Rules(sensitive=True, descriptor="PERSONAL DATA", releasable_to=("45",)),
            text=f"Tyrone BAPTISTE, known as Tiny, is selling crack and heroin from {at}. Runners call all day.",
            people=[tell.person(DEALER, "CRIMINT", "named-in")],
            grading=grading("2", "C", "P"),
        ),
        (DEALER.key,),
        (Risk("DR", "affirmed", at, DEALER.key),),
    )
    hidden = Rules(sensitive=True, audience=("intel",), compartments=("OP-HERON",), unit="INTEL")
    yield Made(
        record(
            "CRIMINT",
            tell.ref("CRIMINT", 4, 72),
            "report",
            "Operation Heron: firearm",
            tell.desk,
            4,
            hidden,
            text=f"A handgun is taped inside the cistern at {at}. Baptiste moves it on Fridays.",
            people=[tell.person(DEALER, "CRIMINT", "named-in")],
            grading=grading("1", "B", "C", "A1", "S2"),
        ),
        (DEALER.key,),
        (Risk("FI", "affirmed", at, DEALER.key, "inside the cistern"),),
    )
    yield Made(
        record(
            "PND",
            tell.ref("PND", 500, 73),
            "report",
            "County line from force 01",
            tell.desk,
            500,
            Rules(sensitive=True, force="45", releasable_to=(tell.desk.force,)),
            grading=grading("2", "C", "P"),
            people=[tell.person(DEALER, "PND", "named-in")],
            text="Baptiste was stopped with two phones and £900 in cash.",
        ),
        (DEALER.key,),
    )


def vexatious_caller(tell: Teller) -> Iterator[Made]:
    for serial in range(80, 90):
        days = 3 + (serial - 80) * 11
        yield Made(
            record(
                "AIRSPACE",
                tell.ref("AIRSPACE", days, serial),
                "event",
                "Noise at Bandstand Parade",
                tell.desk,
                days,
                OPEN,
                classification="Noise",
                status="closed",
                people=[tell.person(CALLER, "AIRSPACE", "informant")],
                locations=[CALLER_HOME.as_pole("occurred-at")],
                text="Caller reports music through the wall. Nothing heard on attendance.",
            ),
            (CALLER.key,),
        )


def gasworks_lane(tell: Teller) -> Iterator[Made]:
    at = KENNEL.line
    place = KENNEL.as_pole("occurred-at") | {
        "markers": [
            {
                "code": "DOG",
                "text": "Two dangerous dogs loose in the yard",
                "set_on": tell.desk.day(100),
                "review_on": tell.desk.day(-265),
            }
        ]
    }
    yield Made(
        record(
            "AIRSPACE",
            tell.ref("AIRSPACE", 100, 91),
            "location",
            "88 Gasworks Lane",
            tell.desk,
            100,
            locations=[place],
        ),
        (),
        (Risk("DOG", "affirmed", at),),
    )
    yield Made(
        record(
            "CRIS",
            tell.ref("CRIS", 33, 92),
            "event",
            "Assault on emergency worker",
            tell.desk,
            33,
            SENSITIVE,
            classification="8M Assault on constable",
            people=[tell.person(DOG_OWNER, "CRIS", "suspect")],
            locations=[KENNEL.as_pole("occurred-at")],
            text="Wayne CRICK punched a constable in the face at the gate and set his dog on him.",
        ),
        (DOG_OWNER.key,),
        (Risk("VI", "affirmed", at, DOG_OWNER.key), Risk("DOG", "affirmed", at)),
    )
