"""Where somebody lives, for their card: addresses that have not ended, each once, with the records that say so."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from datetime import date

from indexer.resolve.places import Keys
from portal.services.risk.bearing import current_homes
from portal.services.risk.linked import Linked, Mention, once
from portal.services.risk.people import Candidate
from portal.services.risk.sources import when
from portal.services.written import address as address_of

MOST_HOMES = 3


def homes_of(members: Iterable[Candidate], today: date) -> list[Linked]:
    """Links of kind location, the address that the newest record gives first."""
    return once(_homes(members, today))[:MOST_HOMES]


def _homes(members: Iterable[Candidate], today: date) -> Iterator[tuple[Hashable, Mention]]:
    told = [one for one in members if not one.in_text]
    for one in sorted(told, key=lambda one: (when(one.hit) or "", one.id), reverse=True):
        for place, keys in current_homes(one.held, today):
            if keys.street:
                yield _where(keys), Mention(one.hit, "location", address_of(place), "home")


def _where(keys: Keys) -> tuple[str, ...]:
    return (keys.door,) if keys.door else (keys.flat, keys.building or keys.street)
