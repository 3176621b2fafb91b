"""The small picture of a match."""

from __future__ import annotations

from portal.views.waterfall import waterfall


def of(*weights: float):
    return waterfall([{"text": f"reason {n}", "weight": weight} for n, weight in enumerate(weights)])


def test_each_bar_begins_where_the_last_one_ended():
    made = of(6.0, 4.0, -5.0)
    assert [(bar.x, bar.width, bar.against) for bar in made.bars] == [
        (0.0, 60.0, False),
        (60.0, 40.0, False),
        (50.0, 50.0, True),
    ]
    assert (made.zero, made.total) == (0.0, 5.0)


def test_what_comes_to_less_than_nothing_starts_from_zero_and_goes_back():
    made = of(-6.0, 2.0)
    assert (made.zero, made.total) == (100.0, -4.0)
    assert [(bar.x, bar.width) for bar in made.bars] == [(0.0, 100.0), (0.0, 33.33)]


def test_no_reasons_are_no_bars():
    assert of().bars == ()


def test_a_weight_is_told_in_words():
    told = [bar.said for bar in of(8.7, 5.0, 2.0, 0.4, 0.0, -0.4, -2.6, -6.0, -9.0).bars]
    assert told == [
        "very strongly for", "strongly for", "for", "slightly for", "neither for nor against",
        "slightly against", "against", "strongly against", "very strongly against",
    ]  # fmt: skip
