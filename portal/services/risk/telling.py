"""What a record tells of one of its people: the facts that its text says of them, and the warnings that come of these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from portal.services.risk.bearing import Bearing, subject_of
from portal.services.risk.holding import holds
from portal.services.risk.roles import is_adverse, is_sufferer, role_of
from portal.services.risk.warnings import Warner

Json = Mapping[str, Any]
# What is somebody else's deed, beside the name of whoever suffered or saw it.
DEEDS = frozenset({"FI", "XP", "WE", "VI", "THREAT", "ES", "OW", "DV"})


def facts_told_of(bearing: Bearing, person: Json) -> Iterator[Json]:
    """What a text says of somebody: of a victim or a witness, only what it says that they have, or how they are; of whoever is
    something else to the record, what it says of them by name."""
    theirs = is_adverse(person) or not role_of(person)
    suffers = is_sufferer(person)
    alone = len(bearing.people) == 1
    for fact in bearing.facts_of(person):
        named = bool(subject_of(fact).name) and not suffers
        suffered = suffers and fact["code"] in DEEDS
        if theirs or named or (alone and not suffered) or holds(fact):
            yield fact


def warnings_of(bearing: Bearing, person: Json, today: date) -> Iterator[dict[str, Any]]:
    """Somebody's markers in a record, and what its text says of them."""
    warner = Warner(today)
    yield from (warner.of_marker(bearing.hit, marker) for marker in person.get("markers") or ())
    yield from (warner.of_fact(bearing.hit, fact) for fact in facts_told_of(bearing, person))
