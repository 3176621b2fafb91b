"""Dangers of a namesake or a twin at the same address: told on a person's card as theirs, and not as that person's.

Somebody else's danger at the home stands among the warnings with its owner's name. Where that name, or that date of birth, is
the person's own, it would be read as theirs: a father's shotgun on his son's card.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from indexer.hidden_risks import GRAVE
from indexer.resolve.scorer import Held
from nlp import names
from portal.services.risk.bearing import Bearing, is_named, subject_of
from portal.services.risk.warnings import name_of

Json = Mapping[str, Any]
DANGER, OTHER = "household-danger", "household"


def owner(warning: Json, bearing: Bearing, themselves: Collection[int], cards: Sequence[Held]) -> Held | None:
    """The namesake or twin of whom alone a warning of this record tells; None where it may tell of the card's person.

    themselves: the people (by `id` of their POLE-1) whom the card is of; cards: the same people.
    """
    if not warning.get("subject"):
        return None  # of the place
    others = [h for h in bearing.people if id(h.person) not in themselves and any(alike(h, c) for c in cards)]
    said = subject_of(warning)
    if not said.name:
        meant = bearing.meant(said)
        return next((held for held in others if held.person is meant), None)
    if any(id(h.person) in themselves and is_named(h.person, said.name) for h in bearing.people):
        return None
    return next((held for held in others if is_named(held.person, said.name)), None)


def alike(one: Held, other: Held) -> bool:
    """Whether two could be taken for one another: one name and two dates of birth, or one surname and date of birth."""
    mine, theirs = _words(one), _words(other)
    if mine <= theirs or theirs <= mine:
        return bool(one.born and other.born) and set(one.born).isdisjoint(other.born)
    return bool(mine & theirs) and not set(one.born).isdisjoint(other.born)


def _words(held: Held) -> frozenset[str]:
    return frozenset(names.parts(name_of(held.person)))


def told_of(theirs: Iterable[tuple[Json, Held]]) -> list[dict[str, Any]]:
    """Warnings of theirs as context of the person's card, each once."""
    told = (_told(warning, whose) for warning, whose in theirs)
    return list({f"{one['text']} {one['source']}": one for one in told}.values())


def _told(warning: Json, whose: Held) -> dict[str, Any]:
    said = (
        warning["label"]
        if warning["assertion"] == "affirmed"
        else f"{warning['label']}, {warning['assertion']}"
    )
    born = f", born {whose.born[0]}" if whose.born else ""
    present = warning["assertion"] in ("affirmed", "uncertain") and warning["code"] in GRAVE
    return {
        "kind": DANGER if present else OTHER,
        "text": f"Of somebody else at the home address, {name_of(whose.person)}{born}: {said}",
        "date": warning["date"],
        "source": warning["source"],
        "marking": warning["marking"],
    }
