"""Who is asked for by a telephone number or an e-mail address, whatever else stands in the line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer.resolve.query import PersonQuery
from portal.search.box.understood import Understood
from portal.services.risk.bearing import Bearing

_CONTACTS = ("PHONE", "EMAIL")


def by_number_alone(asked: Understood) -> Iterator[Understood]:
    """The question without its words, which are nothing to whoever has the telephone number or the e-mail address that is
    asked for (`07700 900123 line open`, `caller gave name bob on 07700 900123`)."""
    for way in asked.ways:
        held = {label: way.identifiers[label] for label in _CONTACTS if label in way.identifiers}
        if way.words and held:
            yield Understood(way.text, identifiers=held)


def is_known(asked: Understood, seen: Sequence[Bearing]) -> bool:
    """Whether somebody has a telephone number as it was typed."""
    phones = {phone for way in asked.ways for phone in way.identifiers.get("PHONE", ())}
    return bool(phones) and any(
        not phones.isdisjoint(held.identifiers.get("PHONE", ()))
        for bearing in seen
        for held in bearing.people
    )


def as_typed(reading: Understood, query: PersonQuery) -> PersonQuery:
    """The same without telephone numbers one figure off."""
    return replace(query, identifiers=reading.identifiers)
