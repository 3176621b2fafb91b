"""Cards as the despatcher's page shows them: numbered sources, nothing said twice, the likely before the unlikely. No Flask.

A household gives a card to the address and one to each person, and the same line of a report bears on all of them. On
the screen it is quoted once, on the best card; the others name it in one line with its number, so that nothing is
dropped and nothing has to be read four times. On paper a card stands alone, so each carries all of its lines in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.services.risk.dangers import Same
from portal.views import words

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A warning with the number of its source on this page (`key`: that number where a key works it).

    again: an earlier card quotes it, so that on the screen this one names it only.
    """

    number: int
    warning: Json
    again: bool = False

    @property
    def key(self) -> int | None:
        """The digit that opens the source; there are nine of them, each where the line is quoted."""
        return self.number if self.number < 10 and not self.again else None


@dataclass(frozen=True, slots=True)
class Again:
    """Warnings of one kind that stand on an earlier card: the kind, how it is said, and their numbers."""

    label: str
    sign: words.Sign
    warnings: tuple[Numbered, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A card with its warnings sorted out: all of them in their order, and those that are named only.

    first_weak: it is the first that is less likely, after likelier ones.
    """

    card: Json
    warnings: tuple[Numbered, ...]
    again: tuple[Again, ...]
    first_weak: bool
    people: tuple[Json, ...]
    vehicles: tuple[Json, ...]
    others: tuple[Json, ...]
    homes: tuple[Json, ...]

    @property
    def quoted(self) -> bool:
        """Whether any of its warnings is quoted here on the screen, too."""
        return not all(one.again for one in self.warnings)


def shown(cards: Sequence[Json]) -> list[Shown]:
    """The cards in their order, with warnings numbered over the whole page."""
    numbers: dict[Same, int] = {}
    made = []
    for place, card in enumerate(cards):
        warnings = _numbered(card, numbers)
        again = _again(one for one in warnings if one.again)
        made.append(Shown(card, warnings, again, _first_weak(cards, place), *_links(card)))
    return made


def _numbered(card: Json, numbers: dict[Same, int]) -> tuple[Numbered, ...]:
    """A card's warnings. numbers: of those on the cards before it; its own new ones are added. One record's marker of two people
    is two warnings with one number."""
    before = frozenset(numbers)
    return tuple(
        Numbered(numbers.setdefault(key, len(numbers) + 1), warning, key in before)
        for warning in card.get("warnings") or ()
        for key in [identity(warning)]
    )


def identity(warning: Json) -> Same:
    """What makes two warnings the same, as `Danger.key` has it, but whosesoever it is: a marker stands on its owner's card, and
    with their name on the card of their home."""
    source = warning.get("source") or {}
    label = str(warning.get("label") or "").removesuffix(f" ({warning.get('subject')})")
    code, assertion = str(warning.get("code")), str(warning.get("assertion"))
    return Same(code, assertion, warning.get("quote") or label, f"{source.get('system')}/{source.get('ref')}")


def _again(repeated: Iterable[Numbered]) -> tuple[Again, ...]:
    groups: dict[tuple[str, str], dict[int, Numbered]] = {}
    for one in repeated:
        label = words.warning_label(one.warning)
        groups.setdefault((label, str(one.warning.get("assertion"))), {}).setdefault(one.number, one)
    return tuple(
        Again(label, words.assertion(said), tuple(held[number] for number in sorted(held)))
        for (label, said), held in groups.items()
    )


def _first_weak(cards: Sequence[Json], place: int) -> bool:
    strengths = [card["match"]["strength"] for card in cards]
    return place > 0 and strengths[place] == "weak" and "weak" not in strengths[:place]


def _links(card: Json) -> tuple[tuple[Json, ...], ...]:
    """People, vehicles, other things, and where the card's person lives."""
    links = card.get("links") or ()
    people = tuple(link for link in links if link.get("kind") == "person")
    vehicles = tuple(link for link in links if link.get("kind") == "vehicle")
    homes = tuple(link for link in links if link.get("kind") == "location")
    others = tuple(link for link in links if link.get("kind") not in {"person", "vehicle", "location"})
    return people, vehicles, others, homes
