"""One danger, told once: a sanitised warning beside the record that it was published from.

Who sees both would read two rows for one danger, and take it for two. The record's own row stays, with the warning named
beside it; where the record's text does not say it to this reader, the warning's row does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from access.gateway import Hit
from indexer.store_written import OWN
from portal.services.risk.card import Card
from portal.services.risk.dangers import Danger

Kin = Callable[[Collection[str]], Mapping[str, Mapping[str, str]]]


def told_once(cards: Sequence[Card], kin: Kin) -> list[Card]:
    """The cards, each danger once. kin: for ids of warnings, the ids of the records that they were published from."""
    ours = {one.hit.id for card in cards for one in card.assessed.dangers if one.hit.system == OWN}
    sources = {id_: frozenset(others) for id_, others in kin(sorted(ours)).items()}
    return [_told(card, sources) for card in cards] if any(sources.values()) else list(cards)


def _told(card: Card, sources: Mapping[str, frozenset[str]]) -> Card:
    return replace(card, assessed=replace(card.assessed, dangers=_once(card.assessed.dangers, sources)))


def _once(dangers: Sequence[Danger], sources: Mapping[str, frozenset[str]]) -> list[Danger]:
    present = {one.of_record() for one in dangers if one.present}
    twins: dict[tuple[str, str], Hit] = {}
    kept: list[Danger] = []
    for danger in dangers:
        told = {(danger.code, id_) for id_ in sources.get(danger.hit.id, ())} & present
        if told and danger.present:
            twins.update(dict.fromkeys(told, danger.hit))
        else:
            kept.append(danger)
    return [replace(one, published_as=twin) if (twin := twins.get(one.of_record())) else one for one in kept]
