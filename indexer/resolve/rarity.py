"""How many people have a name: from a fixed public table, so that no answer depends on who is in the index.

Frequencies are shares of all people, 0 … 1. A name that the table does not hold counts as rare, but not as unique.
"""

from __future__ import annotations

import json
import math
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Literal

from indexer.resolve.query import WEIGHTS

Kind = Literal["surname", "forename"]
RARE = 3e-5  # the least share that the table holds, and what is taken for a name that it does not hold
_LEARNT: dict[str, Any] = WEIGHTS["learnt"]
_LEAST_COMMON = 1e-4  # no name is worth more than that


@cache
def _table(kind: Kind) -> dict[str, float]:
    """British shares, for the names that have one, else the American census's; or more, where what the weights were
    learnt from, which knows names that neither does, has more."""
    text = resources.files("indexer.resolve").joinpath("name_frequencies.json").read_text("utf-8")
    made: dict[str, Any] = json.loads(text)
    table = _shares(made[kind]) | _shares(made["british"][kind])
    for name, share in made["learnt"][kind].items():
        table[name] = max(table.get(name, 0.0), share / 1e6)
    return table


def _shares(by_share: dict[str, str]) -> dict[str, float]:
    """name → share, of names listed by how many in a million have each."""
    return {name: int(share) / 1e6 for share, names in by_share.items() for name in names.split()}


@lru_cache(maxsize=65_536)
def frequency(kind: Kind, name: str) -> float:
    """The share of people who have this name (canonical, see `nlp.names`)."""
    table = _table(kind)
    if name not in table:  # a forename in a surname's field is sooner a slip than a rare surname
        table = _table("forename")
    return max(table.get(name, RARE), _LEAST_COMMON)


@lru_cache(maxsize=65_536)
def rarity(kind: Kind, name: str) -> float:
    """How much of a name's full weight in the lookup it is worth to have this one, 0 … 1: a common name says less.

    Fellegi and Sunter's log2(m / u), u being the share of people who have the name; the rarest ones are worth no more than
    the full weight, for the table does not know how common a name is where it is asked for.
    """
    bits = math.log2(_LEARNT["m"][kind] / frequency(kind, name))
    return min(1.0, float(_LEARNT["unit"]) * bits / float(WEIGHTS["name"][kind]))
