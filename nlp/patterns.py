"""Patterns of the data files, with ``{{set}}`` in them standing for a set of alternatives."""

import re
from collections.abc import Mapping

_SET = re.compile(r"\{\{(\w+)\}\}")


def spelt_out(pattern: str, sets: Mapping[str, str]) -> str:
    """A pattern with its sets put in; sets may name sets.  Raises ``KeyError`` for one that is not there."""
    while _SET.search(pattern):
        pattern = _SET.sub(lambda found: f"(?:{sets[found.group(1)]})", pattern)
    return pattern
