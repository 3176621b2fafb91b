"""Whether a sentence says that the person named has a thing, or is so: not that it was done to them, or that they saw it.

A victim's or a witness's name stands beside weapons that were others'. `X is said to carry a knife` speaks of X's own; `X was
threatened with a knife` and `X saw a knife` do not. What is not surely the one is taken for the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_SAID = r"(?:is|was|are|were) (?:also )?(?:said|known|believed|reported|alleged|thought|rumoured|suspected|understood) to"
_NOW_AND_THEN = "always|often|usually|regularly|routinely|sometimes|still|also|now|allegedly|reportedly|may|might|could|will"
_HAS = (
    r"carr(?:y|ies|ied)|keeps?|kept|owns?|owned|possess(?:es|ed)?|hides?|hid|stores?|stored|conceals?|concealed"
    r"|has|have|had|(?:is|was|be) (?:in possession of|armed with|carrying|keeping|hiding)"
)
_WHICH = (
    "an?|the|his|her|their|some|several|two|three|large|small|big|sharp|loaded|hidden|concealed|kitchen|lock"
)
_HOLDS = re.compile(
    rf"\s+(?:{_SAID}\s+)?(?:(?:{_NOW_AND_THEN})\s+)*(?:(?:{_HAS})(?:\s+(?:{_WHICH}))*|(?:is|be)(?:\s+(?:very|extremely))?)\s+",
    re.IGNORECASE,
)
_DONE_TO = re.compile(
    r"\W*(?:being |was )?(?:held|pointed|pulled|put|placed|thrown|waved|produced|pressed|aimed)\b", re.I
)


def holds(fact: Mapping[str, Any]) -> bool:
    """Whether the fact's own sentence says that its subject has the thing, or is so."""
    said, named, term = (str(fact.get(name) or "") for name in ("sentence", "subject", "term"))
    begin = said.find(named) + len(named)
    at = said.find(term, begin)
    if not named or begin < len(named) or at < 0 or term.endswith("ed"):
        return False
    return bool(_HOLDS.fullmatch(said[begin:at])) and not _DONE_TO.match(said[at + len(term) :])
