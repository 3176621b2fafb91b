"""One danger, told once: a sanitised warning beside the record that it was published from.

Who sees both would read two rows for one danger, and take it for two. The record's own row stays, with the warning named
beside it; where the record's text does not say it to this reader, the warning's row does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from indexer.store_written import OWN

Json = Mapping[str, Any]
Kin = Callable[[Collection[str]], Mapping[str, Mapping[str, str]]]


def told_once(cards: Sequence[dict[str, Any]], kin: Kin) -> list[dict[str, Any]]:
    """The cards, each danger once. kin: for ids of warnings, the ids of the records that they were published from."""
    ours: set[str] = {_id(w) for card in cards for w in card["warnings"] if w["source"]["system"] == OWN}
    sources = {id_: frozenset(others) for id_, others in kin(sorted(ours)).items()}
    return [{**card, "warnings": _once(card["warnings"], sources)} for card in cards]


def _once(warnings: Sequence[Json], sources: Mapping[str, frozenset[str]]) -> list[dict[str, Any]]:
    affirmed = {(w["code"], _id(w)) for w in warnings if w["assertion"] == "affirmed"}
    twins: dict[tuple[str, str], Mapping[str, str]] = {}
    kept: list[Json] = []
    for warning in warnings:
        told = {(warning["code"], id_) for id_ in sources.get(_id(warning), ())} & affirmed
        if told and warning["assertion"] == "affirmed":
            twins.update((danger, warning["source"]) for danger in told)
        else:
            kept.append(warning)
    return [{**w, **_named(twins.get((w["code"], _id(w))))} for w in kept]


def _named(twin: Mapping[str, str] | None) -> dict[str, Any]:
    return {"warning": dict(twin)} if twin else {}


def _id(warning: Json) -> str:
    return f"{warning['source']['system']}/{warning['source']['ref']}"
