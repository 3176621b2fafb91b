"""How a name and an address of a record are written for people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any


def address(place: Mapping[str, Any]) -> str:
    """An address in one line, with its postcode; empty where it has neither."""
    return ", ".join(str(place[name]) for name in ("address", "postcode") if place.get(name))


def in_case(name: str) -> str:
    """A name all in capitals, as some systems have it, as people write it: `SEAN O'NEILL MCDONALD` as `Sean O'Neill McDonald`."""
    if not name.isupper():
        return name
    return re.sub(r"\bMc([a-z])", lambda found: "Mc" + found[1].upper(), name.title())
