"""Patterns of the data files, with ``{{set}}`` in them standing for a set of alternatives."""

import re
from collections.abc import Mapping

_SET = re.compile(r"\{\{(\w+)\}\}")
# `kickin` and `kickin'` are kicking, and `wi a bat` is with one.
_ING, _WITH = re.compile(r"ing(?=[)|\s(\\]|$)"), re.compile(r"(?<![a-z\\])with(?=[ |)])")


def spelt_out(pattern: str, sets: Mapping[str, str]) -> str:
    """A pattern with its sets put in, which takes words in -ing without their g, too, and `with` as `wi`; sets may name sets.  Raises ``KeyError``
    for one that is not there."""
    while _SET.search(pattern):
        pattern = _SET.sub(lambda found: f"(?:{sets[found.group(1)]})", pattern)
    return _WITH.sub("wi(?:th)?", _ING.sub("in(?:g|['’])?", pattern))
