"""Splink's SQL and our Python say the same of every pair, so that a batch and an arrival come to the same edge."""

from datetime import date
from itertools import islice

import pytest

from indexer.resolve import corpus, linkage, pairs
from indexer.resolve.comparisons import ALL
from indexer.resolve.persons import Person, person_of


@pytest.fixture(scope="module")
def people() -> list[Person]:
    told = [*corpus.town(60), *islice(corpus.febrl(1), 150)]
    return [person_of(one.member, one.person) for one in told]


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
