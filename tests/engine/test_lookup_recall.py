"""The right person first, however the line was typed; and nobody strongly for those who do not exist."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from uuid import uuid4

import pytest

from indexer.demo.town import Town
from indexer.demo.world import Person
from indexer.local_es import Server

from .lookup_desk import TODAY, LookupDesk, lookup_desk, record
from .lookup_noise import KINDS, questions

EACH = 12


@pytest.fixture(scope="module")
def people() -> list[Person]:
    return list(Town(2_000, TODAY).people())


def _record(ref: str, person: Person) -> dict[str, object]:
    home = {
        "role": "home",
        "address": f"{person.home.line}, {person.home.town}",
        "postcode": person.home.postcode,
    }
    named = {"kind": "birth", "forenames": " ".join(person.forenames), "surname": person.surname}
    told = {
        "role": "subject", "names": [named], "dates_of_birth": [person.born.isoformat()], "sex": person.sex,
        "identifiers": {"pnc_id": person.pnc_id}, "addresses": [home],
    }  # fmt: skip
    return record(ref, "PNC", kind="person", title=person.name, people=[told])


@pytest.fixture(scope="module")
def desk(es: Server, people: list[Person], tmp_path_factory: pytest.TempPathFactory) -> Iterator[LookupDesk]:
    with lookup_desk(es, f"{es.prefix}r{uuid4().hex[:10]}-", tmp_path_factory.mktemp("recall")) as made:
        made.put(_record(f"N{number}", person) for number, person in enumerate(people))
        yield made


def test_the_right_person_comes_first(desk: LookupDesk, people: list[Person]) -> None:
    refs = {person.key: f"N{number}" for number, person in enumerate(people)}
    first, among, missed = defaultdict(int), defaultdict(int), []
    for kind, person, text in questions(people, EACH):
        cards = desk.risk(text)["cards"][:5]
        place = next(
            (n for n, c in enumerate(cards) if any(r["ref"] == refs[person.key] for r in c["records"])), 9
        )
        first[kind] += place == 0
        among[kind] += place < 5
        if place:
            missed.append((kind, text, person.name, person.born.isoformat()))
    total = EACH * len(KINDS)
    assert sum(first.values()) / total >= 0.97, missed
    assert sum(among.values()) / total >= 0.99, missed
    assert min(first[kind] for kind in KINDS) >= EACH * 0.83, missed


@pytest.mark.parametrize("form", ["{name} {born:%d/%m/%Y}", "{name} {born.year}", "{name}"])
def test_nobody_is_found_strongly_who_does_not_exist(
    desk: LookupDesk, people: list[Person], form: str
) -> None:
    rng, known = Random(9), {(p.forenames[0], p.surname) for p in people}
    strong = []
    for _ in range(60):
        name = (rng.choice(people).forenames[0], rng.choice(people).surname)
        born = date(1945, 1, 1) + timedelta(days=rng.randint(0, 22_000))
        if name in known:
            continue
        text = form.format(name=" ".join(name), born=born)
        strong += [text for card in desk.risk(text)["cards"] if card["match"]["strength"] == "strong"]
    assert len(strong) <= 1, strong
