"""Somebody asked for by forename and surname, or by a name and a date of birth, together with where they live: they answer the
question, and before the address.

An address is weighed by who lives there, too, so that all that speaks for a home speaks for whom the question names; by the
weights of a person, where names count for less, the home would stand above its own resident.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from indexer.resolve.query import POSSIBLE, STRONG, WEIGHTS, Match, Reason, match_of
from portal.services.risk.bearing import Level, Target
from portal.services.risk.grouping import Group
from portal.services.risk.places import Home

_ANOTHER = float(WEIGHTS["name"]["other than the only forename"])
_BORN = float(WEIGHTS["born"]["digit"])  # a whole date, a figure of it wrong perhaps
_STREET = float(WEIGHTS["address"]["street-like"])
_LITTLE = -0.5  # weight of what speaks against somebody, and is no more than the order of their names
_ABOVE = 0.01  # weight


def led_by(
    people: Sequence[Group],
    matches: Sequence[Match],
    homes: Sequence[Home],
    lived: Callable[[Group], Iterable[Target]],
) -> tuple[list[Match], str]:
    """The matches of some people, and the nominal of whoever is asked for in full and lives at the likeliest address, then no
    worse an answer than that; or ``""``. lived: where somebody lives."""
    found = list(matches)
    if not homes or not people:
        return found, ""
    at = max(range(len(found)), key=lambda place: found[place].score)
    home, best, match = homes[0], people[at], found[at]
    sure = match.score >= STRONG or (match.score >= POSSIBLE and _as_asked(match))
    if not sure or not in_full(match):
        return found, ""
    if not any(home.target.level(target) is Level.SAME for target in lived(best)):
        return found, ""
    short = _total(home.match) - _total(match)
    if short > 0:
        told = Reason(f"lives at the address asked for: {home.title}", round(short + _ABOVE, 2), "address")
        found[at] = match_of([*match.evidence, told])
    return found, best.nominal or ""


def in_full(match: Match) -> bool:
    """Whether two words of a name were met, or one and a date of birth, and none by another."""
    said = [reason.weight for reason in match.evidence if reason.about == "name"]
    met = sum(weight > 0 for weight in said) + (match.weight("born") >= _BORN)
    return met > 1 and min(said, default=_ANOTHER) > _ANOTHER


def _as_asked(match: Match) -> bool:
    """Whether nothing speaks against somebody, of whose name two words were met, each by more than an initial, and whose street is
    the one asked for but for a slip: not one of another kind (Close for Way)."""
    said = [reason for reason in match.evidence if reason.about == "name" and reason.weight > 0]
    against = any(reason.weight < _LITTLE for reason in match.evidence)
    there = match.weight("address") >= _STREET
    return there and len(said) > 1 and not against and not any(one.met and one.met.by_initial for one in said)


def _total(match: Match) -> float:
    return sum(reason.weight for reason in match.evidence)
