"""Markings: a document's security classification in words (Government Security Classifications)."""

from __future__ import annotations

import re
from collections.abc import Iterable

# -SENSITIVE is a marking inside OFFICIAL, not a tier.
TIERS = {"OFFICIAL": 1, "SECRET": 2, "TOP SECRET": 3}
_MARKING = re.compile(r"(TOP SECRET|SECRET|OFFICIAL)(-SENSITIVE)?((?: \[[^\[\]]+\])*)")


def written(tier: str = "OFFICIAL", *, sensitive: bool, descriptor: str | None = None) -> str:
    """The marking of what is of that tier: `OFFICIAL-SENSITIVE [PERSONAL DATA]`."""
    words = tier + ("-SENSITIVE" if sensitive else "")
    return f"{words} [{descriptor}]" if descriptor else words


def highest(markings: Iterable[str]) -> str:
    """The marking of a page that carries these: the highest, with every descriptor met at that height.

    `OFFICIAL` where there are none. Raises ValueError for words that are no marking.
    """
    top, descriptors = (1, False), set[str]()
    for words in markings:
        found = _MARKING.fullmatch(words)
        if not found:
            raise ValueError(f"not a marking: {words!r}")
        height = (TIERS[found[1]], found[2] is not None)
        if height > top:
            top, descriptors = height, set()
        if height == top:
            descriptors |= set(re.findall(r"\[([^\]]+)\]", found[3]))
    tier = next(name for name, rank in TIERS.items() if rank == top[0])
    return written(tier, sensitive=top[1]) + "".join(f" [{name}]" for name in sorted(descriptors))
