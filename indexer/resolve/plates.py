"""How near two registrations are that are not the same: one misread for the other, or a character wrong or missing."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from indexer.resolve.query import WEIGHTS, Reason
from nlp.identifiers import as_letters

_WEIGHTS = WEIGHTS["identifier"]


def near(asked: str, held: str) -> Reason | None:
    """What speaks for one registration standing for another, both in capitals without spaces; None where nothing does."""
    if as_letters(asked) == as_letters(held):
        return Reason(f"plate misread: {asked}, {held}", _WEIGHTS["misread"], "identifier")
    return one_off(asked, held)


def one_off(asked: str, held: str) -> Reason | None:
    """The same of a registration that may be cut short: a character wrong, missing or too many, or two swapped."""
    if OSA.distance(asked, held, score_cutoff=1) != 1:
        return None
    return Reason(f"plate one character off: {asked}, {held}", _WEIGHTS["close"], "identifier")
