"""Dangers of a namesake or a twin at the same address: told on a person's card as theirs, and not as that person's.

Somebody else's danger at the home stands among the warnings with its owner's name. Where that name, or that date of birth, is
the person's own, it would be read as theirs: a father's shotgun on his son's card.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from indexer.hidden_risks import GRAVE
from indexer.resolve.scorer import Held
from nlp import names
from nlp.whose import whose
from portal.services.risk.bearing import Bearing, is_named
from portal.services.risk.dangers import Danger
from portal.services.risk.sources import name_of
from portal.services.risk.told import Told

DANGER, OTHER = "household-danger", "household"


def owner(
    danger: Danger, bearing: Bearing, themselves: Collection[str], cards: Sequence[Held]
) -> Held | None:
    """The namesake or twin of whom alone a danger of this record is told; None where it may tell of the card's person.

    themselves: the members whom the card is of; cards: the same people.
    """
    if not danger.subject:
        return None  # of the place
    own = [held for held in bearing.people if bearing.member(held) in themselves]
    others = [h for h in bearing.people if h not in own and any(alike(h, card) for card in cards)]
    said = whose(danger.subject)
    if not said.name:
        meant = bearing.meant(said)
        return next((held for held in others if held.person is meant), None)
    if any(is_named(held.person, said.name) for held in own):
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


def told_of(theirs: Iterable[tuple[Danger, Held]]) -> list[Told]:
    """Dangers of theirs as context of the person's card, each once."""
    told = (_told(danger, held) for danger, held in theirs)
    return list({(one.text, one.hit.id): one for one in told}.values())


def _told(danger: Danger, held: Held) -> Told:
    said = danger.label if danger.present else f"{danger.label}, {danger.assertion}"
    born = f", born {held.born[0]}" if held.born else ""
    kind = DANGER if danger.assertion.stands and danger.code in GRAVE else OTHER
    text = f"Of somebody else at the home address, {name_of(held.person)}{born}: {said}"
    return Told(kind, text, danger.day, danger.hit, of_another=True)
