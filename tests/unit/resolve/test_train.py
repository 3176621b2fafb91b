"""One source of weights: what the lookup takes from the learnt model is what stands in its file."""

from __future__ import annotations

import pytest

from indexer.resolve import train
from indexer.resolve.pairs import MODEL
from indexer.resolve.query import WEIGHTS
from indexer.resolve.rarity import frequency, rarity


def test_the_lookup_s_weights_are_those_of_the_model():
    assert train.lookup(WEIGHTS, MODEL) == {name: WEIGHTS[name] for name in ("learnt", "born")}


def test_what_is_not_learnt_stays_as_it_is():
    other = WEIGHTS | {"born": WEIGHTS["born"] | {"exact": 0.0, "none": -7.5}}
    born = train.lookup(other, MODEL)["born"]
    assert (born["exact"], born["none"]) == (WEIGHTS["born"]["exact"], -7.5)


def test_a_level_that_is_met_twice_as_often_among_strangers_counts_a_bit_less():
    model = {**MODEL, "learnt": {**MODEL["learnt"], "born": {**MODEL["learnt"]["born"]}}}
    same = model["learnt"]["born"]["same"]
    model["learnt"]["born"]["same"] = {"m": same["m"], "u": same["u"] * 2}
    less = WEIGHTS["born"]["exact"] - train.lookup(WEIGHTS, model)["born"]["exact"]
    assert less == pytest.approx(WEIGHTS["learnt"]["unit"], abs=0.1)


def test_rarity_is_by_the_table_and_never_more_than_the_whole_weight():
    assert (
        rarity("surname", "smith")
        < rarity("surname", "murphy")
        < rarity("surname", "featherstonehaugh")
        == 1.0
    )
    assert rarity("surname", "in no table at all") == 1.0


def test_british_shares_stand_before_the_american_ones():
    assert frequency("surname", "davies") > frequency("surname", "davis")
    assert frequency("surname", "hussain") >= 0.001
    assert frequency("forename", "muhammad") >= 0.003
    assert frequency("surname", "smith") > frequency("surname", "murphy")


def test_a_forename_in_a_surname_s_field_is_sooner_a_slip_than_a_rare_surname():
    assert frequency("surname", "rebecca") == frequency("forename", "rebecca")
    assert rarity("surname", "rebecca") < rarity("surname", "featherstonehaugh")
