"""How well each of some people answers a question, once all their records are together, and who stands before others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from indexer.resolve.query import Match
from portal.search.box.understood import Understood
from portal.services.risk import generations
from portal.services.risk.bearing import Target
from portal.services.risk.grouping import Group
from portal.services.risk.named import led_by
from portal.services.risk.places import Home
from portal.services.risk.together import together


@dataclass(frozen=True, slots=True)
class Ranked:
    """Somebody, and how well all their records answer together."""

    group: Group
    match: Match


def ranked(
    asked: Understood,
    people: Sequence[Group],
    homes: Sequence[Home],
    lived: Callable[[Group], Iterable[Target]],
) -> tuple[list[Ranked], str]:
    """The people in their order, each with the match, and the nominal of whoever is asked for in full, or ``""``. lived: where
    somebody lives."""
    matches = generations.told(asked.generation, people, [together(group) for group in people])
    matches, lead = led_by(people, matches, homes, lived)
    return [Ranked(group, match) for group, match in zip(people, matches, strict=True)], lead
