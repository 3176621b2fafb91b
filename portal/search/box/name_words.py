"""The words of a name in what is left of a line."""

from __future__ import annotations

import re

from nlp import addresses, names
from portal.search.box.labels import LABEL_WORDS

_SURNAME_FIRST = re.compile(r"^\s*([^\d,]+),\s*([^\d,]+?)\s*$")


def name_words(rest: str) -> tuple[str, ...]:
    """The words of a name as the index has them; what folds to nothing (`/`, `-`) is none."""
    return tuple(
        word for word in names.fold(rest.replace(",", " ")).split() if any(c.isalpha() for c in word)
    )


def telling(rest: str) -> tuple[str, ...]:
    """The words of a name that are no labels (`of`, `dob`)."""
    return tuple(word for word in name_words(rest) if word not in LABEL_WORDS)


def forename_first(rest: str) -> str:
    """`MURPHY, Sean` as `Sean MURPHY`; but `Tithe Barn, Pengate` as it stands."""
    found = _SURNAME_FIRST.match(rest)
    if found is None or (" " in found[1] and (addresses.is_building(found[1]) or _is_street(found[1]))):
        return rest
    return f"{found[2]} {found[1]}"


def _is_street(name: str) -> bool:
    return addresses.is_street_type(name.rpartition(" ")[2])
