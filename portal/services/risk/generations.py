"""Which of several namesakes is the younger and which the elder, where the question says which is meant and dates of birth tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from indexer.resolve.query import WEIGHTS, Match, Reason, match_of
from portal.search.box.generations import YOUNGER
from portal.services.risk.grouping import Group

APART = 15  # years from a father to his son, at the least
_SLIP = 2  # years within which dates are of one birth


def told(meant: str, people: Sequence[Group], matches: Sequence[Match]) -> list[Match]:
    """The matches of some people, with a little that speaks for whoever of namesakes is younger than another, or elder, as was
    asked for."""
    if not meant or len(people) < 2:
        return list(matches)
    return [
        match_of([*match.evidence, reason]) if (reason := _among_namesakes(meant, group, people)) else match
        for group, match in zip(people, matches, strict=True)
    ]


def _among_namesakes(meant: str, group: Group, people: Sequence[Group]) -> Reason | None:
    year = _year(group)
    others = [_year(one) for one in people if one is not group and _names(one) == _names(group)]
    apart = [born for born in others if born and (year - born if meant == YOUNGER else born - year) >= APART]
    if not year or not apart:
        return None
    text = f"the {meant} of that name: born {year}, another {', '.join(map(str, sorted(set(apart))))}"
    return Reason(text, WEIGHTS["born"]["generation"], "born")


def _names(group: Group) -> tuple[str, ...]:
    """What the name asked for says of them."""
    return tuple(reason.text for reason in group.best.match.evidence if reason.about == "name")


def _year(group: Group) -> int:
    """The year of birth, or 0 where that is not known or not sure."""
    return _one_of(int(day[:4]) for day in group.born if day[:4].isdigit())


def _one_of(years: Iterable[int]) -> int:
    found = sorted(years)
    return found[0] if found and found[-1] - found[0] <= _SLIP else 0
