"""Days and times that stand between a heading and the name that it is of."""

from collections.abc import Sequence

from nlp.tables import bag
from nlp.text.page import Word

_DAYS = bag(
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun january february march april may june july august "
    "september october november december jan feb mar apr jun jul aug sep sept oct nov dec approx hrs at on since about around the"
)
_MOST = 8  # words


def past_when(words: Sequence[Word], at: int, end: int) -> int:
    """The word behind a day, a time and a colon (``Missing since Tuesday 16/01/2024 0745: Elwyn Thack``), or ``at`` itself."""
    for here in range(at, min(at + _MOST, end)):
        if words[here].gap == ":" and here > at:
            return here
        if not (words[here].low.isdigit() or words[here].low in _DAYS):
            return at
    return at
