"""How the systems stand for a reader: asked for once in a while, and by what that reader sees alone."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from access.gateway import FacetValue
from access.identity import Identity, Role
from indexer.pole import SYSTEMS
from portal.services.feeds import ALL_SEEN, SOME_SEEN, Systems


class Index:
    """Stands in for a reading: what this reader may see, and how often it was asked."""

    def __init__(self, user: str, *systems: str) -> None:
        self.identity = Identity(user, Role.DESPATCHER, "01")
        self.systems, self.asked = systems, 0

    def find_all(self, finds: Any) -> list[Any]:
        self.asked += len(finds)
        return [SimpleNamespace(facets={"system": [FacetValue(name, 1) for name in self.systems]})]


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def fed(*systems: str) -> Any:
    state = SimpleNamespace(as_of="2026-11-01T08:00:00Z", late=lambda: False)
    return SimpleNamespace(feeds=lambda: dict.fromkeys(systems, state))


def status(told: list[dict[str, Any]]) -> dict[str, str]:
    return {one["system"]: one["status"] for one in told}


def test_who_sees_something_of_all_nine_is_asked_for_once_a_minute() -> None:
    clock, index = Clock(), Index("desk", *SYSTEMS)
    systems = Systems(fed(*SYSTEMS), clock)
    for _ in range(3):
        assert set(status(systems.told(index, {})).values()) == {"answered"}
    assert index.asked == 1
    clock.now += ALL_SEEN
    systems.told(index, {})
    assert index.asked == 2


def test_what_was_not_there_a_moment_ago_is_looked_for_again() -> None:
    clock, index = Clock(), Index("desk", "CRIS")
    systems = Systems(fed("CRIS", "PNC"), clock)
    assert status(systems.told(index, {}))["PNC"] == "not loaded"
    index.systems = ("CRIS", "PNC")
    clock.now += SOME_SEEN
    assert status(systems.told(index, {}))["PNC"] == "answered"


def test_each_reader_has_their_own() -> None:
    systems = Systems(fed("CRIS", "PNC"), Clock())
    assert status(systems.told(Index("desk", "CRIS", "PNC"), {}))["PNC"] == "answered"
    assert status(systems.told(Index("other", "CRIS"), {}))["PNC"] == "not loaded"


def test_what_an_answer_shows_is_there() -> None:
    told = Systems(fed("CRIS"), Clock()).told(Index("desk"), {"CRIS": 2, "OPS": 1})
    assert {one["system"]: one["count"] for one in told if one["count"]} == {"CRIS": 2, "OPS": 1}
    assert (status(told)["CRIS"], status(told)["OPS"]) == ("answered", "answered")
