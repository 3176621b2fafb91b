"""Splink's SQL and our Python say the same of every pair, so that a batch and an arrival come to the same edge."""

from datetime import date
from itertools import islice

import pytest

from indexer.resolve import corpus, linkage, pairs
from indexer.resolve.comparisons import ALL
from indexer.resolve.persons import Person, person_of


def lisa(number: int, line: str, postcode: str | None, **told: object) -> Person:
    name = {"kind": "birth", "forenames": "Lisa", "surname": "Nowicka"}
    home = {"address": line, "postcode": postcode}
    return person_of(f"CRIS/{number}~1", {"names": [name], "addresses": [home], **told})


# What the corpora do not hold: ages told, streets hardly to be read.
ODD = [
    lisa(9001, "17 Elm Street", None, dates_of_birth=["1982-11-15"]),
    lisa(9002, "17 Elmhurst Street", None, living="1978/1986"),
    lisa(9003, "17 Elmm Street", "SE20 7RT", living="/2016"),
    lisa(9004, "17 Xyz", "SE20 7RT", living="1990/1994"),
    lisa(9005, "17 Elm Streat", None, dates_of_birth=["1982"]),
]


def test_levels_of_ages_told_and_of_streets_hardly_to_be_read() -> None:
    def levels(one: int, other: int) -> tuple[str | None, str | None]:
        made = pairs.compare(ODD[one], ODD[other]).levels
        return made.get("born"), made.get("address")

    assert levels(0, 1) == ("aged", "other")
    assert levels(0, 2) == (None, "street-like")
    assert levels(0, 3) == ("other-age", "other")
    assert levels(1, 4) == ("aged", "other")
    assert levels(0, 4) == ("year", "street-like")
    assert levels(2, 3) == (None, "postcode")


@pytest.fixture(scope="module")
def people() -> list[Person]:
    told = [*corpus.town(60), *islice(corpus.febrl(1), 150)]
    return [*(person_of(one.member, one.person) for one in told), *ODD]


def test_every_weight_of_splink_is_ours(people: list[Person]) -> None:
    known = {one.member: one for one in people}
    found = list(linkage.predict(linkage.table(people), pairs.MODEL["learnt"], pairs.MODEL["prior"], -40))
    assert len(found) > 150
    for vector in found:
        ours = pairs.compare(known[vector.a], known[vector.b])
        assert ours.weight == pytest.approx(vector.weight, abs=1e-6)


def test_the_model_has_a_weight_for_every_level() -> None:
    for comparison in ALL:
        for level in comparison.levels:
            if not level.null:
                assert 0 < pairs.MODEL["learnt"][comparison.name][level.key]["u"] <= 1


def test_the_day_the_corpus_stands_at_is_fixed() -> None:
    assert date(2026, 1, 1) == corpus.TODAY
    assert list(corpus.town(20)) == list(corpus.town(20))
