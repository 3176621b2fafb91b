"""The two-letter codes of warning markers (``data/markers.csv``), which stand in lists and blocks and in nobody's name."""

from functools import cache

from nlp.tables import rows


@cache
def concepts() -> dict[str, str]:
    """The code of each marker that bears on risk, and its concept in the lexicon."""
    return {code: concept for code, concept, _ in rows("markers.csv") if concept}


@cache
def alone() -> frozenset[str]:
    """The codes that are read as such without a mark behind them: their letters make no word."""
    return frozenset(code for code, _, how in rows("markers.csv") if how)


@cache
def codes() -> frozenset[str]:
    """Every code, those that bear on no risk of ours too."""
    return frozenset(code for code, _, _ in rows("markers.csv"))
