"""Where somebody lives, for their card: addresses that have not ended, each once, with the records that say so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from indexer.resolve.places import Keys
from portal.services.risk.bearing import current_homes
from portal.services.risk.people import Candidate
from portal.services.risk.sources import source, when
from portal.services.written import address as address_of

MOST_HOMES = 3


def homes_of(members: Iterable[Candidate], today: date) -> list[dict[str, Any]]:
    """Links of kind location, the address that the newest record gives first."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    told = [one for one in members if not one.in_text]
    for one in sorted(told, key=lambda one: (when(one.hit) or "", one.id), reverse=True):
        for place, keys in current_homes(one.held, today):
            if not keys.street:
                continue
            made = found.setdefault(
                _where(keys), {"kind": "location", "role": "home", "title": address_of(place), "records": []}
            )
            if source(one.hit) not in made["records"]:
                made["records"].append(source(one.hit))
    return list(found.values())[:MOST_HOMES]


def _where(keys: Keys) -> tuple[str, ...]:
    return (keys.door,) if keys.door else (keys.flat, keys.building or keys.street)
