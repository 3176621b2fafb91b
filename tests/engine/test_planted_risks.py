"""Every grave risk that the town holds stands on the right card, and on no namesake's: the truth of `indexer.demo` tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest

from indexer.demo.life import Made, Risk
from indexer.demo.town import Town
from indexer.demo.world import Person
from indexer.local_es import Server
from tests.support.house import reader

from .lookup_desk import TODAY, LookupDesk, lookup_desk

GRAVE = {"FI", "WE", "VI", "DOG"}
SIZES = [pytest.param(150, id="150"), pytest.param(500, id="500", marks=pytest.mark.slow)]


@dataclass
class Truth:
    """A town, what of it a despatcher may see, and whose records they are."""

    town: Town
    made: list[Made]
    people: dict[str, Person]
    records_of: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, size: int) -> Truth:
        town = Town(size, TODAY)
        truth = cls(town, list(town.made()), {person.key: person for person in town.people()})
        for made in truth.made:
            for key in made.people:
                truth.records_of[key].add(id_of(made))
        return truth

    def planted(self) -> Iterator[tuple[Made, Risk]]:
        """Grave risks in records that every despatcher of the force may see."""
        for made in self.made:
            yield from ((made, risk) for risk in made.risks if risk.code in GRAVE and open_to_all(made))

    def strangers(self, card: dict[str, Any], person: Person) -> set[str]:
        """Records on a person's card that tell of people and not of this one."""
        stated = {f"{r['system']}/{r['ref']}" for r in card["records"]}
        with_people = {id_of(made) for made in self.made if made.people}
        return (stated & with_people) - self.records_of[person.key]

    def namesakes(self, person: Person) -> Iterator[Person]:
        for other in self.people.values():
            if other.key != person.key and other.name == person.name:
                yield other


def open_to_all(made: Made) -> bool:
    handling = made.record["handling"]
    return handling["audience"] == ["*"] and not handling["compartments"] and handling["force"] == "01"


def id_of(made: Made) -> str:
    return f"{made.record['system']}/{made.record['ref']}"


def told(card: dict[str, Any], made: Made, risk: Risk) -> bool:
    """Whether the card gives this risk, from this record, as what it is."""
    return any(
        (w["code"], w["assertion"]) == (risk.code, risk.assertion)
        and f"{w['source']['system']}/{w['source']['ref']}" == id_of(made)
        for w in card["warnings"]
    )


@pytest.fixture(scope="module", params=SIZES)
def truth(request: pytest.FixtureRequest) -> Truth:
    return Truth.of(request.param)


@pytest.fixture(scope="module")
def desk(es: Server, truth: Truth, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LookupDesk]:
    with lookup_desk(es, f"{es.prefix}p{uuid4().hex[:10]}-", tmp_path_factory.mktemp("planted")) as made:
        made.put((entry.record for entry in truth.made), reader())
        yield made


def test_every_grave_risk_stands_on_the_card_of_its_address(desk: LookupDesk, truth: Truth) -> None:
    planted = [(made, risk) for made, risk in truth.planted() if risk.address]
    missed = []
    for made, risk in planted:
        cards = desk.risk(risk.address)["cards"]
        there = [card for card in cards if risk.address.casefold() in card["title"].casefold()]
        if not any(told(card, made, risk) for card in there):
            missed.append((id_of(made), risk, [card["title"] for card in there]))
    assert {risk.code for _, risk in planted} == GRAVE
    assert missed == []


def test_every_grave_risk_stands_on_the_card_of_its_person(desk: LookupDesk, truth: Truth) -> None:
    planted = [(made, risk) for made, risk in truth.planted() if risk.person in truth.people]
    missed, strangers = [], set()
    for made, risk in planted:
        person = truth.people[risk.person or ""]
        card = desk.risk(f"{person.name} {person.born:%d/%m/%Y}")["cards"][0]
        if not told(card, made, risk):
            missed.append((id_of(made), risk, person.name, card["title"]))
        strangers.update(truth.strangers(card, person))
    assert len(planted) > 10
    assert missed == []
    assert strangers == set()


def test_no_risk_stands_on_a_namesakes_card(desk: LookupDesk, truth: Truth) -> None:
    wrong, checked = [], 0
    for made, risk in truth.planted():
        person = truth.people.get(risk.person or "")
        for other in truth.namesakes(person) if person else ():
            if id_of(made) in truth.records_of[other.key] or other.home == person.home:
                continue
            checked += 1
            cards = desk.risk(f"{other.name} {other.born:%d/%m/%Y}")["cards"]
            own = [card for card in cards if other.born.isoformat() in card["title"]]
            wrong += [(id_of(made), risk, card["title"]) for card in own[:1] if told(card, made, risk)]
    assert checked or len(truth.people) < 200
    assert wrong == []
