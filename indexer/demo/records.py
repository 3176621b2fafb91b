"""POLE-1 records of the town: one small maker a kind of record, each giving a plain dict that `indexer.pole` reads.

References follow each system's shape (`docs/sources`); they are made from the household's number and a running letter
so that they are unique without a counter that all share.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from indexer.demo import noise
from indexer.demo.world import Person, Place, Vehicle

Record = dict[str, Any]
SYSTEMS = ("CRIS", "CRIMINT", "CUSTODY", "COPA", "AIRSPACE", "EWMS", "MERLIN", "PNC", "PND")


@dataclass(frozen=True)
class Desk:
    """What every record of one making shares: the day it is made on and the force that owns it."""

    today: date
    force: str = "01"

    def at(self, days_ago: int, hour: int = 9, minute: int = 0) -> str:
        """The instant `days_ago` days back, ISO 8601 in UTC."""
        day = self.today - timedelta(days=days_ago)
        return datetime.combine(day, time(hour, minute)).isoformat() + "Z"

    def year(self, days_ago: int) -> int:
        return (self.today - timedelta(days=days_ago)).year

    def day(self, days_ago: int) -> str:
        return (self.today - timedelta(days=days_ago)).isoformat()


@dataclass(frozen=True)
class Rules:
    """A record's handling in short; `as_pole` writes it out in full."""

    sensitive: bool = False
    descriptor: str | None = None
    audience: tuple[str, ...] = ("*",)
    compartments: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    releasable_to: tuple[str, ...] = ()
    force: str | None = None
    unit: str | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    def as_pole(self, desk: Desk) -> dict[str, Any]:
        return {
            "tier": "OFFICIAL",
            "sensitive": self.sensitive,
            "descriptor": self.descriptor,
            "force": self.force or desk.force,
            "unit": self.unit,
            "audience": list(self.audience),
            "compartments": list(self.compartments),
            "denied": list(self.denied),
            "releasable_to": list(self.releasable_to),
            "visible_from": None,
            "visible_until": None,
        }


OPEN = Rules()
SENSITIVE = Rules(sensitive=True, descriptor="PERSONAL DATA")


def reference(system: str, desk: Desk, days_ago: int, serial: int) -> str:
    """A reference in the system's own shape; `serial` is unique within the system."""
    year, yy = desk.year(days_ago), desk.year(days_ago) % 100
    shapes = {
        "CRIS": f"{2_000_000 + serial}/{yy:02d}",
        "CRIMINT": f"CRRT{serial:08d}",
        "CUSTODY": f"01TW/{serial}/{yy:02d}",
        "COPA": f"CF{yy:02d}/{serial:07d}",
        "AIRSPACE": f"AS-{year}-{serial:07d}",
        "EWMS": f"W{yy:02d}{serial:07d}",
        "PND": f"45/INT/{serial:07d}",
    }
    return shapes[system]


def record(
    system: str, ref: str, kind: str, title: str, desk: Desk, days_ago: int, rules: Rules = OPEN, **more: Any
) -> Record:
    """A POLE-1 record with the required fields; `more` adds or replaces any other."""
    base: Record = {
        "system": system,
        "ref": ref,
        "kind": kind,
        "title": title,
        "version": 1,
        "recorded": desk.at(days_ago, 9, 20),
        "handling": rules.as_pole(desk),
    }
    return base | {key: value for key, value in more.items() if value is not None}


def person(
    rng: Random, who: Person, system: str, role: str, home: Place | None = None, **more: Any
) -> dict[str, Any]:
    """One person of a record, with the system's own noise."""
    home = home or who.home
    held: dict[str, Any] = {
        "role": role,
        "names": noise.names(rng, who, system),
        "dates_of_birth": noise.dates_of_birth(rng, who.born, system),
        "sex": who.sex,
        "addresses": [home.as_pole("home")],
        "identifiers": _identifiers(who, system),
    }
    return held | more


def vehicle(what: Vehicle, role: str) -> dict[str, Any]:
    return {"role": role, "type": "vehicle", "identifiers": {"vrm": what.vrm}, "description": what.line}


def grading(source: str, intelligence: str, handling: str, *conditions: str) -> dict[str, Any]:
    """A 3x5x2 grading."""
    return {
        "source": source,
        "intelligence": intelligence,
        "handling": handling,
        "conditions": list(conditions),
        "original": None,
    }


def _identifiers(who: Person, system: str) -> dict[str, Any]:
    held: dict[str, Any] = (
        {"phone": [who.phone]} if who.phone and system in {"CRIS", "AIRSPACE", "MERLIN", "CRIMINT"} else {}
    )
    if system in {"PNC", "CUSTODY", "COPA"} and who.pnc_id:
        held["pnc_id"] = who.pnc_id
    if system == "PNC" and who.cro:
        held["cro"] = who.cro
    return held
