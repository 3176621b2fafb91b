"""Ordinary life: what a household's people have to do with nine systems in a few years."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from indexer.demo import identifiers, words
from indexer.demo.records import (
    OPEN,
    SENSITIVE,
    Desk,
    Record,
    Rules,
    grading,
    person,
    record,
    reference,
    vehicle,
)
from indexer.demo.world import Household, Person

SERIAL_BASE, SERIALS_A_HOUSEHOLD = 1_000, 8
TEN_YEARS = 3_653  # days; when a record of group 2 is to be reviewed


@dataclass(frozen=True)
class Risk:
    """A planted risk: what should be warned of, where, and about whom."""

    code: str
    assertion: str
    address: str
    person: str | None = None
    placement: str | None = None


@dataclass(frozen=True)
class Made:
    """A record with the truth about it: whose it is (keys in the order of its people) and what it warns of."""

    record: Record
    people: tuple[str, ...] = ()
    risks: tuple[Risk, ...] = field(default=())


# Sentence, code, assertion, placement: what a report may say of an address.
RISK_LINES = (
    (
        "A machete is kept beside the bed in the back bedroom.",
        "WE",
        "affirmed",
        "beside the bed in the back bedroom",
    ),
    ("There is a lock knife in the kitchen drawer.", "WE", "affirmed", "in the kitchen drawer"),
    ("No weapons were seen at the address.", "WE", "negated", None),
    ("An aggressive Rottweiler is loose in the garden.", "DOG", "affirmed", "in the garden"),
    (
        "The occupant has been violent towards officers before and spat at the arresting officer.",
        "VI",
        "affirmed",
        None,
    ),
    ("He may have access to an air pistol.", "FI", "uncertain", None),
    ("Two young children live at the address.", "CHILD", "affirmed", None),
    ("The occupant is elderly and has dementia.", "VUL", "affirmed", None),
)
PLAIN_LINES = (
    "Several visitors call at the address in the evening and stay a few minutes.",
    "A {vehicle} is parked outside most nights and is not taxed.",
    "{name} is associating with people from the {street} estate.",
    "Bicycles are being stripped for parts in the rear yard.",
    "{name} has been seen selling vapes to school children by the station.",
    "The tenant is subletting and is rarely there.",
)
MO_LINES = (
    "Unknown suspect forced the rear window and made an untidy search of the ground floor.",
    "Victim states that the suspect shouted abuse and pushed the victim to the floor.",
    "Suspect concealed goods in a rucksack and left without paying.",
    "Vehicle window smashed overnight and a sat nav taken.",
    "Suspect approached the victim from behind and took a mobile phone.",
    "Parties known to each other. Argument over money in the street.",
)


class Life:
    """Makes a household's records; everything follows from the seed and the household's number."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk, self.seed = desk, seed

    def of(self, home: Household, other: Household) -> Iterator[Made]:
        """The records about `home`; `other` lends the strangers in them."""
        rng = Random(f"{self.seed}:life:{home.number}")  # noqa: S311
        serial = SERIAL_BASE + home.number * SERIALS_A_HOUSEHOLD
        for who in home.people:
            if who.pnc_id:
                yield self._pnc(rng, who)
        makers = (
            (self._cris, 0.75),
            (self._crimint, 0.35),
            (self._airspace, 0.3),
            (self._merlin, 0.15),
            (self._pnd, 0.12),
        )
        for maker, likelihood in makers:
            if rng.random() < likelihood:
                yield maker(rng, home, other, serial)
        offender = next((p for p in home.people if p.pnc_id), None)
        if offender and rng.random() < 0.6:
            yield from self._arrest(rng, home, offender, serial)

    def _pnc(self, rng: Random, who: Person) -> Made:
        days = rng.randint(40, 4000)
        signal = rng.choice(
            (None, None, None, ("VI", "Violent"), ("DR", "Drugs"), ("ES", "Escaper"), ("WE", "Weapons"))
        )
        markers, risks = [], []
        if signal:
            markers = [
                {
                    "code": signal[0],
                    "text": signal[1],
                    "set_on": self.desk.day(days),
                    "review_on": self.desk.day(days - 1095),
                }
            ]
            risks = [Risk(signal[0], "affirmed", who.home.line, who.key)]
        body = person(rng, who, "PNC", "subject", markers=markers)
        title = f"{who.surname.upper()}, {' '.join(who.forenames).upper()}"
        rules = Rules(sensitive=True, descriptor="PERSONAL DATA")
        made = record(
            "PNC",
            str(who.pnc_id),
            "person",
            title,
            self.desk,
            days,
            rules,
            people=[body],
            statement="fact",
            retention={"group": 2, "review_on": self.desk.day(days - TEN_YEARS)},
        )
        return Made(made, (who.key,), tuple(risks))

    def _cris(self, rng: Random, home: Household, other: Household, serial: int) -> Made:
        days = rng.randint(1, 1500)
        offence = rng.choice(words.OFFENCES)
        victim, suspect = rng.choice(home.people), rng.choice(other.people)
        people = [
            person(rng, victim, "CRIS", "victim"),
            person(rng, suspect, "CRIS", rng.choice(("suspect", "witness"))),
        ]
        objects = (
            [vehicle(home.vehicle, rng.choice(("stolen", "used-in")))]
            if home.vehicle and "vehicle" in offence.lower()
            else []
        )
        made = record(
            "CRIS",
            reference("CRIS", self.desk, days, serial),
            "event",
            offence.split(" ", 1)[1],
            self.desk,
            days,
            rng.choice((OPEN, OPEN, OPEN, SENSITIVE)),
            classification=offence,
            status=rng.choice(("open", "closed", "filed")),
            occurred={"from": self.desk.at(days, rng.randint(0, 23), rng.randint(0, 59)), "to": None},
            people=people,
            objects=objects,
            locations=[home.place.as_pole("occurred-at")],
            text=rng.choice(MO_LINES),
            statement="fact",
            flags=["repeat-victim"] if rng.random() < 0.05 else [],
        )
        return Made(made, (victim.key, suspect.key))

    def _crimint(self, rng: Random, home: Household, _other: Household, serial: int) -> Made:
        days = rng.randint(2, 900)
        subject = home.people[0]
        line = rng.choice(PLAIN_LINES).format(
            vehicle=home.vehicle.line if home.vehicle else "white van",
            name=subject.name,
            street=home.place.street,
        )
        sentences, risks = [f"Information about {home.place.line}, {home.place.town}.", line], []
        if rng.random() < 0.25:
            said, code, assertion, placement = rng.choice(RISK_LINES)
            sentences.append(said)
            risks = [Risk(code, assertion, home.place.line, None, placement)]
        rules = rng.choice((OPEN, OPEN, SENSITIVE, Rules(sensitive=True, audience=("intel",), unit="INTEL")))
        made = record(
            "CRIMINT",
            reference("CRIMINT", self.desk, days, serial),
            "report",
            f"Information about {home.place.street}",
            self.desk,
            days,
            rules,
            text=" ".join(sentences),
            people=[person(rng, subject, "CRIMINT", "named-in")],
            grading=grading(rng.choice("123"), rng.choice("ABCD"), rng.choice("PPPC"), "A1"),
            statement="opinion",
        )
        if made["grading"]["handling"] == "P":
            made["grading"]["conditions"] = []
        return Made(made, (subject.key,), tuple(risks))

    def _airspace(self, rng: Random, home: Household, other: Household, serial: int) -> Made:
        days, caller = rng.randint(1, 700), other.people[0]
        kind = rng.choice(
            ("Noise", "Fly-tipping", "Nuisance neighbours", "Street drinking", "Rowdy behaviour")
        )
        made = record(
            "AIRSPACE",
            reference("AIRSPACE", self.desk, days, serial),
            "event",
            f"{kind} at {home.place.street}",
            self.desk,
            days,
            classification=kind,
            status=rng.choice(("open", "monitoring", "closed")),
            locations=[home.place.as_pole("occurred-at")],
            people=[person(rng, caller, "AIRSPACE", "informant")],
            occurred={"from": self.desk.at(days, 22, 15), "to": None},
            text=f"Caller reports {kind.lower()} at {home.place.line}. Advice given.",
        )
        return Made(made, (caller.key,))

    def _merlin(self, rng: Random, home: Household, _other: Household, serial: int) -> Made:
        days, who = rng.randint(1, 800), home.people[-1]
        child = who.key.endswith("c")
        code = "PAC" if child else "ACN"
        ref = f"{self.desk.year(days) % 100:02d}{code}{serial:07d}"
        band = rng.choice(("blue", "green", "amber", "red"))
        text = (
            "Child present at a verbal argument between parents."
            if child
            else "Adult appeared confused and was taken home."
        )
        made = record(
            "MERLIN",
            ref,
            "event",
            "Child coming to notice" if child else "Adult coming to notice",
            self.desk,
            days,
            Rules(
                sensitive=True,
                descriptor="PERSONAL DATA",
                audience=rng.choice((("*",), ("public-protection",))),
            ),
            classification=code,
            people=[
                person(
                    rng,
                    who,
                    "MERLIN",
                    "subject",
                    assessments=[{"kind": "BRAG", "score": None, "band": band, "on": self.desk.day(days)}],
                )
            ],
            locations=[home.place.as_pole("occurred-at")],
            text=text,
        )
        return Made(made, (who.key,))

    def _pnd(self, rng: Random, home: Household, _other: Household, serial: int) -> Made:
        days, who = rng.randint(30, 2000), home.people[0]
        releasable = rng.random() < 0.8
        made = record(
            "PND",
            reference("PND", self.desk, days, serial),
            "report",
            f"Intelligence held by force 45: {who.surname}",
            self.desk,
            days,
            Rules(sensitive=True, force="45", releasable_to=(self.desk.force,) if releasable else ()),
            people=[person(rng, who, "PND", "named-in")],
            text=f"{who.name} is known to associate with travelling shoplifters.",
            grading=grading("2", "C", "P"),
        )
        return Made(made, (who.key,))

    def _arrest(self, rng: Random, home: Household, who: Person, serial: int) -> Iterator[Made]:
        """A detention with what follows from it: a case file, sometimes a warrant."""
        days = rng.randint(5, 1200)
        offence = rng.choice(words.OFFENCES)
        asn = identifiers.arrest_summons(self.desk.year(days), self.desk.force, "TW", "01", serial)
        yield self._detention(rng, home, who, serial, days, offence, asn)
        if rng.random() < 0.6:
            yield self._case(rng, who, serial, days - 2, offence, asn)
        if rng.random() < 0.25:
            yield self._warrant(rng, who, serial, max(days - 60, 1), offence)

    def _detention(
        self, rng: Random, home: Household, who: Person, serial: int, days: int, offence: str, asn: str
    ) -> Made:
        lines: list[tuple[str, str | None, str]] = [
            ("Detained person denied having any weapons.", "WE", "denied"),
            ("Detained person states that he has self-harmed in the past.", "SH", "historic"),
            ("No risks disclosed.", None, ""),
            ("Detainee takes medication for asthma.", None, ""),
        ]
        said, code, assertion = rng.choice(lines)
        body = person(rng, who, "CUSTODY", "detained")
        body["identifiers"]["asn"] = asn
        made = record(
            "CUSTODY",
            reference("CUSTODY", self.desk, days, serial),
            "event",
            f"Detention: {offence.split(' ', 1)[1]}",
            self.desk,
            days,
            SENSITIVE,
            classification=offence,
            status="released",
            people=[body],
            text=said,
            locations=[],
            occurred={"from": self.desk.at(days, 3, 10), "to": self.desk.at(days, 15, 40)},
        )
        risks = (Risk(code, assertion, home.place.line, who.key),) if code else ()
        return Made(made, (who.key,), risks)

    def _case(self, rng: Random, who: Person, serial: int, days: int, offence: str, asn: str) -> Made:
        body: dict[str, Any] = person(rng, who, "COPA", "accused")
        body["identifiers"]["asn"] = asn
        made = record(
            "COPA",
            reference("COPA", self.desk, days, serial),
            "event",
            f"Case: {offence.split(' ', 1)[1]}",
            self.desk,
            max(days, 0),
            classification=offence,
            status=rng.choice(("charged", "at court", "convicted")),
            people=[body],
        )
        return Made(made, (who.key,))

    def _warrant(self, rng: Random, who: Person, serial: int, days: int, offence: str) -> Made:
        made = record(
            "EWMS",
            reference("EWMS", self.desk, days, serial),
            "event",
            "Warrant: arrest, no bail",
            self.desk,
            days,
            classification="arrest no bail",
            status=rng.choice(("outstanding", "executed", "withdrawn")),
            people=[person(rng, who, "EWMS", "accused")],
            text=f"Failed to appear at Marlbridge Magistrates' Court. Offence: {offence}.",
        )
        return Made(made, (who.key,))
