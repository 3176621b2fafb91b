"""Ranks and titles, as words of a text."""

import re
from functools import cache

from nlp.lexicon import fold_word
from nlp.tables import rows


@cache
def _ranks() -> frozenset[tuple[str, ...]]:
    return frozenset(
        tuple(fold_word(w) for w in re.split(r"[\s/]+", name)) for row in rows("ranks.csv") for name in row
    )


@cache
def rank_ends() -> frozenset[str]:
    """The last words of all ranks, folded."""
    return frozenset(rank[-1] for rank in _ranks())


def is_rank(low: str) -> bool:
    """Whether a folded word is a rank or title of one word."""
    return low in rank_ends() and (low,) in _ranks()
