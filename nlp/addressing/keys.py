"""An address in its parts, and the keys under which it meets others however it is written."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from nlp.naming.forms import fold
from nlp.tables import rows

_SHORT = {
    "gt": "great", "upr": "upper", "lwr": "lower", "nth": "north", "sth": "south", "saint": "st",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Address:
    """An address in its parts, as written; what is missing is the empty string."""

    flat: str = ""
    number: str = ""
    building: str = ""
    street: str = ""
    town: str = ""
    postcode: str = ""

    @property
    def street_key(self) -> str:
        """``avenue road``; the building's name where no street is given: empty without either."""
        return expand(self.street or self.building)

    @property
    def building_key(self) -> str:
        """``12 avenue road``, ``rose cottage mill lane`` or ``tennyson house``; empty without number and name."""
        if self.number:
            return f"{_squeeze(self.number)} {self.street_key}".strip()
        named = expand(self.building)
        return f"{named} {expand(self.street)}".strip() if named else ""

    @property
    def flat_key(self) -> str:
        """``2/12 avenue road``; empty without a flat."""
        building = self.building_key if self.flat else ""
        return f"{_part(self.flat)}/{building}" if building else ""

    @property
    def door_key(self) -> str:
        """``14 tennyson house`` whatever street, number or estate stands behind it, ``140d mill lane`` of flat D too; empty without number
        and flat.

        Where `flat_key` says how an address was written, this says which door is meant.
        """
        if not self.flat:
            return self.building_key if self.number else ""
        if self.building:
            return f"{_part(self.flat)} {expand(self.building)}"
        lettered = _ONE_LETTER.fullmatch(self.flat.strip()) and self.number.strip().isdigit()
        return f"{_squeeze(self.number + self.flat)} {self.street_key}" if lettered else ""


_ONE_LETTER = re.compile(r"[a-z]", re.IGNORECASE)
# `1st floor`, `first`; a flat on the top floor is the top flat
_FLOORS = {
    "1st": "first", "2nd": "second", "3rd": "third", "grd": "ground", "gnd": "ground", "grnd": "ground", "bsmt": "basement",
}  # fmt: skip
_LOFTY = re.compile(r"\s*\b(?:floor|flr|fl)$", re.IGNORECASE)


def _squeeze(number: str) -> str:
    return "".join(number.split()).lower().replace("–", "-")


@lru_cache(maxsize=4096)
def _part(flat: str) -> str:
    """A flat's number, letter or floor as a key: `2`, `b`, `ground`."""
    bare = _LOFTY.sub("", flat.strip().lower())
    return _FLOORS.get(bare) or _squeeze(bare)


@cache
def _types() -> dict[str, str]:
    return {form: row[0] for row in rows("street_types.csv") for form in row}


@lru_cache(maxsize=65_536)
def expand(text: str) -> str:
    """A street's key: folded, its last word's abbreviation written out (``Avenue Rd`` → ``avenue road``)."""
    found = fold(text).split()
    if not found:
        return ""
    head = [_SHORT.get(word, word) for word in found[:-1]]
    return " ".join([*head, _types().get(found[-1], found[-1]) if head else found[-1]])
